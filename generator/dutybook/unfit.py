"""Values that do not fit their field: what is said about them, and what was probably meant."""

import re
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from . import shape_faults as faults
from . import slip_faults, value_faults
from .binding import Binding, instead, short
from .hints import nearest
from .problem import Kind
from .quoting import quoted
from .scalars import A_BOOLEAN, FALSE, SAYS_NO, SAYS_YES, TRUE, ScalarReader, Wanted, any_of
from .signs import BLANK

YES_OR_NO = frozenset(map(str.casefold, TRUE | FALSE | SAYS_YES | SAYS_NO)) | {"on", "off", "y", "n"}


def as_meant(node: ScalarNode, key: str, binding: Binding, readers: list[ScalarReader]) -> Any:
    """The value of a scalar that its field does not take as it is written, or INVALID with the fault noted."""
    from .values import guess  # only when something is wrong

    for read in readers:
        found = guess(node.value, read)
        if found is not None:
            said, value = found
            text = f'"{said.meant}"' if _wants_marks(node, said.kind) else said.meant
            told = {"value": short(node.value), "key": key, "meant": text, **said.values}
            blank = re.search(BLANK, node.value) if said.kind is slip_faults.wide_blank and not node.style else None
            at = blank.start() if blank else 0
            binding.slip(said.kind, node, instead(node, text), safe=said.safe, at=at, **told)
            return value
    return not_wanted(node, key, binding, any_of([read("\0") for read in readers]))


def _wants_marks(node: ScalarNode, kind: Kind[..., Any]) -> bool:
    marked = (value_faults.time_in_another_form, slip_faults.curly_quotation_mark)
    return bool(node.style) or kind in marked or ":" in half_colons(node.value)


def half_colons(text: str) -> str:
    """The text with full-width colons as half-width ones."""
    return text.replace("：", ":")


def not_wanted(node: ScalarNode, key: str, binding: Binding, wanted: Wanted) -> object:
    """A scalar that is not what its field asks for."""
    english, chinese, example = wanted
    shown = short(node.value)
    if ", " in example and wanted is not A_BOOLEAN and node.value.casefold() in YES_OR_NO:
        return binding.note(value_faults.yes_or_no_for_a_word, node, value=shown, key=key, words=example)
    hint, hint_zh = f"Write {example}.", f"写成 {example}。"
    likely = nearest(node.value, example.split(", ")) if ", " in example and len(node.value) < 60 else None
    edits = []
    if likely:
        hint, hint_zh = f"Did you mean {likely}? Possible are: {example}.", f"是不是“{likely}”？可以写：{example}。"
        edits = [instead(node, likely)]
    elif ", " in example:
        hint, hint_zh = f"Write one of: {example}.", f"可以写：{example}。"
    told = {"value": shown, "key": key, "wanted": english, "wanted_zh": chinese}
    return binding.note(faults.wrong_value, node, *edits, hint=hint, hint_zh=hint_zh, **told)


def misshapen(node: Node, key: str, binding: Binding, wanted: Wanted) -> object:
    """A node of another shape than its field has."""
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


def list_for_one(node: SequenceNode, key: str, binding: Binding) -> object:
    """A list where a field has room for one value."""
    only_one = node.value[0] if len(node.value) == 1 else None
    plain = node.flow_style and isinstance(only_one, ScalarNode) and not only_one.style
    edits = [instead(node, only_one.value)] if plain and only_one is not None else []
    return binding.note(value_faults.list_for_one_value, node, *edits, key=key, count=len(node.value))


def text_without_languages(node: ScalarNode, key: str, binding: Binding, wanted: Wanted) -> object:
    """A single value where a text needs its languages; the correction shows where the text goes."""
    english, chinese, example = wanted
    edits = []
    if len(node.value) < 200 and node.start_mark.line == node.end_mark.line:
        text = node.value if not re.search(r"[,\[\]{}#&*!|>'\"%@`]|: ", node.value) else quoted(node.value)
        edits = [instead(node, f"{{zh: …, en: {text}}}" if text.isascii() else f"{{zh: {text}, en: …}}")]
    told = {"wanted": english, "wanted_zh": chinese, "got": "a single value", "got_zh": "单个值"}
    return binding.note(faults.wrong_shape, node, *edits, key=key, example=f"{key}: {example}", **told)


def empty(node: Node, key: str, binding: Binding) -> object:
    """A value that is there but says nothing."""
    if isinstance(node, ScalarNode) and node.value:
        return binding.note(value_faults.null_for_nothing, node, key=key, value=node.value)
    return binding.note(faults.empty_value, node, key=key)
