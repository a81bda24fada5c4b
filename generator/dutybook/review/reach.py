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
from ..model.time import Count, Each, Event, Every
from ..model.work import Duty, Schedule, Standard
from ..walk import Reference, walk
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
    """A role that a change reaches: in which rhythm (empty: in none), and how it has to do with the thing."""

    role: Role
    rhythm: Rhythm
    how: How
    node: Node


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
    found: dict[Reached, None] = {}

    def note(book: Book, node: Node | None, shown: Node, roles: Found) -> None:
        for role, how in roles if node is not None else ():
            if role is not None:
                known: Any = now.get(role, role)
                found[Reached(known, rhythm_of(node), how, shown)] = None

    for change in difference.changes:
        if change.is_substance:
            for book, node in ((difference.old, change.pair.old), (difference.new, change.pair.new)):
                note(book, node, change.node, _touched(book, node, change))
    for deadline in moved:
        for book, duty in ((difference.old, deadline.old), (difference.new, deadline.new)):
            note(book, duty, deadline.duty, _duty(_Touch(book, None), duty, only=RECEIVED))
    return list(found)


def rhythm_of(node: Any) -> Rhythm:
    """In which rhythm a thing comes up; empty for what has none."""
    if isinstance(node, Schedule):
        return "day"
    if isinstance(node, Stage):
        return "rollout"
    if isinstance(node, Process):
        return node.frequency[0] if node.frequency else "occasion"
    when = node.when if isinstance(node, Duty | Checklist) else None
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
        yield from ((role, "does") for role in touch.roles((lead,) if lead else (), node))
        yield from ((role, "takes-part") for role in _named(touch, node) if role is not None)


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


def _named(touch: _Touch, node: Node) -> Iterator[Role | None]:
    """The roles that the changed parts of a thing name; all of them where it came or went."""
    parts: list[Any] = []
    for field in touch.fields or ():
        members = [place.member for place in field.path if place.member is not None]
        parts += members or [value for value in (field.old, field.new) if isinstance(value, Node)]
    references: list[Reference] = []
    for part in parts or [node]:
        walk(part, node, references, [])
    for each in references:
        if "role" in each.kinds and each.key not in NAMED_ONLY:
            yield touch.book.find("role", each.value, node)
