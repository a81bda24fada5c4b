"""Tries likely corrections on a text that has faults, and keeps those that make it better. See mend.py."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from yaml.nodes import Node, ScalarNode

from .. import shape_faults, slip_faults, value_faults, yaml_faults
from ..bind import read_node, read_text
from ..binding import Reading, Result
from ..draft import Draft
from ..model.kinds import KINDS
from ..model.shape import keys_within
from ..problem import Kind, Problem
from .indents import indents, outdented_children, stray_hyphens, tabs, wide_indents
from .line_ends import line_ends
from .look import Finder, Look, Repair
from .marked_values import backslashes, marked_values
from .marks import commas_between_texts, every_line, marks
from .pairs import pairs
from .paste import fences

# What may be spent on reading a file again and again: about a second. See cost().
BUDGET = 6_000_000
MOST_SLIPS = 100
IN_TEXT: tuple[Finder, ...] = (
    fences, wide_indents, marks, backslashes, marked_values, pairs, indents,
)  # fmt: skip
# Faults with corrections of their own, or with none.
ON_ITS_OWN: dict[Kind[..., Any], tuple[Finder, ...]] = {
    yaml_faults.control_character: (),
    yaml_faults.tab: (tabs,),
    yaml_faults.too_deep: (),
    yaml_faults.several_documents: (),
    yaml_faults.file_empty: (),
    slip_faults.conflict_marker: (),
    slip_faults.hash_cuts_a_value: (),
}
IN_SHAPE: dict[Kind[..., Any], tuple[Finder, ...]] = {
    shape_faults.unknown_key: (wide_indents, marks, indents),
    value_faults.field_of_something_else: (wide_indents, marks, indents),
    shape_faults.missing_key: (stray_hyphens, indents),
    shape_faults.wrong_shape: (marks, every_line, marked_values),
    shape_faults.wrong_value: (marks, pairs, indents),
    shape_faults.empty_value: (marked_values, outdented_children),
    slip_faults.full_width_comma: (marks, commas_between_texts),
}
Key = tuple[str, int]


class Attempt(NamedTuple):
    """A draft, and as what it was read."""

    draft: Draft
    reading: Reading

    @property
    def node(self) -> Node | None:
        """The tree, or None."""
        return self.reading.node

    @property
    def problems(self) -> list[Problem]:
        """What is wrong and no slip."""
        return self.reading.problems

    @property
    def keys(self) -> list[Key]:
        """What tells its problems apart, whatever was corrected before them: code and place in the file."""
        lines = self.draft.lines
        return [
            (each.kind.code, self.draft.back(lines.offset(each.mark.line - 1, each.mark.column - 1)))
            for each in self.problems
        ]


def repaired(text: str, reading: Reading, name: str, model: type[Any]) -> Result:
    """What a text was meant to describe, with every slip and every fault that is left. `reading` is what it is as typed."""
    trail = _Trail(Attempt(Draft(text), reading))
    budget = BUDGET
    while len(trail.slips) < MOST_SLIPS:
        attempt, at = trail.attempt, trail.next_problem
        if at is None or cost(attempt.draft.text) > budget:
            break
        repair, better, spent = _best(attempt, at, name, model, budget)
        budget -= spent
        if repair is None or better is None:
            trail.give_up(at)
        else:
            trail.go_on(at, repair, better)
    return _result(trail.attempt, [*line_ends(text, name), *trail.slips], name, model)


def cost(text: str) -> int:
    """What reading a text costs: by its length and, as nodes cost more than letters, by its lines and commas."""
    return len(text) + 100 * (text.count("\n") + text.count(",")) + 2_000


class _Shift(NamedTuple):
    """The state before a line was shifted that left the text unreadable further down, and the problem then."""

    attempt: Attempt
    key: Key
    slips: list[Problem]


class _Trail:
    """The corrections made so far, and the problems that none explains."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self.slips: list[Problem] = []
        self._given_up: set[Key] = set()
        self._first: _Shift | None = None
        self._last = -1

    @property
    def next_problem(self) -> int | None:
        """The first problem that is worth a try."""
        return next((place for place, key in enumerate(self.attempt.keys) if key not in self._given_up), None)

    def give_up(self, at: int) -> None:
        """Leaves a problem as it is. Where shifted lines did not lead to a text that can be read, they were not wrong."""
        self._given_up.add(self.attempt.keys[at])
        if self.attempt.node is None and self._first is not None:
            self._back()

    def go_on(self, at: int, repair: Repair, better: Attempt) -> None:
        """Takes a correction. Where line after line would have to be shifted, the first shift was wrong."""
        lines = [self.attempt.draft.spot(edit.start).line for edit in repair.edits]
        if repair.alone and self._first is not None and self._last + 1 >= min(lines):
            self._back()
            return
        if better.node is not None:
            self._first = None
        elif repair.alone:
            self._first = self._first or _Shift(self.attempt, self.attempt.keys[at], list(self.slips))
            self._last = max(lines)
        self.slips += [self.attempt.draft.problem(slip) for slip in repair.slips]
        self.attempt = better

    def _back(self) -> None:
        """Back to before the first line was shifted."""
        assert self._first is not None
        self.attempt, key, self.slips = self._first
        self._given_up.add(key)
        self._first = None


def _best(
    attempt: Attempt, at: int, name: str, model: type[Any], budget: int
) -> tuple[Repair | None, Attempt | None, int]:
    """The correction that leaves fewest faults, what it gave, and how much was read for it."""
    found: list[tuple[tuple[int, ...], Repair, Attempt]] = []
    seen, spent = {attempt.draft.text}, 0
    for repair in _repairs(attempt, at):
        draft = attempt.draft.corrected(repair.edits)
        if draft.text in seen:
            continue
        seen.add(draft.text)
        spent += cost(draft.text)
        if spent > budget:
            break
        tried = Attempt(draft, read_text(draft.text, name, model))
        rank = _progress(attempt, at, tried, repair)
        if rank is not None:
            found.append((rank, repair, tried))
            if not tried.problems and not tried.reading.binding.slips and not repair.alone:
                break
    if not found:
        return None, None, spent
    rank, repair, tried = min(found, key=lambda each: each[0])
    same = [other for other, each, _ in found if other == rank and each.slips[0].kind is repair.slips[0].kind]
    if repair.alone and len(same) > 1:
        repair = repair._replace(slips=tuple(slip._replace(safe=False) for slip in repair.slips))
    return repair, tried, spent


def _repairs(attempt: Attempt, at: int) -> Iterator[Repair]:
    problem = attempt.problems[at]
    look = Look(attempt.draft.lines, problem, known_keys(), attempt.node is not None)
    if attempt.node is None and problem.edits:
        yield Repair((problem,))
    finders = IN_TEXT if attempt.node is None else IN_SHAPE.get(problem.kind, ())
    for finder in ON_ITS_OWN.get(problem.kind, finders):
        yield from finder(look)


def _progress(before: Attempt, at: int, after: Attempt, repair: Repair) -> tuple[int, ...] | None:
    """How good an attempt is, less is better; None where it is not better than the one before."""
    old, new = before.keys, after.keys
    if old[at] in new or (not repair.is_safe and _is_doubtful(before, after, repair)):
        return None
    if before.node is not None:
        return (
            (0, len(new), len(after.reading.binding.slips), repair.odds)
            if after.node is not None and not set(new) - set(old)
            else None
        )
    if after.node is not None:
        return (0, len(new), len(after.reading.binding.slips), repair.odds)
    # Still no YAML, but further down; what shifts a line has to take it out of the way.
    reached = before.draft.back(_end_of_line(before, repair)) if repair.alone else old[at][1]
    further = all(key in old or key[1] > reached for key in new)
    return (2 if repair.alone else 1, -min(key[1] for key in new), repair.odds) if further else None


def _is_doubtful(before: Attempt, after: Attempt, repair: Repair) -> bool:
    """Whether a correction only moves the fault: its lines are at fault still, or became part of a text above them."""
    if after.node is None:
        return False
    lines = after.draft.lines
    starts = [after.draft.spot(lines.offset(each.mark.line - 1, 0)).line for each in after.problems]
    touched = {before.draft.spot(edit.start).line for edit in repair.edits}
    return not touched.isdisjoint(starts) or (repair.alone and _swallows(after.node, touched))


def _swallows(root: Node, shifted: set[int]) -> bool:
    """Whether one of these lines has become part of a text that began above it."""
    todo: list[Any] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, ScalarNode):
            first, last = node.start_mark.line, node.end_mark.line
            if not node.style and last > first and any(first < line <= last for line in shifted):
                return True
        else:
            todo += [each for child in node.value for each in (child if isinstance(child, tuple) else (child,))]
    return False


def _end_of_line(before: Attempt, repair: Repair) -> int:
    lines = before.draft.lines
    last = max(each.mark.line for each in (*before.problems, *repair.slips))
    return lines.end(min(last, len(lines)) - 1)


def _result(attempt: Attempt, slips: list[Problem], name: str, model: type[Any]) -> Result:
    """The last attempt with every place as the file has it."""
    draft, node = attempt.draft, attempt.node
    if node is None:
        return Result(None, None, slips + [draft.problem(each) for each in attempt.problems], sound=False)
    reading = attempt.reading
    if draft.edits:
        draft.move(node)
        reading = read_node(node, name, model)
    binding, left = reading.binding, reading.problems
    problems = [_without_touched(each, draft) for each in (*binding.slips, *left)]
    return Result(node, reading.value, slips + problems, frozenset(binding.faulty), sound=not left)


def _without_touched(problem: Problem, draft: Draft) -> Problem:
    """A problem without its correction where another correction changes the same place; it comes with the next run."""
    return problem._replace(edits=(), safe=False) if draft.has_changed(problem.edits) else problem


@cache
def known_keys() -> frozenset[str]:
    """Every key that any part of a handbook knows."""
    return frozenset(key for kind in KINDS.values() for key in keys_within(kind.model)) | {"zh", "en"}
