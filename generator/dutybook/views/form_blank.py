"""A form as a blank sheet of A4 paper: plain values for the typesetter. A text is a list of wordings, one a language."""

from collections.abc import Sequence
from typing import Any

from ..model.form import Column, Form
from .scene import Scene
from .speaker import Said, Speaker

# How much room a column needs beside the others.
WEIGHTS = {"text": 3, "choice": 2, "role": 2, "signature": 2, "date": 1.6, "time": 1.2, "tick": 1}
LANDSCAPE = 6  # columns from which on a table is turned


def form_blank(scenes: Sequence[Scene], form: Form) -> dict[str, Any]:
    """A form ready to be filled in by hand. `rows`: as many lines as fit; `record`: a field below the other."""
    speaker = Speaker(scenes)
    book, scene = speaker.book, scenes[0]
    unit = book.unit(form)
    roles = [book.get("role", each, form) for each in form.filled_by if each != "none"]
    receivers = [book.get("role", each, form) for each in form.submitted_to if each != "none"]
    signers = [book.get("role", each, form) for each in form.signatures]
    return {
        "language": scene.language,
        "id": book.key[form],
        "layout": form.layout,
        "landscape": form.layout == "rows" and len(form.columns) >= LANDSCAPE,
        "title": speaker.title(form),
        "owner": scene.wording(book.settings.title),
        "unit": speaker.title(unit),
        "purpose": speaker.text(form.purpose),
        "facts": [
            {"label": speaker.word(f"form-{name}"), "value": speaker.each(speaker.titles(each))}
            for name, each in (("filled-by", roles), ("submitted-to", receivers))
            if each
        ],
        "blanks": [speaker.word(f"form-{name}") for name in ("name", "date")],
        "columns": [_column(speaker, each) for each in form.columns],
        "required": speaker.word("form-required") if any(each.required for each in form.columns) else [],
        "signatures": [speaker.title(each) for each in signers],
        "sign": speaker.word("form-sign"),
        "footer": _footer(speaker, form),
        "page": speaker.word("page", page="{page}", pages="{pages}"),
    }


def _column(speaker: Speaker, column: Column) -> dict[str, Any]:
    name = speaker.text(column.name)
    return {
        "name": [f"{said}*" if column.required else said for said in name],
        "type": column.type,
        "unit": speaker.text(column.unit),
        "choices": [speaker.text(each) for each in column.choices],
        "weight": max(WEIGHTS.get(column.type, 1.5), *(_least(each) for each in name)),
    }


def _least(name: str) -> float:
    """The room that a name needs at the least: its longest word, or four characters to a line in Chinese."""
    return max(0.24 * len(word) if word.isascii() else 0.42 * min(len(word), 4) for word in name.split() or [""])


def _footer(speaker: Speaker, form: Form) -> Said:
    scene, book = speaker.scenes[0], speaker.book
    version = book.settled(form, "version")[0]
    since = book.settled(form, "effective_from")[0]
    parts = [book.key[form], scene.word("sheet.form-blank")]
    if version is not None:
        parts.append(scene.word("sheet.version", version=version))
    if since is not None:
        parts.append(scene.word("sheet.effective", day=since.isoformat()))
    if form.retention is not None:
        parts.append(scene.word("sheet.form-kept", said=scene.wording(form.retention).rstrip("。.")))
    return parts
