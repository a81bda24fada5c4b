"""Where appearance lies: the project's own site_config first, then the one that came with the tool."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from .load import plain_bytes


def site_config_folders(root: Path) -> list[Path]:
    """The site_config folders in the order in which they are searched."""
    here = Path(__file__).resolve().parent
    packaged = here / "_site_config"
    beside = here.parent.parent / "site_config"
    found = [root.resolve() / "site_config", packaged if packaged.is_dir() else beside]
    return list(dict.fromkeys(folder for folder in found if folder.is_dir()))


def asset(root: Path, name: str) -> Path:
    """A style or script by its name under assets/; the project's own goes over the tool's."""
    return next(file for folder in site_config_folders(root) if (file := folder / "assets" / name).is_file())


def words_of(root: Path, language: str) -> Mapping[str, Any]:
    """The words of the interface in a language; a project's own words go over the tool's. Not to be changed."""
    folders = reversed(site_config_folders(root))
    files = [file for folder in folders for file in sorted((folder / "words" / language).glob("*.yml"))]
    return _words_in(tuple((file.name, file.read_bytes()) for file in files))


@lru_cache(maxsize=8)
def _words_in(files: tuple[tuple[str, bytes], ...]) -> dict[str, Any]:
    """Parsing takes thirty times as long as reading, and a command asks for the same words several times."""
    words: dict[str, Any] = {}
    for name, data in files:
        words = _over(words, plain_bytes(data, name))
    return words


def _over(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _over(old, value) if isinstance(old, dict) and isinstance(value, Mapping) else value
    return merged
