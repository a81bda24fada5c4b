"""A file in the canonical style. What it means is the same before and after, or nothing is given."""

from collections.abc import Mapping
from typing import Any

from ..bind import bind
from ..load import load_bytes
from ..model.base import Model, Text
from ..problem import Problem
from .comments import comments_of
from .emit import emit
from .noted import noted
from .pieces import pieces


class MeaningChanged(AssertionError):
    """The formatter would have changed what a file says: a fault of this program. Nothing was written."""


def formatted(data: bytes, name: str, model: type[Model], schema: str = "") -> tuple[str | None, list[Problem]]:
    """The canonical text of a file that holds an object of `model`, or the problems for which it has none.

    `schema` is the address of the file's schema, for its first line; without it there is none.
    """
    value, problems = _read(data, name, model)
    if problems:
        return None, problems
    text = data.decode("utf-8")
    root, _ = load_bytes(data, name)
    assert root is not None
    line = f"# yaml-language-server: $schema={schema}" if schema else ""
    made = emit(pieces(root, model, text, comments_of(text, root)), line)
    again, faults = _read(made.encode(), name, model)
    if faults or not same(value, again):
        raise MeaningChanged(f"{name}: the formatted file would say something else")
    return made, []


def _read(data: bytes, name: str, model: type[Model]) -> tuple[Any, list[Problem]]:
    root, problems = load_bytes(data, name)
    if root is None:
        return None, problems
    value, binding = bind(root, model, name)
    return value, noted(binding)


def same(one: Any, other: Any) -> bool:
    """Whether two values of the model say the same; places do not count, nor the order of keys."""
    if isinstance(one, Text):
        return isinstance(other, Text) and one.said == other.said
    if isinstance(one, Model):
        mine, yours = ({k: v for k, v in vars(each).items() if k != "mark"} for each in (one, other))
        return (
            type(one) is type(other) and mine.keys() == yours.keys() and all(same(v, yours[k]) for k, v in mine.items())
        )
    if isinstance(one, tuple):
        return isinstance(other, tuple) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Mapping):
        return (
            isinstance(other, Mapping) and one.keys() == other.keys() and all(same(v, other[k]) for k, v in one.items())
        )
    return type(one) is type(other) and bool(one == other)
