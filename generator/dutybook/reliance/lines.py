"""The lines of `confirmed.txt`: who read what against what, on which day. `dutybook confirm` is their only writer.

    duty:tobacco/visit-log en:text zh 1f0c2ab3d9 9d8e7f6a00 2026-11-25 tobacco/market-manager # a remark

The thing, its part, what the part relies on, the digest of the part's own words, the digest of what it relies on, the
day, the role, and after a `#` a remark. Lines are sorted, and two for one part are both right, so that git can merge
two files by keeping the lines of either side.
"""

import re
from datetime import date
from typing import NamedTuple

HEAD = "# Written by `dutybook confirm`, never by hand. See docs/review.md.\n"
LINE = re.compile(
    r"(?P<thing>[a-z-]+:\S+) (?P<part>\S+) (?P<on>\S+) (?P<own>[0-9a-f]{10}) (?P<relied>[0-9a-f]{10}) "
    r"(?P<day>20\d\d-\d\d-\d\d) (?P<role>\S+)(?: # (?P<note>.+))?"
)


class Line(NamedTuple):
    """One confirmation. `on` is a thing (`duty:tobacco/visit-log`), or the language that was translated from."""

    thing: str
    part: str
    on: str
    own: str
    relied: str
    day: date
    role: str
    note: str = ""

    def __str__(self) -> str:
        said = f"{self.thing} {self.part} {self.on} {self.own} {self.relied} {self.day} {self.role}"
        return f"{said} # {self.note}" if self.note else said


class Lines(NamedTuple):
    """What a file says, and the numbers of the lines that say nothing."""

    lines: tuple[Line, ...]
    unreadable: tuple[int, ...]


def lines_of(text: str) -> Lines:
    """The confirmations in the text of a file."""
    found, unreadable = [], []
    for number, said in enumerate(text.splitlines(), 1):
        if said.strip() and not said.startswith("#"):
            line = _line(said.rstrip())
            if line is None:
                unreadable.append(number)
            else:
                found.append(line)
    return Lines(tuple(found), tuple(unreadable))


def text_of(lines: set[Line]) -> str:
    """The text of a file with these confirmations."""
    return HEAD + "".join(f"{each}\n" for each in sorted(map(str, lines)))


def _line(said: str) -> Line | None:
    found = LINE.fullmatch(said)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        return None
    thing, part, on, own, relied = found.group("thing", "part", "on", "own", "relied")
    return Line(thing, part, on, own, relied, day, found["role"], found["note"] or "")
