"""The engine under random checklists and random events: what holds whatever is done."""

from typing import Any

from dutybook.run.canonical import digest
from dutybook.run.engine import SAYS, apply, begin
from dutybook.run.format import TYPES
from dutybook.run.plan import Plan, planned
from dutybook.run.read import Record, file_bytes, read_record
from dutybook.run.record import event_of, follows, record_of
from dutybook.run.standing import exceptions, result, standing
from dutybook.run.state import State
from dutybook.run.values import Refused
from hypothesis import given, settings
from hypothesis import strategies as st

DAY, RUN = "2026-11-24", "1a2b3c4d-0000-4000-8000-000000000000"
CHOICES = [{"id": "one", "text": {}}, {"id": "two", "text": {}}]
IDS = ["a", "b", "c", "d", "e", "f"]
VALUES = ["yes", "no", "0", "3", "１２．５", "7", "one", "two", ["one"], ["two", "one"], "8:15", "E2", "x", "", None, 5]
bounds = st.fixed_dictionaries({}, optional={"min": st.integers(0, 5), "max": st.integers(5, 9)})


@st.composite
def items(draw: st.DrawFn, id_: str) -> dict[str, Any]:
    type_ = draw(st.sampled_from(TYPES))
    item: dict[str, Any] = {"id": id_, "text": {}, "type": type_, "critical": draw(st.booleans())}
    if draw(st.booleans()):
        item["hold"] = True
    if "choice" in type_:
        item["choices"] = CHOICES
    if type_ == "number":
        item |= {name: each for name in ("valid", "expect") if (each := draw(bounds))}
    if draw(st.booleans()):
        says = st.sampled_from([{"is": "yes"}, {"is": "one"}, {"is": "3"}, {"above": 2}, {"below": 5}])
        item["only-if"] = {"item": draw(st.sampled_from(IDS)), **draw(says)}
    return item


@st.composite
def payloads(draw: st.DrawFn) -> dict[str, Any]:
    made = [draw(items(id_)) for id_ in IDS[: draw(st.integers(1, len(IDS)))]]
    cut = draw(st.integers(0, len(made)))
    pauses = [
        {"id": name, "title": {}, "hold": draw(st.booleans()), "items": part}
        for name, part in (("p", made[:cut]), ("q", made[cut:]))
    ]
    definition = {"checklist": "shop/day", "use": "work", "title": {}, "pauses": pauses}
    shown = [{"pause": each["id"], "items": draw(st.permutations([i["id"] for i in each["items"]]))} for each in pauses]
    for each in shown:
        each["items"] = each["items"][draw(st.integers(0, 1)) :]
    return {
        "checklist": "shop/day", "version": None, "fingerprint": digest(definition), "url": "", "unit": "shop",
        "role": None, "checker": draw(st.sampled_from([None, "shop/boss"])), "scoring": [],
        "definition": definition, "dates": {DAY: {"instance": shown}},
    }  # fmt: skip


kinds = st.sampled_from(["answer"] * 12 + ["override"] * 3 + [*SAYS])
moments = st.integers(0, 59).map(lambda minute: f"{DAY}T08:{minute:02d}:00+08:00")


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(kinds)
    event: dict[str, Any] = {"do": kind, "at": draw(moments)}
    for name in SAYS[kind]:
        said = {
            "item": st.sampled_from([*IDS, "z"]),
            "pause": st.sampled_from(["p", "q", "z"]),
            "value": st.sampled_from(VALUES),
            "reason": st.sampled_from([None, "why", " "]),
            "by": st.sampled_from(["E1", "E2", "?"]),
        }[name]
        if name == "pause" or (kind == "override" and name == "item"):
            continue
        event[name] = draw(said)
    if kind == "override":
        event |= draw(
            st.sampled_from(IDS).map(lambda id_: {"item": id_}) | st.sampled_from("pq").map(lambda p: {"pause": p})
        )
    return event


def blocked(state: State) -> dict[str, Any]:
    """What stands past a hold: nothing of it may be touched."""
    return {id_: state.answers.get(id_) for id_, each in standing(state).items.items() if each.held}


def look(before: State, event: dict[str, Any], after: State) -> None:
    """What has to hold of one step."""
    whole = standing(after)
    assert after.audit[:-1] == before.audit
    assert {id_: after.answers.get(id_) for id_ in blocked(before)} == blocked(before)
    settled, asked = whole.progress
    assert settled <= asked <= len(after.plan.items)
    assert (whole.unsettled is None) == (settled == asked)
    assert whole.next is None or (whole.items[whole.next].state == "open" and not whole.items[whole.next].held)
    if event["do"] == "complete":
        assert settled == asked
        assert whole.held is None
        assert result(after, whole) == ("complete-with-exceptions" if [*exceptions(after, whole)] else "complete")
        for each in exceptions(after, whole):
            assert each.reason
        for id_, each in whole.items.items():
            assert each.state in ("off", "answered", "not-applicable", "skipped"), id_
            assert not (each.state == "skipped" and after.plan.items[id_].critical)
    if after.checker is not None:
        assert after.checker.id != after.performer
        assert after.plan.checker


def replayed(plan: Plan, state: State) -> State | Refused:
    """The same run from its audit trail alone."""
    again = begin(plan, state.audit[0]["user"], state.audit[0]["end"])
    for row in state.audit[1:]:
        assert isinstance(again, State)
        again = apply(again, event_of(row, plan))
    return again


@given(payloads(), st.lists(events(), max_size=30))
@settings(max_examples=300, deadline=None)
def test_whatever_is_done(payload: dict[str, Any], done: list[dict[str, Any]]) -> None:
    plan = planned(payload, DAY)
    state = begin(plan, "E1", f"{DAY}T08:00:00+08:00")
    assert isinstance(state, State)
    for event in done:
        after = apply(state, event)
        if isinstance(after, State):
            look(state, event, after)
            state = after
    assert replayed(plan, state) == state
    amends = {"run": RUN, "digest": "0" * 64, "reason": "x"}
    corrects = any(row["event"] in ("amend", "retract") for row in state.audit)
    record = record_of(state, payload, DAY, RUN, "browser", amends if corrects else None)
    assert read_record(file_bytes(record)) == Record(record)
    assert follows(record) == []


@given(payloads())
@settings(max_examples=200, deadline=None)
def test_there_is_always_a_way_to_the_end(payload: dict[str, Any]) -> None:
    """Whoever settles what is open, and overrides what holds, comes to the completion call."""
    plan = planned(payload, DAY)
    state = begin(plan, "E1", f"{DAY}T08:00:00+08:00")
    for _ in range(3 * len(IDS) + 3):
        assert isinstance(state, State)
        whole = standing(state)
        event: dict[str, Any] = {"at": f"{DAY}T08:01:00+08:00", "reason": "why"}
        if whole.next is not None:
            event |= {"do": "not-applicable", "item": whole.next}
        elif whole.held is not None:
            pause, _, item = whole.held.partition("/")
            event |= {"do": "override", **({"item": item} if item else {"pause": pause})}
        else:
            break
        after = apply(state, event)
        assert isinstance(after, State), (event, after)
        state = after
    assert isinstance(state, State)
    assert isinstance(apply(state, {"do": "complete", "at": f"{DAY}T08:02:00+08:00"}), State)
