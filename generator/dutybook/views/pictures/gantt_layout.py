"""Where the stages of a rollout stand on a line of time: by dates where they are stated or follow from stated lengths, and
only in order where they do not.

Days count from the start of the first stage; a stage whose length nobody states gets a length to be seen, and nothing after
it has a place on the scale.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ...book import add_months
from ...model.rollout import After, Stage
from ...model.time import Span

SEEN = 28
"""Days that a stage of unknown length takes in the picture."""


class Slot(NamedTuple):
    """A stage on the scale: its first day and the day after its last. `sure` when its place follows from what is said,
    `closed` when its length is said too.
    """

    begins: float
    ends: float
    sure: bool
    closed: bool


class Plan(NamedTuple):
    """The slots of stages in their order, and the date of day 0 where one is stated."""

    slots: Sequence[Slot]
    zero: date | None

    @property
    def length(self) -> float:
        """How many days the picture shows."""
        return max(slot.ends for slot in self.slots)

    @property
    def known(self) -> float:
        """Up to which day the scale holds."""
        return max((slot.ends if slot.closed else slot.begins for slot in self.slots if slot.sure), default=0)

    def day(self, number: float) -> date | None:
        """The date of a day, where there is one."""
        return None if self.zero is None else self.zero + timedelta(days=round(number))


def plan_of(stages: Sequence[Stage], ids: Mapping[str, Stage]) -> Plan:
    """The plan of at least one stage, in their order. `ids` says which stage a reference to another one names."""
    starts = [stage.starts for stage in stages if isinstance(stage.starts, date)]
    zero = min(starts, default=None)
    slots: dict[Stage, Slot] = {}
    for stage in stages:
        _place(stage, ids, slots, zero, ())
    made = [slots[stage] for stage in stages]
    first = min(slot.begins for slot in made)
    return Plan([slot._replace(begins=slot.begins - first, ends=slot.ends - first) for slot in made], zero)


def _place(
    stage: Stage, ids: Mapping[str, Stage], slots: dict[Stage, Slot], zero: date | None, waiting: tuple[Stage, ...]
) -> Slot:
    if stage in slots:
        return slots[stage]
    begins, sure = _begin(stage, ids, slots, zero, (*waiting, stage))
    length = _length(stage, begins, zero if sure else None)
    slots[stage] = Slot(begins, begins + (SEEN if length is None else length), sure, length is not None)
    return slots[stage]


def _begin(
    stage: Stage, ids: Mapping[str, Stage], slots: dict[Stage, Slot], zero: date | None, waiting: tuple[Stage, ...]
) -> tuple[float, bool]:
    if isinstance(stage.starts, date) and zero is not None:
        return (stage.starts - zero).days, True
    after = ids.get(stage.starts.after) if isinstance(stage.starts, After) else None
    if after is None or after in waiting:
        last = max((slot.ends for slot in slots.values()), default=0)
        return last, not slots and zero is None
    slot = _place(after, ids, slots, zero, waiting)
    lag = stage.starts.lag if isinstance(stage.starts, After) else None
    origin = None if zero is None or not slot.sure else zero + timedelta(days=round(slot.ends))
    return slot.ends + (0 if lag is None else days_of(lag, origin)), slot.sure and slot.closed


def _length(stage: Stage, begins: float, zero: date | None) -> float | None:
    """How many days a stage lasts, as its end or its length says; None where neither is stated."""
    start = None if zero is None else zero + timedelta(days=round(begins))
    if stage.ends is not None and start is not None and stage.ends >= start:
        return (stage.ends - start).days + 1
    return None if stage.lasts is None else max(days_of(stage.lasts, start), 1)


def days_of(span: Span, start: date | None) -> float:
    """A span in days: months by the calendar from a start, or 30.4 days each; workdays five a week."""
    days = (span.hours or 0) / 24 + (span.days or 0) + (span.workdays or 0) * 7 / 5 + (span.weeks or 0) * 7
    if span.months:
        days += 30.4 * span.months if start is None else (add_months(start, span.months) - start).days
    return days


def ticks_of(plan: Plan, most: int = 9) -> list[tuple[float, date | int]]:
    """Marks on the scale, no more than some: the start and first days of months where dates are known, or else weeks, counted from 1."""
    if plan.zero is None:
        weeks = range(int(plan.known // 7) + 1)
        step = next((each for each in (1, 2, 4, 8, 13, 26, 52) if len(weeks[::each]) <= most), 104)
        return [(week * 7, week + 1) for week in weeks[::step]]
    months, month = [], add_months(plan.zero.replace(day=1), 1)
    last = plan.zero + timedelta(days=round(plan.known))
    while month <= last:
        months.append(month)
        month = add_months(month, 1)
    step = next((each for each in (1, 2, 3, 6, 12) if len(months) < most * each), 24)
    # The first mark carries its year and needs room.
    free = plan.length / 7 if plan.zero.month > 1 else plan.length / (most + 2)
    marks = [((each - plan.zero).days, each) for each in months if (each.month - 1) % step == 0]
    # Nor is there room for a name at the very end.
    return [(0, plan.zero), *(mark for mark in marks if free <= mark[0] <= plan.length * 0.95)]
