"""How wide text is on a terminal, and lines that fit it. Chinese characters take two columns."""

from collections.abc import Iterator
from unicodedata import combining, east_asian_width

CLOSING = "，。、；：？！）》”’】…,.;:?!)]}%"
OPENING = "（《“‘【([{/"


def width(text: str) -> int:
    """The columns a text takes. Characters that are wide in some terminals count as wide, so that nothing overflows."""
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WFA" else 1 for each in text)


def wrap(text: str, columns: int, indent: str = "") -> Iterator[str]:
    """Lines of at most so many columns; each begins with the indent. Chinese breaks anywhere but before 。 and after （."""
    room = max(2, columns - len(indent))
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and width(line) + width(piece) > room:
                yield indent + line.rstrip()
                line = ""
            line += piece if line else piece.lstrip()
            while width(line) > room:
                head = _head(line, room)
                yield indent + head
                line = line[len(head) :]
        yield (indent + line).rstrip()


def _head(piece: str, room: int) -> str:
    """As much as fits of what is wider than a line; one character at least."""
    taken = 1
    while taken < len(piece) and width(piece[: taken + 1]) <= room:
        taken += 1
    return piece[:taken]


def _pieces(text: str) -> Iterator[str]:
    """What is kept together: words with the blanks before them, wide characters with the marks that cling to them."""
    piece = ""
    for each in text:
        wide = east_asian_width(each) in "WF"
        last = piece[-1:]
        clings = each in CLOSING or last in OPENING
        joins = last and not wide and each != " " and (last == " " or east_asian_width(last) not in "WF")
        if piece and not clings and not joins:
            yield piece
            piece = ""
        piece += each
    if piece:
        yield piece
