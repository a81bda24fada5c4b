"""What a page consists of: sections of blocks. Views fill them, templates place them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .markup import Markup


class Shown(NamedTuple):
    """A value as a reader sees it, with where it comes from: stated, assumed, not-stated."""

    html: Markup
    origin: str = "stated"
    reason: Markup = Markup()


class Fact(NamedTuple):
    """A labelled value."""

    label: str
    shown: Shown


class Facts(NamedTuple):
    """A table of labelled values."""

    rows: Sequence[Fact]
    block: str = "facts"


class Prose(NamedTuple):
    """Paragraphs and lists, ready as HTML elements."""

    elements: Sequence[Markup]
    block: str = "prose"


class Listing(NamedTuple):
    """A list of one-line items."""

    items: Sequence[Markup]
    ordered: bool = False
    block: str = "listing"


class Row(NamedTuple):
    """A row of a table, with an anchor where others link to it."""

    cells: Sequence[Markup]
    anchor: str = ""


class Table(NamedTuple):
    """A table; on a narrow screen each row folds into a card, so each cell repeats its label."""

    head: Sequence[str]
    rows: Sequence[Row]
    kind: str = ""
    block: str = "table"


class Card(NamedTuple):
    """A link to a page with a line about it."""

    title: str
    href: str
    icon: str
    text: Markup = Markup()
    meta: str = ""


class Cards(NamedTuple):
    """Cards side by side."""

    cards: Sequence[Card]
    block: str = "cards"


class Way(NamedTuple):
    """A link inside a panel, with a short remark."""

    title: str
    href: str
    meta: str = ""


class Panel(NamedTuple):
    """A named group of links; its title leads somewhere where `href` is given."""

    title: str
    icon: str
    text: Markup
    ways: Sequence[Way]
    href: str = ""


class Panels(NamedTuple):
    """Panels side by side. `kind`: doors (the ways in) or posts."""

    panels: Sequence[Panel]
    kind: str
    block: str = "panels"


class Callout(NamedTuple):
    """A remark that must not be missed. `kind`: caution, gap, assumption, help."""

    kind: str
    title: str
    elements: Sequence[Markup]
    block: str = "callout"


class StepBlock(NamedTuple):
    """A step of a process: number, what is done, labelled values, ways on."""

    number: int
    anchor: str
    does: Markup
    facts: Sequence[Fact]
    ways: Sequence[Markup]
    block: str = "step"


class DayCell(NamedTuple):
    """A day of a month's grid. `kind` is its style: off, work, special; `mark` and `name` say it in words. `due` is how
    much is due, in words, and `href` leads to it.
    """

    number: int
    kind: str
    mark: str
    name: str
    due: str
    href: str


class Grid(NamedTuple):
    """A month as a calendar, with remarks on its days. `label` names it; None stands for a day of another month."""

    label: str
    weekdays: Sequence[str]
    weeks: Sequence[Sequence[DayCell | None]]
    remarks: Sequence[str]
    block: str = "grid"


class DueDay(NamedTuple):
    """A day and what is due on it; `kind` says what day it is where it is no ordinary workday."""

    anchor: str
    day: str
    kind: str
    items: Sequence[Markup]


class DueDays(NamedTuple):
    """What is due, day by day."""

    days: Sequence[DueDay]
    block: str = "due_days"


class Month(NamedTuple):
    """A month with its grid and what is due. `month` is 2026-11: a script folds what is past."""

    month: str
    title: str
    meta: str
    grid: Grid
    days: DueDays
    block: str = "month"


class Folded(NamedTuple):
    """Blocks that open on demand."""

    summary: str
    blocks: Sequence[Any]
    block: str = "folded"


class Heat(NamedTuple):
    """Months side by side, each day shaded by how much falls due: anchor, title and grid of each. `steps` are the shades
    from none to the darkest, in words.
    """

    months: Sequence[tuple[str, str, Grid]]
    legend: str
    steps: Sequence[str]
    block: str = "heat"


class Scripts(NamedTuple):
    """Scripts that only this page loads, in order."""

    addresses: Sequence[str]
    block: str = "scripts"


class Paper(NamedTuple):
    """A checklist as a sheet (views/sheet.py), and what scripts have to know of it."""

    sheet: Mapping[str, Any]
    values: Mapping[str, str]
    block: str = "paper"


class Subheading(NamedTuple):
    """A heading inside a section."""

    anchor: str
    title: str
    block: str = "subheading"


class Section(NamedTuple):
    """A part of a page with its own heading and anchor."""

    anchor: str
    title: str
    blocks: Sequence[Any]


class Page(NamedTuple):
    """A page of the site in one language. `path` ends in .md and is the same in every language. What is not
    `searched` stands in no search index; what is `wide` has the width of the screen, without columns beside it.
    `imprint` is what it says of itself on paper (views/imprint.py), `wall` what is printed before all else (views/role_wall.py).
    """

    path: str
    title: str
    kind: str
    kind_word: str
    lead: Sequence[Markup]
    badges: Sequence[Fact]
    sections: Sequence[Section]
    parent: tuple[str, str] | None = None
    template: str = "page.md.j2"
    searched: bool = True
    wide: bool = False
    imprint: Markup = Markup()
    wall: Any = None
