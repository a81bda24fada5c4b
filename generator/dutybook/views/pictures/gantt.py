"""The rollout on a line of time: its stages, the gate at the end of each, and today, which a script marks."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ...model.organisation import Unit
from ...model.rollout import Stage
from ..common import cell, marked, say_date
from ..here import Here
from ..markup import Markup, escape
from .gantt_layout import Plan, Slot, plan_of, ticks_of


class StageBar(NamedTuple):
    """A stage: its bar in per cent of the line, when it is and how long it lasts, its gate. `look` tells stated, assumed and
    open beginnings and ends apart.
    """

    title: Markup
    left: float
    width: float
    look: str
    when: Markup
    gate: Markup
    gate_href: str
    gate_title: str


class Gantt(NamedTuple):
    """The whole rollout. `first` and `last` are the dates between which `today` can be marked by a script; empty where the
    plan has no dates. `known` is up to where the scale holds, in per cent.
    """

    label: str
    bars: Sequence[StageBar]
    ticks: Sequence[tuple[str, float]]
    known: float
    first: str
    last: str
    today: str
    legend: Sequence[tuple[str, str]]
    block: str = "picture_gantt"


def gantt(here: Here, unit: Unit, stages: Sequence[Stage]) -> Gantt:
    """The picture of at least one stage."""
    plan = plan_of(stages, _named(here, stages))
    whole = plan.length
    bars = [_bar(here, stage, slot, plan) for stage, slot in zip(stages, plan.slots, strict=True)]
    closed = plan.known if plan.zero is not None else 0
    last = plan.day(closed - 1) if closed else None
    return Gantt(
        here.word("picture.gantt.label", unit=here.scene.title(unit)),
        bars,
        [(_tick(here, tick, plan), round(at * 100 / whole, 2)) for at, tick in ticks_of(plan)],
        round(plan.known * 100 / whole, 2),
        str(plan.zero) if last is not None else "",
        str(last) if last is not None else "",
        here.word("picture.gantt.today"),
        _legend(here, stages, plan),
    )


def _named(here: Here, stages: Sequence[Stage]) -> dict[str, Stage]:
    """Which of some stages a reference names, however it is written."""
    found = {}
    for stage in stages:
        if stage.starts is not None and not isinstance(stage.starts, date):
            other = here.book.find("stage", stage.starts.after, stage)
            if other in stages:
                found[stage.starts.after] = other
    return found


def _bar(here: Here, stage: Stage, slot: Slot, plan: Plan) -> StageBar:
    whole = plan.length
    looks = [
        "db-begins-open" if not slot.sure else "db-begins-assumed" if _assumed(stage, "starts") else "",
        "db-ends-open" if not slot.closed else "db-ends-assumed" if _assumed(stage, "lasts", "ends") else "",
    ]
    return StageBar(
        Markup("{}. {}").format(stage.order, here.link(stage)),
        round(slot.begins * 100 / whole, 2),
        round((slot.ends - slot.begins) * 100 / whole, 2),
        " ".join(look for look in looks if look),
        _when(here, stage, slot, plan),
        here.join(marked(here, each, here.say(each.measure, terms=False)) for each in stage.exit_criteria),
        here.href(here.scene.place(stage)[0], "exit"),
        _gate_title(here, stage),
    )


def _assumed(stage: Stage, *names: str) -> bool:
    return "reason" in stage.assumed or any(name in stage.assumed for name in names)


def _when(here: Here, stage: Stage, slot: Slot, plan: Plan) -> Markup:
    """From when to when, as far as it is said, and how long."""
    parts = []
    first, last = plan.day(slot.begins), plan.day(slot.ends - 1)
    if slot.sure and first is not None and last is not None:
        dates = say_date(here, first)
        if slot.closed:
            dates = here.word("picture.gantt.from-to", first=dates, last=say_date(here, last))
        parts.append(cell(here, stage, "starts", escape(dates)))
    elif stage.starts is None:
        parts.append(cell(here, stage, "starts"))
    if stage.lasts is not None:
        parts.append(cell(here, stage, "lasts", escape(here.scene.when.span(stage.lasts))))
    elif not slot.closed:
        parts.append(Markup('<span class="db-open">{}</span>').format(here.word("picture.gantt.open-length")))
    return Markup(here.word("picture.gantt.comma")).join(parts)


def _gate_title(here: Here, stage: Stage) -> str:
    """What the gate is, with how many criteria and how many of them without a target."""
    count, bare = len(stage.exit_criteria), sum(each.target is None for each in stage.exit_criteria)
    if not count:
        return here.word("picture.gantt.no-gate")
    return here.word("picture.gantt.gate-open" if bare else "picture.gantt.gate", n=count, m=bare)


def _tick(here: Here, tick: date | int, plan: Plan) -> str:
    if isinstance(tick, int):
        return here.word("picture.gantt.week", n=tick)
    months = here.scene.words["when"]["point"]["months"]
    if tick.month == 1:
        return here.word("picture.gantt.year", y=tick.year)
    name = here.word("dates.short-month", m=tick.month, short=months[tick.month - 1][:3])
    return here.word("picture.gantt.first", y=tick.year, month=name) if tick == plan.zero else name


def _legend(here: Here, stages: Sequence[Stage], plan: Plan) -> list[tuple[str, str]]:
    signs = [
        ("gate", any(stage.exit_criteria for stage in stages)),
        ("guessed", any(_assumed(stage, "starts", "lasts", "ends") for stage in stages)),
        ("unknown", any(not (slot.sure and slot.closed) for slot in plan.slots)),
        ("no-dates", plan.zero is None),
    ]
    return [(name, here.word(f"picture.gantt.legend.{name}")) for name, shown in signs if shown]
