"""Checklists on paper: sheets (views/sheet.py) → PDF."""

import re
from collections.abc import Sequence
from typing import Any

from .typeset import Typesetter

COUNT = re.compile(rb"/Type/Pages/Count (\d+)")
TOO_HIGH = re.compile(r"does not fit: (\S+) (\S*)")


class TooHigh(Exception):
    """A pause point is higher than a page; the arguments are the checklist's key and the pause point's id."""


def pdf_of(sheets: Sequence[dict[str, Any]], typesetter: Typesetter) -> bytes:
    """One PDF with a sheet after the other, each with its own page numbers. Raises TooHigh."""
    from .code import qr_of

    data = {"sheets": [{**each, "qr": qr_of(each["address"])} for each in sheets]}
    try:
        return typesetter.pdf("sheet.typ", data)
    except RuntimeError as error:
        found = TOO_HIGH.search(str(error))
        if found is None:
            raise
        raise TooHigh(found[1], found[2]) from error


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of the typesetter has."""
    found = COUNT.search(pdf)
    if found is None:
        raise ValueError("no page tree")
    return int(found[1])
