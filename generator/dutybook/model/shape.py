"""Looks at the model classes: which fields they have, under which keys, and which of them refer.

Binding, the walk over references, the schema for editors and the field reference all read the
classes through here, so the classes stay the single definition.
"""

from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from .base import MISSING, IdForm, Model, RefTo

T = TypeVar("T")


def once(function: Callable[[Any], T]) -> Callable[[Any], T]:
    """Computes a function of a type once per type."""
    return cache(function)


class FieldShape(NamedTuple):
    """A field as the YAML writes it: key, attribute, type, and whether binding needs it."""

    key: str
    attribute: str
    type: Any
    needed: bool
    gap: bool
    zh: str
    en: str


class Refers(NamedTuple):
    """A field that holds references (`kinds`) or objects that may hold some (`kinds` empty)."""

    key: str
    attribute: str
    kinds: tuple[str, ...]


@cache
def key_of(attribute: str) -> str:
    """The YAML key of an attribute: `handed_to` → `handed-to`, `from_` → `from`."""
    return attribute.rstrip("_").replace("_", "-")


@once
def shape_of(model: type[Model]) -> tuple[FieldShape, ...]:
    """The fields of a model class that the YAML may write, in order: the class's own fields first."""
    return tuple(
        FieldShape(key_of(name), name, type_, field.default is MISSING, field.required, field.zh, field.en)
        for name, (type_, field) in model.fields.items()
    )


@once
def discriminators(model: type[Model]) -> tuple[str, ...]:
    """The keys that tell a class of a union from the others: its first field, or any when all are optional."""
    shapes = shape_of(model)
    return (shapes[0].key,) if any(shape.needed for shape in shapes) else tuple(shape.key for shape in shapes)


@once
def refers_of(model: type[Model]) -> tuple[Refers, ...]:
    """The fields of a class that hold references, or objects in which references may stand."""
    return tuple(
        Refers(shape.key, shape.attribute, kinds)
        for shape in shape_of(model)
        if (kinds := _kinds(shape.type)) or _holds_objects(shape.type)
    )


def alternatives(type_: Any) -> tuple[Any, ...]:
    """The members of a union without None; a type that is no union stands alone."""
    if get_origin(type_) in (Union, UnionType):
        return tuple(member for member in get_args(type_) if member is not NoneType)
    return (type_,)


def annotation(type_: Any, wanted: type) -> Any:
    """The first note of a class among a type's annotations, or None."""
    if get_origin(type_) is Annotated:
        return next((note for note in get_args(type_)[1:] if isinstance(note, wanted)), None)
    return None


@once
def _kinds(type_: Any) -> tuple[str, ...]:
    note = annotation(type_, RefTo)
    if note is not None:
        return note.kinds  # type: ignore[no-any-return]
    inner = get_args(type_) if get_origin(type_) is not Annotated else ()
    return next((kinds for member in inner if (kinds := _kinds(member))), ())


def is_model(type_: Any) -> bool:
    """Whether a type is one of the model's classes."""
    return isinstance(type_, type) and issubclass(type_, Model)


@once
def _holds_objects(type_: Any) -> bool:
    if is_model(type_):
        return True
    return any(_holds_objects(member) for member in get_args(type_) if annotation(type_, IdForm) is None)


def keys_within(model: type[Model]) -> set[str]:
    """The keys of a class and of every class that its fields may hold."""
    found: set[str] = set()
    seen: set[type[Model]] = set()
    todo = [model]
    while todo:
        each = todo.pop()
        if each not in seen:
            seen.add(each)
            found |= {shape.key for shape in shape_of(each)}
            todo += [inner for shape in shape_of(each) for inner in models_in(shape.type)]
    return found


def models_in(type_: Any) -> list[type[Model]]:
    """The classes that a type may hold, in the order in which it writes them."""
    if is_model(type_):
        return [type_]
    return [inner for member in get_args(type_) for inner in models_in(member)]
