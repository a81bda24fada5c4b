"""What `dutybook explain` says of a field, by the name that stands in the files: handed-to, when, id."""

from collections.abc import Iterator
from typing import Any

from ..fields.homes import holder_of, home_of, homes
from ..fields.uses import Uses, uses
from ..model.base import Model
from ..model.shape import FieldShape, shape_of
from ..views.field_types import allowed, class_title


def keys() -> set[str]:
    """Every name that a field has anywhere."""
    return {shape.key for _, shape in _fields()}


def told(key: str, words: Any, language: str) -> str:
    """What the field means in each kind of thing that has it; what several share is said once."""
    return "\n".join(_block(model, shape, words, language) for model, shape in _fields() if shape.key == key)


def _fields() -> Iterator[tuple[type[Model], FieldShape]]:
    for home in homes():
        for model in home.classes:
            yield from ((model, shape) for shape in shape_of(model) if holder_of(model, shape.attribute) is model)


def _block(model: type[Model], shape: FieldShape, words: Any, language: str) -> str:
    said, colon = words["reference"], words["colon"]
    file = said["file"].get(home_of(model), "")
    need = said["need"]["yes" if shape.needed else "gap" if shape.gap else "no"]
    lines = [f"{class_title(model, words, language)} · {shape.key} ({need})", f"  {getattr(shape, language)}"]
    possible = allowed(shape.type)
    if possible:
        lines.append(f"  {said['line']['words']}{colon}" + ", ".join(_meant(each, words) for each in possible))
    rules = uses().get(f"{model.__name__}.{shape.key}", Uses()).rules
    if rules:
        lines.append(f"  {said['line']['rules']}{colon}{' '.join(rules)}")
    return "\n".join([*lines, f"  {said['stands-in']}{colon}{file}", ""])


def _meant(word: str, words: Any) -> str:
    means = words["choice"][word]
    return word if means in (word, word.replace("-", " ")) else f"{word} ({means})"
