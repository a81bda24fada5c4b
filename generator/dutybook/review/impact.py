"""What a difference means: for roles, deadlines, minutes, sheets, translations and sources."""

from datetime import date
from typing import NamedTuple

from ..book import Book
from ..checklist.compile import compiled
from ..checklist.definition import fingerprint
from ..model.base import Node, Text
from ..model.checklist import Checklist
from ..model.words import Clause
from ..reliance.relations import Relation
from .compare import Place
from .deadlines import Deadline, deadlines
from .difference import Change, Difference
from .effort import Effort, efforts
from .reach import Reached, reached
from .rereading import rereading
from .unconfirmed import unconfirmed


class Sheet(NamedTuple):
    """A checklist whose fingerprint is another one: sheets that have been printed no longer hold.

    `before` or `after` is empty where there was or is no such checklist.
    """

    old: Checklist | None
    new: Checklist | None
    before: str
    after: str


class Stale(NamedTuple):
    """A text whose first language changed and whose translation into another language did not."""

    node: Node
    path: tuple[Place, ...]
    language: str
    old: Text
    new: Text


class Impact(NamedTuple):
    """All that a difference means, as of a day."""

    day: date
    reached: list[Reached]
    deadlines: list[Deadline]
    efforts: list[Effort]
    sheets: list[Sheet]
    pages: list[Node]
    unconfirmed: list[Relation]
    stale: list[Stale]
    uncovered: list[Clause]


def impact(difference: Difference, day: date) -> Impact:
    """What a difference means; dates are the next ones from a day on."""
    moved = deadlines(difference, day)
    stale = [each for change in difference.changes for each in _stale(change, difference.new.settings.languages)]
    return Impact(
        day,
        reached(difference, moved),
        moved,
        efforts(difference, day),
        _sheets(difference),
        rereading(difference),
        unconfirmed(difference),
        stale,
        _uncovered(difference),
    )


def _sheets(difference: Difference) -> list[Sheet]:
    found = []
    for word, old, new, _ in difference.pairs:
        if word == "checklist":
            one, other = old if isinstance(old, Checklist) else None, new if isinstance(new, Checklist) else None
            before, after = _code(difference.old, one), _code(difference.new, other)
            if before != after:
                found.append(Sheet(one, other, before, after))
    return found


def _code(book: Book, checklist: Checklist | None) -> str:
    return fingerprint(book, compiled(book, checklist)) if checklist is not None else ""


def _stale(change: Change, languages: tuple[str, ...]) -> list[Stale]:
    found = []
    first, *others = languages
    for each in change.fields:
        old, new = each.old, each.new
        if isinstance(old, Text) and isinstance(new, Text) and old.get(first) != new.get(first):
            same = [one for one in others if new.get(one) is not None and old.get(one) == new.get(one)]
            found += [Stale(change.node, each.path, language, old, new) for language in same]
    return found


def _uncovered(difference: Difference) -> list[Clause]:
    """The clauses that something rested on and nothing rests on any more, without being waived."""
    found = []
    for word, old, new, _ in difference.pairs:
        if word == "clause" and isinstance(old, Clause) and isinstance(new, Clause):
            lost = old in difference.old.used_by and new not in difference.new.used_by
            if lost and new.waived is None and new.kind == "statement":
                found.append(new)
    return found
