"""The engine: a run and an event → the run after it, or why it is refused. Pure; time and people are told, not asked.

The same in JavaScript (`site_config/assets/scripts/run/engine.js`); the cases in `tests/vectors/` hold for both.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from .plan import Item, Pause, Plan
from .shape import MOMENT
from .standing import Whole, is_abnormal, passes, standing
from .state import Answer, Override, Settled, Signature, State
from .values import Refused, person, reason, scaled, text, value_of
from .values import subject as value_of_subject

_MOMENT = re.compile(MOMENT)
Event = Mapping[str, Any]
# What an event may say besides what is done, when, and since when it was before one's eyes.
SAYS = {
    "resume": (),
    "answer": ("item", "value", "reason"),
    "not-applicable": ("item", "reason"),
    "skip": ("item", "reason"),
    "clear": ("item", "reason"),
    "note": ("item", "value"),
    "override": ("item", "pause", "reason"),
    "countersign": ("by",),
    "complete": (),
    "stop": ("reason",),
    "amend": ("by", "reason"),
    "retract": ("by", "reason"),
}


def begin(plan: Plan, performer: str, at: str, subject: str | None = None) -> State | Refused:
    """A run at its start: who goes through it, when, and whom or what it is about."""
    who = person(performer)
    about = value_of_subject(subject)
    for each in (who, about):
        if isinstance(each, Refused):
            return each
    if _MOMENT.fullmatch(at) is None:
        return Refused("malformed")
    state = State(plan, who, about, who, {}, {}, {}, None, "", False, ())
    return _audited(state, {"do": "start", "at": at}, new=about)


def apply(state: State, event: Event) -> State | Refused:
    """The run after an event. A refused event leaves no trace."""
    kind = event.get("do")
    if not isinstance(kind, str) or kind not in SAYS:
        return Refused("unknown-event", said=str(kind))
    if not _is_sound(event, SAYS[kind]):
        return Refused("malformed")
    if kind in ("amend", "retract"):
        return _reopened(state, event) if state.closed and not state.retracted else Refused("not-closed")
    if state.closed:
        return Refused("closed")
    return _HANDLERS[kind](state, event, standing(state))


def _is_sound(event: Event, says: tuple[str, ...]) -> bool:
    known = ("do", "at", "since", *says)
    times = [event.get("at"), event.get("since", event.get("at"))]
    texts = [event[name] for name in ("item", "pause", "by", "reason") if event.get(name) is not None]
    return (
        all(name in known for name in event)
        and all(isinstance(each, str) for each in (*times, *texts))
        and all(_MOMENT.fullmatch(str(each)) for each in times)
    )


def _item(state: State, event: Event, whole: Whole) -> Item | Refused:
    """The item that an event is about, if it may be settled now."""
    item = _known(state, event.get("item"))
    if isinstance(item, Refused):
        return item
    now = whole.items[item.id]
    if now.state == "off":
        return Refused("not-asked", item.node)
    if now.state == "waiting":
        return Refused("waiting", item.node)
    return Refused("held", now.held) if now.held else item


def _known(state: State, name: Any) -> Item | Refused:
    if not isinstance(name, str):
        return Refused("malformed")
    item = state.plan.items.get(name)
    if item is not None:
        return item
    return Refused("not-due" if name in state.plan.known else "unknown-item", said=name)


def _answer(state: State, event: Event, whole: Whole) -> State | Refused:
    item = _item(state, event, whole)
    if isinstance(item, Refused):
        return item
    value = value_of(item.type, item.choices, event.get("value"))
    why = reason(event.get("reason"))
    for each in (value, why):
        if isinstance(each, Refused):
            return each._replace(node=item.node)
    if item.type == "number" and item.valid is not None and not item.valid.holds(scaled(value)):
        return Refused("out-of-range", item.node, value)
    if is_abnormal(item, value) and why is None and not state.plan.private:
        return Refused("reason-needed", item.node)
    return _settled(state, event, item, "answered", value, why)


def _not_applicable(state: State, event: Event, whole: Whole) -> State | Refused:
    return _left_out(state, event, whole, "not-applicable")


def _skip(state: State, event: Event, whole: Whole) -> State | Refused:
    return _left_out(state, event, whole, "skipped")


def _left_out(state: State, event: Event, whole: Whole, kind: Settled) -> State | Refused:
    item = _item(state, event, whole)
    if isinstance(item, Refused):
        return item
    if kind == "skipped" and item.critical:
        return Refused("critical", item.node)
    why = _needed(state, event, item.node)
    return why if isinstance(why, Refused) else _settled(state, event, item, kind, None, why)


def _needed(state: State, event: Event, node: str = "") -> str | Refused | None:
    """The reason that an event must give; what is only for oneself needs none."""
    why: str | Refused | None = reason(event.get("reason"))
    if isinstance(why, Refused):
        return why._replace(node=node)
    return Refused("reason-needed", node) if why is None and not state.plan.private else why


def _settled(state: State, event: Event, item: Item, kind: Settled, value: Any, why: str | None) -> State:
    answers = {**state.answers, item.id: Answer(kind, value, event["at"], why)}
    after = state._replace(answers=answers, checker=None)
    return _audited(after, event, item.node, old=_old(state, item), new=value, why=why)


def _old(state: State, item: Item) -> Any:
    return state.answers[item.id].value if item.id in state.answers else None


def _clear(state: State, event: Event, whole: Whole) -> State | Refused:
    item = _item(state, event, whole)
    if isinstance(item, Refused):
        return item
    why = reason(event.get("reason"))
    if isinstance(why, Refused):
        return why._replace(node=item.node)
    if item.id not in state.answers:
        return Refused("nothing-to-clear", item.node)
    answers = {name: each for name, each in state.answers.items() if name != item.id}
    after = state._replace(answers=answers, checker=None)
    return _audited(after, event, item.node, old=_old(state, item), why=why)


def _note(state: State, event: Event, whole: Whole) -> State | Refused:
    """A note may be made to any item of the date; an empty one takes it back."""
    item = _known(state, event.get("item"))
    if isinstance(item, Refused):
        return item
    name, said = item.id, event.get("value")
    new = text(said) if said != "" else None
    if isinstance(new, Refused):
        return new._replace(node=item.node)
    notes = {id_: each for id_, each in state.notes.items() if id_ != name} | ({name: new} if new else {})
    after = state._replace(notes=notes, checker=None)
    return _audited(after, event, item.node, old=state.notes.get(name), new=new)


def _override(state: State, event: Event, whole: Whole) -> State | Refused:
    node = _node(state, event)
    if isinstance(node, Refused):
        return node
    name = node.id if isinstance(node, Pause) else node.node
    held = _held_before(node, whole)
    if held is not None:
        return Refused("held", held)
    if not node.hold or name in state.overrides or passes(state, node, whole):
        return Refused("nothing-held", name)
    why: str | Refused | None = reason(event.get("reason"))
    if not isinstance(why, str):
        return why._replace(node=name) if why is not None else Refused("reason-needed", name)
    overrides = {**state.overrides, name: Override(why, event["at"])}
    return _audited(state._replace(overrides=overrides, checker=None), event, name, why=why)


def _node(state: State, event: Event) -> Item | Pause | Refused:
    name, pause = event.get("item"), event.get("pause")
    if (name is None) == (pause is None):
        return Refused("malformed")
    if pause is not None:
        found = next((each for each in state.plan.pauses if each.id == pause), None)
        return found if found is not None else Refused("unknown-pause", said=str(pause))
    return _known(state, name)


def _held_before(node: Item | Pause, whole: Whole) -> str | None:
    """What already holds an item, or a pause point as a whole, back."""
    items = (node,) if isinstance(node, Item) else node.items
    return whole.items[items[0].id].held if items else None


def _countersign(state: State, event: Event, whole: Whole) -> State | Refused:
    if not state.plan.checker:
        return Refused("no-checker")
    left = _left(whole)
    if left is not None:
        return left
    who = person(event.get("by") or "")
    if isinstance(who, Refused):
        return who
    if who.casefold() in (state.performer.casefold(), state.user.casefold()):
        return Refused("same-person", said=who)
    return _audited(state._replace(checker=Signature(who, event["at"])), event, new=who, user=who)


def _complete(state: State, event: Event, whole: Whole) -> State | Refused:
    return _left(whole) or _audited(state._replace(closed="complete"), event)


def _left(whole: Whole) -> Refused | None:
    """What is still in the way of the completion call."""
    if whole.unsettled is not None:
        return Refused("unsettled", said=whole.unsettled)
    return Refused("held", whole.held) if whole.held is not None else None


def _stop(state: State, event: Event, whole: Whole) -> State | Refused:
    why = _needed(state, event)
    return why if isinstance(why, Refused) else _audited(state._replace(closed="stop"), event, why=why)


def _resume(state: State, event: Event, whole: Whole) -> State | Refused:
    return _audited(state, event)


def _reopened(state: State, event: Event) -> State | Refused:
    """A closed run opened for a correction, or declared an error; both make a new record."""
    why: str | Refused | None = reason(event.get("reason"))
    if not isinstance(why, str):
        return why if why is not None else Refused("reason-needed")
    who = person(event.get("by") or state.user)
    if isinstance(who, Refused):
        return who
    retracts = event["do"] == "retract"
    after = state._replace(retracted=True) if retracts else state._replace(closed="", checker=None)
    return _audited(after._replace(user=who), event, why=why)


def _audited(
    state: State,
    event: Event,
    node: str = "",
    *,
    old: Any = None,
    new: Any = None,
    why: str | None = None,
    user: str = "",
) -> State:
    """The state with one more row of the audit trail: ODK's columns."""
    row = {
        "event": event["do"],
        "node": node,
        "start": event.get("since", event["at"]),
        "end": event["at"],
        "old-value": old,
        "new-value": new,
        "user": user or state.user,
        "change-reason": why,
    }
    return state._replace(audit=(*state.audit, row))


_HANDLERS: dict[str, Callable[[State, Event, Whole], State | Refused]] = {
    "resume": _resume,
    "answer": _answer,
    "not-applicable": _not_applicable,
    "skip": _skip,
    "clear": _clear,
    "note": _note,
    "override": _override,
    "countersign": _countersign,
    "complete": _complete,
    "stop": _stop,
}
