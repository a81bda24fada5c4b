"""The roster: who holds which post from when to when, who was away and why, and who stood in. People are ids."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

from .. import roster_faults as faults
from ..book import Book
from ..hints import nearest
from ..mend import read_file
from ..model.base import IdForm, Node, explained
from ..model.organisation import Role
from ..problem import Problem, fault
from ..run.format import PERSON

PersonId = Annotated[str, IdForm(PERSON.strip("^$"), "letters and digits joined by single hyphens, no names")]
EVER, NEVER = date(1, 1, 1), date(9999, 12, 31)


class Absence(Node):
    """Days on which somebody is away."""

    from_: date = explained("第一天", "first day")
    to: date | None = explained("最后一天；只有一天时不写", "last day; absent for a single day", default=None)
    reason: str = explained("理由", "why")
    substitute: PersonId | None = explained("由谁顶替", "who stands in", default=None)

    @property
    def last(self) -> date:
        """The last day."""
        return self.to or self.from_


class Person(Node):
    """Somebody in a post."""

    id: PersonId = explained("人员编号，不写姓名", "the person's id, no name")
    role: str = explained("岗位，写成 单位/岗位", "the role, as unit/role")
    unit: str | None = explained("单位；岗位不带单位时写", "the unit, where the role is written without", default=None)
    from_: date | None = explained("到岗日", "in the post from", default=None)
    to: date | None = explained("离岗前最后一天", "in the post to", default=None)
    absences: tuple[Absence, ...] = explained("缺勤", "when away", default=())

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day in the post."""
        return self.from_ or EVER, self.to or NEVER

    def away(self, day: date) -> Absence | None:
        """The absence that covers a day."""
        return next((each for each in self.absences if each.from_ <= day <= each.last), None)


class RosterFile(Node):
    """The file that `--roster` names."""

    people: tuple[Person, ...] = explained("人员", "the people")


class Member(NamedTuple):
    """A person of the roster with the role as the handbook has it."""

    person: Person
    role: Role


class Roster:
    """Who is to do what: the people of a roster without faults."""

    def __init__(self, members: tuple[Member, ...]) -> None:
        self.members = members
        self._by_id: dict[str, list[Person]] = {}
        for each in members:
            self._by_id.setdefault(each.person.id, []).append(each.person)

    def __contains__(self, person: str) -> bool:
        return person in self._by_id

    def doer(self, person: Person, day: date) -> tuple[str | None, str]:
        """Who is to do a person's work on a day, and the reason where it is somebody else.

        None, with the reason, where the person is away and nobody stands in. Who stands in may be away too.
        """
        absence = person.away(day)
        reason = absence.reason if absence is not None else ""
        seen = {person.id}
        who: str | None = person.id
        while absence is not None:
            who = absence.substitute
            if who is None or who in seen:
                return None, reason
            seen.add(who)
            absence = next((gone for each in self._by_id[who] if (gone := each.away(day)) is not None), None)
        return who, reason


def read_roster(path: Path, book: Book) -> tuple[Roster | None, list[Problem]]:
    """The roster of a file, or everything that is wrong with it."""
    read = read_file(path, str(path), RosterFile)
    if read.value is None or read.problems:
        return None, sorted(read.problems, key=lambda each: each.mark)
    people: tuple[Person, ...] = read.value.people
    found = [_member(book, person) for person in people]
    problems = [each for each in found if isinstance(each, Problem)]
    members = tuple(each for each in found if isinstance(each, Member))
    problems += [*_reversed(people), *_twice(members), *_strange_substitutes(people)]
    return (None if problems else Roster(members)), sorted(problems, key=lambda each: each.mark)


def _member(book: Book, person: Person) -> Member | Problem:
    name = f"{person.unit}/{person.role}" if person.unit is not None and "/" not in person.role else person.role
    role = book.find("role", name, "")
    if role is not None:
        return Member(person, role)
    keys = [book.key[each] for each in book.roles]
    guess = nearest(name, keys) or next((key for key in keys if key.rpartition("/")[2] == name), None)
    return fault(
        faults.role_not_in_the_handbook, person.mark, person=person.id, role=name,
        hint=f"Did you mean '{guess}'?" if guess else f"Possible are: {', '.join(keys[:5])}.",
        hint_zh=f"是不是“{guess}”？" if guess else f"可以是：{'、'.join(keys[:5])}。",
    )  # fmt: skip


def _reversed(people: tuple[Person, ...]) -> Iterator[Problem]:
    spans = [(each.mark, *each.span) for each in people]
    spans += [(each.mark, each.from_, each.last) for person in people for each in person.absences]
    for mark, first, last in spans:
        if first > last:
            yield fault(faults.days_reversed, mark, first=first.isoformat(), last=last.isoformat())


def _twice(members: tuple[Member, ...]) -> Iterator[Problem]:
    for place, (person, role) in enumerate(members):
        first, last = person.span
        for other, its_role in members[:place]:
            start, end = other.span
            if other.id == person.id and role is its_role and first <= end and start <= last:
                yield fault(faults.person_listed_twice, person.mark, person=person.id, role=person.role)
                break


def _strange_substitutes(people: tuple[Person, ...]) -> Iterator[Problem]:
    for person in people:
        for each in person.absences:
            there = any(
                other.id == each.substitute and other.span[0] <= each.from_ and each.last <= other.span[1]
                for other in people
            )
            if each.substitute is not None and not there:
                yield fault(
                    faults.substitute_not_on_the_roster, each.mark, substitute=each.substitute, person=person.id
                )
