"""What relies on what: the words that say again, in words of their own, what stands elsewhere.

A checklist's item, an entry of a schedule, a form and a step of a process rely on the duty they belong to; a translation
relies on the wording in the handbook's first language.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, NamedTuple

from ..book import Book
from ..checklist.definition import plain, policy_said
from ..model.base import Node, Text
from ..model.calendar import CalendarYear
from ..model.checklist import Item
from ..model.form import Form
from ..model.kinds import WORD_OF
from ..model.process import Step
from ..model.time import Count
from ..model.work import Duty, ScheduleEntry
from ..walk import Worded


class Relation(NamedTuple):
    """A part of a thing that relies on another thing, or on the wording in the first language (`on` is the text).

    `own` and `relied` are digests: of the part's own words, and of what it relies on. They hold no ids, so that a
    rename changes neither.
    """

    thing: Node
    part: str
    holder: Node | Text
    on: Duty | Text
    own: str
    relied: str

    @property
    def language(self) -> str:
        """The language of a translation; empty for what relies on a duty."""
        return self.part.partition(":")[0] if isinstance(self.on, Text) else ""


def relations(book: Book) -> list[Relation]:
    """Everything that relies on something else, in the order of the handbook. What is retired relies on nothing."""
    found = book.derived.get("relations")
    if found is None:
        found = book.derived["relations"] = [*_on_duties(book), *_translations(book)]
    return found


def name_of(book: Book, node: Node) -> str:
    """What a line calls a thing: its kind and its key; the year or file of what has no key."""
    key = book.key.get(node)
    if key is None:
        key = str(node.year) if isinstance(node, CalendarYear) else node.mark.path
    return f"{WORD_OF[type(node)]}:{key}"


def digest(*said: object) -> str:
    """Ten characters that stand for some words."""
    return blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def duty_digest(book: Book, duty: Duty) -> str:
    """Of all that other words may repeat of a duty: wording, deadline, form, receiver."""
    known = book.derived.get(("relied", duty))
    if known is None:
        when = plain(duty.when)
        if isinstance(duty.when, Count) and duty.when.for_ is not None:
            group = book.find("customer-class", duty.when.for_, duty)
            when = {**when, "for": _first(book, group.title) if group is not None else duty.when.for_}
        texts = (duty.title, duty.text, duty.measure, *duty.items)
        known = book.derived["relied", duty] = digest(
            [_first(book, each) for each in texts],
            _unworded(book, when),
            policy_said(book, duty),
            _titles(book, "form", duty.form, duty),
            _titles(book, "role", duty.handed_to, duty),
        )
    return str(known)


def _on_duties(book: Book) -> Iterator[Relation]:
    for checklist in _in_force(book, book.checklists):
        for pause in checklist.pauses:
            for item in pause.items:
                duty = book.find("duty", item.duty, item) if item.duty is not None else None
                if duty is not None and (item.text is not None or item.response is not None):
                    own = _own(book, item, item.text, item.response)
                    yield _relation(book, checklist, f"item:{item.id or duty.id}", item, duty, own)
    for schedule in _in_force(book, book.schedules):
        for entry in schedule.entries:
            own = _own(book, entry, entry.what, entry.place)
            for duty in _found(book, entry.duties, entry):
                yield _relation(book, schedule, f"entry:{entry.id}", entry, duty, own)
    by_form = _duties_by_form(book)
    for form in _in_force(book, book.forms):
        own = _own(book, form, form.purpose, *(each.name for each in form.columns))
        yield from (_relation(book, form, "form", form, duty, own) for duty in by_form.get(form, ()))
    for process in _in_force(book, book.processes):
        for step in process.steps:
            yield from _of_step(book, process, step, by_form)


def _of_step(book: Book, process: Node, step: Step, by_form: dict[Form, list[Duty]]) -> Iterator[Relation]:
    """A step says again the duty that one of its roles fulfils on one of its forms."""
    roles = [book.find("role", each, step) for each in step.responsible]
    duties = (
        duty
        for each in step.form
        for duty in by_form.get(book.find("form", each, step), ())
        if any(role in roles for role in book.roles_of(duty))
    )
    own = _own(book, step, step.does, step.output, step.control_point)
    for duty in dict.fromkeys(duties):
        yield _relation(book, process, f"step:{step.id}", step, duty, own)


def _relation(book: Book, thing: Node, part: str, holder: Node, duty: Duty, own: str) -> Relation:
    return Relation(thing, part, holder, duty, own, duty_digest(book, duty))


def _translations(book: Book) -> Iterator[Relation]:
    first, *others = book.settings.languages
    for worded in book.texts:
        said = worded.text.said
        if first in said and not _retired(book, worded.owner):
            for language in others:
                if language in said:
                    yield _translation(worded, first, language)


def _translation(worded: Worded, first: str, language: str) -> Relation:
    said = worded.text.said
    part = f"{language}:{worded.key}"
    return Relation(worded.owner, part, worded.text, worded.text, digest(said[language]), digest(said[first]))


def _in_force(book: Book, things: Iterable[Any]) -> Iterator[Any]:
    return (each for each in things if not _retired(book, each))


def _retired(book: Book, thing: Any) -> bool:
    return getattr(thing, "status", None) == "retired"


def _found(book: Book, names: Iterable[str], near: Node) -> Iterator[Duty]:
    found = (book.find("duty", each, near) for each in names)
    return (duty for duty in found if duty is not None and not _retired(book, duty))


def _duties_by_form(book: Book) -> dict[Form, list[Duty]]:
    found: dict[Form, list[Duty]] = {}
    for duty in _in_force(book, book.duties):
        for each in duty.form:
            form = book.find("form", each, duty)
            if form is not None:
                found.setdefault(form, []).append(duty)
    return found


def _own(book: Book, holder: Item | ScheduleEntry | Form | Step, *texts: Text | None) -> str:
    """The digest of a part's own words and times."""
    times = [str(getattr(holder, name, None)) for name in ("start", "end", "strictness")]
    return digest([_first(book, each) for each in texts], times)


def _first(book: Book, text: Text | None) -> str | None:
    """The wording that counts: in the first language. Translations are watched apart."""
    return None if text is None else text.get(book.settings.languages[0]) or next(iter(text.said.values()))


def _unworded(book: Book, value: Any) -> Any:
    """Plain values with texts in the first language only."""
    if isinstance(value, dict):
        first = book.settings.languages[0]
        if first in value and set(value) <= set(book.settings.languages):
            return value[first]
        return {key: _unworded(book, each) for key, each in value.items()}
    return [_unworded(book, each) for each in value] if isinstance(value, list) else value


def _titles(book: Book, word: str, names: Iterable[str], near: Node) -> list[str | None]:
    found = (book.find(word, each, near) for each in names)
    return [_first(book, each.title) for each in found if each is not None]
