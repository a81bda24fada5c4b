"""The comments and blank lines of a YAML text: what a parser drops, and a formatter has to keep."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode

CANDIDATE = re.compile(r"(?:^|(?<=[ \t\n\r]))#[^\n]*", re.MULTILINE)
SCHEMA_LINE = re.compile(r"#\s*yaml-language-server:.*")


class Comment(NamedTuple):
    """A comment, or a blank line (without text): where it begins, and whether its line holds nothing else."""

    start: int
    column: int
    text: str
    alone: bool


def span(node: Node, text: str) -> tuple[int, int]:
    """Where a scalar begins and ends in the text; the lines that follow a block are not its own."""
    mark: Any = node.start_mark
    end: Any = node.end_mark
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return mark.index, mark.index + len(text[mark.index : end.index].rstrip())
    return mark.index, end.index


def scalars_in(root: Node) -> Iterator[ScalarNode]:
    """Every scalar of a tree in the order of the text, keys too."""
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, ScalarNode):
            yield node
        elif isinstance(node, MappingNode):
            todo.extend(each for pair in reversed(node.value) for each in reversed(pair))
        else:
            todo.extend(reversed(node.value))


def comments_of(text: str, root: Node) -> list[Comment]:
    """The comments and blank lines in order. The line that names a file's schema is none of them."""
    spans = [_outside_header(node, text) for node in scalars_in(root)]
    starts = [start for start, _ in spans]

    def is_free(at: int) -> bool:
        place = bisect_right(starts, at) - 1
        return place < 0 or at >= spans[place][1]

    found = []
    for match in CANDIDATE.finditer(text):
        if is_free(match.start()) and not SCHEMA_LINE.fullmatch(match[0].rstrip()):
            line = text.rfind("\n", 0, match.start()) + 1
            alone = not text[line : match.start()].strip()
            found.append(Comment(match.start(), match.start() - line, match[0].rstrip(), alone))
    if re.search(r"\n[ \t\r]*\n", text):
        blanks = (match.start() + 1 for match in re.finditer(r"\n(?=[ \t\r]*\n)", text))
        found += [Comment(start, 0, "", True) for start in blanks if is_free(start)]
    return sorted(found)


def _outside_header(node: ScalarNode, text: str) -> tuple[int, int]:
    """As span; what stands behind the sign of a block, which can only be a comment, is outside of it."""
    start, end = span(node, text)
    if node.style in ("|", ">"):
        start = min(text.find("\n", start, end) + 1 or end, end)
    return start, end
