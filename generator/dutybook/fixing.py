"""The corrections that change nothing of what is said, tried on a copy of the handbook before anybody is asked.

A correction is offered only when the file has fewer problems with it, and the handbook no new one.
"""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from .pipeline import check
from .problem import Edit, Problem
from .source import applied, decode

MOST_ROUNDS = 5
MOST_SINGLY = 50
COPIED = ("handbook", "checklists")
Counts = Counter[tuple[str, str, int]]


class Fix(NamedTuple):
    """What would become of one file: its bytes before and after, and the problems that go."""

    name: str
    before: bytes
    after: bytes
    problems: list[Problem]


def fixes(root: Path, problems: list[Problem], today: date | None = None) -> list[Fix]:
    """The safe corrections of every file, given what a check of the folder found. Nothing is written to it."""
    with _copy(root) as copy:
        before: dict[str, bytes] = {}
        done: dict[str, list[Problem]] = {}
        for _ in range(MOST_ROUNDS):
            round_ = _round(root, copy, problems, today)
            if not round_:
                break
            for name, (data, solved) in round_.items():
                before.setdefault(name, data)
                done.setdefault(name, []).extend(solved)
            problems = check(copy, today).problems
        return [Fix(name, before[name], (copy / name).read_bytes(), solved) for name, solved in sorted(done.items())]


def write(root: Path, fix: Fix) -> bool:
    """Writes a file as corrected, whole or not at all; False when it is no longer what was checked. Raises OSError."""
    path = root / fix.name
    if path.read_bytes() != fix.before:
        return False
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(fix.after)
        shutil.copymode(path, name)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _round(
    root: Path, copy: Path, problems: list[Problem], today: date | None
) -> dict[str, tuple[bytes, list[Problem]]]:
    """Applies to the copy what makes it better; gives each changed file's bytes before, and what was solved."""
    counts = _counts(problems)
    found = {}
    for name in sorted({each.mark.path for each in problems if each.safe}):
        path = copy / name
        # A link leads out of what was copied: such a file is left alone.
        if (root / name).is_symlink() or not path.is_file():
            continue
        safe = [each for each in problems if each.safe and each.mark.path == name]
        data = path.read_bytes()
        solved = _try(copy, name, safe, counts, today)
        if not solved and 1 < len(safe) <= MOST_SINGLY:
            solved = [each for each in reversed(safe) if _try(copy, name, [each], counts, today)]
        if solved:
            found[name] = (data, solved)
            counts = _counts(check(copy, today).problems)
    return found


def _try(copy: Path, name: str, safe: list[Problem], counts: Counts, today: date | None) -> list[Problem]:
    """Applies corrections to a file of the copy, and takes them back unless its problems become fewer and none new."""
    path = copy / name
    data = path.read_bytes()
    text = decode(data).text
    if text is None:
        return []
    chosen, edits = _apart(safe)
    path.write_bytes(applied(text, edits).encode("utf-8"))
    after = _counts(check(copy, today).problems)
    if after - counts or sum(after.values()) >= sum(counts.values()):
        path.write_bytes(data)
        return []
    return chosen


def _apart(problems: list[Problem]) -> tuple[list[Problem], list[Edit]]:
    """The problems whose corrections do not touch each other, and these corrections."""
    chosen: list[Problem] = []
    edits: list[Edit] = []
    for problem in problems:
        if not any(one.start <= other.end and other.start <= one.end for one in problem.edits for other in edits):
            chosen.append(problem)
            edits += problem.edits
    return chosen, edits


def _counts(problems: list[Problem]) -> Counts:
    return Counter((each.kind.code, each.mark.path, each.mark.line) for each in problems)


@contextmanager
def _copy(root: Path) -> Iterator[Path]:
    """A folder that a check reads like the handbook's own: its data copied, everything else linked."""
    with tempfile.TemporaryDirectory(prefix="dutybook-") as folder:
        copy = Path(folder)
        for entry in sorted(root.iterdir()):
            if entry.name in COPIED and entry.is_dir():
                shutil.copytree(entry, copy / entry.name, ignore_dangling_symlinks=True)
            else:
                (copy / entry.name).symlink_to(entry.resolve())
        yield copy
