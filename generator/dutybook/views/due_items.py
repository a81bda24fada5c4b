"""What is due as lines of a page, by day."""

from collections.abc import Callable, Iterable
from itertools import groupby

from markupsafe import Markup, escape

from ..book import origin_of
from ..calendar import Calendar
from ..due import Due
from .agenda import opening
from .blocks import DueDay
from .due import DueWords
from .scene import Here

Line = Callable[[Due], Markup]


def due_days(words: DueWords, calendar: Calendar, items: Iterable[Due], line: Line) -> list[DueDay]:
    """Items in the order of their dates, a day each; a day that is no ordinary workday says what it is."""
    days = []
    for day, group in groupby(items, key=lambda item: item.at.due):
        kind = calendar.day(day)
        days.append(
            DueDay(
                anchor_of(day.isoformat()),
                words.day(day),
                words.weekday(day),
                words.sort(kind) if kind.sort != "workday" else "",
                [line(item) for item in group],
            )
        )
    return days


def anchor_of(day: str) -> str:
    """The anchor of a day on a page of due dates."""
    return f"d-{day}"


def line_of(here: Here, words: DueWords, item: Due, *, who: bool = False) -> Markup:
    """An item: the duty, the time of day, form and receiver, why the date has moved; with `who`, the role."""
    small = Markup(" · ").join(part for part in _details(here, words, item, who) if part)
    return Markup("{}{}{}{}").format(
        _head(here, words, item),
        Markup(' <span class="db-tag">{}</span>').format(here.word("due.provisional")) if item.at.provisional else "",
        Markup("<small>{}</small>").format(small) if small else "",
        _why(words, item),
    )


def _head(here: Here, words: DueWords, item: Due) -> Markup:
    duty, clock = item.duty, words.clock(item)
    return Markup("{}{}{}{}").format(
        Markup('<span class="db-critical">◆</span>') if duty.critical else "",
        here.link(duty),
        _assumed(here) if origin_of(duty, "when") == "assumed" else "",
        Markup(' <b class="db-clock">{}</b>').format(clock) if clock else "",
    )


def _assumed(here: Here) -> Markup:
    """The short mark of an assumed date; its reason stands on the duty's page."""
    return Markup('<span class="db-mark db-mark-short" role="note" title="{}">{}</span>').format(
        here.word("dates.assumed"), here.word("origin.sign")
    )


def _details(here: Here, words: DueWords, item: Due, who: bool) -> Iterable[Markup | str]:
    duty = item.duty
    opens = opening(duty.when, item.at)
    if who:
        unit = here.book.unit(duty)
        roles = here.join(here.link(role) for role in here.book.roles_of(duty))
        yield Markup("{} {}").format(here.scene.title(unit), roles) if unit is not None else roles
    if opens is not None:
        yield escape(here.word("dates.from-to", first=words.day(opens), last=words.day(item.at.due)))
    if item.at.sort in ("period", "count"):
        yield escape(words.rule(duty))
    forms = here.refs("form", (each for each in duty.form if each != "none"), duty)
    to = here.refs("role", (each for each in duty.handed_to if each != "none"), duty)
    yield Markup("{} → {}").format(forms, to).strip() if to else forms


def _why(words: DueWords, item: Due) -> Markup:
    reason = words.reason(item.at)
    return Markup('<small class="db-why">{}</small>').format(reason) if reason else Markup()
