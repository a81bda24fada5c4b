"""A handbook seen from one of its pages: texts, links, terms, origins as HTML."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from posixpath import relpath
from typing import Any

from ..book import origin_of
from ..model.base import Node, Originated, Text
from ..model.form import Form
from ..model.kinds import WORD_OF
from ..model.shape import key_of
from ..model.words import Term
from .blocks import Fact, Shown
from .markup import Markup, escape
from .scene import Scene


class Here:
    """One page of a scene: links are relative to it, and each term is linked at its first use on it."""

    def __init__(self, scene: Scene, path: str) -> None:
        self.scene = scene
        self.book = scene.book
        self.path = path
        self.folder = path.rpartition("/")[0]
        self.link_terms = True
        self._linked: set[Term] = set()

    def word(self, key: str, **values: object) -> str:
        """A word of the interface."""
        return self.scene.word(key, **values)

    def count(self, thing: str, number: int) -> str:
        """How many there are of something: 1 duty, 2 duties."""
        one, many = self.scene.words["count"][thing]
        return str(one if number == 1 else many).format(n=number)

    def href(self, path: str, anchor: str = "") -> str:
        """The address of a page as seen from this one."""
        target = "" if path == self.path and anchor else _relative(path, self.folder)
        return f"{target}#{anchor}" if anchor else target

    def asset(self, path: str) -> str:
        """The address of a file that is no page, as seen from this one."""
        return _beside(path, self.folder)

    def to(self, node: Any) -> str:
        """The address of anything's page."""
        return self.href(*self.scene.place(node))

    def link(self, node: Any, label: str | None = None) -> Markup:
        """A link to anything, with its title."""
        word = WORD_OF[type(node)]
        title = label if label is not None else self.scene.title(node)
        if isinstance(node, Form) and self.scene.language == "zh" and label is None:
            title = f"《{title}》"
        return Markup('<a class="db-ref db-{}" href="{}">{}</a>').format(word, self.to(node), title)

    def ref(self, kinds: str | tuple[str, ...], reference: str, near: Node) -> Markup:
        """A link to what a reference names; the reference itself where it names nothing."""
        found = self.book.find_any((kinds,) if isinstance(kinds, str) else kinds, reference, near)
        return escape(reference) if found is None else self.link(found)

    def refs(self, kinds: str | tuple[str, ...], references: Iterable[str], near: Node) -> Markup:
        """Links to several things, joined as the language joins a list."""
        return self.join(
            Markup('<span class="db-none">{}</span>').format(self.word("none"))
            if each == "none"
            else self.ref(kinds, each, near)
            for each in references
        )

    def join(self, parts: Iterable[Markup]) -> Markup:
        """Parts of a list, joined as the language does it."""
        return Markup(self.scene.joins[0]).join(parts)

    def say(self, text: Text | None, *, terms: bool = True) -> Markup:
        """A text as inline HTML: escaped, terms linked at their first use, a fallback marked."""
        if text is None:
            return Markup()
        said = text.get(self.scene.language)
        if said is None:
            wording = self.scene.wording(text)
            language = next(each for each, other in text.said.items() if other == wording)
            return Markup(
                '<span class="db-fallback" lang="{}">{}</span> <small class="db-fallback-mark">{}</small>'
            ).format(language, wording, self.word("fallback"))
        return (self._with_terms(said) if terms else escape(said)) + self._stale_mark(text)

    def prose(self, text: Text | None) -> list[Markup]:
        """A text as paragraphs and lists."""
        if text is None:
            return []
        if text.get(self.scene.language) is None:
            return [Markup("<p>{}</p>").format(self.say(text))]
        elements = list(self._elements(text.said[self.scene.language]))
        if self.is_stale(text):
            elements.append(Markup("<p>{}</p>").format(self._stale_mark(text)))
        return elements

    def _elements(self, said: str) -> Iterator[Markup]:
        for block in re.split(r"\n\s*\n", said):
            lines = [line.strip() for line in block.strip().split("\n")]
            for is_list, run in _runs(lines):
                if is_list:
                    items = Markup().join(Markup("<li>{}</li>").format(self._with_terms(line[2:])) for line in run)
                    yield Markup("<ul>{}</ul>").format(items)
                else:
                    joined = ("" if self.scene.language == "zh" else " ").join(run)
                    yield Markup("<p>{}</p>").format(self._with_terms(joined))

    def _with_terms(self, said: str) -> Markup:
        pattern, known = self.scene.terms
        if pattern is None or not self.link_terms:
            return escape(said)
        parts: list[Markup] = []
        done = 0
        for found in pattern.finditer(said):
            term = _term(known, found[0])
            if term is None or term in self._linked or (term.units and self.path.split("/")[0] not in term.units):
                continue
            self._linked.add(term)
            parts.append(escape(said[done : found.start()]))
            link = Markup('<a class="db-term" href="{}" title="{}">{}</a>')
            parts.append(link.format(self.to(term), self.scene.wording(term.means), found[0]))
            done = found.end()
        return Markup().join([*parts, escape(said[done:])])

    def shown(self, holder: Originated, attribute: str, html: Markup | None = None) -> Shown:
        """A field with its origin; `html` is how its value looks (its text by default)."""
        origin = origin_of(holder, attribute)
        if origin in ("not-stated", "absent"):
            return self.not_stated()
        value = getattr(holder, attribute)
        shown = html if html is not None else self.say(value) if isinstance(value, Text) else escape(value)
        return Shown(shown, origin, self.reason(holder, attribute) if origin == "assumed" else Markup())

    def not_stated(self) -> Shown:
        """The mark of what nobody has set."""
        return Shown(escape(self.word("origin.not-stated")), "not-stated")

    def reason(self, holder: Originated, attribute: str) -> Markup:
        """Why a field is assumed: a text, or a link to a reason that others share."""
        reason = holder.assumed.get(key_of(attribute), holder.assumed.get("reason"))
        if isinstance(reason, str):
            found = self.book.find("assumption", reason, holder)
            if found is None:
                return escape(reason)
            return Markup('<a href="{}">{}</a>').format(self.to(found), self.scene.wording(found.reason))
        return escape(self.scene.wording(reason)) if reason is not None else Markup()

    def fact(self, label: str, holder: Originated, attribute: str, html: Markup | None = None) -> Fact:
        """A labelled field with its origin."""
        return Fact(self.word(f"field.{label}"), self.shown(holder, attribute, html))

    def clauses(self, holder: Originated) -> Markup:
        """The source clauses of something, each with its text on hover and a link."""
        chips = []
        for each in holder.source:
            clause = self.book.find("clause", each, holder)
            if clause is not None:
                chip = Markup('<a class="db-clause" href="{}" title="{}">{}</a>')
                chips.append(chip.format(self.to(clause), self.scene.wording(clause.text), clause.id))
        return Markup(" ").join(chips)

    def _stale_mark(self, text: Text) -> Markup:
        """The mark of a translation that was made from an older text; nothing for any other."""
        if not self.is_stale(text):
            return Markup()
        mark = Markup(' <small class="db-fallback-mark db-stale-mark" role="note" title="{}">{}</small>')
        return mark.format(self.word("reliance.page.stale-why"), self.word("reliance.page.stale"))

    def is_stale(self, text: Text) -> bool:
        """Whether a text was translated into this language from a wording that has changed since."""
        return (text, self.scene.language) in self.scene.stale

    def kind_word(self, node: Any) -> str:
        """What kind of thing it is, in words."""
        return self.word(f"kind.{WORD_OF[type(node)]}")


@cache
def _relative(path: str, folder: str) -> str:
    """The address of a page's file as seen from a folder of the site."""
    return relpath(path.removesuffix(".md") + ".html", folder or ".")


@cache
def _beside(path: str, folder: str) -> str:
    """The address of a file that is no page as seen from a folder of the site."""
    return relpath(path, folder or ".")


def _term(known: Mapping[str, Term], found: str) -> Term | None:
    folded = found.casefold()
    return known.get(folded) or known.get(folded.removesuffix("s")) or known.get(folded.removesuffix("es"))


def _runs(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Lines in runs of list items and of other lines."""
    run: list[str] = []
    for line in lines:
        is_item = line.startswith("- ")
        if run and is_item != run[0].startswith("- "):
            yield run[0].startswith("- "), run
            run = []
        run.append(line)
    if run:
        yield run[0].startswith("- "), run
