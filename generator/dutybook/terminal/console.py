"""The console: what it can show, and lines in and out."""

import os
import shutil
import sys
from collections.abc import Iterable
from typing import NamedTuple, TextIO

from .width import wrap

MOST_COLUMNS = 80


class Marks(NamedTuple):
    """Signs that a console may or may not be able to show."""

    done: str
    open: str
    no: str
    off: str
    critical: str
    pause: str
    prompt: str


# A GBK console has no ✓, ☐ and ✗; the last resort has no more than ASCII.
SETS = (
    Marks("✓", "☐", "✗", "–", "◆", "■", "›"),
    Marks("√", "□", "×", "-", "◆", "■", ">"),
    Marks("[x]", "[ ]", "[!]", "-", "*", "#", ">"),
)


def marks_for(encoding: str | None) -> Marks:
    """The first set of signs that an encoding can hold."""
    for each in SETS:
        try:
            "".join(each).encode(encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            continue
        return each
    return SETS[-1]


class Console:
    """Lines to a stream and answers from another. Raises EOFError where no more answers come."""

    def __init__(self, reads: TextIO | None = None, writes: TextIO | None = None) -> None:
        self._reads = reads or sys.stdin
        self._writes = writes or sys.stdout
        for stream in (self._reads, self._writes):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        self.marks = marks_for(self._writes.encoding)
        colour = self._writes.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        self._colour = colour and os.name != "nt"

    @property
    def columns(self) -> int:
        """How many columns a line may take."""
        return max(20, min(MOST_COLUMNS, shutil.get_terminal_size((MOST_COLUMNS, 24)).columns - 1))

    def say(self, text: str = "", indent: int = 0, style: str = "", hang: int = 0) -> None:
        """Writes a text in lines that fit. `style` is bold, dim or warn; without colour it is not seen."""
        for line in wrap(text, self.columns, " " * indent, hang):
            self._writes.write(f"{self._styled(line, style)}\n")

    def plain(self, text: str) -> None:
        """Writes what somebody copies, a path or a command, on a line of its own, however long."""
        self._writes.write(f"{text}\n")

    def list(self, texts: Iterable[str], indent: int = 2, style: str = "", hang: int = 0) -> None:
        """Writes each text that is not empty."""
        for each in texts:
            if each:
                self.say(each, indent, style, hang)

    def ask(self, prompt: str) -> str:
        """A line that somebody types, without blanks around it."""
        *before, last = wrap(prompt, self.columns - 4)
        for line in before:
            self._writes.write(f"{line}\n")
        self._writes.write(f"{last} {self.marks.prompt} ")
        self._writes.flush()
        line = self._reads.readline()
        if not line:
            raise EOFError
        return line.strip(" \t\r\n\u3000\ufeff")

    def _styled(self, line: str, style: str) -> str:
        code = {"bold": "1", "dim": "2", "warn": "33"}.get(style)
        return f"\x1b[{code}m{line}\x1b[0m" if code and self._colour and line.strip() else line
