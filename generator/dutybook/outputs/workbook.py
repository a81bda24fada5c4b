"""Tables → a workbook for spreadsheets (XLSX, ECMA-376), the same bytes each time. Every cell is text or a number, never a
formula. Written by hand: texts stand in their cells, so that a hundred thousand rows cost seconds and no library.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

Rows = Sequence[Sequence[str]]
EPOCH = (1980, 1, 1, 0, 0, 0)
NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
MOST, MOST_ROWS = 32_767, 1_048_576  # characters a cell can hold, rows a sheet can
NARROWEST, WIDEST, LOOKED_AT = 6, 60, 200  # columns are as wide as what stands in their first rows
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, 2.2
CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # spreadsheets read _x0041_ as a character
IN_NAME = re.compile(r"[\[\]:*?/\\]")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
VIEWS = "<bookViews><workbookView/></bookViews>"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Style 0 is plain, 1 a head: bold, with a line below; 2 a long text, which is broken into lines.
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="2"><border/><border><left/><right/><top/><bottom style="thin"/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/>'
    '<xf xfId="0" fontId="1" borderId="1" applyFont="1" applyBorder="1"/>'
    '<xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook with a sheet for each table; the first row of each are its heads.

    Names are cut to 31 characters, and tables to the rows that a sheet can hold: CSV holds them all.
    """
    tables = {IN_NAME.sub(" ", name)[:31]: rows for name, rows in sheets.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, texts in _parts(tables):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as part:
                for text in texts:
                    part.write(text.encode())
    return out.getvalue()


def _parts(tables: Mapping[str, Rows]) -> Iterator[tuple[str, Iterable[str]]]:
    """The files of the archive, each as pieces of text: a large table never stands in memory as a whole."""
    numbers = range(1, len(tables) + 1)
    overrides = [("workbook.xml", f"{SHEET_TYPE}.sheet.main+xml"), ("styles.xml", f"{SHEET_TYPE}.styles+xml")]
    overrides += [(f"worksheets/sheet{each}.xml", f"{SHEET_TYPE}.worksheet+xml") for each in numbers]
    said = "".join(f'<Override PartName="/xl/{part}" ContentType="{kind}"/>' for part, kind in overrides)
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    yield (
        "[Content_Types].xml",
        [
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>{said}</Types>'
        ],
    )
    yield "_rels/.rels", [_relations([("officeDocument", "xl/workbook.xml")])]
    names = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{each}" r:id="rId{each}"/>'
        for each, name in zip(numbers, tables, strict=True)
    )
    yield (
        "xl/workbook.xml",
        [f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{VIEWS}<sheets>{names}</sheets></workbook>'],
    )
    inside = [("worksheet", f"worksheets/sheet{each}.xml") for each in numbers]
    yield "xl/_rels/workbook.xml.rels", [_relations([*inside, ("styles", "styles.xml")])]
    yield "xl/styles.xml", [STYLES]
    for each, rows in zip(numbers, tables.values(), strict=True):
        yield f"xl/worksheets/sheet{each}.xml", _sheet(rows)


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    said = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'


def _sheet(rows: Rows) -> Iterator[str]:
    columns = [_letters(place) for place in range(max(map(len, rows), default=0))]
    yield f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    if columns:
        yield f"<cols>{''.join(_columns(rows, len(columns)))}</cols>"
    yield "<sheetData>"
    known: dict[str, str] = {}  # most cells say what many others say
    for number, row in enumerate(rows[:MOST_ROWS], 1):
        style = ' s="1"' if number == 1 else ""
        cells = []
        for letters, said in zip(columns, row, strict=False):
            rest = known.get(said)
            if rest is None:
                rest = known[said] = _cell(said)
            if rest:
                cells.append(f'<c r="{letters}{number}"{style}{rest}')
        yield f'<row r="{number}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def _cell(said: str) -> str:
    """A cell but for its place; nothing for one that is empty."""
    if NUMBER.fullmatch(said):
        return f"><v>{said}</v></c>"
    text = escape(CODE.sub("_x005F_", FORBIDDEN.sub("�", said[:MOST]))).replace("\r", "&#13;")
    style = ' s="2"' if len(said) > WIDEST else ""
    return f'{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' if said else ""


def _columns(rows: Rows, count: int) -> Iterator[str]:
    for place in range(count):
        texts = (row[place] for row in rows[:LOOKED_AT] if place < len(row))
        width = min(WIDEST, max((_width(each) for each in texts), default=0) + 2)
        yield f'<col min="{place + 1}" max="{place + 1}" width="{max(NARROWEST, width)}" customWidth="1"/>'


def _width(said: str) -> int:
    """How many columns of a narrow letter a text takes."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in said[:WIDEST])


def _letters(place: int) -> str:
    """A, B, …, Z, AA, …"""
    first, last = divmod(place, 26)
    return (_letters(first - 1) if first else "") + chr(65 + last)
