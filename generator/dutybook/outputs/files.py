"""Several files into one folder, all or none of them."""

import os
from collections.abc import Container, Mapping
from contextlib import suppress
from pathlib import Path


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Writes files by name; what stood there under these names is replaced when all of them have been written.

    Raises OSError where the folder cannot be made or written; then nothing has changed in it. A killed process leaves
    every file whole, and what it had ready is swept away the next time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder, files)
    ready: dict[Path, Path] = {}
    try:
        for name, content in files.items():
            new = folder / f".{name}.{os.getpid()}.new"
            ready[folder / name] = new
            new.write_bytes(content)
        for path, new in ready.items():
            new.replace(path)
    finally:
        for new in ready.values():
            with suppress(OSError):
                new.unlink(missing_ok=True)
    return list(ready)


def _sweep(folder: Path, names: Container[str]) -> None:
    """Deletes what a killed process had ready for some names."""
    for path in folder.glob(".*.new"):
        name, _, process = path.name[1:].removesuffix(".new").rpartition(".")
        if name in names and process.isdecimal() and not is_running(int(process)):
            with suppress(OSError):
                path.unlink()


def is_running(process: int) -> bool:
    """Whether a process is still there; assumed where asking would end it (Windows)."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
