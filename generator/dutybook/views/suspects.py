"""Suspect links and stale translations in people's words, by the role that owns what relies on something."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..book import Book
from ..model.base import Entity, Node, Text
from ..model.form import Form
from ..reliance.relations import Relation
from ..reliance.standing import Suspect, id_of
from ..review.canon import View
from ..review.compare import Comparison
from .change_words import ChangeWords
from .ink import Ink
from .relying import relying
from .review_names import Names
from .scene import Scene

# What other words may repeat of a duty.
RELIED = frozenset(("title", "text", "measure", "items", "when", "form", "handed-to"))
Former = Mapping[Suspect, tuple[Book, Relation]]


class Told(NamedTuple):
    """A suspect, said: its id, its place, what relies on what, since when, and what has changed."""

    owner: str
    id: str
    place: str
    what: str
    since: str
    own: str
    changes: tuple[str, ...]


class SuspectWords:
    """Says suspects in the language of a scene."""

    def __init__(self, scene: Scene, former: Former) -> None:
        self.scene = scene
        self.former = former
        self.names = Names((scene, scene), Ink(), "")

    def word(self, key: str, **values: object) -> str:
        """A word under `reliance.suspects`."""
        return self.scene.word(f"reliance.suspects.{key}", **values)

    def told(self, suspect: Suspect) -> Told:
        """A suspect in words. `changes` is empty where history does not hold the old wording."""
        relation = suspect.relation
        mark = relation.holder.mark
        return Told(
            self._owner(relation.thing), id_of(self.scene.book, relation), f"{mark.path}:{mark.line}",
            relying(self.names, relation), self._since(suspect), self._own(relation), tuple(self._changes(suspect)),
        )  # fmt: skip

    def _owner(self, thing: Node) -> str:
        owner = self.scene.book.settled(thing, "owner")[0] if isinstance(thing, Entity) else None
        role = self.scene.book.find("role", owner, thing) if owner else None
        return self.names.role(role) if role is not None else self.word("no-owner")

    def _since(self, suspect: Suspect) -> str:
        line = suspect.lines[-1]
        role = self.scene.book.find("role", line.role, "")
        name = self.scene.title(role) if role is not None else line.role
        day = self.names.says.new.days.day(line.day, year=True)
        return self.word("noted" if line.note else "since", day=day, role=name, note=line.note)

    def _own(self, relation: Relation) -> str:
        if isinstance(relation.on, Text):
            return self.names.says.new.quote(relation.on.said[relation.language])
        holder = relation.holder
        columns = [each.name for each in holder.columns] if isinstance(holder, Form) else []
        texts = columns or [each for each in vars(holder).values() if isinstance(each, Text)]
        return self.names.says.new.join(self.names.says.new.quote(self.scene.wording(each)) for each in texts)

    def _changes(self, suspect: Suspect) -> list[str]:
        known = self.former.get(suspect)
        if known is None:
            return []
        book, old = known
        new = suspect.relation.on
        says = ChangeWords((Scene(book, self.scene.language, self.scene.words, ()), self.scene), Ink())
        if isinstance(new, Text) and isinstance(old.on, Text):
            first = self.scene.book.settings.languages[0]
            mark = new.mark
            return says.wordings(Text({first: old.on.said[first]}, mark), Text({first: new.said[first]}, mark))
        if isinstance(new, Text) or isinstance(old.on, Text):
            return []
        fields = Comparison(View(book, {}), View(self.scene.book, {})).fields(old.on, new)
        lines = [line for each in fields if each.path[0].key in RELIED for line in says.lines(each)]
        return lines or [self.word("around")]


def suspects_json(told: list[Told], new: int) -> dict[str, Any]:
    """Suspects as plain data."""
    return {"suspects": [each._asdict() | {"changes": list(each.changes)} for each in told], "not-recorded": new}
