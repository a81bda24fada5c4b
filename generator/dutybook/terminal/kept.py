"""A run that is being gone through: its state, and the journal that keeps it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from ..run.engine import apply
from ..run.state import State
from ..run.values import Refused
from .journal import Journal


class Kept:
    """A run and its journal, which is None for what leaves no trace."""

    def __init__(self, state: State, journal: Journal | None, now: Callable[[], datetime]) -> None:
        self.state, self.journal, self._now = state, journal, now
        self.since = self.moment()

    def moment(self) -> str:
        """The time by this machine's clock, with its offset, to the second."""
        return self._now().isoformat(timespec="seconds")

    def clock(self) -> str:
        """The time of day."""
        return self._now().strftime("%H:%M")

    def look(self) -> None:
        """Something new is before one's eyes from now on."""
        self.since = self.moment()

    def do(self, event: Mapping[str, Any]) -> Refused | None:
        """Applies an event and writes it down; what cannot be written down does not count."""
        full = {"at": self.moment(), "since": self.since, **event}
        after = apply(self.state, full)
        if isinstance(after, Refused):
            return after
        if self.journal is not None:
            try:
                self.journal.append(full)
            except OSError as error:
                return Refused("not-saved", said=error.strerror or "")
        self.state = after
        return None
