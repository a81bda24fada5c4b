"""The schema of a type as the model's annotations write it: what binding accepts, no more and no less."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_args, get_origin

from ..model.base import IdForm, Model, RefTo, Text
from ..model.form import Cell
from ..model.shape import alternatives, annotation, is_model
from ..model.time import Clock, MonthDay
from ..scalars import FALSE, TRUE, scalar_of

Schema = dict[str, Any]
SOME_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
LONG_MONTHS, SHORT_MONTHS = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])", "(0[469]|11)-(0[1-9]|[12][0-9]|30)"
LEAP_YEARS = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
DAYS = f"({LONG_MONTHS}|{SHORT_MONTHS}|02-(0[1-9]|1[0-9]|2[0-8]))"
SCALARS: dict[Any, Schema] = {
    str: SOME_TEXT,
    Cell: {"type": ["string", "number", "boolean", "null"]},
    # Quotation marks never hurt, so each of these may come as a string too.
    int: {"type": ["integer", "string"], "pattern": "^[+-]?[0-9]{1,9}$", "minimum": -999999999, "maximum": 999999999},
    bool: {"type": ["boolean", "string"], "pattern": f"^({'|'.join(sorted(TRUE | FALSE))})$"},
    Clock: {"type": "string", "pattern": "^([01]?[0-9]|2[0-3]):[0-5][0-9]$|^24:00$"},
    date: {"type": "string", "pattern": f"^([0-9]{{4}}-{DAYS}|{LEAP_YEARS}-02-29)$"},
    MonthDay: {"type": "string", "pattern": f"^({DAYS}|02-29)$"},
}


def type_schema(type_: Any) -> Schema:
    """The schema of a type. Classes and ids are referred to: `#/definitions/Duty`, `ids.json#/definitions/role`."""
    options = [_schema(option) for option in alternatives(type_)]
    return _any_of(options)


def _schema(type_: Any) -> Schema:
    origin = get_origin(type_)
    if origin is tuple:
        element = get_args(type_)[0]
        many: Schema = {"type": "array", "items": type_schema(element)}
        # A list of one may be written without brackets; rows of a table may not.
        return many if get_origin(element) is tuple else _any_of([type_schema(element), many])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": type_schema(get_args(type_)[1])}
    if is_model(type_) or type_ is Text:
        return reference(type_)
    if origin is Literal:
        return {"enum": list(get_args(type_))}
    if origin is Annotated:
        return _annotated(type_)
    if type_ in (str, Cell):
        return SCALARS[type_]
    english, chinese, example = scalar_of(type_)("\0")
    return SCALARS[type_] | {"patternErrorMessage": f"{chinese} / {english}", "examples": [example.strip('"')]}


def _annotated(type_: Any) -> Schema:
    form = annotation(type_, IdForm)
    if form is not None:
        english, chinese, example = scalar_of(type_)("\0")
        said = {"patternErrorMessage": f"{chinese} / {english}", "examples": [example]}
        return {"type": "string", "pattern": f"^{form.pattern}$", **said}
    return ids_schema(annotation(type_, RefTo).kinds)


def ids_schema(kinds: tuple[str, ...]) -> Schema:
    """The schema of a reference to things of these kinds."""
    return _any_of([{"$ref": f"ids.json#/definitions/{kind}"} for kind in kinds])


def reference(model: type[Model] | type[Text]) -> Schema:
    """The schema of a class, which stands among the definitions."""
    return {"$ref": f"#/definitions/{model.__name__}"}


def _any_of(options: list[Schema]) -> Schema:
    flat = [each for option in options for each in (option["anyOf"] if option.keys() == {"anyOf"} else [option])]
    words = [word for option in flat if option.keys() == {"enum"} for word in option["enum"]]
    others = [option for option in flat if option.keys() != {"enum"}]
    flat = [*([{"enum": words}] if words else []), *others]
    return flat[0] if len(flat) == 1 else {"anyOf": flat}
