"""Minutes that a change adds to a role's month or takes from it, where the handbook says how long something takes."""

from datetime import date
from typing import NamedTuple

from ..book import Book, add_months, unit_of
from ..due import occurrences, policy_of
from ..model.organisation import Role
from ..model.time import Count, Every
from ..model.work import Duty
from .difference import Difference

PER_MONTH = {"week": 52 / 12, "month": 1, "quarter": 1 / 3, "year": 1 / 12}


class Effort(NamedTuple):
    """Minutes a month of a role before and after, on the average of the twelve months from a day on."""

    role: Role
    before: float
    after: float


class Each(NamedTuple):
    """Minutes that a duty takes each time, before and after, where nobody knows how often it comes."""

    duty: Duty
    before: int | None
    after: int | None


def efforts(difference: Difference, day: date) -> tuple[list[Effort], list[Each]]:
    """What is known of the minutes that change: by role and month, and by duty and time."""
    before: dict[Role, float] = {}
    after: dict[Role, float] = {}
    now = difference.now
    each_time = []
    for word, old, new, _ in difference.pairs:
        if word != "duty" or old is new:
            continue
        sides = ((difference.old, old, before), (difference.new, new, after))
        minutes = [duty.minutes if isinstance(duty, Duty) else None for _, duty, _ in sides]
        if minutes == [None, None]:
            continue
        known = [_times(book, duty, day) for book, duty, _ in sides if isinstance(duty, Duty) and duty.minutes]
        if None in known:
            if minutes[0] != minutes[1] and isinstance(new or old, Duty):
                each_time.append(Each(new or old, *minutes))  # type: ignore[arg-type]
            continue
        for book, duty, total in sides:
            if isinstance(duty, Duty) and duty.minutes:
                for role in book.roles_of(duty):
                    whose = now.get(role, role)
                    if isinstance(whose, Role):
                        total[whose] = total.get(whose, 0) + duty.minutes * (_times(book, duty, day) or 0)
    roles = dict.fromkeys((*before, *after))
    found = [Effort(role, before.get(role, 0), after.get(role, 0)) for role in roles]
    return [each for each in found if round(each.before) != round(each.after)], each_time


def _times(book: Book, duty: Duty, day: date) -> float | None:
    """How often a duty comes up in a month; None where nobody knows: on occasions, or for each customer."""
    when = duty.when
    if isinstance(when, Count):
        return None if when.for_ is not None else when.count * PER_MONTH.get(when.per, _workdays(book, duty, day))
    if not isinstance(when, Every):
        return None
    last = add_months(day, 12)
    found = occurrences(when, policy_of(book, duty), book.calendar(unit_of(duty)), day, last)
    return sum(each.due < last for each in found) / 12


def _workdays(book: Book, duty: Duty, day: date) -> float:
    return len(book.calendar(unit_of(duty)).workdays(day, add_months(day, 12))) / 12
