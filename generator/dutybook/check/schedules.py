"""Schedules: a day runs forward, inside its hours, one thing at a time."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..book import Book
from .engine import Finding, at, rule


@rule("SCH001", "error")
def entries_that_overlap(book: Book) -> Iterator[Finding]:
    """The entry '{entry}' begins at {start}, before '{before}' ends at {end}.

    **Why.** Nobody can be at two places at once.

    **Fix.** Move one of the two, or correct "end:".

    “{entry}”从{start}开始，这时“{before}”还没有结束（{end}）。

    **为什么。** 一个人不能同时做两件事。

    **怎么改。** 调整其中一项，或者改正“end:”。
    """
    for schedule in book.schedules:
        for first, second in pairwise(schedule.entries):
            if first.start <= second.start and first.end is not None and first.end > second.start:
                yield at(second, "start", entry=second.id, start=second.start, before=first.id, end=first.end)


@rule("SCH002", "error")
def entries_that_run_backwards(book: Book) -> Iterator[Finding]:
    """The entry '{entry}' {reason}.

    **Why.** A timetable is read from top to bottom.

    **Fix.** Put the entries in the order of their times, and let each end after it begins.

    “{entry}”{reason_zh}。

    **为什么。** 作息表是从上往下看的。

    **怎么改。** 按时间先后排列，每项的结束时间晚于开始时间。
    """
    for schedule in book.schedules:
        for entry in schedule.entries:
            if entry.end is not None and entry.end <= entry.start:
                yield at(entry, "end", entry=entry.id, reason="ends before it begins", reason_zh="结束早于开始")
        for first, second in pairwise(schedule.entries):
            if second.start < first.start:
                yield at(
                    second,
                    "start",
                    entry=second.id,
                    reason=f"stands after '{first.id}' but begins earlier",
                    reason_zh=f"排在“{first.id}”之后，开始时间却更早",
                )


@rule("SCH003", "error")
def entry_outside_the_working_day(book: Book) -> Iterator[Finding]:
    """The entry '{entry}' lies outside the working day from {start} to {end}.

    **Why.** Work outside the working day is overtime, and a standard cannot plan it silently.

    **Fix.** Move the entry, or correct "working-day:".

    “{entry}”不在工作时间{start}至{end}之内。

    **为什么。** 工作时间以外就是加班，规定里不能悄悄安排。

    **怎么改。** 调整这一项，或者改正“working-day:”。
    """
    for schedule in book.schedules:
        day = schedule.working_day
        for entry in schedule.entries if day is not None else ():
            last = entry.end if entry.end is not None else entry.start
            if entry.start < day.from_ or (day.to is not None and last > day.to):
                yield at(entry, "start", entry=entry.id, start=day.from_, end=day.to if day.to is not None else "…")


@rule("SCH004", "error")
def working_day_that_ends_before_it_begins(book: Book) -> Iterator[Finding]:
    """The working day of '{schedule}' ends at {end}, not after it begins at {start}.

    **Why.** Minutes available for work are computed from it.

    **Fix.** Correct "from:" or "to:".

    “{schedule}”的工作时间从{start}开始，到{end}结束，结束不晚于开始。

    **为什么。** 可用的工作时间要据此计算。

    **怎么改。** 改正“from:”或“to:”。
    """
    for schedule in book.schedules:
        day = schedule.working_day
        if day is not None and day.to is not None and day.to <= day.from_:
            yield at(day, "to", schedule=schedule.id, start=day.from_, end=day.to)


@rule("SCH005", "error")
def entry_with_a_duty_of_another_role(book: Book) -> Iterator[Finding]:
    """The entry '{entry}' carries out the duty '{duty}', which is not a duty of '{role}'.

    **Why.** The timetable sends one role to do what another is responsible for.

    **Fix.** Name a duty of the role, or move the entry to the other role's schedule.

    “{entry}”安排了职责“{duty}”，而它不是“{role}”的职责。

    **为什么。** 作息表让一个岗位去做别人负责的事。

    **怎么改。** 换成本岗位的职责，或者把这一项移到另一个岗位的作息里。
    """
    for schedule in book.schedules:
        role: Any = book.find("role", schedule.role, schedule) if schedule.role else None
        for entry in schedule.entries if role is not None else ():
            for index, name in enumerate(entry.duties):
                duty = book.find("duty", name, entry)
                responsible = book.roles_of(duty) if duty is not None else []
                if responsible and role not in responsible:
                    yield at(entry, "duties", index, entry=entry.id, duty=duty.id, role=role.id)
