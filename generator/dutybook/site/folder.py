"""A folder that is made aside and takes the place of the old one when it is whole."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..outputs.files import is_running

TRIES = 20
"""How often a folder is put in its place while others do the same."""


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Writes files by their paths below a folder. Raises OSError."""
    made: set[str] = set()
    for path, data in files:
        file = os.path.join(folder, path)
        parent = os.path.dirname(file)
        if parent not in made:
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        Path(file).write_bytes(data)


def write_aside(file: Path, data: bytes) -> None:
    """Writes a file whole or not at all. Raises OSError."""
    new = _aside(file, "new")
    try:
        new.write_bytes(data)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A folder beside `out` to write into, which replaces `out` when the block ends well, and is gone when it does not.

    A reader sees the old folder or the new one, never half of one; of two that write at once, the last one stays.
    What killed ones left is swept up. Raises OSError where the folder cannot be written.
    """
    out = out.resolve()
    _sweep(out)
    new = _aside(out, "new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        yield new
        _replace(new, out)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _aside(out: Path, what: str) -> Path:
    return out.with_name(f".{out.name}.{os.getpid()}.{what}")


def _replace(new: Path, out: Path) -> None:
    old = _aside(out, "old")
    shutil.rmtree(old, ignore_errors=True)
    for trial in range(TRIES):
        try:
            if out.exists():
                out.rename(old)
            new.rename(out)
            break
        except OSError:
            # Another one put its folder there in between, or took the old one away.
            if trial == TRIES - 1:
                raise
            shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _sweep(out: Path) -> None:
    """Removes what processes left that no longer run."""
    name = re.compile(rf"\.{re.escape(out.name)}\.(\d+)\.(?:new|old)")
    if not out.parent.is_dir():
        return
    for each in out.parent.iterdir():
        left = name.fullmatch(each.name)
        if left is not None and not is_running(int(left[1])):
            shutil.rmtree(each, ignore_errors=True)
