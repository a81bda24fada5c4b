"""Lines that begin in the wrong column."""

import re
from collections.abc import Iterator

from .. import shape_faults, slip_faults, value_faults
from ..problem import Edit, Problem
from ..signs import BLANK, BLANKS, named_blank
from .look import Look, Repair, unsafe

LEAD = re.compile(rf"[ \t{BLANKS}]*")
MOST_BLOCK = 400
MOST_CHILDREN = 10
UNKNOWN = (shape_faults.unknown_key, value_faults.field_of_something_else)


def indents(look: Look) -> Iterator[Repair]:
    """Each line under suspicion, with what belongs to it, in the columns of the lines above and below."""
    for number in look.suspects:
        columns = indent_of(look.lines[number])
        for target in _targets(look, number, columns):
            runs = [tuple(range(number, last + 1)) for last in _run(look, number, columns)]
            for lines in dict.fromkeys((tuple(_block(look, number, columns)), (number,), *runs)):
                slip = _slip(look, number, columns, target, lines)
                yield Repair((slip,), alone=True, odds=sum(len(edit.text) % 2 for edit in slip.edits))


def outdented_children(look: Look) -> Iterator[Repair]:
    """The lines below an empty key, the first of them, the first two …, indented so that they belong to it."""
    start, text = look.lines.starts[look.line], look.lines[look.line]
    columns = indent_of(text)
    edits: list[Edit] = []
    for number in range(look.line + 1, min(look.line + MOST_CHILDREN, len(look.lines))):
        line = look.lines[number]
        if not line.strip() or indent_of(line) < columns:
            break
        edits.append(Edit(look.lines.starts[number], look.lines.starts[number], "  "))
        key = str(look.problem.values["key"])
        yield Repair((look.slip(slip_faults.lines_not_indented, start + columns, *edits, key=key),), alone=True)


def stray_hyphens(look: Look) -> Iterator[Repair]:
    """The item that lacks a field, as a part of the item above."""
    text, start = look.lines[look.line], look.lines.starts[look.line]
    found = re.match(r" *(- +)(?=\S)", text)
    if found:
        edit = Edit(start + found.start(1), start + found.end(1), " " * len(found[1]))
        yield unsafe(look.slip(slip_faults.hyphen_too_many, start + found.start(1), edit, seen=text[found.end() :]))


def wide_indents(look: Look) -> Iterator[Repair]:
    """Each line under suspicion whose indentation is made of other blanks than spaces."""
    for number in look.suspects:
        text, start = look.lines[number], look.lines.starts[number]
        lead = LEAD.match(text)
        found = re.search(BLANK, lead[0]) if lead else None
        if lead is None or found is None:
            continue
        character, character_zh = named_blank(found[0])
        told = {"character": character, "character_zh": character_zh, "seen": text.lstrip("\u3000 ")[:24]}
        spaces = [len(re.sub("\u3000", "  ", lead[0])), len(lead[0]), lead[0].count(" "), *_targets(look, number, -1)]
        for columns in dict.fromkeys(spaces):
            edit = Edit(start, start + len(lead[0]), " " * columns)
            yield Repair((look.slip(slip_faults.wide_blank, start + found.start(), edit, **told),))


def tabs(look: Look) -> Iterator[Repair]:
    """Indentation by tabs, with tabs as wide as editors make them, or as the line before."""
    edits = look.problem.edits
    if not edits or "\t" not in look.text[edits[0].start : edits[0].end]:
        return
    for width in (2, 4, 8, 1):
        yield Repair((look.problem._replace(edits=tuple(_as_wide(look, edit, width) for edit in edits)),))
    first = look.lines.place(edits[0].start)[0]
    for columns in _targets(look, first, -1):
        same = tuple(edit._replace(text=" " * columns) if _leads(look, edit) else edit for edit in edits)
        yield Repair((look.problem._replace(edits=same),))


def _leads(look: Look, edit: Edit) -> bool:
    line, column = look.lines.place(edit.start)
    return not look.lines[line][:column].strip()


def _as_wide(look: Look, edit: Edit, width: int) -> Edit:
    return edit._replace(text=" " * width * (edit.end - edit.start)) if _leads(look, edit) else edit


def indent_of(text: str) -> int:
    """The number of spaces before a line's first sign."""
    return len(text) - len(text.lstrip(" "))


def _targets(look: Look, number: int, columns: int) -> list[int]:
    """The columns in which lines above begin, and what stands behind their hyphens; the next line's; nearest first."""
    found: list[int] = []
    limit = 1 << 30
    for above in range(number - 1, max(-1, number - MOST_BLOCK), -1):
        text = look.lines[above]
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        indent = indent_of(text)
        if indent < limit:
            behind = re.match(r" *(?:- +)+", text)
            found += [indent, indent + 2, *([behind.end()] if behind else [])]
            limit = indent
        if limit == 0:
            break
    below = next(
        (line for line in range(number + 1, min(number + 5, len(look.lines))) if look.lines[line].strip()), None
    )
    found += [indent_of(look.lines[below])] if below is not None else []
    return [each for each in sorted(dict.fromkeys(found), key=lambda each: abs(each - columns)) if each != columns][:8]


def _block(look: Look, number: int, columns: int) -> list[int]:
    """A line and the lines below that are indented further."""
    found = [number]
    inside = columns + 2 if look.lines[number].lstrip().startswith("- ") else columns
    for line in range(number + 1, min(number + MOST_BLOCK, len(look.lines))):
        text = look.lines[line]
        if text.strip() and indent_of(text) <= columns and not (inside > columns and indent_of(text) >= inside):
            break
        found.append(line)
    return found


def _run(look: Look, number: int, columns: int) -> list[int]:
    """The last lines of stretches that begin with a line and all begin in its column."""
    found = []
    for line in range(number + 1, min(number + MOST_CHILDREN, len(look.lines))):
        if indent_of(look.lines[line]) != columns or not look.lines[line].strip():
            break
        found.append(line)
    return found


def _slip(look: Look, number: int, columns: int, target: int, lines: tuple[int, ...]) -> Problem:
    edits = []
    for line in lines:
        start, text = look.lines.starts[line], look.lines[line]
        if text.strip():
            old = indent_of(text)
            edits.append(Edit(start, start + old, " " * max(0, old + target - columns)))
    at = look.lines.starts[number] + columns
    if look.problem.kind in UNKNOWN:
        told = {key: value for key, value in look.problem.values.items() if key in ("key", "what", "what_zh")}
        return look.slip(slip_faults.indented_too_far, at, *edits, meant=target, **told)
    return look.slip(slip_faults.wrong_indentation, at, *edits, columns=columns, meant=target)
