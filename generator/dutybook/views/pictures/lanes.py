"""A process as lanes: each step in the lane of who does it, what is handed over on the way, decisions and ways back."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...model.base import Text
from ...model.organisation import Role
from ...model.process import Process, Step
from ..common import assumed, cell, marked
from ..duty import escalation
from ..here import Here
from ..markup import Markup, escape
from .lane_layout import START, Area, Layout, Line, Place, lay_out

PARTS = ("responsible", "accountable", "consulted", "informed")


class Part(NamedTuple):
    """What another lane has to do with a step."""

    area: str
    word: str
    who: str


class WayOn(NamedTuple):
    """A way on from a step, with its condition and where it leads."""

    area: str
    html: Markup


class Stop(NamedTuple):
    """The start or the end of a process."""

    area: str
    word: str
    html: Markup


class LaneStep(NamedTuple):
    """A step in its lane. `handed` is what the step before hands over, across `handed_lanes`; `origin` is assumed or stated."""

    number: int
    anchor: str
    area: str
    who: str
    does: Markup
    notes: Sequence[Markup]
    ways: Sequence[WayOn]
    parts: Sequence[Part]
    handed_area: str
    handed_lanes: int
    handed: Markup
    origin: str


class Lanes(NamedTuple):
    """A process as a picture. `heads` name the lanes."""

    label: str
    heads: Sequence[Markup]
    tracks: int
    stripes: Sequence[str]
    lines: Sequence[tuple[str, str, int, int]]
    start: Stop
    steps: Sequence[LaneStep]
    handed_last: Markup
    handed_last_area: str
    end: Stop
    legend: Sequence[tuple[str, str]]
    block: str = "picture_lanes"


def lanes(here: Here, process: Process) -> Lanes:
    """The picture of a process that has steps."""
    steps = process.steps
    known = _lanes(here, steps)
    ways = _ways(steps)
    layout = lay_out(
        [known[_doer(here, step)] for step in steps],
        ways,
        [[known[role] for role, _ in _others(here, step)] for step in steps],
    )
    made = [_step(here, process, layout, number, known) for number in range(len(steps))]
    first, last = layout.steps[0], layout.steps[-1]
    return Lanes(
        here.word("picture.lanes.label", title=here.scene.title(process)),
        [_head(here, role) for role in known],
        layout.tracks,
        [Area(0, lane, layout.rows - 1, lane).css() for lane in range(layout.lanes)],
        [_line(line, layout.lanes) for line in layout.lines],
        Stop(_cell(START, first.lane), here.word("picture.lanes.start"), _said(here, process, "trigger")),
        made,
        _handed(here, steps[-1], len(steps) in ways[-1]),
        _gap_area(last, layout.steps[-2].lane),
        Stop(_cell(last.row, last.lane), here.word("picture.lanes.end"), _said(here, process, "ends_when")),
        _legend(here, process),
    )


def _said(here: Here, process: Process, attribute: str) -> Markup:
    return cell(here, process, attribute, here.say(getattr(process, attribute), terms=False))


def _doer(here: Here, step: Step) -> Role | None:
    """In whose lane a step stands: the first of those who do it."""
    return next(iter(_roles(here, step, "responsible")), None)


def _roles(here: Here, step: Step, name: str) -> list[Role]:
    found = (here.book.find("role", each, step) for each in getattr(step, name))
    return [role for role in found if role is not None]


def _others(here: Here, step: Step) -> dict[tuple[Role, str], None]:
    """Who else takes part in a step, and as what."""
    doer = _doer(here, step)
    found: dict[tuple[Role, str], None] = {}
    for name in PARTS:
        for role in _roles(here, step, name):
            if role is not doer:
                found.setdefault((role, name))
    return found


def _lanes(here: Here, steps: Iterable[Step]) -> dict[Role | None, int]:
    """The lane of each role: first those who do something, in the order of their first step."""
    roles = dict.fromkeys([_doer(here, step) for step in steps])
    roles |= dict.fromkeys([role for step in steps for role, _ in _others(here, step)])
    return {role: lane for lane, role in enumerate(roles)}


def _ways(steps: Sequence[Step]) -> list[list[int]]:
    """To which steps each step leads, by number; their count stands for the end."""
    numbers = {step.id: number for number, step in enumerate(steps)}
    found = []
    for number, step in enumerate(steps):
        named = [branch.to for branch in step.branches] or ([step.next] if step.next is not None else [])
        found.append([numbers.get(each, len(steps)) for each in named] or [number + 1])
    return found


def _step(here: Here, process: Process, layout: Layout, number: int, known: dict[Role | None, int]) -> LaneStep:
    step, place = process.steps[number], layout.steps[number]
    before = process.steps[number - 1] if number else None
    before_lane = layout.steps[number - 1].lane if number else place.lane
    doer = _doer(here, step)
    parts = [
        Part(_cell(place.row, known[role]), here.word(f"field.{name}"), here.scene.title(role))
        for role, name in _others(here, step)
    ]
    comes = before is not None and number in _ways(process.steps)[number - 1]
    return LaneStep(
        number + 1,
        f"step-{step.id}",
        _cell(place.row, place.lane),
        here.scene.title(doer) if doer is not None else here.word("origin.not-stated"),
        cell(here, step, "does", here.say(step.does, terms=False)),
        _notes(here, step, before),
        [_way(here, process, place, number, each) for each in range(len(place.ways))],
        _merged(here, parts),
        _gap_area(place, before_lane),
        abs(place.lane - before_lane) + 1,
        _handed(here, before, comes) if before is not None else Markup(),
        "assumed" if "reason" in step.assumed else "stated",
    )


def _merged(here: Here, parts: Sequence[Part]) -> list[Part]:
    """Parts in one lane as one."""
    found: dict[str, list[Part]] = {}
    for part in parts:
        found.setdefault(part.area, []).append(part)
    joined = here.word("picture.joint")
    return [Part(area, joined.join(each.word for each in some), some[0].who) for area, some in found.items()]


def _notes(here: Here, step: Step, before: Step | None) -> list[Markup]:
    """What stands in a step's box besides what is done: what comes in from elsewhere, limit, control point, escalation."""
    notes = []
    if step.input is not None and not _same(here, step, before):
        html = cell(here, step, "input", here.say(step.input, terms=False))
        notes.append(_note("in", here.word("picture.lanes.in"), html))
    if step.limit is not None:
        amount = escape(here.scene.when.amount(step.limit.amount, step.limit.unit))
        notes.append(_note("limit", here.word("picture.lanes.limit"), cell(here, step, "limit", amount)))
    if step.control_point is not None:
        html = cell(here, step, "control_point", here.say(step.control_point, terms=False))
        notes.append(_note("control", here.word("picture.lanes.control"), html))
    notes += [
        _note("tell", here.word("picture.lanes.tell"), marked(here, each, escalation(here, each)))
        for each in step.escalate
    ]
    return notes


def _note(kind: str, word: str, html: Markup) -> Markup:
    return Markup('<span class="db-lane-note db-lane-{}"><small>{}</small> {}</span>').format(kind, word, html)


def _same(here: Here, step: Step, before: Step | None) -> bool:
    """Whether what comes in is what the step before handed over."""
    if before is None or before.output is None or step.input is None:
        return False
    return _says(here, step.input, before.output)


def _says(here: Here, text: Text, other: Text) -> bool:
    return here.scene.wording(text).casefold() == here.scene.wording(other).casefold()


def _handed(here: Here, step: Step, comes: bool) -> Markup:
    """What a step hands over to the next one, with its forms; nothing where the step leads elsewhere."""
    if not comes:
        return Markup()
    parts = []
    forms = [form for each in step.form if (form := here.book.find("form", each, step)) is not None]
    if step.output is not None and not any(_says(here, step.output, form.title) for form in forms):
        parts.append(cell(here, step, "output", here.say(step.output, terms=False)))
    if step.form:
        parts.append(cell(here, step, "form", here.refs("form", step.form, step)))
    return Markup("<br>").join(parts)


def _way(here: Here, process: Process, place: Place, number: int, index: int) -> WayOn:
    step, way = process.steps[number], place.ways[index]
    if way.target == len(process.steps):
        there = Markup("<b>{}</b>").format(here.word("picture.lanes.to-end"))
    else:
        words = here.word("picture.lanes.back" if way.target <= number else "picture.lanes.on", n=way.target + 1)
        there = Markup('<a href="#step-{}">{}</a>').format(process.steps[way.target].id, words)
    html = there
    if step.branches:
        condition = here.say(step.branches[way.number].if_, terms=False)
        html = Markup('<span class="db-lane-if">{}</span> → {}').format(condition, there)
        if "branches" in step.assumed and "reason" not in step.assumed:
            html = assumed(here, html, here.reason(step, "branches"))
    elif number + 1 != way.target and step.output is not None:
        html = Markup("{} → {}").format(cell(here, step, "output", here.say(step.output, terms=False)), there)
    return WayOn(_cell(way.row, place.lane), html)


def _head(here: Here, role: Role | None) -> Markup:
    if role is not None:
        return here.link(role)
    return Markup('<span class="db-open">{}</span>').format(here.word("origin.not-stated"))


def _cell(row: int, lane: int) -> str:
    return Area(row, lane, row, lane).css()


def _gap_area(place: Place, before: int) -> str:
    """The cells between two steps over which something is handed."""
    return Area(place.gap, min(before, place.lane), place.gap, max(before, place.lane)).css()


def _line(line: Line, width: int) -> tuple[str, str, int, int]:
    """A line's classes, its cells, over how many lanes and over how many tracks it goes."""
    area = line.area
    on = max(0, min(area.right + 1, width) - area.left)
    names = f"db-line-{line.kind}" + (f" db-turn-{line.turn}" if line.turn else "")
    return names, area.css(), on, area.right - area.left + 1 - on


def _legend(here: Here, process: Process) -> list[tuple[str, str]]:
    """The signs that this picture uses, and what they mean; that no step has a limit is said once."""
    steps = process.steps
    used = [
        ("branch", any(step.branches for step in steps)),
        ("aside", any(_others(here, step) for step in steps)),
        ("assumed", any("reason" in step.assumed for step in steps)),
        ("no-limit", all(step.limit is None for step in steps)),
        ("some-limits", 0 < sum(step.limit is None for step in steps) < len(steps)),
    ]
    return [(name, here.word(f"picture.lanes.legend.{name}")) for name, shown in used if shown]
