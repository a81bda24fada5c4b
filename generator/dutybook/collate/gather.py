"""Folders → records in brief. Every file that was seen is accounted for; what is no sound record is set aside."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

from ..run.read import MAX_BYTES, read_record
from ..run.record import follows
from ..run.shape import Fault, shown
from .brief import Run, brief
from .index import Index, Looked

CLAIMS = ("checklist", "date", "performer", "run")


class Seen(NamedTuple):
    """A file and what became of it: counted, duplicate, quarantined, or no record by its name (other)."""

    path: str
    sha256: str
    verdict: str
    digest: str
    faults: tuple[Fault, ...] = ()


class Aside(NamedTuple):
    """What was set aside, named by the SHA-256 of its bytes. `claims`: what it says it is, which nobody has verified.

    A file that cannot be read has no bytes; it is named by its file's name.
    """

    sha256: str
    name: str
    claims: str
    faults: tuple[Fault, ...]


# What files of records are called. Phones share no JSON; from the share sheet it comes as a text.
NAMES = (".json", ".json.txt")


class Gathered(NamedTuple):
    """All records of some folders. `definitions` are those that they hold, by fingerprint."""

    runs: Mapping[str, Run]
    aside: tuple[Aside, ...]
    seen: tuple[Seen, ...]
    definitions: Mapping[str, Mapping[str, Any]]

    def drafts(self, digests: Iterable[str]) -> dict[str, list[Any]]:
        """The audit trails of some records, read once more. What cannot be read any more is left out."""
        wanted = set(digests)
        found: dict[str, list[Any]] = {}
        for each in self.seen:
            if each.verdict == "counted" and each.digest in wanted:
                try:
                    found[each.digest] = json.loads(Path(each.path).read_bytes())["audit"]
                except (OSError, ValueError, KeyError):
                    continue
        return found


def files_in(folders: Iterable[Path]) -> Iterator[Path]:
    """Every file below some folders, and files named themselves, each once; links to folders are not followed."""
    known: set[str] = set()
    for folder in folders:
        for path, real in _below(folder) if folder.is_dir() else ((str(folder), os.path.realpath(folder)),):
            if real not in known:
                known.add(real)
                yield Path(path)


def _below(folder: Path) -> Iterator[tuple[str, str]]:
    """The files below a folder with their real paths, in order. Only links have to be looked up: the rest follows."""
    for here, inside, names in os.walk(folder):
        inside.sort()
        real = os.path.realpath(here)
        for name in sorted(names):
            path = os.path.join(here, name)
            yield path, os.path.realpath(path) if os.path.islink(path) else os.path.join(real, name)


def gather(
    folders: Iterable[Path], progress: Callable[[int], None] | None = None, index: Index | None = None
) -> Gathered:
    """Reads all records. The result does not depend on names, order and number of copies, but for `seen`."""
    runs: dict[str, Run] = {}
    aside: dict[tuple[str, str], Aside] = {}
    seen: list[Seen] = []
    definitions: dict[str, Mapping[str, Any]] = {}
    for count, path in enumerate(files_in(folders)):
        if progress is not None:
            progress(count)
        if not path.name.casefold().endswith(NAMES):
            seen.append(Seen(str(path), "", "other", ""))
            continue
        data = content(path)
        if isinstance(data, Fault):
            aside[path.name, ""] = Aside("", path.name, "", (data,))
            seen.append(Seen(str(path), "", "quarantined", "", (data,)))
            continue
        name = sha256(data).hexdigest()
        found, definition = _looked(data, name, index)
        if found.run is None:
            aside["", name] = Aside(name, "", found.claims, found.faults)
            seen.append(Seen(str(path), name, "quarantined", "", found.faults))
            continue
        run = found.run
        seen.append(Seen(str(path), name, "duplicate" if run.digest in runs else "counted", run.digest))
        runs.setdefault(run.digest, run)
        definitions.setdefault(run.fingerprint, definition or {})
    if index is not None:
        index.finish()
    ordered = tuple(aside[key] for key in sorted(aside))
    return Gathered(dict(sorted(runs.items())), ordered, tuple(seen), dict(sorted(definitions.items())))


def _looked(data: bytes, name: str, index: Index | None) -> tuple[Looked, Mapping[str, Any] | None]:
    """What there is to know about a file's bytes, and the definition that its record holds."""
    known = index.known(name) if index is not None else None
    if known is not None and index is not None:
        return known, index.definition(known.run.fingerprint) if known.run is not None else None
    values = looked_at(data)
    definition = None
    if isinstance(values, tuple):
        found = Looked(None, values, _claims(data))
    else:
        found, definition = Looked(brief(values)), values["definition"]
    if index is not None:
        index.note(name, found, definition)
    return found, definition


def content(path: Path) -> bytes | Fault:
    """The bytes of a file, or why it is not read: it is no plain file, too big, or cannot be opened."""
    try:
        info = path.stat()
        if not S_ISREG(info.st_mode):
            return Fault("no-file")
        if info.st_size > MAX_BYTES:
            return Fault("too-big", said=str(info.st_size))
        return path.read_bytes()
    except OSError as error:
        return Fault("unreadable", said=error.strerror or "?")


def looked_at(data: bytes) -> Mapping[str, Any] | tuple[Fault, ...]:
    """A sound record whose answers follow from its events, or everything that speaks against it."""
    read = read_record(data)
    faults = read if isinstance(read, list) else follows(read.values)
    return tuple(faults) if faults or isinstance(read, list) else read.values


def _claims(data: bytes) -> str:
    """What a file that was set aside says it is, as far as it can be read: for people who look for it."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    said = [value.get(name) for name in CLAIMS] if isinstance(value, dict) else []
    return " ".join(shown(each) for each in said if isinstance(each, str))
