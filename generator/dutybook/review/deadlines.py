"""Deadlines that move: the next dates of every duty before and after, whatever moved them."""

from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from ..book import Book, unit_of
from ..checklist.compile import is_dated
from ..due import Occurrence, occurrences, policy_of
from ..model.time import Count, Every
from ..model.work import Duty
from .difference import Difference

SHOWN = 3  # dates before and after
# Days within which that many dates fall, also where some periods have none.
HORIZON = {"week": 60, "month": 240, "quarter": 600, "half-year": 1150, "year": 2300}


class Deadline(NamedTuple):
    """A duty whose dates are others: the next ones before and after. None: the duty did not or does not exist."""

    old: Duty | None
    new: Duty | None
    before: tuple[Occurrence, ...]
    after: tuple[Occurrence, ...]

    @property
    def duty(self) -> Duty:
        """The duty as it is now, or as it last was."""
        found = self.new or self.old
        assert found is not None
        return found


def deadlines(difference: Difference, day: date) -> list[Deadline]:
    """The duties whose next dates from a day on are others than before, in the order of the handbook."""
    found = []
    for word, old, new, _ in difference.pairs:
        if word == "duty" and isinstance(old, Duty | None) and isinstance(new, Duty | None):
            before, after = next_dates(difference.old, old, day), next_dates(difference.new, new, day)
            if [each.due for each in before] != [each.due for each in after]:
                found.append(Deadline(old, new, before, after))
    return found


def next_dates(book: Book, duty: Duty | None, day: date) -> tuple[Occurrence, ...]:
    """The next dates on which a duty falls due; none for what comes every day, has no date, or is not in force."""
    if duty is None or not is_dated(duty) or book.status(duty) not in ("in-force", "trial", None):
        return ()
    when = duty.when
    if not isinstance(when, Every | Count):
        return ()
    last = day + timedelta(HORIZON[when.every if isinstance(when, Every) else when.per])
    return tuple(islice(occurrences(when, policy_of(book, duty), book.calendar(unit_of(duty)), day, last), SHOWN))
