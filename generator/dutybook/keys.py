"""Keys that do not fit: unknown, misspelt, written twice, missing."""

from collections.abc import Iterable

from yaml.nodes import MappingNode, Node, ScalarNode

from . import shape_faults as faults
from . import value_faults
from .binding import Binding, instead, short
from .hints import nearest, one_of, only
from .model.base import Model
from .model.kinds import KINDS, WORD_OF
from .model.shape import FieldShape, shape_of
from .unfit import YES_OR_NO


def called(model: type[Model], key: str) -> str:
    """What an object is called in messages: its kind, or the key it stands under."""
    return WORD_OF.get(model, key)


def _chinese(word: str) -> str:
    return KINDS[word].zh if word in KINDS else f"“{word}”"


def unknown(
    name: Node,
    key: str,
    known: tuple[str, ...],
    binding: Binding,
    what: str,
    taken: Iterable[str] = (),
    meant: FieldShape | None = None,
) -> object:
    """A key that nobody reads, with the one it probably means, or with what it is a field of."""
    shown = short(str(name.value)) if isinstance(name, ScalarNode) else "…"
    told = {"key": shown, "what": what if what in KINDS else f"'{key}'", "what_zh": _chinese(what)}
    choices = one_of(known)
    if shown.casefold() in YES_OR_NO:
        return binding.note(value_faults.on_as_key, name, hint=f"{choices}.", hint_zh=f"{choices}。", **told)
    likely = meant.key if meant else nearest(shown, known)
    holders = (
        [] if likely else [kind for kind in KINDS.values() if any(each.key == shown for each in shape_of(kind.model))]
    )
    if holders:
        words, words_zh = one_of(kind.word for kind in holders), "、".join(kind.zh for kind in holders)
        return binding.note(value_faults.field_of_something_else, name, holders=words, holders_zh=words_zh, **told)
    return binding.note(
        faults.unknown_key,
        name,
        *([instead(name, likely)] if likely and likely not in taken else []),
        hint=f"Did you mean '{likely}'?" if likely else f"Possible are: {choices}.",
        hint_zh=f"是不是“{likely}”？" if likely else f"可以写：{choices}。",
        **told,
    )


def misspelt(name: Node, free: list[str]) -> str | None:
    """The one of the free keys that a misspelt one can only mean; whether its value fits is the caller's to see."""
    if not isinstance(name, ScalarNode) or len(name.value) > 40 or name.value.casefold() in YES_OR_NO:
        return None
    return only(name.value, free)


def read_as(name: Node, meant: str, key: str, binding: Binding, what: str) -> None:
    """Notes a misspelt key whose value was read under the right one."""
    told = {"key": name.value, "what": what if what in KINDS else f"'{key}'", "what_zh": _chinese(what)}
    hint, hint_zh = f"Did you mean '{meant}'?", f"是不是“{meant}”？"
    binding.slip(faults.unknown_key, name, instead(name, meant), safe=True, hint=hint, hint_zh=hint_zh, **told)


def twice(name: Node, mapping: MappingNode, binding: Binding) -> object:
    """A key that stands a second time."""
    first = next(other for other, _ in mapping.value if other.value == name.value)
    return binding.note(faults.duplicate_key, name, key=name.value, line=first.start_mark.line + 1)


def missing(node: Node, shape: FieldShape, model: type[Model], key: str, binding: Binding) -> None:
    """A key that an object cannot do without."""
    word = called(model, key)
    binding.note(
        faults.missing_key,
        node,
        key=shape.key,
        what=f"this {word}" if word in KINDS else f"'{word}'",
        what_zh=_chinese(word),
        about=shape.en,
        about_zh=shape.zh,
    )
