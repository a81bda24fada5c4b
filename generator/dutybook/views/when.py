"""When a duty is due, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..book import Book, unit_of
from ..model.base import Node
from ..model.time import (
    AfterEnd,
    Count,
    DayPoint,
    DeadlinePolicy,
    Each,
    Event,
    Every,
    MonthDay,
    NthWorkday,
    Span,
    When,
    Within,
)
from ..model.work import Duty

RHYTHMS = ("day", "week", "month", "quarter", "half-year", "year", "occasion", "event", "ongoing", "open")


class WhenWords:
    """Says a `when:` in one language. `words` are the phrases of the interface."""

    def __init__(self, words: Mapping[str, Any], language: str) -> None:
        self._words = words
        self._language = language

    def say(self, when: When, book: Book, near: Node) -> str:
        """The rule in a phrase: 每月12日前, by the 12th of each month."""
        if isinstance(when, Every):
            return self._every(when)
        if isinstance(when, Count):
            return self._count(when, book, near)
        if isinstance(when, Event):
            limit = self.within(when.within) if when.within is not None else ""
            event = when.event.get(self._language) or next(iter(when.event.said.values()))
            return str(self._words["event" if limit else "event-open"].format(event=event, within=limit))
        if isinstance(when, Each):
            return str(self._words["each"][when.each])
        return str(self._words["as"][when.as_])

    def within(self, within: Within) -> str:
        """A time limit in words."""
        if isinstance(within, str):
            return str(self._words["within"][within])
        return str(self._words["within"]["span"].format(span=self.span(within)))

    def span(self, span: Span) -> str:
        """A length of time in words."""
        for unit in ("minutes", "hours", "days", "workdays", "weeks", "months"):
            amount = getattr(span, unit)
            if amount is not None:
                return self.amount(amount, unit)
        return ""

    def amount(self, amount: int, unit: str) -> str:
        """An amount of a unit of time: 2 workdays, 1 hour."""
        one, many = self._words["span"][unit]
        return str((one if amount == 1 else many).format(n=amount))

    def policy(self, when: When | None, unit_policy: DeadlinePolicy | None) -> list[str]:
        """What happens when the calendar is in the way, in sentences; nothing for what has no date."""
        if not isinstance(when, Every) or not (when.by or when.from_) or when.every in ("day", "workday"):
            return []
        said = []
        for name in ("counts_the_day", "missing_day", "day_off", "crossing"):
            value = getattr(when.policy, name, None)
            if value is None:
                value = getattr(unit_policy, name, None)
            if value is None or (name == "missing_day" and not (isinstance(when.by, int) and when.by > 28)):
                continue
            if name in ("day_off", "crossing") and not _may_be_off(when.by):
                continue
            said.append(str(self._words["policy"][name.replace("_", "-")][str(value).lower()]))
        return said

    def _every(self, when: Every) -> str:
        words = self._words["every"][when.every]
        clock = when.at or when.not_later_than
        time = ""
        if clock is not None:
            time = self._words["at" if when.at is not None else "not-later-than"].format(time=clock)
        if when.from_ is not None and when.by is not None:
            phrase = words["window"].format(start=self._point(when.from_), by=self._point(when.by))
        elif when.by is not None:
            phrase = words["by-point" if _is_named(when.by) else "by"].format(by=self._point(when.by))
        elif when.from_ is not None:
            phrase = words["from"].format(start=self._point(when.from_))
        else:
            phrase = words["plain"]
        return str(phrase) + str(time)

    def _point(self, point: DayPoint) -> str:
        words = self._words["point"]
        if isinstance(point, NthWorkday):
            kind = "workday" if point.workday > 0 else "workday-from-end"
            return str(words[kind].format(n=abs(point.workday), ordinal=self.ordinal(abs(point.workday))))
        if isinstance(point, AfterEnd):
            return str(words["after-end"].format(n=point.after_end, ordinal=self.ordinal(point.after_end)))
        if isinstance(point, MonthDay):
            month, day = (int(part) for part in point.split("-"))
            return str(words["month-day"].format(month=month, day=day, name=words["months"][month - 1]))
        if isinstance(point, int):
            return str(words["day"].format(n=point, ordinal=self.ordinal(point)))
        return str(words[point])

    def ordinal(self, number: int) -> str:
        """A number as it counts: 12th in English; in Chinese the number itself."""
        if self._language != "en":
            return str(number)
        suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{suffix}"

    def _count(self, when: Count, book: Book, near: Node) -> str:
        found = book.find("customer-class", when.for_, near) if when.for_ else None
        if found is None:
            return self.frequency(when)
        title = found.title.get(self._language) or next(iter(found.title.said.values()))
        return str(self._words["count"]["for"].format(phrase=self.frequency(when), customers=title))

    def frequency(self, when: Count) -> str:
        """How often, without saying for whom: 每月至少2次, at least twice a month."""
        words = self._words["count"]["at-least" if when.at_least else "exactly"]
        return str(words.format(times=self._times(when.count), per=self._words["per"][when.per], n=when.count))

    def _times(self, count: int) -> str:
        words = self._words["times"]
        return str(words.get(str(count), words["n"]).format(n=count))


def rhythm(when: When | None) -> str:
    """The group of RHYTHMS a duty belongs to when duties are listed by how often they come."""
    if when is None:
        return "open"
    if isinstance(when, Every):
        return "day" if when.every == "workday" else when.every
    if isinstance(when, Count):
        return when.per
    if isinstance(when, Each):
        return "occasion"
    return "event" if isinstance(when, Event) else "ongoing"


def in_rhythms(duties: Iterable[Duty]) -> dict[str, list[Duty]]:
    """Duties by their rhythm, those of each sorted by day and clock."""
    found: dict[str, list[Duty]] = {}
    for duty in sorted(duties, key=lambda each: order_in_rhythm(each.when)):
        found.setdefault(rhythm(duty.when), []).append(duty)
    return found


def order_in_rhythm(when: When | None) -> tuple[float, int]:
    """Sorts the duties of a rhythm: by day, then by clock; what has neither comes last."""
    if not isinstance(when, Every):
        return (500.0, 0)
    clock = when.at if when.at is not None else when.not_later_than
    return (_position(when.by), int(clock) if clock is not None else 24 * 60)


def _position(point: DayPoint | None) -> float:
    if isinstance(point, NthWorkday):
        return float(point.workday) if point.workday > 0 else 100.0 + point.workday
    if isinstance(point, AfterEnd):
        return 101.0 + point.after_end
    if isinstance(point, MonthDay):
        return int(point[:2]) * 31.0 + int(point[3:])
    if isinstance(point, int):
        return float(point)
    words = ("first-day", "first-workday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return float(words.index(point)) if point in words else 99.0 if point is not None else 200.0


def _is_named(point: DayPoint) -> bool:
    """Whether a day has a name (last workday, Friday) and no number; 前 after a name would leave the day itself out."""
    return isinstance(point, str) and not isinstance(point, MonthDay)


def _may_be_off(point: DayPoint | None) -> bool:
    """Whether a day can fall on a day off at all: a workday cannot."""
    return not (isinstance(point, NthWorkday | AfterEnd) or point in ("first-workday", "last-workday"))


def deadline_policy(book: Book, duty: Duty) -> DeadlinePolicy | None:
    """The policy of the unit a duty belongs to."""
    unit = book.find("unit", unit_of(duty), duty)
    return unit.deadline_policy if unit is not None else None
