"""The compiled definition as plain values, and the fingerprint that names it.

Seven characters of the fingerprint are shown; they change when an item, its order, its form or its deadline does, and
not with the order of files or the look of the YAML.
"""

from datetime import date
from typing import Any, cast

from ..book import Book
from ..due import policy_of
from ..model.base import Model, Text
from ..model.reading import Question
from ..model.shape import key_of
from ..model.work import Duty
from .compile import Compiled, Line

SCHEMA = 1
SHOWN = 7  # characters of a fingerprint that people see


def definition(book: Book, made: Compiled) -> dict[str, Any]:
    """The compiled definition as plain values: what is executed, and what the fingerprint is taken of."""
    checklist = made.checklist
    return {
        "schema": SCHEMA,
        "checklist": book.key[checklist],
        "role": book.key[made.role] if made.role is not None else None,
        "use": checklist.use,
        "mode": checklist.mode,
        "title": plain(checklist.title),
        "objective": plain(checklist.objective),
        "when": plain(checklist.when),
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
        "type": line.type,
        "critical": line.critical,
    }
    if duty is not None:
        found |= {"duty": book.key[duty], "when": plain(duty.when), "policy": list(policy_of(book, duty))}
    if isinstance(line.node, Question):
        found["ideal"] = line.node.ideal
    if said is not None:
        extra = {name: plain(getattr(said, name)) for name in ("unit", "choices", "valid", "expect", "hold", "only_if")}
        found |= {key_of(name): value for name, value in extra.items() if value}
    return found


def plain(value: Any) -> Any:
    """A value of the model as plain data: what its file says, without places, remarks and origins."""
    if isinstance(value, Text):
        return dict(sorted(value.said.items()))
    if isinstance(value, Model):
        skipped = ("mark", "note", "source", "assumed", "not_stated", "said", "policy")
        return {key_of(name): plain(each) for name, each in sorted(vars(value).items()) if name not in skipped}
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
    from hashlib import sha256

    import rfc8785

    return sha256(rfc8785.dumps(value)).hexdigest()


def duty_digest(book: Book, duty: Duty) -> str:
    """The shown fingerprint of a duty: of what an item that restates it could restate."""
    said = {
        "title": plain(duty.title),
        "text": plain(duty.text),
        "measure": plain(duty.measure),
        "items": [plain(each) for each in duty.items],
        "when": plain(duty.when),
        "form": list(duty.form),
        "handed-to": list(duty.handed_to),
    }
    return digest(said)[:SHOWN]
