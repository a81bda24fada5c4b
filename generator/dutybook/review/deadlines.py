"""Deadlines that move: the next dates of every duty before and after, whatever moved them."""

from datetime import date, timedelta
from itertools import zip_longest
from typing import NamedTuple

from ..book import Book, unit_of
from ..checklist.compile import is_dated
from ..due import Occurrence, occurrences, policy_of
from ..effect import from_then
from ..model.time import Count, Every
from ..model.work import Duty
from .difference import Difference

SHOWN = 3  # dates before and after
# How far it is looked ahead for a date that moves: a year, or three of a period that is longer.
AHEAD = {"week": 366, "month": 366, "quarter": 366, "half-year": 600, "year": 1150}


class Deadline(NamedTuple):
    """A duty whose dates are others: the next ones before and after. None: the duty did not or does not exist.

    `later`: the very next dates stay, the ones shown are those from the first that moves.
    """

    old: Duty | None
    new: Duty | None
    before: tuple[Occurrence, ...]
    after: tuple[Occurrence, ...]
    later: bool

    @property
    def duty(self) -> Duty:
        """The duty as it is now, or as it last was."""
        found = self.new or self.old
        assert found is not None
        return found


def deadlines(difference: Difference, day: date) -> list[Deadline]:
    """The duties whose dates from a day on are others than before, in the order of the handbook."""
    found = []
    for word, old, new, _ in difference.pairs:
        if word == "duty" and isinstance(old, Duty | None) and isinstance(new, Duty | None):
            before, after = dates(difference.old, old, day), dates(difference.new, new, day)
            first = next((place for place, pair in enumerate(zip_longest(before, after)) if _differ(*pair)), None)
            # One list may have a date more at the far end, which says nothing.
            if first is not None and (first < min(len(before), len(after)) or not (before and after)):
                start = first if first >= SHOWN else 0
                shown = slice(start, start + SHOWN)
                found.append(Deadline(old, new, before[shown], after[shown], start > 0))
    return found


def _differ(one: Occurrence | None, other: Occurrence | None) -> bool:
    return (one.due if one is not None else None) != (other.due if other is not None else None)


def dates(book: Book, duty: Duty | None, day: date) -> tuple[Occurrence, ...]:
    """The dates on which a duty falls due; none for what comes every day, has no date, or is not in force."""
    if duty is None or not is_dated(duty) or book.status(duty) not in ("in-force", "trial", None):
        return ()
    when = duty.when
    if not isinstance(when, Every | Count):
        return ()
    last = day + timedelta(AHEAD[when.every if isinstance(when, Every) else when.per])
    first = from_then(book, duty, day)
    return tuple(occurrences(when, policy_of(book, duty), book.calendar(unit_of(duty)), first, last))
