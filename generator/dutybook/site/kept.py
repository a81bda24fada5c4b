"""What the last build made, kept for the next one: for each language the files of its site, and texts made on the way.

`.cache/dutybook/zh/` holds the files, `zh.texts` the texts, `zh.json` says what they are: paths, keys, checksums. Files are
linked where the file system can, so that keeping a site costs neither time nor room. Whatever is taken from there is read
with its checksum first: what was damaged, half-written by a killed build or put there by another one counts as absent.
Nothing ever needs it: the folder may be deleted at any time.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from jinja2 import BytecodeCache, FileSystemBytecodeCache

from ..memo import key_of
from .folder import write_aside

ENGINES = ("mkdocs", "mkdocs-material", "jinja2", "markdown", "markupsafe", "pyyaml")
FOLDER = Path(".cache", "dutybook")


def digest(value: Any) -> str:
    """The SHA-256 of plain values."""
    return key_of(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


@cache
def tool() -> str:
    """The SHA-256 of the tool itself, which another version may do otherwise, and the versions of its engines."""
    package = Path(__file__).parents[1]
    modules = sha256()
    for file in sorted(package.rglob("*.py")):
        modules.update(file.read_bytes())
    return digest([modules.hexdigest(), sys.version, *map(version, ENGINES)])


def compiled_templates(root: Path) -> BytecodeCache | None:
    """Where compiled templates are kept, by what they hold; None where nothing can be kept."""
    folder = root.resolve() / FOLDER / "templates"
    with suppress(OSError):
        _make(folder)
        return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None
    return None


def has_kept(root: Path, language: str) -> bool:
    """Whether an earlier build has kept texts of a language."""
    return (root.resolve() / FOLDER / f"{language}.texts").is_file()


class _Entry(NamedTuple):
    """A file that is kept. `key` is empty where it cannot be used by itself."""

    path: str
    key: str
    size: int
    sum: int


class Kept:
    """What is kept of a handbook's site in one language. `whole` is the key of everything it was made from."""

    def __init__(self, root: Path | None = None, language: str = "") -> None:
        self._folder = root.resolve() / FOLDER / language if root is not None else None
        self.whole, entries, texts = self._read()
        self._entries = {entry.path: entry for entry in entries}
        self._by_key = {entry.key: entry for entry in entries if entry.key}
        self.texts = texts
        """What was made on the way, by key."""
        self._placed: dict[str, _Entry] = {}

    def _read(self) -> tuple[str, list[_Entry], dict[str, str]]:
        if self._folder is None:
            return "", [], {}
        try:
            said = json.loads(self._folder.with_suffix(".json").read_bytes())
            entries = [_Entry(*each) for each in said["files"]]
            texts = self._folder.with_suffix(".texts").read_bytes()
            return said["whole"], entries, json.loads(texts) if crc32(texts) == said["texts"] else {}
        except (OSError, ValueError, KeyError, TypeError):
            return "", [], {}

    def place(self, key: str, out: Path, path: str) -> bool:
        """Puts the file that was made under a key at its path below `out`; whether there was one."""
        entry = self._by_key.get(key)
        return entry is not None and entry.path == path and self._place(entry, out)

    def place_all(self, out: Path) -> bool:
        """Puts every file below `out`; whether all of them were there."""
        return bool(self._entries) and all(self._place(entry, out) for entry in self._entries.values())

    def _place(self, entry: _Entry, out: Path) -> bool:
        if self._folder is None:
            return False
        source, target = f"{self._folder}/{entry.path}", f"{out}/{entry.path}"
        try:
            with open(source, "rb") as opened:
                data = opened.read()
            if len(data) != entry.size or crc32(data) != entry.sum:
                return False
            _link(source, target)
        except OSError:
            return False
        self._placed[entry.path] = entry
        return True

    def keep(self, out: Path, whole: str, keys: Mapping[str, str], texts: Mapping[str, str]) -> None:
        """Keeps every file below `out`, and some texts by their keys. `keys`, by path, are of the files that may be used
        again by themselves.

        Where it cannot be written nothing is kept, and the next build does the work again.
        """
        if self._folder is None:
            return
        with suppress(OSError):
            _make(self._folder)
            entries = [self._kept(out, path, keys.get(path, "")) for path in _paths(out)]
            said = json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
            index = {"whole": whole, "texts": crc32(said), "files": entries}
            write_aside(self._folder.with_suffix(".texts"), said)
            write_aside(self._folder.with_suffix(".json"), json.dumps(index, separators=(",", ":")).encode())
            for path in self._entries.keys() - {entry.path for entry in entries}:
                (self._folder / path).unlink(missing_ok=True)

    def _kept(self, out: Path, path: str, key: str) -> _Entry:
        placed = self._placed.get(path)
        if placed is not None:
            return placed._replace(key=key)
        source = f"{out}/{path}"
        with open(source, "rb") as opened:
            data = opened.read()
        aside = f"{self._folder}/.{os.getpid()}.new"
        _link(source, aside)
        target = f"{self._folder}/{path}"
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.replace(aside, target)
        return _Entry(path, key, len(data), crc32(data))


def _make(folder: Path) -> None:
    """Makes a folder that git does not look at."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder.parent / ".gitignore").write_text("*\n", "utf-8")


def _paths(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        inner = os.path.relpath(parent, folder)
        for name in names:
            yield name if inner == "." else f"{inner}/{name}".replace(os.sep, "/")


def _link(source: str, target: str) -> None:
    """One file under two names, or a copy where the file system cannot."""
    for _ in range(2):
        try:
            os.link(source, target)
        except FileExistsError:
            os.unlink(target)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
        except OSError:
            shutil.copyfile(source, target)
            return
        else:
            return
    shutil.copyfile(source, target)
