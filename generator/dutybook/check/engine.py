"""Runs the rules over a book and gives every finding its place."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..book import Book
from ..load import load_file, locate
from ..mend import read_file
from ..model.base import Node
from ..problem import Kind, Mark, Problem, Severity, kind


class Finding(NamedTuple):
    """What a rule found: on which object, in which of its fields, and the values to quote.

    `key` may be a path with dots; without it the finding stands where the object begins.
    """

    holder: Node | Mark
    key: str
    place: int | None
    values: dict[str, object]


Rule = Kind[[Book], Iterator[Finding]]


def rule(code: str, severity: Severity) -> Callable[[Callable[[Book], Iterator[Finding]]], Rule]:
    """Declares a rule: a function of the book that yields findings. See problem.py for its docstring."""
    return kind(code, severity)


def at(holder: Node | Mark, key: str = "", index: int | None = None, /, **values: object) -> Finding:
    """A finding on an object (or at a mark), in one of its fields."""
    return Finding(holder, key, index, values)


def run(book: Book, rules: Iterable[Rule], root: Path) -> list[Problem]:
    """Every finding of the rules, with its place. Silent about objects whose shape is at fault."""
    places = _Places(root, book)
    problems = []
    for each in rules:
        for holder, key, index, values in each(book):
            mark = holder if isinstance(holder, Mark) else holder.mark
            if mark not in book.faulty:
                problems.append(Problem(each, places.of(mark, key, index), values))
    return problems


class _Places:
    """Looks up where a field stands, reading a file again only when a finding needs it."""

    def __init__(self, root: Path, book: Book) -> None:
        self._root = root
        self._book = book
        self._nodes: dict[str, Any] = {}

    def of(self, mark: Mark, key: str, index: int | None) -> Mark:
        if not key:
            return mark
        if mark.path not in self._nodes:
            self._nodes[mark.path] = self._tree(mark.path)
        node = self._nodes[mark.path]
        return (node and locate(node, mark, key, index)) or mark

    def _tree(self, path: str) -> Any:
        """The tree of a file; of one with slips, the tree as it was meant, from which its objects come."""
        node = load_file(self._root / path, path)[0]
        if node is not None:
            return node
        model = next((type(root) for root in self._book.roots if root.mark.path == path), type(self._book.settings))
        return read_file(self._root / path, path, model).node
