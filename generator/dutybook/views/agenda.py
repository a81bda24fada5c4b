"""What falls due over the years that the site shows, reckoned once for a book."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import cast

from ..book import Book, unit_of
from ..calendar import DAY
from ..checklist.compile import is_dated
from ..due import Due, Occurrence, in_order, is_due, occurrences, policy_of
from ..effect import from_then
from ..memo import Kept, Sets
from ..model.calendar import CalendarYear
from ..model.organisation import Role
from ..model.time import Count, Every
from ..model.work import Duty
from .when import order_in_rhythm

_KEPT: Sets[list[Occurrence]] = Sets()


def years_of(book: Book) -> range:
    """The years that the site shows: the newest with an official notice, the one before where its notice is known too,
    and the one after; none where the handbook lists no year.

    A build does not know today: the same commit gives the same bytes. But a year's notice is published late in the
    year before, and the next year's late in that year. So while a year is the newest with a notice, today lies in it
    or in the year before, and the current year and the next are always among the three.
    """
    years = book.all(CalendarYear)
    known = {each.year for each in years if each.notice is not None} or {each.year for each in years}
    if not known:
        return range(0)
    newest = max(known)
    return range(newest - 1 if newest - 1 in known else newest, newest + 2)


class Agenda:
    """What falls due in the years shown: duties with their dates, and the duties of every day."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.years = years_of(book)
        self._dates: dict[Duty, list[Due]] = {}
        self._rules: dict[Duty, list[Occurrence]] = {}
        kept = _KEPT.begin("agenda")
        if self.years:
            for duty in book.duties:
                roles = book.roles_of(duty)
                if roles and is_dated(duty) and is_due(book, duty):
                    found = self._rules[duty] = self._occurrences(duty, kept)
                    self._dates[duty] = [Due(duty, roles[0], at) for at in found]

    def _occurrences(self, duty: Duty, kept: Kept[list[Occurrence]]) -> list[Occurrence]:
        """On which dates a duty falls due: those of the same rule on the same calendar."""
        when, policy = cast("Every | Count", duty.when), policy_of(self.book, duty)
        calendar = self.book.calendar(unit_of(duty))
        span = (from_then(self.book, duty, self.first), self.last)
        key = (when, policy, calendar.made_of, *span)
        return kept.of(key, lambda: list(occurrences(when, policy, calendar, *span)))

    @property
    def first(self) -> date:
        """The first day shown. Raises IndexError where no year is."""
        return date(self.years[0], 1, 1)

    @property
    def last(self) -> date:
        """The last day shown. Raises IndexError where no year is."""
        return date(self.years[-1], 12, 31)

    @cached_property
    def days(self) -> Sequence[date]:
        """Every day shown, in order."""
        if not self.years:
            return []
        return [self.first + DAY * place for place in range((self.last - self.first).days + 1)]

    def dates(self, duty: Duty) -> Sequence[Due]:
        """The dates of a duty, in order."""
        return self._dates.get(duty, [])

    def of_rule(self, duty: Duty) -> object:
        """What stands for the dates of a duty: the very same object as long as its rule and its calendar are the same."""
        return self._rules.get(duty)

    def of(self, role: Role) -> list[Due]:
        """What falls due for a role on certain dates, by date, clock and duty."""
        return in_order(
            self.book,
            (item._replace(role=role) for duty in self.book.duties_of(role) for item in self.dates(duty)),
        )

    def has_dates(self, role: Role) -> bool:
        """Whether anything falls due for a role on certain dates."""
        return any(self.dates(duty) for duty in self.book.duties_of(role))

    @cached_property
    def by_month(self) -> Mapping[tuple[int, int], list[Due]]:
        """What falls due for any role, each once, by year and month; in a month by date, clock and duty."""
        found: dict[tuple[int, int], list[Due]] = {}
        for item in in_order(self.book, (item for items in self._dates.values() for item in items)):
            found.setdefault((item.at.due.year, item.at.due.month), []).append(item)
        return found

    def daily(self, role: Role) -> list[Duty]:
        """The duties of a role that come every day or every workday, by clock."""
        found = [duty for duty in self.book.duties_of(role) if is_due(self.book, duty) and not is_dated(duty)]
        return sorted(found, key=lambda duty: (order_in_rhythm(duty.when), self.book.key[duty]))


def agenda_of(book: Book) -> Agenda:
    """The agenda of a book, made at the first call."""
    found = book.derived.get("agenda")
    if found is None:
        found = book.derived["agenda"] = Agenda(book)
    return cast("Agenda", found)


def opening(at: Occurrence) -> date | None:
    """The first day on which something can be done that has no day of its own: of its window, or of its period."""
    return at.period if at.opens is None and at.sort in ("period", "count") else at.opens
