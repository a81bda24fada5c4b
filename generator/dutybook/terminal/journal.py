"""The journal of a run: a line an event, on the disk before the answer counts. What was answered outlives the process.

Only the last line can be torn, by a process that was killed while it wrote: it is cut off when the run goes on.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from ..run.canonical import canonical

JOURNAL = 1
SUFFIX = ".jsonl"


class Broken(Exception):
    """A journal that cannot be read: which file, and which line."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(str(path))
        self.path, self.line = path, line


class Busy(Exception):
    """Another process goes through the same run."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class Found(NamedTuple):
    """What a journal holds: how the run began, and its events so far; `size` counts the bytes of whole lines."""

    path: Path
    head: Mapping[str, Any]
    events: list[dict[str, Any]]
    size: int

    @property
    def checklist(self) -> str:
        """Which checklist is gone through."""
        payload = self.head.get("payload")
        return str(payload.get("checklist", "")) if isinstance(payload, dict) else ""


def state_folder() -> Path:
    """Where runs are kept while they are open: $XDG_STATE_HOME/dutybook/runs."""
    base = os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "dutybook" / "runs"


class Journal:
    """A journal that is being written. Raises OSError where the disk does not take a line; then nothing counts."""

    def __init__(self, path: Path, size: int) -> None:
        self.path = path
        self._file = path.open("r+b", buffering=0)
        try:
            _lock(self._file.fileno())
        except OSError as error:
            self._file.close()
            raise Busy(path) from error
        self._file.truncate(size)
        self._size = self._file.seek(size)

    @classmethod
    def begin(cls, folder: Path, run: str, head: Mapping[str, Any]) -> "Journal":
        """A new journal with its first line."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f"{run}{SUFFIX}"
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        journal = cls(path, 0)
        journal.append({"journal": JOURNAL, "run": run, **head})
        _sync_folder(folder)
        return journal

    def append(self, event: Mapping[str, Any]) -> None:
        """Writes a line, and waits until it is on the disk."""
        line = canonical(event) + b"\n"
        try:
            rest = memoryview(line)
            while rest:
                rest = rest[self._file.write(rest) :]
            os.fsync(self._file.fileno())
        except OSError:
            with suppress(OSError):
                self._file.truncate(self._size)
                self._file.seek(self._size)
            raise
        self._size += len(line)

    def close(self) -> None:
        """Gives the run free for another process."""
        self._file.close()

    def remove(self) -> None:
        """Ends the journal of a run whose record is written."""
        self._file.close()
        self.path.unlink(missing_ok=True)


def read_journal(path: Path) -> Found:
    """What a journal holds. Raises Broken, and OSError where it cannot be read."""
    data = path.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    rows: list[Any] = []
    for number, line in enumerate(whole.split(b"\n")[:-1], 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise Broken(path, number) from error
        if not isinstance(row, dict):
            raise Broken(path, number)
        rows.append(row)
    if not rows or rows[0].get("journal") != JOURNAL:
        raise Broken(path, 1)
    return Found(path, rows[0], rows[1:], len(whole))


def open_runs(folder: Path) -> list[Path]:
    """The journals of a folder, the one last written to first."""
    found = [each for each in folder.glob(f"*{SUFFIX}") if each.is_file()] if folder.is_dir() else []
    return sorted(found, key=lambda each: (-each.stat().st_mtime_ns, each.name))


def _lock(handle: int) -> None:
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # pragma: no cover - Windows has no flock; there two windows on one run are not kept apart
        return
    flock(handle, LOCK_EX | LOCK_NB)


def _sync_folder(folder: Path) -> None:
    """Waits until a new file's name is on the disk too, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
