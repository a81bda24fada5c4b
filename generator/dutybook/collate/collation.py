"""The collation as plain values, the same for every page, table and program: no clock, no path, no order of files."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from ..book import Book
from ..checklist.compile import compiled
from ..checklist.definition import fingerprint, plain
from .brief import Run
from .chains import Chains, chains
from .clocks import odd_clocks
from .expected import Work, work
from .gather import Gathered
from .match import OUTCOMES, Matched, Outcome, matched
from .roster import Roster
from .signs import questions, tallies

REPORT = 1
Values = dict[str, Any]


def collation(
    book: Book, roster: Roster, gathered: Gathered, first: date, last: date, on: date | None = None
) -> Values:
    """Everything that the records and the roster come to, from one day to another.

    `on` is the day by which clocks are told to have been ahead; without it nothing is.
    """
    to_do = work(book, roster, first, last)
    resolved = chains(gathered)
    places = matched(book, roster, to_do, resolved, first, last)
    runs = places.inside
    texts, types = _items(book, gathered, {each.checklist for each in runs})
    tallied = tallies(runs, types)
    return {
        "report": REPORT,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "provisional": to_do.provisional,
        "totals": {**_counts(places.outcomes), "excused": len(to_do.excused)},
        "by-role": _grouped(places.outcomes, "role", lambda each: each.expected.role),
        "by-checklist": _grouped(places.outcomes, "checklist", lambda each: each.expected.checklist),
        "by-day": _grouped(places.outcomes, "day", lambda each: each.expected.day.isoformat()),
        "occasional": _occasional(to_do, places),
        "expected": [_outcome(each) for each in places.outcomes],
        "excused": [_plain(each) for each in to_do.excused],
        "items": [{**_plain(each), "missed": each.missed} for each in tallied],
        "questions": [_plain(each) for each in questions(tallied)],
        "exceptions": [{**_run(run), **_plain(odd)} for run in _by_day(runs) for odd in run.odd],
        "unsigned": [_run(run) for run in _by_day(runs) if run.signed is False and run.is_complete],
        "unexpected": [{**_run(each.run), "why": each.why} for each in places.unexpected],
        "outside": len(places.outside),
        **_corrections(resolved),
        "quarantined": [
            {"sha256": each.sha256, "name": each.name, "claims": each.claims, "faults": [list(f) for f in each.faults]}
            for each in gathered.aside
        ],
        "on": on.isoformat() if on is not None else None,
        "clocks": _clocks(runs, resolved, on),
        "personal": [
            {**_run(run), "place": place, "kind": kind} for run in _by_day(runs) for place, kind in run.personal
        ],
        "definitions": _definitions(book, runs),
        "texts": texts,
    }


def _plain(row: Any) -> Values:
    """A named tuple as plain values, its names written as in YAML."""
    return {
        name.replace("_", "-"): value.isoformat() if isinstance(value, date) else value
        for name, value in row._asdict().items()
    }


def _run(run: Run) -> Values:
    """What names a run to people who look for its record."""
    return {
        "day": run.date,
        "checklist": run.checklist,
        "person": run.performer,
        "run": run.run,
        "digest": run.digest,
        "result": run.result,
    }


def _by_day(runs: Iterable[Run]) -> list[Run]:
    return sorted(runs, key=lambda each: (each.date, each.checklist, each.performer, each.digest))


def _counts(outcomes: Iterable[Outcome]) -> Values:
    counts = Counter(each.outcome for each in outcomes)
    return {"expected": counts.total(), **{name: counts[name] for name in OUTCOMES}}


def _grouped(outcomes: Iterable[Outcome], name: str, of: Callable[[Outcome], str]) -> list[Values]:
    groups: dict[str, list[Outcome]] = {}
    for each in outcomes:
        groups.setdefault(of(each), []).append(each)
    return [{name: key, **_counts(groups[key])} for key in sorted(groups)]


def _outcome(each: Outcome) -> Values:
    run = each.run
    return {
        **_plain(each.expected),
        "outcome": each.outcome,
        "run": run.run if run is not None else None,
        "digest": run.digest if run is not None else None,
        "end": (run.completed or run.end) if run is not None else None,
    }


def _occasional(to_do: Work, places: Matched) -> list[Values]:
    found = []
    for key in sorted({each.checklist for each in to_do.occasional}):
        runs = places.occasional.get(key, ())
        why = next(each.why for each in to_do.occasional if each.checklist == key)
        complete = sum(run.is_complete for run in runs)
        found.append({"checklist": key, "why": why, "runs": len(runs), "complete": complete})
    return found


def _corrections(resolved: Chains) -> Values:
    """What was corrected, taken back, or contradicts itself."""
    named = ("amended", "retracted", "lost", "forked", "pending")
    found: Values = {
        name: [
            {**_run(run), "reason": run.amends.reason if run.amends is not None else None}
            for run in _by_day(getattr(resolved, name))
        ]
        for name in named
    }
    conflicts = sorted(resolved.unclear, key=lambda each: (each.run, each.digest))
    return {**found, "conflicts": [_run(run) for run in conflicts], "drafts": [_run(r) for r in resolved.drafts]}


def _clocks(inside: Iterable[Run], resolved: Chains, on: date | None) -> list[Values]:
    every = (*resolved.counted, *resolved.unclear)
    odd = sorted(odd_clocks(_by_day(inside), every, on), key=lambda each: (each[0].date, each[0].digest, each[1]))
    return [{**_run(run), "start": run.start, "end": run.end or run.latest, "sort": sort} for run, sort in odd]


def _definitions(book: Book, runs: Iterable[Run]) -> list[Values]:
    """Which versions of the checklists were used, and whether each is the one that the handbook has."""
    counts = Counter((run.checklist, run.fingerprint) for run in runs)
    found = []
    for (key, code), count in sorted(counts.items()):
        checklist = book.find("checklist", key, "")
        now = fingerprint(book, compiled(book, checklist)) if checklist is not None else None
        standing = "no-checklist" if now is None else "current" if now == code else "other"
        found.append({"checklist": key, "fingerprint": code, "runs": count, "standing": standing})
    return found


def _items(book: Book, gathered: Gathered, keys: set[str]) -> tuple[Values, Mapping[tuple[str, str], str]]:
    """The titles of checklists and the texts of items, by the handbook, else by the records; and the items' types."""
    texts: Values = {}
    types: dict[tuple[str, str], str] = {}
    for said in gathered.definitions.values():
        key = said["checklist"]
        if key in keys:
            own = texts.setdefault(key, {"title": said["title"], "items": {}})
            for item in (item for pause in said["pauses"] for item in pause["items"]):
                own["items"].setdefault(item["id"], item["text"])
                types.setdefault((key, item["id"]), item["type"])
    for checklist in book.checklists:
        own = texts.setdefault(book.key[checklist], {"title": {}, "items": {}})
        own["title"] = plain(checklist.title)
        own["items"] |= {line.id: plain(line.text) for line in compiled(book, checklist).lines}
    return dict(sorted(texts.items())), types
