"""Which run answers which expectation, and which runs nobody expected."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..book import Book
from .brief import Run
from .chains import Chains
from .expected import Expected, Work
from .roster import Roster

# What can become of an expected run. `done`, `early` and `late` are complete; `unclear`: its records contradict.
OUTCOMES = ("done", "early", "late", "partial", "stopped", "unclear", "missing")
RANK = {"complete": 0, "complete-with-exceptions": 0, "in-progress": 1, "stopped": 2}


class Outcome(NamedTuple):
    """What became of an expected run, and the run that answers it."""

    expected: Expected
    outcome: str
    run: Run | None


class Unexpected(NamedTuple):
    """A run that nobody expected, and why: no-checklist, not-on-roster, not-expected, again."""

    run: Run
    why: str


class Matched(NamedTuple):
    """Every run has its place: it answers, is for an occasion, is unexpected, or of days outside the stretch."""

    outcomes: tuple[Outcome, ...]
    occasional: Mapping[str, tuple[Run, ...]]
    unexpected: tuple[Unexpected, ...]
    outside: tuple[Run, ...]

    @property
    def inside(self) -> list[Run]:
        """Every run that counts and belongs to the stretch, by digest."""
        found = [each.run for each in self.outcomes if each.run is not None and each.outcome != "unclear"]
        found += [run for runs in self.occasional.values() for run in runs]
        found += [each.run for each in self.unexpected]
        return sorted(found, key=lambda each: each.digest)


Slot = tuple[str, str, date]


def matched(book: Book, roster: Roster, work: Work, chains: Chains, first: date, last: date) -> Matched:
    """Gives each run its place. Of several runs for one expectation the complete one, then the earliest, answers."""
    asked = {each.checklist for each in work.expected} | {each.checklist for each in work.excused}
    numberless = {each.checklist for each in work.occasional}
    contradicting = {each.digest for each in chains.unclear}
    wanted = _slots(work.expected)
    absent = {(each.checklist, each.instead_of, each.day) for each in work.expected if each.instead_of}
    given: dict[Slot, list[Run]] = defaultdict(list)
    occasional: dict[str, list[Run]] = defaultdict(list)
    unexpected: list[Unexpected] = []
    outside: list[Run] = []
    for run in (*chains.counted, *chains.unclear):
        key = _key(book, run.checklist)
        day = _day(run, work.days.get(key, ()))
        slot = (key, run.performer, day)
        if not first <= day <= last:
            outside.append(run)
        elif slot in wanted or slot in absent:
            given[slot].append(run)
        elif run.digest in contradicting:
            continue  # listed among the conflicts, and nothing was expected of it
        elif key in numberless and run.performer in roster:
            occasional[key].append(run)
        else:
            why = "not-expected" if key in asked and run.performer in roster else "not-on-roster"
            unexpected.append(Unexpected(run, why if book.find("checklist", key, "") is not None else "no-checklist"))
    outcomes, rest = _answered(wanted, given, contradicting)
    unexpected += rest
    return Matched(
        tuple(outcomes.get(each) or Outcome(each, "missing", None) for each in work.expected),
        {key: tuple(sorted(runs, key=lambda each: each.digest)) for key, runs in sorted(occasional.items())},
        tuple(
            sorted(
                unexpected, key=lambda each: (each.run.date, each.run.checklist, each.run.performer, each.run.digest)
            )
        ),
        tuple(sorted(outside, key=lambda each: each.digest)),
    )


def _answered(
    wanted: Mapping[Slot, list[Expected]], given: Mapping[Slot, list[Run]], contradicting: set[str]
) -> tuple[dict[Expected, Outcome], list[Unexpected]]:
    """What answers each expectation, and the runs that are left over.

    Somebody who came although away answers what was then expected of the substitute, unless that one has done it.
    """
    outcomes: dict[Expected, Outcome] = {}
    left: dict[Slot, list[Run]] = {}
    for slot, runs in given.items():
        ordered = sorted(runs, key=lambda each: _order(each, contradicting))
        expectations = wanted.get(slot, [])
        for each, run in zip(expectations, ordered, strict=False):
            outcomes[each] = Outcome(each, _outcome(each, run, contradicting), run)
        left[slot] = ordered[len(expectations) :]
    for each in (each for expectations in wanted.values() for each in expectations):
        own = left.get((each.checklist, each.instead_of, each.day))
        if own and each not in outcomes:
            run = own.pop(0)
            outcomes[each] = Outcome(each, _outcome(each, run, contradicting), run)
    over = [(run, slot) for slot, runs in left.items() for run in runs if run.digest not in contradicting]
    return outcomes, [Unexpected(run, "again" if slot in wanted else "not-expected") for run, slot in over]


def _slots(expected: Sequence[Expected]) -> dict[Slot, list[Expected]]:
    """The expectations by what a record says of itself. Who stands in is expected twice; one's own work comes first."""
    found: dict[Slot, list[Expected]] = defaultdict(list)
    for each in sorted(expected, key=lambda each: (each.instead_of != "", each)):
        found[each.checklist, each.person, each.day].append(each)
    return found


def _key(book: Book, said: str) -> str:
    """The checklist's present key; it may have been renamed since."""
    found = book.find("checklist", said, "")
    return book.key[found] if found is not None else said


def _day(run: Run, days: Sequence[date]) -> date:
    """The expected day that a run is for: its own, or the nearest where a checklist does not come back daily."""
    own = date.fromisoformat(run.date)
    if not days:
        return own
    place = bisect_left(days, own)
    near = days[max(0, place - 1) : place + 1]
    return min(near, key=lambda each: (abs((each - own).days), each < own))


def _order(run: Run, contradicting: set[str]) -> tuple[int, str, str]:
    return (3 if run.digest in contradicting else RANK[run.result]), run.end or run.start, run.digest


def _outcome(expected: Expected, run: Run, contradicting: set[str]) -> str:
    if run.digest in contradicting:
        return "unclear"
    if not run.is_complete:
        return "partial" if run.result == "in-progress" else "stopped"
    ended = date.fromisoformat((run.completed or run.start)[:10])
    return "done" if ended == expected.day else "early" if ended < expected.day else "late"
