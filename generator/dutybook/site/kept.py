"""What the last build made, kept for the next one: a file for each language, with every file of its site.

It is a line that says what it is, an index in JSON, and the bytes of all files. It is written aside and renamed, so that a
killed build leaves the former one, and of two builds at once the last one wins. Every entry is read with its checksum; a
damaged one counts as absent. Nothing ever needs it: it may be deleted at any time.
"""

import json
import mmap
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

ENGINES = ("mkdocs", "mkdocs-material", "jinja2", "markdown", "markupsafe", "pyyaml")
FOLDER = Path(".cache", "dutybook")
FIRST = b"dutybook kept 1\n"
WIDTH = 12  # of the line that says how long the index is


def digest(value: Any) -> str:
    """The SHA-256 of plain values."""
    return sha256(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@cache
def tool() -> str:
    """The SHA-256 of the tool itself, which another version may do otherwise, and the versions of its engines."""
    package = Path(__file__).parents[1]
    modules = sha256()
    for file in sorted(package.rglob("*.py")):
        modules.update(file.read_bytes())
    return digest([modules.hexdigest(), sys.version, *map(version, ENGINES)])


class _Entry(NamedTuple):
    path: str
    key: str
    start: int
    size: int
    sum: int


class Kept:
    """A site as it was kept. `whole` is the key of everything it was made from."""

    def __init__(self, whole: str = "", entries: Iterable[_Entry] = (), data: memoryview | None = None) -> None:
        self.whole = whole
        self._entries = tuple(entries)
        self._by_key = {entry.key: entry for entry in self._entries if entry.key}
        self._data = memoryview(b"") if data is None else data

    def get(self, key: str) -> bytes | None:
        """The bytes of what was made under a key; None when there is none, or damaged ones."""
        entry = self._by_key.get(key)
        return None if entry is None else self._read(entry)

    def text(self, key: str) -> str | None:
        """As get, of a text."""
        found = self.get(key)
        return None if found is None else found.decode()

    def files(self) -> Iterator[tuple[str, bytes | None]]:
        """Every file of the site: its path, and its bytes, None where they are damaged."""
        for entry in self._entries:
            if entry.path:
                yield entry.path, self._read(entry)

    def _read(self, entry: _Entry) -> bytes | None:
        found = bytes(self._data[entry.start : entry.start + entry.size])
        return found if len(found) == entry.size and crc32(found) == entry.sum else None


def kept_file(root: Path, language: str) -> Path:
    """Where the site of a handbook in one language is kept."""
    return root.resolve() / FOLDER / f"{language}.kept"


def read_kept(file: Path) -> Kept:
    """What a file keeps; nothing when there is none, or none that can be read."""
    try:
        with file.open("rb") as opened:
            data = memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
        start = len(FIRST) + WIDTH
        end = start + int(bytes(data[len(FIRST) : start]))
        if data[: len(FIRST)] != FIRST:
            return Kept()
        said = json.loads(bytes(data[start:end]))
        return Kept(said["whole"], [_Entry(*each) for each in said["entries"]], data[end:])
    except (OSError, ValueError, KeyError, TypeError):
        return Kept()


def write_kept(file: Path, whole: str, folder: Path, keys: Mapping[str, str], texts: Mapping[str, str]) -> None:
    """Keeps every file of a built folder. `keys`, by path, are of the files that may be used again by themselves; `texts`,
    by key, were made on the way.

    Where it cannot be written nothing is kept, and the next build does the work again.
    """
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        (file.parent / ".gitignore").write_text("*\n", "utf-8")
        new = file.with_name(f".{file.name}.{os.getpid()}.new")
        try:
            _write(new, whole, folder, keys, texts)
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)


def _write(file: Path, whole: str, folder: Path, keys: Mapping[str, str], texts: Mapping[str, str]) -> None:
    entries: list[_Entry] = []
    parts: list[bytes] = []
    place = 0
    for path, key, data in _parts(folder, keys, texts):
        entries.append(_Entry(path, key, place, len(data), crc32(data)))
        parts.append(data)
        place += len(data)
    index = json.dumps({"whole": whole, "entries": entries}, ensure_ascii=False, separators=(",", ":")).encode()
    with file.open("wb") as opened:
        opened.writelines((FIRST, b"%*d\n" % (WIDTH - 1, len(index)), index, *parts))


def _parts(folder: Path, keys: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[tuple[str, str, bytes]]:
    for parent, names, files in os.walk(folder):
        names.sort()
        for name in sorted(files):
            file = Path(parent, name)
            path = file.relative_to(folder).as_posix()
            yield path, keys.get(path, ""), file.read_bytes()
    for key, text in texts.items():
        yield "", key, text.encode()
