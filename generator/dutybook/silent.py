"""What YAML reads without complaint, but hardly as it was meant: a text cut by ' #', a Windows path.

Only texts that a cheap look made suspicious come here.
"""

import re
from collections.abc import Iterator
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode

from . import slip_faults as faults
from .problem import Edit, Mark, Problem, corrected, fault
from .quoting import quoted

# Fields whose text people read; elsewhere a value that was cut is faulted by its field.
TEXTS = frozenset(("zh", "en", "note", "number", "version"))
PATH = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\[A-Za-z]")


def silent_slips(root: Node, text: str, name: str) -> Iterator[Problem]:
    """The slips of a tree in the order of places."""
    for key, node in _scalars(root):
        start, end = node.start_mark.index, node.end_mark.index
        if not node.style and start < end and key in TEXTS and text.startswith(" #", end):
            yield _cut(text, start, end, Mark(name, node.end_mark.line + 1, node.end_mark.column + 2))
        elif node.style == '"' and PATH.search(text, start, end):
            yield _path(text[start:end], start, _mark(node, name))


def _scalars(root: Node) -> list[tuple[str, Any]]:
    """Every scalar that is a value, with its key, in the order of places."""
    found: list[tuple[str, Any]] = []
    todo: list[tuple[str, Node]] = [("", root)]
    while todo:
        key, node = todo.pop()
        if isinstance(node, ScalarNode):
            found.append((key, node))
        elif isinstance(node, MappingNode):
            todo += [(str(name.value), value) for name, value in reversed(node.value)]
        else:
            todo += [(key, child) for child in reversed(node.value)]
    return found


def _cut(text: str, start: int, end: int, mark: Mark) -> Problem:
    """A text with a remark straight behind it. '#3' is surely text; '# see there' may be a remark."""
    stop = re.compile(r"\r|\n|$").search(text, end)
    remark = text[end : stop.start() if stop else end].rstrip()
    edit = Edit(start, end + len(remark), quoted(text[start:end] + remark))
    surely = not remark[2:].startswith(" ")
    return corrected(fault(faults.hash_cuts_a_value, mark, seen=remark.strip()[:40]), edit, safe=surely)


def _path(written: str, start: int, mark: Mark) -> Problem:
    edit = Edit(start, start + len(written), quoted(written[1:-1]))
    return corrected(fault(faults.backslash_in_quotes, mark, seen=written[:60]), edit, safe=True)


def _mark(node: Any, name: str) -> Mark:
    return Mark(name, node.start_mark.line + 1, node.start_mark.column + 1)
