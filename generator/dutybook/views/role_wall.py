"""A role on one sheet for the wall: its day, whom it answers to, its figures, what falls due, whom to tell when it cannot.

It is printed first and shown on paper alone; everything on it stands on the role's page as well. So that it stays one
sheet, whole groups of duties, then what the role decides, are left to the pages behind it, and it says which.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from ..model.organisation import Role
from ..model.work import Duty
from ..workload import schedules_of, workload
from .agenda import agenda_of
from .blocks import Fact, Facts, Listing, Row, Table
from .common import cell, marked
from .duty import duty_rows, escalation
from .here import Here
from .markup import Markup
from .pictures.day import day
from .pictures.organisation import around
from .when import in_rhythms
from .workload import given
from .workload_words import WorkloadWords

# The order in which groups of duties get their place on the sheet, and how many lines there are for them and for what the role
# decides: below the picture of a day, and without one.
FIRST = ("week", "month", "quarter", "half-year", "year", "event")
THEN = ("occasion", "ongoing", "open")
BELOW_A_DAY, ROOM = 21, 30
# How many Latin letters have room in each column of the table of duties, and in each of the two of a list.
COLUMNS = (36, 38, 24, 18)
HALF = 60
# With no more duties than this and no day to draw, the letters may be larger.
FEW = 8


class Part(NamedTuple):
    """Blocks under a title."""

    title: str
    blocks: Sequence[Any]


class Wall(NamedTuple):
    """The sheet: parts beside each other, the wide one first, and parts below them over the whole width. `notes` name the
    groups that it has no room for and explain its signs; `details` is the title of what is printed behind it; `roomy` has
    larger letters.
    """

    wide: Sequence[Part]
    narrow: Sequence[Part]
    below: Sequence[Part]
    notes: Sequence[str]
    details: str
    roomy: bool


def wall_of(here: Here, role: Role, duties: Sequence[Duty], facts: Sequence[Fact]) -> Wall | None:
    """The sheet of a post that has duties. `here` is of its own, so that it takes no term's link from the page."""
    if role.kind != "post" or not duties:
        return None
    schedules = [each for each in schedules_of(here.book, role) if each.entries]
    # A schedule says when the day's duties are done; without one they are listed.
    order = [*FIRST, *THEN] if schedules else ["day", *FIRST, *THEN]
    groups = _groups(here, duties, order)
    shown, room = _fitting(
        {name: sum(_lines(row) for row in table.rows) for name, table in groups.items()},
        BELOW_A_DAY if schedules else ROOM,
    )
    days = [Part(here.word("section.my-day"), [day(here, each) for each in schedules])] if schedules else []
    near, work = _near(here, role, facts, drawn=bool(days)), _contacts(here, role)
    figures, asked, decides = _figures(here, role), _help(here, duties), _decides(here, role)
    fits = ceil(sum(_wrapped(each, HALF) for each in decides) / 2) <= room
    left = [
        f"{here.word(f'rhythm.{name}')} {here.count('duty', len(groups[name].rows))}"
        for name in groups
        if name not in shown
    ]
    left += [here.word("section.authority")] if decides and not fits else []
    return Wall(
        [*days, *asked] if days else near or work,
        [*near, *work, *figures] if days else [*(work if near else []), *figures],
        [
            *([Part(here.word("section.due"), [_joined([groups[name] for name in shown])])] if shown else []),
            *([] if days else asked),
            *([Part(here.word("section.authority"), [Listing(decides)])] if decides and fits else []),
        ],
        [*_left(here, left), here.word("print.wall.sign")],
        here.word("print.wall.details", title=here.scene.title(role)),
        roomy=not days and len(duties) <= FEW,
    )


def _groups(here: Here, duties: Sequence[Duty], order: Sequence[str]) -> dict[str, Table]:
    """The duties of each rhythm, in order."""
    found = in_rhythms(duties)
    return {name: _due(here, found[name]) for name in order if name in found}


def _fitting(lines: dict[str, int], room: int) -> tuple[list[str], int]:
    """The groups that fit into so many lines, and how many are left then."""
    shown = []
    for name, needed in lines.items():
        if needed <= room:
            shown.append(name)
            room -= needed
    return shown, room


def _lines(row: Row) -> int:
    return max(_wrapped(cell, room) for cell, room in zip(row.cells, COLUMNS, strict=False))


def _wrapped(said: Markup, room: int) -> int:
    """About how many lines words take where a line has room for so many Latin letters; a Chinese one takes the place of two."""
    return ceil(sum(2 if east_asian_width(each) in "WF" else 1 for each in said.striptags()) / room)


def _due(here: Here, duties: Sequence[Duty]) -> Table:
    """When what is due, on which form, for whom: time comes first on a wall."""
    table = duty_rows(here, duties)
    rows = [Row([when, what, *more]) for what, when, *more in (row.cells for row in table.rows)]
    what, when, *more = table.head
    return Table([when, what, *more], rows, "wall")


def _joined(tables: Iterable[Table]) -> Table:
    first, *more = tables
    return first._replace(rows=[row for table in (first, *more) for row in table.rows])


def _near(here: Here, role: Role, facts: Sequence[Fact], *, drawn: bool) -> list[Part]:
    """Whom it answers to, and what is stated of it; the picture says to whom, the line above says where, and a drawn day at
    what hours.
    """
    near = around(here, role)
    said = {
        here.word("field.unit"),
        *((here.word("field.hours"),) if drawn else ()),
        *((here.word("field.reports-to"), here.word("field.subordinates")) if near else ()),
    }
    rows = [each for each in facts if each.shown.origin != "not-stated" and each.label not in said]
    blocks = [*([near] if near else []), *([Facts(rows)] if rows else [])]
    return [Part(here.word("section.result"), blocks)] if blocks else []


def _contacts(here: Here, role: Role) -> list[Part]:
    rows = [
        Fact(here.scene.title(found), here.shown(each, "about", marked(here, each, here.say(each.about))))
        for each in here.book.taken_over(role, "contacts")
        if (found := here.book.find("role", each.role, each)) is not None
    ]
    return [Part(here.word("section.contacts"), [Facts(rows)])] if rows else []


def _figures(here: Here, role: Role) -> list[Part]:
    """Time in the field and visits a month, and what is measured, where the handbook says so."""
    rows = []
    if role.serves and agenda_of(here.book).years:
        load = workload(here.book, role, date(agenda_of(here.book).years[0], 1, 1))
        rows += [each for each in given(here, WorkloadWords(here.scene), load) if each.shown.origin != "not-stated"]
    for each in here.book.taken_over(role, "measures"):
        if each.target is not None:
            rows.append(Fact(here.scene.wording(each.name), here.shown(each, "target", cell(here, each, "target"))))
    return [Part(here.word("print.wall.figures"), [Facts(rows)])] if rows else []


def _help(here: Here, duties: Sequence[Duty]) -> list[Part]:
    """Whom to tell in which case, each case once."""
    cases = dict.fromkeys(marked(here, each, escalation(here, each)) for duty in duties for each in duty.escalate)
    return [Part(here.word("section.escalations"), [Listing(list(cases))])] if cases else []


def _decides(here: Here, role: Role) -> list[Markup]:
    """What it decides, proposes and tells of itself."""
    return [
        Markup("<b>{}</b>{}{}").format(
            here.word(f"authority.{each.level}"), here.word("colon"), marked(here, each, here.say(each.what))
        )
        for each in here.book.taken_over(role, "authority")
    ]


def _left(here: Here, left: Sequence[str]) -> list[str]:
    return [here.word("print.wall.left", groups=here.join(map(Markup.escape, left)))] if left else []
