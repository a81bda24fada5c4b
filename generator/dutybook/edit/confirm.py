"""Confirmations written down: what somebody has read against what it relies on. The only writer of `confirmed.txt`."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ..book import Book
from ..model.base import Text
from ..reliance.lines import Line, text_of
from ..reliance.relations import Relation, name_of, relations
from ..reliance.standing import Identity, file_of, part_of, standing
from .write import write_all


def asked_for(book: Book, name: str) -> list[Relation]:
    """What an id on the command line means: a thing, or with `#` one of its parts; all that relies on something in it."""
    front, sharp, rest = name.partition("#")
    found = [each for each in relations(book) if front in _names(book, each)]
    return [each for each in found if part_of(each) == f"{sharp}{rest}"] if sharp else found


def _names(book: Book, relation: Relation) -> tuple[str, ...]:
    return book.key.get(relation.thing, ""), name_of(book, relation.thing), relation.thing.mark.path


def things_of(found: Iterable[Relation], book: Book) -> list[str]:
    """The things that some relations belong to, with their kinds."""
    return list(dict.fromkeys(name_of(book, each.thing) for each in found))


def open_ones(book: Book) -> list[Relation]:
    """What waits for somebody: suspects, and what has not been recorded; everything where nothing ever was."""
    now = standing(book)
    return [*(each.relation for each in now.suspects), *now.new] if now.begun else relations(book)


def confirmed(
    book: Book, found: Iterable[Relation], role: str, day: date, note: str = "", *, prune: bool = False
) -> dict[str, str]:
    """The files of confirmations as they will read, by path; only those that change.

    `prune` drops what no longer confirms anything.
    """
    now = standing(book)
    lines = {name: set(each.lines) for name, each in now.files.items()}
    fresh: dict[Identity, list[Relation]] = {}
    for relation in found:
        fresh.setdefault(now.identity_of(relation), []).append(relation)
    for each in lines.values():
        each -= {line for line in each if now.identity(line) in fresh}
    if prune:
        live = {now.identity_of(each) for each in relations(book)}
        for each in lines.values():
            each -= {line for line in each if now.identity(line) not in live}
    for same in fresh.values():
        for relation in same:
            lines.setdefault(file_of(relation), set()).add(_line(book, relation, role, day, note))
    before = dict(book.confirmed)
    return {name: text for name, each in lines.items() if (text := text_of(each)) != before.get(name)}


def write(root: Path, texts: dict[str, str]) -> None:
    """Writes all files, or none. Raises OSError."""
    write_all(root, texts)


def _line(book: Book, relation: Relation, role: str, day: date, note: str) -> Line:
    on = book.settings.languages[0] if isinstance(relation.on, Text) else name_of(book, relation.on)
    said = " ".join(note.split())
    return Line(name_of(book, relation.thing), relation.part, on, relation.own, relation.relied, day, role, said)
