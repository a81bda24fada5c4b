"""The history of a thing on its page: on which days of late it changed, and where the history of its file is."""

import re
from collections.abc import Mapping
from typing import Any

from ..book import Book
from ..model.base import Node
from ..model.kinds import WORD_OF
from ..review.chronicle import Chronicle, Step
from ..review.difference import Change

# How the editors of GitHub, GitLab and Gitea are addressed, and the histories that they keep.
_EDITORS = re.compile(r"(https?://[^/]+/.+?)/(-/edit|_edit|edit)/(.+?/\{path\}).*")
_HISTORIES = {"-/edit": "-/commits", "_edit": "commits/branch", "edit": "commits"}


def anchor_of(step: Step) -> str:
    """Where a day stands on the page of what changed."""
    return f"day-{step.day}"


def worth_telling(change: Change) -> bool:
    """Whether the page of what changed tells of a change: of substance or wording, not of upkeep or origin alone."""
    return change.matters or any(each.sort == "wording" for each in change.fields)


def changed(book: Book, chronicle: Chronicle) -> Mapping[Node, list[Step]]:
    """When each thing of a book changed of late, the newest first; things that were renamed since go by their ids of today."""
    found: dict[Node, list[Step]] = {}
    for step in chronicle.steps:
        for change in step.difference.changes:
            key = step.difference.new.key.get(change.node)
            now: Any = book.find(WORD_OF[type(change.node)], key, "") if key and worth_telling(change) else None
            if now is not None and step not in found.setdefault(now, []):
                found[now].append(step)
    return found


def history_of(editor: str, path: str) -> str:
    """The address of a file's history, from how its editor is addressed; empty where that is not known."""
    found = _EDITORS.fullmatch(editor)
    if found is None:
        return ""
    front, word, rest = found.groups()
    return f"{front}/{_HISTORIES[word]}/{rest.replace('{path}', path)}"
