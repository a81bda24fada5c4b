"""The first place of the handbook where a field is written, as its file writes it."""

import re
from collections.abc import Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

from ..book import Book
from ..load import find_field, load_bytes
from ..memo import Kept, Same
from ..model.base import Model, Node
from ..model.kinds import WORD_OF
from ..model.shape import key_of
from ..problem import Mark
from .homes import holder_of

MOST_LINES = 7
Places = dict[tuple[type[Model], str], tuple[Node, Node | None]]


class Excerpt(NamedTuple):
    """Lines of a file of the handbook, where the first of them stands, and the thing with a page that they belong to."""

    lines: tuple[str, ...]
    place: Mark
    owner: Node | None


class Excerpts:
    """Looks up examples in the files of a handbook, each file read at most once; `kept` has those read before."""

    def __init__(self, book: Book, root: Path, kept: Kept[Any] | None = None) -> None:
        self._book = book
        self._root = root
        self._kept: Kept[Any] = kept if kept is not None else Kept()
        self._files: dict[str, tuple[Any, list[str]]] = {}

    def lines(self, path: str) -> list[str]:
        """The lines of a file of the handbook; none where there is no such file."""
        return self._file(path)[1]

    def of(self, model: type[Model], attribute: str) -> Excerpt | None:
        """An example of a field; None where no file writes it."""
        found = self._places.get((model, attribute)) or self._places.get((holder_of(model, attribute), attribute))
        return None if found is None else self._cut(found[0], key_of(attribute), found[1])

    @cached_property
    def _places(self) -> Places:
        """By class and attribute, the first object that has it, and the thing it belongs to."""
        found: Places = {}
        order = {unit.id: place for place, unit in enumerate(self._book.units)}
        roots = [self._book.settings, *self._book.roots]
        for root in sorted(roots, key=lambda each: order.get(each.mark.path.split("/")[1], -1)):
            for field, place in self._kept.of(("fields", root), partial(_first, root)).items():
                found.setdefault(field, place)
        return found

    def _cut(self, node: Node, key: str, owner: Node | None) -> Excerpt | None:
        file = self._file(node.mark.path)
        found: Excerpt | None = self._kept.of(("cut", Same(file), node.mark, key), partial(_cut, file, node.mark, key))
        return found and found._replace(owner=owner)

    def _file(self, path: str) -> tuple[Any, list[str]]:
        if path not in self._files:
            file = self._root / path
            data = file.read_bytes() if file.is_file() else None
            self._files[path] = self._kept.of(("file", path, data), partial(_file, data, path))
        return self._files[path]


def _cut(file: tuple[Any, list[str]], mark: Mark, key: str) -> Excerpt | None:
    """The lines of a field of the object at a mark; None where it stands there no more."""
    tree, lines = file
    value = find_field(tree, mark, key) if tree is not None else None
    if value is None:
        return None
    begins, ends = _extent(lines, value, key)
    shown = lines[begins : begins + MOST_LINES] if ends - begins >= MOST_LINES else lines[begins : ends + 1]
    margin = min(len(line) - len(line.lstrip(" ")) for line in shown if line.strip())
    cut = [line[margin:] for line in shown] + (["…"] if ends - begins >= MOST_LINES else [])
    return Excerpt(tuple(cut), Mark(mark.path, begins + 1, 1), None)


def _file(data: bytes | None, path: str) -> tuple[Any, list[str]]:
    """The tree and the lines of a file."""
    if data is None:
        return None, []
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return load_bytes(data, path)[0], text.split("\n")


def _first(root: Node) -> Places:
    """By class and attribute, the first object of a file that has it, and the thing it belongs to."""
    found: Places = {}
    for node, owner in _nodes(root, None):
        for attribute in node.__dict__:
            if attribute in type(node).fields:
                found.setdefault((type(node), attribute), (node, owner))
                found.setdefault((holder_of(type(node), attribute), attribute), (node, owner))
    return found


def _extent(lines: list[str], value: Any, key: str) -> tuple[int, int]:
    """The lines on which a field begins and ends: from its key to the last line of its value."""
    begins = value.start_mark.line
    named = re.compile(rf"(^|[\s{{,-]){re.escape(key)}\s*:")
    while begins > 0 and not named.search(lines[begins]):
        begins -= 1
    ends = min(value.end_mark.line, len(lines) - 1)
    if value.end_mark.column == 0 or not lines[ends][: value.end_mark.column].strip():
        ends -= 1
    while ends > begins and not lines[ends].strip():
        ends -= 1
    return begins, max(begins, ends)


def _nodes(value: object, owner: Node | None) -> Iterator[tuple[Node, Node | None]]:
    """Every object in a value, with the innermost thing of a kind that it belongs to."""
    if isinstance(value, Node):
        owner = value if type(value) in WORD_OF else owner
        yield value, owner
        for each in value.__dict__.values():
            yield from _nodes(each, owner)
    elif isinstance(value, tuple) and not isinstance(value, Mark):
        for each in value:
            yield from _nodes(each, owner)
