"""The handbook at a revision: read from git's objects as if they were files. Nothing is checked out."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Self

from ..book import Book
from ..model.base import Node
from ..paths import ReadablePath
from ..problem import Problem
from ..read import Parsed, Parser, parsed, read
from ..shape_faults import unknown_key
from .git import Commit, Entry, MissingObject, Repository

NOTHING = Entry("", "")
FOLDERS = ("handbook", "checklists")
# Keys that were fields once, by which an earlier revision is not at fault: confirmations stand apart now.
FORMER = frozenset(("confirmed",))


class Size(NamedTuple):
    """How large a file is, in bytes."""

    st_size: int


class At:
    """A file or folder of a revision; looks like a `pathlib.Path`."""

    def __init__(self, repository: Repository, name: str, entry: Entry, parent: Self | None = None) -> None:
        self._repository = repository
        self._parent = parent
        self.name = name
        self.entry = entry

    @property
    def parent(self) -> Self:
        return self._parent if self._parent is not None else self

    @property
    def stem(self) -> str:
        return Path(self.name).stem

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix

    @cached_property
    def _names(self) -> dict[str, Entry]:
        return self._repository.tree(self.entry.id) if self.is_dir() else {}

    def __truediv__(self, name: str, /) -> Self:
        return type(self)(self._repository, name, self._names.get(name, NOTHING), self)

    def __lt__(self, other: Self, /) -> bool:
        return self.name < other.name

    def is_dir(self) -> bool:
        return self.entry.is_folder

    def is_file(self) -> bool:
        return self.entry.is_file

    def iterdir(self) -> Iterator[Self]:
        return (self / name for name in self._names)

    @cached_property
    def _content(self) -> bytes:
        return self._repository.object(self.entry.id)

    def stat(self) -> Size:
        return Size(len(self._content))

    def read_bytes(self) -> bytes:
        return self._content


class Read(NamedTuple):
    """A handbook as read at a revision: the book, or None and what stood in the way.

    `reason` is `none` where the revision holds no handbook, `faulty` where this version of dutybook finds it at
    fault (then `problem` is the first fault), `missing` where the repository lacks an object.
    """

    book: Book | None
    reason: str = ""
    problem: Problem | None = None


class History:
    """The revisions of the handbook in a folder. Files, and whole handbooks, that are equal are read once."""

    def __init__(self, repository: Repository, parse: Parser = parsed) -> None:
        self.repository = repository
        self._parse_anew = parse
        self._known: dict[tuple[str, str], Parsed] = {}

    @classmethod
    @contextmanager
    def of(cls, folder: Path, parse: Parser = parsed) -> Iterator[Self]:
        """The history of the handbook in a folder. Raises NoHistory, also where nothing has been committed yet.

        `parse` may know some files already.
        """
        with Repository(folder) as repository:
            repository.resolve("HEAD")
            yield cls(repository, parse)

    def trees(self, commit: Commit) -> tuple[str, ...]:
        """The ids of the handbook's folders at a commit: commits with the same ones have the same handbook.

        Empty where the repository lacks them.
        """
        try:
            home = self._home(commit)
            return tuple((home / name).entry.id for name in FOLDERS)
        except MissingObject:
            return ()

    def read(self, commit: Commit) -> Read:
        """The handbook at a commit."""
        try:
            home = self._home(commit)
            if not (home / FOLDERS[0]).is_dir():
                return Read(None, "none")
            book, problems = read(home, self._parse)
        except MissingObject:
            return Read(None, "missing")
        errors = [each for each in problems if each.kind.severity == "error" and not _is_former(each)]
        return Read(None, "faulty", errors[0]) if errors else Read(book)

    def here(self, folder: Path) -> tuple[Book | None, list[Problem]]:
        """The handbook in the folder as it is on disk, committed or not. Files that git knows are not parsed again."""
        return read(folder, self._parse)

    def _home(self, commit: Commit) -> At:
        home = At(self.repository, "", Entry(commit.tree, "40000"))
        for name in self.repository.prefix:
            home = home / name
        return home

    def _parse(self, path: ReadablePath, name: str, model: type[Node]) -> Parsed:
        key = (name, path.entry.id if isinstance(path, At) else self._id_of(path))
        found = self._known.get(key) if key[1] else None
        if found is None:
            found = self._known[key] = self._parse_anew(path, name, model)
        return found

    def _id_of(self, path: ReadablePath) -> str:
        """The id that a file on disk would have in git; empty where it cannot be read."""
        try:
            content = path.read_bytes()
        except OSError:
            return ""
        return hashlib.new(self._hash, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()

    @cached_property
    def _hash(self) -> str:
        return "sha256" if len(self.repository.resolve("HEAD").id) == 64 else "sha1"


def _is_former(problem: Problem) -> bool:
    return problem.kind is unknown_key and problem.values["key"] in FORMER
