"""A role's months (views/wall.py) → PDF."""

from typing import Any

from .typeset import Typesetter


def pdf_of(pages: dict[str, Any], typesetter: Typesetter) -> bytes:
    """One PDF with a page for each month, and another where a month has more than a page can hold."""
    return typesetter.pdf("wall.typ", pages)
