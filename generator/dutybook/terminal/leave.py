"""The record of a run on the disk: whole or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from ..run.read import file_bytes, file_name


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
