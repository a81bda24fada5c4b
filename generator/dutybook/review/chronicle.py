"""What changed in the last ninety days, day by day, from git's history: what the newest commit of a day differs in from
the one of the day before it.

The days count back from the newest commit, since a build does not know today; so one commit always gives one chronicle.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from ..book import Book
from ..history.git import Commit, NoHistory, state_of
from ..history.revisions import FOLDERS, History
from ..read import parsed_once
from .difference import Difference, difference

DAYS = 90
STEPS = 12  # days with changes that are told one by one; earlier ones are told together
COMMITS = 2000  # looked at, the newest first


class Step(NamedTuple):
    """The changes up to a commit, since the state of the day `since`; all of one day, or (not `alone`) of several."""

    commit: Commit
    since: date
    alone: bool
    difference: Difference

    @property
    def day(self) -> date:
        """The day of the commit."""
        return date.fromisoformat(self.commit.date)


class Chronicle(NamedTuple):
    """What changed from one day to another, the newest step first. `why` says why there is nothing to tell.

    `shallow`: the clone at hand does not reach back to the first day.
    """

    steps: tuple[Step, ...] = ()
    first: date | None = None
    last: date | None = None
    shallow: bool = False
    why: str = ""


class _State(NamedTuple):
    """The handbook at a commit. `apart`: the day before it with a change is told by itself too."""

    commit: Commit
    book: Book
    apart: bool


# Of the newest commit alone, for builds that follow each other: by the folder and the state of its history.
_KEPT: dict[tuple[Path, tuple[str, str, str]], Chronicle] = {}


def chronicle(root: Path) -> Chronicle:
    """The chronicle of the handbook in a folder."""
    folder, state = root.resolve(), state_of(root)
    if state is not None and (folder, state) in _KEPT:
        return _KEPT[folder, state]
    try:
        with History.of(root, parsed_once(root)) as history:
            found = _chronicle(history)
    except NoHistory as error:
        return Chronicle(why=error.why)
    # A commit may have come meanwhile.
    if state is not None and state == state_of(root):
        _KEPT.clear()
        _KEPT[folder, state] = found
    return found


def _chronicle(history: History) -> Chronicle:
    repository = history.repository
    newest = repository.resolve("HEAD")
    last = date.fromisoformat(newest.date)
    first = last - timedelta(DAYS)
    commits = repository.commits("--first-parent", f"--max-count={COMMITS}", "HEAD", "--", *FOLDERS)
    steps = [
        Step(state.commit, date.fromisoformat(before.commit.date), state.apart, difference(before.book, state.book))
        for state, before in pairwise(_states(history, commits, first))
    ]
    told = tuple(step for step in steps if step.difference.changes)
    known = date.fromisoformat(commits[-1].date) if commits else last
    return Chronicle(told, max(first, known), last, repository.shallow and known > first)


def _states(history: History, commits: list[Commit], first: date) -> Iterator[_State]:
    """The handbook at the end of each day, the newest first; last the one from which the first changes are counted."""
    days: dict[str, list[Commit]] = {}
    for commit in commits:
        days.setdefault(commit.date, []).append(commit)
    told = 0
    for day, of_day in days.items():
        before = date.fromisoformat(day) <= first
        # The first commit of all begins the history: nothing is told of how the handbook came to be.
        start = of_day[-1] is commits[-1]
        if told < STEPS or before or start:
            found = _readable(history, of_day)
            if found is not None:
                told += 1
                yield _State(*found, told < STEPS)
            if before:
                return
            begun = _readable(history, of_day[::-1]) if start else None
            if begun is not None and found is not None and begun[0] is not found[0]:
                yield _State(*begun, True)


def _readable(history: History, commits: list[Commit]) -> tuple[Commit, Book] | None:
    """The first of some commits at which the handbook can be read."""
    for commit in commits:
        book = history.read(commit).book
        if book is not None:
            return commit, book
    return None
