"""A record that was wrong: a new record that corrects it, or takes it back. The old one is never touched."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from ..run.plan import plan_of
from ..run.read import Record
from ..run.record import record_of, replayed
from ..run.shape import Fault
from ..run.state import State
from ..run.values import Refused
from .answers import Unusable, events, plainly
from .kept import Kept

Refusals = list[tuple[str, Refused]]


def corrected(
    record: Record, by: str, reason: str, entries: Mapping[str, Any], now: Callable[[], datetime]
) -> dict[str, Any] | Refusals:
    """The record that corrects another, with other answers to some items; or what is refused, by item.

    Answers that the correction makes necessary have to be among the entries. Raises Unusable for entries that mean
    nothing, ValueError for a record that does not follow from its events.
    """
    kept = taken_up(record, now)
    refused = _tried(kept, "amend", {"do": "amend", "by": by, "reason": reason})
    for item in sorted(entries, key=_place(kept.state)):
        if item != "countersign" and not refused:
            for event in events(item, entries[item]):
                refused += _tried(kept, item, plainly(event, kept.state.plan))
    if "countersign" in entries and not refused:
        if not isinstance(entries["countersign"], str):
            raise Unusable("no-entry", "countersign")
        refused += _tried(kept, "countersign", {"do": "countersign", "by": entries["countersign"]})
    refused = refused or _tried(kept, "complete", {"do": "complete"})
    return refused or record_of_correction(record, kept.state, reason)


def retracted(record: Record, by: str, reason: str, now: Callable[[], datetime]) -> dict[str, Any] | Refusals:
    """The record that takes another back. Raises ValueError for a record that does not follow from its events."""
    kept = taken_up(record, now)
    refused = _tried(kept, "retract", {"do": "retract", "by": by, "reason": reason})
    return refused or record_of_correction(record, kept.state, reason)


def named_in(record: Record) -> frozenset[str]:
    """The ids of a record's items, and what may stand beside them."""
    return plan_of(record.values["definition"]).known | {"countersign"}


def taken_up(record: Record, now: Callable[[], datetime]) -> Kept:
    """The run that a record tells of. Raises ValueError for a record that does not follow from its events."""
    state = replayed(record.values)
    if isinstance(state, Fault):
        raise ValueError(state.code)
    return Kept(state, None, now)


def _place(state: State) -> Callable[[str], int]:
    places = {name: place for place, name in enumerate(state.plan.items)}
    return lambda name: places.get(name, len(places))


def _tried(kept: Kept, name: str, event: dict[str, Any]) -> Refusals:
    refused = kept.do(event)
    return [(refused.node or name, refused)] if refused is not None else []


def record_of_correction(record: Record, state: State, reason: str) -> dict[str, Any]:
    """The record of a run that was taken up again."""
    old = record.values
    as_run = {**old, "dates": {old["date"]: {"instance": old["instance"]}}}
    amends = {"run": old["run"], "digest": old["digest"], "reason": reason}
    return record_of(state, as_run, old["date"], str(uuid4()), old["medium"], amends)
