"""What one file gave: its objects' faults, each noted at its place with its correction where one is known."""

from typing import Any, Final, NamedTuple

from yaml.nodes import Node

from .problem import Edit, Kind, Mark, Problem, corrected, fault

INVALID: Final = object()
MOST = 100


class Enough(Exception):
    """A file has so many faults that it hardly is what it should be; no more are looked for."""


class Reading(NamedTuple):
    """A text as it was read: its tree and object (None where there is none), and the problems that are no slips."""

    node: Node | None
    value: Any
    binding: "Binding"
    problems: list[Problem]


class Result(NamedTuple):
    """What one file gave. `node` and `value` are None where it cannot be read; `faulty` are its faulty mappings.

    `sound` says that nothing but slips was found, so that all of the file is known as it was meant.
    """

    node: Node | None
    value: Any
    problems: list[Problem]
    faulty: frozenset[Mark] = frozenset()
    sound: bool = True


class Binding:
    """What one file gave: its problems, and which of its mappings are faulty.

    Rules keep silent about a faulty mapping, so that one slip gives one message. `slips` are
    faults with a correction beyond doubt: the file was read as corrected, so rules go on.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.slips: list[Problem] = []
        self.faulty: set[Mark] = set()

    def mark(self, node: Node) -> Mark:
        """Where a node begins."""
        start = node.start_mark
        return Mark(self.path, start.line + 1, start.column + 1)

    def note(self, kind: Kind[..., Any], node: Node, *edits: Edit, **values: object) -> object:
        """Notes a fault at a node, with its correction where one is known, and gives INVALID."""
        self.problems.append(corrected(fault(kind, self.mark(node), **values), *edits))
        if len(self.problems) >= MOST:
            raise Enough
        return INVALID

    def slip(self, kind: Kind[..., Any], node: Node, *edits: Edit, safe: bool, at: int = 0, **values: object) -> None:
        """Notes a fault at a node, or so many characters into it, that is read as corrected."""
        path, line, column = self.mark(node)
        self.slips.append(corrected(fault(kind, Mark(path, line, column + at), **values), *edits, safe=safe))
        if len(self.slips) >= MOST:
            raise Enough


def instead(node: Node, text: str) -> Edit:
    """The correction that puts a text in the place of a node."""
    start: Any = node.start_mark
    end: Any = node.end_mark
    return Edit(start.index, end.index, text)


def short(text: str, most: int = 40) -> str:
    """A value as messages quote it."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
