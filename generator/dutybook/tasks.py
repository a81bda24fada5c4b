"""The worked tasks of the editing pages: which lines of which file become which, and what the check says to it.

Tasks are files, `site_config/tasks/*.yml`; what check and review say of them lies beside them in said/, recorded by
the tests, which carry the tasks out on a copy of the handbook.
"""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

from .appearance import site_config_folders
from .load import plain


class Edit(NamedTuple):
    """Whole lines that stand in a file, and what is to stand there instead, indented alike: how deep the first of them
    stand in the file makes no difference.
    """

    before: str
    after: str


class Step(NamedTuple):
    """What one does, where, and the code of the problem that the check then reports; empty where it is green."""

    says: Mapping[str, str]
    file: str
    edits: tuple[Edit, ...]
    problem: str


class Task(NamedTuple):
    """A worked task. `page` is the page it starts from; `said` what the check says after a step, and the review."""

    id: str
    title: Mapping[str, str]
    aim: Mapping[str, str]
    page: str
    steps: tuple[Step, ...]
    then: Mapping[str, str]
    folder: Path

    def said(self, what: str, language: str) -> str:
        """What was recorded: `check-2` after the second step, `review` at the end."""
        return (self.folder / "said" / f"{self.id}.{what}.{language}.txt").read_text("utf-8")


def tasks() -> list[Task]:
    """The worked tasks, in their order."""
    folder = site_config_folders(Path())[-1] / "tasks"
    found = [(plain(file), file.stem) for file in sorted(folder.glob("*.yml"))]
    return [_task(said, name, folder) for said, name in sorted(found, key=lambda each: int(each[0]["order"]))]


def place_of(edit: Edit, lines: list[str]) -> tuple[int, int] | None:
    """Where the lines of an edit begin, counted from 0, and how deep they stand; None unless they stand there once."""
    wanted = dedent(edit.before).split("\n")
    first = wanted[0].strip()
    found = [
        start
        for start in range(len(lines) - len(wanted) + 1)
        if lines[start].strip() == first and dedent("\n".join(lines[start : start + len(wanted)])).split("\n") == wanted
    ]
    if len(found) != 1:
        return None
    return found[0], _margin(lines[found[0] : found[0] + len(wanted)])


def carried_out(edit: Edit, lines: list[str]) -> list[str]:
    """The lines of a file after an edit. Raises ValueError where the edit's lines are not there, or there twice."""
    place = place_of(edit, lines)
    if place is None:
        raise ValueError(f"these lines do not stand in the file exactly once:\n{edit.before}")
    start, depth = place
    before = edit.before.split("\n")
    deeper = depth - _margin(before)
    after = [" " * deeper + line if deeper >= 0 else line[-deeper:] for line in edit.after.split("\n")]
    return [*lines[:start], *after, *lines[start + len(before) :]]


def _margin(lines: list[str]) -> int:
    return min(len(line) - len(line.lstrip(" ")) for line in lines)


def _task(said: Mapping[str, Any], name: str, folder: Path) -> Task:
    steps = tuple(
        Step(
            each["says"],
            each["file"],
            tuple(Edit(edit["before"], edit["after"]) for edit in each["edits"]),
            each.get("problem", ""),
        )
        for each in said["steps"]
    )
    return Task(name, said["title"], said["aim"], said["page"], steps, said["then"], folder)
