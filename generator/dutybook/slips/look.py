"""What a finder of slips looks at, and what it suggests."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from ..binding import short
from ..problem import Edit, Kind, Mark, Problem, corrected, fault
from ..source import Lines

LONGEST_LINE = 2000
MOST_LINES = 8


class Repair(NamedTuple):
    """Slips that, corrected together, may be what was wrong.

    `alone`: surely so only if nothing else of its kind helps as well. `odds`: of two that help as
    much, the one with less is likelier.
    """

    slips: tuple[Problem, ...]
    alone: bool = False
    odds: int = 0

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All corrections."""
        return tuple(edit for slip in self.slips for edit in slip.edits)

    @property
    def is_safe(self) -> bool:
        """Whether it only changes signs and blanks, and so may be right even if more is wrong at its place."""
        return not self.alone and all(slip.safe for slip in self.slips)


def unsafe(slip: Problem) -> Repair:
    """A slip whose correction is likely, but for a person to make."""
    return Repair((slip._replace(safe=False),))


class Look:
    """A text with a problem in it; `keys` are the keys that a handbook knows."""

    def __init__(self, lines: Lines, problem: Problem, keys: frozenset[str], readable: bool) -> None:
        self.lines = lines
        self.text = lines.text
        self.problem = problem
        self.keys = keys
        self.readable = readable

    @property
    def line(self) -> int:
        """The line of the problem, counted from 0."""
        return min(self.problem.mark.line, len(self.lines)) - 1

    @cached_property
    def suspects(self) -> list[int]:
        """The lines that may be to blame, the likeliest first: that of the problem, that before it, that where it began."""
        told = self.problem.values
        seen = int(str(told.get("line", self.line + 1))) - 1
        since = int(str(told.get("since", self.line + 1))) - 1
        above = [line for line in range(min(seen, len(self.lines)) - 1, -1, -1) if self.lines[line].strip()][
            :MOST_LINES
        ]
        found = [self.line, self.line + 1] if self.readable else [self.line, seen, *above[:1], since, *above[1:]]
        return [line for line in dict.fromkeys(found) if line < len(self.lines) and self._is_worth_a_look(line)]

    def _is_worth_a_look(self, line: int) -> bool:
        text = self.lines[line]
        return len(text) <= LONGEST_LINE and bool(text.strip()) and not text.lstrip().startswith("# ")

    def slip(self, kind: Kind[..., Any], start: int, *edits: Edit, **values: object) -> Problem:
        """A slip at an offset, with its correction."""
        line, column = self.lines.place(start)
        if "seen" in values:
            values["seen"] = short(str(values["seen"]))
        return corrected(fault(kind, Mark(self.problem.mark.path, line + 1, column + 1), **values), *edits, safe=True)


Finder = Callable[[Look], Iterator[Repair]]
