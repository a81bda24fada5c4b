"""The compiled definition as plain values, and the fingerprint that names it.

Seven characters of the fingerprint are shown. It changes with everything that stands on the sheet or decides an answer,
and with when an item is due; it does not with the order of files, the look of the YAML, remarks, reasons and sources.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from ..book import Book
from ..due import policy_of
from ..model.base import MISSING, Entity, Model, Node, Text
from ..model.reading import Prompt, Question, SelfCheck, Worksheet
from ..model.shape import key_of
from ..model.time import Count, Event, Span, When
from ..model.work import Duty
from .compile import Compiled, Line, is_dated
from .origin import owner_of

SCHEMA = 1
SHOWN = 7  # characters of a fingerprint that people see
UNSAID = ("mark", "note", "source", "assumed", "not_stated", "said", "policy")


def definition(book: Book, made: Compiled) -> dict[str, Any]:
    """The compiled definition as plain values: what is executed, and what the fingerprint is taken of."""
    checklist = made.checklist
    checker = book.find("role", checklist.checker, checklist) if checklist.checker else None
    return {
        "schema": SCHEMA,
        "checklist": book.key[checklist],
        "role": book.key[made.role] if made.role is not None else None,
        "checker": book.key[checker] if checker is not None else None,
        "use": checklist.use,
        "mode": checklist.mode,
        "title": plain(checklist.title),
        "objective": plain(checklist.objective),
        "when": timing(book, checklist.when, checklist),
        "completion": plain(checklist.completion),
        "pauses": [
            {
                "id": stop.pause.id,
                "title": plain(stop.pause.title),
                "seconds": stop.pause.seconds,
                "hold": stop.pause.hold,
                "due": stop.due,
                "items": [_item(book, line) for line in stop.lines],
            }
            for stop in made.stops
        ],
        "names": _names(book, made, checker),
        "around": [_around(each) for each in around(book, made)],
    }


def _item(book: Book, line: Line) -> dict[str, Any]:
    said, duty = line.said, line.duty
    found: dict[str, Any] = {
        "id": line.id,
        "source": line.source,
        "text": plain(line.text),
        "response": plain(line.response),
        "detail": [plain(each) for each in line.detail],
        "forms": [book.key[form] for form in line.forms],
        "receivers": [book.key[role] for role in line.receivers],
        "by": [book.key[role] for role in line.by],
        "type": line.type,
        "critical": line.critical,
    }
    if duty is not None:
        found |= {"duty": book.key[duty], "when": timing(book, duty.when, duty), "policy": policy_said(book, duty)}
    if isinstance(line.node, Question):
        found["ideal"] = line.node.ideal
    if isinstance(line.node, Prompt) and line.node.letter is not None:
        found["letter"] = line.node.letter
    if said is not None:
        extra = {name: plain(getattr(said, name)) for name in ("unit", "choices", "valid", "expect", "hold", "only_if")}
        found |= {key_of(name): value for name, value in extra.items() if value}
    return found


def timing(book: Book, when: When | None, near: Node) -> Any:
    """A `when:` as plain values; a class of customers stands by its key, however the file writes it."""
    found = plain(when)
    if isinstance(when, Count) and when.for_ is not None:
        group = book.find("customer-class", when.for_, near)
        found["for"] = book.key[group] if group is not None else when.for_
    return found


def policy_said(book: Book, duty: Duty) -> list[Any] | None:
    """How its dates are read; None for a duty whose time no calendar can move."""
    within = duty.when.within if isinstance(duty.when, Event) else None
    counted = isinstance(within, Span) and (within.days or within.weeks or within.months)
    return list(policy_of(book, duty)) if counted or is_dated(duty) else None


def _names(book: Book, made: Compiled, checker: Any) -> dict[str, dict[str, Any]]:
    """The titles that stand on the sheet: of its unit, and of the roles, forms and classes that it names."""
    lines = list(made.lines)
    named: dict[str, list[Any]] = {
        "units": [book.unit(made.checklist)],
        "roles": [made.role, checker, *(role for line in lines for role in (*line.receivers, *line.by))],
        "forms": [form for line in lines for form in line.forms],
        "classes": [_class_of(book, line) for line in lines],
    }
    return {name: _titles(book, entities) for name, entities in named.items()}


def _titles(book: Book, entities: Iterable[Entity | None]) -> dict[str, Any]:
    return {book.key[each]: plain(each.title) for each in entities if each is not None}


def _class_of(book: Book, line: Line) -> Any:
    when = line.duty.when if line.duty is not None else None
    named = isinstance(when, Count) and when.for_ is not None
    return book.find("customer-class", cast("Any", when).for_, line.node) if named else None


def around(book: Book, made: Compiled) -> list[Worksheet | SelfCheck]:
    """The worksheets and self-checks whose limits, scoring and ways to help stand around the items."""
    owners = (owner_of(book, line) for line in made.lines if line.source in ("question", "prompt"))
    return list(dict.fromkeys(owner for owner in owners if owner is not None))


def _around(holder: Worksheet | SelfCheck) -> dict[str, Any]:
    if isinstance(holder, Worksheet):
        return {"caution": plain(holder.caution)}
    return {
        "limits": plain(holder.limits),
        "scoring": plain(holder.scoring),
        "help": [{"name": plain(each.name), "contact": plain(each.contact)} for each in holder.help],
    }


def plain(value: Any) -> Any:
    """A value of the model as plain data: what it means, without places, remarks, origins and written-out defaults."""
    if isinstance(value, Text):
        return dict(sorted(value.said.items()))
    if isinstance(value, Model):
        said = {name: each for name, each in sorted(vars(value).items()) if name not in UNSAID}
        return {key_of(name): plain(each) for name, each in said.items() if each != getattr(type(value), name, MISSING)}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool):
        return value
    return int(value) if isinstance(value, int) else str(value)


def fingerprint(book: Book, made: Compiled) -> str:
    """The SHA-256 of the definition's canonical JSON (RFC 8785), in hexadecimal; SHOWN characters of it are shown."""
    key = ("fingerprint", made.checklist)
    if key not in book.derived:
        book.derived[key] = digest(definition(book, made))
    return cast("str", book.derived[key])


def digest(value: Any) -> str:
    """The SHA-256 of plain values as canonical JSON (RFC 8785), in hexadecimal."""
    from ..run import canonical

    return canonical.digest(value)
