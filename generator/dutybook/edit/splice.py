"""Small changes to a text at the places of its nodes; everything else stays, to the last space."""

from typing import NamedTuple

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from ..model.base import Model
from .comments import span
from .scalars import plain_or_quoted
from .style import written_order


class Cut(NamedTuple):
    """What stands from one place of a text to another is replaced."""

    start: int
    end: int
    put: str


def spliced(text: str, cuts: list[Cut]) -> str:
    """The text with all cuts made. They must not overlap."""
    for cut in sorted(cuts, reverse=True):
        text = text[: cut.start] + cut.put + text[cut.end :]
    return text


def rewritten(node: ScalarNode, text: str, said: str) -> Cut:
    """Another word in the place of a scalar, in the quotation marks that were there."""
    start, end = span(node, text)
    mark = node.style if node.style in ("'", '"') else ""
    return Cut(start, end, f"{mark}{said}{mark}" if mark else plain_or_quoted(said, flow=True))


def value_of(node: MappingNode, key: str) -> Node | None:
    """The value under a key of a mapping."""
    return next((value for name, value in node.value if name.value == key), None)


def with_field(node: MappingNode, model: type[Model], text: str, key: str, said: str) -> Cut:
    """A field that the mapping does not have yet, at its place in the canonical order."""
    order = written_order(model)
    earlier = [pair for pair in node.value if order[pair[0].value] < order[key]]
    name, value = max(earlier, key=lambda pair: order[pair[0].value]) if earlier else node.value[0]
    end = max(end_of(value, text), end_of(name, text))
    if node.flow_style:
        return Cut(end, end, f", {key}: {said}")
    line = _line_end(text, end)
    return Cut(line, line, f"\n{' ' * node.start_mark.column}{key}: {said}")


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def end_of(node: Node, text: str) -> int:
    """Where the last thing that belongs to a node ends."""
    if not isinstance(node, CollectionNode) or node.flow_style or not node.value:
        return span(node, text)[1]
    last = node.value[-1]
    return end_of(last[1], text) if isinstance(last, tuple) else end_of(last, text)


def with_alias(node: MappingNode, model: type[Model], text: str, old: str, new: str) -> Cut:
    """The old id among the aliases of a thing; the new one, where it was one of them, no more."""
    value = value_of(node, "aliases")
    if value is None:
        return with_field(node, model, text, "aliases", f"[{old}]")
    if isinstance(value, SequenceNode) and not value.flow_style:
        end = _line_end(text, end_of(value, text))
        return Cut(end, end, f"\n{' ' * value.start_mark.column}- {old}")
    known = [each.value for each in value.value] if isinstance(value, SequenceNode) else [value.value]
    names = [plain_or_quoted(each, flow=True) for each in (*known, old) if each != new]
    return Cut(*span(value, text), f"[{', '.join(dict.fromkeys(names))}]")
