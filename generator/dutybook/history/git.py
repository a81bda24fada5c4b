"""Git's objects by their ids: the only user of the program git. Never writes, never looks at the index.

One `git cat-file --batch` answers for as long as the repository is open; trees are read here, so that names need no
quoting and an object that two revisions share is asked for once.
"""

import subprocess
from contextlib import suppress
from functools import cached_property
from os import environ
from pathlib import Path
from typing import IO, Literal, NamedTuple, Self, cast

Why = Literal["no-git", "no-repository", "no-commit", "git-failed"]

HEADLINE = 60  # characters of a subject that are shown


class NoHistory(Exception):
    """There is no history to look into: no program git, no repository, no commit yet, or git refuses (`said`)."""

    def __init__(self, why: Why, said: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.said = said


class UnknownRevision(Exception):
    """Git knows no revision of this name."""


class MissingObject(Exception):
    """An object that the repository does not hold: a damaged or partial clone."""


class Commit(NamedTuple):
    """A commit. `date` is the day it was committed; `parents` are ids, and empty where a shallow clone ends."""

    id: str
    short: str
    tree: str
    date: str
    parents: tuple[str, ...]
    subject: str

    @property
    def headline(self) -> str:
        """The subject, cut where it is long."""
        return self.subject if len(self.subject) <= HEADLINE else f"{self.subject[: HEADLINE - 1]}…"


class Entry(NamedTuple):
    """What a tree says of a name."""

    id: str
    mode: str

    @property
    def is_folder(self) -> bool:
        return self.mode == "40000"

    @property
    def is_file(self) -> bool:
        """Whether it is an ordinary file: a link or a submodule is not."""
        return self.mode.startswith("100")


class Repository:
    """The repository that a folder lies in. `prefix` is the folder's own path in it: empty, or one or more names.

    Raises NoHistory where there is none. To be closed, or used in `with`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found = self._ask("rev-parse", "--show-prefix", "--is-shallow-repository")
        if found is None:
            raise NoHistory("no-repository")
        prefix, _, shallow = found.rstrip("\n").rpartition("\n")
        self.prefix = tuple(part for part in prefix.split("/") if part)
        self.shallow = shallow == "true"
        self._trees: dict[str, dict[str, Entry]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process that answers for objects, if one was started."""
        process = self.__dict__.pop("_answers", None)
        if process is not None:
            with suppress(OSError):
                process.stdin.close()
            process.stdout.close()
            process.wait()

    def resolve(self, revision: str) -> Commit:
        """The commit that a revision names. Raises UnknownRevision, NoHistory."""
        # A leading hyphen would be an option, `..` a range.
        if revision.startswith("-") or ".." in revision or not revision.isprintable():
            raise UnknownRevision(revision)
        found = self._ask("rev-parse", "--quiet", "--verify", f"{revision}^{{commit}}")
        if found is None:
            if revision == "HEAD":
                raise NoHistory("no-commit")
            raise UnknownRevision(revision)
        return self.commits("--no-walk", found.strip())[0]

    def commits(self, *which: str) -> list[Commit]:
        """Commits as `git rev-list` chooses them, the newest first."""
        form = "--format=tformat:%h%x09%T%x09%cs%x09%P%x09%s"
        lines = (self._ask("rev-list", "--date-order", "--encoding=UTF-8", form, *which) or "").split("\n")
        found = []
        for head, line in zip(lines[::2], lines[1::2], strict=False):
            short, tree, day, parents, subject = line.split("\t", 4)
            found.append(Commit(head.removeprefix("commit "), short, tree, day, tuple(parents.split()), subject))
        return found

    def tree(self, id_: str) -> dict[str, Entry]:
        """The names in a tree. Raises MissingObject."""
        known = self._trees.get(id_)
        if known is None:
            known = self._trees[id_] = dict(_entries(self.object(id_), len(id_) // 2))
        return known

    def object(self, id_: str) -> bytes:
        """The content of an object. Raises MissingObject."""
        asked, answers = cast("IO[bytes]", self._answers.stdin), cast("IO[bytes]", self._answers.stdout)
        try:
            asked.write(f"{id_}\n".encode("ascii"))
            asked.flush()
        except OSError as error:
            raise MissingObject(id_) from error
        head = answers.readline().split()
        if len(head) != 3:
            raise MissingObject(id_)
        content = answers.read(int(head[2]) + 1)
        return content[:-1]

    @cached_property
    def _answers(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            _command(self._folder, "cat-file", "--batch"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )

    def _ask(self, *words: str) -> str | None:
        return _asked(self._folder, *words)


def state_of(folder: Path) -> tuple[str, str, str] | None:
    """What the history of a folder hangs on, asked with one process: the folder's path in its repository, whether the clone
    is shallow, and the id of the newest commit. None where one of them cannot be told.
    """
    try:
        found = _asked(folder, "rev-parse", "--show-prefix", "--is-shallow-repository", "HEAD^{commit}")
    except NoHistory:
        return None
    if found is None:
        return None
    rest, _, newest = found.rstrip("\n").rpartition("\n")
    prefix, _, shallow = rest.rpartition("\n")
    return prefix, shallow, newest


def _command(folder: Path, *words: str) -> list[str]:
    return ["git", "-C", str(folder), *words]


def _asked(folder: Path, *words: str) -> str | None:
    """What git prints; None where it finds nothing."""
    try:
        told = subprocess.run(_command(folder, *words), capture_output=True, env=_environment(), check=False)
    except FileNotFoundError as error:
        raise NoHistory("no-git") from error
    except OSError as error:
        raise NoHistory("git-failed", error.strerror or "") from error
    said = told.stderr.decode("utf-8", "replace").strip()
    if told.returncode != 0 and said and "not a git repository" not in said and "Needed a single" not in said:
        raise NoHistory("git-failed", said.split("\n", 1)[0])
    return told.stdout.decode("utf-8", "replace") if told.returncode == 0 else None


def _environment() -> dict[str, str]:
    """Git's messages in English, and no lock taken for anything it would like to refresh."""
    return {**environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def _entries(content: bytes, width: int) -> list[tuple[str, Entry]]:
    """A tree object: mode, name and the id in `width` bytes, one entry after the other."""
    found = []
    place = 0
    while place < len(content):
        space = content.index(b" ", place)
        end = content.index(b"\0", space)
        id_ = content[end + 1 : end + 1 + width].hex()
        name = content[space + 1 : end].decode("utf-8", "surrogateescape")
        found.append((name, Entry(id_, content[place:space].decode("ascii"))))
        place = end + 1 + width
    return found
