"""Nodes → model objects. Collects every fault of shape with its place; never stops at the first.

A reader takes a node and gives a value, or INVALID after it has noted the fault. Readers are made
once per type from the model classes' annotations, so a new field needs no line here.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args, get_origin

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from . import slip_faults
from .binding import INVALID, MOST, Binding, Enough, Reading, instead, short
from .keys import called, missing, misspelt, read_as, twice, unknown
from .load import load_text, too_deep
from .model.base import Model, Text
from .model.form import Cell
from .model.kinds import WORD_OF
from .model.shape import FieldShape, alternatives, discriminators, is_model, once, shape_of
from .quoting import quoted
from .scalars import ANY_TEXT, ScalarReader, Wanted, any_of, scalar_of
from .signs import COMMAS, DOUBLE, unwrapped
from .unfit import as_meant, empty, list_for_one, misshapen, text_without_languages

LANGUAGES = ("zh", "en")
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
HAN = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018-\u201d\u2026"
FOLD = f"(?<=[{HAN}]) (?=[{HAN}])"


Reader = Callable[[Node, str, Binding], Any]


def bind(node: Node, model: type[Model], path: str) -> tuple[Any, Binding]:
    """The object of class `model` that a file's root node describes, or None, and what was noted."""
    binding = Binding(path)
    try:
        value = reader_of(model)(node, WORD_OF.get(model, ""), binding)
    except Enough:
        value = INVALID
    return (None if value is INVALID else value), binding


def read_text(text: str, name: str, model: type[Model]) -> Reading:
    """A text as the object of class `model` that it describes."""
    node, problems = load_text(text, name)
    if node is None:
        return Reading(None, None, Binding(name), problems)
    return read_node(node, name, model)


def read_node(node: Node, name: str, model: type[Model]) -> Reading:
    """As read_text, for the tree of a text."""
    value, binding = bind(node, model, name)
    deep = too_deep(node, name) if binding.problems else None
    return Reading(node, value, binding, binding.problems if deep is None else [deep])


@once
def reader_of(type_: Any) -> Reader:
    """The reader for a type as the model's annotations write it."""
    options = alternatives(type_)
    if len(options) > 1:
        return _union(options)
    type_ = options[0]
    origin = get_origin(type_)
    if origin is tuple:
        inner = get_args(type_)[0]
        return _many(reader_of(inner), nested=get_origin(inner) is tuple, free=inner is str)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping_of(reader_of(get_args(type_)[1]))
    if type_ is Text:
        return _text
    if is_model(type_):
        return _object(type_)
    return _scalar(scalar_of(type_), free=type_ is str)


def _scalar(read: ScalarReader, *, free: bool) -> Reader:
    def reader(node: Node, key: str, binding: Binding) -> Any:
        if not isinstance(node, ScalarNode):
            if isinstance(node, SequenceNode):
                return list_for_one(node, key, binding)
            wanted = read("\0")
            return misshapen(node, key, binding, wanted if isinstance(wanted, Wanted) else ANY_TEXT)
        written = node.value
        if written in NULLS and not node.style:
            return empty(node, key, binding)
        value = read(written)
        if free and not written.isascii():
            return _free_text(node, written, binding)
        return as_meant(node, key, binding, [read]) if type(value) is Wanted else value

    return reader


def _free_text(node: ScalarNode, written: str, binding: Binding) -> str:
    """A text that is shown as it is; one that stands in curly quotation marks was to stand in straight ones."""
    inner = unwrapped(written)
    if inner is None:
        return written.strip()
    kind = slip_faults.curly_quotation_mark
    binding.slip(kind, node, instead(node, f'"{inner}"'), safe=True, sign=written.strip()[:1], seen=short(written))
    return inner


def is_null(node: Node) -> bool:
    """Whether a node is an empty value: nothing, ~ or null, without quotation marks."""
    return isinstance(node, ScalarNode) and not node.style and node.value in NULLS


# The other language, inside the wording of the first: its comma or colon is a full-width one.
SWALLOWED = re.compile("([，,、；;])\\s*(?:zh|en)\\s*[:：]")
A_TEXT = Wanted(("a text in each language", "各语言的文字", "{zh: …, en: …}"))


def _text(node: Node, key: str, binding: Binding) -> Any:
    if type(node) is MappingNode and len(node.value) == 2:
        (first, one), (second, other) = node.value
        if first.value == "zh" and second.value == "en" and type(one) is type(other) is ScalarNode:
            chinese, english = _unfolded(one), _unfolded(other)
            if chinese and english and not (len(english) < 5 and (is_null(one) or is_null(other))):
                if chinese[0] in DOUBLE and english[0] in DOUBLE and (bare := _unwrapped_pair(one, other, binding)):
                    chinese, english = bare
                return Text({"zh": chinese, "en": english}, binding.mark(node))
    if is_null(node):
        return empty(node, key, binding)
    if isinstance(node, ScalarNode):
        return text_without_languages(node, key, binding, A_TEXT)
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
        elif is_null(value) or not value.value.strip():
            valid = empty(value, language, binding) is not INVALID
        else:
            said[language] = _unfolded(value)
            if len(node.value) == 1 and (found := SWALLOWED.search(value.value)):
                kind = slip_faults.full_width_comma
                valid = binding.note(kind, value, sign=found[1], seen=short(value.value)) is not INVALID
    return Text(said, binding.mark(node)) if valid and said else INVALID


def _unwrapped_pair(one: ScalarNode, other: ScalarNode, binding: Binding) -> tuple[str, str] | None:
    """Both wordings without the curly quotation marks around all of them: surely meant to be straight ones."""
    chinese, english = (None if node.style else unwrapped(node.value) for node in (one, other))
    if chinese is None or english is None:
        return None
    edits = (instead(one, quoted(chinese)), instead(other, quoted(english)))
    kind = slip_faults.curly_quotation_mark
    binding.slip(kind, one, *edits, safe=True, sign=one.value[0], seen=short(one.value))
    return chinese, english


def _unfolded(node: ScalarNode) -> str:
    """The text of a scalar; a line folded between two Han characters leaves no space."""
    text: str = node.value
    if " " in text and node.style != "|" and node.start_mark.line != node.end_mark.line:
        text = re.sub(FOLD, "", text)
    return text.strip()


def _many(read: Reader, *, nested: bool, free: bool) -> Reader:
    def reader(node: Node, key: str, binding: Binding) -> Any:
        if is_null(node):
            return empty(node, key, binding)
        if isinstance(node, SequenceNode):
            if free and node.flow_style and _unparted(node, binding):
                return INVALID
            values = [read(child, key, binding) for child in node.value]
            return tuple(value for value in values if value is not INVALID)
        if nested:
            return misshapen(node, key, binding, A_TABLE)
        value = read(node, key, binding)
        return value if value is INVALID else (value,)

    return reader


def _unparted(node: SequenceNode, binding: Binding) -> bool:
    """Whether full-width commas stand between texts in brackets; notes them."""
    for child in node.value:
        if isinstance(child, ScalarNode) and not child.style and (found := COMMA.search(child.value)):
            binding.note(slip_faults.full_width_comma, child, sign=found[0], seen=short(child.value))
            return True
    return False


COMMA = re.compile(f"[{COMMAS}]")
A_TABLE = Wanted(("a list of rows", "若干行的列表", "[[…, …], […, …]]"))


def _mapping_of(read: Reader) -> Reader:
    def reader(node: Node, key: str, binding: Binding) -> Any:
        if is_null(node):
            return empty(node, key, binding)
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
            return empty(node, key, binding)
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
            return as_meant(node, key, binding, scalars)
        if isinstance(node, SequenceNode) and scalars and not models and not texts:
            return list_for_one(node, key, binding)
        choices = [f"{{{name}: …}}" for name in models] + (["{zh: …, en: …}"] if texts else [])
        return misshapen(node, key, binding, Wanted(("a mapping", "一组键值", " / ".join(choices) or wanted[2])))

    return reader


def _object(model: type[Model]) -> Reader:
    shapes = {shape.key: (shape, reader_of(shape.type)) for shape in shape_of(model)}
    needed = tuple(shape for shape, _ in shapes.values() if shape.needed)
    known = tuple(shapes)

    def misspelt_field(name: Node, value: Node, seen: set[str]) -> tuple[FieldShape, Reader] | None:
        """The free field that a misspelt key means, where its value fits that field."""
        meant = misspelt(name, [each for each in known if each not in seen])
        if meant is None:
            return None
        trial = Binding("")
        try:
            shapes[meant][1](value, meant, trial)
        except Enough:
            return None
        return None if trial.problems else shapes[meant]

    def settle(
        strange: list[tuple[Node, Node]], seen: set[str], values: dict[str, Any], key: str, binding: Binding
    ) -> list[Node]:
        """Reads misspelt keys as what they mean; gives the keys that mean nothing."""
        left = []
        for name, value in strange[:MOST]:
            entry = misspelt_field(name, value, seen)
            if entry is None:
                left.append(name)
                continue
            shape, read = entry
            read_as(name, shape.key, key, binding, called(model, key))
            seen.add(shape.key)
            values[shape.attribute] = read(value, shape.key, binding)
        return left

    def reader(node: Node, key: str, binding: Binding) -> Any:
        if type(node) is not MappingNode:
            if is_null(node):
                return empty(node, key, binding)
            example = "{" + ", ".join(f"{shape.key}: …" for shape in needed[:3]) + "}"
            return misshapen(node, key, binding, Wanted(("a mapping", "一组键值", example)))
        mark = binding.mark(node)
        values: dict[str, Any] = {"mark": mark}
        strange: list[tuple[Node, Node]] = []
        seen: set[str] = set()
        before = len(binding.problems)
        for name, value in node.value:
            entry = shapes.get(name.value) if type(name) is ScalarNode else None
            if entry is None:
                strange.append((name, value))
                continue
            if name.value in seen:
                twice(name, node, binding)
                continue
            seen.add(name.value)
            read_value = entry[1](value, name.value, binding)
            if read_value is not INVALID:
                values[entry[0].attribute] = read_value
        unknowns = settle(strange, seen, values, key, binding) if strange else []
        absent = [shape for shape in needed if shape.attribute not in values]
        lacking = [shape for shape in absent if shape.key not in seen]
        # One key that nobody knows and one that is missing: the one is the other.
        meant = lacking.pop() if len(unknowns) == len(lacking) == 1 else None
        for name in unknowns:
            unknown(name, key, known, binding, called(model, key), seen, meant)
        for shape in lacking:
            missing(node, shape, model, key, binding)
        if len(binding.problems) > before:
            binding.faulty.add(mark)
        return INVALID if absent else model.of(values)

    return reader


def unfolded(node: ScalarNode) -> str:
    """What a scalar of a text says, for who writes it anew."""
    return _unfolded(node)
