"""The nodes of a file that binds without faults, with the type that each is read as."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args, get_origin

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..model.base import Model, RefTo, Text
from ..model.shape import alternatives, annotation, discriminators, is_model, once, shape_of
from ..scalars import Wanted, scalar_of


def is_table(type_: Any) -> bool:
    """Whether a type is a mapping with keys of the writer's choice: `assumed`, `waived`."""
    origin = get_origin(type_)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def settled(node: Node, type_: Any) -> Any:
    """Of all that a type allows, what this node is read as: a class, Text, a list, a table or a scalar type."""
    options = alternatives(type_)
    if isinstance(node, SequenceNode):
        return next((option for option in options if get_origin(option) is tuple), options[0])
    # A list of one may be written without brackets.
    options = tuple(each for option in options for each in _single(option))
    if isinstance(node, MappingNode):
        if len(options) == 1:
            return options[0]
        models = {key: option for option in options if is_model(option) for key in discriminators(option)}
        return next((models[name.value] for name, _ in node.value if name.value in models), Text)
    return _scalar(node.value, options)


def _single(option: Any) -> tuple[Any, ...]:
    return alternatives(get_args(option)[0]) if get_origin(option) is tuple else (option,)


def _scalar(value: str, options: tuple[Any, ...]) -> Any:
    scalars = [each for each in options if not is_model(each) and each is not Text and not is_table(each)]
    return next((each for each in scalars if not isinstance(scalar_of(each)(value), Wanted)), str)


@once
def types_of(model: type[Model]) -> dict[str, Any]:
    """The type of each key of a class."""
    return {shape.key: shape.type for shape in shape_of(model)}


class Place(NamedTuple):
    """A scalar that names something else by id."""

    node: ScalarNode
    kinds: tuple[str, ...]
    key: str


class Thing(NamedTuple):
    """A mapping that was read as an object of a class."""

    node: MappingNode
    model: type[Model]


def walk(node: Node, type_: Any, key: str = "") -> Iterator[Place | Thing]:
    """Every object of a tree and every reference in it, in the order of the file."""
    type_ = settled(node, type_)
    if isinstance(node, MappingNode):
        if is_model(type_):
            yield Thing(node, type_)
            types = types_of(type_)
            for name, value in node.value:
                yield from walk(value, types[name.value], name.value)
        elif is_table(type_):
            for name, value in node.value:
                yield from walk(value, get_args(type_)[1], f"{key}.{name.value}")
    elif isinstance(node, SequenceNode):
        for child in node.value:
            yield from walk(child, get_args(type_)[0], key)
    elif isinstance(node, ScalarNode):
        note = annotation(type_, RefTo)
        if note is not None:
            yield Place(node, note.kinds, key)


def plain_of(node: Node) -> Any:
    """A tree as mappings, lists and strings."""
    if isinstance(node, MappingNode):
        return {name.value: plain_of(value) for name, value in node.value}
    if isinstance(node, SequenceNode):
        return [plain_of(child) for child in node.value]
    return node.value
