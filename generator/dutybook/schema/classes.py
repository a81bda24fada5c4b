"""The schemas of the model's classes: their fields with meanings in both languages, in the canonical order."""

import re
from collections.abc import Iterator
from typing import Any, get_args

from ..model.base import Entity, Model, Originated, Text
from ..model.checklist import Pause
from ..model.kinds import KINDS, WORD_OF
from ..model.shape import alternatives, is_model, shape_of
from .examples import EXAMPLES
from .names import NAMES
from .types import SOME_TEXT, Schema, ids_schema, reference, type_schema

LANGUAGE_NAMES = {"zh": "中文 / Chinese", "en": "英文 / English"}


def definitions() -> dict[str, Schema]:
    """The schema of every class that any file may hold, by the name of the class."""
    found: dict[str, Schema] = {"Text": text_schema()}
    todo: list[Any] = [kind.model for kind in KINDS.values()]
    while todo:
        model = todo.pop(0)
        if model.__name__ not in found:
            found[model.__name__] = class_schema(model)
            todo += [each for shape in shape_of(model) for each in _classes(shape.type)]
    return dict(sorted(found.items()))


def _classes(type_: Any) -> Iterator[type[Model]]:
    for option in alternatives(type_):
        if is_model(option):
            yield option
        for inner in get_args(option):
            yield from _classes(inner)


def text_schema() -> Schema:
    """The schema of a text that readers see."""
    said = {code: SOME_TEXT | {"title": name, "description": name} for code, name in LANGUAGE_NAMES.items()}
    return {
        "title": "文字 / text",
        "type": "object",
        "properties": said,
        "additionalProperties": False,
        "minProperties": 1,
        "defaultSnippets": [{"label": "{zh: …, en: …}", "body": {"zh": "$1", "en": "$2"}}],
        "examples": EXAMPLES["Text"],
    }


def class_schema(model: type[Model]) -> Schema:
    """The schema of a class."""
    shapes = shape_of(model)
    english, chinese = called(model)
    doc = " ".join((model.__doc__ or "").split("\n\n")[0].split())
    made: Schema = {
        "title": f"{chinese} / {english}",
        "description": f"{chinese}。\n\n{doc}",
        "type": "object",
        "properties": {shape.key: _field(model, shape) for shape in shapes},
        "required": [shape.key for shape in shapes if shape.needed],
        "additionalProperties": False,
    }
    if model.__name__ in EXAMPLES:
        made["examples"] = EXAMPLES[model.__name__]
    return made


def called(model: type[Model]) -> tuple[str, str]:
    """What a class is called in English and Chinese."""
    word = WORD_OF.get(model)
    if word:
        return word, KINDS[word].zh
    return re.sub(r"(?<!^)([A-Z])", r" \1", model.__name__).lower(), NAMES[model.__name__]


def _field(model: type[Model], shape: Any) -> Schema:
    if shape.attribute == "assumed" and issubclass(model, Originated):
        made = _assumed(model)
    elif shape.attribute == "not_stated" and issubclass(model, Originated):
        made = {"anyOf": [{"enum": own_keys(model)}, {"type": "array", "items": {"enum": own_keys(model)}}]}
    elif shape.attribute == "waived" and model is Pause:
        made = {"type": "object", "properties": dict.fromkeys(("order", "response"), reference(Text))}
    else:
        made = type_schema(shape.type)
    open_zh, open_en = (
        ("（必填，或列入 not-stated）", " (required, or listed under not-stated)") if shape.gap else ("", "")
    )
    return {"title": shape.key, "description": f"{shape.zh}{open_zh}\n\n{shape.en}{open_en}", **made}


def own_keys(model: type[Model]) -> list[str]:
    """The fields of which a thing may say that they are assumed, or not stated."""
    own = [shape.key for shape in shape_of(model) if shape.attribute not in Originated.fields]
    return [key for key in own if not (issubclass(model, Entity) and key == "id")]


def _assumed(model: type[Model]) -> Schema:
    reason = {"anyOf": [*_options(ids_schema(("assumption",))), reference(Text)]}
    fields = {"reason": reason | {"description": "整条都是假设的理由\n\nwhy all of it is assumed"}}
    fields |= {key: reason | {"description": f"“{key}”的理由\n\nwhy '{key}' is assumed"} for key in own_keys(model)}
    return {"type": "object", "properties": fields, "additionalProperties": False}


def _options(schema: Schema) -> list[Schema]:
    return list(schema.get("anyOf", [schema]))
