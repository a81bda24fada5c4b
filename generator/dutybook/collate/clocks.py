"""Runs whose clocks were hardly right. Their records count all the same: clocks are what people's machines say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from .brief import Run


def odd_clocks(inside: Sequence[Run], every: Iterable[Run], on: date | None) -> Iterator[tuple[Run, str]]:
    """What is odd about the clocks of runs: back, offset, ahead.

    `back`: an earlier moment follows a later one. `offset`: other hours from UTC than most runs have, or several.
    `ahead`: it tells of moments later than the day `on`; these may be of any stretch, as a wrong clock makes wrong dates.
    """
    usual = _usual(inside)
    for run in inside:
        if run.clock_back:
            yield run, "back"
        if run.offsets != (usual,):
            yield run, "offset"
    for run in every:
        if is_ahead(run, on):
            yield run, "ahead"


def is_ahead(run: Run, on: date | None) -> bool:
    """Whether a run tells of moments later than a day."""
    return on is not None and date.fromisoformat(run.latest[:10]) > on


def _usual(runs: Iterable[Run]) -> str:
    """The offset that most runs have; of several the first in order."""
    counts = Counter(offset for run in runs for offset in run.offsets)
    return min(counts, key=lambda each: (-counts[each], each), default="")
