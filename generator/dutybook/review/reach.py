"""Whom a change reaches: which roles, in which of their rhythms, and how they have to do with it."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from ..book import Book
from ..model.base import Node
from ..model.checklist import Checklist
from ..model.form import Form
from ..model.organisation import CustomerClass, Role
from ..model.process import Process
from ..model.rollout import Stage
from ..model.shape import key_of
from ..model.time import Count, Each, Event, Every
from ..model.work import Duty, Schedule, Standard
from ..walk import Reference, walk
from .canon import kinds_of
from .compare import FieldChange
from .deadlines import Deadline
from .difference import Change, Difference

Rhythm = Literal["day", "week", "month", "quarter", "half-year", "year", "occasion", "event", "ongoing", "rollout", ""]
How = Literal["is", "does", "fills", "receives", "checks", "told", "takes-part"]
Found = Iterator[tuple[Role | None, How]]
# The fields of a duty that concern others than the one who does it.
RECEIVED = frozenset(("handed-to", "form", "when"))
CHECKED = frozenset(("checked-by", "measure", "when"))
# What a role is named in without taking part.
NAMED_ONLY = frozenset(("owner", "for-roles"))


class Reached(NamedTuple):
    """A role that a change reaches: in which rhythm (empty: in none), and how it has to do with the thing.

    `since`: `new` where it had not to do with it so before, `old` where it no longer has.
    """

    role: Role
    rhythm: Rhythm
    how: How
    node: Node
    since: Literal["both", "old", "new"]


class _Touch(NamedTuple):
    """A thing on one side of a change: its handbook, and the fields that changed; None when all of it came or went."""

    book: Book
    fields: tuple[FieldChange, ...] | None

    def has(self, keys: frozenset[str]) -> bool:
        """Whether any of some fields changed."""
        return self.fields is None or any(each.path[0].key in keys for each in self.fields)

    def roles(self, references: Iterable[str], near: Node) -> Iterator[Role | None]:
        """The roles that some references name."""
        return (self.book.find("role", each, near) for each in references)


def reached(difference: Difference, moved: Iterable[Deadline]) -> list[Reached]:
    """Every role that a change of substance or a moved deadline reaches; each thing once for each role and way."""
    now = difference.now
    found: dict[tuple[Role, How, Node], tuple[Rhythm, set[bool]]] = {}

    def note(is_new: bool, node: Node | None, shown: Node, roles: Found) -> None:
        for role, how in roles if node is not None else ():
            if role is not None:
                known: Any = now.get(role, role)
                _, sides = found.get((known, how, shown), ("", set()))
                found[known, how, shown] = (rhythm_of(node), {*sides, is_new})

    for change in difference.changes:
        if change.is_substance:
            for is_new, book, node in (
                (False, difference.old, change.pair.old),
                (True, difference.new, change.pair.new),
            ):
                note(is_new, node, change.node, _touched(book, node, change))
    for deadline in moved:
        for is_new, book, duty in ((False, difference.old, deadline.old), (True, difference.new, deadline.new)):
            note(is_new, duty, deadline.duty, _duty(_Touch(book, None), duty, only=RECEIVED))
    return [
        Reached(role, rhythm, how, node, "both" if len(sides) > 1 else "new" if True in sides else "old")
        for (role, how, node), (rhythm, sides) in found.items()
    ]


def rhythm_of(node: Any) -> Rhythm:
    """In which rhythm a thing comes up; empty for what has none."""
    if isinstance(node, Schedule):
        return "day"
    if isinstance(node, Stage):
        return "rollout"
    if isinstance(node, Process):
        return node.frequency[0] if node.frequency else "occasion"
    when = node.when if isinstance(node, Duty | Checklist) else node.visits if isinstance(node, CustomerClass) else None
    if isinstance(when, Every):
        return "day" if when.every == "workday" else when.every
    if isinstance(when, Count):
        return when.per
    if isinstance(when, Each):
        return "occasion"
    return "" if when is None else "event" if isinstance(when, Event) else "ongoing"


def _touched(book: Book, node: Any, change: Change) -> Found:
    fields = tuple(each for each in change.fields if each.sort == "substance")
    touch = _Touch(book, fields if change.what in ("changed", "renamed") else None)
    if isinstance(node, Duty):
        yield from _duty(touch, node)
    elif isinstance(node, Role):
        yield node, "is"
    elif isinstance(node, Standard):
        if touch.has(frozenset(("role", "status", "effective-from"))):
            yield from ((role, "does") for role in touch.roles((node.role,) if node.role else (), node))
    elif isinstance(node, Form):
        yield from ((role, "fills") for role in touch.roles(node.filled_by, node))
        yield from ((role, "receives") for role in touch.roles((*node.submitted_to, *node.signatures), node))
    elif isinstance(node, CustomerClass):
        serving = (
            role for role in book.roles if any(book.find("customer-class", e, role) is node for e in role.serves)
        )
        yield from ((role, "does") for role in serving)
    elif node is not None:
        lead = node.role if isinstance(node, Schedule | Checklist) else None
        leads = list(touch.roles((lead,) if lead else (), node))
        yield from ((role, "does") for role in leads)
        yield from ((role, "takes-part") for role in _named(touch, node, led=bool(lead)) if role not in leads)


def _duty(touch: _Touch, duty: Any, only: frozenset[str] = frozenset()) -> Found:
    """Who does a duty, and who else is concerned by the fields that changed, or by `only` these."""
    if duty is None:
        return
    yield from ((role, "does") for role in touch.book.roles_of(duty))
    if touch.has(RECEIVED):
        yield from ((role, "receives") for role in touch.roles(duty.handed_to, duty))
    if only:
        return
    if duty.checked_by is not None and touch.has(CHECKED):
        yield from ((role, "checks") for role in touch.roles((duty.checked_by.role,), duty))
    if touch.has(frozenset(("escalate",))):
        yield from ((role, "told") for role in touch.roles((each.to for each in duty.escalate), duty))


def _named(touch: _Touch, node: Node, *, led: bool) -> Iterator[Role | None]:
    """The roles that the changed parts of a thing name; all of them where it came or went.

    What changed of the thing as a whole concerns all whom it names, unless it is `led` by a role that goes first.
    """
    parts: list[Node] = [node] if touch.fields is None else []
    for field in touch.fields or ():
        members = [place.member for place in field.path if place.member is not None]
        members += [value for value in (field.old, field.new) if isinstance(value, Node) and field.what != "changed"]
        parts += members or ([] if led else [node])
        yield from _referred(touch, field)
    references: list[Reference] = []
    for part in dict.fromkeys(parts):
        walk(part, node, references, [])
    for each in references:
        if "role" in each.kinds and each.key not in NAMED_ONLY:
            yield touch.book.find("role", each.value, node)


def _referred(touch: _Touch, field: FieldChange) -> Iterator[Role | None]:
    """The roles that a field named or names itself, as far as they are known on this side."""
    holder = field.holders[1]
    kinds = {key_of(name): kinds for name, kinds in kinds_of(type(holder)).items()}.get(field.path[-1].key, ())
    if "role" in kinds and field.path[-1].key not in NAMED_ONLY:
        for value in (field.old, field.new):
            yield from touch.roles((value,) if isinstance(value, str) else value or (), holder)
