"""What one file gave: its objects' faults, each noted at its place in words that name the field."""

from typing import Any, Final

from yaml.nodes import MappingNode, Node, ScalarNode

from . import shape_faults as faults
from .hints import nearest, one_of
from .model.base import Model
from .model.kinds import KINDS, WORD_OF
from .model.shape import FieldShape
from .problem import Kind, Mark, Problem, fault
from .scalars import Wanted

INVALID: Final = object()


class Binding:
    """What one file gave: its problems, and which of its mappings are faulty.

    Rules keep silent about a faulty mapping, so that one slip gives one message.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.faulty: set[Mark] = set()

    def mark(self, node: Node) -> Mark:
        """Where a node begins."""
        start = node.start_mark
        return Mark(self.path, start.line + 1, start.column + 1)

    def note(self, kind: Kind[..., Any], node: Node, **values: object) -> object:
        """Notes a fault at a node and gives INVALID."""
        self.problems.append(fault(kind, self.mark(node), **values))
        return INVALID


def not_wanted(node: ScalarNode, key: str, binding: Binding, wanted: Wanted) -> object:
    """A scalar that is not what its field asks for."""
    english, chinese, example = wanted
    hint, hint_zh = f"Write {example}.", f"写成 {example}。"
    guess = nearest(node.value, example.split(", ")) if ", " in example else None
    if guess:
        hint, hint_zh = f"Did you mean {guess}? Possible are: {example}.", f"是不是“{guess}”？可以写：{example}。"
    elif ", " in example:
        hint, hint_zh = f"Write one of: {example}.", f"可以写：{example}。"
    shown = node.value if len(node.value) <= 40 else node.value[:39] + "…"
    return binding.note(
        faults.wrong_value, node, value=shown, key=key, wanted=english, wanted_zh=chinese, hint=hint, hint_zh=hint_zh
    )


def misshapen(node: Node, key: str, binding: Binding, wanted: Wanted) -> object:
    """A node of another shape than its field has."""
    got = ("a mapping", "一组键值") if isinstance(node, MappingNode) else ("a list", "列表")
    if isinstance(node, ScalarNode):
        got = ("a single value", "单个值")
    english, chinese, example = wanted
    return binding.note(
        faults.wrong_shape,
        node,
        key=key,
        wanted=english,
        wanted_zh=chinese,
        got=got[0],
        got_zh=got[1],
        example=f"{key}: {example}",
    )


def empty(node: Node, key: str, binding: Binding) -> object:
    """A value that is there but says nothing."""
    return binding.note(faults.empty_value, node, key=key)


def called(model: type[Model], key: str) -> str:
    """What an object is called in messages: its kind, or the key it stands under."""
    return WORD_OF.get(model, key)


def _chinese(word: str) -> str:
    return KINDS[word].zh if word in KINDS else f"“{word}”"


def unknown(name: Node, key: str, known: tuple[str, ...], binding: Binding, what: str) -> object:
    """A key that nobody reads, with the nearest known one."""
    shown = str(name.value) if isinstance(name, ScalarNode) else "…"
    guess = nearest(shown, known)
    choices = one_of(known)
    return binding.note(
        faults.unknown_key,
        name,
        key=shown,
        what=what if what in KINDS else f"'{key}'",
        what_zh=_chinese(what),
        hint=f"Did you mean '{guess}'?" if guess else f"Possible are: {choices}.",
        hint_zh=f"是不是“{guess}”？" if guess else f"可以写：{choices}。",
    )


def twice(name: Node, mapping: MappingNode, binding: Binding) -> object:
    """A key that stands a second time."""
    first = next(other for other, _ in mapping.value if other.value == name.value)
    return binding.note(faults.duplicate_key, name, key=name.value, line=first.start_mark.line + 1)


def missing(node: Node, shape: FieldShape, model: type[Model], key: str, binding: Binding) -> None:
    """A key that an object cannot do without."""
    word = called(model, key)
    binding.note(
        faults.missing_key,
        node,
        key=shape.key,
        what=f"this {word}" if word in KINDS else f"'{word}'",
        what_zh=_chinese(word),
        about=shape.en,
        about_zh=shape.zh,
    )
