"""What a text must not hold before YAML is asked: signs that nobody sees, tabs, marks of a merge.

Each check is for texts that a cheap look made suspicious; a clean handbook never comes here.
"""

import re
from collections.abc import Iterator
from itertools import islice

from . import slip_faults, yaml_faults
from .problem import Edit, Mark, Problem, corrected, fault
from .signs import LOST, UNSEEN
from .source import BREAK, Lines

NAMES = {
    "\x0b": ("a line break of Word", "Word的换行"),
    "\x85": ("a line break that nobody sees", "看不见的换行"),
    "\xad": ("a hidden hyphen", "隐藏的连字符"),
    "\u200b": ("a space without width", "零宽空格"),
    "\u200e": ("a mark of direction", "方向标记"),
    "\u200f": ("a mark of direction", "方向标记"),
    "\u2028": ("a line break that nobody sees", "看不见的换行"),
    "\u2029": ("a line break that nobody sees", "看不见的换行"),
    "\ufeff": ("a byte order mark", "字节顺序标记"),
    "\ufffc": ("the place of a picture", "图片的占位符"),
    "\ufffd": ("the stand-in for a character that was lost", "丢失的字留下的占位符"),
}
BREAKS = frozenset("\x0b\x0c\x85\u2028\u2029")
# A file with more of them is hardly a text.
MOST = 1000
CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r]|$)", re.MULTILINE)


def breaches(text: str, name: str) -> Iterator[Problem]:
    """Everything in a text that this dialect of YAML does not allow, with its correction."""
    lines = Lines(text)
    yield from _unseen(text, name, lines)
    yield from _tabs(text, name, lines)
    yield from _conflicts(text, name, lines)


def place(lines: Lines, offset: int, name: str) -> Mark:
    """The mark of an offset."""
    line, column = lines.place(offset)
    return Mark(name, line + 1, column + 1)


def more(count: int) -> dict[str, str]:
    """How a message says that the same stands in further places."""
    if count < 1:
        return {"more": "", "more_zh": ""}
    if count >= MOST:
        return {"more": " (and in very many more places)", "more_zh": "（另有很多处）"}
    return {"more": f" (and in {count} more place{'s' if count > 1 else ''})", "more_zh": f"（另有{count}处）"}


def _unseen(text: str, name: str, lines: Lines) -> Iterator[Problem]:
    for signs, safe in ((UNSEEN, True), (LOST, False)):
        found = list(islice(re.finditer(f"[{signs}]", text), MOST + 1))
        if not found:
            continue
        first = found[0][0]
        called = NAMES.get(first, ("", ""))
        problem = fault(
            yaml_faults.control_character,
            place(lines, found[0].start(), name),
            character=f"U+{ord(first):04X}" + (f" ({called[0]})" if called[0] else ""),
            character_zh=f"U+{ord(first):04X}" + (f"（{called[1]}）" if called[1] else ""),
            **more(len(found) - 1),
        )
        edits = [Edit(each.start(), each.end(), _instead_of_unseen(text, each)) for each in found]
        yield corrected(problem, *edits, safe=True) if safe and len(found) <= MOST else problem


def _instead_of_unseen(text: str, found: re.Match[str]) -> str:
    """Nothing; for a line break nobody sees, one that everybody sees before a key or an item, else a space."""
    if found[0] not in BREAKS:
        return ""
    return "\n" if re.compile(r" *(?:- |[A-Za-z][\w-]*:(?: |$))", re.ASCII).match(text, found.end()) else " "


def _tabs(text: str, name: str, lines: Lines) -> Iterator[Problem]:
    tabs = (each for each in re.finditer("\t+", text) if not _in_remark(text, each.start()))
    found = list(islice(tabs, MOST + 1))
    if found:
        edits = [Edit(each.start(), each.end(), _instead_of_tab(text, each.start(), each.end())) for each in found]
        problem = fault(yaml_faults.tab, place(lines, found[0].start(), name), **more(len(found) - 1))
        yield corrected(problem, *edits, safe=True) if len(found) <= MOST else problem


def _in_remark(text: str, offset: int) -> bool:
    """Whether the line is a remark from its beginning to this place."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    return text[start:offset].lstrip().startswith("#")


def _instead_of_tab(text: str, start: int, end: int) -> str:
    """Two spaces a tab at the beginning of a line, nothing at its end, one space elsewhere."""
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if not text[line:start].strip():
        return "  " * (end - start)
    after = text[end : end + 1]
    return "" if not after or BREAK.match(after) else " "


def _conflicts(text: str, name: str, lines: Lines) -> Iterator[Problem]:
    """One fault a conflict: where it begins, with the lines of its middle and its end."""
    inside = False
    for found in CONFLICT.finditer(text):
        sign = found[0]
        if sign[0] == "<" or not inside:
            end = lines.end(lines.place(found.start())[0])
            yield fault(
                slip_faults.conflict_marker,
                place(lines, found.start(), name),
                seen=text[found.start() : end][:40],
                end=_end_of_conflict(text, found.end(), lines),
            )
        inside = sign[0] != ">"


def _end_of_conflict(text: str, start: int, lines: Lines) -> int:
    end = next((found.start() for found in CONFLICT.finditer(text, start) if found[0][0] == ">"), start)
    return lines.place(end)[0] + 1
