"""The canonical style: in which order the keys stand, and what stands on one line where it fits.

Everything follows from the data: two files that say the same look the same.
"""

from typing import Any, get_args, get_origin

from yaml.nodes import MappingNode, Node, SequenceNode

from ..bind import LANGUAGES
from ..model.base import Entity, Model, Originated, Text
from ..model.checklist import (
    Checklist,
    Choice,
    Condition,
    DueOn,
    ExitOf,
    Induction,
    OfClass,
    OfForm,
    OfOccasion,
    OfProcess,
    OfSchedule,
    OfStandard,
    PromptsOf,
    QuestionsOf,
    Range,
)
from ..model.form import Column
from ..model.organisation import Unit
from ..model.process import Branch, Limit, Process
from ..model.reading import Topic
from ..model.rollout import After
from ..model.shape import is_model, key_of, once, shape_of
from ..model.time import AfterEnd, As, Count, Each, Event, Every, NthWorkday, Span
from ..model.work import CheckedBy, Escalation, Standard, WorkingDay
from .typed import is_table

WIDTH = 120  # columns; a Chinese character takes two
# Small objects that read as a phrase. All others stand on lines of their own, a key a line.
COMPACT: frozenset[Any] = frozenset(
    (
        *(After, AfterEnd, As, Branch, CheckedBy, Choice, Column, Condition, Count, Each, Escalation, Event, Every),
        *(Limit, NthWorkday, Range, Span, WorkingDay, Text),
        *(DueOn, ExitOf, Induction, OfClass, OfForm, OfOccasion, OfProcess, OfSchedule, OfStandard, PromptsOf),
        QuestionsOf,
    )
)
# What follows after an object has said where it comes from: the long part of its file.
BODY: dict[type[Model], tuple[str, ...]] = {
    Checklist: ("pauses",),
    Process: ("steps",),
    Standard: ("duties",),
    Topic: ("sections",),
    Unit: ("parts", "deadline-policy", "defaults", "assumptions"),
}
# Lists of texts that read as a row; other texts stand on a line each.
ROWS = frozenset(("head", "choices"))


@once
def written_order(model: type[Model]) -> dict[str, int]:
    """The place of each key of a class: what it is, its own fields, where it comes from, its long part."""
    inherited = [key_of(name) for name in (Entity.fields if issubclass(model, Entity) else {})]
    origin = [key_of(name) for name in Originated.fields]
    own = [shape.key for shape in shape_of(model) if shape.key not in {*inherited, *origin}]
    keys = [key for key in inherited if key not in origin] + own
    body = BODY.get(model, ())
    keys = [key for key in keys if key not in body] + [key for key in origin if issubclass(model, Originated)]
    return {key: place for place, key in enumerate((*keys, *body))}


def order_of(type_: Any, holder: type[Model] | None) -> dict[str, int]:
    """The place of each key in a mapping; `holder` is the class whose field the mapping is."""
    if type_ is Text:
        return {language: place for place, language in enumerate(LANGUAGES)}
    if is_model(type_):
        return written_order(type_)
    return written_order(holder) if holder is not None else {}


def may_be_on_one_line(node: Node, type_: Any, key: str, *, in_list: bool) -> bool:
    """Whether the style wants a mapping or a list on one line, where it fits."""
    if isinstance(node, MappingNode):
        return type_ in COMPACT or is_table(type_) or not node.value
    element = get_args(type_)[0] if get_origin(type_) is tuple else None
    if isinstance(node, SequenceNode) and not node.value:
        return True
    if get_origin(element) is tuple:
        return False
    is_row = in_list or (key in ROWS and element is Text)
    return is_row or not any(isinstance(child, MappingNode) for child in node.value)
