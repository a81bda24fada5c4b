"""What an item was selected from."""

from collections.abc import Iterable
from typing import Any

from ..book import Book
from .compile import Line


def owner_of(book: Book, line: Line) -> Any | None:
    """The process, stage, role, self-check or worksheet that an item's node belongs to; None for duties and own steps."""
    places: dict[str, tuple[Iterable[Any], str]] = {
        "step": (book.processes, "steps"),
        "criterion": (book.stages, "exit_criteria"),
        "task": (book.roles, "onboarding"),
        "question": (book.self_checks, "questions"),
        "prompt": (book.worksheets, "prompts"),
    }
    if line.source not in places:
        return None
    owners, attribute = places[line.source]
    return next(each for each in owners if line.node in getattr(each, attribute))
