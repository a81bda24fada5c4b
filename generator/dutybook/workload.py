"""How much time a role's standard leaves for each visit that it asks for: exact arithmetic on schedule and calendar.

Formulae (the house's own, as the pages and `dutybook workload` say them):

    need                     = Σ over customer classes: customers × visits a month each
    field minutes of a month = workdays × (return − leave − fixed blocks between), from the role's schedule
    minutes a visit          = field minutes ÷ need; needs no guess of how long a visit takes
    load                     = Σ over classes: need × (minutes a visit takes + travel) ÷ field minutes

How many customers there are is never guessed: counts are what a source or the user gives. A load above 1 is a finding
about the standard, for its owner; it says nothing of a person.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor
from typing import NamedTuple

from .book import Book, unit_of
from .due import due_between, month_of, period_of
from .model.organisation import CustomerClass, Role
from .model.time import Clock, Count, Every
from .model.work import Schedule, ScheduleEntry

MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Group(NamedTuple):
    """What is reckoned with of a customer class; None for what nobody has said.

    `customers` is how many there are, `visits` how often each is visited in the month, `minutes` how long a visit takes.
    """

    customers: int | None
    visits: Fraction | None
    minutes: int | None


class Sums(NamedTuple):
    """What a month comes to. None where something that it needs is not known, or where nothing is to be divided.

    `needs` is the need of each group, in visits; `need` is that of all whose need is known.
    `minutes` is what there is for a visit, `a_day` the visits a workday, `load` a share of the field minutes.
    """

    needs: tuple[Fraction | None, ...]
    need: Fraction
    minutes: Fraction | None
    a_day: Fraction | None
    load: Fraction | None


class Span(NamedTuple):
    """A stretch of a working day between two times, for an entry of the schedule."""

    entry: ScheduleEntry
    start: Clock
    end: Clock

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.end - self.start


class FieldDay(NamedTuple):
    """A working day as its schedule plans it: when one leaves and returns, and what is fixed in between.

    `endless` are the entries whose end the schedule does not say; each is taken to last until the next begins.
    """

    schedule: Schedule
    leave: Clock
    back: Clock
    blocks: tuple[Span, ...]
    endless: tuple[ScheduleEntry, ...]

    @property
    def minutes(self) -> int:
        """Return minus leave minus the fixed blocks in between."""
        return self.back - self.leave - sum(block.minutes for block in self.blocks)


class Workload(NamedTuple):
    """A role's month. `field` is None where no schedule says when one is out; `field_minutes` is for the whole month.

    `field` is what the schedule plans, `day_minutes` what was given instead. `classes` and `groups` run side by side. `provisional` are the days that a missing holiday notice may still
    arrange.
    """

    role: Role
    month: date
    workdays: int
    provisional: tuple[date, ...]
    field: FieldDay | None
    day_minutes: int | None
    field_minutes: int | None
    classes: tuple[CustomerClass, ...]
    groups: tuple[Group, ...]
    travel: int | None
    sums: Sums


def classes_of(book: Book, role: Role) -> list[CustomerClass]:
    """The customer classes that a role serves, itself or as the role it acts as; none that is retired."""
    holder = role if role.serves or not role.acts_as else book.find("role", role.acts_as, role)
    named = (book.find("customer-class", each, holder) for each in (holder.serves if holder is not None else ()))
    return [each for each in named if each is not None and book.status(each) != "retired"]


def schedules_of(book: Book, role: Role) -> list[Schedule]:
    """The schedules of a role, or those of the role it acts as."""
    acts = book.find("role", role.acts_as, role) if role.acts_as else None
    return _own_schedules(book, role) or ([] if acts is None else _own_schedules(book, acts))


def _own_schedules(book: Book, role: Role) -> list[Schedule]:
    return [each for each in book.schedules if each.role and book.find("role", each.role, each) is role]


def field_day(book: Book, role: Role) -> FieldDay | None:
    """The first schedule in use of a role that says when it is out; None where none does."""
    used = [each for each in schedules_of(book, role) if book.status(each) in ("in-force", "trial", None)]
    return next((found for each in used if (found := field_day_of(each)) is not None), None)


def field_day_of(schedule: Schedule) -> FieldDay | None:
    """A schedule's day in the field: from the first entry that counts as field time to the end of the last.

    Whatever else is entered in between is a fixed block. Time in between that no entry claims is time in the field.
    None where no entry counts as field time, or where the end of the last is said nowhere.
    """
    spans, endless = spans_of(schedule)
    out = [each for each in spans if each.entry.counts_as_field_time]
    fields = [entry for entry in schedule.entries if entry.counts_as_field_time]
    if not out or out[-1].entry is not fields[-1]:
        return None
    leave, back = out[0].start, out[-1].end
    blocks = tuple(each for each in spans if not each.entry.counts_as_field_time and leave <= each.start < back)
    between = tuple(entry for entry in endless if leave <= entry.start < back)
    return FieldDay(schedule, leave, back, blocks, between)


def spans_of(schedule: Schedule) -> tuple[list[Span], list[ScheduleEntry]]:
    """The entries of a schedule with their ends, and those whose end it does not say.

    An entry without an end lasts until the next begins, the last until the working day ends; where that is not said
    either, it is left out.
    """
    entries, day = schedule.entries, schedule.working_day
    last = day.to if day is not None else None
    spans = []
    for place, entry in enumerate(entries, 1):
        end = entry.end if entry.end is not None else entries[place].start if place < len(entries) else last
        if end is not None:
            spans.append(Span(entry, entry.start, end))
    return spans, [entry for entry in entries if entry.end is None]


def free_minutes(schedule: Schedule) -> int | None:
    """The most that a working day can leave for visits: all of it but what the schedule fixes for something else.

    The friendliest reading: an entry without an end takes no time at all. None where the day's end is not said.
    """
    day = schedule.working_day
    if day is None or day.to is None:
        return None
    fixed = (each for each in schedule.entries if not each.counts_as_field_time and each.end is not None)
    return day.to - day.from_ - sum(each.end - each.start for each in fixed if each.end is not None)


def visits_a_month(visits: Count, month: date, workdays: int) -> Fraction:
    """How often a customer is visited in a month. What is asked for by the quarter or year is spread evenly; a month
    holds its days ÷ 7 weeks, and what is asked for by the day is done on workdays.
    """
    if visits.per == "day":
        return Fraction(visits.count * workdays)
    if visits.per == "week":
        return Fraction(visits.count * monthrange(month.year, month.month)[1], 7)
    return Fraction(visits.count, MONTHS[visits.per])


def reckon(groups: Sequence[Group], field_minutes: int | None, workdays: int, travel: int | None = None) -> Sums:
    """The sums of a month, from plain numbers. scripts/workload.js reckons the same; tests/vectors/workload.json holds both.

    A group whose count or frequency is not known does not count. Travel that is not said takes no time. The load needs
    the minutes of every group that is visited.
    """
    needs = tuple(
        group.customers * group.visits if group.customers is not None and group.visits is not None else None
        for group in groups
    )
    need = sum((each for each in needs if each is not None), Fraction(0))
    minutes = Fraction(field_minutes) / need if field_minutes and need else None
    a_day = need / workdays if need and workdays else None
    return Sums(needs, need, minutes, a_day, _load(groups, needs, field_minutes, travel or 0))


def _load(
    groups: Sequence[Group], needs: Sequence[Fraction | None], field_minutes: int | None, travel: int
) -> Fraction | None:
    visited = [(need, group.minutes) for group, need in zip(groups, needs, strict=True) if need]
    if not field_minutes or not visited or any(minutes is None for _, minutes in visited):
        return None
    return sum((need * ((minutes or 0) + travel) for need, minutes in visited), Fraction(0)) / field_minutes


def workload(
    book: Book,
    role: Role,
    month: date,
    customers: Mapping[CustomerClass, int] | None = None,
    minutes: Mapping[CustomerClass, int] | None = None,
    travel: int | None = None,
    visits: Mapping[CustomerClass, int] | None = None,
    day_minutes: int | None = None,
) -> Workload:
    """A role's month by its first day. What is given goes over what the handbook states: of a class how many
    `customers`, how many `minutes` and how many `visits` a month; `day_minutes` in the field on a workday.
    """
    first, last = month_of(month)
    calendar = book.calendar(unit_of(role))
    workdays = len(calendar.workdays(first, last))
    field = field_day(book, role)
    a_day = day_minutes if day_minutes is not None else field.minutes if field is not None else None
    field_minutes = a_day * workdays if a_day is not None else None
    classes = tuple(classes_of(book, role))
    groups = tuple(
        Group(
            (customers or {}).get(each, each.customers),
            _visits(each, visits or {}, first, workdays),
            (minutes or {}).get(each, each.minutes),
        )
        for each in classes
    )
    unsure = tuple(day for day in days_of(first) if calendar.is_provisional(day))
    sums = reckon(groups, field_minutes, workdays, travel)
    return Workload(role, first, workdays, unsure, field, day_minutes, field_minutes, classes, groups, travel, sums)


def _visits(group: CustomerClass, given: Mapping[CustomerClass, int], month: date, workdays: int) -> Fraction | None:
    if group in given:
        return Fraction(given[group])
    return visits_a_month(group.visits, month, workdays) if group.visits is not None else None


def deadlines(book: Book, role: Role, month: date) -> Counter[date]:
    """How much falls due for a role on each date of a month; what comes every day or workday is left out."""
    dues = due_between(book, [role], *month_of(month))
    return Counter(
        each.at.due
        for each in dues
        if isinstance(each.duty.when, Every | Count) and period_of(each.duty.when) not in ("day", "workday")
    )


def days_of(month: date) -> list[date]:
    """The days of a month."""
    return [month.replace(day=place + 1) for place in range(monthrange(month.year, month.month)[1])]


def daily_minutes(book: Book, role: Role) -> int:
    """The minutes that the handbook says a role's duties of every day take together."""
    return sum(
        duty.minutes * (duty.when.count if isinstance(duty.when, Count) else 1)
        for duty in book.duties_of(role)
        if duty.minutes is not None
        and (
            (isinstance(duty.when, Every) and duty.when.every in ("day", "workday"))
            or (isinstance(duty.when, Count) and duty.when.per == "day" and duty.when.for_ is None)
        )
    )


def rounded(number: Fraction, digits: int = 1) -> str:
    """A number with so many decimals, halves away from zero; without those that are 0. Numbers are not below zero."""
    scaled = floor(number * 10**digits + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**digits)
    said = f"{whole}.{rest:0{digits}d}" if digits else str(whole)
    return said.rstrip("0").rstrip(".") if digits else said
