"""What a type proposes to whoever is asked for a value: the words it allows, the kinds of things it may name."""

from typing import Any, Literal, get_args, get_origin

from ..model.base import RefTo
from ..model.kinds import KINDS
from ..model.shape import alternatives, annotation


def kinds_of(type_: Any) -> tuple[str, ...]:
    """The kinds of things that a type may name."""
    found: list[str] = []
    for option in alternatives(type_):
        note = annotation(option, RefTo)
        found += note.kinds if note is not None else ()
        found += [
            kind
            for inner in get_args(option)
            if get_origin(option) is tuple and inner is not ...
            for kind in kinds_of(inner)
        ]
    return tuple(dict.fromkeys(kind for kind in found if kind in KINDS))


def words_of_type(type_: Any) -> list[str]:
    """The words that a type allows."""
    found: list[str] = []
    for option in alternatives(type_):
        if get_origin(option) is Literal:
            found += get_args(option)
        elif option is bool:
            found += ("true", "false")
        elif get_origin(option) is tuple:
            found += words_of_type(get_args(option)[0])
    return found
