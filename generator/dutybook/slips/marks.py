"""Signs and blanks on one line that look right and are others: ： ， 【 “ 　, a missing space, a bullet."""

import re
from collections.abc import Callable, Iterator
from itertools import combinations

from .. import slip_faults as faults
from .. import value_faults
from ..problem import Edit, Problem
from ..signs import BLANKS, BRACKETS, BULLETS, COLONS, COMMAS, DASHES, DOUBLE, SINGLE, half_width, named_blank
from .look import Look, Repair, unsafe

MOST_SETS = 16
OPENERS = "".join(BRACKETS)[::2]
CLOSERS = "".join(BRACKETS)[1::2]
WIDE_IN_KEYS = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
# Where a key may stand: at the beginning of a line or of an item, after a bracket or a comma.
KEY = re.compile(
    rf"(?:^[ {BLANKS}]*(?:[-{BULLETS}][ {BLANKS}]*)*|[{{\[{OPENERS},{COMMAS}][ {BLANKS}]*)"
    rf"(?P<word>[\"'{DOUBLE}{SINGLE}]?(?P<key>[A-Za-z\uff21-\uff5a][\w{WIDE_IN_KEYS}{DASHES}-]*)[\"'{DOUBLE}{SINGLE}]?)"
    rf"(?P<gap>[ {BLANKS}]*)(?P<sign>[:{COLONS}=＝])(?P<after>[ {BLANKS}]*)",
    re.ASCII,
)
BETWEEN_ITEMS = re.compile(rf"(?<=[A-Za-z0-9\]}}\"'”’{CLOSERS}])[ ]*([{COMMAS}])[ ]*(?=[A-Za-z0-9\[{{\"'“‘{OPENERS}])")
BEFORE_KEY = re.compile(rf"[ ]*([{COMMAS}])[ {BLANKS}]*(?=[\"'“‘]?([A-Za-z][\w-]*)[\"'”’]?[ ]*[:{COLONS}])", re.ASCII)
OPENING = re.compile(rf"(?:^|[:{COLONS},{COMMAS}\[{{-])[ {BLANKS}]*([{OPENERS}])")
CLOSING = re.compile(rf"([{CLOSERS}])(?=[ {BLANKS}]*(?:$|[,{COMMAS}\]}}]| #))")
WRAPPED = re.compile(
    rf"(?:^|[:{COLONS},{COMMAS}\[{{{OPENERS}-])[ {BLANKS}]*(?:([{DOUBLE}])([^{DOUBLE}\"]*)([{DOUBLE}])|([{SINGLE}])([^{SINGLE}']*)([{SINGLE}]))"
    rf"(?=[ {BLANKS}]*(?:$|[,{COMMAS}\]}}{CLOSERS}]| #))"
)
BARE_KEY = re.compile(r"^ *(?:- +)*([A-Za-z][A-Za-z-]*)( +|$)(?=[^:：=]|$)")
HYPHEN = re.compile(r"^( *(?:- +)*)-(?=[^\s-])")
BULLET = re.compile(rf"^[ {BLANKS}]*([{BULLETS}]|\d{{1,2}}[.)、．）])[ {BLANKS}]*(?=\S)")
BLANK = re.compile(rf"(?<=[:,\[{{\-{COLONS}])[{BLANKS}]+|[{BLANKS}]+(?=[:,\]}}{COLONS}]|$)")
UNBRACKETED = re.compile(
    rf"^( *(?:- +)*[A-Za-z][\w-]*: +)([A-Za-z0-9/-]+(?:[ ]*[,{COMMAS}][ ]*[A-Za-z0-9/-]+)+)[ ]*$", re.ASCII
)


class Line:
    """A line of a text that a finder looks at."""

    def __init__(self, look: Look, number: int) -> None:
        self.look = look
        self.text = look.lines[number]
        self.start = look.lines.starts[number]

    def edit(self, start: int, end: int, text: str) -> Edit:
        """A correction inside the line."""
        return Edit(self.start + start, self.start + end, text)

    def known(self) -> list[re.Match[str]]:
        """Where known keys stand, however they are written."""
        return [found for found in _overlapping(KEY, self.text) if as_key(found["key"]) in self.look.keys]


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches that may share the sign between them: one match's colon is followed by the next one's bracket."""
    found = pattern.search(text)
    while found is not None:
        yield found
        found = pattern.search(text, max(found.end() - 1, found.start() + 1))


def as_key(written: str) -> str:
    """A key as it would be typed on an English keyboard."""
    return re.sub(f"[{DASHES}_]", "-", half_width(written)).casefold()


def marks(look: Look) -> Iterator[Repair]:
    """Each line under suspicion with some of its odd signs made right, few before many."""
    for number in look.suspects:
        line = Line(look, number)
        groups = [group for find in FINDERS if (group := find(line))]
        sets = [chosen for size in range(1, len(groups) + 1) for chosen in combinations(groups, size)]
        for chosen in sets[:MOST_SETS]:
            yield Repair((as_one([slip for group in chosen for slip in group]),))


def every_line(look: Look) -> Iterator[Repair]:
    """All colons of a file at once: where no line has a proper one, the whole file is one text for the computer."""
    if look.line > 3 or not look.readable:
        return
    slips = []
    for number in range(look.line, min(len(look.lines), 500)):
        if len(look.lines[number]) < 2000:
            line = Line(look, number)
            found = [slip for find in (colons, spaces) for slip in find(line)]
            slips += [as_one(found)] if found else []
    if len(slips) > 1:
        yield Repair(tuple(slips))


def as_one(slips: list[Problem]) -> Problem:
    """Slips on one line as the first of them, corrected together."""
    first = min(slips, key=lambda slip: slip.mark)
    edits = sorted({edit for slip in slips for edit in slip.edits})
    kept = [edit for place, edit in enumerate(edits) if place == 0 or edit.start >= edits[place - 1].end]
    return first._replace(edits=tuple(kept), safe=all(slip.safe for slip in slips))


def colons(line: Line) -> list[Problem]:
    """Full-width colons and equals signs after keys."""
    found = []
    for each in line.known():
        sign = each["sign"]
        if sign == ":" or (sign in "=＝" and each.start("word") > len(each[0]) and "{" in line.text):
            continue
        kind = faults.equals_for_colon if sign in "=＝" else faults.full_width_colon
        start, end = each.start("gap"), each.end("after")
        edit = line.edit(start, end, ": " if line.text[end:].strip() else ":")
        seen = line.text[each.start("word") :].strip()
        at = line.start + each.start("sign")
        found.append(line.look.slip(kind, at, edit, key=each["key"], sign=sign, seen=seen[:24]))
    return found


def bare_keys(line: Line) -> list[Problem]:
    """A key at the beginning of a line, without a colon."""
    each = BARE_KEY.match(line.text)
    if each is None or each[1] not in line.look.keys:
        return []
    edit = line.edit(each.end(1), each.end(1), ":")
    seen = line.text[each.start(1) :]
    return [line.look.slip(faults.no_colon_after_key, line.start + each.end(1), edit, key=each[1], seen=seen)]


def spaces(line: Line) -> list[Problem]:
    """Missing spaces after the colons of keys."""
    found = []
    for each in line.known():
        rest = line.text[each.end() :]
        if each["sign"] == ":" and not each["after"] and rest and not rest.startswith("//"):
            end = each.end("sign")
            seen = re.split(r"[,}\]]", line.text[each.start("word") :])[0]
            edit = line.edit(each.start("gap"), end, ": ")
            found.append(line.look.slip(faults.no_space_after_colon, line.start + end - 1, edit, seen=seen))
    return found


def keys(line: Line) -> list[Problem]:
    """Keys in curly quotation marks or full-width letters."""
    found = []
    for each in line.known():
        word, key = each["word"], as_key(each["key"])
        if word.strip("\"'") == each["key"] and each["key"].isascii():
            continue
        dash = re.search(f"[{DASHES}]", each["key"])
        kind = faults.curly_quotation_mark if each["key"].isascii() else faults.full_width_characters
        told = {"sign": dash[0] if dash else word[0], "seen": word, "value": word, "key": key}
        edit = line.edit(each.start("word"), each.end("word"), key)
        kind = value_faults.dash_for_hyphen if dash else kind
        found.append(line.look.slip(kind, line.start + each.start("word"), edit, **told))
    return found


def commas(line: Line) -> list[Problem]:
    """Full-width commas between items and between keys with their values; items without brackets."""
    found = []
    for pattern in (BETWEEN_ITEMS, BEFORE_KEY):
        for each in pattern.finditer(line.text):
            if each[1] != "," and (pattern is BETWEEN_ITEMS or as_key(each[2]) in line.look.keys):
                edit = line.edit(each.start(), each.end(), ", ")
                opening = max(line.text.rfind("[", 0, each.start()), line.text.rfind("{", 0, each.start()), 0)
                seen = line.text[opening:].strip()
                found.append(
                    line.look.slip(faults.full_width_comma, line.start + each.start(1), edit, sign=each[1], seen=seen)
                )
    return found


def commas_between_texts(look: Look) -> Iterator[Repair]:
    """Full-width commas inside brackets, which may belong to a text: for a person to decide."""
    line = Line(look, look.line)
    inside = re.search(r"\[[^\[\]{}]*\]", line.text)
    found = list(re.finditer(f" *([{COMMAS}]) *", inside[0])) if inside else []
    if inside and found:
        edits = [line.edit(inside.start() + each.start(), inside.start() + each.end(), ", ") for each in found]
        at = line.start + inside.start() + found[0].start(1)
        yield unsafe(look.slip(faults.full_width_comma, at, *edits, sign=found[0][1], seen=inside[0]))


def unbracketed(line: Line) -> list[Problem]:
    """Items on one line without brackets."""
    each = UNBRACKETED.match(line.text)
    if each is None:
        return []
    parts = re.split(f"[ ]*([,{COMMAS}])[ ]*", each[2])
    edit = line.edit(each.start(2), each.end(2), f"[{', '.join(parts[::2])}]")
    at = line.start + each.start(2) + len(parts[0])
    return [line.look.slip(faults.full_width_comma, at, edit, sign=parts[1], seen=each[2])]


def brackets(line: Line) -> list[Problem]:
    """Full-width brackets around lists and mappings."""
    found = []
    opening = re.search(f"[{OPENERS}]", line.text)
    inside = line.text[opening.end() :] if opening else ""
    holds_keys = re.search(rf"[A-Za-z][\w-]*[ ]*[:{COLONS}]", inside)
    for each in (*OPENING.finditer(line.text), *CLOSING.finditer(line.text)):
        sign = each[1]
        meant = BRACKETS[sign]
        if holds_keys:
            meant = "{" if sign in OPENERS else "}"
        edit = line.edit(each.start(1), each.end(1), meant)
        seen = line.text[each.start(1) :] if sign in OPENERS else line.text[: each.end(1)][-24:]
        found.append(
            line.look.slip(
                faults.full_width_bracket, line.start + each.start(1), edit, sign=sign, seen=seen[:24].strip()
            )
        )
    return found


def quotation_marks(line: Line) -> list[Problem]:
    """Values that stand in curly quotation marks."""
    found = []
    for each in WRAPPED.finditer(line.text):
        place = 1 if each[1] else 4
        start, end = each.start(place), each.end(place + 2)
        edit = line.edit(start, end, f'"{each[place + 1]}"')
        found.append(
            line.look.slip(
                faults.curly_quotation_mark, line.start + start, edit, sign=each[place], seen=line.text[start:end]
            )
        )
    return found


def blanks(line: Line) -> list[Problem]:
    """Blanks that are no spaces, beside the signs of YAML and at the end of the line."""
    found = []
    for each in BLANK.finditer(line.text):
        edit = line.edit(each.start(), each.end(), "" if each.end() == len(line.text) else " ")
        character, character_zh = named_blank(each[0][0])
        seen = line.text.strip()
        told = {"character": character, "character_zh": character_zh, "seen": seen[:24]}
        found.append(line.look.slip(faults.wide_blank, line.start + each.start(), edit, **told))
    return found


def hyphens(line: Line) -> list[Problem]:
    """Hyphens that begin an item, without a space after them."""
    each = HYPHEN.match(line.text)
    if each is None:
        return []
    edit = line.edit(each.end(), each.end(), " ")
    seen = line.text.strip()[:24]
    return [line.look.slip(faults.no_space_after_hyphen, line.start + each.end() - 1, edit, seen=seen)]


def bullets(line: Line) -> list[Problem]:
    """Items that begin with the signs of Word and Markdown."""
    each = BULLET.match(line.text)
    if each is None:
        return []
    edit = line.edit(each.start(1), each.end(), "- ")
    seen = line.text.strip()[:24]
    return [line.look.slip(faults.bullet_for_hyphen, line.start + each.start(1), edit, sign=each[1], seen=seen)]


FINDERS: tuple[Callable[[Line], list[Problem]], ...] = (
    colons, spaces, bare_keys, keys, commas, unbracketed, brackets, quotation_marks, blanks, hyphens, bullets,
)  # fmt: skip
