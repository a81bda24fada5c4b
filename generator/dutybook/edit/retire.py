"""Taking a thing out of force: who still depends on it, what may replace it, and the mark in its file."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from yaml.nodes import MappingNode, ScalarNode

from ..book import Book, unit_of, unit_of_path
from ..model.base import Entity
from ..model.kinds import KINDS
from ..problem import Mark
from .change import Change, File
from .rename import Named
from .splice import Cut, rewritten, value_of, with_field
from .typed import Thing, walk

RETIRABLE = tuple(word for word, kind in KINDS.items() if issubclass(kind.model, Entity) and word != "unit")


class Use(NamedTuple):
    """A place that names the thing: the field, and the entity in which it stands."""

    mark: Mark
    key: str
    holder: str
    node: ScalarNode
    file: File


def uses(book: Book, root: Path, thing: Named) -> list[Use]:
    """Every place that names a thing, in the order of the files; what is retired itself does not count."""
    return [use for file in Change(root).files() for use in _uses(book, file, thing)]


def _uses(book: Book, file: File, thing: Named) -> Iterator[Use]:
    unit = unit_of_path(file.name)
    holders = {each.mark: each for word in RETIRABLE for each in _entities(book, word)}
    holder: Entity | None = None
    for each in walk(file.root, file.model):
        if isinstance(each, Thing):
            holder = holders.get(_mark(each.node, file.name), holder)
        elif each.node.value != "none" and book.find_any(each.kinds, each.node.value, unit) is thing.node:
            retired = holder is not None and book.status(holder) == "retired"
            if not retired and holder is not thing.node:
                name = book.key[holder] if holder is not None else file.name
                yield Use(_mark(each.node, file.name), each.key, name, each.node, file)


def _entities(book: Book, word: str) -> list[Entity]:
    return [each for each in book.all(KINDS[word].model) if isinstance(each, Entity)]


def _mark(node: MappingNode | ScalarNode, name: str) -> Mark:
    return Mark(name, node.start_mark.line + 1, node.start_mark.column + 1)


def retired(root: Path, thing: Named, instead: Named | None, found: list[Use]) -> Change:
    """The thing marked as retired, and named no more where `instead` takes its place."""
    change = Change(root)
    for file in change.files():
        cuts = [
            rewritten(use.node, file.text, _spelt(instead, file))
            for use in found
            if instead and use.file.name == file.name
        ]
        if file.name == thing.node.mark.path:
            cuts.append(_marked(file, thing))
        change.cut(file, cuts)
    return change


def _spelt(thing: Named, file: File) -> str:
    """How a file's unit names a thing."""
    return str(thing.node.id) if unit_of_path(file.name) == unit_of(thing.node) else thing.key


def _marked(file: File, thing: Named) -> Cut:
    for each in walk(file.root, file.model):
        if isinstance(each, Thing) and _mark(each.node, file.name) == thing.node.mark:
            status = value_of(each.node, "status")
            if isinstance(status, ScalarNode):
                return rewritten(status, file.text, "retired")
            return with_field(each.node, each.model, file.text, "status", "retired")
    raise AssertionError("the thing stands in its file")
