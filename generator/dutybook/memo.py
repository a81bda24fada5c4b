"""What this process has made once and need not make again: kept under the value of all that it was made of.

A server that shows an edit reads nearly the same files and makes nearly the same pages again and again. What is kept is
found by equal bytes, by equal values or by the very same frozen objects, never by a time stamp: a kept value is the one
that would be made. Only `Texts` are meant to outlive the process.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Generic, TypeVar

V = TypeVar("V")
MOST_SETS = 4
"""Sets that live side by side in one `Sets`: the languages of a handbook or two."""


class Kept(Generic[V]):
    """Values by what they were made of. What a whole round does not ask for is forgotten at the next, so that a set is at
    most as large as what two rounds need.
    """

    def __init__(self) -> None:
        self._old: dict[object, V] = {}
        self._new: dict[object, V] = {}

    def begin(self) -> None:
        """Begins a round."""
        self._old, self._new = self._new, {}

    def of(self, key: object, make: Callable[[], V]) -> V:
        """The value under a key, made where it is not known."""
        if key in self._new:
            return self._new[key]
        found = self._new[key] = self._old[key] if key in self._old else make()
        return found

    def checked(self, key: object, holds: Callable[[V], bool], make: Callable[[], V]) -> V:
        """As of, for a value that tells what else it rests on: one that no longer holds is made anew."""
        found = self.of(key, make)
        if not holds(found):
            found = self._new[key] = make()
        return found


def key_of(*parts: str) -> str:
    """The SHA-256 of some texts in their order."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class Texts:
    """Texts that outlive the process. `known` gives the text under a key, if it was kept; `common` is a part of every key:
    all that is the same for every text, such as the tool itself.
    """

    def __init__(self, known: Callable[[str], str | None] = lambda _: None, common: str = "") -> None:
        self._known = known
        self._common = common
        self.used: dict[str, str] = {}
        """What was asked for, by key: what is to be kept."""

    def of(self, made_of: Iterable[str], make: Callable[[], str]) -> str:
        """The text made of some texts, which say all that it depends on; made where it is not known."""
        key = key_of(self._common, *made_of)
        found = self._known(key)
        if found is None:
            found = make()
        self.used[key] = found
        return found


class Same:
    """An object as a key: equal to itself alone, whatever it holds."""

    __slots__ = ("thing",)

    def __init__(self, thing: object) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.thing is other.thing


class Sets(Generic[V]):
    """Sets of kept values by the name of what asks for them; the one that was asked for longest ago goes first."""

    def __init__(self) -> None:
        self._sets: dict[object, Kept[V]] = {}
        _ALL.append(self)

    def begin(self, name: object) -> Kept[V]:
        """A round of the set of this name."""
        found = self._sets.pop(name, None) or Kept()
        self._sets[name] = found
        while len(self._sets) > MOST_SETS:
            del self._sets[next(iter(self._sets))]
        found.begin()
        return found

    def last(self, name: object) -> Kept[V]:
        """The set of this name as it stands; an empty one where there is none."""
        return self._sets.get(name) or Kept()

    def exchange(self, sets: dict[object, Kept[V]]) -> dict[object, Kept[V]]:
        """Takes some sets in the place of those that there are, and gives those."""
        before, self._sets = self._sets, sets
        return before


_ALL: list[Sets[Any]] = []


@contextmanager
def forgotten() -> Iterator[None]:
    """Inside it nothing is known that was kept in this process, as if it had just begun; after it all of it is again."""
    known = [each.exchange({}) for each in _ALL]
    try:
        yield
    finally:
        for each, sets in zip(_ALL, known, strict=False):
            each.exchange(sets)
