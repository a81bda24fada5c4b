"""The page of a month over all roles, and the months as links."""

from collections import Counter
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from ..calendar import DAY
from .agenda import agenda_of
from .blocks import Callout, DueDays, Listing, Page, Prose, Section
from .date_notes import since, year_note
from .due import DueWords
from .due_items import due_days, line_of
from .month_grid import days_of, grid, marked_year, month_name, special_days
from .scene import Here, Scene


def month_path(year: int, month: int) -> str:
    """Where the page of a month lies."""
    return f"due/{year}-{month:02d}.md"


def month_page(scene: Scene, year: int, month: int) -> Page:
    """What falls due for anybody in a month, day by day, with its days off and make-up workdays."""
    here, words = Here(scene, month_path(year, month)), DueWords(scene)
    calendar, name = scene.book.calendar(), month_name(scene, year, month)
    items = [item for item in agenda_of(scene.book).all() if (item.at.due.year, item.at.due.month) == (year, month)]
    counts = Counter(item.at.due for item in items)
    lead = [
        Markup("<p>{}</p>").format(here.word("dates.lead-month")),
        *since(here, {item.duty: None for item in items}),
        _pager(here, year, month),
    ]
    note = year_note(here, year)
    days: list[Any] = [grid(scene, calendar, year, month, counts), Listing(_special(here, words, days_of(year, month)))]
    sections = [
        Section("calendar", here.word("dates.grid"), [note, *days] if isinstance(note, Callout) else [*days, note]),
        Section("items", here.word("dates.items"), _list(here, DueDays(
            due_days(words, calendar, items, lambda item: line_of(here, words, item, who=True))
        ))),
    ]  # fmt: skip
    title, kind = here.word("dates.of-month", month=name), here.word("dates.calendar")
    return Page(here.path, title, "due", kind, lead, [], sections, (here.href("due.md"), here.word("page.due")))


def _list(here: Here, found: DueDays) -> list[Any]:
    if found.days:
        return [found]
    return [Prose([Markup("<p>{}</p>").format(here.word("dates.nothing"))])]


def _special(here: Here, words: DueWords, days: list[date]) -> list[Markup]:
    """The days that are not what their weekday says, for everybody and then for the units that depart from it."""
    common = here.book.calendar()
    found = list(special_days(words, common, days, notice=True))
    for unit in here.book.units:
        own = here.book.calendar(unit.id)
        other = [day for day in days if own.day(day) != common.day(day)]
        said = special_days(words, own, other, notice=True)
        found += [here.word("dates.of-unit", unit=here.scene.title(unit), text=each) for each in said]
    return [escape(each) for each in found or [here.word("dates.days-none")]]


def _pager(here: Here, year: int, month: int) -> Markup:
    """The month before and the month after, where they are shown."""
    years = agenda_of(here.book).years
    first, after = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    links = Markup()
    for near, text in ((first - DAY, "‹ {}"), (after, "{} ›")):
        if near.year in years:
            name = text.format(month_name(here.scene, near.year, near.month))
            links += Markup('<a href="{}">{}</a> ').format(here.href(month_path(near.year, near.month)), name)
    return Markup('<nav class="db-ways-on" aria-label="{}">{}</nav>').format(here.word("dates.months"), links.strip())


def months_block(here: Here) -> Prose:
    """Every month shown, as links, a row a year."""
    months = here.scene.words["when"]["point"]["months"]
    rows = []
    for year in agenda_of(here.book).years:
        links = Markup(" ").join(
            Markup('<a href="{}" aria-label="{}">{}</a>').format(
                here.href(month_path(year, month)),
                month_name(here.scene, year, month),
                here.word("dates.short-month", m=month, short=months[month - 1][:3]),
            )
            for month in range(1, 13)
        )
        title = marked_year(here.scene, year, here.word("dates.year", y=year))
        rows.append(Markup('<div class="db-months"><b>{}</b> <span>{}</span></div>').format(title, links))
    return Prose(rows)
