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
        """The draft with further corrections, given in offsets of the corrected text; those that touch become one."""
        old = [
            (start, start + len(edit.text), edit, True) for start, edit in zip(self._starts, self.edits, strict=True)
        ]
        spans = sorted([*old, *((edit.start, edit.end, edit, False) for edit in edits)])
        found: list[Edit] = []
        place = 0
        while place < len(spans):
            start, end = spans[place][:2]
            group = []
            while place < len(spans) and spans[place][0] <= end:
                group.append(spans[place])
                end = max(end, spans[place][1])
                place += 1
            found.append(self._merged(start, end, group))
        return Draft(self.original, tuple(found))

    def _merged(self, start: int, end: int, group: list[tuple[int, int, Edit, bool]]) -> Edit:
        """Corrections that touch each other, between two offsets of the corrected text, as one of the file."""
        if len(group) == 1 and group[0][3]:
            return group[0][2]
        first = min([self.back(start), *(edit.start for place, _, edit, is_old in group if is_old and place == start)])
        last = max([self.back(end), *(edit.end for _, place, edit, is_old in group if is_old and place == end)])
        new = [
            edit._replace(start=edit.start - start, end=edit.end - start) for _, _, edit, is_old in group if not is_old
        ]
        return Edit(first, last, applied(self.text[start:end], new))

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
        place = Mark(problem.mark.path, line + 1, column + 1)
        if self.touches(problem.edits):
            return problem._replace(mark=place, edits=(), safe=False)
        return problem._replace(mark=place, edits=edits)

    def touches(self, edits: tuple[Edit, ...]) -> bool:
        """Whether a correction of the corrected text changes what another has changed already."""
        return any(_touch(edit, self._starts, [len(old.text) for old in self.edits]) for edit in edits)

    def has_changed(self, edits: tuple[Edit, ...]) -> bool:
        """As touches, for corrections in offsets of the file."""
        starts = [old.start for old in self.edits]
        return any(_touch(edit, starts, [old.end - old.start for old in self.edits]) for edit in edits)

    def move(self, root: Node) -> None:
        """Gives every node of the corrected text's tree its place in the file."""
        todo: list[Any] = [root]
        while todo:
            node = todo.pop()
            node.start_mark, node.end_mark = self.spot(node.start_mark.index), self.spot(node.end_mark.index)
            if not isinstance(node, ScalarNode):
                for child in node.value:
                    todo.extend(child if isinstance(child, tuple) else (child,))


def _touch(edit: Edit, starts: list[int], lengths: list[int]) -> bool:
    """Whether a correction overlaps one of the stretches, which are in order, or stands directly beside it."""
    at = bisect_right(starts, edit.end) - 1
    return at >= 0 and starts[at] + lengths[at] >= edit.start
