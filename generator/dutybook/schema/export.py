"""The JSON Schema (draft 2020-12) of the whole handbook as plain values, out of the models: docs/export.md.

It says what views/export_model.py writes, which is narrower than what the YAML may say: no shorthands, references in full.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_args, get_origin

from ..model.base import IdForm, Model, Originated, RefTo, Text
from ..model.form import Cell
from ..model.kinds import KINDS, WORD_OF
from ..model.shape import alternatives, annotation, is_model, shape_of
from ..model.time import Clock, MonthDay
from .classes import called
from .types import Schema

NAME = "dutybook-export-1.json"
SCALARS: dict[Any, Schema] = {
    str: {"type": "string"},
    Cell: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Clock: {"type": "string", "pattern": "^([01]?[0-9]|2[0-3]):[0-5][0-9]$|^24:00$"},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    MonthDay: {"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"},
}
KEY: Schema = {"type": "string", "description": "the key of a thing: unit/id, or the id of what belongs to no unit"}
# What a thing says besides its fields.
BESIDE: Mapping[str, Schema] = {
    "key": KEY,
    "unit": {"type": "string", "description": "the unit that it belongs to"},
    "part-of": KEY | {"description": "the standard, source or glossary that holds it"},
    "file": {"type": "string", "description": "the file that it stands in, from the folder that holds handbook/"},
    "inherited": {
        "type": "array", "items": {"type": "string"}, "description": "fields that it has from its standard or unit",
    },
}  # fmt: skip


def export_schema(number: int, lists: Mapping[str, str]) -> Schema:
    """The schema of an export. `lists` are the names of its lists and the kind of thing in each."""
    found = {name: {"type": "array", "items": _reference(KINDS[word].model)} for name, word in lists.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": NAME,
        "title": "dutybook export",
        "description": "A whole handbook: every thing with its fields, defaults written out, references as keys.",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "export": {"const": number, "description": "the version of this format"},
            "languages": {"type": "array", "items": {"type": "string"}},
            "handbook": _reference(KINDS["settings"].model),
            **found,
            "definitions": {"type": "array", "items": DEFINITION},
        },
        "required": ["export", "languages", "handbook", "definitions"],
        "additionalProperties": False,
        "$defs": _classes(),
    }


DEFINITION: Schema = {
    "type": "object",
    "description": "a checklist as it is printed and run; its fingerprint covers all of it but the fingerprint itself",
    "properties": {"fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"}, "checklist": KEY},
    "required": ["fingerprint", "checklist", "pauses"],
}


def _classes() -> dict[str, Schema]:
    """The schema of every class, by its name."""
    found: dict[str, Schema] = {"Text": _text()}
    todo: list[Any] = [kind.model for kind in KINDS.values()]
    while todo:
        model = todo.pop()
        if model.__name__ not in found:
            found[model.__name__] = _class(model)
            todo += [each for shape in shape_of(model) for each in _models(shape.type)]
    return dict(sorted(found.items()))


def _models(type_: Any) -> list[type[Model]]:
    if is_model(type_):
        return [type_]
    return [each for inner in get_args(type_) for each in _models(inner)]


def _text() -> Schema:
    return {
        "type": "object",
        "description": "what readers see, by language",
        "additionalProperties": {"type": "string"},
        "minProperties": 1,
    }


def _class(model: type[Model]) -> Schema:
    shapes = shape_of(model)
    word = WORD_OF.get(model)
    fields = {shape.key: {"description": shape.en, **_field(model, shape)} for shape in shapes}
    beside = {} if word is None else {name: each for name, each in BESIDE.items() if name not in fields}
    return {
        "title": called(model)[0],
        "type": "object",
        "properties": {**beside, **fields},
        # A list that must be written may be empty all the same, and then it is left out.
        "required": [shape.key for shape in shapes if shape.needed and get_origin(shape.type) is not tuple],
        "additionalProperties": False,
    }


def _field(model: type[Model], shape: Any) -> Schema:
    if shape.attribute == "assumed" and issubclass(model, Originated):
        return {"type": "object", "additionalProperties": {"anyOf": [{"$ref": "#/$defs/Text"}, KEY]}}
    return _type(shape.type)


def _type(type_: Any) -> Schema:
    options = [_one(option) for option in alternatives(type_)]
    unique = [option for place, option in enumerate(options) if option not in options[:place]]
    return unique[0] if len(unique) == 1 else {"anyOf": unique}


def _one(type_: Any) -> Schema:
    origin = get_origin(type_)
    if origin is tuple:
        return {"type": "array", "items": _type(get_args(type_)[0])}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _type(get_args(type_)[1])}
    if origin is Literal:
        return {"enum": list(get_args(type_))}
    if origin is Annotated:
        form = annotation(type_, IdForm)
        return {"type": "string", "pattern": f"^{form.pattern}$"} if form is not None else _names(type_)
    if is_model(type_) or type_ is Text:
        return KEY if "id" in getattr(type_, "fields", {}) and type_ in WORD_OF else _reference(type_)
    return SCALARS[type_]


def _names(type_: Any) -> Schema:
    kinds = " or ".join(annotation(type_, RefTo).kinds)
    return KEY | {"description": f"the key of a {kinds}"}


def _reference(model: type[Model] | type[Text]) -> Schema:
    return {"$ref": f"#/$defs/{model.__name__}"}
