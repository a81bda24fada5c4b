"""What stands in both handbooks, also under another name: every thing of the old one with what it is in the new one."""

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from ..book import Book, unit_of
from ..model.base import Node, Text
from ..model.calendar import CalendarYear
from ..model.kinds import KINDS
from .canon import View

How = Literal["", "alias", "content"]
Recognise = Callable[[Node, dict[str, Node]], str | None]
# Lists of things that have keys of their own, and nothing else to say.
HOLDERS = frozenset(("customer-classes",))


class Pair(NamedTuple):
    """A thing before and after; None where it did not or does not exist.

    `how` says by what a renamed thing was recognised: the alias it left, or its content.
    """

    word: str
    old: Node | None
    new: Node | None
    how: How = ""


def pairs(old: Book, new: Book) -> list[Pair]:
    """Every thing of both handbooks, by kind, in the order of the new one; what is gone comes last in its kind."""
    found: list[Pair] = [Pair("settings", old.settings, new.settings)]
    for word, kind in KINDS.items():
        if word not in HOLDERS and word != "settings":
            found += _of_kind(word, keyed(old, kind.model), keyed(new, kind.model), View(old, {}), View(new, {}))
    return found


def keyed(book: Book, model: type[Node]) -> dict[str, Node]:
    """The things of a kind by what names them."""
    return {name_of(book, node): node for node in book.all(model)}


def name_of(book: Book, node: Node) -> str:
    """What names a thing: its key, or the year or unit of what has none."""
    if node in book.key:
        return book.key[node]
    return str(node.year) if isinstance(node, CalendarYear) else unit_of(node)


def _of_kind(word: str, old: dict[str, Node], new: dict[str, Node], before: View, after: View) -> Iterator[Pair]:
    lost = {key: node for key, node in old.items() if key not in new}
    found: dict[str, Pair] = {}
    ways: tuple[tuple[How, Recognise], ...] = (
        ("alias", _by_alias), ("content", _by_content(before, after)), ("content", _by_title),
    )  # fmt: skip
    for how, recognise in ways:
        for key, node in new.items():
            if key not in old and key not in found:
                former = recognise(node, lost)
                if former is not None:
                    found[key] = Pair(word, lost.pop(former), node, how)
    for key, node in new.items():
        yield found.get(key) or Pair(word, old.get(key), node)
    yield from (Pair(word, node, None) for node in lost.values())


def _by_alias(node: Node, lost: dict[str, Node]) -> str | None:
    unit = unit_of(node)
    names = (f"{unit}/{alias}" if unit else alias for alias in getattr(node, "aliases", ()))
    return next((name for name in names if name in lost), None)


def _by_content(before: View, after: View) -> Recognise:
    contents: dict[Node, Any] = {}

    def recognise(node: Node, lost: dict[str, Node]) -> str | None:
        if not lost:
            return None
        said = after.content(node)
        for key, other in lost.items():
            if other not in contents:
                contents[other] = before.content(other)
            if contents[other] == said:
                return key
        return None

    return recognise


def _by_title(node: Node, lost: dict[str, Node]) -> str | None:
    title = _title(node)
    if title is None:
        return None
    same = (key for key, other in lost.items() if _title(other) == title and unit_of(other) == unit_of(node))
    return next(same, None)


def _title(node: Node) -> Any:
    text = getattr(node, "title", None) or getattr(node, "term", None)
    return dict(text.said) if isinstance(text, Text) else None


def renamed(found: list[Pair], old: Book, new: Book) -> dict[tuple[str, str], str]:
    """The new keys of what was renamed, by kind and old key."""
    names = {}
    for word, one, other, _ in found:
        if one is not None and other is not None and one in old.key and other in new.key:
            before, after = old.key[one], new.key[other]
            if before != after:
                names[word, before] = after
    return names
