"""Records for the tests of collation: a few words each → the record that a run would leave."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dutybook.appearance import words_of
from dutybook.book import Book
from dutybook.checklist.compile import compiled
from dutybook.read import read
from dutybook.run.engine import apply, begin
from dutybook.run.plan import Item, planned
from dutybook.run.read import file_bytes, file_name
from dutybook.run.record import record_of, replayed
from dutybook.run.standing import standing
from dutybook.run.state import State
from dutybook.run.values import SCALE
from dutybook.views.run import runnable
from dutybook.views.scene import Scene

Record = dict[str, Any]
DEFAULTS = {"confirm": "yes", "yes-no": "yes", "number": "300", "text": "as usual", "time": "8:00", "sign-off": "E9"}


@cache
def book_of(root: Path) -> Book:
    """The handbook of a folder that does not change."""
    book, problems = read(root)
    assert book is not None, problems
    return book


@cache
def _payload(root: Path, checklist: str, day: str) -> dict[str, Any]:
    book = book_of(root)
    scenes = [Scene(book, each, words_of(root, each), ()) for each in book.settings.languages]
    made = compiled(book, book.find("checklist", checklist, ""))
    return runnable(book, made, [date.fromisoformat(day)], scenes)


class Clock:
    """Moments in order: each event comes some seconds after the one before."""

    def __init__(self, start: str, seconds: int | str) -> None:
        self.now = datetime.fromisoformat(start)
        self.seconds = int(seconds)

    def tick(self) -> tuple[str, str]:
        """When the event's item came before one's eyes, and when it was settled."""
        since = self.now.isoformat()
        self.now += timedelta(seconds=self.seconds)
        return since, self.now.isoformat()


def record(root: Path, said: Mapping[str, Any], before: Iterable[Record] = ()) -> Record:
    """The record that a case describes.

    `day`, `by`; `checklist` (shop/clerk-day); `start` (8:00 of the day), `each` (5 seconds an event); `answers`: by item a
    value, {value, reason}, {na: reason}, {skip: reason}; `stop`: reason; `leave`: after so many items; `checker`: who
    signs; `run`: a word that names the run; `amends`: the place of an earlier record, with `reason`; `retract`: the same.
    """
    earlier = list(before)
    if "amends" in said or "retract" in said:
        return _correction(root, said, earlier[said["amends"] if "amends" in said else said["retract"]])
    day, key = str(said["day"]), said.get("checklist", "shop/clerk-day")
    payload = _payload(root, key, day)
    clock = Clock(said.get("start", f"{day}T08:00:00+08:00"), said.get("each", 5))
    state = begin(planned(payload, day), said["by"], clock.now.isoformat(), said.get("subject"))
    assert isinstance(state, State), state
    state = _answered(state, said, clock)
    if "stop" in said:
        state = _do(state, clock, do="stop", reason=said["stop"])
    elif "leave" not in said:
        if "checker" in said:
            state = _do(state, clock, do="countersign", by=said["checker"])
        state = _do(state, clock, do="complete")
    run = str(uuid5(NAMESPACE_URL, said.get("run", f"{key} {day} {said['by']}")))
    return record_of(state, payload, day, run, said.get("medium", "terminal"))


def _answered(state: State, said: Mapping[str, Any], clock: Clock) -> State:
    for count, item in enumerate(state.plan.items.values()):
        if standing(state).items[item.id].state == "off":
            continue
        if count == said.get("leave"):
            break
        state = _do(state, clock, **_event(item, said.get("answers", {}).get(item.id)))
    return state


def _event(item: Item, said: Any) -> dict[str, Any]:
    if isinstance(said, Mapping) and ("na" in said or "skip" in said):
        name = "na" if "na" in said else "skip"
        return {"do": "not-applicable" if name == "na" else "skip", "item": item.id, "reason": said[name]}
    own = said if isinstance(said, Mapping) else {"value": said} if said is not None else {}
    found = {"do": "answer", "item": item.id, "value": own.get("value", _usual(item))}
    return found | ({"reason": own["reason"]} if "reason" in own else {})


def _usual(item: Item) -> Any:
    """An answer that needs no reason."""
    if item.choices:
        return item.choices[0] if item.type == "choice" else [item.choices[0]]
    if item.expect is not None and item.expect.least is not None and item.expect.most is not None:
        return str((item.expect.least + item.expect.most) // 2 // SCALE)
    if item.type == "number" and item.valid is not None and item.valid.most is not None:
        return str((item.valid.most + (item.valid.least or 0)) // 2 // SCALE)
    return DEFAULTS[item.type]


def _do(state: State, clock: Clock, **event: Any) -> State:
    since, at = clock.tick()
    after = apply(state, {**event, "at": at, "since": since})
    assert isinstance(after, State), (event, after)
    return after


def _correction(root: Path, said: Mapping[str, Any], old: Record) -> Record:
    state = replayed(old)
    assert isinstance(state, State), state
    clock = Clock(said.get("start", old["end"]), 5)
    kind = "retract" if "retract" in said else "amend"
    state = _do(state, clock, do=kind, by=said.get("by", old["performer"]), reason=said["reason"])
    if kind == "amend":
        for name, value in said.get("answers", {}).items():
            state = _do(state, clock, **_event(state.plan.items[name], value))
        if "leave" not in said:
            state = _do(state, clock, do="complete")
    amends = {"run": old["run"], "digest": old["digest"], "reason": said["reason"]}
    run = str(uuid5(NAMESPACE_URL, said.get("run", f"{old['digest']} {said['reason']}")))
    return record_of(state, _payload(root, old["checklist"], old["date"]), old["date"], run, "terminal", amends)


def records(root: Path, said: Iterable[Mapping[str, Any]]) -> list[Record]:
    """The records that a case describes, in its order."""
    found: list[Record] = []
    for each in said:
        found.append(record(root, each, found))
    return found


def write(folder: Path, made: Iterable[Record]) -> list[Path]:
    """Records as files; one that has the name of another gets a number."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for place, each in enumerate(made):
        path = folder / file_name(each)
        path = path if not path.exists() else path.with_name(f"{path.stem}-{place}.json")
        path.write_bytes(file_bytes(each))
        paths.append(path)
    return paths


def as_yaml(value: Any) -> str:
    """Plain values as YAML: JSON is YAML."""
    return json.dumps(value, ensure_ascii=False, default=str)
