"""Several files into one folder, all or none of them."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Writes files by name; what stood there under these names is replaced when all of them have been written.

    Raises OSError where the folder cannot be made or written; then nothing has changed in it.
    """
    folder.mkdir(parents=True, exist_ok=True)
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
