"""Free text that may hold a mobile number or an identity number: a warning, since a record keeps ids and not people.

A mobile number has 11 digits, an identity number (GB 11643) 17 and a check character, with a date of birth inside.
Full-width digits count, and single blanks or hyphens between digits.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .values import narrow

SHORTEST = 11  # characters of the shortest of them
GAP = "[ -]?"
MOBILE = re.compile(rf"(?<![0-9])(?:\+?86{GAP})?1{GAP}[3-9](?:{GAP}[0-9]){{9}}(?![0-9])")
_BORN = rf"(?:1{GAP}9|2{GAP}0)(?:{GAP}[0-9]){{2}}{GAP}(?:0{GAP}[1-9]|1{GAP}[0-2]){GAP}(?:0{GAP}[1-9]|[12]{GAP}[0-9]|3{GAP}[01])"
IDENTITY = re.compile(rf"(?<![0-9])[1-9](?:{GAP}[0-9]){{5}}{GAP}{_BORN}(?:{GAP}[0-9]){{3}}{GAP}[0-9Xx](?![0-9])")


def personal(text: Any) -> list[str]:
    """Which kinds of number a text seems to hold: mobile, identity. What is no text holds none."""
    if not isinstance(text, str) or len(text) < SHORTEST:
        return []
    said = narrow(text)
    return [kind for kind, pattern in (("mobile", MOBILE), ("identity", IDENTITY)) if pattern.search(said)]


def personal_in(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where in a record's free texts such numbers seem to stand: a JSON Pointer, and the kind."""
    texts = [
        ("answers", ("value", "reason", "note")),
        ("overrides", ("reason",)),
        ("audit", ("old-value", "new-value", "change-reason")),
    ]
    for group, names in texts:
        for place, row in enumerate(record[group]):
            for name in names:
                yield from ((f"/{group}/{place}/{name}", kind) for kind in personal(row[name]))
    yield from (("/subject", kind) for kind in personal(record["subject"]))
    if record["amends"] is not None:
        yield from (("/amends/reason", kind) for kind in personal(record["amends"]["reason"]))
