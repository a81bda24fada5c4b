"""The bytes of a file → its text, whatever it was saved as; lines as YAML counts them; corrections applied."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from .problem import Edit

# What YAML takes for the end of a line. Editors agree on the first three.
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# Characters of GB 2312: signs and letters, then Han; those of level 1 are most of any real text.
GB_PAIR = rb"[\x81-\xfe][\x40-\xfe]"
GB_2312 = rb"[\xa1-\xa9\xb0-\xf7][\xa1-\xfe]"
GB_LEVEL_1 = rb"[\xb0-\xd7][\xa1-\xfe]"


class Source(NamedTuple):
    """What a file holds. `text` is None where it is not known how to read the bytes.

    `encoding` is what they were saved as ("" when unknown), `bom` whether a byte order mark came
    first, `at` the offset of the first byte that is not UTF-8, or -1.
    """

    text: str | None
    encoding: str
    bom: bool = False
    at: int = -1


def decode(data: bytes) -> Source:
    """The text of a file's bytes: UTF-8, or another encoding where there is no doubt which."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            text = _decoded(data[len(bom) :], encoding)
            if text is not None and "\0" not in text:
                return Source(text, encoding, bom=True, at=-1 if encoding == "utf-8" else 0)
    try:
        plain = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _otherwise(data, error.start)
    return _otherwise(data, data.index(0)) if "\0" in plain else Source(plain, "utf-8")


def _otherwise(data: bytes, at: int) -> Source:
    wide = _utf_16(data)
    if wide:
        return Source(_decoded(data, wide), wide, at=0)
    if b"\0" not in data and _is_gbk(data):
        return Source(_decoded(data, "gb18030"), "gbk", at=at)
    return Source(None, "", at=at)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf_16(data: bytes) -> str:
    """Which UTF-16 bytes without a mark are: YAML's own signs then have a zero byte each."""
    start = data[:2000]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(start) >= 4 and zeros.count(0) * 3 > len(zeros) and start.count(0) == zeros.count(0):
            text = _decoded(data, encoding)
            if text is not None and "\0" not in text:
                return encoding
    return ""


def _is_gbk(data: bytes) -> bool:
    """Whether bytes are Chinese in GBK beyond doubt: nearly all pairs are of GB 2312, most of its common part."""
    if _decoded(data, "gb18030") is None:
        return False
    pairs = re.findall(GB_PAIR, data)
    known = sum(re.fullmatch(GB_2312, pair) is not None for pair in pairs)
    common = sum(re.fullmatch(GB_LEVEL_1, pair) is not None for pair in pairs)
    return known * 20 >= len(pairs) * 19 and common * 2 >= len(pairs)


class Lines:
    """A text by lines. Lines and columns are counted from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in BREAK.finditer(text))]

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, line: int) -> str:
        """A line without its break."""
        return self.text[self.starts[line] : self.end(line)]

    def end(self, line: int) -> int:
        """Where a line ends, before its break."""
        if line + 1 >= len(self.starts):
            return len(self.text)
        end = self.starts[line + 1]
        return end - (2 if self.text[end - 2 : end] == "\r\n" else 1)

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        line = bisect_right(self.starts, offset) - 1
        return line, offset - self.starts[line]

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column."""
        return self.starts[min(line, len(self.starts) - 1)] + column


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with corrections that do not overlap."""
    parts, reached = [], 0
    for edit in sorted(edits):
        parts += [text[reached : edit.start], edit.text]
        reached = edit.end
    return "".join([*parts, text[reached:]])


def lines_corrected(text: str, edits: Iterable[Edit]) -> list[tuple[int, str]]:
    """The lines that corrections change, as they read afterwards, with the numbers they then have, from 1.

    Lines that vanish are left out, and so are those that only end differently.
    """
    lines = Lines(text)
    found: list[tuple[int, str]] = []
    shift = 0
    for start, end, inside in _stretches(lines, sorted(edits)):
        moved = [Edit(edit.start - start, edit.end - start, edit.text) for edit in inside]
        old, new = (BREAK.split(each) for each in (text[start:end], applied(text[start:end], moved)))
        first = lines.place(start)[0] + 1 + shift
        found += [(first + place, line) for place, line in enumerate(new) if line.strip() and line not in old]
        shift += len(new) - len(old)
    return found


def _stretches(lines: Lines, edits: list[Edit]) -> list[tuple[int, int, list[Edit]]]:
    """Whole lines with the corrections inside them, from top to bottom."""
    found: list[tuple[int, int, list[Edit]]] = []
    for edit in edits:
        start = lines.starts[lines.place(edit.start)[0]]
        end = lines.end(lines.place(edit.end)[0])
        if found and start < found[-1][1]:
            first, last, inside = found.pop()
            found.append((first, max(last, end), [*inside, edit]))
        else:
            found.append((start, end, [edit]))
    return found
