"""What is different between two states of the handbook, as typed changes: nothing twice, nothing that is mere form."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from ..book import Book
from ..model.base import Node
from ..model.words import Term
from ..model.work import Duty
from .canon import View
from .compare import Comparison, FieldChange, Place, Sort
from .pairs import Pair, pairs, renamed

What = Literal["added", "removed", "renamed", "changed"]


class Change(NamedTuple):
    """One thing that came, went, was renamed or changed. A renamed thing may have changed as well (`fields`)."""

    what: What
    pair: Pair
    fields: tuple[FieldChange, ...]

    @property
    def node(self) -> Node:
        """The thing as it is now, or as it last was."""
        found = self.pair.new if self.pair.new is not None else self.pair.old
        assert found is not None
        return found

    @property
    def is_substance(self) -> bool:
        """Whether anything changes for people, and not only its wording, its origin or its upkeep."""
        return self.what in ("added", "removed") or any(each.sort == "substance" for each in self.fields)

    @property
    def matters(self) -> bool:
        """Whether it is worth telling people: a change of substance, or another name."""
        return self.is_substance or self.what == "renamed"

    @property
    def stays(self) -> bool:
        """Whether the thing stands on both sides."""
        return self.what in ("changed", "renamed")


class Difference(NamedTuple):
    """Two states of the handbook and all that is different. `pairs` has everything, changed or not."""

    old: Book
    new: Book
    pairs: tuple[Pair, ...]
    changes: tuple[Change, ...]

    @property
    def now(self) -> Mapping[Node, Node]:
        """What the things of the old handbook are in the new one."""
        return {pair.old: pair.new for pair in self.pairs if pair.old is not None and pair.new is not None}


def difference(old: Book, new: Book) -> Difference:
    """Everything that is different, by kind and then in the order of the new handbook."""
    found = pairs(old, new)
    comparison = Comparison(View(old, renamed(found, old, new)), View(new, {}))
    changes = [change for pair in found if (change := _change(pair, old, new, comparison)) is not None]
    return Difference(old, new, tuple(found), tuple(changes))


def _change(pair: Pair, old: Book, new: Book, comparison: Comparison) -> Change | None:
    if pair.old is None or pair.new is None:
        return Change("added" if pair.old is None else "removed", pair, ())
    fields = comparison.fields(pair.old, pair.new)
    fields += _moved(pair.old, pair.new, old, new, comparison)
    if old.key.get(pair.old) != new.key.get(pair.new):
        return Change("renamed", pair, tuple(fields))
    return Change("changed", pair, tuple(fields)) if fields else None


def _moved(one: Any, other: Any, old: Book, new: Book, comparison: Comparison) -> list[FieldChange]:
    """A duty that stands in another standard now, or a term in another file of the glossary."""
    if isinstance(one, Duty):
        before, after, key = old.standard_of[one], new.standard_of[other], "standard"
    elif isinstance(one, Term):
        before, after, key = old.glossary_of[one], new.glossary_of[other], "glossary"  # type: ignore[assignment]
    else:
        return []
    if comparison.same(before, after):
        return []
    sort: Sort = "substance" if key == "standard" else "upkeep"
    return [FieldChange("changed", sort, (Place(key),), (one, other), before, after)]
