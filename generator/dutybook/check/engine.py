"""Runs the rules over a book and gives every finding its place."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..book import Book
from ..load import find_field, instead, load_file, locate
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
                problems.append(places.problem(each, mark, key, index, values))
    return problems


class _Places:
    """Looks up where a field stands, reading a file again only when a finding needs it."""

    def __init__(self, root: Path, book: Book) -> None:
        self._root = root
        self._book = book
        self._nodes: dict[str, Any] = {}
        self._meant: set[str] = set()

    def problem(self, kind: Rule, mark: Mark, key: str, index: int | None, values: dict[str, object]) -> Problem:
        """A finding as a problem. A value `instead` is the likely wording of the field, for the corrected line."""
        place = self._of(mark, key, index) if key else mark
        likely = values.get("instead")
        node = self._nodes.get(mark.path) if likely and mark.path not in self._meant else None
        found = find_field(node, mark, key, index) if node is not None else None
        edit = instead(found, str(likely)) if found is not None else None
        return Problem(kind, place, values, (edit,) if edit else ())

    def _of(self, mark: Mark, key: str, index: int | None) -> Mark:
        if mark.path not in self._nodes:
            self._nodes[mark.path] = self._tree(mark.path)
        node = self._nodes[mark.path]
        return (node and locate(node, mark, key, index)) or mark

    def _tree(self, path: str) -> Any:
        """The tree of a file; of one with slips, the tree as it was meant, from which its objects come."""
        node = load_file(self._root / path, path)[0]
        if node is not None:
            return node
        self._meant.add(path)
        model = next((type(root) for root in self._book.roots if root.mark.path == path), type(self._book.settings))
        return read_file(self._root / path, path, model).node
