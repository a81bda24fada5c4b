"""Where the parts of a process stand in its picture: a grid of lanes, with tracks at its side for ways that leave the order.

Columns are lanes from 0, then tracks. Rows are counted from 0: a row of lane names, the start, and for each step a gap, the
step and its ways; at last a gap and the end. Only gaps, ways and tracks hold lines, only steps hold boxes: so lines never
run through a box, whatever the texts are and however high they make their rows.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Area(NamedTuple):
    """Cells of the grid: rows and columns, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int

    def css(self) -> str:
        """As the value of `grid-area`, which counts lines from 1."""
        return f"{self.top + 1}/{self.left + 1}/{self.bottom + 2}/{self.right + 2}"


class Line(NamedTuple):
    """A line of the picture. `kind`: down, right or left to the next step, `out` of a way to a track, `in` from a track to a
    step, `track` along the side, `aside` to who is asked or told. `turn` says where the track goes from there: up, down, both,
    or on, where it does not end.
    """

    kind: str
    area: Area
    turn: str = ""


class Way(NamedTuple):
    """A way on from a step: its place in the order of the step's ways, where it leads, its row."""

    number: int
    target: int
    row: int


class Place(NamedTuple):
    """Where a step stands: its lane, the gap before it, the row where ways from elsewhere come in, its row, its ways. Without
    such ways, or with nothing else in the gap, they come in by the gap itself.
    """

    lane: int
    gap: int
    entry: int
    row: int
    ways: Sequence[Way]


class Layout(NamedTuple):
    """The whole picture. `steps` has the end as its last place; `lines` are in no order."""

    lanes: int
    tracks: int
    rows: int
    steps: Sequence[Place]
    lines: Sequence[Line]


START = 1


def lay_out(lanes: Sequence[int], ways: Sequence[Sequence[int]], others: Sequence[Sequence[int]]) -> Layout:
    """The layout of steps in lanes. `ways` says for each step to which steps it leads, by number; their count stands for the
    end. One way to the next step needs no row of its own. `others` are the lanes of who else takes part in each step.
    """
    count = len(lanes)
    jumps = {target for number, some in enumerate(ways) for target in some if target != number + 1}
    row, places = START, []
    for number in range(count + 1):
        gap = row + 1
        both = number in jumps and (number == 0 or number in ways[number - 1])
        row = gap + 1 + both
        own = list(ways[number]) if number < count else []
        rows = [] if own == [number + 1] else _ordered(own, number)
        found = [Way(place, target, row + offset) for offset, (place, target) in enumerate(rows, 1)]
        places.append(Place(lanes[min(number, count - 1)], gap, gap + both, row, found))
        row += len(rows)
    width = max((*lanes, *(each for some in others for each in some))) + 1
    tracks = _tracks(places)
    lines = [*_flows(places, ways), *_asides(places, others), *_side(places, tracks, width)]
    return Layout(width, max(tracks.values(), default=-1) + 1, row + 1, places, lines)


def _ordered(targets: Sequence[int], number: int) -> list[tuple[int, int]]:
    """A step's ways, the one to the next step last: it goes on downwards."""
    return sorted(enumerate(targets), key=lambda way: way[1] == number + 1)


def _flows(places: Sequence[Place], ways: Sequence[Sequence[int]]) -> list[Line]:
    """The lines from the start to the first step, and from each step to the next where a way leads there."""
    lines = [Line("down", _gap(places[0], places[0].lane, places[0].lane)), *_last_bit(places[0])]
    for number, (place, after) in enumerate(pairwise(places)):
        if number + 1 in ways[number]:
            kind = "down" if place.lane == after.lane else "right" if place.lane < after.lane else "left"
            lines.append(Line(kind, _gap(after, min(place.lane, after.lane), max(place.lane, after.lane))))
            lines += _last_bit(after)
    return lines


def _last_bit(place: Place) -> list[Line]:
    """The line through the row where other ways come in."""
    if place.entry == place.gap:
        return []
    return [Line("down", Area(place.entry, place.lane, place.entry, place.lane))]


def _gap(place: Place, left: int, right: int) -> Area:
    return Area(place.gap, left, place.gap, right)


def _asides(places: Sequence[Place], others: Sequence[Sequence[int]]) -> list[Line]:
    """The lines from a step's box to the lanes of the others that take part in it."""
    lines = []
    for place, some in zip(places, others, strict=False):
        if some:
            lines.append(Line("aside", Area(place.row, min(place.lane, *some), place.row, max(place.lane, *some))))
    return lines


def _tracks(places: Sequence[Place]) -> dict[int, int]:
    """Which track leads to a step that others reach out of order. Tracks that share rows stand side by side, short ones inside."""
    spans = {target: _span(places, target) for target in _sources(places)}
    taken: list[list[tuple[int, int]]] = []
    tracks = {}
    for target in sorted(spans, key=lambda each: (spans[each][1] - spans[each][0], each)):
        top, bottom = spans[target]
        free = (
            number for number, others in enumerate(taken) if all(bottom < first or last < top for first, last in others)
        )
        track = next(free, len(taken))
        if track == len(taken):
            taken.append([])
        taken[track].append((top, bottom))
        tracks[target] = track
    return tracks


def _sources(places: Sequence[Place]) -> dict[int, list[tuple[int, int]]]:
    """For each step that is reached out of order, from which steps and rows."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number, place in enumerate(places):
        for way in place.ways:
            if way.target != number + 1:
                found.setdefault(way.target, []).append((number, way.row))
    return found


def _span(places: Sequence[Place], target: int) -> tuple[int, int]:
    rows = [places[target].entry, *(row for _, row in _sources(places)[target])]
    return min(rows), max(rows)


def _side(places: Sequence[Place], tracks: dict[int, int], width: int) -> list[Line]:
    """The lines over the tracks: out of each way, along the side, into the step."""
    lines = []
    for target, sources in _sources(places).items():
        column, (top, bottom) = width + tracks[target], _span(places, target)
        entry = places[target].entry
        for number, row in sources:
            lines.append(Line("out", Area(row, places[number].lane, row, column), _turn(row, top, bottom)))
        lines.append(Line("in", Area(entry, places[target].lane, entry, column), _turn(entry, top, bottom)))
        if bottom - top > 1:
            lines.append(Line("track", Area(top + 1, column, bottom - 1, column)))
    return lines


def _turn(row: int, top: int, bottom: int) -> str:
    return "down" if row == top else "up" if row == bottom else "on"
