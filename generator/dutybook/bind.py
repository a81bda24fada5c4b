"""Nodes → model objects. Collects every fault of shape with its place; never stops at the first.

A reader takes a node and gives a value, or INVALID after it has noted the fault. Readers are made
once per type from the model classes' annotations, so a new field needs no line here.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from . import shape_faults as faults
from .hints import nearest, one_of
from .model.base import IdForm, Model, Text
from .model.form import Cell
from .model.kinds import KINDS, WORD_OF
from .model.shape import FieldShape, alternatives, annotation, discriminators, is_model, once, shape_of
from .model.time import Clock, MonthDay
from .problem import Kind, Mark, Problem, fault

INVALID: Final = object()
LANGUAGES = ("zh", "en")
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
TRUE = frozenset(("true", "True", "TRUE", "yes", "Yes", "是"))
FALSE = frozenset(("false", "False", "FALSE", "no", "No", "否"))
HAN = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018-\u201d\u2026"
FOLD = f"(?<=[{HAN}]) (?=[{HAN}])"


class Binding:
    """What one file gave: its problems, and which of its mappings are faulty.

    Rules keep silent about a faulty mapping, so that one slip gives one message.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.faulty: set[Mark] = set()

    def mark(self, node: Node) -> Mark:
        """Where a node begins."""
        start = node.start_mark
        return Mark(self.path, start.line + 1, start.column + 1)

    def note(self, kind: Kind[..., Any], node: Node, **values: object) -> object:
        """Notes a fault at a node and gives INVALID."""
        self.problems.append(fault(kind, self.mark(node), **values))
        return INVALID


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
    if origin is Literal:
        return _scalar(_literal(get_args(type_)))
    if origin is Annotated:
        note = annotation(type_, IdForm)
        return _scalar(_identifier(note)) if note else _scalar(_reference)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_of(reader_of(get_args(type_)[1]))
    if type_ is Text:
        return _text
    if is_model(type_):
        return _object(type_)
    return _scalar(SCALARS[type_])


# A scalar type reads a string: the value, or what was wanted instead.
class Wanted(tuple[str, str, str]):
    """What a scalar should have been: in English, in Chinese, and an example."""

    __slots__ = ()


ScalarReader = Callable[[str], Any]


def _scalar(read: ScalarReader) -> Reader:
    def reader(node: Node, key: str, binding: Binding) -> Any:
        if not isinstance(node, ScalarNode):
            wanted = read("\0")
            return _misshapen(node, key, binding, wanted if isinstance(wanted, Wanted) else ANY_TEXT)
        written = node.value
        if written in NULLS and not node.style:
            return binding.note(faults.empty_value, node, key=key)
        value = read(written)
        return _not_wanted(node, key, binding, value) if type(value) is Wanted else value

    reader.scalar = read  # type: ignore[attr-defined]
    return reader


def _not_wanted(node: ScalarNode, key: str, binding: Binding, wanted: Wanted) -> object:
    english, chinese, example = wanted
    hint, hint_zh = f"Write {example}.", f"写成 {example}。"
    guess = nearest(node.value, example.split(", ")) if ", " in example else None
    if guess:
        hint, hint_zh = f"Did you mean {guess}? Possible are: {example}.", f"是不是“{guess}”？可以写：{example}。"
    elif ", " in example:
        hint, hint_zh = f"Write one of: {example}.", f"可以写：{example}。"
    shown = node.value if len(node.value) <= 40 else node.value[:39] + "…"
    return binding.note(
        faults.wrong_value, node, value=shown, key=key, wanted=english, wanted_zh=chinese, hint=hint, hint_zh=hint_zh
    )


def _plain_text(value: str) -> Any:
    return value.strip() or ANY_TEXT


ANY_TEXT = Wanted(("a single value", "一个单独的值", '"…"'))


def _reference(value: str) -> Any:
    return ANY_ID if value == "\0" else value


ANY_ID = Wanted(("an id", "一个编号", "customer-manager"))


def _identifier(note: IdForm) -> ScalarReader:
    pattern = re.compile(note.pattern)
    example = note.says.split(": ")[1] if ": " in note.says else "visit-log"
    wanted = Wanted((f"an id ({note.says})", "合格的编号（小写字母、数字，用短横线连接）", example))
    return lambda value: value if pattern.fullmatch(value) else wanted


def _literal(words: tuple[str, ...]) -> ScalarReader:
    wanted = Wanted(("one of the possible words", "可用的词", ", ".join(words)))
    known = {word: word for word in words}
    return lambda value: known.get(value, wanted)


def _integer(value: str) -> Any:
    return int(value) if re.fullmatch(r"[+-]?[0-9]{1,9}", value) else A_NUMBER


A_NUMBER = Wanted(("a whole number", "整数", "12"))


def _boolean(value: str) -> Any:
    return True if value in TRUE else False if value in FALSE else A_BOOLEAN


A_BOOLEAN = Wanted(("true or false", "true或false", "true, false"))


def _clock(value: str) -> Any:
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", value)
    if found and ((int(found[1]) < 24 and int(found[2]) < 60) or value == "24:00"):
        return Clock(int(found[1]) * 60 + int(found[2]))
    return A_CLOCK


A_CLOCK = Wanted(("a time of day", "钟点", '"7:50"'))


def _date(value: str) -> Any:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return A_DATE
    return A_DATE


A_DATE = Wanted(("a date of the calendar", "日历上有的日期", "2026-11-01"))


def _month_day(value: str) -> Any:
    if re.fullmatch(r"[0-9]{2}-[0-9]{2}", value) and not isinstance(_date(f"2024-{value}"), Wanted):
        return MonthDay(value)
    return A_MONTH_DAY


A_MONTH_DAY = Wanted(("a day of the year", "年内的某一天", '"12-31"'))
SCALARS: dict[Any, ScalarReader] = {
    str: _plain_text,
    int: _integer,
    bool: _boolean,
    Clock: _clock,
    date: _date,
    MonthDay: _month_day,
    Cell: Cell,
}


def is_null(node: Node) -> bool:
    """Whether a node is an empty value: nothing, ~ or null, without quotation marks."""
    return isinstance(node, ScalarNode) and not node.style and node.value in NULLS


def _misshapen(node: Node, key: str, binding: Binding, wanted: Wanted) -> object:
    got = ("a mapping", "一组键值") if isinstance(node, MappingNode) else ("a list", "列表")
    if isinstance(node, ScalarNode):
        got = ("a single value", "单个值")
    english, chinese, example = wanted
    return binding.note(
        faults.wrong_shape,
        node,
        key=key,
        wanted=english,
        wanted_zh=chinese,
        got=got[0],
        got_zh=got[1],
        example=f"{key}: {example}",
    )


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
        return _misshapen(node, key, binding, A_TEXT)
    said: dict[str, str] = {}
    valid = True
    for name, value in node.value:
        language = name.value
        if language not in LANGUAGES:
            valid = _unknown(name, key, LANGUAGES, binding, key) is not INVALID
        elif language in said:
            valid = _twice(name, node, binding) is not INVALID
        elif not isinstance(value, ScalarNode):
            valid = _misshapen(value, language, binding, ANY_TEXT) is not INVALID
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
            return _misshapen(node, key, binding, A_TABLE)
        value = read(node, key, binding)
        return value if value is INVALID else (value,)

    return reader


A_TABLE = Wanted(("a list of rows", "若干行的列表", "[[…, …], […, …]]"))


def _mapping_of(read: Reader) -> Reader:
    def reader(node: Node, key: str, binding: Binding) -> Any:
        if is_null(node):
            return binding.note(faults.empty_value, node, key=key)
        if not isinstance(node, MappingNode):
            return _misshapen(node, key, binding, A_MAPPING)
        found: dict[str, Any] = {}
        for name, value in node.value:
            if name.value in found:
                _twice(name, node, binding)
                continue
            read_value = read(value, str(name.value), binding)
            if read_value is not INVALID:
                found[name.value] = read_value
        return found

    return reader


A_MAPPING = Wanted(("a field's name with a reason", "字段名加理由", "{form: {zh: …, en: …}}"))


def _union(options: tuple[Any, ...]) -> Reader:
    """Picks by the node: a mapping by its telling key, a scalar by the first type that takes it."""
    texts, empty = Text in options, Cell in options
    models = {key: option for option in options if is_model(option) for key in discriminators(option)}
    scalars = [reader_of(option).scalar for option in options if not is_model(option) and option is not Text]  # type: ignore[attr-defined]
    wanted = _all_wanted([read("\0") for read in scalars])

    def reader(node: Node, key: str, binding: Binding) -> Any:
        if is_null(node) and not empty:
            return binding.note(faults.empty_value, node, key=key)
        if isinstance(node, MappingNode) and (models or texts):
            keys = [name.value for name, _ in node.value]
            chosen = next((models[name] for name in keys if name in models), None)
            if chosen is not None:
                return reader_of(chosen)(node, key, binding)
            if texts:
                return _text(node, key, binding)
            first = node.value[0][0] if node.value else node
            return _unknown(first, key, tuple(models), binding, key) if node.value else _empty(node, key, binding)
        if isinstance(node, ScalarNode) and scalars:
            for read in scalars:
                value = read(node.value)
                if not isinstance(value, Wanted):
                    return value
            return _not_wanted(node, key, binding, wanted)
        choices = [f"{{{name}: …}}" for name in models] + (["{zh: …, en: …}"] if texts else [])
        return _misshapen(node, key, binding, Wanted(("a mapping", "一组键值", " / ".join(choices) or wanted[2])))

    reader.scalar = lambda value: next(  # type: ignore[attr-defined]
        (found for read in scalars if not isinstance(found := read(value), Wanted)), wanted
    )
    return reader


def _all_wanted(wanted: list[Any]) -> Wanted:
    parts = [part for part in wanted if isinstance(part, Wanted)]
    return Wanted(
        (
            " or ".join(dict.fromkeys(part[0] for part in parts)),
            "或".join(dict.fromkeys(part[1] for part in parts)),
            ", ".join(dict.fromkeys(part[2] for part in parts)),
        )
    )


def _empty(node: Node, key: str, binding: Binding) -> object:
    return binding.note(faults.empty_value, node, key=key)


def _object(model: type[Model]) -> Reader:
    shapes = {shape.key: (shape, reader_of(shape.type)) for shape in shape_of(model)}
    needed = tuple(shape for shape, _ in shapes.values() if shape.needed)
    known = tuple(shapes)

    def reader(node: Node, key: str, binding: Binding) -> Any:
        if is_null(node):
            return binding.note(faults.empty_value, node, key=key)
        if not isinstance(node, MappingNode):
            example = "{" + ", ".join(f"{shape.key}: …" for shape in needed[:3]) + "}"
            return _misshapen(node, key, binding, Wanted(("a mapping", "一组键值", example)))
        values: dict[str, Any] = {}
        seen: set[str] = set()
        before = len(binding.problems)
        for name, value in node.value:
            entry = shapes.get(name.value)
            if entry is None:
                _unknown(name, key, known, binding, _called(model, key))
                continue
            if name.value in seen:
                _twice(name, node, binding)
                continue
            seen.add(name.value)
            read_value = entry[1](value, name.value, binding)
            if read_value is not INVALID:
                values[entry[0].attribute] = read_value
        absent = [shape for shape in needed if shape.attribute not in values]
        for shape in absent:
            if shape.key not in seen:
                _missing(node, shape, model, key, binding)
        mark = binding.mark(node)
        if len(binding.problems) > before:
            binding.faulty.add(mark)
        return INVALID if absent else model(mark=mark, **values)

    return reader


def _called(model: type[Model], key: str) -> str:
    return WORD_OF.get(model, key)


def _chinese(word: str) -> str:
    return KINDS[word].zh if word in KINDS else f"“{word}”"


def _unknown(name: Node, key: str, known: tuple[str, ...], binding: Binding, what: str) -> object:
    shown = str(name.value) if isinstance(name, ScalarNode) else "…"
    guess = nearest(shown, known)
    choices = one_of(known)
    return binding.note(
        faults.unknown_key,
        name,
        key=shown,
        what=what if what in KINDS else f"'{key}'",
        what_zh=_chinese(what),
        hint=f"Did you mean '{guess}'?" if guess else f"Possible are: {choices}.",
        hint_zh=f"是不是“{guess}”？" if guess else f"可以写：{choices}。",
    )


def _twice(name: Node, mapping: MappingNode, binding: Binding) -> object:
    first = next(other for other, _ in mapping.value if other.value == name.value)
    return binding.note(faults.duplicate_key, name, key=name.value, line=first.start_mark.line + 1)


def _missing(node: Node, shape: FieldShape, model: type[Model], key: str, binding: Binding) -> None:
    word = _called(model, key)
    binding.note(
        faults.missing_key,
        node,
        key=shape.key,
        what=f"this {word}" if word in KINDS else f"'{word}'",
        what_zh=_chinese(word),
        about=shape.en,
        about_zh=shape.zh,
    )
