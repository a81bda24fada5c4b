"""A file as pieces that can be written anew: entries in canonical order, each with its comments."""

from collections.abc import Iterator
from typing import Any, get_args

from yaml.nodes import MappingNode, Node, ScalarNode

from ..model.base import Model, Text
from ..model.shape import is_model
from .comments import Comment, span
from .scalars import block_lines, is_always_quoted, meant, plain_or_quoted
from .style import may_be_on_one_line, order_of
from .typed import is_table, settled, types_of


class Piece:
    """A value: a scalar with its spellings, or a collection with its entries."""

    def __init__(self, node: Node, text: str) -> None:
        self.node = node
        self.start, self.end = span(node, text)
        self.is_mapping = isinstance(node, MappingNode)
        self.is_scalar = isinstance(node, ScalarNode)
        self.was_flow = bool(getattr(node, "flow_style", False))
        self.column: int = node.start_mark.column
        self.entries: list[Entry] = []
        self.order: dict[str, int] = {}
        self.top: list[str] = []  # above everything: of the root only
        self.after: list[str] = []
        self.may_be_on_one_line = True
        self.in_flow = ""
        self.in_block = ""
        self.lines: list[str] | None = None


class Entry:
    """A key with its value, or an item of a list (without key), and the comments that belong to it."""

    def __init__(self, start: int, key: str, value: Piece, holder: Piece) -> None:
        self.start = start
        self.key = key
        self.value = value
        self.holder = holder
        self.before: list[str] = []
        self.beside = ""


def pieces(root: Node, model: type[Model], text: str, comments: list[Comment]) -> Piece:
    """The pieces of a file in canonical order, comments attached."""
    found = _Making(text).piece(root, model, "", None, in_list=False)
    if comments:
        from .attach import attach

        attach(found, comments)
    arrange(found)
    return found


class _Making:
    """Makes pieces of nodes, in the order of the text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def piece(self, node: Node, type_: Any, key: str, holder: type[Model] | None, *, in_list: bool) -> Piece:
        """The piece of a node that is read as a type. `holder` is the class whose field `key` it is."""
        type_ = settled(node, type_)
        made = Piece(node, self.text)
        if isinstance(node, ScalarNode):
            _spell(made, node, type_, is_text=False)
            return made
        made.may_be_on_one_line = may_be_on_one_line(node, type_, key, in_list=in_list)
        if made.is_mapping:
            self._fill_mapping(made, type_, holder)
        else:
            element = get_args(type_)[0]
            for child in node.value:
                value = self.piece(child, element, key, holder, in_list=True)
                made.entries.append(Entry(self._dash(made, value), "", value, made))
        return made

    def _fill_mapping(self, made: Piece, type_: Any, holder: type[Model] | None) -> None:
        types = types_of(type_) if is_model(type_) else {}
        for name, node in made.node.value:
            if type_ is Text:
                value = Piece(node, self.text)
                _spell(value, node, str, is_text=True)
            else:
                inner = get_args(type_)[1] if is_table(type_) else types[name.value]
                value = self.piece(node, inner, name.value, type_ if is_model(type_) else None, in_list=False)
            key = plain_or_quoted(name.value, flow=True)
            made.entries.append(Entry(name.start_mark.index, key, value, made))
        order = order_of(type_, holder)
        # What is no key of the class (`reason`, the reason for everything) stands last.
        made.order = {entry.key: order.get(entry.key, len(order)) for entry in made.entries}

    def _dash(self, holder: Piece, value: Piece) -> int:
        """Where the dash of an item stands; its value may begin on a later line."""
        if holder.was_flow:
            return value.start
        end = value.start
        while True:
            line = self.text.rfind("\n", 0, end) + 1
            before = self.text[line : line + holder.column]
            if self.text[line + holder.column : line + holder.column + 1] == "-" and not before.strip(" -?"):
                return line + holder.column
            if line == 0:
                return value.start
            end = line - 1


def _spell(made: Piece, node: ScalarNode, type_: Any, *, is_text: bool) -> None:
    said, bare = meant(node, type_, is_text=is_text)
    quote = is_always_quoted(type_)
    made.lines = block_lines(said)
    made.in_flow = said if bare else plain_or_quoted(said, flow=True, quote=quote)
    made.in_block = said if bare else plain_or_quoted(said, flow=False, quote=quote)


def arrange(piece: Piece) -> None:
    """Sorts the keys of every mapping; what then stands above the first key of a list's item goes above its dash."""
    if piece.is_mapping:
        order = piece.order
        piece.entries.sort(key=lambda entry: (order[entry.key], entry.key))
    for entry in piece.entries:
        arrange(entry.value)
        if not entry.key and entry.value.entries:
            first = entry.value.entries[0]
            entry.before += filter(None, first.before)
            first.before = []


def entries_of(piece: Piece) -> Iterator[Entry]:
    """Every entry of a tree in the order of the text."""
    for entry in piece.entries:
        yield entry
        yield from entries_of(entry.value)
