"""A new thing as a file of its own, or as a duty at the end of its standard. Nothing that exists is written over."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

from yaml.nodes import MappingNode, SequenceNode

from ..model.base import Model, Originated, Text
from ..model.kinds import KINDS
from ..model.organisation import Unit
from ..model.process import Step
from ..model.shape import alternatives, discriminators, is_model, shape_of
from ..model.work import Standard
from ..problem import Problem
from ..schema.place import address_of
from .change import Change, File
from .format import formatted
from .plan import is_asked
from .splice import Cut, end_of, spliced, value_of, with_field

Data = dict[str, Any]


def place_of(word: str, unit: str, name: str) -> str:
    """The file of a thing that has one."""
    if word == "unit":
        return f"handbook/{name}/unit.yml"
    return (
        f"checklists/{unit}/{name}.yml" if word == "checklist" else f"handbook/{unit}/{KINDS[word].folder}/{name}.yml"
    )


def completed(data: Data, model: type[Model], origin: Mapping[str, Any] | None = None) -> Data:
    """The data with what is missing listed as not stated, in its parts too; steps take over where the whole comes from."""
    made: Data = {}
    own: Data = {key: data[key] for key in ("source", "assumed") if key in data} or dict(origin or {})
    for key, value in data.items():
        shape = next((shape for shape in shape_of(model) if shape.key == key), None)
        made[key] = value if shape is None else _completed(value, shape.type, own)
    if isinstance(made.get("source"), str):
        made["source"] = [made["source"]]
    if model is Unit and "owner" not in data and "defaults" not in data:
        # A new unit has no roles yet that could own its pages.
        made["defaults"] = {"not-stated": ["owner"]}
    if model is Step and not {"source", "assumed"} & made.keys():
        made |= own
    if issubclass(model, Originated):
        gaps = [
            shape.key
            for shape in shape_of(model)
            if shape.gap and shape.key not in data and is_asked(model, shape.key, data)
        ]
        stated = data.get("not-stated", [])
        named = [stated] if isinstance(stated, str) else list(stated)
        if gaps or named:
            made["not-stated"] = list(dict.fromkeys((*named, *gaps)))
    return made


def _completed(value: Any, type_: Any, origin: Mapping[str, Any]) -> Any:
    options = alternatives(type_)
    if isinstance(value, list) and get_origin(options[0]) is tuple:
        return [_completed(each, get_args(options[0])[0], origin) for each in value]
    if isinstance(value, dict):
        options = tuple(get_args(each)[0] if get_origin(each) is tuple else each for each in options)
        models = [each for each in options if is_model(each) and each is not Text]
        chosen = next((each for each in models if set(discriminators(each)) & value.keys()), None)
        return completed(value, models[0] if len(models) == 1 else chosen, origin) if models and chosen else value
    return value


def text_of(data: Data, model: type[Model], name: str) -> tuple[str, list[Problem]]:
    """The canonical text of a file with this data, or what is wrong with it."""
    # JSON is YAML; the formatter gives it the form that people write.
    text, problems = formatted(json.dumps(data, ensure_ascii=False).encode(), name, model, address_of(name, model))
    return text or "", problems


def answers_text(data: Data) -> str:
    """Answers as a file that `--answers` reads: a field a line."""
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items())


def with_duty(change: Change, file: File, data: Data) -> list[Problem]:
    """The standard's file with a duty at its end; what is wrong with the duty."""
    whole: Data = {"id": "x", "title": {"en": "x"}, "duties": [data]}
    text, problems = formatted(json.dumps(whole, ensure_ascii=False).encode(), file.name, Standard)
    if text is None:
        return problems
    lines = text[text.index("\nduties:\n") + len("\nduties:\n") :].rstrip("\n").split("\n")
    assert isinstance(file.root, MappingNode)
    change.texts[file.name] = _appended(file, file.root, lines, data)
    return []


def _appended(file: File, root: MappingNode, lines: list[str], data: Data) -> str:
    duties = value_of(root, "duties")
    if duties is None:
        cut = with_field(root, Standard, file.text, "duties", "\n" + "\n".join(lines))
        return spliced(file.text, [cut._replace(put=cut.put.replace("duties: \n", "duties:\n"))])
    if isinstance(duties, SequenceNode) and not duties.flow_style:
        end = file.text.find("\n", end_of(duties, file.text))
        end = len(file.text) if end < 0 else end
        shift = " " * duties.start_mark.column
        return spliced(file.text, [Cut(end, end, "".join(f"\n{shift}{line[2:]}" if line else "\n" for line in lines))])
    end = duties.end_mark.index
    put = (", " if duties.value else "") + json.dumps(data, ensure_ascii=False)
    text = spliced(file.text, [Cut(end - 1, end - 1, put)])
    return formatted(text.encode(), file.name, Standard)[0] or text


def standard_file(root: Path, standard: Standard) -> tuple[Change, File]:
    """The file in which a standard stands."""
    change = Change(root)
    return change, next(file for file in change.files() if file.name == standard.mark.path)


MODELS: dict[str, type[Model]] = {word: kind.model for word, kind in KINDS.items()}
