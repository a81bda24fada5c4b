"""A run that was left is found again, and is where it was."""

from collections.abc import Sequence
from pathlib import Path

from ..run.engine import apply, begin
from ..run.plan import planned
from ..run.state import State
from .journal import Broken, Found, Journal, open_runs, read_journal


def take_up(folder: Path, wanted: Sequence[str]) -> tuple[Found, Journal] | None:
    """The journal that is meant, opened for writing: the last one that the words wanted name, by run or checklist.

    Raises Broken where the one that is named cannot be read, Busy where another process has it, and OSError.
    """
    for path in open_runs(folder):
        named = bool(wanted) and path.name.startswith(wanted[0])
        try:
            found = read_journal(path)
        except Broken:
            if named:
                raise
            continue
        if all(_is(path, found, each) for each in wanted):
            return found, Journal(path, found.size)
    return None


def _is(path: Path, found: Found, name: str) -> bool:
    return path.name.startswith(name) or name in (found.checklist, found.checklist.rpartition("/")[2])


def replay(found: Found) -> State:
    """The run that a journal tells of. Raises Broken at the first line that cannot have been written so."""
    line = 1
    try:
        head = found.head
        state = begin(planned(head["payload"], head["day"]), head["performer"], head["at"], head["subject"])
        for event in found.events:
            if not isinstance(state, State):
                break
            line += 1
            state = apply(state, event)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Broken(found.path, line) from error
    if not isinstance(state, State):
        raise Broken(found.path, line)
    return state
