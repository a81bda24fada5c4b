"""On which days a checklist is used."""

from collections.abc import Iterator
from datetime import date

from ..book import Book, unit_of
from ..due import Policy, occurrences
from ..effect import from_then
from ..model.checklist import Checklist
from ..model.time import Count, Each, Every


def days_used(book: Book, checklist: Checklist, first: date, last: date) -> Iterator[date]:
    """The days from one to another on which a checklist is gone through.

    One that comes back does so on its days; one for an occasion, such as each visit, may be needed on every workday;
    one that is used as needed has no days of its own. None of them lies before the day on which it begins.
    """
    calendar, first = book.calendar(unit_of(checklist)), from_then(book, checklist, first)
    when = checklist.when
    if isinstance(when, Every | Count):
        unit = book.unit(checklist)
        said = unit.deadline_policy if unit is not None else None
        values = {name: value for name in Policy._fields if (value := getattr(said, name, None)) is not None}
        yield from dict.fromkeys(each.due for each in occurrences(when, Policy(**values), calendar, first, last))
    elif isinstance(when, Each):
        yield from calendar.workdays(first, last)


def is_used_on(book: Book, checklist: Checklist, day: date) -> bool:
    """Whether a checklist is gone through on a day."""
    return day in days_used(book, checklist, day, day)
