"""The whole handbook as plain values for programs (docs/export.md): every field of every thing, references resolved.

Things stand in lists by their kind, each with its key; where one holds others that have keys of their own (a standard its
duties), it names them.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, get_args

from ..book import Book, unit_of
from ..checklist.compile import compiled
from ..checklist.definition import definition, fingerprint
from ..model.base import Entity, Model, Node, RefTo, Text
from ..model.kinds import KINDS
from ..model.shape import FieldShape, alternatives, annotation, is_model, key_of, shape_of
from ..model.time import Clock

EXPORT = 1
# Fields of a thing that its unit's or its standard's defaults fill where it says nothing itself.
SETTLED = ("status", "owner", "version", "effective_from", "reviewed_on", "review_every")
PLURALS = {
    "duty": "duties",
    "process": "processes",
    "customer-class": "customer-classes",
    "waivers": "waivers",
    "glossary": "glossaries",
}
# The lists of an export and the kind of thing in each. What only holds other things stands nowhere itself.
LISTS = {PLURALS.get(word, f"{word}s"): word for word in KINDS if word not in ("settings", "customer-classes")}


def exported(book: Book) -> dict[str, Any]:
    """The handbook as plain values. Raises KeyError where a reference names nothing."""
    lists = {name: [_thing(book, each) for each in book.all(KINDS[word].model)] for name, word in LISTS.items()}
    return {
        "export": EXPORT,
        "languages": list(book.settings.languages),
        "handbook": _Plain(book, book.settings).of(book.settings),
        **{name: rows for name, rows in lists.items() if rows},
        "definitions": [_compiled(book, each) for each in book.checklists],
    }


def _thing(book: Book, node: Any) -> dict[str, Any]:
    unit, key = unit_of(node), book.key.get(node)
    found: dict[str, Any] = {"key": key} if key is not None else {}
    found |= {"unit": unit} if unit else {}
    holder = book.standard_of.get(node) or book.document_of.get(node) or book.glossary_of.get(node)
    found |= {"part-of": book.key[holder]} if holder is not None else {}
    found |= {"file": node.mark.path, **_Plain(book, node).of(node)}
    if isinstance(node, Entity):
        inherited = [name for name in SETTLED if getattr(node, name) is None]
        values = {name: value for name in inherited if (value := _settled(book, node, name)) is not None}
        found |= {key_of(name): value for name, value in values.items()}
        found |= {"inherited": sorted(map(key_of, values))} if values else {}
    return found


def _settled(book: Book, node: Entity, name: str) -> Any:
    value, holder = book.settled(node, name)
    if value is None or holder is None:
        return None
    return _Plain(book, holder).value(value, kinds=("role",) if name == "owner" else ())


def _compiled(book: Book, checklist: Any) -> dict[str, Any]:
    made = compiled(book, checklist)
    return {"fingerprint": fingerprint(book, made), **definition(book, made)}


class _Plain:
    """Says what stands in one thing; references are seen from there."""

    def __init__(self, book: Book, near: Node) -> None:
        self._book, self._near = book, near

    def of(self, node: Model) -> dict[str, Any]:
        """The fields of an object by their keys, defaults written out, empty ones left out."""
        return {
            shape.key: said
            for shape in shape_of(type(node))
            if (said := self._field(node, shape)) is not None and said != [] and said != {}
        }

    def _field(self, node: Model, shape: FieldShape) -> Any:
        kinds = ("assumption",) if shape.attribute == "assumed" else kinds_of(shape.type)
        return self.value(getattr(node, shape.attribute), kinds)

    def value(self, value: Any, kinds: tuple[str, ...]) -> Any:
        """A value as plain data; a text that refers to something becomes its key."""
        if isinstance(value, Text):
            return dict(value.said)
        if isinstance(value, Model):
            key = self._book.key.get(value) if isinstance(value, Node) else None
            return self.of(value) if key is None else key
        if isinstance(value, Mapping):
            return {name: self.value(each, kinds) for name, each in value.items()}
        if isinstance(value, tuple):
            return [self.value(each, kinds) for each in value]
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str):
            return self._key(value, kinds)
        return str(value) if isinstance(value, Clock) else value

    def _key(self, said: str, kinds: tuple[str, ...]) -> str:
        if not kinds or said == "none":
            return str(said)
        found = self._book.find_any(kinds, said, self._near)
        return self._book.key[found] if found is not None else str(said)


@cache
def kinds_of(type_: Any) -> tuple[str, ...]:
    """The kinds of thing that a field's texts may name."""
    return next(iter(_kinds(type_)), ())


def _kinds(type_: Any) -> Iterator[tuple[str, ...]]:
    note = annotation(type_, RefTo)
    if note is not None:
        yield note.kinds
    elif not is_model(type_):
        for option in alternatives(type_):
            for inner in get_args(option) if option is type_ else (option,):
                yield from _kinds(inner)
