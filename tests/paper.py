"""Measures PDFs: letters and lines in millimetres from the top left corner, their sizes, fonts and colours."""

import ctypes
import math
import re
from functools import lru_cache
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

MM = 25.4 / 72


class Letter(NamedTuple):
    """A visible character. `size` in points."""

    said: str
    size: float
    font: str
    colour: tuple[int, int, int]
    left: float
    top: float
    right: float
    bottom: float


class Path(NamedTuple):
    """A line or box. `stroke` is the width of its line in points, 0 without one."""

    stroke: float
    colour: tuple[int, int, int]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def wide(self) -> float:
        """In millimetres."""
        return self.right - self.left

    @property
    def high(self) -> float:
        """In millimetres."""
        return self.bottom - self.top


class Leaf(NamedTuple):
    """A page."""

    wide: float
    high: float
    text: str
    letters: list[Letter]
    paths: list[Path]


def leaves(pdf: bytes) -> list[Leaf]:
    """The pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_leaf(page) for page in document]
    finally:
        document.close()


def _leaf(page: pypdfium2.PdfPage) -> Leaf:
    wide, high = page.get_size()
    text = page.get_textpage()
    letters = list(_letters(text, high))
    said = text.get_text_range().replace("\x02", "-").replace("\ufffe", "-")  # a hyphen at the end of a line
    paths = [
        _path(each, high) for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=15) if _is_drawn(each)
    ]
    text.close()
    page.close()
    return Leaf(wide * MM, high * MM, said.replace("\r\n", "\n"), letters, paths)


def _letters(text: pypdfium2.PdfTextPage, high: float):
    box = [ctypes.c_double() for _ in range(4)]
    colour = [ctypes.c_uint() for _ in range(4)]
    for place in range(text.count_chars()):
        said = chr(raw.FPDFText_GetUnicode(text, place))
        if said.isspace() or said == "\x00" or raw.FPDFText_IsGenerated(text, place) == 1:
            continue
        raw.FPDFText_GetCharBox(text, place, *(ctypes.byref(each) for each in box))
        raw.FPDFText_GetFillColor(text, place, *(ctypes.byref(each) for each in colour))
        left, right, bottom, top = (each.value for each in box)
        yield Letter(
            said,
            raw.FPDFText_GetFontSize(text, place) * _scale(text, place),
            _font(text, place),
            (colour[0].value, colour[1].value, colour[2].value),
            left * MM, (high - top) * MM, right * MM, (high - bottom) * MM,
        )  # fmt: skip


def _scale(text: pypdfium2.PdfTextPage, place: int) -> float:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, place, ctypes.byref(matrix))
    return math.hypot(matrix.b, matrix.d)


def _font(text: pypdfium2.PdfTextPage, place: int) -> str:
    buffer = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, place, buffer, 256, ctypes.byref(flags))
    return buffer.value.decode("utf-8", "replace")


def _is_drawn(each: pypdfium2.PdfObject) -> bool:
    return each.get_bounds()[2] - each.get_bounds()[0] > 0.01 or each.get_bounds()[3] - each.get_bounds()[1] > 0.01


def _path(each: pypdfium2.PdfObject, high: float) -> Path:
    left, bottom, right, top = each.get_bounds()
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(each, ctypes.byref(width))
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(each, ctypes.byref(fill), ctypes.byref(stroke))
    colour = [ctypes.c_uint() for _ in range(4)]
    get = raw.FPDFPageObj_GetStrokeColor if stroke.value else raw.FPDFPageObj_GetFillColor
    get(each, *(ctypes.byref(one) for one in colour))
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(each, ctypes.byref(matrix))
    pen = width.value * abs(matrix.a) if stroke.value else 0.0
    return Path(
        pen, (colour[0].value, colour[1].value, colour[2].value),
        left * MM, (high - top) * MM, right * MM, (high - bottom) * MM,
    )  # fmt: skip


def on_paper(page: Leaf) -> None:
    """What holds of every printed page of a checklist, whoever prints it: paper, margins, black, sizes of letters and boxes."""
    assert (round(page.wide), round(page.high)) == (210, 297)
    inked = [*page.letters, *page.paths]
    assert min(each.left for each in inked) >= 20
    assert max(each.right for each in inked) <= 198.2
    assert min(each.top for each in inked) >= 12
    assert max(each.bottom for each in inked) <= 285.2
    assert {each.colour for each in inked} == {(0, 0, 0)}, "all black"
    assert min(each.size for each in page.letters) >= 8.95
    ticks = [each for each in page.paths if abs(each.wide - each.high) < 0.3 and 4 < each.wide < 8]
    for each in ticks:
        assert each.wide - each.stroke * 25.4 / 72 >= 5
        assert each.stroke >= 0.99
    fields = [each for each in page.paths if each.stroke and each.wide > 20 and each.high > 5 and each not in ticks]
    for each in fields:
        assert each.wide >= 25
        assert each.high >= 8


@lru_cache(maxsize=4096)
def squeezed(said: str) -> str:
    """A text without white space, as it is compared with what was typed."""
    return re.sub(r"\s", "", said)
