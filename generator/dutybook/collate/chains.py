"""Which records count: corrections stand for what they correct, retractions take runs back, conflicts are listed.

A run id stands in one record. An earlier export of the same run, whose events are the beginning of the later one's, is
its draft; anything else under the same id contradicts it, and then none of them is believed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .brief import Run
from .gather import Gathered


class Chains(NamedTuple):
    """What became of the records. `counted` are those that count; `unclear` those whose run id others contradict.

    `amended` and `retracted` are the last records of their chains; `lost` correct a record that is not among the files;
    `forked` correct what another, later record corrects too; `pending` are corrections that nobody has finished.
    """

    counted: tuple[Run, ...]
    unclear: tuple[Run, ...]
    drafts: tuple[Run, ...]
    amended: tuple[Run, ...]
    retracted: tuple[Run, ...]
    lost: tuple[Run, ...]
    forked: tuple[Run, ...]
    pending: tuple[Run, ...]


def chains(gathered: Gathered) -> Chains:
    """Resolves run ids and corrections, whatever the order of the records."""
    sole, unclear, drafts = _by_run(gathered)
    known = {each.digest: each for each in sole}
    pending = [each for each in sole if each.amends is not None and each.result == "in-progress"]
    waiting = {each.digest for each in pending}
    over: dict[str, list[Run]] = defaultdict(list)
    lost = []
    for each in sole:
        if each.amends is None or each.digest in waiting:
            continue
        corrected = gathered.runs.get(each.amends.digest)
        if corrected is None or corrected.run != each.amends.run:
            lost.append(each)
        else:
            over[each.amends.digest].append(each)
    forked = [each for group in over.values() for each in sorted(group, key=_lateness)[:-1]]
    gone = {each.digest for each in forked}
    # A correction outlives the draft or the contradiction that it settles.
    settled = {digest for digest in over if digest not in known}
    unclear = _without_settled(unclear, settled)
    counted = [each for each in sole if each.digest not in over and each.digest not in waiting | gone]
    last = [each for each in counted if each.amends is not None]
    retracted = [each for each in last if each.status == "entered-in-error"]
    return Chains(
        tuple(each for each in counted if each.status != "entered-in-error"),
        unclear,
        drafts,
        tuple(each for each in last if each.status != "entered-in-error"),
        tuple(retracted),
        tuple(lost),
        _ordered(forked),
        tuple(pending),
    )


def _lateness(each: Run) -> tuple[str, str]:
    return each.end or each.start, each.digest


def _without_settled(unclear: tuple[Run, ...], settled: set[str]) -> tuple[Run, ...]:
    runs = {each.run for each in unclear if each.digest in settled}
    return tuple(each for each in unclear if each.run not in runs)


def _by_run(gathered: Gathered) -> tuple[tuple[Run, ...], tuple[Run, ...], tuple[Run, ...]]:
    """The records whose run id is theirs alone, those that contradict each other, and the drafts of others."""
    groups: dict[str, list[Run]] = defaultdict(list)
    for each in gathered.runs.values():
        groups[each.run].append(each)
    several = [each for group in groups.values() if len(group) > 1 for each in group]
    trails = gathered.drafts(each.digest for each in several)
    sole: list[Run] = []
    unclear: list[Run] = []
    drafts: list[Run] = []
    for group in groups.values():
        longest = _longest(group, trails)
        (sole if longest is not None else unclear).extend(group if longest is None else [longest])
        drafts += [each for each in group if longest is not None and each is not longest]
    return _ordered(sole), _ordered(unclear), _ordered(drafts)


def _longest(group: list[Run], trails: Mapping[str, list[Any]]) -> Run | None:
    """The record of which all others of the group are drafts."""
    if len(group) == 1:
        return group[0]
    if any(each.digest not in trails for each in group):
        return None
    by_length = sorted(group, key=lambda each: (len(trails[each.digest]), each.digest))
    *shorter, last = by_length
    whole = trails[last.digest]
    same = all(
        each.result == "in-progress"
        and each.fingerprint == last.fingerprint
        and len(trails[each.digest]) < len(whole)
        and whole[: len(trails[each.digest])] == trails[each.digest]
        for each in shorter
    )
    return last if same else None


def _ordered(runs: Iterable[Run]) -> tuple[Run, ...]:
    return tuple(sorted(runs, key=lambda each: each.digest))
