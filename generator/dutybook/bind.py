"""Nodes → model objects. Collects every fault of shape with its place; never stops at the first.

A reader takes a node and gives a value, or INVALID after it has noted the fault. Readers are made
once per type from the model classes' annotations, so a new field needs no line here.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args, get_origin

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from . import shape_faults as faults
from .binding import INVALID, Binding, called, empty, misshapen, missing, not_wanted, twice, unknown
from .model.base import Model, Text
from .model.form import Cell
from .model.kinds import WORD_OF
from .model.shape import alternatives, discriminators, is_model, once, shape_of
from .scalars import ANY_TEXT, ScalarReader, Wanted, any_of, scalar_of

LANGUAGES = ("zh", "en")
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
HAN = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018-\u201d\u2026"
FOLD = f"(?<=[{HAN}]) (?=[{HAN}])"


Reader = Callable[[Node, str, Binding], Any]


def bind(node: Node, model: type[Model], path: str) -> tuple[Any, Binding]:
    """The object of class `model` that a file's root node describes, or None, and what was noted."""
    binding = Binding(path)
    value = reader_of(model)(node, WORD_OF.get(model, ""), binding)
    return (None if value is INVALID else value), binding


@once
def reader_of(type_: Any) -> Reader:
    """The reader for a type as the model's annotations write it."""
    options = alternatives(type_)
    if len(options) > 1:
        return _union(options)
    type_ = options[0]
    origin = get_origin(type_)
    if origin is tuple:
        return _many(reader_of(get_args(type_)[0]), nested=get_origin(get_args(type_)[0]) is tuple)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping_of(reader_of(get_args(type_)[1]))
    if type_ is Text:
        return _text
    if is_model(type_):
        return _object(type_)
    return _scalar(scalar_of(type_))


def _scalar(read: ScalarReader) -> Reader:
    def reader(node: Node, key: str, binding: Binding) -> Any:
        if not isinstance(node, ScalarNode):
            wanted = read("\0")
            return misshapen(node, key, binding, wanted if isinstance(wanted, Wanted) else ANY_TEXT)
        written = node.value
        if written in NULLS and not node.style:
            return binding.note(faults.empty_value, node, key=key)
        value = read(written)
        return not_wanted(node, key, binding, value) if type(value) is Wanted else value

    return reader


def is_null(node: Node) -> bool:
    """Whether a node is an empty value: nothing, ~ or null, without quotation marks."""
    return isinstance(node, ScalarNode) and not node.style and node.value in NULLS


A_TEXT = Wanted(("a text in each language", "各语言的文字", "{zh: …, en: …}"))


def _text(node: Node, key: str, binding: Binding) -> Any:
    if type(node) is MappingNode and len(node.value) == 2:
        (first, one), (second, other) = node.value
        if first.value == "zh" and second.value == "en" and type(one) is type(other) is ScalarNode:
            chinese, english = _unfolded(one), _unfolded(other)
            if chinese and english:
                return Text({"zh": chinese, "en": english}, binding.mark(node))
    if is_null(node):
        return binding.note(faults.empty_value, node, key=key)
    if not isinstance(node, MappingNode):
        return misshapen(node, key, binding, A_TEXT)
    said: dict[str, str] = {}
    valid = True
    for name, value in node.value:
        language = name.value
        if language not in LANGUAGES:
            valid = unknown(name, key, LANGUAGES, binding, key) is not INVALID
        elif language in said:
            valid = twice(name, node, binding) is not INVALID
        elif not isinstance(value, ScalarNode):
            valid = misshapen(value, language, binding, ANY_TEXT) is not INVALID
        elif not value.value.strip():
            valid = binding.note(faults.empty_value, value, key=language) is not INVALID
        else:
            said[language] = _unfolded(value)
    return Text(said, binding.mark(node)) if valid and said else INVALID


def _unfolded(node: ScalarNode) -> str:
    """The text of a scalar; a line folded between two Han characters leaves no space."""
    text: str = node.value
    if " " in text and node.style != "|" and node.start_mark.line != node.end_mark.line:
        text = re.sub(FOLD, "", text)
    return text.strip()


def _many(read: Reader, *, nested: bool) -> Reader:
    def reader(node: Node, key: str, binding: Binding) -> Any:
        if is_null(node):
            return binding.note(faults.empty_value, node, key=key)
        if isinstance(node, SequenceNode):
            values = [read(child, key, binding) for child in node.value]
            return tuple(value for value in values if value is not INVALID)
        if nested:
            return misshapen(node, key, binding, A_TABLE)
        value = read(node, key, binding)
        return value if value is INVALID else (value,)

    return reader


A_TABLE = Wanted(("a list of rows", "若干行的列表", "[[…, …], […, …]]"))


def _mapping_of(read: Reader) -> Reader:
    def reader(node: Node, key: str, binding: Binding) -> Any:
        if is_null(node):
            return binding.note(faults.empty_value, node, key=key)
        if not isinstance(node, MappingNode):
            return misshapen(node, key, binding, A_MAPPING)
        found: dict[str, Any] = {}
        for name, value in node.value:
            if not isinstance(name, ScalarNode):
                misshapen(name, key, binding, A_KEY)
                continue
            if name.value in found:
                twice(name, node, binding)
                continue
            read_value = read(value, str(name.value), binding)
            if read_value is not INVALID:
                found[name.value] = read_value
        return found

    return reader


A_KEY = Wanted(("a field's name", "字段名", "{form: {zh: …, en: …}}"))
A_MAPPING = Wanted(("a field's name with a reason", "字段名加理由", "{form: {zh: …, en: …}}"))


def _union(options: tuple[Any, ...]) -> Reader:
    """Picks by the node: a mapping by its telling key, a scalar by the first type that takes it."""
    texts, may_be_empty = Text in options, Cell in options
    models = {key: option for option in options if is_model(option) for key in discriminators(option)}
    scalars = [scalar_of(option) for option in options if not is_model(option) and option is not Text]
    wanted = any_of([read("\0") for read in scalars])

    def reader(node: Node, key: str, binding: Binding) -> Any:
        if is_null(node) and not may_be_empty:
            return binding.note(faults.empty_value, node, key=key)
        if isinstance(node, MappingNode) and (models or texts):
            keys = [name.value for name, _ in node.value if isinstance(name, ScalarNode)]
            chosen = next((models[name] for name in keys if name in models), None)
            if chosen is not None:
                return reader_of(chosen)(node, key, binding)
            if texts:
                return _text(node, key, binding)
            first = node.value[0][0] if node.value else node
            return unknown(first, key, tuple(models), binding, key) if node.value else empty(node, key, binding)
        if isinstance(node, ScalarNode) and scalars:
            for read in scalars:
                value = read(node.value)
                if not isinstance(value, Wanted):
                    return value
            return not_wanted(node, key, binding, wanted)
        choices = [f"{{{name}: …}}" for name in models] + (["{zh: …, en: …}"] if texts else [])
        return misshapen(node, key, binding, Wanted(("a mapping", "一组键值", " / ".join(choices) or wanted[2])))

    return reader


def _object(model: type[Model]) -> Reader:
    shapes = {shape.key: (shape, reader_of(shape.type)) for shape in shape_of(model)}
    needed = tuple(shape for shape, _ in shapes.values() if shape.needed)
    known = tuple(shapes)

    def reader(node: Node, key: str, binding: Binding) -> Any:
        if is_null(node):
            return binding.note(faults.empty_value, node, key=key)
        if not isinstance(node, MappingNode):
            example = "{" + ", ".join(f"{shape.key}: …" for shape in needed[:3]) + "}"
            return misshapen(node, key, binding, Wanted(("a mapping", "一组键值", example)))
        values: dict[str, Any] = {}
        seen: set[str] = set()
        before = len(binding.problems)
        for name, value in node.value:
            entry = shapes.get(name.value) if type(name) is ScalarNode else None
            if entry is None:
                unknown(name, key, known, binding, called(model, key))
                continue
            if name.value in seen:
                twice(name, node, binding)
                continue
            seen.add(name.value)
            read_value = entry[1](value, name.value, binding)
            if read_value is not INVALID:
                values[entry[0].attribute] = read_value
        absent = [shape for shape in needed if shape.attribute not in values]
        for shape in absent:
            if shape.key not in seen:
                missing(node, shape, model, key, binding)
        mark = binding.mark(node)
        if len(binding.problems) > before:
            binding.faulty.add(mark)
        return INVALID if absent else model(mark=mark, **values)

    return reader


def unfolded(node: ScalarNode) -> str:
    """What a scalar of a text says, for who writes it anew."""
    return _unfolded(node)
