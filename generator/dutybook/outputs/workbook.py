"""Tables → a workbook for spreadsheets (XLSX), the same bytes each time. Every cell is text or a number, never a formula."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

EPOCH = datetime(1980, 1, 1)
NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
MOST = 32_767  # characters a cell can hold
DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def workbook(sheets: Mapping[str, Iterable[Iterable[str]]]) -> bytes:
    """A workbook with a sheet for each table; the first row of each are its heads."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        for row in rows:
            cells = []
            for said in row:
                cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("�", said)[:MOST])
                if NUMBER.fullmatch(said):
                    cell.value = int(said)
                else:
                    cell.data_type = "s"  # a text that begins with = stays one
                cells.append(cell)
            sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _timeless(data: bytes) -> bytes:
    """The same archive without the time at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = DATES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", content)
            info = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()
