"""What is due as lines of a page, by day."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from ..book import origin_of
from ..calendar import Calendar
from ..due import Due, Occurrence
from ..model.work import Duty
from .agenda import opening
from .blocks import DueDay
from .due import DueWords
from .here import Here
from .markup import Markup, escape


class _Parts(NamedTuple):
    """What every line of a duty has: its beginning, and what stands before and after its period: forms, receivers."""

    head: Markup
    before: Markup
    forms: Markup
    to: Markup


class Lines:
    """Items as lines of a page: the duty, the time of day, form and receiver, why the date has moved; with `who`, the
    role. What is the same on every date of a duty, or on every page of a folder, is put together once.
    """

    def __init__(self, here: Here, *, who: bool = False) -> None:
        self.here, self.who = here, who
        self.words = DueWords(here.scene)
        # Links are the same on all pages of a folder.
        key = ("due-lines", here.folder, who)
        known: tuple[dict[Duty, _Parts], dict[tuple[Duty, Occurrence], Markup]] = here.scene.derived.setdefault(
            key, ({}, {})
        )
        self._parts, self._lines = known
        tag = Markup(' <span class="db-tag">{}</span>')
        self._provisional = tag.format(here.word("due.provisional"))

    def days(self, calendar: Calendar, items: Iterable[Due]) -> list[DueDay]:
        """Items in the order of their dates, a day each; a day that is no ordinary workday says what it is."""
        days = []
        for day, group in groupby(items, key=lambda item: item.at.due):
            kind = calendar.day(day)
            sort = self.words.sort(kind) if kind.sort != "workday" else ""
            said = self.words.day(day, weekday=True)
            days.append(DueDay(anchor_of(day.isoformat()), said, sort, [self.line(item) for item in group]))
        return days

    def line(self, item: Due) -> Markup:
        """One item."""
        key = (item.duty, item.at)
        if key not in self._lines:
            self._lines[key] = self._line(item)
        return self._lines[key]

    def _line(self, item: Due) -> Markup:
        duty = item.duty
        if duty not in self._parts:
            self._parts[duty] = _Parts(self._head(item), *self._tail(duty))
        head, before, forms, to = self._parts[duty]
        small = Markup(" · ").join(part for part in (before, self._period(item), forms) if part)
        if to:
            small = Markup("{} → {}").format(small, to)
        reason = self.words.reason(item.at)
        return Markup("").join(
            (
                head,
                self._provisional if item.at.provisional else "",
                Markup("<small>{}</small>").format(small) if small else "",
                Markup('<small class="db-why">{}</small>').format(reason) if reason else "",
            )
        )

    def _head(self, item: Due) -> Markup:
        here, duty, clock = self.here, item.duty, self.words.clock(item)
        mark = Markup('<span class="db-mark db-mark-short" role="note" title="{}">{}</span>')
        return Markup("{}{}{}{}").format(
            Markup('<span class="db-critical">◆</span>') if duty.critical else "",
            here.link(duty),
            # The reason for an assumed date stands on the duty's page.
            mark.format(here.word("dates.assumed"), here.word("origin.sign"))
            if origin_of(duty, "when") == "assumed"
            else "",
            Markup(' <b class="db-clock">{}</b>').format(clock) if clock else "",
        )

    def _period(self, item: Due) -> Markup:
        opens = opening(item.at)
        if opens is None:
            return Markup()
        first, last = self.words.day(opens), self.words.day(item.at.due)
        said = [self.here.word("dates.from-to", first=first, last=last)]
        if item.at.sort in ("period", "count"):
            said.append(self.words.rule(item.duty))
        return escape(" · ".join(said))

    def _tail(self, duty: Duty) -> tuple[Markup, Markup, Markup]:
        """Who does it, on which form and for whom."""
        here = self.here
        who = Markup()
        if self.who:
            unit = here.book.unit(duty)
            who = here.join(here.link(role) for role in here.book.roles_of(duty))
            who = Markup("{} {}").format(here.scene.title(unit), who) if unit is not None else who
        forms = here.refs("form", (each for each in duty.form if each != "none"), duty)
        to = here.refs("role", (each for each in duty.handed_to if each != "none"), duty)
        return who, forms, to


def anchor_of(day: str) -> str:
    """The anchor of a day on a page of due dates."""
    return f"d-{day}"
