"""What a superior needs of those below: their day and week, their dates, their workload, their sheets."""

from ..model.organisation import Role
from .agenda import agenda_of
from .blocks import Row, Section, Table
from .due_data import checklists_for, roles_shown
from .here import Here
from .markup import Markup
from .role_due import TODAY, role_due_path
from .workload import workload_path

HEAD = ("role", "week", "dates", "workload", "sheets")


def team_section(here: Here, role: Role) -> Section | None:
    """The posts that answer to a role, each with the ways to its week; None where there are none with anything to show."""
    book = here.book
    below = [
        each for each in book.roles
        if each.kind == "post" and each.reports_to and book.find("role", each.reports_to, each) is role
    ]  # fmt: skip
    rows = [_row(here, each) for each in below if book.duties_of(each)]
    head = [here.word(f"team.{name}") for name in HEAD]
    return Section("team", here.word("team.title"), [Table(head, rows)]) if rows else None


def _row(here: Here, role: Role) -> Row:
    book, none = here.book, Markup("–")
    dates, load = role_due_path(book, role), workload_path(book, role)
    shown = bool(agenda_of(book).years) and role in roles_shown(book)
    week = Markup('<a href="{}?role={}">{}</a>').format(here.href(TODAY), book.key[role], here.word("team.seven-days"))
    sheets = here.join(here.link(each) for each in checklists_for(book, role))
    return Row(
        [
            here.link(role),
            week if shown else none,
            _way(here, dates, here.word("dates.calendar")) if dates else none,
            _way(here, load, here.word("workload.title")) if load else none,
            sheets or none,
        ]
    )


def _way(here: Here, path: str, label: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(here.href(path), label)
