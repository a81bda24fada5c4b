"""Workdays and days off: the official calendar with the firm's own overlay. Knows no duty and no deadline."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, NamedTuple

from .model.base import Text
from .model.calendar import CalendarYear, Notice, OwnDay

DAY = timedelta(days=1)
Sort = Literal["workday", "weekend", "holiday", "make-up", "own-workday", "own-day-off"]
# A notice may arrange the end of the December before it: no notice since 2008 touched a day before the 29th (that of
# 2019 made Saturday, 29 December 2018 a workday and Monday, 31 December a day off).
NEXT_NOTICE_FROM = 29


class Day(NamedTuple):
    """What kind of day a date is, why, and by which notice.

    `name` is the holiday's name or the firm's reason; an ordinary workday or weekend has neither name nor notice.
    """

    date: date
    work: bool
    sort: Sort
    name: Text | None = None
    notice: Notice | None = None


class Calendar:
    """A calendar of years. A year without a notice, or not listed at all, is provisional; so are the last days of the
    year before it.

    In a listed year without notice its holidays count; in a year not listed only weekends are days off. Both are
    guesses and say so (`is_provisional`).
    """

    def __init__(self, years: Iterable[CalendarYear], own: Iterable[OwnDay] = ()) -> None:
        self.listed: Mapping[int, CalendarYear] = {each.year: each for each in years}
        self._own = tuple(own)
        # Calendars of the same objects are the same calendar.
        self.made_of: tuple[object, ...] = (*self.listed.values(), *self._own)
        self._workdays: dict[int, list[date]] = {}

    @cached_property
    def _special(self) -> dict[date, Day]:
        """Every day that is not what its weekday says, or has a name. A notice may reach into the December before."""
        found: dict[date, Day] = {}
        for year in self.listed.values():
            for holiday in year.holidays:
                for each in _days(holiday.from_, holiday.to):
                    found[each] = Day(each, False, "holiday", holiday.name, year.notice)
                for each in holiday.make_up:
                    found[each] = Day(each, True, "make-up", holiday.name, year.notice)
        for own in self._own:
            for each in _days(own.from_, own.to):
                found[each] = Day(each, own.work, "own-workday" if own.work else "own-day-off", own.reason)
        return found

    def day(self, when: date) -> Day:
        """What kind of day a date is."""
        special = self._special.get(when)
        if special is not None:
            return special
        work = when.weekday() < 5
        return Day(when, work, "workday" if work else "weekend")

    def is_workday(self, when: date) -> bool:
        """Whether people work on a date."""
        special = self._special.get(when)
        return special.work if special is not None else when.weekday() < 5

    def is_provisional(self, when: date) -> bool:
        """Whether a notice that arranges the date is missing: that of its year, or of the next at December's end."""
        return self.missing_notice(when) is not None

    def missing_notice(self, when: date) -> int | None:
        """The year whose missing notice makes a date provisional; None where nothing is missing."""
        years = (when.year, when.year + 1) if (when.month, when.day) >= (12, NEXT_NOTICE_FROM) else (when.year,)
        return next((each for each in years if each not in self.listed or self.listed[each].notice is None), None)

    def workdays(self, first: date, last: date) -> list[date]:
        """The workdays from one date to another, both included."""
        found: list[date] = []
        for year in range(first.year, last.year + 1):
            days = self._of_year(year)
            found += days[bisect_left(days, first) : bisect_right(days, last)]
        return found

    def after(self, when: date, count: int) -> date:
        """The count-th workday after a date; the date itself does not count. `count` is at least 1."""
        left, year, start = count, when.year, when
        while True:
            days = self._of_year(year)
            place = bisect_right(days, start)
            if len(days) - place >= left:
                return days[place + left - 1]
            left -= len(days) - place
            year += 1

    def nearest(self, when: date, towards: Literal["previous", "next"]) -> date:
        """The date itself where it is a workday, else the first workday before or after it."""
        step = DAY if towards == "next" else -DAY
        while not self.is_workday(when):
            when += step
        return when

    def _of_year(self, year: int) -> list[date]:
        found = self._workdays.get(year)
        if found is None:
            every = _days(date(year, 1, 1), date(year, 12, 31))
            found = self._workdays[year] = [each for each in every if self.is_workday(each)]
        return found


def _days(first: date, last: date | None) -> Iterable[date]:
    count = ((last or first) - first).days + 1
    return (first + DAY * place for place in range(count))
