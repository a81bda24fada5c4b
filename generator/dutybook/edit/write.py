"""Writes several files as one change: all of them, or none."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp


def write_all(root: Path, texts: Mapping[str, str], moves: Mapping[str, str] | None = None) -> None:
    """Writes files (by their path from `root`) and moves files or folders; `texts` names them as they are called after.

    Everything is written beside its place before anything is replaced; when a step fails, what was
    done is undone. Raises OSError with the folder as it was.
    """
    stage = Path(mkdtemp(prefix=".dutybook-", dir=root))
    undo: list[tuple[Path, Path | None]] = []
    try:
        for place, text in enumerate(texts.values()):
            (stage / f"{place}.new").write_text(text, "utf-8", newline="\n")
        for old, new in (moves or {}).items():
            (root / new).parent.mkdir(parents=True, exist_ok=True)
            if (root / new).exists():
                raise FileExistsError(f"{new} exists")
            os.rename(root / old, root / new)
            undo.append((root / old, root / new))
        for place, name in enumerate(texts):
            _replace(root / name, stage / f"{place}.new", stage / f"{place}.old", undo)
    except BaseException:  # an interrupt from the keyboard, too
        for target, kept in reversed(undo):
            target.unlink(missing_ok=True) if kept is None else os.replace(kept, target)
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _replace(target: Path, new: Path, old: Path, undo: list[tuple[Path, Path | None]]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        shutil.copymode(target, new)
        shutil.copy2(target, old)
    os.replace(new, target)
    undo.append((target, old if old.exists() else None))
