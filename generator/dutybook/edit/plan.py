"""What `dutybook new` asks for: the fields without which a thing is not complete, in the order in which people tell them."""

from collections.abc import Mapping
from typing import Any

from ..model.base import Entity, Model, Text
from ..model.shape import FieldShape, shape_of
from .style import written_order

KINDS_TO_MAKE = ("unit", "role", "duty", "standard", "form", "process", "checklist")
# Asked although the shape could do without.
ALSO = {
    "Unit": ("deadline-policy",),
    "DeadlinePolicy": ("counts-the-day", "missing-day", "day-off", "crossing"),
    "Role": ("kind",),
    "Standard": ("part", "purpose"),
    "Form": ("purpose",),
    "Process": ("owner", "steps"),
    "CheckedBy": ("how",),
    "Column": ("type",),
    "Every": ("at", "by"),
    "Count": ("for",),
    "Event": ("within",),
    "Pause": ("select",),
}
# Not asked although a rule may miss them: they are said to be not stated.
LEFT_OPEN = {"Step": ("limit",)}
LONG_PERIODS = ("week", "month", "quarter", "half-year", "year")


def asked(model: type[Model]) -> list[FieldShape]:
    """The fields of a class that are asked for. What it is called comes first, its id next."""
    also, left = ALSO.get(model.__name__, ()), LEFT_OPEN.get(model.__name__, ())
    order = written_order(model)
    shapes = sorted(shape_of(model), key=lambda shape: order[shape.key])
    found = [shape for shape in shapes if (shape.needed or shape.gap or shape.key in also) and shape.key not in left]
    name = next((shape for shape in found if shape.type is Text), None)
    if name is not None and any(shape.key == "id" for shape in found):
        found.remove(name)
        found.insert(0, name)
    return found


def is_asked(model: type[Model], key: str, said: Mapping[str, Any]) -> bool:
    """Whether a field makes sense beside what has been said."""
    if model.__name__ == "Every":
        is_long = said.get("every") in LONG_PERIODS
        return key == "every" or (key == "by") == is_long
    if model.__name__ == "Role" and key == "reports-to":
        return said.get("kind") not in ("external", "group", "department")
    return True


def needs_origin(model: type[Model]) -> bool:
    """Whether a thing says itself where it comes from; its parts are asked no more."""
    return issubclass(model, Entity)
