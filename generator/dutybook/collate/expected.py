"""What was to be done: the days of each checklist, for everybody who held its role and was there, or stood in."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ..book import Book
from ..checklist.used import days_used
from ..due import period_of
from ..effect import in_force_from
from ..model.checklist import Checklist
from ..model.organisation import Role
from ..model.time import Each, Event, Every
from .roster import Member, Roster

AROUND = timedelta(370)  # a run belongs to the nearest day of its checklist, which may lie beyond the stretch


class Expected(NamedTuple):
    """One run that was to be done, by `person`; `instead_of` is who was away (else empty), for the reason."""

    day: date
    checklist: str
    person: str
    role: str
    instead_of: str
    reason: str


class Excused(NamedTuple):
    """A run that was not expected, because its person was away and nobody stood in."""

    day: date
    checklist: str
    person: str
    role: str
    reason: str


class Occasional(NamedTuple):
    """A checklist that no calendar asks for: nobody can say how many runs there should be."""

    checklist: str
    role: str
    why: str


class Work(NamedTuple):
    """What was to be done. `days` are all days of a checklist that does not come back daily, also those around."""

    expected: tuple[Expected, ...]
    excused: tuple[Excused, ...]
    occasional: tuple[Occasional, ...]
    days: dict[str, tuple[date, ...]]
    provisional: bool


def work(book: Book, roster: Roster, first: date, last: date) -> Work:
    """What was to be done from one day to another, both included."""
    found: list[Expected | Excused] = []
    occasional: set[Occasional] = set()
    days: dict[str, tuple[date, ...]] = {}
    guesses = False
    for checklist in book.checklists:
        members = [each for each in roster.members if has_role(book, checklist, each.role)]
        if not members or checklist.use == "private" or book.status(checklist) not in ("in-force", "trial", None):
            continue
        why = without_number(checklist)
        if why:
            occasional |= {Occasional(book.key[checklist], book.key[each.role], why) for each in members}
            continue
        its_days = list(days_of(book, checklist, first, last))
        guesses = guesses or any(book.calendar(_unit(book, checklist)).is_provisional(each) for each in its_days)
        if not is_daily(checklist):
            days[book.key[checklist]] = tuple(days_used(book, checklist, first - AROUND, last + AROUND))
        found += [each for member in members for each in _of(book, checklist, member, roster, its_days)]
    return Work(
        tuple(sorted(each for each in found if isinstance(each, Expected))),
        tuple(sorted(each for each in found if isinstance(each, Excused))),
        tuple(sorted(occasional)),
        days,
        guesses,
    )


def has_role(book: Book, checklist: Checklist, role: Role) -> bool:
    """Whether a checklist is one of a role, or of the role as which it acts."""
    acts = book.find("role", role.acts_as, role) if role.acts_as else None
    return checklist.role is not None and book.find("role", checklist.role, checklist) in (role, acts)


def without_number(checklist: Checklist) -> str:
    """Why nobody can say how often a checklist is gone through: each, event, count, as; empty where one can."""
    when = checklist.when
    if isinstance(when, Every):
        return ""
    return "each" if isinstance(when, Each) else "event" if isinstance(when, Event) else "as"


def is_daily(checklist: Checklist) -> bool:
    """Whether a checklist comes back every day or every workday."""
    return isinstance(checklist.when, Every) and period_of(checklist.when) in ("day", "workday")


def days_of(book: Book, checklist: Checklist, first: date, last: date) -> Iterator[date]:
    """The days of a checklist since it is in force."""
    since = in_force_from(book, checklist)
    yield from (day for day in days_used(book, checklist, first, last) if since is None or day >= since)


def _unit(book: Book, checklist: Checklist) -> str:
    return book.key[checklist].partition("/")[0]


def _of(
    book: Book, checklist: Checklist, member: Member, roster: Roster, days: list[date]
) -> Iterator[Expected | Excused]:
    first, last = member.person.span
    key, role, own = book.key[checklist], book.key[member.role], member.person.id
    for day in days:
        if first <= day <= last:
            who, reason = roster.doer(member.person, day)
            if who is None:
                yield Excused(day, key, own, role, reason)
            else:
                yield Expected(day, key, who, role, own if who != own else "", reason)
