"""The time that stands for the content: outputs carry it instead of the clock, so that a commit gives the same bytes."""

import os
import subprocess
from pathlib import Path

EARLIEST = 315532800  # 1980-01-01, the first day that archives can hold


def commit_time(root: Path) -> int:
    """In seconds since 1970: SOURCE_DATE_EPOCH, else the time of the folder's last commit, else a fixed one."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return int(given)
    try:
        told = subprocess.run(
            ["git", "-C", str(root), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
        )
    except OSError:
        return EARLIEST
    return int(told.stdout) if told.returncode == 0 and told.stdout.strip().isdigit() else EARLIEST
