"""Real git repositories that hold the small handbook, made commit by commit."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

BASE = Path(__file__).parent / "rules" / "base"
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Owner",
    "GIT_AUTHOR_EMAIL": "owner@example.org",
    "GIT_COMMITTER_NAME": "Owner",
    "GIT_COMMITTER_EMAIL": "owner@example.org",
}


class Repository:
    """A git repository with the small handbook in it, `inside` a folder of it where one is named."""

    def __init__(self, top: Path, inside: str = "") -> None:
        self.top = top
        self.root = top / inside
        self._day = 0
        shutil.copytree(BASE, self.root)
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str) -> str:
        """What git prints; raises where it fails. Commits are a day apart, from 1 November 2026."""
        moment = f"2026-11-{self._day or 1:02d}T12:00:00+0800"
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        told = subprocess.run(
            ["git", *words], cwd=self.top, env={**os.environ, **ENVIRONMENT, **dates}, capture_output=True, check=True
        )
        return told.stdout.decode().strip()

    def commit(self, subject: str) -> str:
        """Commits everything; gives the commit's id."""
        self._day += 1
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        return self.git("rev-parse", "HEAD")

    def edit(self, file: str, old: str, new: str) -> None:
        """Replaces the first place where some text stands in a file."""
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    def apply(self, edits: list[dict[str, Any]]) -> None:
        """Edits as a case writes them: replace, write, move or delete a file."""
        for each in edits:
            path = self.root / each["file"]
            if "old" in each:
                self.edit(each["file"], each["old"], each["new"])
            elif "write" in each:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(each["write"], "utf-8")
            elif "move" in each:
                path.rename(self.root / each["move"])
            else:
                path.unlink()
