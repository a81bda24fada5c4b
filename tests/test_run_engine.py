"""The engine, by the cases that hold for JavaScript too (tests/vectors/README.md), and by random events."""

import json
from pathlib import Path
from typing import Any

import pytest
from dutybook.run.engine import SAYS, apply, begin
from dutybook.run.format import EVENTS
from dutybook.run.plan import plan_of
from dutybook.run.record import event_of
from dutybook.run.standing import exceptions, result, scores, standing
from dutybook.run.state import State
from dutybook.run.values import Refused

CASES = sorted((Path(__file__).parent / "vectors" / "runs").glob("*.json"))
AT = "2026-11-24T08:00:00+08:00"


def begun(case: dict[str, Any]) -> State:
    plan = plan_of(
        case["definition"], case.get("instance"), checker=case.get("checker"), scoring=case.get("scoring", ())
    )
    state = begin(plan, case.get("performer", "E1"), AT, case.get("subject"))
    assert isinstance(state, State)
    return state


def told(state: State, expected: dict[str, Any]) -> dict[str, Any]:
    """What a state says of all that a case may expect; of items, only what is asked for."""
    whole = standing(state)
    answers = state.answers

    def asked(name: str, of: dict[str, Any]) -> dict[str, Any]:
        return {id_: of.get(id_) for id_ in expected.get(name, ())}

    return {
        "items": asked("items", {id_: each.state for id_, each in whole.items.items()}),
        "held": asked("held", {id_: each.held for id_, each in whole.items.items()}),
        "values": asked("values", {id_: each.value for id_, each in answers.items()}),
        "reasons": asked("reasons", {id_: each.reason for id_, each in answers.items()}),
        "notes": asked("notes", dict(state.notes)),
        "pauses": asked("pauses", dict(whole.pauses)),
        "last": asked("last", state.audit[-1]),
        "hold": whole.held,
        "next": whole.next,
        "progress": list(whole.progress),
        "result": result(state, whole),
        "exceptions": [list(each) for each in exceptions(state, whole)],
        "scores": [list(each) for each in scores(state)],
        "overrides": list(state.overrides),
        "checker": state.checker.id if state.checker is not None else None,
        "retracted": state.retracted,
        "private": state.plan.private,
        "subject": state.subject,
        "audit": len(state.audit),
    }


def compare(state: State, expected: dict[str, Any], where: str) -> None:
    found = told(state, expected)
    assert set(expected) <= set(found), f"{where}: no such expectation"
    assert {name: found[name] for name in expected} == expected, where


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60


def test_a_record_can_hold_every_event() -> None:
    assert {*SAYS, "start"} == set(EVENTS)


@pytest.mark.parametrize("file", CASES, ids=[each.stem for each in CASES])
def test_case(file: Path) -> None:
    case = json.loads(file.read_text("utf-8"))
    state = begun(case)
    for place, each in enumerate(case["events"]):
        where = f"event {place}: {each}"
        event = {"at": AT} | {name: value for name, value in each.items() if name not in ("refused", "node", "expect")}
        after = apply(state, event)
        if "refused" in each:
            assert isinstance(after, Refused), where
            assert after.code == each["refused"], where
            assert after.node == each.get("node", after.node), where
        else:
            assert isinstance(after, State), f"{where}: {after}"
            state = after
        compare(state, each.get("expect", {}), where)
    compare(state, case.get("expect", {}), "at the end")
    assert replayed(case, state) == state


def replayed(case: dict[str, Any], state: State) -> State | Refused:
    """The same run from its audit trail alone."""
    again: State | Refused = begun(case)
    for row in state.audit[1:]:
        assert isinstance(again, State)
        again = apply(again, event_of(row, state.plan))
    return again
