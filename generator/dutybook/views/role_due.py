"""The page of a role's due dates: the duties of every day once, then each month as a calendar with what is due."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from ..book import Book, unit_of
from ..due import Due, month_of
from ..model.organisation import Role
from .agenda import agenda_of
from .blocks import DueDays, Month, Page, Scripts, Section
from .date_notes import since, year_note
from .due_items import Lines
from .duty import duty_rows
from .here import Here
from .markup import Markup
from .month_grid import grid, marked_year, month_name, remarks
from .scene import Scene

TODAY = "today.md"


def role_due_path(book: Book, role: Role) -> str:
    """Where the page of a role's due dates lies; empty where the role has no duty with dates."""
    return f"{unit_of(role)}/due/{role.id}.md" if agenda_of(book).has_dates(role) else ""


def role_due_page(scene: Scene, role: Role) -> Page:
    """The due dates of a role over the years shown, every month of them."""
    here, agenda = Here(scene, role_due_path(scene.book, role)), agenda_of(scene.book)
    items = agenda.of(role)
    lead = [
        Markup("<p>{}</p>").format(here.word("dates.lead-role")),
        *since(here, (item.duty for item in items), agenda.first),
        _ways(here, role),
    ]
    sections = []
    daily = agenda.daily(role)
    if daily:
        table = duty_rows(here, daily)
        rows = [row._replace(anchor="") for row in table.rows]
        sections.append(Section("daily", here.word("dates.daily"), [table._replace(rows=rows)]))
    lines = Lines(here)
    by_year = {year: list(found) for year, found in groupby(items, key=lambda item: item.at.due.year)}
    for year in agenda.years:
        blocks: list[Any] = [year_note(here, year), *_months(lines, role, year, by_year.get(year, []))]
        title = marked_year(scene, year, here.word("dates.year", y=year))
        sections.append(Section(f"y-{year}", title, blocks))
    sections[-1] = sections[-1]._replace(blocks=[*sections[-1].blocks, Scripts([here.asset("scripts/months.js")])])
    title = here.word("dates.of-role", role=scene.title(role))
    kind = here.word("dates.calendar")
    # Found through the role's page: its many dates would crowd out what a search is for.
    return Page(
        here.path, title, "due", kind, lead, [], sections, (here.to(role), scene.title(role)), searched=False
    )  # fmt: skip


def _ways(here: Here, role: Role) -> Markup:
    """The way to this month, which only the reader's clock knows, and to today."""
    return Markup(
        '<p class="db-ways-on"><a data-db-now hidden href="#top">{}</a> <a href="{}?role={}">{}</a></p>'
    ).format(here.word("dates.this-month"), here.href(TODAY), here.book.key[role], here.word("dates.today"))


def _months(lines: Lines, role: Role, year: int, items: Sequence[Due]) -> Iterator[Month]:
    here = lines.here
    calendar = here.book.calendar(unit_of(role))
    for month in range(1, 13):
        inside = [item for item in items if item.at.due.month == month]
        meta = [here.word("dates.due-count", n=len(inside))] if inside else []
        first, last = month_of(date(year, month, 1))
        meta.append(here.word("dates.workdays", n=len(calendar.workdays(first, last))))
        yield Month(
            f"{year}-{month:02d}",
            month_name(here.scene, year, month),
            " · ".join(meta),
            grid(
                here.scene,
                calendar,
                year,
                month,
                Counter(item.at.due for item in inside),
                remarks(lines.words, calendar, year, month),
            ),
            DueDays(lines.days(calendar, inside)),
        )
