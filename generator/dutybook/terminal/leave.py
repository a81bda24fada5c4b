"""The end of a run in a terminal: left for another time, or closed with its record on the disk."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple
from uuid import uuid4

from ..run.read import file_bytes, file_name
from ..run.record import record_of
from ..run.standing import result, standing
from .kept import Kept
from .say import Speaker
from .session import Left, Session


class Ways(NamedTuple):
    """Where the record goes (None: nowhere), the command that goes on with a run that was left, and the medium."""

    records: Path | None
    command: str
    medium: str = "terminal"


def go_through(kept: Kept, speaker: Speaker, ways: Ways) -> str:
    """Goes through a run as far as somebody wants to; what became of it, as in a record's `result`."""
    console = speaker.console
    try:
        Session(kept, speaker, console).go()
    except (Left, EOFError, KeyboardInterrupt) as end:
        if not isinstance(end, Left):
            console.plain("")
        console.say(speaker.word("saved" if kept.journal is not None else "gone"))
        if kept.journal is not None:
            console.plain(ways.command)
        return "in-progress"
    found = close(kept, speaker, ways)
    if found != "in-progress":
        speaker.coming()
    return found


def close(kept: Kept, speaker: Speaker, ways: Ways) -> str:
    """Ends a closed run: its record is written before its journal goes. In progress where it cannot be written."""
    state, console = kept.state, speaker.console
    speaker.outcome(state)
    whole = standing(state)
    if state.plan.private:
        return "complete" if state.closed == "complete" else "stopped"
    if ways.records is not None:
        run = kept.journal.path.stem if kept.journal is not None else str(uuid4())
        try:
            path = write_record(record_of(state, speaker.payload, speaker.day, run, ways.medium), ways.records)
        except OSError as error:
            sys.stderr.write(speaker.word("no-record", folder=ways.records, reason=error.strerror or "") + "\n")
            if kept.journal is not None:
                sys.stderr.write(f"{speaker.word('saved')}\n{ways.command}\n")
            return "in-progress"
        console.say(speaker.word("record"))
        console.plain(str(path))
        if kept.journal is not None:
            kept.journal.remove()
    return result(state, whole)


def write_record(values: Mapping[str, Any], folder: Path) -> Path:
    """Writes a record under its name. Raises OSError, and then there is no file and no part of one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(values)
    with NamedTemporaryFile(dir=folder, prefix=".", suffix=".part", delete=False) as file:
        try:
            file.write(file_bytes(values))
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, 0o644)
            os.replace(file.name, path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return path
