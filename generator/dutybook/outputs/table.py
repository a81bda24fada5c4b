"""Rows of text → CSV that spreadsheets open as it was meant: Chinese readable, nothing run as a formula."""

import csv
import io
from collections.abc import Iterable

MARK = "\ufeff"  # a byte-order mark, by which spreadsheets know UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how cells begin that a spreadsheet would run (OWASP, CSV injection)


def csv_of(rows: Iterable[Iterable[str]]) -> str:
    """Rows as CSV (RFC 4180: lines end in CRLF), the first of them the heads."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_plain(cell) for cell in row] for row in rows)
    return MARK + out.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
