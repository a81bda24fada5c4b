"""Shapes of plain values: one definition that checks what was read and writes its JSON Schema."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, Protocol

from .canonical import SAFE

CLEAN = r"^[^\u0000-\u0008\u000b-\u001f\u007f]*$"  # no control characters but line breaks and tabs
MOMENT = (
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T"
    r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][+-]([01][0-9]|2[0-3]):[0-5][0-9]$"
)
DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


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


_compiled = cache(re.compile)


class Shape(Protocol):
    """What a value has to look like."""

    def faults(self, value: Any) -> Iterator[Fault]:
        """Everything that is wrong with a value; paths begin at the value."""

    def schema(self) -> dict[str, Any]:
        """The shape as JSON Schema (draft 2020-12)."""


class Words(NamedTuple):
    """A text of at most so many characters that a pattern describes."""

    pattern: str = CLEAN
    most: int = 2000
    least: int = 0

    def faults(self, value: Any) -> Iterator[Fault]:
        """A text, of the right length, that the pattern fits."""
        if not isinstance(value, str):
            yield Fault("wrong-type", "", "text")
        elif not self.least <= len(value) <= self.most:
            yield Fault("wrong-length", "", f"{self.least}–{self.most}")
        elif _compiled(self.pattern).fullmatch(value) is None:
            yield Fault("bad-value", "", shown(value))

    def schema(self) -> dict[str, Any]:
        """A string with its pattern."""
        found: dict[str, Any] = {"type": "string", "pattern": self.pattern, "maxLength": self.most}
        return found | ({"minLength": self.least} if self.least else {})


class Real(NamedTuple):
    """A date, or with a time of day and an offset a moment, that exists."""

    moment: bool

    def faults(self, value: Any) -> Iterator[Fault]:
        """Written as the pattern says, and in the calendar."""
        found = list(Words(MOMENT if self.moment else DAY, 30).faults(value))
        yield from found
        if not found:
            try:
                (datetime if self.moment else date).fromisoformat(value)
            except ValueError:
                yield Fault("bad-value", "", shown(value))

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

    def faults(self, value: Any) -> Iterator[Fault]:
        """A word of the list."""
        if value not in self.words or not isinstance(value, str):
            yield Fault("bad-value", "", shown(value))

    def schema(self) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": list(self.words)}


class Whole(NamedTuple):
    """A whole number in a range."""

    least: int = -SAFE
    most: int = SAFE

    def faults(self, value: Any) -> Iterator[Fault]:
        """A whole number in the range; true and false are none."""
        if type(value) is not int:
            yield Fault("wrong-type", "", "number")
        elif not self.least <= value <= self.most:
            yield Fault("bad-value", "", shown(value))

    def schema(self) -> dict[str, Any]:
        """An integer with its bounds."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Flag(NamedTuple):
    """True or false."""

    def faults(self, value: Any) -> Iterator[Fault]:
        """True or false."""
        if type(value) is not bool:
            yield Fault("wrong-type", "", "true, false")

    def schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}


class Maybe(NamedTuple):
    """A shape, or null."""

    shape: Shape

    def faults(self, value: Any) -> Iterator[Fault]:
        """Null, or what the shape asks for."""
        return iter(()) if value is None else self.shape.faults(value)

    def schema(self) -> dict[str, Any]:
        """Either."""
        return {"anyOf": [{"type": "null"}, self.shape.schema()]}


class Many(NamedTuple):
    """A list of at most so many values of one shape."""

    shape: Shape
    most: int = 1000

    def faults(self, value: Any) -> Iterator[Fault]:
        """A list, each of whose values has the shape."""
        if not isinstance(value, list):
            yield Fault("wrong-type", "", "list")
        elif len(value) > self.most:
            yield Fault("wrong-length", "", f"0–{self.most}")
        else:
            for place, each in enumerate(value):
                for fault in self.shape.faults(each):
                    yield fault.under(place)

    def schema(self) -> dict[str, Any]:
        """An array."""
        return {"type": "array", "items": self.shape.schema(), "maxItems": self.most}


class Either(NamedTuple):
    """A text, or a list of texts: the answer to an item."""

    one: Words
    many: Many

    def faults(self, value: Any) -> Iterator[Fault]:
        """A text or a list."""
        return self.many.faults(value) if isinstance(value, list) else self.one.faults(value)

    def schema(self) -> dict[str, Any]:
        """Either."""
        return {"anyOf": [self.one.schema(), self.many.schema()]}


class Anything(NamedTuple):
    """Any plain value that canonical JSON can hold, of at most so many levels."""

    levels: int = 12

    def faults(self, value: Any) -> Iterator[Fault]:
        """Whole numbers that JavaScript holds, keys that sort alike everywhere, and not too deep."""
        if type(value) is int:
            yield from Whole().faults(value)
        elif isinstance(value, list | dict) and not self.levels:
            yield Fault("too-deep", "", str(Anything().levels))
        elif isinstance(value, list):
            yield from (fault.under(place) for place, each in enumerate(value) for fault in self._inside(each))
        elif isinstance(value, dict):
            yield from (Fault("unknown-key", "", shown(name)) for name in value if not name.isascii())
            yield from (fault.under(name) for name, each in value.items() for fault in self._inside(each))

    def _inside(self, value: Any) -> Iterator[Fault]:
        return Anything(self.levels - 1).faults(value)

    def schema(self) -> dict[str, Any]:
        """No restriction."""
        return {}


class Accepted(NamedTuple):
    """What was looked through before."""

    def faults(self, value: Any) -> Iterator[Fault]:
        """Nothing."""
        return iter(())

    def schema(self) -> dict[str, Any]:
        """No restriction."""
        return {}


class Fields(NamedTuple):
    """An object with named fields. `extra`: what other fields may hold; None refuses them. `free` may be absent."""

    fields: Mapping[str, Shape]
    free: frozenset[str] = frozenset()
    extra: Shape | None = None

    def faults(self, value: Any) -> Iterator[Fault]:
        """An object with its fields and no others."""
        if not isinstance(value, dict):
            yield Fault("wrong-type", "", "object")
            return
        for name in self.fields:
            if name not in value and name not in self.free:
                yield Fault("missing-key", "", name)
        for name, each in value.items():
            shape = self.fields.get(name, self.extra)
            if shape is None or not name.isascii():
                yield Fault("unknown-key", "", shown(name))
            else:
                for fault in shape.faults(each):
                    yield fault.under(name)

    def schema(self) -> dict[str, Any]:
        """An object with its properties."""
        return {
            "type": "object",
            "properties": {name: shape.schema() for name, shape in self.fields.items()},
            "required": [name for name in self.fields if name not in self.free],
            "additionalProperties": self.extra.schema() if self.extra is not None else False,
        }


def shown(value: Any) -> str:
    """A value as a message can quote it: short, on one line, without control characters."""
    said = value if isinstance(value, str) else repr(value)
    return "".join(each if each.isprintable() else "�" for each in said[:60]) + ("…" if len(said) > 60 else "")
