"""A run as a record, and a record as the run that it tells of."""

from collections.abc import Mapping
from typing import Any

from .engine import apply, begin
from .format import SCHEMA
from .plan import Plan, plan_of
from .read import is_remembered, sealed
from .shape import Fault
from .standing import exceptions, result, standing
from .state import State
from .values import Refused

MOST_PLANS = 256
_plans: dict[tuple[Any, ...], Plan] = {}
# What a record takes over from what was run; see views/run.py.
TAKEN = ("checklist", "version", "fingerprint", "url", "unit", "role", "definition")


def record_of(
    state: State,
    runnable: Mapping[str, Any],
    day: str,
    run: str,
    medium: str,
    amends: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The record of a run: plain values with their digest. Raises ValueError for what is only for oneself.

    `amends` names the record that it corrects (its run and digest) and says why.
    """
    if state.plan.private:
        raise ValueError("a private checklist leaves no record")
    whole = standing(state)
    values = {
        "schema": SCHEMA,
        "run": run,
        "status": _status(state, amends),
        "amends": dict(amends) if amends is not None else None,
        **{name: runnable[name] for name in TAKEN},
        "date": day,
        "instance": runnable["dates"][day]["instance"],
        "performer": state.performer,
        "subject": state.subject,
        "medium": medium,
        "start": state.audit[0]["end"],
        "end": state.audit[-1]["end"] if state.closed else None,
        "audit": list(state.audit),
    }
    return sealed(values | _outcome(state, whole))


def replayed(values: Mapping[str, Any]) -> State | Fault:
    """The run that a record's events tell of, from its first event on; a Fault where they cannot have happened so."""
    plan = _plan(values)
    if not values["audit"] or values["audit"][0]["event"] != "start":
        return Fault("no-start", "/audit")
    first, *rest = values["audit"]
    if first["user"] != values["performer"]:
        return Fault("no-start", "/audit/0")
    state: State | Refused = begin(plan, first["user"], first["end"], first["new-value"])
    for place, row in enumerate(rest, 1):
        state = apply(state, event_of(row, plan)) if isinstance(state, State) else state
        if isinstance(state, Refused):
            return Fault("impossible-event", f"/audit/{place}", state.code)
    return state if isinstance(state, State) else Fault("impossible-event", "/audit/0", state.code)


def _plan(values: Mapping[str, Any]) -> Plan:
    """The plan of a record's definition on its date. Records that share a definition (see read.py) share their plans."""
    definition, instance = values["definition"], values["instance"]
    name = values["fingerprint"], tuple((each["pause"], *each["items"]) for each in instance)
    is_shared = is_remembered(values)
    known = _plans.get(name) if is_shared else None
    if known is not None:
        return known
    # A definition that does not speak of a checker leaves open whether there is one.
    made = plan_of(definition, instance, checker=definition.get("checker", "unknown"))
    if is_shared:
        if len(_plans) >= MOST_PLANS:
            _plans.clear()
        _plans[name] = made
    return made


def follows(values: Mapping[str, Any]) -> list[Fault]:
    """Where a record says something that does not follow from its events."""
    state = replayed(values)
    if isinstance(state, Fault):
        return [state]
    told: dict[str, Any] = {"status": _status(state, values["amends"]), "audit": list(state.audit)}
    told |= {
        "subject": state.subject,
        "start": state.audit[0]["end"],
        "end": state.audit[-1]["end"] if state.closed else None,
    }
    told |= _outcome(state, standing(state))
    return [Fault("does-not-follow", f"/{name}") for name, value in told.items() if values[name] != value]


def event_of(row: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """The event that a row of the audit trail tells of."""
    kind, node = row["event"], row["node"]
    event: dict[str, Any] = {"do": kind, "at": row["end"], "since": row["start"]}
    pause, _, item = node.partition("/")
    if item:
        event["item"] = item
    elif pause:
        event["pause"] = pause
    if kind == "answer":
        event["value"] = row["new-value"]
    elif kind == "note":
        event["value"] = row["new-value"] or ""
    elif kind in ("countersign", "amend", "retract"):
        event["by"] = row["user"]
    if row["change-reason"] is not None:
        event["reason"] = row["change-reason"]
    return event


def _status(state: State, amends: Mapping[str, str] | None) -> str:
    if state.retracted:
        return "entered-in-error"
    if not state.closed:
        return "in-progress"
    return "amended" if amends is not None else "stopped" if state.closed == "stop" else "completed"


def _outcome(state: State, whole: Any) -> dict[str, Any]:
    """What follows from the events: the answers, the overrides, who checked, the exceptions, the result."""
    return {
        "result": result(state, whole),
        "checker": state.checker._asdict() if state.checker is not None else None,
        "answers": [_answer(state, whole, id_) for id_ in whole.items],
        "overrides": [{"node": node, **each._asdict()} for node, each in state.overrides.items()],
        "exceptions": [each._asdict() for each in exceptions(state, whole)],
    }


def _answer(state: State, whole: Any, id_: str) -> dict[str, Any]:
    now, answer = whole.items[id_], state.answers.get(id_)
    return {
        "item": id_,
        "state": now.state,
        "value": answer.value if answer is not None else None,
        "at": answer.at if answer is not None else None,
        "reason": answer.reason if answer is not None else None,
        "note": state.notes.get(id_),
    }
