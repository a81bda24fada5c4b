"""Values of the model as something that can be compared, whatever the look of the YAML.

References are what they name, under the name it has in the new handbook; lists of references have no order; a default
that is written out equals one that is not.
"""

from collections.abc import Mapping
from types import NoneType
from typing import Any, NamedTuple

from ..book import Book
from ..model.base import Node, Text
from ..model.kinds import WORD_OF
from ..model.shape import refers_of, shape_of

Names = Mapping[tuple[str, str], str]
PLAIN = frozenset((str, int, bool, NoneType))
SKIPPED = frozenset(("id", "aliases"))


class View(NamedTuple):
    """A handbook, and under which keys its things stand in the new one where they were renamed."""

    book: Book
    names: Names

    def target(self, kinds: tuple[str, ...], reference: str, near: Node) -> Any:
        """What a reference names: kind and key, or the reference itself where it names nothing."""
        found = self.book.find_any(kinds, reference, near)
        return reference if found is None else self.key(found)

    def key(self, node: Node) -> tuple[str, str]:
        """The kind and the key of a thing, as it stands in the new handbook."""
        word, key = WORD_OF[type(node)], self.book.key[node]
        return word, self.names.get((word, key), key)

    def value(self, value: Any, near: Node, kinds: tuple[str, ...] = ()) -> Any:
        """A field's value in a form that equals another one's if they mean the same."""
        if type(value) in PLAIN:
            return self.target(kinds, value, near) if kinds and isinstance(value, str) else value
        if isinstance(value, Text):
            return frozenset(value.said.items())
        if isinstance(value, Node):
            return self.node(value, near)
        if isinstance(value, tuple):
            members = [self.value(each, near, kinds) for each in value]
            return frozenset(members) if kinds else tuple(members)
        if isinstance(value, Mapping):
            return frozenset((key, self.value(each, near, kinds)) for key, each in value.items())
        return self.target(kinds, value, near) if kinds and isinstance(value, str) else value

    def node(self, node: Node, near: Node, skipped: frozenset[str] = frozenset()) -> Any:
        """An object's fields, without its place; what has a key of its own stands for itself."""
        if node is not near and node in self.book.key:
            return self.key(node)
        kinds = kinds_of(type(node))
        fields = [
            (shape.attribute, self.value(getattr(node, shape.attribute), near, kinds.get(shape.attribute, ())))
            for shape in shape_of(type(node))
            if shape.attribute not in skipped
        ]
        return type(node).__name__, tuple(fields)

    def content(self, node: Node) -> Any:
        """What a thing says, whatever it is called by."""
        return self.node(node, node, SKIPPED)


def kinds_of(model: type[Node]) -> dict[str, tuple[str, ...]]:
    """The attributes of a class that hold references, and to which kinds."""
    known = _KINDS.get(model)
    if known is None:
        known = _KINDS[model] = {entry.attribute: entry.kinds for entry in refers_of(model) if entry.kinds}
    return known


_KINDS: dict[type[Node], dict[str, tuple[str, ...]]] = {}
