"""Minutes that a change adds to a role's month or takes from it, where the handbook says how long something takes: in a
duty's minutes, or by the start and the end of the entries of a schedule that are there for duties.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ..book import Book, add_months, unit_of
from ..due import occurrences, policy_of
from ..model.base import Node
from ..model.organisation import Role
from ..model.time import Count, Every
from ..model.work import Duty, Schedule, ScheduleEntry
from .difference import Difference

LEAST = 0.05  # minutes a month that are worth a line
WORKDAYS = 250 / 12  # a month, on average: another holiday is no other schedule
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
        if word in ("duty", "schedule"):
            for side, (book, node) in enumerate(((difference.old, old), (difference.new, new))):
                for role, minutes in _minutes(book, node, day):
                    known = now.get(role, role)
                    totals.setdefault(known if isinstance(known, Role) else role, [0, 0])[side] += minutes
    found = [Effort(role, *minutes) for role, minutes in totals.items()]
    return [each for each in found if abs(each.after - each.before) >= LEAST]


def _minutes(book: Book, node: Node | None, day: date) -> Iterator[tuple[Role, float]]:
    """The minutes of a duty or a schedule in a month, for each role; nothing where they are not known."""
    if not isinstance(node, Duty | Schedule) or book.status(node) not in ("in-force", "trial", None):
        return
    if isinstance(node, Schedule):
        role = book.find("role", node.role, node) if node.role else None
        if role is not None:
            yield role, sum(map(_length, node.entries)) * WORKDAYS
    elif node.minutes and node not in _scheduled(book):
        times = _times(book, node, day)
        if times is not None:
            yield from ((role, node.minutes * times) for role in book.roles_of(node))


def _length(entry: ScheduleEntry) -> int:
    """Minutes of an entry; none where it has no end, or is the time between duties."""
    return entry.end - entry.start if entry.end is not None and entry.duties else 0


def _scheduled(book: Book) -> set[Duty]:
    """The duties that an entry with an end has room for: their minutes are the entry's, and are not counted twice."""
    entries = [entry for each in book.schedules for entry in each.entries if entry.end is not None]
    return {
        found for entry in entries for each in entry.duties if (found := book.find("duty", each, entry)) is not None
    }


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


def _workdays(book: Book, node: Node, day: date) -> float:
    return len(book.calendar(unit_of(node)).workdays(day, add_months(day, 12))) / 12
