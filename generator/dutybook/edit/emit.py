"""Pieces → text, in the canonical style."""

from unicodedata import east_asian_width

from .pieces import Entry, Piece
from .style import WIDTH

STEP = 2  # columns a level


def emit(root: Piece, schema_line: str) -> str:
    """The text of a file. The root is always a mapping."""
    lines = [schema_line] if schema_line else []
    lines += _trimmed(_squeezed(root.top))
    lines += _entries(root, 0)
    return "\n".join(lines) + "\n"


def width(text: str) -> int:
    """The columns that a text takes: two for each wide character."""
    return len(text) if text.isascii() else len(text) + sum(east_asian_width(each) in "WF" for each in text)


def on_one_line(piece: Piece) -> str | None:
    """A value in brackets on one line; None where the style or a comment keeps it on several."""
    if piece.is_scalar:
        return None if piece.lines else piece.in_flow
    if not piece.may_be_on_one_line or any(piece.after):
        return None
    parts = []
    for entry in piece.entries:
        said = on_one_line(entry.value) if not (any(entry.before) or entry.beside) else None
        if said is None:
            return None
        parts.append(f"{entry.key}: {said}" if piece.is_mapping else said)
    inner = ", ".join(parts)
    return f"{{{inner}}}" if piece.is_mapping else f"[{inner}]"


def _entries(piece: Piece, indent: int) -> list[str]:
    lines: list[str] = []
    pad = " " * indent
    for place, entry in enumerate(piece.entries):
        before = _squeezed(entry.before)
        if not place:
            before = _trimmed(before)
        lines += [pad + comment if comment else "" for comment in before]
        lines += _value(entry, pad, indent)
    lines += [pad + comment if comment else "" for comment in _trimmed(_squeezed(piece.after), tail=True)]
    return lines


def _value(entry: Entry, pad: str, indent: int) -> list[str]:
    head, value = pad + (f"{entry.key}:" if entry.key else "-"), entry.value
    beside = f"  {entry.beside}" if entry.beside else ""
    if value.is_scalar:
        if value.lines is None:
            return [f"{head} {value.in_block}{beside}"]
        inner = pad + " " * STEP
        return [f"{head} |-{beside}", *(inner + line if line else "" for line in value.lines)]
    line = on_one_line(value)
    if line is not None and (width(head) + 1 + width(line) <= WIDTH or not value.entries):
        return [f"{head} {line}{beside}"]
    if entry.key:
        return [head + beside, *_entries(value, indent + STEP)]
    return _item(entry, head, indent)


def _item(entry: Entry, head: str, indent: int) -> list[str]:
    """An item of a list whose value stands on several lines; a comment behind it goes above the dash."""
    above = [head[:-1] + entry.beside] if entry.beside else []
    first, *others = _entries(entry.value, indent + STEP)
    return [*above, f"{head} {first.lstrip()}", *others]


def _squeezed(comments: list[str]) -> list[str]:
    """No two blank lines in a row."""
    return [each for place, each in enumerate(comments) if each or not place or comments[place - 1]]


def _trimmed(comments: list[str], *, tail: bool = False) -> list[str]:
    """Without a blank line at the head, or at the tail: none begins or ends a collection."""
    kept = comments[:]
    if kept and not kept[0 if not tail else -1]:
        kept.pop(0 if not tail else -1)
    return kept
