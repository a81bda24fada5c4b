"""A handbook seen in one language: its words, its titles, where everything is."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any

from ..book import Book, unit_of
from ..fields.excerpt import Excerpts
from ..memo import Kept, Same, Texts
from ..model.base import Node, Text
from ..model.kinds import WORD_OF
from ..model.organisation import Assumption, Part, Unit
from ..model.words import Clause, Glossary, Source, Term
from ..problem import Kind
from ..reliance.standing import standing
from ..review.chronicle import Step
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


def tag_of(language: str) -> str:
    """A language as browsers know it: the Chinese of a handbook is Simplified, so that the right glyphs are chosen."""
    return "zh-CN" if language == "zh" else language


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
        own = {name: self.__dict__[name] for name in ("language", "words", "kinds", "kept", "texts", "when", "_said")}
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
    def joins(self) -> tuple[str, str]:
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
