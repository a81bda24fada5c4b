"""Workload: what a standard asks of a role must fit into its hours, read in the friendliest way."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..book import Book
from ..model.base import Entity
from ..model.days import MOST_WORKDAYS
from ..model.organisation import CustomerClass
from ..model.time import Count
from ..workload import classes_of, daily_minutes, field_day, free_minutes, rounded, schedules_of
from .engine import Finding, at, rule

A_MONTH = {"day": Fraction(MOST_WORKDAYS["month"]), "week": Fraction(28, 7), "month": Fraction(1), "quarter": Fraction(1, 3), "year": Fraction(1, 12)}  # fmt: skip


@rule("WRK001", "warning")
def schedule_without_time_for_visits(book: Book) -> Iterator[Finding]:
    """The schedule '{schedule}' fixes every minute of the day for something else, and '{role}' has customers to visit.

    **Why.** The visits are asked for and never planned, so they are done in overtime or not at all.

    **Fix.** {owner} makes room: mark the entries out in the field with "counts-as-field-time: true", or shorten others.

    作息“{schedule}”把全天都排给了别的事，而“{role}”有客户要走访。

    **为什么。** 要求走访却没有安排时间，结果不是加班就是走不到。

    **怎么改。** 由{owner}调整：在外勤的各项写上“counts-as-field-time: true”，或者缩短别的安排。
    """
    for role in book.roles:
        visited = any(group.visits is not None for group in classes_of(book, role))
        for schedule in schedules_of(book, role) if visited else ():
            if free_minutes(schedule) == 0 and not any(each.counts_as_field_time for each in schedule.entries):
                yield at(schedule, "entries", schedule=schedule.id, role=role.id, owner=_owner(book, schedule))


@rule("WRK002", "warning")
def visits_that_do_not_fit(book: Book) -> Iterator[Finding]:
    """The visits that '{role}' is asked for take {needed} minutes a month, and its schedule leaves {free} at the most.

    **Why.** Even in a month of 23 workdays, with the fewest visits and no travel, the standard cannot be kept; people
    will choose for themselves what they leave out.

    **Fix.** {owner} changes the frequency, the minutes, the number of customers or the schedule.

    要求“{role}”做的走访每月要{needed}分钟，而作息最多只留出{free}分钟。

    **为什么。** 哪怕一个月有23个工作日、按最低次数、不算路上时间，也做不完；做不完就只能各自取舍。

    **怎么改。** 由{owner}调整频次、每次分钟数、户数或者作息。
    """
    for role in book.roles:
        classes = classes_of(book, role)
        day = field_day(book, role)
        schedules = [day.schedule] if day is not None else schedules_of(book, role)[:1]
        for schedule in schedules:
            free = free_minutes(schedule)
            needed = sum((_least(group) for group in classes), Fraction(0))
            if free is not None and needed > free * MOST_WORKDAYS["month"]:
                yield at(
                    schedule, "id", role=role.id, needed=rounded(needed, 0), free=free * MOST_WORKDAYS["month"],
                    owner=_owner(book, schedule),
                )  # fmt: skip


@rule("WRK003", "warning")
def daily_duties_longer_than_the_day(book: Book) -> Iterator[Finding]:
    """The duties that '{role}' has every day take {needed} minutes, and its working day has {day}.

    **Why.** A standard that asks for more than a day holds is kept by nobody.

    **Fix.** {owner} changes the minutes, the rhythm of a duty or the working day.

    “{role}”每天的职责要{needed}分钟，而工作日只有{day}分钟。

    **为什么。** 要求超过一天能做的量，就没有人做得到。

    **怎么改。** 由{owner}调整分钟数、周期或者工作时间。
    """
    for role in book.roles:
        for schedule in schedules_of(book, role):
            hours: Any = schedule.working_day
            day = hours.to - hours.from_ if hours is not None and hours.to is not None else 0
            needed = daily_minutes(book, role)
            if 0 < day < needed:
                yield at(schedule, "working-day", role=role.id, needed=needed, day=day, owner=_owner(book, schedule))


def _least(group: CustomerClass) -> Fraction:
    """The fewest minutes a month that the visits to a class take; 0 where the handbook does not say enough."""
    visits = group.visits
    if not isinstance(visits, Count) or group.customers is None or group.minutes is None:
        return Fraction(0)
    return group.customers * visits.count * A_MONTH[visits.per] * group.minutes


def _owner(book: Book, entity: Entity) -> str:
    owner = book.settled(entity, "owner")[0]
    return str(owner) if owner else "–"
