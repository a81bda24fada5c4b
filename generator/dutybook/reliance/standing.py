"""How what relies on something stands: confirmed as it is, suspect since what it relies on has changed, or not recorded.

What relies on something is suspect when its own words were confirmed with other words of what it relies on. Once its own
words have been edited as well, somebody has looked at it: it is then not recorded, like everything new.
"""

from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..book import Book, unit_of
from ..model.base import Node, Text
from ..problem import Mark
from ..read import CONFIRMED
from .lines import Line, lines_of
from .relations import Relation, name_of, relations

Identity = tuple[Node | str, Node | str, str]


class Suspect(NamedTuple):
    """A relation and the confirmations that no longer hold, the latest last."""

    relation: Relation
    lines: tuple[Line, ...]

    @property
    def confirmed(self) -> tuple[date, str]:
        """The day on which it was last confirmed, and by which role."""
        return self.lines[-1].day, self.lines[-1].role


class Standing:
    """Every relation of a handbook against its confirmations. Without any file of confirmations nothing is suspect."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.files = {name: lines_of(text) for name, text in book.confirmed}
        self._nodes: dict[str, Node] = {}

    @property
    def begun(self) -> bool:
        """Whether anything has ever been confirmed: a handbook begins with `dutybook confirm --all`."""
        return bool(self.files)

    @property
    def unreadable(self) -> list[Mark]:
        """The lines that say nothing."""
        return [Mark(name, number, 1) for name, found in self.files.items() for number in found.unreadable]

    @cached_property
    def known(self) -> dict[Identity, list[Line]]:
        """The confirmations by what they are of."""
        found: dict[Identity, list[Line]] = {}
        for lines, _ in self.files.values():
            for line in lines:
                found.setdefault(self.identity(line), []).append(line)
        return found

    def identity(self, line: Line) -> Identity:
        """What a line is of: things, also where they have been renamed since and left an alias, and own words."""
        on = self._thing(line.on) if ":" in line.on else line.part.partition(":")[0]
        return self._thing(line.thing), on, line.own

    def identity_of(self, relation: Relation) -> Identity:
        """As identity, for a relation as it stands."""
        on = relation.language if isinstance(relation.on, Text) else relation.on
        thing = relation.thing
        return thing if thing in self.book.key else name_of(self.book, thing), on, relation.own

    def _thing(self, name: str) -> Node | str:
        if name not in self._nodes:
            word, _, key = name.partition(":")
            found = self.book.find(word, key, "")
            if found is None:
                return name
            self._nodes[name] = found
        return self._nodes[name]

    @cached_property
    def _sorted(self) -> tuple[list[Suspect], list[Relation]]:
        suspects, new = [], []
        for relation in relations(self.book) if self.begun else ():
            lines = self.known.get(self.identity_of(relation))
            if lines is None:
                new.append(relation)
            elif all(line.relied != relation.relied for line in lines):
                suspects.append(Suspect(relation, tuple(sorted(lines, key=lambda line: (line.day, str(line))))))
        return suspects, new

    @property
    def suspects(self) -> list[Suspect]:
        """What nobody has confirmed since what it relies on has changed."""
        return self._sorted[0]

    @property
    def new(self) -> list[Relation]:
        """What has not been recorded yet: new words, and words edited since."""
        return self._sorted[1]

    @cached_property
    def stale(self) -> frozenset[tuple[Text, str]]:
        """The texts whose translation into a language is suspect."""
        return frozenset((e.relation.on, e.relation.language) for e in self.suspects if isinstance(e.relation.on, Text))


def standing(book: Book) -> Standing:
    """How a handbook stands; computed once."""
    found = book.derived.get("standing")
    if found is None:
        found = book.derived["standing"] = Standing(book)
    assert isinstance(found, Standing)
    return found


def part_of(relation: Relation) -> str:
    """What a part is called after its thing's key: the id of an item, entry or step; the language of a translation."""
    if isinstance(relation.on, Text):
        return f"#{relation.language}"
    return "" if relation.part == "form" else f"#{relation.part.partition(':')[2]}"


def id_of(book: Book, relation: Relation) -> str:
    """What is typed after `dutybook confirm` for a relation: the thing's key (or file) and the part."""
    return f"{book.key.get(relation.thing, relation.thing.mark.path)}{part_of(relation)}"


def file_of(relation: Relation) -> str:
    """The file that holds the confirmations of a relation: its unit's, or the handbook's."""
    unit = unit_of(relation.thing)
    return f"handbook/{unit}/{CONFIRMED}" if unit else f"handbook/{CONFIRMED}"
