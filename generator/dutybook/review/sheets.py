"""What is different between two sheets: between what two compiled checklists say, item by item.

It compares what the fingerprint is taken of, so that two fingerprints differ if and only if a change is found.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from ..book import Book
from ..checklist.compile import Compiled, compiled
from ..checklist.definition import definition
from ..model.checklist import Checklist

What = Literal["added", "removed", "moved", "order", "field"]
Plain = dict[str, Any]


class SheetChange(NamedTuple):
    """One difference. `pause` and `item` are ids as on the new sheet (of the old one for what is gone); empty for what
    belongs to the whole checklist or pause point.

    `old` and `new` are plain values as in the definition: of the field; for `added` and `removed` the pause point or
    item itself; for `moved` the old and the new pause point; for `order` the ids in order.
    """

    what: What
    pause: str
    item: str
    field: str
    old: Any
    new: Any


class Side(NamedTuple):
    """A checklist in one state of the handbook."""

    book: Book
    made: Compiled


class _Placed(NamedTuple):
    """An item, as plain values, with the indexes of its pause point and of itself there; or a pause point."""

    plain: Plain
    pause: int
    place: int

    @property
    def id(self) -> str:
        return str(self.plain["id"])


_Pair = tuple[_Placed | None, _Placed | None]


def side(book: Book, checklist: Checklist) -> Side:
    """A checklist of a book, compiled."""
    return Side(book, compiled(book, checklist))


def sheet_changes(old: Side, new: Side) -> list[SheetChange]:
    """Every difference, in the order of the new sheet; pause points that are gone come last."""
    return changes_between(definition(*old), definition(*new))


def changes_between(old: Plain, new: Plain) -> list[SheetChange]:
    """As sheet_changes, for definitions; none if and only if they are equal."""
    return [*_fields("", "", old, new, ("pauses",)), *_Pauses(old["pauses"], new["pauses"]).changes()]


class _Pauses:
    """The pause points of both sheets, matched, and their items, matched across pause points."""

    def __init__(self, old: Sequence[Plain], new: Sequence[Plain]) -> None:
        self.old, self.new = old, new
        self.pairs = _matched(*([_Placed(each, n, n) for n, each in enumerate(side)] for side in (old, new)))
        self.items = _matched(_items(old), _items(new))
        self.home = {one.pause: other.pause for one, other in self.pairs if one is not None and other is not None}

    def changes(self) -> Iterator[SheetChange]:
        yield from _order("", self.pairs)
        for one, other in self.pairs:
            if other is None:
                yield self._whole("removed", one)
            elif one is None:
                yield self._whole("added", other)
                yield from self._stayed(other)
            else:
                yield from _fields(other.id, "", one.plain, other.plain, ("items",))
                yield from self._gone(one, other)
                yield from self._stayed(other, added=True)
                yield from _order(other.id, [pair for pair in self.items if self._within(pair, one, other)])

    def _whole(self, what: What, pause: _Placed | None) -> SheetChange:
        """A pause point that came or went, with the items that came or went with it."""
        assert pause is not None
        mine, theirs = (0, 1) if what == "removed" else (1, 0)
        went = [pair[mine] for pair in self.items if pair[theirs] is None]
        items = [item.plain for item in went if item is not None and item.pause == pause.pause]
        plain = {**pause.plain, "items": items}
        return SheetChange(what, pause.id, "", "", plain if mine == 0 else None, plain if mine == 1 else None)

    def _gone(self, one: _Placed, other: _Placed) -> Iterator[SheetChange]:
        for item, now in self.items:
            if item is not None and now is None and item.pause == one.pause:
                yield SheetChange("removed", other.id, item.id, "", item.plain, None)

    def _stayed(self, pause: _Placed, *, added: bool = False) -> Iterator[SheetChange]:
        """What is different about the items that stand in a pause point now; with `added`, the new ones too."""
        for one, other in self.items:
            if other is None or other.pause != pause.pause:
                continue
            if one is None:
                if added:
                    yield SheetChange("added", pause.id, other.id, "", None, other.plain)
                continue
            if self.home.get(one.pause) != other.pause:
                yield SheetChange("moved", pause.id, other.id, "", self.old[one.pause], self.new[other.pause])
            yield from _fields(pause.id, other.id, one.plain, other.plain)

    def _within(self, pair: _Pair, one: _Placed, other: _Placed) -> bool:
        before, after = pair
        return before is not None and after is not None and (before.pause, after.pause) == (one.pause, other.pause)


def _fields(pause: str, item: str, old: Plain, new: Plain, skipped: Sequence[str] = ()) -> Iterator[SheetChange]:
    for name in dict.fromkeys((*new, *old)):
        if name not in skipped and old.get(name) != new.get(name):
            yield SheetChange("field", pause, item, name, old.get(name), new.get(name))


def _items(pauses: Sequence[Plain]) -> list[_Placed]:
    return [_Placed(item, n, place) for n, pause in enumerate(pauses) for place, item in enumerate(pause["items"])]


def _order(pause: str, pairs: Sequence[_Pair]) -> Iterator[SheetChange]:
    """One change where what stood before and still stands here stands in another order. Pairs are in the new order."""
    both = [(one, other) for one, other in pairs if one is not None and other is not None]
    before = [other.id for _, other in sorted(both, key=lambda pair: pair[0].place)]
    after = [other.id for _, other in both]
    if before != after:
        yield SheetChange("order", pause, "", "", before, after)


def _matched(old: Sequence[_Placed], new: Sequence[_Placed]) -> list[_Pair]:
    """What was and what is, in pairs, in the new order; what is gone comes last. Of one id, or else alike."""
    left = list(old)
    found: dict[int, _Placed] = {}
    for same in (_of_one_id, _of_one_duty, _of_one_wording):
        for place, each in enumerate(new):
            if place not in found:
                one = next((other for other in left if same(other, each)), None)
                if one is not None:
                    left.remove(one)
                    found[place] = one
    return [*((found.get(place), each) for place, each in enumerate(new)), *((each, None) for each in left)]


def _of_one_id(one: _Placed, other: _Placed) -> bool:
    return one.id == other.id


def _of_one_duty(one: _Placed, other: _Placed) -> bool:
    return "duty" in one.plain and one.plain["duty"] == other.plain.get("duty")


def _of_one_wording(one: _Placed, other: _Placed) -> bool:
    said, says = (each.plain.get("text") or each.plain.get("title") for each in (one, other))
    return said is not None and said == says
