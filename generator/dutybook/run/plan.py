"""What is to be gone through in a run: the definition on its date, as far as the engine looks at it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from .values import SCALE


class Bounds(NamedTuple):
    """A range in millionths; either end may be open."""

    least: int | None
    most: int | None

    def holds(self, value: int) -> bool:
        """Whether a number lies in the range."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


class Condition(NamedTuple):
    """Holds when another item has a certain answer."""

    item: str
    is_: str | None
    above: int | None
    below: int | None


class Item(NamedTuple):
    """An item, as far as the engine looks at it."""

    id: str
    pause: str
    type: str
    hold: bool
    critical: bool
    choices: tuple[str, ...]
    valid: Bounds | None
    expect: Bounds | None
    only_if: Condition | None
    ideal: str | None

    @property
    def node(self) -> str:
        """How the audit trail names it."""
        return f"{self.pause}/{self.id}"


class Pause(NamedTuple):
    """A pause point with the items that stand in it on the date, in their order."""

    id: str
    hold: bool
    items: tuple[Item, ...]


class Scoring(NamedTuple):
    """A source's rule: more opposite answers than this suggest something."""

    id: str
    items: tuple[str, ...]
    opposite_more_than: int


class _Plan(NamedTuple):
    pauses: tuple[Pause, ...]
    known: frozenset[str]
    private: bool
    checker: bool
    scoring: tuple[Scoring, ...]


class Plan(_Plan):
    """A definition on a date. `known` are all its items, also those that are not due; `checker`: one countersigns."""

    @cached_property
    def items(self) -> dict[str, Item]:
        """The items of the date by id, in order."""
        return {item.id: item for pause in self.pauses for item in pause.items}

    @cached_property
    def nodes(self) -> dict[str, Item | Pause]:
        """Items and pause points by how the audit trail names them."""
        return {pause.id: pause for pause in self.pauses} | {item.node: item for item in self.items.values()}


def plan_of(
    definition: Mapping[str, Any],
    instance: Sequence[Mapping[str, Any]] | None = None,
    *,
    checker: str | None = None,
    scoring: Sequence[Mapping[str, Any]] = (),
) -> Plan:
    """The plan of a definition; `instance` says which items stand in which pause point on the date, all when absent."""
    shown = {each["pause"]: each["items"] for each in instance} if instance is not None else None
    pauses = tuple(_pause(each, shown) for each in definition["pauses"])
    known = frozenset(item["id"] for pause in definition["pauses"] for item in pause["items"])
    private = definition.get("use") == "private" or any(_is_private(each) for each in _items(definition))
    rules = tuple(Scoring(each["id"], tuple(each["items"]), each["opposite-more-than"]) for each in scoring)
    return Plan(pauses, known, private, checker is not None, rules)


def planned(runnable: Mapping[str, Any], day: str) -> Plan:
    """The plan of a payload (see views/run.py) on one of its dates."""
    return plan_of(
        runnable["definition"],
        runnable["dates"][day]["instance"],
        checker=runnable["checker"],
        scoring=runnable["scoring"],
    )


def _items(definition: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (item for pause in definition["pauses"] for item in pause["items"])


def _is_private(item: Mapping[str, Any]) -> bool:
    """Whether an item is one of a self-check or worksheet: nobody but oneself ever sees its answer."""
    return item.get("source") in ("question", "prompt")


def _pause(said: Mapping[str, Any], shown: Mapping[str, Sequence[str]] | None) -> Pause:
    items = {each["id"]: _item(each, said["id"]) for each in said["items"]}
    ids = items if shown is None else [each for each in shown.get(said["id"], ()) if each in items]
    return Pause(said["id"], bool(said.get("hold")), tuple(items[each] for each in ids))


def _item(said: Mapping[str, Any], pause: str) -> Item:
    return Item(
        said["id"],
        pause,
        said.get("type", "confirm"),
        bool(said.get("hold")),
        bool(said.get("critical")),
        tuple(each["id"] for each in said.get("choices", ())),
        _bounds(said.get("valid")),
        _bounds(said.get("expect")),
        _condition(said.get("only-if")),
        said.get("ideal"),
    )


def _bounds(said: Mapping[str, Any] | None) -> Bounds | None:
    return Bounds(_scaled(said.get("min")), _scaled(said.get("max"))) if said else None


def _condition(said: Mapping[str, Any] | None) -> Condition | None:
    return (
        Condition(said["item"], said.get("is"), _scaled(said.get("above")), _scaled(said.get("below")))
        if said
        else None
    )


def _scaled(number: int | None) -> int | None:
    return number * SCALE if number is not None else None
