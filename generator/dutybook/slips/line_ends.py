"""Lines that end in different ways."""

import re
from collections.abc import Iterator

from .. import slip_faults
from ..problem import Edit, Mark, Problem, corrected, fault


def line_ends(text: str, name: str) -> Iterator[Problem]:
    """Lines that end in different ways, or as on old Macs; told once a file."""
    windows, unix, mac = text.count("\r\n"), len(re.findall("(?<!\r)\n", text)), len(re.findall("\r(?!\n)", text))
    kinds = [(windows, "CRLF", "\r\n"), (unix, "LF", "\n"), (mac, "CR", "\r")]
    used = [each for each in kinds if each[0]]
    if len(used) < 2 and not mac:
        return
    wanted = "\r\n" if windows > unix else "\n"
    edits = [Edit(each.start(), each.end(), wanted) for each in re.finditer("\r\n|\n|\r", text) if each[0] != wanted]
    seen = ", ".join(f"{count} {word}" for count, word, _ in used)
    first = text.count("\n", 0, edits[0].start) + 1
    yield corrected(fault(slip_faults.mixed_line_ends, Mark(name, first, 1), seen=seen), *edits, safe=True)
