"""A record in brief: what a collation looks at, small enough to hold a hundred thousand of them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from sys import intern
from typing import Any, NamedTuple

from ..run.personal import personal_in

SETTLES = ("answer", "not-applicable", "skip")


class Answered(NamedTuple):
    """How an item came out. `seconds` is how long it was before one's eyes; None where nobody measured (paper)."""

    item: str
    state: str
    value: str | None
    seconds: int | None


class Amends(NamedTuple):
    """Which record is corrected, and why."""

    run: str
    digest: str
    reason: str


class Odd(NamedTuple):
    """What was not as it should be."""

    node: str
    kind: str
    reason: str | None
    critical: bool


class Run(NamedTuple):
    """A record in brief. `completed` is when the completion call was first made, which no later correction changes.

    `signed` is None where nobody countersigns. `clock_back`: its clock went backwards; `offsets` from UTC that its moments
    bear; `latest` of its moments.
    """

    run: str
    digest: str
    amends: Amends | None
    checklist: str
    fingerprint: str
    date: str
    performer: str
    medium: str
    status: str
    result: str
    start: str
    end: str | None
    completed: str | None
    signed: bool | None
    answers: tuple[Answered, ...]
    odd: tuple[Odd, ...]
    personal: tuple[tuple[str, str], ...]
    clock_back: bool
    offsets: tuple[str, ...]
    latest: str

    @property
    def is_complete(self) -> bool:
        """Whether the completion call was made."""
        return self.result in ("complete", "complete-with-exceptions")


def brief(values: Mapping[str, Any]) -> Run:
    """What a collation looks at in a sound record."""
    amends, checker = values["amends"], values["definition"].get("checker")
    said = [row[name] for row in values["audit"] for name in ("start", "end")]
    moments = [datetime.fromisoformat(each) for each in said]
    return Run(
        values["run"],
        values["digest"],
        Amends(amends["run"], amends["digest"], amends["reason"]) if amends is not None else None,
        intern(values["checklist"]),
        intern(values["fingerprint"]),
        intern(values["date"]),
        intern(values["performer"]),
        intern(values["medium"]),
        intern(values["status"]),
        intern(values["result"]),
        values["start"],
        values["end"],
        next((row["end"] for row in values["audit"] if row["event"] == "complete"), None),
        None if checker is None else values["checker"] is not None,
        tuple(_answers(values)),
        tuple(Odd(intern(e["node"]), intern(e["kind"]), e["reason"], e["critical"]) for e in values["exceptions"]),
        tuple(dict.fromkeys(personal_in(values))),
        any(later < earlier for earlier, later in pairwise(moments)),
        tuple(sorted({intern(each[-6:]) for each in said})),
        max(zip(moments, said, strict=True))[1],
    )


def _answers(values: Mapping[str, Any]) -> Iterator[Answered]:
    seconds = _seconds(values) if values["medium"] != "paper" else {}
    for each in values["answers"]:
        value = each["value"]
        said = value if value is None or isinstance(value, str) else "|".join(value)
        short = intern(said) if said is not None and len(said) < 12 else said
        yield Answered(intern(each["item"]), intern(each["state"]), short, seconds.get(each["item"]))


def _seconds(values: Mapping[str, Any]) -> dict[str, int]:
    """How long each item was before one's eyes, over all of its answers."""
    found: dict[str, int] = {}
    for row in values["audit"]:
        if row["event"] in SETTLES:
            item = row["node"].partition("/")[2]
            took = datetime.fromisoformat(row["end"]) - datetime.fromisoformat(row["start"])
            found[item] = found.get(item, 0) + max(0, int(took.total_seconds()))
    return found
