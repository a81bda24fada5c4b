"""Shapes of plain values: one definition that checks what was read and writes its JSON Schema.

Nearly every value has its shape, and records come by the hundred thousand: what is right costs no generator and no list.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, Protocol

from .canonical import SAFE

CLEAN = r"^[^\u0000-\u0008\u000b-\u001f\u007f]*$"  # no control characters but line breaks and tabs
MOMENT = (
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T"
    r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][+-]([01][0-9]|2[0-3]):[0-5][0-9]$"
)
DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
MOST_FAULTS = 20  # nobody reads more of them, and a hostile file must not cost more


class Fault(NamedTuple):
    """What is wrong with a record: a code, where (a JSON Pointer, RFC 6901), and what its words quote."""

    code: str
    path: str = ""
    said: str = ""

    def under(self, name: str | int) -> "Fault":
        """The same fault as seen from what holds the value under this name or place."""
        return self._replace(path=f"/{str(name).replace('~', '~0').replace('/', '~1')}{self.path}")

    def say(self, words: Mapping[str, str]) -> str:
        """The fault in words: the wordings of all codes are given, as in `record.faults` of the words' files."""
        message = words[self.code].format(said=self.said)
        return f"{self.path}: {message}" if self.path else message


Faults = Sequence[Fault]
NONE: Faults = ()
_compiled = cache(re.compile)


class Shape(Protocol):
    """What a value has to look like."""

    def faults(self, value: Any) -> Faults:
        """What is wrong with a value, in order; paths begin at the value. Of more than MOST_FAULTS some are left out."""

    def schema(self) -> dict[str, Any]:
        """The shape as JSON Schema (draft 2020-12)."""


class Words(NamedTuple):
    """A text of at most so many characters that a pattern describes."""

    pattern: str = CLEAN
    most: int = 2000
    least: int = 0

    def faults(self, value: Any) -> Faults:
        """A text, of the right length, that the pattern fits."""
        if not isinstance(value, str):
            return (Fault("wrong-type", "", "text"),)
        if not self.least <= len(value) <= self.most:
            return (Fault("wrong-length", "", f"{self.least}–{self.most}"),)
        return NONE if _compiled(self.pattern).fullmatch(value) is not None else (Fault("bad-value", "", shown(value)),)

    def schema(self) -> dict[str, Any]:
        """A string with its pattern."""
        found: dict[str, Any] = {"type": "string", "pattern": self.pattern, "maxLength": self.most}
        return found | ({"minLength": self.least} if self.least else {})


_MOMENT, _DAY = Words(MOMENT, 30), Words(DAY, 30)


class Real(NamedTuple):
    """A date, or with a time of day and an offset a moment, that exists."""

    moment: bool

    def faults(self, value: Any) -> Faults:
        """Written as the pattern says, and in the calendar."""
        found = (_MOMENT if self.moment else _DAY).faults(value)
        if found:
            return found
        try:
            (datetime if self.moment else date).fromisoformat(value)
        except ValueError:
            return (Fault("bad-value", "", shown(value)),)
        return NONE

    def schema(self) -> dict[str, Any]:
        """A string with its format."""
        return {
            "type": "string",
            "pattern": MOMENT if self.moment else DAY,
            "format": "date-time" if self.moment else "date",
        }


class OneOf(NamedTuple):
    """One of some words."""

    words: tuple[str, ...]

    def faults(self, value: Any) -> Faults:
        """A word of the list."""
        fits = isinstance(value, str) and value in self.words
        return NONE if fits else (Fault("bad-value", "", shown(value)),)

    def schema(self) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": list(self.words)}


class Whole(NamedTuple):
    """A whole number in a range."""

    least: int = -SAFE
    most: int = SAFE

    def faults(self, value: Any) -> Faults:
        """A whole number in the range; true and false are none."""
        if type(value) is not int:
            return (Fault("wrong-type", "", "number"),)
        return NONE if self.least <= value <= self.most else (Fault("bad-value", "", shown(value)),)

    def schema(self) -> dict[str, Any]:
        """An integer with its bounds."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Flag(NamedTuple):
    """True or false."""

    def faults(self, value: Any) -> Faults:
        """True or false."""
        return NONE if type(value) is bool else (Fault("wrong-type", "", "true, false"),)

    def schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}


class Maybe(NamedTuple):
    """A shape, or null."""

    shape: Shape

    def faults(self, value: Any) -> Faults:
        """Null, or what the shape asks for."""
        return NONE if value is None else self.shape.faults(value)

    def schema(self) -> dict[str, Any]:
        """Either."""
        return {"anyOf": [{"type": "null"}, self.shape.schema()]}


class Many(NamedTuple):
    """A list of at most so many values of one shape."""

    shape: Shape
    most: int = 1000

    def faults(self, value: Any) -> Faults:
        """A list, each of whose values has the shape."""
        if not isinstance(value, list):
            return (Fault("wrong-type", "", "list"),)
        if len(value) > self.most:
            return (Fault("wrong-length", "", f"0–{self.most}"),)
        return _inside(enumerate(value), self.shape)

    def schema(self) -> dict[str, Any]:
        """An array."""
        return {"type": "array", "items": self.shape.schema(), "maxItems": self.most}


class Either(NamedTuple):
    """A text, or a list of texts: the answer to an item."""

    one: Words
    many: Many

    def faults(self, value: Any) -> Faults:
        """A text or a list."""
        return self.many.faults(value) if isinstance(value, list) else self.one.faults(value)

    def schema(self) -> dict[str, Any]:
        """Either."""
        return {"anyOf": [self.one.schema(), self.many.schema()]}


class Anything(NamedTuple):
    """Any plain value that canonical JSON can hold, of at most so many levels."""

    levels: int = 12

    def faults(self, value: Any) -> Faults:
        """Whole numbers that JavaScript holds, keys that sort alike everywhere, and not too deep."""
        if type(value) is int:
            return Whole().faults(value)
        if not isinstance(value, list | dict):
            return NONE
        if not self.levels:
            return (Fault("too-deep", "", str(Anything().levels)),)
        inner = Anything(self.levels - 1)
        if isinstance(value, list):
            return _inside(enumerate(value), inner)
        strange = (Fault("unknown-key", "", shown(name)) for name in value if not name.isascii())
        return [*islice(strange, MOST_FAULTS), *_inside(value.items(), inner)]

    def schema(self) -> dict[str, Any]:
        """No restriction."""
        return {}


class Accepted(NamedTuple):
    """What was looked through before."""

    def faults(self, value: Any) -> Faults:
        """Nothing."""
        return NONE

    def schema(self) -> dict[str, Any]:
        """No restriction."""
        return {}


class Fields(NamedTuple):
    """An object with named fields. `extra`: what other fields may hold; None refuses them. `free` may be absent."""

    fields: Mapping[str, Shape]
    free: frozenset[str] = frozenset()
    extra: Shape | None = None

    def faults(self, value: Any) -> Faults:
        """An object with its fields and no others."""
        if not isinstance(value, dict):
            return (Fault("wrong-type", "", "object"),)
        missing = self.fields.keys() - value.keys()
        found = [Fault("missing-key", "", name) for name in self.fields if name in missing and name not in self.free]
        for name, each in value.items():
            shape = self.fields.get(name, self.extra)
            if shape is None or not name.isascii():
                found.append(Fault("unknown-key", "", shown(name)))
            elif faults := shape.faults(each):
                found += [fault.under(name) for fault in faults]
            if len(found) >= MOST_FAULTS:
                break
        return found

    def schema(self) -> dict[str, Any]:
        """An object with its properties."""
        return {
            "type": "object",
            "properties": {name: shape.schema() for name, shape in self.fields.items()},
            "required": [name for name in self.fields if name not in self.free],
            "additionalProperties": self.extra.schema() if self.extra is not None else False,
        }


def _inside(values: Iterable[tuple[str | int, Any]], shape: Shape) -> Faults:
    """What is wrong with values that all have one shape, by their names or places."""
    found: list[Fault] = []
    for name, each in values:
        if faults := shape.faults(each):
            found += [fault.under(name) for fault in faults]
            if len(found) >= MOST_FAULTS:
                break
    return found


def shown(value: Any) -> str:
    """A value as a message can quote it: short, on one line, without control characters."""
    said = value if isinstance(value, str) else repr(value)
    return "".join(each if each.isprintable() else "�" for each in said[:60]) + ("…" if len(said) > 60 else "")
