"""When a duty is due: the `when:` language and its policies on a real calendar.

The rules follow the PRC Civil Code, articles 202 to 204: where a month has no such day its last day counts (202); a
period that ends on a day off ends on the next workday (203), unless something else was agreed (204): that is what the
policy fields are. What follows an event is in limit.py.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal, NamedTuple, cast

from .book import Book, add_months, unit_of
from .calendar import DAY, Calendar, Day
from .effect import from_then
from .model.checklist import Checklist
from .model.days import WEEKDAYS, WORDS
from .model.organisation import Role
from .model.time import AfterEnd, Clock, Count, DayPoint, Every, MonthDay, NthWorkday
from .model.work import Duty

Cause = Literal["no-such-day", "not-counted", "day-off", "stays", "swallowed", "period-end"]
Sort = Literal["daily", "deadline", "window", "period", "count"]


class Policy(NamedTuple):
    """How a date is read when the calendar is in its way; the defaults hold where nobody says anything."""

    counts_the_day: bool = True
    missing_day: Literal["last-day", "skip"] = "last-day"
    day_off: Literal["previous", "next", "same"] = "same"
    crossing: Literal["allow", "stay"] = "allow"


class Move(NamedTuple):
    """One reason why a date is not the one the rule names: which day was in the way, and where it went.

    `stays`: the way the policy names would have left the month (or week), so it went the other way.
    `swallowed`: it would have ended before its window begins, so it went the other way.
    """

    cause: Cause
    day: Day
    to: date


class Occurrence(NamedTuple):
    """One date on which something is due. `opens` is the first day of a window; `nominal` is the day the rule names,
    `due` the day that counts. A provisional date rests on a year whose notice is missing: `missing` says which.

    `period` is the first day of the week, month or other period it belongs to. It stays when the calendar changes,
    which the nominal date does not where workdays are counted: it tells one occurrence of a duty from another.
    """

    sort: Sort
    nominal: date
    due: date
    opens: date | None
    moves: tuple[Move, ...]
    missing: int | None
    period: date

    @property
    def provisional(self) -> bool:
        """Whether it may still move: a notice that it rests on has not been entered."""
        return self.missing is not None


class Due(NamedTuple):
    """A duty on one of its dates."""

    duty: Duty
    role: Role
    at: Occurrence

    @property
    def clock(self) -> Clock | None:
        """The time of day by which, or at which, it is due."""
        when = self.duty.when
        return (when.at if when.at is not None else when.not_later_than) if isinstance(when, Every) else None


def policy_of(book: Book, duty: Duty | Checklist) -> Policy:
    """The policy of a duty or checklist: its own where it says something, else its unit's, else the default."""
    unit = book.find("unit", unit_of(duty), duty)
    holders = (getattr(duty.when, "policy", None), unit.deadline_policy if unit is not None else None)
    said = {}
    for name in Policy._fields:
        values = (getattr(holder, name) for holder in holders if holder is not None)
        value = next((each for each in values if each is not None), None)
        if value is not None:
            said[name] = value
    return Policy(**cast("Any", said))


def in_use(book: Book, duty: Duty) -> bool:
    """Whether a duty is one to carry out today: in force or on trial, neither a draft nor retired."""
    return book.status(duty) in ("in-force", "trial", None)


def is_due(book: Book, duty: Duty) -> bool:
    """Whether a duty falls due on dates: its rule gives some, and it is in force or on trial."""
    return isinstance(duty.when, Every | Count) and in_use(book, duty)


def dues(book: Book, duty: Duty, role: Role, first: date, last: date) -> Iterator[Due]:
    """A duty on each of its dates from one day to another, none before it begins; nothing where it has no dates."""
    if is_due(book, duty):
        calendar = book.calendar(unit_of(duty))
        when, first = cast("Every | Count", duty.when), from_then(book, duty, first)
        for each in occurrences(when, policy_of(book, duty), calendar, first, last):
            yield Due(duty, role, each)


def due_between(book: Book, roles: list[Role], first: date, last: date) -> list[Due]:
    """Everything dated that falls due for some roles from one day to another, by date, clock and duty."""
    found: dict[tuple[Duty, Occurrence], Due] = {}
    for role in roles:
        for duty in book.duties_of(role):
            for item in dues(book, duty, role, first, last):
                found.setdefault((duty, item.at), item)
    return in_order(book, found.values())


def in_order(book: Book, items: Iterable[Due]) -> list[Due]:
    """Items by date, clock and duty."""
    return sorted(items, key=lambda each: (each.at.due, _clock(each), book.key[each.duty]))


def _clock(each: Due) -> int:
    return int(each.clock) if each.clock is not None else 24 * 60


def occurrences(
    when: Every | Count, policy: Policy, calendar: Calendar, first: date, last: date
) -> Iterator[Occurrence]:
    """The dates on which a rule falls due from `first` to `last`, both included, in order."""
    period = period_of(when)
    if period in ("day", "workday"):
        count = (last - first).days + 1
        for day in (first + DAY * place for place in range(count)):
            if period == "day" or calendar.is_workday(day):
                sort: Sort = "daily" if isinstance(when, Every) else "count"
                yield Occurrence(sort, day, day, None, (), calendar.missing_notice(day), day)
        return
    reach = _reach(when.by if isinstance(when, Every) else None, calendar, first, last)
    found = (_in_period(when, span, policy, calendar) for span in periods(period, *reach))
    yield from sorted(
        (each for each in found if each is not None and first <= each.due <= last), key=lambda each: each.due
    )


def _reach(by: DayPoint | None, calendar: Calendar, first: date, last: date) -> tuple[date, date]:
    """The days among which the periods of what falls due from `first` to `last` lie.

    A date only moves over days off, so nothing due in between has its nominal day beyond the workdays around, but for
    one day where the day itself does not count. What follows the end of a period lies so many workdays after it.
    """
    start = calendar.nearest(first - DAY, "previous")
    for _ in range(by.after_end if isinstance(by, AfterEnd) else 0):
        start = calendar.nearest(start - DAY, "previous")
    return start, calendar.nearest(last + DAY, "next") + DAY


def period_of(when: Every | Count) -> str:
    """How often a rule comes back: day, workday, week, month, quarter, half-year or year."""
    return when.every if isinstance(when, Every) else when.per


def periods(period: str, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The weeks (from Monday), months, quarters, half-years or years that overlap a stretch of days."""
    if period == "week":
        start = first - DAY * first.weekday()
        while start <= last:
            yield start, start + 6 * DAY
            start += 7 * DAY
        return
    months = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}[period]
    start = date(first.year, (first.month - 1) // months * months + 1, 1)
    while start <= last:
        after = add_months(start, months)
        yield start, after - DAY
        start = after


def _in_period(when: Every | Count, span: tuple[date, date], policy: Policy, calendar: Calendar) -> Occurrence | None:
    by, from_ = (when.by, when.from_) if isinstance(when, Every) else (None, None)
    moves: list[Move] = []
    opens = _resolve(from_, span, policy, calendar, [])[0] if from_ is not None else None
    if by is None:
        sort: Sort = "count" if isinstance(when, Count) else "window" if from_ is not None else "period"
        return _at_the_end(sort, span, opens, policy, calendar)
    nominal, counted = _resolve(by, span, policy, calendar, moves)
    if nominal is None:
        return None
    due = nominal
    if not policy.counts_the_day:
        due -= DAY
        moves.append(Move("not-counted", calendar.day(nominal), due))
    bounds = span if _is_weekly(when) else month_of(nominal)
    due = moved(due, opens, bounds, policy, calendar, moves)
    sort = "window" if from_ is not None else "deadline"
    return Occurrence(sort, nominal, due, opens, tuple(moves), missing_year(calendar, nominal, due, *counted), span[0])


def missing_year(calendar: Calendar, *days: date) -> int | None:
    """The first year without a notice that a date rests on: on its days, and on those between that were counted."""
    return calendar.missing_notice(min(days)) or calendar.missing_notice(max(days))


def _is_weekly(when: Every | Count) -> bool:
    """Whether a rule comes back by the week; its shifts stay in the week, other rules' in the month."""
    return period_of(when) == "week"


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a date's month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _at_the_end(
    sort: Sort, span: tuple[date, date], opens: date | None, policy: Policy, calendar: Calendar
) -> Occurrence | None:
    """What has to be done within a period, on no day in particular: by the last workday that it has.

    A period without a workday asks for nothing. A window without one was swallowed: it ends on the next workday.
    """
    start, nominal = span
    due, moves = nominal, []
    if policy.day_off != "same" and not calendar.is_workday(nominal):
        workdays = calendar.workdays(opens or start, nominal)
        if not workdays and opens is None:
            return None
        due = workdays[-1] if workdays else calendar.nearest(nominal, "next")
        moves = [Move("period-end" if workdays else "swallowed", calendar.day(nominal), due)]
    return Occurrence(sort, nominal, due, opens, tuple(moves), missing_year(calendar, nominal, due), start)


def _resolve(
    point: DayPoint, span: tuple[date, date], policy: Policy, calendar: Calendar, moves: list[Move]
) -> tuple[date | None, tuple[date, ...]]:
    """The day a rule names in a period, and from where workdays had to be counted for it; None where there is none."""
    start, end = span
    if isinstance(point, AfterEnd):
        # A period without a workday leaves nothing to follow it up.
        return (calendar.after(end, point.after_end) if calendar.workdays(start, end) else None), (end,)
    if isinstance(point, MonthDay):
        return _named(start.year, int(point[:2]), int(point[3:]), policy, calendar, moves), ()
    if isinstance(point, int):
        return _named(start.year, start.month, point, policy, calendar, moves), ()
    if point in WEEKDAYS:
        return start + DAY * WEEKDAYS.index(cast("Any", point)), ()
    sort, number = ("workday", point.workday) if isinstance(point, NthWorkday) else WORDS[point]
    if sort == "day":
        return (start if number == 1 else end), ()
    workdays = calendar.workdays(start, end)
    if abs(number) <= len(workdays):
        return workdays[number - 1 if number > 0 else number], (start if number > 0 else end,)
    if not workdays or policy.missing_day == "skip":
        return None, ()
    day = workdays[-1 if number > 0 else 0]
    moves.append(Move("no-such-day", calendar.day(day), day))
    return day, span


def _named(year: int, month: int, day: int, policy: Policy, calendar: Calendar, moves: list[Move]) -> date | None:
    last = monthrange(year, month)[1]
    if day <= last:
        return date(year, month, day)
    if policy.missing_day == "skip":
        return None
    found = date(year, month, last)
    moves.append(Move("no-such-day", calendar.day(found), found))
    return found


def moved(
    day: date, opens: date | None, bounds: tuple[date, date], policy: Policy, calendar: Calendar, moves: list[Move]
) -> date:
    """A date moved off a day off. Where neither way stays inside the bounds, the policy's way is taken; but a window
    without a workday ends after it, even out of its bounds: nobody can be done before it opens.
    """
    if policy.day_off == "same" or calendar.is_workday(day):
        return day
    stay = policy.crossing == "stay"

    def fits(each: date) -> bool:
        return (not stay or bounds[0] <= each <= bounds[1]) and (opens is None or each >= opens)

    way: Literal["previous", "next"] = policy.day_off
    found, cause = calendar.nearest(day, way), "day-off"
    if not fits(found):
        other = calendar.nearest(day, "next" if way == "previous" else "previous")
        swallowed = opens is not None and found < opens <= other
        if fits(other) or swallowed:
            found, cause = other, "swallowed" if swallowed else "stays"
    moves.append(Move(cast("Cause", cause), calendar.day(day), found))
    return found
