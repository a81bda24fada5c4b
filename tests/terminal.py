"""A real pseudo-terminal with a program in it: what it writes, what is typed, Ctrl-C, kill -9."""

import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import time
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSCTTY, TIOCSWINSZ

from conftest import PROJECT

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


class Terminal:
    """`dutybook run …`, or another command, in a terminal of so many columns. Use it in a `with` block."""

    def __init__(
        self,
        *words: str,
        columns: int = 80,
        encoding: str = "utf-8",
        cwd: Path = PROJECT,
        command: tuple[str, ...] = ("run",),
        **environment: str,
    ) -> None:
        self.encoding = encoding
        self._master, slave = pty.openpty()
        ioctl(slave, TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dutybook", *command, *words],
            cwd=cwd,
            env=kept | {"LC_ALL": "C.UTF-8", "TERM": "xterm", "PYTHONIOENCODING": encoding} | environment,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=lambda: ioctl(0, TIOCSCTTY, 0),  # noqa: PLW1509 - one system call, no lock
        )
        os.close(slave)
        self.written = ""
        self._bytes = b""
        self._looked = 0

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)

    def _more(self, until: float) -> bool:
        """Reads what is there; whether more may come."""
        if not select.select([self._master], [], [], max(0.0, until - time.monotonic()))[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the other end is closed
            return False
        self._bytes += data
        self.written = self._bytes.decode(self.encoding, errors="ignore").replace("\r\n", "\n")
        return bool(data)

    def sees(self, text: str, seconds: float = 90) -> "Terminal":
        """Waits until a text is written after what was seen before."""
        until = time.monotonic() + seconds
        while text not in self.written[self._looked :]:
            assert self._more(until), f"{text!r} never came; there was:\n{self.written}"
        self._looked = self.written.index(text, self._looked) + len(text)
        return self

    def types(self, *lines: str) -> "Terminal":
        """Types lines, each at the next prompt."""
        for line in lines:
            self.sees(" › " if self.encoding == "utf-8" else " > ")
            os.write(self._master, f"{line}\n".encode(self.encoding))
        return self

    def presses(self, key: bytes) -> "Terminal":
        """Presses a key at the next prompt."""
        self.sees(" › ")
        os.write(self._master, key)
        return self

    def kills(self) -> None:
        """Kills the program at the next prompt, without a chance to do anything."""
        self.sees(" › ")
        self.kills_now()

    def kills_now(self) -> None:
        """Kills the program wherever it is."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ends(self, seconds: float = 90) -> int:
        """Waits for the end; the exit code."""
        until = time.monotonic() + seconds
        while self._more(until):
            pass
        return self.process.wait(timeout=seconds)

    def lines(self) -> list[str]:
        """The lines that were written, without colour."""
        return ESCAPES.sub("", self.written).split("\n")
