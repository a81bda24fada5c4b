"""What comes along when text is copied from elsewhere."""

import re
from collections.abc import Iterator

from .. import slip_faults as faults
from ..problem import Edit
from .look import Look, Repair, unsafe

FENCE = re.compile(r"^ *(?:```|~~~)[\w-]*[ \r]*$", re.MULTILINE)


def fences(look: Look) -> Iterator[Repair]:
    """The text without the fences of Markdown."""
    found = list(FENCE.finditer(look.text))
    if found and not look.readable:
        edits = [Edit(each.start(), _with_its_break(look, each.end()), "") for each in found]
        yield unsafe(look.slip(faults.fence_of_markdown, found[0].start(), *edits, seen=found[0][0].strip()))


def _with_its_break(look: Look, end: int) -> int:
    line = look.lines.place(end)[0]
    return look.lines.starts[line + 1] if line + 1 < len(look.lines) else end
