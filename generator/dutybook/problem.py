"""Where something stands, what kinds of fault there are, and a fault found: stdlib only.

A kind of fault is declared once, as a function with a code. Its docstring is at once its page on
the site, its `dutybook explain CODE` text and, with the values filled in, its message: in English
and then in Chinese, each a sentence, a paragraph that begins **Why.** (**为什么。**) and one that
begins **Fix.** (**怎么改。**).
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Generic, Literal, NamedTuple, ParamSpec, TypeVar

PLACEHOLDER = re.compile(r"\{(\w+?)(?:_zh)?\}")
Severity = Literal["error", "warning"]
P = ParamSpec("P")
R = TypeVar("R")


class Mark(NamedTuple):
    """A place in a file: the path as people type it, line and column counted from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Explained(NamedTuple):
    """A kind of fault in one language. Each part may hold {placeholders}."""

    sentence: str
    why: str
    fix: str


class Kind(Generic[P, R]):
    """A kind of fault: a code, a severity, and the function that is named for it and explains it."""

    def __init__(self, code: str, severity: Severity, function: Callable[P, R]) -> None:
        self.code = code
        self.severity: Severity = severity
        self.function = function
        self.name = function.__name__.replace("_", "-")
        self._explained: dict[str, Explained] = {}

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.function(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<{self.code} {self.name}>"

    def explained(self, language: str) -> Explained:
        """The docstring's part in a language (en for any language but zh)."""
        if language not in self._explained:
            self._explained[language] = self._read(language)
        return self._explained[language]

    def _read(self, language: str) -> Explained:
        paragraphs = [" ".join(block.split()) for block in (self.function.__doc__ or "").split("\n\n")]
        reasons = [place for place, text in enumerate(paragraphs) if text.startswith("**为什么。**")]
        chinese = reasons[0] - 1 if reasons else len(paragraphs)
        chosen = paragraphs[chinese:] if language == "zh" else paragraphs[:chinese]
        why, fix = ("**为什么。**", "**怎么改。**") if language == "zh" else ("**Why.**", "**Fix.**")
        join = "" if language == "zh" else " "
        return Explained(
            chosen[0] if chosen else "",
            join.join(text.removeprefix(why).strip() for text in chosen if text.startswith(why)),
            join.join(text.removeprefix(fix).strip() for text in chosen if text.startswith(fix)),
        )


def without_values(words: str) -> str:
    """Words of an explanation as they read where no values are at hand: {line} becomes ‹line›."""
    said = PLACEHOLDER.sub(r"‹\1›", words.replace("{hint}", "").replace("{hint_zh}", "")).strip()
    return said.replace("{{", "{").replace("}}", "}")


class Edit(NamedTuple):
    """A correction of a file's text: the characters from `start` up to `end`, counted from 0, become `text`.

    They are counted in the text as decoded, without a byte order mark.
    """

    start: int
    end: int
    text: str


class Problem(NamedTuple):
    """One fault of the handbook: a kind, a place, the values that its words quote, and the correction where one is known.

    `safe` says that the correction changes signs, blanks, quotation marks, a misspelt key or the
    encoding, and so nothing of what is said: `dutybook check --fix` may apply it. A safe problem
    without edits is one of the encoding: the file is written anew as UTF-8.
    """

    kind: Kind[..., Any]
    mark: Mark
    values: Mapping[str, object]
    edits: tuple[Edit, ...] = ()
    safe: bool = False

    def message(self, language: str = "en") -> str:
        """What is wrong, with the values quoted, as a phrase without a full stop."""
        return self.kind.explained(language).sentence.format_map(self.values).rstrip(".。")

    def fix(self, language: str = "en") -> str:
        """What to do about it."""
        return self.kind.explained(language).fix.format_map(self.values)


def kind(code: str, severity: Severity) -> Callable[[Callable[P, R]], Kind[P, R]]:
    """Declares the decorated function as a kind of fault."""
    return lambda function: Kind(code, severity, function)


def fault(kind: Kind[..., Any], mark: Mark, /, **values: object) -> Problem:
    """A fault of this kind at this place."""
    return Problem(kind, mark, values)


def corrected(problem: Problem, *edits: Edit, safe: bool = False) -> Problem:
    """The problem with its correction."""
    return problem._replace(edits=edits, safe=safe)
