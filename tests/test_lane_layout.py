"""Where the parts of a process stand in its picture, for any process: no box on another, no line through a box."""

from dutybook.views.pictures.lane_layout import START, Area, Layout, lay_out
from hypothesis import given
from hypothesis import strategies as st


@st.composite
def processes(draw: st.DrawFn) -> tuple[list[int], list[list[int]], list[list[int]]]:
    count = draw(st.integers(1, 9))
    lane = st.integers(0, 5)
    lanes = draw(st.lists(lane, min_size=count, max_size=count))
    ways = [draw(st.lists(st.integers(0, count), min_size=1, max_size=4)) for _ in range(count)]
    others = [[each for each in draw(st.lists(lane, max_size=3)) if each != lanes[number]] for number in range(count)]
    return lanes, ways, others


def cells(area: Area) -> set[tuple[int, int]]:
    return {(row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1)}


def boxes(layout: Layout, others: list[list[int]]) -> list[tuple[int, int]]:
    """The cells of all boxes: start, steps and end, ways, and the marks of others."""
    found = [(START, layout.steps[0].lane), *((place.row, place.lane) for place in layout.steps)]
    found += [(way.row, place.lane) for place in layout.steps for way in place.ways]
    return found + [
        (place.row, lane) for place, some in zip(layout.steps, others, strict=False) for lane in sorted(set(some))
    ]


@given(processes())
def test_no_box_stands_on_another_and_no_line_but_its_own_meets_one(
    process: tuple[list[int], list[list[int]], list[list[int]]],
) -> None:
    lanes, ways, others = process
    layout = lay_out(lanes, ways, others)
    taken = boxes(layout, others)
    assert len(taken) == len(set(taken))
    way_cells = {(way.row, place.lane) for place in layout.steps for way in place.ways}
    for line in layout.lines:
        if line.kind == "aside":
            assert line.area.top in {place.row for place in layout.steps}
        else:
            met = cells(line.area) & set(taken)
            # A way's line begins behind the way's own box.
            assert met <= (way_cells if line.kind == "out" else set())
            assert len(met) <= 1


@given(processes())
def test_every_way_has_its_line_from_the_step_to_where_it_leads(
    process: tuple[list[int], list[list[int]], list[list[int]]],
) -> None:
    lanes, ways, others = process
    layout = lay_out(lanes, ways, others)
    by_kind = {
        kind: [line for line in layout.lines if line.kind == kind]
        for kind in ("out", "in", "track", "down", "right", "left")
    }
    steps_down = {line.area.top for kind in ("down", "right", "left") for line in by_kind[kind]}
    for number, some in enumerate(ways):
        for target in some:
            place = layout.steps[target]
            if target == number + 1:
                assert place.gap in steps_down
                continue
            ends = [line.area for line in by_kind["in"] if line.area.top == place.entry]
            assert [area.left for area in ends] == [place.lane]
            rows = {way.row for way in layout.steps[number].ways if way.target == target}
            outs = [line.area for line in by_kind["out"] if line.area.top in rows]
            assert {area.right for area in outs} == {ends[0].right}
            assert {area.left for area in outs} == {lanes[number]}


@given(processes())
def test_tracks_that_share_rows_stand_side_by_side(
    process: tuple[list[int], list[list[int]], list[list[int]]],
) -> None:
    layout = lay_out(*process)
    seen: set[tuple[int, int]] = set()
    for line in layout.lines:
        if line.kind == "track":
            assert line.area.left == line.area.right >= layout.lanes
            assert line.area.right < layout.lanes + layout.tracks
            assert not cells(line.area) & seen
            seen |= cells(line.area)


def test_a_step_that_just_follows_needs_no_row_of_its_own() -> None:
    layout = lay_out([0, 1], [[1], [2]], [[], []])
    assert [place.ways for place in layout.steps] == [[], [], []]
    assert (layout.lanes, layout.tracks) == (2, 0)
    assert [line.kind for line in layout.lines] == ["down", "right", "down"]


def test_two_ways_to_the_end_share_a_track() -> None:
    layout = lay_out([0, 0, 0], [[3, 1], [3], [3]], [[], [], []])
    assert layout.tracks == 1
    assert [line.kind for line in layout.lines].count("in") == 1
    assert [line.kind for line in layout.lines].count("out") == 2
