"""The handbook's own ids as enumerations, in the spelling that references use from a unit."""

from typing import Any

from ..book import GLOBAL, Book, unit_of
from ..model.base import Text
from ..model.kinds import KINDS
from .types import Schema

UNKNOWN = (
    "手册里没有这个编号；如果是新加的，运行 dutybook schema / "
    "the handbook has no such id; if it is new, run: dutybook schema"
)


def ids_of(book: Book, unit: str) -> dict[str, Schema]:
    """For each kind of thing, the ids by which a unit's files may name one: its own, then those of others."""
    return {word: _ids(book, word, unit) for word in KINDS}


def _ids(book: Book, word: str, unit: str) -> Schema:
    own: dict[str, str] = {}
    others: dict[str, str] = {}
    in_full: dict[str, str] = {}
    for node in book.all(KINDS[word].model):
        key = book.key.get(node)
        if key is None:
            continue
        for name in (key, *(_beside(key, alias) for alias in getattr(node, "aliases", ()))):
            if word in GLOBAL or "/" not in name:
                own[name] = _called(node)
            elif unit and unit_of(node) == unit:
                own[name.removeprefix(f"{unit}/")] = in_full[name] = _called(node)
            else:
                others[name] = _called(node)
    # The unit's own things are understood by their full names too; those come last.
    names = {**own, **others, **in_full}
    if not names:
        return {"type": "string"}
    return {"enum": list(names), "enumDescriptions": list(names.values()), "errorMessage": UNKNOWN}


def _beside(key: str, alias: str) -> str:
    unit, slash, _ = key.rpartition("/")
    return f"{unit}{slash}{alias}"


def _called(node: Any) -> str:
    """The name of a thing in every language."""
    for attribute in ("title", "term", "reason", "text"):
        said = getattr(node, attribute, None)
        if isinstance(said, Text):
            return " / ".join(said.said.values())
    return ""
