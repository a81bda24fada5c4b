"""A text on its way to what was meant: corrections laid over it, and every place traced back to the file."""

from bisect import bisect_right
from typing import Any, NamedTuple

from yaml.nodes import Node, ScalarNode

from .problem import Edit, Mark, Problem
from .source import Lines, applied


class Spot(NamedTuple):
    """A place in a text, counted from 0, as YAML's nodes carry it."""

    index: int  # type: ignore[assignment]  # the name that YAML gives it
    line: int
    column: int


class Draft:
    """A file's text with corrections, which are kept in the file's own offsets and do not touch each other."""

    def __init__(self, original: str, edits: tuple[Edit, ...] = ()) -> None:
        self.original = original
        self.edits = edits
        self.text = applied(original, edits)
        self._starts: list[int] = []
        delta = 0
        for edit in edits:
            self._starts.append(edit.start + delta)
            delta += len(edit.text) - (edit.end - edit.start)
        self._lines: Lines | None = None
        self._original_lines: Lines | None = None

    @property
    def lines(self) -> Lines:
        """The corrected text by lines."""
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines

    def corrected(self, edits: tuple[Edit, ...]) -> "Draft":
        """The draft with further corrections, given in offsets of the corrected text."""
        draft = self
        for edit in sorted(edits, reverse=True):
            draft = Draft(self.original, draft._with(edit))
        return draft

    def _with(self, edit: Edit) -> tuple[Edit, ...]:
        """The corrections with one more; those that it touches become one with it."""
        start, end = edit.start, edit.end
        first, last, text = self.back(start), self.back(end), edit.text
        kept = []
        for place, old in zip(self._starts, self.edits, strict=True):
            stop = place + len(old.text)
            if stop < edit.start or place > edit.end:
                kept.append(old)
                continue
            if place < start:
                text, first = self.text[place:start] + text, old.start
            if stop > end:
                text, last = text + self.text[end:stop], old.end
            first, last = min(first, old.start), max(last, old.end)
            start, end = min(start, place), max(end, stop)
        return tuple(sorted([*kept, Edit(first, last, text)]))

    def back(self, offset: int) -> int:
        """The offset in the file of an offset in the corrected text."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return offset
        edit, start = self.edits[at], self._starts[at]
        if offset < start + len(edit.text):
            return edit.start + min(offset - start, edit.end - edit.start)
        return edit.end + offset - start - len(edit.text)

    def spot(self, offset: int) -> Spot:
        """The place in the file of an offset in the corrected text."""
        if self._original_lines is None:
            self._original_lines = Lines(self.original)
        origin = self.back(offset)
        return Spot(origin, *self._original_lines.place(origin))

    def problem(self, problem: Problem) -> Problem:
        """A problem of the corrected text as one of the file."""
        _, line, column = self.spot(self.lines.offset(problem.mark.line - 1, problem.mark.column - 1))
        edits = tuple(Edit(self.back(each.start), self.back(each.end), each.text) for each in problem.edits)
        if any(self._touched(each) for each in problem.edits):
            return problem._replace(mark=Mark(problem.mark.path, line + 1, column + 1), edits=(), safe=False)
        return problem._replace(mark=Mark(problem.mark.path, line + 1, column + 1), edits=edits)

    def _touched(self, edit: Edit) -> bool:
        return any(
            start <= edit.end and start + len(old.text) >= edit.start
            for start, old in zip(self._starts, self.edits, strict=True)
        )

    def move(self, root: Node) -> None:
        """Gives every node of the corrected text's tree its place in the file."""
        todo: list[Any] = [root]
        while todo:
            node = todo.pop()
            node.start_mark, node.end_mark = self.spot(node.start_mark.index), self.spot(node.end_mark.index)
            if not isinstance(node, ScalarNode):
                for child in node.value:
                    todo.extend(child if isinstance(child, tuple) else (child,))
