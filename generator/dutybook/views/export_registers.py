"""Tables of where things come from: clauses, gaps, assumptions, coverage."""

from collections.abc import Iterator, Sequence
from typing import Any

from ..model.base import Node, Originated
from ..model.kinds import WORD_OF
from .export_cells import Cells

Rows = Iterator[Sequence[str]]


def clauses(cells: Cells) -> Rows:
    """Every clause with what uses it, or why nothing does."""
    yield ["document", "clause", "kind", "says", "used-by", "waived"]
    book = cells.book
    for clause in book.clauses:
        users = sorted({_key(cells, each.owner) for each in book.used_by.get(clause, ())})
        waived = cells.scene.wording(clause.waived) if clause.waived is not None else ""
        kind = cells.word(f"clause.{clause.kind}")
        said = cells.scene.wording(clause.text)
        yield [book.document_of[clause].id, clause.id, kind, said, cells.join(users), waived]


def gaps(cells: Cells) -> Rows:
    """What the sources leave open: gaps in documents, and fields that nobody has set."""
    yield ["kind", "key", "title", "field", "says"]
    for clause in cells.book.clauses:
        if clause.kind == "gap":
            yield [cells.scene.word("kind.source"), clause.id, "", "", cells.scene.wording(clause.text)]
    for owner, holder in _originated(cells):
        for key in holder.not_stated:
            yield [*_about(cells, owner), cells.name(holder, key), str(cells.scene.word("origin.not-stated"))]


def assumptions(cells: Cells) -> Rows:
    """What the editors have assumed, field by field, with the reason."""
    yield ["kind", "key", "title", "field", "reason"]
    for owner, holder in _originated(cells):
        for key, reason in cells.reasons(holder).items():
            yield [*_about(cells, owner), cells.name(holder, key), reason]


def coverage(cells: Cells) -> Rows:
    """How much of each source is used, waived or left."""
    yield ["document", "title", "clauses", "used", "waived-count", "gap", "unused"]
    for source in cells.book.sources:
        used = [bool(cells.book.used_by.get(each)) for each in source.clauses]
        waived = [each.waived is not None for each in source.clauses]
        counts = (
            len(used),
            sum(used),
            sum(waived),
            sum(each.kind == "gap" for each in source.clauses),
            sum(not one and not other for one, other in zip(used, waived, strict=True)),
        )
        yield [source.id, cells.scene.title(source), *map(str, counts)]


def _originated(cells: Cells) -> Iterator[tuple[Node, Originated]]:
    """Everything that says where it comes from, with the thing that it belongs to."""
    for root in (cells.book.settings, *cells.book.roots):
        yield from _inside(root, root)


def _inside(value: Any, owner: Node) -> Iterator[tuple[Node, Originated]]:
    if isinstance(value, tuple):
        for each in value:
            yield from _inside(each, owner)
    elif isinstance(value, Node):
        owner = value if type(value) in WORD_OF else owner
        if isinstance(value, Originated) and (value.assumed or value.not_stated):
            yield owner, value
        for name, each in vars(value).items():
            if name != "mark":
                yield from _inside(each, owner)


def _about(cells: Cells, owner: Node) -> list[str]:
    named = cells.scene.title(owner) if owner in cells.book.key else ""
    return [str(cells.scene.word(f"kind.{WORD_OF[type(owner)]}")), _key(cells, owner), named]


def _key(cells: Cells, owner: Node) -> str:
    return cells.book.key.get(owner, owner.mark.path)
