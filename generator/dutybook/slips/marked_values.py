"""Values that have to stand in quotation marks: they begin with a sign of YAML, or hold ': ' or ' #'."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from .. import slip_faults as faults
from ..problem import Edit, Kind, Problem
from ..quoting import quoted
from .look import Look, Repair

# What the computer takes a value for that begins with a sign.
TAKEN = {
    ">": ("the beginning of a text in the next lines", "下面几行正文的开头"),
    "|": ("the beginning of a text in the next lines", "下面几行正文的开头"),
    "*": ("a reference to another place", "对别处的引用"),
    "&": ("a name for references", "供引用的名字"),
    "!": ("the type of a value", "值的类型"),
    "%": ("an order to the program", "给程序的指令"),
    "@": ("a sign kept for later versions", "留给以后版本的符号"),
    "`": ("a sign kept for later versions", "留给以后版本的符号"),
    "?": ("the beginning of a key", "键的开头"),
    "-": ("an item of a list", "列表的一项"),
    "#": ("a remark", "备注"),
    "{{": ("keys with values", "一组键值"),
    ",": ("the end of an item", "一项的结束"),
    "]": ("the end of a list", "列表的结束"),
    "}": ("the end of a mapping", "键值的结束"),
}
IN_BLOCK = re.compile(r"^( *(?:- +)*(?:[\"']?[A-Za-z][\w-]*[\"']?:(?: +|$))?)(\S.*?)? *$", re.ASCII)
IN_FLOW = re.compile(r"(?<=[{,]) *[\"']?([A-Za-z][\w-]*)[\"']?: +", re.ASCII)
PARTNERS = {'"': '"', "'": "'", "[": "]", "{": "}"}


class Value(NamedTuple):
    """A value of a line as it is written, and where it begins."""

    start: int
    text: str


def marked_values(look: Look) -> Iterator[Repair]:
    """Each value of the lines under suspicion that has a reason to be quoted, quoted; then all of a line."""
    for number in look.suspects:
        text, start = look.lines[number], look.lines.starts[number]
        for values in (_in_flow(text, look.keys), _in_items(text), _in_block(text)):
            slips = [slip for value in values if (slip := _slip(look, start, value)) is not None]
            for slip in slips:
                yield Repair((slip,))
            if len(slips) > 1:
                yield Repair((slips[0]._replace(edits=tuple(edit for slip in slips for edit in slip.edits)),))


BACKSLASHES = re.compile(r'"([^"\n]*\\[^"\n]*)"')


def backslashes(look: Look) -> Iterator[Repair]:
    """Each line under suspicion with its backslashes in single quotation marks."""
    for number in look.suspects:
        found = list(BACKSLASHES.finditer(look.lines[number]))
        if found:
            start = look.lines.starts[number]
            edits = [Edit(start + each.start(), start + each.end(), quoted(each[1])) for each in found]
            first = found[0]
            yield Repair((look.slip(faults.backslash_in_quotes, start + first.start(), *edits, seen=first[0]),))


def _in_block(text: str) -> list[Value]:
    found = IN_BLOCK.match(text)
    return [Value(found.end(1), found[2])] if found and found[1].strip() and found[2] else []


def _in_flow(text: str, keys: frozenset[str]) -> list[Value]:
    """The values of known keys in braces: each up to the next known key, the last up to the closing brackets."""
    found = [each for each in IN_FLOW.finditer(text) if each[1] in keys]
    if not found:
        return []
    closing = re.search(r"[}\]\s,]*$", text)
    last = closing.start() if closing else len(text)
    values = [
        Value(one.end(), text[one.end() : other.start()].rstrip().removesuffix(",")) for one, other in pairwise(found)
    ]
    values.append(Value(found[-1].end(), text[found[-1].end() : max(last, found[-1].end())]))
    # A value before another known key may end earlier, with the braces that hold it.
    shorter = [Value(value.start, value.text.rstrip("} ")) for value in values if value.text.rstrip().endswith("}")]
    return [value for value in (*values, *shorter) if value.text.strip()]


def _in_items(text: str) -> list[Value]:
    """The items of a list in brackets on one line."""
    found = re.search(r"\[([^\[\]{}]*)\]", text)
    if found is None:
        return []
    values, start = [], found.start(1)
    for part in found[1].split(","):
        values.append(Value(start + len(part) - len(part.lstrip()), part.strip()))
        start += len(part) + 1
    return [value for value in values if value.text]


def _slip(look: Look, line_start: int, value: Value) -> Problem | None:
    """The slip of a value that needs quotation marks; None where there is no reason for them."""
    reason = _reason(look, value.text)
    if reason is None:
        return None
    kind, at, told = reason
    start = line_start + value.start
    edit = Edit(start, start + len(value.text), quoted(_inner(value.text)))
    return look.slip(kind, start + at, edit, seen=told.pop("seen", value.text), **told)


def _inner(text: str) -> str:
    """A value without the quotation marks that enclose it but do not hold it together: "He said "no"."""
    if len(text) > 2 and text[0] in "\"'" and text[-1] == text[0]:
        inner = text[1:-1]
        return inner if re.search(rf"(?:^|\s){text[0]}\S|\S{text[0]}(?:\s|$)|\w{text[0]}\w", inner) else text
    return text


def _reason(look: Look, text: str) -> tuple[Kind[..., Any], int, dict[str, str]] | None:
    sign = text[0]
    if text.startswith("{{"):
        taken, taken_zh = TAKEN["{{"]
        return faults.sign_at_the_start, 0, {"sign": "{{", "taken": taken, "taken_zh": taken_zh}
    if sign in PARTNERS:
        return _after_the_end(text)
    if _is_meant(look, text):
        return None
    if sign in TAKEN and not (sign in "-?" and text[1:2] not in ("", " ")):
        taken, taken_zh = TAKEN[sign]
        return faults.sign_at_the_start, 0, {"sign": sign, "taken": taken, "taken_zh": taken_zh}
    found = re.search(r":(?: |$)", text)
    if found:
        return faults.colon_in_a_value, found.start(), {}
    found = re.search(" #", text)
    if found:
        return faults.hash_cuts_a_value, found.end() - 1, {"seen": text[found.end() - 1 :]}
    return None


def _is_meant(look: Look, text: str) -> bool:
    """Whether a sign is what YAML takes it for: a reference with its name, a text in the next lines."""
    name = re.match(r"[*&]([\w-]+)", text, re.ASCII)
    if name:
        other = "&" if text[0] == "*" else "*"
        return re.search(rf"(?<!\S)[{re.escape(other)}]{re.escape(name[1])}(?![\w-])", look.text, re.ASCII) is not None
    return re.fullmatch(r"[|>][+-]?[0-9]?[+-]?|!!\w+.*", text) is not None


def _after_the_end(text: str) -> tuple[Kind[..., Any], int, dict[str, str]] | None:
    """A value that begins with a quotation mark or bracket and goes on behind its partner."""
    end = text.find(PARTNERS[text[0]], 1)
    rest = text[end + 1 :].strip()
    if end < 0 or not rest or rest[0] in ",:#":
        return None
    return faults.text_after_the_end, end + 1, {"closed": text[: end + 1][-12:], "seen": rest}
