"""Walks the objects of a handbook: every reference they hold, every text, and everything that people wrote."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .model.base import Node, Text
from .model.kinds import WORD_OF
from .model.shape import Refers, key_of, refers_of
from .problem import Mark

PLAIN = frozenset((str, int, bool, Mark))


class Reference(NamedTuple):
    """One place where something names something else by id."""

    owner: Node
    holder: Node
    key: str
    place: int | None
    kinds: tuple[str, ...]
    value: str


class Worded(NamedTuple):
    """One text of the handbook, with the thing it belongs to and the field it stands in."""

    owner: Node
    holder: Node
    key: str
    text: Text


class Wording(NamedTuple):
    """A piece of what people wrote: the mapping it stands in, and its key there (a language, or a field)."""

    said: str
    holder: Mark
    key: str


def walk(node: Node, owner: Node, references: list[Reference], texts: list[Worded]) -> None:
    """Adds what a node and everything in it refers to, and says."""
    known: dict[str, Refers] = _refers(type(node))
    for attribute, value in node.__dict__.items():
        kind = type(value)
        if kind is Text:
            texts.append(Worded(owner, node, key_of(attribute), value))
            continue
        entry = known.get(attribute)
        if kind in PLAIN:
            # Most values are one word, and most of the time of a walk was spent on looking into them.
            if entry is not None and entry.kinds and kind is str and value != "none":
                references.append(Reference(owner, node, entry.key, None, entry.kinds, value))
            continue
        if entry is None:
            if isinstance(value, tuple | Mapping) and attribute != "mark":
                said = (each for _, each in _members(value) if type(each) is Text)
                texts.extend(Worded(owner, node, key_of(attribute), each) for each in said)
            continue
        for index, each in _members(value):
            if isinstance(each, str):
                if entry.kinds and each != "none":
                    references.append(Reference(owner, node, entry.key, index, entry.kinds, each))
            elif type(each) is Text:
                texts.append(Worded(owner, node, entry.key, each))
            elif isinstance(each, Node):
                walk(each, each if type(each) in WORD_OF else owner, references, texts)


_KNOWN: dict[type, dict[str, Refers]] = {}


def _refers(model: type[Node]) -> dict[str, Refers]:
    known = _KNOWN.get(model)
    if known is None:
        known = _KNOWN[model] = {entry.attribute: entry for entry in refers_of(model)}
    return known


def _members(value: object) -> Iterator[tuple[int | None, object]]:
    if isinstance(value, tuple):
        for index, each in enumerate(value):
            if isinstance(each, tuple):
                yield from _members(each)
            else:
                yield index, each
    elif isinstance(value, Mapping):
        yield from ((None, each) for each in value.values())
    else:
        yield None, value


def wordings(value: object, holder: Mark | None = None, key: str = "") -> Iterator[Wording]:
    """Every piece of text in objects and what they hold, in all languages; codes, numbers and versions too."""
    if isinstance(value, Node):
        for attribute, each in value.__dict__.items():
            if attribute != "mark":
                yield from wordings(each, value.mark, key_of(attribute))
    elif type(value) is Text:
        yield from (Wording(said, value.mark, language) for language, said in value.said.items())
    elif isinstance(value, str):
        if holder is not None:
            yield Wording(value, holder, key)
    elif isinstance(value, tuple | Mapping):
        for _, each in _members(value):
            yield from wordings(each, holder, key)
