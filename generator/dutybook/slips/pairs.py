"""Quotation marks and brackets without their partners."""

import re
from collections.abc import Iterator

from .. import slip_faults as faults
from ..problem import Edit
from .look import Look, Repair, unsafe

CLOSER = {"[": "]", "{": "}"}
BEFORE_NEXT_KEY = re.compile(r", *[A-Za-z][\w-]*: ", re.ASCII)


def pairs(look: Look) -> Iterator[Repair]:
    """Each line under suspicion with the partner of a quotation mark or bracket added or taken away."""
    for number in look.suspects:
        text, start = look.lines[number], look.lines.starts[number]
        yield from _quotation_marks(look, text, start)
        yield from _brackets(look, text, start)


def _quotation_marks(look: Look, text: str, start: int) -> Iterator[Repair]:
    opening = _open_quotation_mark(text)
    if opening < 0:
        return
    sign, end = text[opening], len(text.rstrip())
    closing = re.search(r"[}\]]+$", text.rstrip())
    places = [each.start() for each in BEFORE_NEXT_KEY.finditer(text, opening)]
    places += [closing.start()] if closing and closing.start() > opening else []
    for place in dict.fromkeys((*places, end)):
        edit = Edit(start + place, start + place, sign)
        kind = faults.quotation_mark_without_partner
        slip = look.slip(kind, start + opening, edit, sign=sign, seen=text[opening + 1 : opening + 25])
        yield unsafe(slip)


def _open_quotation_mark(text: str) -> int:
    """Where a quotation mark stands that begins a value and is not closed on its line, or -1."""
    place = 0
    while place < len(text):
        found = re.compile(r"(?:^|(?<=[\s\[{,]))[\"']").search(text, place)
        if found is None:
            return -1
        place = found.end()
        closing = text.find(found[0], place)
        if closing < 0:
            return found.start()
        place = closing + 1
    return -1


def _brackets(look: Look, text: str, start: int) -> Iterator[Repair]:
    opened, stray = _unbalanced(text)
    if stray >= 0:
        yield from _stray(look, text, start, stray, opened)
    elif opened:
        end = len(re.sub(r"(?: +#.*)?\s*$", "", text))
        closers = "".join(CLOSER[text[each]] for each in reversed(opened))
        for stop in dict.fromkeys((len(text[:end].rstrip(",")), end)):
            edit = Edit(start + stop, start + end, closers)
            yield _bracket(look, start + opened[-1], edit, text[opened[-1]], text[opened[-1] :].strip()[:24])


def _stray(look: Look, text: str, start: int, stray: int, opened: list[int]) -> Iterator[Repair]:
    """A closing bracket with the wrong partner or none: another in its place, none, or an opening one before the value."""
    seen = text[max(0, stray - 20) : stray + 1].strip()
    for put in (*([CLOSER[text[opened[-1]]]] if opened else []), ""):
        yield _bracket(look, start + stray, Edit(start + stray, start + stray + 1, put), text[stray], seen)
    if opened:
        edit = Edit(start + stray, start + stray, CLOSER[text[opened[-1]]])
        yield _bracket(look, start + opened[-1], edit, text[opened[-1]], text[opened[-1] :].strip()[:24])
    value = re.match(r" *(?:- +)*(?:[A-Za-z][\w-]*: +)?", text, re.ASCII)
    if value and not opened:
        put = "[" if text[stray] == "]" else "{"
        yield _bracket(look, start + stray, Edit(start + value.end(), start + value.end(), put), text[stray], seen)


def _bracket(look: Look, at: int, edit: Edit, sign: str, seen: str) -> Repair:
    return unsafe(look.slip(faults.bracket_without_partner, at, edit, sign=sign, seen=seen))


def _unbalanced(text: str) -> tuple[list[int], int]:
    """The brackets that a line leaves open, and the first that closes nothing or something else (or -1)."""
    opened: list[int] = []
    inside = ""
    for place, sign in enumerate(text):
        if inside:
            inside = "" if sign == inside else inside
        elif sign in "\"'" and (place == 0 or text[place - 1] in " [{,"):
            inside = sign
        elif sign in CLOSER:
            opened.append(place)
        elif sign in "]}":
            if not opened or CLOSER[text[opened[-1]]] != sign:
                return opened, place
            opened.pop()
    return opened, -1
