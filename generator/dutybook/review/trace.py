"""Which checklist a code on a sheet names, in which revisions it stood, and what has become of it."""

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from ..book import Book
from ..checklist.compile import compiled
from ..checklist.definition import SHOWN, definition, digest, fingerprint
from ..history.git import Commit
from ..history.revisions import History, Read
from ..model.checklist import Checklist
from .sheets import Side, side

Progress = Callable[[int, int], None]


class Carrier(NamedTuple):
    """A checklist with its fingerprint at a commit, or in the work tree (None)."""

    fingerprint: str
    key: str
    commit: Commit | None


class Span(NamedTuple):
    """The commits in which a checklist had one fingerprint: the first, the last, and the one that ended it.

    `cut`: the clone is shallow, and what came before the first one is not in it.
    """

    first: Commit
    last: Commit
    ended_by: Commit | None
    cut: bool


class Skipped(NamedTuple):
    """A revision whose handbook could not be read, and why."""

    commit: Commit
    read: Read


class Trail:
    """The fingerprints of every revision; of revisions with the same handbook, only one is read."""

    def __init__(self, history: History, progress: Progress) -> None:
        self.history = history
        self.progress = progress
        self.skipped: list[Skipped] = []
        self.searched = 0
        self._known: dict[bytes, str] = {}
        self._codes: dict[tuple[str, ...], Mapping[str, str]] = {}

    @property
    def shallow(self) -> bool:
        """Whether the clone leaves out older commits."""
        return self.history.repository.shallow

    def commits(self) -> tuple[list[Commit], list[Commit]]:
        """The commits that led to this state, and those of other branches; the newest first."""
        repository = self.history.repository
        return repository.commits("HEAD"), repository.commits("--all", "--not", "HEAD")

    def codes(self, commit: Commit) -> Mapping[str, str]:
        """The fingerprints of a revision with the checklists' keys; none where it cannot be read."""
        trees = self.history.trees(commit)
        found = self._codes.get(trees)
        if found is None:
            read = self.history.read(commit)
            if read.reason not in ("", "none"):
                self.skipped.append(Skipped(commit, read))
            found = self._codes[trees] = codes_of(read.book, self._known) if read.book is not None else {}
        return found

    def find(self, code: str, commits: Sequence[Commit]) -> list[Carrier]:
        """What a code names, each with the newest commit that has it.

        The search ends with the first commit that has it, unless the code is too short to name one thing for sure.
        """
        found: dict[str, Carrier] = {}
        for place, commit in enumerate(commits, 1):
            for full, key in self.codes(commit).items():
                if full.startswith(code) and full not in found:
                    found[full] = Carrier(full, key, commit)
            self.searched += 1
            self.progress(place, len(commits))
            if found and len(code) >= SHOWN:
                break
        return list(found.values())

    def known(self) -> dict[str, str]:
        """Every fingerprint seen so far, with its checklist's key."""
        return dict(chain.from_iterable(codes.items() for codes in self._codes.values()))

    def span(self, carrier: Carrier, commits: Sequence[Commit]) -> Span | None:
        """How long a checklist had a fingerprint, without a break, up to a commit."""
        if carrier.commit is None:
            return None
        by_id = {commit.id: commit for commit in commits}
        todo, seen = [carrier.commit], {carrier.commit.id}
        cut = False
        while todo:
            commit = todo.pop()
            cut = cut or (self.shallow and not commit.parents)
            for id_ in commit.parents:
                parent = by_id.get(id_)
                if parent is not None and id_ not in seen and carrier.fingerprint in self.codes(parent):
                    seen.add(id_)
                    todo.append(parent)
        first = next(commit for commit in reversed(commits) if commit.id in seen)
        after = (commit for commit in reversed(commits) if carrier.commit.id in commit.parents)
        return Span(first, carrier.commit, next(after, None), cut)


class Traced(NamedTuple):
    """What a code names. Several `carriers` share a code that is too short; none: the code is unknown.

    `issued` is the checklist as it was when the sheet was printed, `now` what has become of it (None: it is gone);
    `elsewhere`: only another branch has it. `near` are known codes that differ in one character from an unknown one.
    """

    carriers: tuple[Carrier, ...] = ()
    issued: Side | None = None
    now: Side | None = None
    span: Span | None = None
    elsewhere: bool = False
    near: tuple[Carrier, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether the sheet says what the handbook says."""
        if self.issued is None or self.now is None:
            return False
        return fingerprint(*self.issued) == fingerprint(*self.now)


def codes_of(book: Book, known: dict[bytes, str] | None = None) -> dict[str, str]:
    """The fingerprints of a handbook's checklists, with their keys.

    `known` remembers fingerprints by what was said: canonical JSON takes most of the time, and most checklists of a
    revision say what they said in the one before.
    """
    known = {} if known is None else known
    found = {}
    for each in book.checklists:
        says = definition(book, compiled(book, each))
        name = sha256(json.dumps(says, sort_keys=True).encode()).digest()
        code = known.get(name)
        if code is None:
            code = known[name] = digest(says)
        found[code] = book.key[each]
    return found


def trace(code: str, here: Book, trail: Trail | None) -> Traced:
    """What a code (small letters, 4 to 64 hexadecimal digits) names: in this state first, then in the history."""
    mine = [Carrier(full, key, None) for full, key in codes_of(here).items() if full.startswith(code)]
    if len(mine) > 1 or (mine and trail is None):
        return Traced(tuple(mine), *_sides(here, here, mine))
    if trail is None:
        return Traced(near=_near(code, codes_of(here)))
    led, others = trail.commits()
    found = trail.find(code, led[:1] if mine and len(code) >= SHOWN else led)
    elsewhere = not mine and not found
    if elsewhere:
        found = trail.find(code, others)
    names = {each.fingerprint: each for each in (*found, *mine)}
    if not names:
        return Traced(near=_near(code, {**trail.known(), **codes_of(here)}))
    if len(names) > 1:
        return Traced(tuple(names.values()))
    carrier = found[0] if found else mine[0]
    span = trail.span(carrier, [*led, *(others if elsewhere else ())])
    if mine:
        return Traced((carrier,), *_sides(here, here, mine), span)
    assert carrier.commit is not None
    then = trail.history.read(carrier.commit).book
    return Traced((carrier,), *_sides(then, here, [carrier]), span, elsewhere)


def _sides(then: Book | None, here: Book, carriers: Sequence[Carrier]) -> tuple[Side | None, Side | None]:
    """The checklist as it was and as it is; an old id finds it under its new one."""
    if len(carriers) != 1 or then is None:
        return None, None
    old: Checklist = then.get("checklist", carriers[0].key, "")
    new: Checklist | None = here.find("checklist", carriers[0].key, "")
    return side(then, old), side(here, new) if new is not None else None


def _near(code: str, known: Mapping[str, str]) -> tuple[Carrier, ...]:
    """The known codes that differ from one in one character: another one, one too few or too many, two exchanged."""
    found = (Carrier(full, key, None) for full, key in known.items() if _one_slip(code, full))
    return tuple(sorted(found))


def _one_slip(code: str, full: str) -> bool:
    size = len(code)
    if any(code == full[:place] + full[place + 1 : size + 1] for place in range(size)):
        return True
    if any(code[:place] + code[place + 1 :] == full[: size - 1] for place in range(size)):
        return True
    unlike = [place for place in range(min(size, len(full))) if code[place] != full[place]]
    if len(unlike) == 2 and unlike[1] == unlike[0] + 1:
        return code[unlike[0]] == full[unlike[1]] and code[unlike[1]] == full[unlike[0]]
    return len(unlike) == 1 and size <= len(full)
