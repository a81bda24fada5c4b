"""Minutes that a change adds to a role's month or takes from it, where the handbook says how long something takes."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ..book import Book, add_months, unit_of
from ..due import occurrences, policy_of
from ..model.base import Node
from ..model.organisation import Role
from ..model.time import Count, Every
from ..model.work import Duty
from .difference import Difference

LEAST = 0.05  # minutes a month that are worth a line
PER_MONTH = {"week": 52 / 12, "month": 1, "quarter": 1 / 3, "year": 1 / 12}


class Effort(NamedTuple):
    """Minutes a month of a role before and after, on the average of the twelve months from a day on."""

    role: Role
    before: float
    after: float


def efforts(difference: Difference, day: date) -> list[Effort]:
    """The minutes that change, by role. What comes on occasions or for each customer is not counted: nobody knows how
    often that is.
    """
    totals: dict[Role, list[float]] = {}
    now = difference.now
    for word, old, new, _ in difference.pairs:
        if word == "duty":
            for side, (book, duty) in enumerate(((difference.old, old), (difference.new, new))):
                for role, minutes in _minutes(book, duty, day):
                    known = now.get(role, role)
                    totals.setdefault(known if isinstance(known, Role) else role, [0, 0])[side] += minutes
    found = [Effort(role, *minutes) for role, minutes in totals.items()]
    return [each for each in found if abs(each.after - each.before) >= LEAST]


def _minutes(book: Book, duty: Node | None, day: date) -> Iterator[tuple[Role, float]]:
    """The minutes of a duty in a month, for each role that does it; nothing where they are not known."""
    if isinstance(duty, Duty) and duty.minutes and book.status(duty) in ("in-force", "trial", None):
        times = _times(book, duty, day)
        if times is not None:
            yield from ((role, duty.minutes * times) for role in book.roles_of(duty))


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
