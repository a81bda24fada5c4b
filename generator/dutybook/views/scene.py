"""A handbook seen in one language, and from one page: texts, links, terms, origins as HTML."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from posixpath import relpath
from types import MappingProxyType
from typing import Any

from ..book import Book, origin_of, unit_of
from ..fields.excerpt import Excerpts
from ..memo import Kept, Same, Texts
from ..model.base import Node, Originated, Text
from ..model.form import Form
from ..model.kinds import WORD_OF
from ..model.organisation import Assumption, Part, Unit
from ..model.shape import key_of
from ..model.words import Clause, Glossary, Source, Term
from ..problem import Kind
from ..reliance.standing import standing
from ..review.chronicle import Step
from .blocks import Fact, Shown
from .markup import Markup, escape
from .when import WhenWords

PLURALS = {
    "role": "roles",
    "standard": "standards",
    "duty": "duties",
    "schedule": "schedules",
    "form": "forms",
    "process": "processes",
    "stage": "rollout",
    "customer-class": "customer-classes",
    "topic": "topics",
    "worksheet": "worksheets",
    "self-check": "self-checks",
    "checklist": "checklists",
}


class Scene:
    """A book in one language with the words of the interface. `words` is a nested mapping of strings."""

    # When things changed of late; the site's map tells it where a history is known.
    changed: Mapping[Node, Sequence[Step]] = MappingProxyType({})

    def __init__(
        self,
        book: Book,
        language: str,
        words: Mapping[str, Any],
        kinds: Iterable[Kind[..., Any]],
        edit_url: str = "",
        excerpts: Excerpts | None = None,
        kept: Kept[Any] | None = None,
        texts: Texts | None = None,
    ) -> None:
        self.book = book
        self.language = language
        self.words = words
        self.kinds = tuple(kinds)
        self.edit_url = edit_url or book.settings.edit_url or ""
        self.excerpts = excerpts
        self.texts = texts if texts is not None else Texts()
        self.kept: Kept[Any] = kept if kept is not None else Kept()
        self.when = WhenWords(words["when"], language)
        self.derived: dict[object, Any] = {}
        self._places: dict[Node, tuple[str, str]] = {}
        self._titles: dict[Node, str] = {}
        self._said: dict[str, str] = {}

    def tool(self, name: str, *parts: object) -> tuple[object, ...]:
        """The key of what is made of the tool's own words in this language, of the kinds of fault, and of some parts."""
        return (name, Same(self.words), self.language, Same(self.kinds), *parts)

    def apart(self, excerpts: Excerpts | None = None) -> "Scene":
        """The scene without its book, for what every handbook shows alike: whatever asks for the book fails."""
        own = {name: self.__dict__[name] for name in ("language", "words", "kinds", "kept", "when", "_said")}
        found = Scene.__new__(Scene)
        found.__dict__ |= own | {
            "book": None,
            "excerpts": excerpts,
            "edit_url": "",
            "derived": {},
            "_places": {},
            "_titles": {},
        }
        return found

    def word(self, key: str, **values: object) -> str:
        """A word of the interface by its dotted key, with values filled in."""
        said = self._said.get(key)
        if said is None:
            found: Any = self.words
            for part in key.split("."):
                found = found[part]
            said = self._said[key] = str(found)
        return said.format_map(values) if values else said

    def title(self, node: Any) -> str:
        """The title of anything, as plain text."""
        found = self._titles.get(node)
        if found is None:
            found = self._titles[node] = self._title(node)
        return found

    def _title(self, node: Any) -> str:
        if isinstance(node, Term):
            return self.wording(node.term)
        if isinstance(node, Clause | Assumption):
            return str(node.id)
        return self.wording(node.title)

    def words_of(self, node: Any) -> str:
        """The word for what kind of thing it is, as styles and references use it."""
        return WORD_OF[type(node)]

    @cached_property
    def first_language(self) -> str:
        """The language that stands in where a text is missing."""
        return self.book.settings.languages[0]

    def wording(self, text: Text) -> str:
        """A text in this language, or in the first language where it is missing."""
        return text.get(self.language) or text.get(self.first_language) or next(iter(text.said.values()))

    @cached_property
    def _joins(self) -> tuple[str, str]:
        return ("、", "；") if self.language == "zh" else (", ", "; ")

    def place(self, node: Any) -> tuple[str, str]:
        """The page of anything, and the anchor on it (empty for the page itself)."""
        found = self._places.get(node)
        if found is None:
            found = self._places[node] = self._place(node)
        return found

    def _place(self, node: Any) -> tuple[str, str]:
        unit = unit_of(node)
        if isinstance(node, Unit):
            return f"{node.id}/index.md", ""
        if isinstance(node, Term):
            return "glossary.md", node.id
        if isinstance(node, Glossary):
            return "glossary.md", f"group-{node.id}"
        if isinstance(node, Source):
            return f"sources/{node.id.casefold()}.md", ""
        if isinstance(node, Clause):
            return f"sources/{self.book.document_of[node].id.casefold()}.md", node.id
        if isinstance(node, Assumption):
            return (f"{unit}/assumptions.md" if unit else "assumptions.md"), f"assumption-{node.id}"
        if isinstance(node, Part):
            return f"{unit}/standards/index.md", f"part-{node.id}"
        return f"{unit}/{PLURALS[WORD_OF[type(node)]]}/{node.id}.md", ""

    @cached_property
    def stale(self) -> frozenset[tuple[Text, str]]:
        """The texts whose translation into a language was made from an older wording."""
        return standing(self.book).stale if self.book.confirmed else frozenset()

    @cached_property
    def terms(self) -> tuple[re.Pattern[str] | None, Mapping[str, Term]]:
        """The pattern that finds any term of the glossary, and which wording is which term."""
        known: dict[str, Term] = {}
        for term in self.book.terms:
            for text in (term.term, *term.also):
                wording = text.get(self.language)
                if wording:
                    known.setdefault(wording.casefold(), term)
        if not known:
            return None, known
        words = "|".join(re.escape(word) for word in sorted(known, key=lambda word: (-len(word), word)))
        pattern = f"(?:{words})" if self.language == "zh" else rf"\b(?:{words})(?:s|es)?\b"
        return re.compile(pattern, re.IGNORECASE), known


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
        return Markup(self.scene._joins[0]).join(parts)

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
