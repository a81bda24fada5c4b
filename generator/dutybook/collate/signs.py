"""How items come out over all runs: what is left out most, and what asks a question. Items are looked at, not people."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from statistics import median_low
from typing import NamedTuple

from .brief import Run

# From where on something is asked about (ours): so many answers; median seconds; a value on so many days running.
LEAST, QUICK, RUNNING, SHARE = 10, 2, 10, 0.5
SAME = ("number", "text", "time", "choice", "multi-choice")  # a tick is always the same


class Tally(NamedTuple):
    """How an item came out. `asked` counts every run in which it applied; all but `yes` were not done as they should be.

    `seconds` is the median, over the `timed` answers that were measured; `running` the longest run of one value in one
    person's runs, day after day.
    """

    checklist: str
    item: str
    asked: int
    answered: int
    no: int
    not_applicable: int
    skipped: int
    open: int
    seconds: int | None
    timed: int
    running: int

    @property
    def missed(self) -> int:
        """How often it was not done: no, skipped or left open. Not applicable is no miss."""
        return self.no + self.skipped + self.open


class Question(NamedTuple):
    """Something to ask about an item: quick, same or not-applicable; the figure, and of how many."""

    checklist: str
    item: str
    kind: str
    figure: int
    of: int


def tallies(runs: Iterable[Run], types: Mapping[tuple[str, str], str]) -> list[Tally]:
    """Every item of every checklist, by how often it was missed. `types` are the items' types of answer."""
    states: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    seconds: dict[tuple[str, str], list[int]] = defaultdict(list)
    values: dict[tuple[str, str], dict[str, list[tuple[str, str, str]]]] = defaultdict(lambda: defaultdict(list))
    for run in runs:
        refused = {odd.node.partition("/")[2] for odd in run.odd if odd.kind == "no"}
        for each in run.answers:
            key = run.checklist, each.item
            states[key]["no" if each.item in refused else each.state] += 1
            if each.seconds is not None and each.state == "answered":
                seconds[key].append(each.seconds)
            if each.value is not None and each.state == "answered" and types.get(key) in SAME:
                values[key][run.performer].append((run.date, run.digest, each.value))
    found = [_tally(key, counts, seconds[key], values[key]) for key, counts in states.items()]
    return sorted((each for each in found if each.asked), key=lambda each: (-each.missed / each.asked, each))


def _tally(
    key: tuple[str, str], counts: Counter[str], seconds: list[int], values: Mapping[str, list[tuple[str, str, str]]]
) -> Tally:
    unsettled = counts["open"] + counts["waiting"] + counts["blocked"]
    return Tally(
        *key,
        counts.total() - counts["off"],
        counts["answered"],
        counts["no"],
        counts["not-applicable"],
        counts["skipped"],
        unsettled,
        median_low(seconds) if seconds else None,
        len(seconds),
        max((_longest(sorted(each)) for each in values.values()), default=0),
    )


def _longest(said: list[tuple[str, str, str]]) -> int:
    """The longest stretch of one value among values in order of their days."""
    best = length = 0
    before: str | None = None
    for _, _, value in said:
        length = length + 1 if value == before else 1
        before = value
        best = max(best, length)
    return best


def questions(found: Iterable[Tally]) -> list[Question]:
    """What the tallies ask about, item by item."""
    asked: list[Question] = []
    for each in found:
        if each.timed >= LEAST and each.seconds is not None and each.seconds < QUICK:
            asked.append(Question(each.checklist, each.item, "quick", each.seconds, each.timed))
        if each.running >= RUNNING:
            asked.append(Question(each.checklist, each.item, "same", each.running, each.answered))
        if each.asked >= LEAST and each.not_applicable >= SHARE * each.asked:
            asked.append(Question(each.checklist, each.item, "not-applicable", each.not_applicable, each.asked))
    return sorted(asked)
