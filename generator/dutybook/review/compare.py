"""What changed of a thing, field by field: wording told apart from substance, and from what only editors see."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from ..model.base import Node, Text
from ..model.checklist import Condition, Range, Selected
from ..model.kinds import WORD_OF
from ..model.process import Limit
from ..model.rollout import After
from ..model.shape import alternatives, key_of, shape_of
from ..model.time import AfterEnd, As, Count, Each, Event, Every, NthWorkday, Span
from .canon import PLAIN, View, kinds_of

Sort = Literal["substance", "wording", "origin", "upkeep"]
What = Literal["changed", "added", "removed", "order"]
# What is said in one phrase and changes as a whole.
PHRASES: tuple[type[Node], ...] = (
    Every, Count, Event, Each, As, Span, NthWorkday, AfterEnd, Limit, After, Range, Condition, *alternatives(Selected),
)  # fmt: skip
ORIGIN = frozenset(("source", "assumed", "not_stated"))
UPKEEP = frozenset(("note", "number", "version", "supersedes", "reviewed_on", "review_every", "aliases", "order"))


class Place(NamedTuple):
    """A step of the way to a field: its key, and the member of the list where it is a list of objects."""

    key: str
    member: Node | None = None


class FieldChange(NamedTuple):
    """One change of a field. `old` and `new` are values of the model, `holders` the objects that have the field.

    `added` and `removed` are members of a list (the other side is None); `order`: the members stand in another order.
    """

    what: What
    sort: Sort
    path: tuple[Place, ...]
    holders: tuple[Node, Node]
    old: Any
    new: Any


class _Field(NamedTuple):
    """A field that both sides have: the way to it, what kind of change one of it is, and the objects that have it."""

    path: tuple[Place, ...]
    sort: Sort
    holders: tuple[Node, Node]

    def change(self, what: What, old: Any, new: Any, sort: Sort | None = None) -> FieldChange:
        """A change of this field."""
        return FieldChange(what, sort or self.sort, self.path, self.holders, old, new)

    @property
    def wording(self) -> Sort:
        """The sort of a change that only words make."""
        return "wording" if self.sort == "substance" else self.sort


class Comparison:
    """Compares things of two handbooks. `old` knows under which names they stand in the new one."""

    def __init__(self, old: View, new: View) -> None:
        self.old = old
        self.new = new
        self._known: dict[tuple[bool, Node, Node], Any] = {}

    def fields(self, old: Node, new: Node) -> list[FieldChange]:
        """What changed of a thing that stands in both."""
        if old is new:
            return []
        self._owners = (old, new)
        return list(self._node((), old, new))

    def same(self, old: Node, new: Node) -> bool:
        """Whether two things with keys are one, perhaps renamed."""
        return bool(self.old.key(old) == self.new.key(new))

    def _equal(self, old: Any, new: Any, kinds: tuple[str, ...] = ()) -> bool:
        if not kinds and type(old) in PLAIN and type(new) in PLAIN:
            return bool(old == new)
        if type(old) is Text and type(new) is Text:
            return old.said == new.said
        before, after = self._owners
        return bool(self._value_in(self.old, old, before, kinds) == self._value_in(self.new, new, after, kinds))

    def _value_in(self, view: View, value: Any, near: Node, kinds: tuple[str, ...]) -> Any:
        """A value as a handbook has it; that of an object is reckoned once, for all that it is compared with."""
        if not isinstance(value, Node):
            return view.value(value, near, kinds)
        key = (view is self.new, value, near)
        if key not in self._known:
            self._known[key] = view.value(value, near, kinds)
        return self._known[key]

    def _node(self, path: tuple[Place, ...], old: Node, new: Node) -> Iterator[FieldChange]:
        kinds = kinds_of(type(new))
        for shape in shape_of(type(new)):
            name = shape.attribute
            one, other = getattr(old, name), getattr(new, name)
            if not (name == "id" and not path) and not self._equal(one, other, kinds.get(name, ())):
                field = _Field((*path, Place(key_of(name))), _sort(name), (old, new))
                yield from self._value(field, kinds.get(name, ()), one, other)

    def _value(self, field: _Field, kinds: tuple[str, ...], old: Any, new: Any) -> Iterator[FieldChange]:
        if isinstance(old, Text) and isinstance(new, Text):
            yield field.change("changed", old, new, field.wording)
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            for key in dict.fromkeys((*new, *old)):
                if not self._equal(old.get(key), new.get(key), kinds):
                    inner = field._replace(path=(*field.path, Place(key)))
                    yield from self._value(inner, kinds, old.get(key), new.get(key))
        elif isinstance(old, tuple) and isinstance(new, tuple) and not kinds:
            yield from self._list(field, old, new)
        elif isinstance(old, Node) and type(old) is type(new):
            yield from self._phrase(field, old, new) if isinstance(old, PHRASES) else self._node(field.path, old, new)
        else:
            yield field.change("changed", old, new)

    def _phrase(self, field: _Field, old: Node, new: Node) -> Iterator[FieldChange]:
        """A phrase changes as a whole, unless only the words of its texts did, or where it comes from."""
        found = [
            each._replace(sort="wording") if each.path[-1].key == "said" else each
            for each in self._node(field.path, old, new)
        ]
        whole = any(each.sort == "substance" for each in found)
        yield from [field.change("changed", old, new)] if whole else found

    def _list(self, field: _Field, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[FieldChange]:
        members = {*map(type, old), *map(type, new)}
        if members <= {Text}:
            yield from self._texts(field, old, new)
        elif any(each in WORD_OF for each in members):
            yield from self._order(field, self._aligned(old, new))
        elif all(issubclass(each, Node) for each in members):
            yield from self._nodes(field, old, new)
        else:
            yield field.change("changed", old, new, field.wording if _same_figures(old, new) else None)

    def _texts(self, field: _Field, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[FieldChange]:
        """Texts that stand where others stood are those, worded anew."""
        before, after = ([frozenset(each.said.items()) for each in side] for side in (old, new))
        if len(before) == len(after) and set(before) == set(after):
            yield field.change("order", old, new)
            return
        for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if tag == "replace" and last - first == end - start:
                pairs = zip(old[first:last], new[start:end], strict=True)
                yield from (field.change("changed", one, other, field.wording) for one, other in pairs)
            elif tag != "equal":
                yield from (field.change("removed", each, None) for each in old[first:last])
                yield from (field.change("added", None, each) for each in new[start:end])

    def _nodes(self, field: _Field, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[FieldChange]:
        found = self._aligned(old, new)
        yield from self._order(field, found)
        for one, other in found:
            if one is None or other is None:
                yield field.change("added" if one is None else "removed", one, other)
            elif not self._equal(one, other):
                inner = field._replace(path=(*field.path[:-1], Place(field.path[-1].key, other)))
                yield from self._value(inner, (), one, other)

    def _order(self, field: _Field, pairs: list[tuple[Any, Any]]) -> Iterator[FieldChange]:
        """One change where members that stand in both stand in another order. The pairs are in the new order."""
        both = [(one, other) for one, other in pairs if one is not None and other is not None]
        places = [one.mark for one, _ in both]
        if places != sorted(places):
            yield field.change("order", None, tuple(other for _, other in both))

    def _aligned(self, old: tuple[Any, ...], new: tuple[Any, ...]) -> list[tuple[Any, Any]]:
        """Members in pairs, in the new order, what is gone last: equal ones, of one id, of one name, in one place."""
        left = list(old)
        found: dict[int, Any] = {}
        for alike in (self._equal, _of_one_id, self._of_one_name):
            for place, each in enumerate(new):
                one = next((one for one in left if alike(one, each)), None) if place not in found else None
                if one is not None:
                    left.remove(one)
                    found[place] = one
        gone = [place for place, each in enumerate(old) if each in left]
        came = [place for place in range(len(new)) if place not in found]
        if gone == came and len(old) == len(new) and not any(hasattr(each, "id") for each in new):
            found |= {place: old[place] for place in gone}
            left = []
        return [*((found.get(place), each) for place, each in enumerate(new)), *((each, None) for each in left)]

    def _of_one_name(self, one: Node, other: Node) -> bool:
        """Whether two objects are about the same: their first text in any language, or what they first name."""
        if type(one) is not type(other):
            return False
        kinds = kinds_of(type(other))
        for shape in shape_of(type(other)):
            name, named = getattr(one, shape.attribute), getattr(other, shape.attribute)
            if isinstance(name, Text) and isinstance(named, Text):
                return bool(name.said.items() & named.said.items())
            if shape.attribute in kinds:
                return self._equal(name, named, kinds[shape.attribute])
        return False


def _of_one_id(one: Node, other: Node) -> bool:
    return getattr(one, "id", None) is not None and getattr(one, "id", None) == getattr(other, "id", None)


def _sort(attribute: str) -> Sort:
    return "origin" if attribute in ORIGIN else "upkeep" if attribute in UPKEEP else "substance"


def _same_figures(old: Any, new: Any) -> bool:
    """Whether two tables have the same shape, and the same in every cell that is no text."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        return len(old) == len(new) and all(map(_same_figures, old, new))
    return (isinstance(old, Text) and isinstance(new, Text)) or old == new
