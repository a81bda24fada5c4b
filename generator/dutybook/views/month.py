"""The page of a month over all roles, and the months as links."""

from collections import Counter
from datetime import date

from ..calendar import DAY
from ..model.base import Node
from ..model.calendar import CalendarYear, OwnCalendar
from .agenda import agenda_of
from .blocks import DueDays, Page, Prose, Section
from .common import data_note
from .date_notes import since, year_note
from .due_items import Lines
from .here import Here
from .markup import Markup
from .month_grid import days_of, grid, marked_year, month_name, special_days, unsure_days
from .scene import Scene


def month_path(year: int, month: int) -> str:
    """Where the page of a month lies."""
    return f"due/{year}-{month:02d}.md"


def month_page(scene: Scene, year: int, month: int) -> Page:
    """What falls due for anybody in a month, day by day, with its days off and make-up workdays."""
    here, calendar = Here(scene, month_path(year, month)), scene.book.calendar()
    lines, days = Lines(here, who=True), days_of(year, month)
    items = agenda_of(scene.book).by_month.get((year, month), [])
    counts = Counter(item.at.due for item in items)
    lead = [
        Markup("<p>{}</p>").format(here.word("dates.lead-month")),
        *since(here, (item.duty for item in items), days[0]),
        _pager(here, year, month),
    ]
    note = year_note(here, year)
    month_grid = grid(scene, calendar, year, month, counts, _special(lines, days))
    years = [each for each in scene.book.all(CalendarYear) if each.year == year]
    files: list[Node] = [*years, *scene.book.all(OwnCalendar)]
    data = [data_note(here, *files)] if files else []
    sections = [
        Section("calendar", here.word("dates.grid"), [note, month_grid, *data]),
        Section("items", here.word("dates.items"), [DueDays(lines.days(calendar, items)) if items else _nothing(here)]),
    ]
    title = here.word("dates.of-month", month=month_name(scene, year, month))
    kind = here.word("dates.calendar")
    return Page(here.path, title, "due", kind, lead, [], sections, (here.href("due.md"), here.word("page.due")))


def _nothing(here: Here) -> Prose:
    return Prose([Markup("<p>{}</p>").format(here.word("dates.nothing"))])


def _special(lines: Lines, days: list[date]) -> list[str]:
    """The days that are not what their weekday says, for everybody and then for the units that depart from it."""
    here, words = lines.here, lines.words
    common = here.book.calendar()
    found = list(special_days(words, common, days, notice=True))
    for unit in here.book.units:
        own = here.book.calendar(unit.id)
        if own.made_of == common.made_of:
            continue
        other = [day for day in days if own.day(day) != common.day(day)]
        said = special_days(words, own, other, notice=True)
        found += [here.word("dates.of-unit", unit=here.scene.title(unit), text=each) for each in said]
    found += unsure_days(words, common, days)
    return found or [here.word("dates.days-none")]


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
