"""Drawings of what one sees while editing: the web editor, the checks, a message with its parts numbered, a comment."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from .markup import Markup, escape

CONTEXT = 1


class Line(NamedTuple):
    """A line of the editor: its number, and whether it goes (`-`), comes (`+`) or stays (blank)."""

    number: int
    sign: str
    text: str


class Editor(NamedTuple):
    """The web editor with changed lines. `gap` stands between lines that are not neighbours."""

    path: str
    caption: str
    lines: Sequence[Line | None]
    button: str
    block: str = "mock_editor"


class Request(NamedTuple):
    """The form in which a change is proposed: labelled boxes and a button."""

    caption: str
    boxes: Sequence[tuple[str, str]]
    button: str
    block: str = "mock_request"


class Checks(NamedTuple):
    """The list of checks: name, whether it passed, and in words."""

    caption: str
    rows: Sequence[tuple[str, bool, str]]
    block: str = "mock_checks"


class Message(NamedTuple):
    """What a check says, as HTML of one line each; `legend` explains the numbered parts."""

    caption: str
    lines: Sequence[Markup]
    legend: Sequence[str]
    block: str = "mock_message"


class Comment(NamedTuple):
    """A comment on the request, as HTML."""

    caption: str
    author: str
    html: Markup
    block: str = "mock_comment"


class Flow(NamedTuple):
    """Steps in a row: name and a few words."""

    label: str
    steps: Sequence[tuple[str, str]]
    block: str = "mock_flow"


def coded(text: str) -> Markup:
    """Words with what one types between backticks, which is set as code."""
    parts = text.split("`")
    return Markup().join(
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part) for place, part in enumerate(parts)
    )


def changed(before: list[str], after: list[str]) -> list[Line | None]:
    """The changed lines of a file with a line around them; None where others are left out."""
    shown: list[Line | None] = []
    for group in SequenceMatcher(a=before, b=after, autojunk=False).get_grouped_opcodes(CONTEXT):
        if shown:
            shown.append(None)
        for kind, old, old_end, new, new_end in group:
            if kind == "equal":
                shown += [Line(new + each + 1, "", after[new + each]) for each in range(new_end - new)]
            else:
                gone = [Line(place + 1, "-", before[place]) for place in range(old, old_end)]
                come = [Line(place + 1, "+", after[place]) for place in range(new, new_end)]
                paired = len(gone) == len(come)
                shown += [each for pair in zip(gone, come, strict=True) for each in pair] if paired else [*gone, *come]
    return shown
