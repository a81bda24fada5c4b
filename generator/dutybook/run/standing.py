"""What follows from a run's answers: how each item and pause point stands, and what the run comes to."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .plan import Condition, Item, Pause, Plan
from .state import State
from .values import scaled


class Standing(NamedTuple):
    """How an item stands: open, waiting, blocked, answered, not-applicable, skipped or off.

    It is off when its condition does not hold. `held` names what holds it back, whatever its state.
    """

    state: str
    held: str | None


class Exception_(NamedTuple):
    """What was not done, not applicable, not normal or overridden."""

    node: str
    kind: str
    reason: str | None
    critical: bool


class Whole(NamedTuple):
    """How everything stands. `held` names what holds the completion call back; `next` is the first open item."""

    items: Mapping[str, Standing]
    pauses: Mapping[str, str]
    held: str | None
    next: str | None

    @property
    def unsettled(self) -> str | None:
        """The first item that still has to be settled."""
        return next((id_ for id_, each in self.items.items() if each.state in ("open", "blocked", "waiting")), None)

    @property
    def progress(self) -> tuple[int, int]:
        """How many items are settled, of how many."""
        asked = [each.state for each in self.items.values() if each.state != "off"]
        return sum(state in ("answered", "not-applicable", "skipped") for state in asked), len(asked)


def standing(state: State) -> Whole:
    """How everything stands."""
    applies, answers, overrides = _Applies(state), state.answers, state.overrides
    items: dict[str, Standing] = {}
    pauses: dict[str, str] = {}
    held: str | None = None
    for pause in state.plan.pauses:
        all_pass = True
        for item in pause.items:
            answer = answers.get(item.id)
            asked = applies(item) if item.only_if is not None else "yes"
            if asked != "yes":
                now = "off" if asked == "no" else "waiting"
            else:
                now = answer.state if answer is not None else "blocked" if held else "open"
            items[item.id] = Standing(now, held)
            passes = _passes(item, now, state)
            all_pass = all_pass and passes
            if item.hold and not passes and item.node not in overrides:
                held = held or item.node
        pauses[pause.id] = _pause_state([items[item.id].state for item in pause.items])
        if pause.hold and not all_pass and pause.id not in overrides:
            held = held or pause.id
    first = next((id_ for id_, each in items.items() if each.state == "open"), None)
    return Whole(items, pauses, held, first)


def passes(state: State, node: Item | Pause, whole: Whole) -> bool:
    """Whether nothing is left for which an item or a pause point would hold others back."""
    inside = node.items if isinstance(node, Pause) else (node,)
    return all(_passes(item, whole.items[item.id].state, state) for item in inside)


def _passes(item: Item, now: str, state: State) -> bool:
    if now == "answered":
        return not (item.type == "confirm" and state.answers[item.id].value == "no")
    return now in ("off", "not-applicable")


def _pause_state(states: list[str]) -> str:
    if all(each == "off" for each in states):
        return "empty"
    return next((name for name in ("open", "blocked", "waiting") if name in states), "done")


class _Applies:
    """Whether the conditions of items hold: yes, no, or waiting for the answer that they look at."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._known: dict[str, str] = {}

    def __call__(self, item: Item) -> str:
        if item.id not in self._known:
            self._known[item.id] = "no"  # of items that wait for each other, none is ever asked
            self._known[item.id] = "yes" if item.only_if is None else self._of(item.only_if)
        return self._known[item.id]

    def _of(self, condition: Condition) -> str:
        other = self._state.plan.items.get(condition.item)
        asked = self(other) if other is not None else "no"
        if other is None or asked != "yes":
            return asked
        answer = self._state.answers.get(other.id)
        if answer is None:
            return "waiting"
        return "yes" if answer.state == "answered" and holds(condition, other.type, answer.value) else "no"


def holds(condition: Condition, type_: str, value: Any) -> bool:
    """Whether an answer is the one that a condition asks for; of several choices, whether it is among them."""
    if condition.is_ is not None:
        return condition.is_ in value if type_ == "multi-choice" else bool(condition.is_ == value)
    if type_ != "number":
        return False
    size = scaled(value)
    above = condition.above is None or size > condition.above
    return above and (condition.below is None or size < condition.below)


def is_abnormal(item: Item, value: Any) -> bool:
    """Whether an answer is one that needs a reason: not done, or outside the normal range."""
    if item.type == "number":
        return item.expect is not None and not item.expect.holds(scaled(value))
    return bool(item.type == "confirm" and value == "no")


def exceptions(state: State, whole: Whole) -> Iterator[Exception_]:
    """What was not as it should be, in order: the items of a pause point, then the pause point itself."""
    for pause in state.plan.pauses:
        for item in pause.items:
            now, answer = whole.items[item.id].state, state.answers.get(item.id)
            if answer is not None and now == answer.state:
                if now != "answered":
                    yield Exception_(item.node, now, answer.reason, item.critical)
                elif is_abnormal(item, answer.value):
                    kind = "no" if item.type == "confirm" else "abnormal"
                    yield Exception_(item.node, kind, answer.reason, item.critical)
            if item.node in state.overrides and now != "off":
                yield Exception_(item.node, "overridden", state.overrides[item.node].reason, item.critical)
        if pause.id in state.overrides:
            yield Exception_(pause.id, "overridden", state.overrides[pause.id].reason, critical=False)


def result(state: State, whole: Whole) -> str:
    """What the run comes to: in-progress, complete, complete-with-exceptions or stopped."""
    if state.closed == "stop":
        return "stopped"
    if not state.closed:
        return "in-progress"
    return "complete-with-exceptions" if any(exceptions(state, whole)) else "complete"


class Score(NamedTuple):
    """A self-check by its source's rule: `says`, `otherwise`, or None while the open questions could decide it."""

    id: str
    opposite: int
    answered: int
    of: int
    verdict: str | None


def scores(state: State) -> list[Score]:
    """Each self-check: how many answers are opposite to those that the source calls ideal, and nothing more."""
    return [_score(state.plan, state, *rule) for rule in state.plan.scoring]


def _score(plan: Plan, state: State, id_: str, ids: tuple[str, ...], most: int) -> Score:
    questions = [plan.items[each] for each in ids if each in plan.items]
    given = {item.id: state.answers[item.id].value for item in questions if item.id in state.answers}
    said = [(item, given[item.id]) for item in questions if given.get(item.id) is not None]
    opposite = sum(value != item.ideal for item, value in said)
    open_ = len(questions) - len(said)
    verdict = "says" if opposite > most else "otherwise" if opposite + open_ <= most else None
    return Score(id_, opposite, len(said), len(questions), verdict)
