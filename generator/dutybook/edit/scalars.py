"""How a scalar is written: what it means as canonical text, and whether that needs quotation marks.

Quotation marks stand where some reader of YAML, 1.1 or 1.2, would take the text for something
else than text (`7:50`, `no`, `1.10`, `012`, dates), or where the text would end early (`: `, ` #`).
"""

import re
from datetime import date
from typing import Any

from yaml.nodes import ScalarNode

from ..bind import unfolded
from ..model.time import Clock, MonthDay
from ..scalars import scalar_of

# Null, booleans, numbers (sexagesimal ones too), dates, merge and default keys of YAML 1.1 and 1.2.
TAKEN = re.compile(
    r"~|null|Null|NULL|[yYnN]|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|<<|="
    r"|[-+]?(?:[0-9][0-9_]*)?\.?[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?0[xob][0-9a-fA-F_]+|[-+]?\.(?:inf|Inf|INF)"
    r"|\.(?:nan|NaN|NAN)|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9:.]+(?:[ \t]*(?:Z|[-+][0-9:]+))?)?"
)
OPENERS = tuple(",[]{}#&*!|>'\"%@`")  # no plain text begins with one of these
# Allowed, but a reader may wonder whether they were meant as YAML's own.
CURLY = tuple("“”‘’„‟＂＇〝〞")
BREAKING = re.compile(r"^[-?:](?:\s|$)|^---|^\.\.\.|: |:$| #|\s$|^\s")
IN_FLOW = re.compile(r"[,\[\]{}]|^[-?:]|:$|\?(?:\s|$)")  # PyYAML without libyaml ends a text at "? "
ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def meant(node: ScalarNode, type_: Any, *, is_text: bool) -> tuple[str, bool]:
    """What a scalar says, in its canonical form, and whether it is to stand without quotation marks."""
    if is_text:
        return unfolded(node), False
    value = scalar_of(type_)(node.value)
    if isinstance(value, Clock):
        return str(value), False
    if isinstance(value, bool):
        return str(value).lower(), True
    if isinstance(value, date):
        return value.isoformat(), True
    if isinstance(value, int):
        return str(value), True
    return str(value), False


def is_always_quoted(type_: Any) -> bool:
    """Times of day and days of the year keep their quotation marks, so that all of them look alike."""
    return type_ in (Clock, MonthDay)


def plain_or_quoted(text: str, *, flow: bool, quote: bool = False) -> str:
    """A text on one line, with quotation marks where it needs them (always with `quote`)."""
    if not quote and _may_be_plain(text) and not (flow and IN_FLOW.search(text)):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """A text in double quotation marks; in single ones where that saves escapes."""
    if ('"' in text or "\\" in text) and "'" not in text and "\n" not in text and not ODD.search(text):
        return f"'{text}'"
    return '"' + ODD.sub(_escaped, re.sub(r'["\\\n\t\r]', lambda found: ESCAPES[found[0]], text)) + '"'


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def _may_be_plain(text: str) -> bool:
    if not text or text.startswith(OPENERS + CURLY) or "\n" in text or "\t" in text:
        return False
    return not (TAKEN.fullmatch(text) or BREAKING.search(text) or ODD.search(text))


def block_lines(text: str) -> list[str] | None:
    """The lines of a text that is best written as a block (`|-`); None where it is not."""
    if "\n" not in text or text != text.strip() or ODD.search(text) or "\t" in text:
        return None
    lines = text.split("\n")
    return None if any(line != line.rstrip() for line in lines) else lines
