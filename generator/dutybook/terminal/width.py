"""How wide text is on a terminal, and lines that fit it. Chinese characters take two columns."""

from collections.abc import Iterator
from unicodedata import combining, east_asian_width

CLOSING = "，。、；：？！）》”’】…,.;:?!)]}%"
OPENING = "（《“‘【([{/"


def width(text: str) -> int:
    """The columns a text takes. Characters that are wide in some terminals count as wide, so that nothing overflows."""
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WFA" else 1 for each in text)


def wrap(text: str, columns: int, indent: str = "", hang: int = 0) -> Iterator[str]:
    """Lines of at most so many columns; each begins with the indent, those after the first are indented by `hang` more.

    Chinese breaks anywhere but before 。 and after （.
    """
    for place, (line, last) in enumerate(_broken(text, max(2, columns - len(indent)), hang)):
        whole = indent + (" " * hang if place else "") + line
        yield whole.rstrip() if last else whole


def _broken(text: str, room: int, hang: int) -> Iterator[tuple[str, bool]]:
    """The lines without indents, and whether each is the last of its paragraph. After the first there is less room."""
    first = True
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and width(line) + width(piece) > (room if first else max(2, room - hang)):
                yield line.rstrip(), False
                line, first = "", False
            line += piece if line else piece.lstrip()
            while width(line) > (width_left := room if first else max(2, room - hang)):
                head = _head(line, width_left)
                yield head, False
                line, first = line[len(head) :], False
        yield line, True
        first = False


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
