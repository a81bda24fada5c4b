"""A unit's volume (views/volume.py) → PDF."""

from typing import Any

from .typeset import Typesetter


def pdf_of(values: dict[str, Any], typesetter: Typesetter) -> bytes:
    """One PDF with cover, approval, contents, chapters and appendices; bookmarks are its headings."""
    return typesetter.pdf("volume.typ", values)
