"""A role on one sheet for the wall: its day, whom it answers to, its figures, what falls due, whom to tell when it cannot.

It is printed first and shown on paper alone; everything on it stands on the role's page as well. So that it stays one
sheet, whole groups of duties are left to the pages behind it, and it says which.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

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
from .when import order_in_rhythm, rhythm
from .workload import given
from .workload_words import WorkloadWords

# The order in which groups of duties get their place on the sheet, and how many duties there is room for.
FIRST = ("week", "month", "quarter", "half-year", "year", "event")
THEN = ("occasion", "ongoing", "open")
ROOM = 16
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
    groups: dict[str, list[Duty]] = {}
    for duty in sorted(duties, key=lambda each: order_in_rhythm(each.when)):
        groups.setdefault(rhythm(duty.when), []).append(duty)
    # A schedule says when the day's duties are done; without one they are listed.
    order = [*FIRST, *THEN] if schedules else ["day", *FIRST, *THEN]
    shown, left = _fitting(groups, order)
    days = [Part(here.word("section.my-day"), [day(here, each) for each in schedules])] if schedules else []
    near, work = _near(here, role, facts), _contacts(here, role)
    figures, asked = _figures(here, role), _help(here, duties)
    return Wall(
        [*days, *asked] if days else near or work,
        [*near, *work, *figures] if days else [*(work if near else []), *figures],
        [
            Part(here.word("section.due"), [_due(here, [duty for name in shown for duty in groups[name]])]),
            *([] if days else asked),
            *_authority(here, role),
        ],
        [*_left(here, groups, left), here.word("print.wall.sign")],
        here.word("print.wall.details", title=here.scene.title(role)),
        roomy=not days and len(duties) <= FEW,
    )


def _fitting(groups: dict[str, list[Duty]], order: Sequence[str]) -> tuple[list[str], list[str]]:
    """The groups that fit on the sheet, in order, and those that do not."""
    shown: list[str] = []
    left: list[str] = []
    rows = 0
    for name in order:
        if name in groups:
            fits = rows + len(groups[name]) <= ROOM
            (shown if fits else left).append(name)
            rows += len(groups[name]) if fits else 0
    return shown, left


def _due(here: Here, duties: Sequence[Duty]) -> Table:
    """When what is due, on which form, for whom: time comes first on a wall."""
    table = duty_rows(here, duties)
    rows = [Row([when, what, *more]) for what, when, *more in (row.cells for row in table.rows)]
    what, when, *more = table.head
    return Table([when, what, *more], rows, "wall")


def _near(here: Here, role: Role, facts: Sequence[Fact]) -> list[Part]:
    """Whom it answers to, and what is stated of it; the picture says to whom, the line above says where."""
    near = around(here, role)
    said = {
        here.word("field.unit"),
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


def _authority(here: Here, role: Role) -> list[Part]:
    items = [
        Markup("<b>{}</b>{}{}").format(
            here.word(f"authority.{each.level}"), here.word("colon"), marked(here, each, here.say(each.what))
        )
        for each in here.book.taken_over(role, "authority")
    ]
    return [Part(here.word("section.authority"), [Listing(items)])] if items else []


def _left(here: Here, groups: dict[str, list[Duty]], left: Sequence[str]) -> list[str]:
    said = [f"{here.word(f'rhythm.{name}')} {here.count('duty', len(groups[name]))}" for name in left]
    return [here.word("print.wall.left", groups=here.join(map(Markup.escape, said)))] if said else []
