"""Where something stands, and what is wrong with it: the two values every part speaks in."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Mark(NamedTuple):
    """A place in a file: the path as people type it, line and column counted from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One fault of the handbook, ready to be reported.

    `message` says what is wrong with the value quoted, `fix` what to do; both are
    complete sentences of one language without a full stop.
    """

    mark: Mark
    code: str
    severity: Severity
    name: str
    message: str
    fix: str
