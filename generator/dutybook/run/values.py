"""What an answer may be, by the type of its item: what was typed → the value that is kept, or why it is refused.

Every value is text (a list of texts for several choices), so that Python and JavaScript keep and compare the same.
"""

import re
from typing import Any, NamedTuple

from .format import PERSON, REASON, SUBJECT, TEXT

BLANKS = "\t\n\r \u00a0\u3000\ufeff"
DIGITS, DECIMALS = 9, 6
SCALE = 1_000_000
_NUMBER = re.compile(rf"([+-]?)([0-9]{{1,{DIGITS}}})(?:\.([0-9]{{1,{DECIMALS}}}))?")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_PERSON = re.compile(PERSON)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# Full-width forms of ASCII, as a Chinese keyboard gives them; its full stop, and the sign that is a true minus.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x3002: 0x2E, 0x2212: 0x2D}


class Refused(NamedTuple):
    """Why something is refused: a code, the item or pause point that it is about, and what its words quote."""

    code: str
    node: str = ""
    said: str = ""


def value_of(type_: str, choices: tuple[str, ...], said: Any) -> Any:
    """The value that an answer of this type means, or Refused."""
    if type_ == "multi-choice":
        return _several(choices, said)
    if not isinstance(said, str):
        return Refused("malformed")
    reader = _READERS.get(type_)
    if reader is not None:
        return reader(said)
    known = choices if type_ == "choice" else ("yes", "no")
    return said if said in known else Refused("not-a-choice" if type_ == "choice" else "not-yes-or-no", said=said)


def number(said: str) -> Any:
    """A whole number or a decimal with a point, in its shortest form; no comma, no exponent, no unit."""
    found = _NUMBER.fullmatch(narrow(said))
    if found is None:
        return Refused("not-a-number", said=said)
    whole, part = found[2].lstrip("0") or "0", (found[3] or "").rstrip("0")
    shortest = f"{whole}.{part}" if part else whole
    return f"-{shortest}" if found[1] == "-" and shortest != "0" else shortest


def scaled(value: str) -> int:
    """A number's value in millionths: exact, and small enough for JavaScript."""
    whole, _, part = value.lstrip("-").partition(".")
    size = int(whole) * SCALE + int(part.ljust(DECIMALS, "0"))
    return -size if value.startswith("-") else size


def clock(said: str) -> Any:
    """A time of day from 0:00 to 23:59 as HH:MM."""
    found = _TIME.fullmatch(narrow(said))
    return f"{found[1].zfill(2)}:{found[2]}" if found else Refused("not-a-time", said=said)


def person(said: str) -> Any:
    """The id of a person: letters, digits and single hyphens. Ids stand where names would."""
    found = narrow(said)
    return found if _PERSON.fullmatch(found) and len(found) <= 32 else Refused("not-an-id", said=said)


def text(said: Any, most: int = TEXT) -> Any:
    """A text without blanks around it, with line breaks as \\n; not empty, and not too long (in code points)."""
    if not isinstance(said, str):
        return Refused("malformed")
    found = said.replace("\r\n", "\n").replace("\r", "\n").strip(BLANKS)
    if not found or _CONTROL.search(found):
        return Refused("not-a-text")
    return found if len(found) <= most else Refused("too-long", said=str(most))


def reason(said: Any) -> Any:
    """A reason: a text, or None when nothing, or only blanks, was said."""
    if said is None or (isinstance(said, str) and not said.strip(BLANKS)):
        return None
    return text(said, REASON)


def subject(said: Any) -> Any:
    """Whom or what a run is about: a text, or None when nothing, or only blanks, was said."""
    return None if reason(said) is None else text(said, SUBJECT)


def narrow(said: str) -> str:
    """What was typed, in ASCII where a Chinese keyboard gave full-width forms, without blanks around it."""
    return said.translate(_NARROW).strip(BLANKS)


def _several(choices: tuple[str, ...], said: Any) -> Any:
    if not isinstance(said, list):
        return Refused("malformed")
    unknown = [each for each in said if each not in choices]
    if unknown or not said:
        return Refused("not-a-choice", said=str(unknown[0]) if unknown else "")
    return [each for each in choices if each in said]


_READERS = {"number": number, "time": clock, "text": text, "sign-off": person}
