"""Where the times of a day stand on a scale: bars for what lasts, marks of the hours. Nothing is drawn where nothing is said."""

from collections.abc import Sequence
from typing import NamedTuple

STEPS = (60, 120, 180, 240, 360)


class Bar(NamedTuple):
    """What lasts from one time to another, in per cent of the scale; `column` of `columns` where others last meanwhile."""

    top: float
    height: float
    column: int
    columns: int


class Scale(NamedTuple):
    """A day's scale: minutes from the first to the last time shown."""

    first: int
    last: int

    def at(self, minute: int) -> float:
        """Where a time stands, in per cent from the top."""
        return round((minute - self.first) * 100 / (self.last - self.first), 2)


def scale_of(times: Sequence[int]) -> Scale:
    """The scale from the first of some times to the last; an hour where there is but one."""
    first, last = min(times), max(times)
    return Scale(first, last if last > first else first + 60)


def bars_of(scale: Scale, spans: Sequence[tuple[int, int] | None]) -> list[Bar | None]:
    """A bar for each span of minutes; bars that share time stand side by side. None stands for a moment without an end."""
    columns = _columns(spans)
    return [
        None
        if span is None
        else Bar(
            scale.at(span[0]), round(scale.at(span[1]) - scale.at(span[0]), 2), column, _beside(spans, columns, span)
        )
        for span, column in zip(spans, columns, strict=True)
    ]


def ticks_of(scale: Scale, most: int) -> list[int]:
    """Full hours to mark, so that there are no more than some."""
    for step in STEPS:
        found = list(range(-(-scale.first // step) * step, scale.last + 1, step))
        if len(found) <= most:
            return found
    return []


def _columns(spans: Sequence[tuple[int, int] | None]) -> list[int]:
    """For each span the first column in which no other shares time with it."""
    taken: list[list[tuple[int, int]]] = []
    found = []
    for span in spans:
        if span is None:
            found.append(0)
            continue
        free = (number for number, some in enumerate(taken) if not any(_meet(span, other) for other in some))
        column = next(free, len(taken))
        if column == len(taken):
            taken.append([])
        taken[column].append(span)
        found.append(column)
    return found


def _beside(spans: Sequence[tuple[int, int] | None], columns: Sequence[int], span: tuple[int, int]) -> int:
    """Over how many columns a span's neighbours reach: those that it meets, and whom they meet in turn."""
    group, todo = {span}, [span]
    while todo:
        met = {other for other in spans if other is not None and _meet(todo[-1], other)} - group
        todo.pop()
        group |= met
        todo += met
    return max(column for other, column in zip(spans, columns, strict=True) if other in group) + 1


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
