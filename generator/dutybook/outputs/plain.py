"""A page as the site has it, headings and blocks of HTML → Markdown that people and programs read: lists, tables, links.

Whatever blocks a page consists of, this reads their HTML, which the templates write well-formed. It leaves out what is
only for eyes and hands: pictures without words, scripts, fields and buttons, the grids of calendars.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import NamedTuple

TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>\"]|\"[^\"]*\")*?)(/?)>|([^<]+)")
HEADING = re.compile(r"(#{1,6}) (.*?)(?: \{#[^}]*\})?")
FRONT = re.compile(r"---\n.*?\n---\n", re.DOTALL)
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
SPACES = re.compile(r"[ \t\r\n\f]+")
SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
VOID = frozenset(("br", "img", "input", "hr", "col", "wbr", "link", "meta"))
LEFT_OUT = frozenset(("script", "style", "template", "button", "input", "select", "textarea", "canvas"))
BLOCKS = frozenset(
    (
        "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "dl", "dt", "dd", "div", "section", "nav",
        "figure", "figcaption", "details", "summary", "h1", "h2", "h3", "h4", "blockquote", "header", "footer", "article",
    )
)  # fmt: skip
# Elements that stand beside their neighbours on a page without a blank between them.
APART = frozenset(("small", "i", "em"))
GRID = "db-grid"  # a month as a grid: the list below it says the same


class Element(NamedTuple):
    """An element with what it holds, texts and elements."""

    tag: str
    attributes: dict[str, str]
    inside: "list[Element | str]"

    def has(self, name: str) -> bool:
        """Whether it is of a class."""
        return name in self.attributes.get("class", "").split()


Address = Callable[[str], str]


def plain_page(text: str, address: Address = str) -> str:
    """A page's text as Markdown without HTML. `address` says where its links lead to."""
    said = []
    for block in FRONT.sub("", text, count=1).strip("\n").split("\n\n"):
        heading = HEADING.fullmatch(block)
        if heading is not None:
            said.append(f"{heading[1]} {_escaped(unescape(heading[2]))}")
        else:
            said += _Writer(address).blocks(tree(block))
    return "\n\n".join(said) + "\n"


def tree(html: str) -> Element:
    """The elements of well-formed HTML; what is left open ends with what holds it."""
    root = Element("div", {}, [])
    path = [root]
    for closing, tag, attributes, alone, text in TOKEN.findall(html):
        if text:
            path[-1].inside.append(text)
        elif not closing:
            found = Element(tag.lower(), dict(ATTRIBUTE.findall(attributes)) if attributes else {}, [])
            path[-1].inside.append(found)
            if not alone and found.tag not in VOID:
                path.append(found)
        elif path[-1].tag == tag and len(path) > 1:
            path.pop()
        elif any(each.tag == tag.lower() for each in path[1:]):
            while path.pop().tag != tag.lower():
                pass
    return root


class _Writer:
    def __init__(self, address: Address) -> None:
        self._address = address

    def blocks(self, element: Element) -> list[str]:
        """What an element holds as blocks of Markdown, in order."""
        found: list[str] = []
        run: list[Element | str] = []
        for each in element.inside:
            if isinstance(each, Element) and each.tag in BLOCKS:
                found += self._paragraph(run)
                run = []
                found += self._block(each)
            else:
                run.append(each)
        return found + self._paragraph(run)

    def _paragraph(self, run: Sequence[Element | str]) -> list[str]:
        said = self.line(run)
        return [said] if said else []

    def _block(self, each: Element) -> list[str]:
        if each.tag in ("ul", "ol"):
            return self._list(each)
        if each.tag == "table":
            return [] if each.has(GRID) else self._table(each)
        if each.tag == "dl":
            return self._definitions(each)
        if each.tag in ("summary", "figcaption") or each.tag in ("h1", "h2", "h3", "h4"):
            said = self.line(each.inside)
            return [f"**{said}**"] if said else []
        return self.blocks(each)

    def _list(self, element: Element) -> list[str]:
        items = []
        for place, each in enumerate((each for each in element.inside if isinstance(each, Element)), 1):
            first, *more = self.blocks(each) or [""]
            sign = f"{place}. " if element.tag == "ol" else "- "
            lines = [first, *("\n" + each if not each.startswith(("- ", "1. ")) else each for each in more)]
            body = "\n".join(lines).replace("\n", "\n" + " " * len(sign))
            if first:
                items.append(f"{sign}{body}")
        return ["\n".join(re.sub(r"(?m)^ +$", "", each) for each in items)] if items else []

    def _table(self, element: Element) -> list[str]:
        rows = [list(_cells(row)) for row in _rows(element)]
        if not rows:
            return []
        if all(len(row) == 2 and row[0].tag == "th" for row in rows):
            pairs = [(self._cell(head), self._cell(value)) for head, value in rows]
            return ["\n".join(f"- **{head}**: {value}" for head, value in pairs if value)]
        said = [[self._cell(cell) for cell in row] for row in rows]
        width = max(map(len, said))
        head, *rest = [[*row, *[""] * (width - len(row))] for row in said]
        if rows[0][0].tag != "th":
            head, rest = [""] * width, [head, *rest]
        lines = [head, ["---"] * width, *rest]
        return ["\n".join(f"| {' | '.join(row)} |" for row in lines)]

    def _cell(self, cell: Element) -> str:
        """A cell on one line."""
        return " ".join(part.replace("\n", " ") for part in self.blocks(cell))

    def _definitions(self, element: Element) -> list[str]:
        lines, label = [], ""
        for each in _terms(element):
            said = self._cell(each)
            if each.tag == "dt":
                label = said
            elif said:
                lines.append(f"- **{label}**: {said}" if label else f"- {said}")
        return ["\n".join(lines)] if lines else []

    def line(self, inside: Sequence[Element | str]) -> str:
        """Running text on one line."""
        return SPACES.sub(" ", "".join(self._inline(inside))).strip()

    def _inline(self, inside: Sequence[Element | str]) -> Iterator[str]:
        for each in inside:
            if isinstance(each, str):
                yield _escaped(unescape(each))
            elif each.tag == "br":
                yield " "
            elif each.tag == "svg":
                yield _escaped(unescape(each.attributes.get("aria-label", "")))
            elif each.tag not in LEFT_OUT:
                yield self._marked(each)

    def _marked(self, each: Element) -> str:
        said = self.line(each.inside)
        if not said:
            return " " if each.tag in BLOCKS else ""
        if each.tag == "a" and each.attributes.get("href"):
            return f"[{said}]({self._address(unescape(each.attributes['href']))})"
        if each.tag in ("b", "strong"):
            return f" **{said}** " if "class" in each.attributes else f"**{said}**"
        if each.has("db-card-text"):
            return f": {said} "
        if each.has("db-mark") or each.has("db-tag"):
            return f" ({said}) "
        if each.tag in APART or each.tag in BLOCKS or each.attributes.get("class", "").startswith("db-"):
            return f" {said} "
        return _padded(each, said)


def _padded(each: Element, said: str) -> str:
    """Keeps the blanks at the ends of an element, which `line` has taken off."""
    first, last = each.inside[0], each.inside[-1]
    before = " " if isinstance(first, str) and first[:1].isspace() else ""
    return f"{before}{said}{' ' if isinstance(last, str) and last[-1:].isspace() else ''}"


def _rows(element: Element) -> Iterator[Element]:
    for each in element.inside:
        if isinstance(each, Element):
            if each.tag == "tr":
                yield each
            elif each.tag != "table":
                yield from _rows(each)


def _cells(row: Element) -> Iterator[Element]:
    yield from (each for each in row.inside if isinstance(each, Element) and each.tag in ("td", "th"))


def _terms(element: Element) -> Iterator[Element]:
    for each in element.inside:
        if isinstance(each, Element):
            if each.tag in ("dt", "dd"):
                yield each
            else:
                yield from _terms(each)


def _escaped(said: str) -> str:
    return SPECIAL.sub(r"\\\1", said)
