"""The pytest plugin: one test for every role, duty, deadline, form and stage of the handbook.

A failing line names the thing and says what is wrong with it and where. The plugin works in any
folder that holds handbook/: it collects the handbook as if it were a test file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .book import Book
    from .problem import Problem

TESTED = ("role", "standard", "duty", "schedule", "form", "process", "stage", "customer-class")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "HandbookFile | None":
    """Collects handbook/handbook.yml as the whole handbook."""
    if file_path.name == "handbook.yml" and file_path.parent.name == "handbook":
        return HandbookFile.from_parent(parent, path=file_path)
    return None


class HandbookFile(pytest.File):
    """A handbook. Read once, when its tests are collected."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test for each thing, one for each deadline, and one for whatever belongs to none of them."""
        from .model.time import Every
        from .model.work import Duty
        from .pipeline import check

        checked = check(self.path.parent.parent)
        left = list(checked.errors)
        if checked.book is not None:
            for word, node, end in _things(checked.book):
                mine = [each for each in left if _inside(each, node, end)]
                left = [each for each in left if each not in mine]
                deadlines = [each for each in mine if each.kind.code.startswith("WHN")]
                name = f"{word} {checked.book.key[node]}"
                yield HandbookItem.from_parent(self, name=name, problems=[p for p in mine if p not in deadlines])
                if isinstance(node, Duty) and isinstance(node.when, Every):
                    yield HandbookItem.from_parent(self, name=f"deadline of {name}", problems=deadlines)
        yield HandbookItem.from_parent(self, name="handbook", problems=left)


class HandbookItem(pytest.Item):
    """One thing of the handbook; fails when a rule finds an error in it."""

    def __init__(self, *, problems: "list[Problem]", **others: Any) -> None:
        super().__init__(**others)
        self.problems = problems

    def runtest(self) -> None:
        """Fails with every problem of the thing."""
        if self.problems:
            raise HandbookError(
                "\n".join(f"{p.mark}: {p.kind.code} {p.message()}\n  fix: {p.fix()}" for p in self.problems)
            )

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """The problems alone, without a traceback."""
        return str(excinfo.value)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the handbook lies, and what the test is about."""
        return self.path, None, self.name


class HandbookError(Exception):
    """The handbook says something that a rule forbids."""


def _things(book: "Book") -> Iterator[tuple[str, Any, int]]:
    """Each thing with the line before which it ends: duties of one file follow each other."""
    from .model.kinds import KINDS

    for word in TESTED:
        nodes: list[Any] = list(book.all(KINDS[word].model))
        for place, node in enumerate(nodes):
            after = nodes[place + 1].mark if place + 1 < len(nodes) else None
            same = after is not None and after.path == node.mark.path
            yield word, node, after.line if same and after is not None else 1 << 30


def _inside(problem: "Problem", node: Any, end: int) -> bool:
    mark = problem.mark
    inside = mark.path == node.mark.path and node.mark.line <= mark.line < end
    return inside and not (hasattr(node, "duties") and hasattr(node, "part") and _in_duty(mark.line, node))


def _in_duty(line: int, standard: Any) -> bool:
    return any(duty.mark.line <= line for duty in standard.duties)
