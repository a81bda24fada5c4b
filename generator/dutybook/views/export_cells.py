"""What stands in the cells of exported tables: a field of a thing in words, as plain text."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..book import Book, origin_of
from ..model.base import Node, Originated, Text
from ..model.process import Limit
from ..model.shape import key_of, shape_of
from ..model.time import As as Ongoing
from ..model.time import Count, Each, Event, Every
from .export_model import kinds_of
from .scene import Scene

WHEN = (Every, Count, Event, Each, Ongoing)


class Cells:
    """Says fields in one language."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.book: Book = scene.book
        self._words = scene.words["export"]

    def word(self, key: str) -> str:
        """A word of exports."""
        found: Any = self._words
        for part in key.split("."):
            found = found[part]
        return str(found)

    def join(self, parts: Iterable[str]) -> str:
        """Parts of a list as one cell."""
        return self.word("join").join(part for part in parts if part)

    def field(self, holder: Node, attribute: str, near: Node | None = None) -> str:
        """A field of something in words: a value, *not stated*, or nothing. References are seen from `near`."""
        value = getattr(holder, attribute)
        if isinstance(holder, Originated) and origin_of(holder, attribute) == "not-stated":
            return str(self.scene.word("origin.not-stated"))
        codes = self._words["value"].get(attribute)
        if codes and value:
            return self.join(codes[each] for each in ((value,) if isinstance(value, str) else value))
        type_ = next(shape.type for shape in shape_of(type(holder)) if shape.attribute == attribute)
        return self.said(value, kinds_of(type_), near or holder)

    def said(self, value: Any, kinds: tuple[str, ...], near: Node) -> str:
        """A value in words; what refers to something is said by its title."""
        if value is None:
            return ""
        if isinstance(value, tuple):
            return self.join(self.said(each, kinds, near) for each in value)
        if isinstance(value, Text):
            return self.scene.wording(value).strip()
        if isinstance(value, WHEN):
            return self.scene.when.say(value, self.book, near)
        if isinstance(value, bool):
            return self.word("yes" if value else "no")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Limit):
            return self.scene.when.amount(value.amount, value.unit)
        if isinstance(value, str) and kinds:
            return self._title(value, kinds, near)
        return str(value)

    def _title(self, reference: str, kinds: tuple[str, ...], near: Node) -> str:
        if reference == "none":
            return str(self.scene.word("none"))
        found = self.book.find_any(kinds, reference, near)
        return self.scene.title(found) if found is not None else reference

    def settled(self, entity: Any, attribute: str) -> str:
        """A field with the default of its standard or unit."""
        value, holder = self.book.settled(entity, attribute)
        if attribute == "status" and value is not None:
            return str(self.scene.word(f"status.{value}"))
        return self.said(value, ("role",) if attribute == "owner" else (), holder or entity)

    def unit(self, node: Node) -> str:
        """The title of the unit that something belongs to."""
        unit = self.book.unit(node)
        return self.scene.title(unit) if unit is not None else ""

    def reasons(self, holder: Originated) -> Mapping[str, str]:
        """Why fields are assumed, by their keys; `reason` stands for all of it."""
        found = {}
        for key, reason in holder.assumed.items():
            said = self.book.find("assumption", reason, holder) if isinstance(reason, str) else None
            text = said.reason if said is not None else reason
            found[key] = self.scene.wording(text) if isinstance(text, Text) else str(text)
        return found

    def name(self, holder: Originated, key: str) -> str:
        """The name of a field, from its class."""
        shapes = {key_of(shape.attribute): shape for shape in shape_of(type(holder))}
        if key not in shapes:
            return self.word("whole") if key == "reason" else key
        return shapes[key].zh if self.scene.language == "zh" else shapes[key].en
