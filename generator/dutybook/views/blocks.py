"""What a page consists of: sections of blocks. Views fill them, templates place them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from markupsafe import Markup


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


class Callout(NamedTuple):
    """A remark that must not be missed. `kind`: caution, gap, assumption, help."""

    kind: str
    title: str
    elements: Sequence[Markup]
    block: str = "callout"


class Moment(NamedTuple):
    """A point of a day."""

    time: str
    strictness: str
    until: Markup
    what: Markup
    details: Sequence[Markup]
    origin: str
    anchor: str


class Timeline(NamedTuple):
    """The points of a day in order."""

    moments: Sequence[Moment]
    block: str = "timeline"


class StepBlock(NamedTuple):
    """A step of a process: number, what is done, labelled values, ways on."""

    number: int
    anchor: str
    does: Markup
    facts: Sequence[Fact]
    ways: Sequence[Markup]
    block: str = "step"


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
    """A page of the site in one language. `path` ends in .md and is the same in every language."""

    path: str
    title: str
    kind: str
    kind_word: str
    lead: Sequence[Markup]
    badges: Sequence[Fact]
    sections: Sequence[Section]
    parent: tuple[str, str] | None = None
    template: str = "page.md.j2"
