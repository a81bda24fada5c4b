"""What the search finds: the words of every page, by section, as a script that `search-worker.js` loads.

    self.dutybookSearch = [[address, title, about, weight, names, [[anchor, heading, words], …]], …]
    self.dutybookSynonyms = [[term, other name, …], …]
    self.dutybookDays = {"2026-12-11": [day in words, pages of what falls due, by their place in the first list], …}

`about` is what kind of page it is and whose, `weight` how likely a page of this kind is the one that is meant, in
hundredths; `names` are what else it is called.
Left out is what stands on many pages and distinguishes none: heads of tables, marks and reasons of assumptions, clause
numbers, dates reckoned out, what a page says about itself, and pages that only list others.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple

from ..model.base import Entity
from ..model.words import Source
from ..views.agenda import agenda_of
from ..views.blocks import Page
from ..views.due import DueWords
from ..views.scene import Scene

INDEX = "search/entries.js"
# For pages opened from a folder, where Material loads a script instead of the index of its own, which stays empty.
NO_INDEX = {"search/search_index.js": 'var __index = {"config": {"lang": [], "separator": "\\\\s+"}, "docs": []};\n'}

WEIGHTS = {
    "duty": 100, "role": 98, "form": 98, "process": 96, "standard": 94, "stage": 94, "customer-class": 94, "schedule": 94,
    "topic": 90, "worksheet": 90, "self-check": 90, "unit": 85, "list": 60, "checklist": 60, "due": 40, "today": 60,
    "home": 50, "source": 45, "task": 25, "fields": 40, "rule": 30,
}  # fmt: skip
"""By kind of page; what people do comes before lists and registers of it."""
OF_PAGES = {"glossary.md": 95, "assumptions.md": 30, "coverage.md": 20, "reviews.md": 20, "all-pages.md": 20}
"""Pages that stand apart from their kind."""

_HEADING = re.compile(r"(#{1,3}) (.*) \{#([^}\s]+)\}")
_ROW = re.compile(r'<tr id="([^"]+)">(<td.*?</td>)(.*?)</tr>', re.DOTALL)
_TOKEN = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^>]*)>|([^<]+)")
_LEFT_OUT = re.compile(
    r'data-search-exclude|class="(?:[^"]* )?db-(?:reason|mark|hour|clause|items|sign|head-hints|head-meta|run-now|sheet-form)[" ]'
)
_SILENT = frozenset(("svg", "script", "style", "thead", "template"))
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr", "col"))
_BLOCKS = frozenset(("td", "li", "p", "div", "dd", "dt", "tr", "summary", "h3", "h4", "br", "figcaption", "caption"))
_DOTS = re.compile(r"\s*(?:·\s*)+·\s*|\s*·\s+|\s+·\s*")


class Part(NamedTuple):
    """A section of a page: where it begins, its heading, its words."""

    anchor: str
    heading: str
    words: str


def search_script(pages: Iterable[Page], texts: Mapping[str, str], scene: Scene) -> str:
    """The script; `texts` are the pages as Markdown, by path."""
    names = _names(scene)
    shown = [page for page in pages if page.searched]
    rows = [
        _json(
            [
                page.path.removesuffix(".md") + ".html",
                page.title,
                _about(scene, page),
                OF_PAGES.get(page.path, WEIGHTS.get(page.kind, 60)),
                names.get(page.path, []),
            ]
        ).removesuffix("]")
        + _parts_of(scene, page, texts[page.path])
        for page in shown
    ]
    synonyms = map(_json, [*_synonyms(scene), *scene.words["search-also"]])
    days = _days(scene, {page.path: place for place, page in enumerate(shown)})
    return "".join(
        f"self.{name} = {said}\n"
        for name, said in (
            ("dutybookSearch", _lines(rows)), ("dutybookSynonyms", _lines(synonyms)), ("dutybookDays", _json(days)),
        )
    )  # fmt: skip


def _parts_of(scene: Scene, page: Page, text: str) -> str:
    """The parts of a page that are searched, as the end of its line. They depend on its text, its kind and its title."""

    def made() -> str:
        found = _kept(page, parts(text, scene.language, _has_rows(page)))
        return f",{_json([list(part) for part in found])}]"

    made_of = ("searched", page.path, page.kind, page.title, scene.language, text)
    return str(scene.kept.of(made_of, lambda: scene.texts.of(made_of, made)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _days(scene: Scene, places: Mapping[str, int]) -> dict[str, list[Any]]:
    """The days on which something falls due, in words, with the pages of what does. Text would find them by chance."""
    words, found = DueWords(scene), dict[str, list[Any]]()
    for items in agenda_of(scene.book).by_month.values():
        for item in items:
            day = found.setdefault(item.at.due.isoformat(), [words.day(item.at.due, weekday=True)])
            day.append(places[scene.place(item.duty)[0]])
    return found


def _lines(rows: Iterable[str]) -> str:
    return "[\n" + ",\n".join(rows) + "\n]"


def _about(scene: Scene, page: Page) -> str:
    """What tells it from pages of the same title: what kind of page it is, and of which unit."""
    unit = scene.book.find("unit", page.path.split("/")[0], "")
    said = (page.kind_word, "" if unit is None or page.kind == "unit" else scene.title(unit))
    return " · ".join(each for each in said if each)


def _names(scene: Scene) -> dict[str, list[str]]:
    """What else pages are called, by path: document numbers, other names and former ids."""
    found: dict[str, list[str]] = {}
    for node in scene.book.key:
        if isinstance(node, Entity | Source):
            path, anchor = scene.place(node)
            names = [each for each in (getattr(node, "number", None), *node.aliases) if each]
            if names and not anchor:
                found[path] = names
    return found


def _synonyms(scene: Scene) -> Iterator[list[str]]:
    """Each term that has other names in this language, with them."""
    for term in scene.book.terms:
        names = [said for text in (term.term, *term.also) if (said := text.get(scene.language))]
        if len(names) > 1:
            yield names


def _has_rows(page: Page) -> bool:
    """Whether the rows of its tables are what one looks for: terms and clauses."""
    return page.path == "glossary.md" or page.kind == "source"


def _kept(page: Page, found: list[Part]) -> Iterator[Part]:
    """The parts that are searched. A list repeats what its entries' own pages say: its headings are enough."""
    listing = page.kind == "list" and page.path != "glossary.md" and not page.path.endswith("assumptions.md")
    if page.path in ("all-pages.md", "reviews.md"):
        yield from found[:1]
        return
    for part in found:
        if part.anchor == "about":
            continue
        if not listing:
            if part.words:
                yield part
        elif not part.anchor:
            yield part
        elif part.heading != page.title:
            yield part._replace(words="")


def parts(text: str, language: str, rows: bool = False) -> list[Part]:
    """The sections of a page's Markdown; with `rows`, each row of a table that has an anchor is one too."""
    found: list[Part] = []
    anchor, heading, body = "", "", list[str]()
    for line in text.split("\n"):
        title = _HEADING.fullmatch(line) if line.startswith("#") else None
        if title is None:
            body.append(line)
            continue
        found += _sections(anchor, heading, "\n".join(body), language, rows)
        anchor, heading, body = "" if title[1] == "#" else title[3], unescape(title[2]), []
    found += _sections(anchor, heading, "\n".join(body), language, rows)
    return [part for part in found if part.anchor or part.words]


def _sections(anchor: str, heading: str, html: str, language: str, rows: bool) -> Iterator[Part]:
    """A section, and what its rows say where rows count for themselves."""
    if rows:
        for row in _ROW.finditer(html):
            name, _, more = words_of(row[2], language).partition(" · ")
            said = " · ".join(each for each in (more, words_of(row[3], language)) if each)
            yield Part(unescape(row[1]), name, said)
        html = _ROW.sub("", html)
    yield Part(anchor, heading, words_of(html, language))


@lru_cache(maxsize=20_000)
def _sign(closing: str, tag: str, attributes: str) -> str | None:
    """What stands for a tag among the words: a blank, a dot, a colon, nothing; None where all that it holds is left out."""
    if not closing and tag not in _VOID and (tag in _SILENT or _LEFT_OUT.search(attributes)):
        return None
    if closing and tag == "th":
        return ":"
    if (
        (tag in _BLOCKS and (closing or tag not in ("td", "tr")))
        or "db-what" in attributes
        or "db-card-text" in attributes
    ):
        return " · "
    return " " if tag == "small" else ""


def words_of(html: str, language: str) -> str:
    """The words of some HTML on one line; cells and blocks are set apart by a dot."""
    colon = "：" if language == "zh" else ": "
    said: list[str] = []
    outer, depth = "", 0
    for closing, tag, attributes, text in _TOKEN.findall(html):
        if outer:
            if tag == outer:
                depth += -1 if closing else 1
                outer = outer if depth else ""
        elif text:
            said.append(text)
        elif (sign := _sign(closing, tag, attributes)) is None:
            outer, depth = tag, 1
        elif sign:
            said.append(colon if sign == ":" else sign)
    return _DOTS.sub(" · ", " ".join(unescape("".join(said)).split())).strip(" ·")
