"""The changes of a review: by unit, thing by thing; many new or lost things of one kind in one line."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..checklist.compile import compiled
from ..model.base import Node
from ..model.checklist import Checklist
from ..model.organisation import Unit
from ..review.compare import Sort
from ..review.difference import Change
from ..review.sheets import Side, sheet_changes
from .review_names import Names

FEW = 4  # new or lost things of one kind in a unit that have a line each
# What a new duty is told by.
TOLD = ("when", "form", "handed-to")


class Entry(NamedTuple):
    """A line, and the lines that belong to it."""

    said: str
    lines: tuple[str, ...] = ()


class Group(NamedTuple):
    """Entries under a heading of their own; an empty title has none."""

    title: str
    entries: list[Entry]


class ChangeList:
    """Says the changes of a difference that are of some sorts."""

    def __init__(self, names: Names, changes: Sequence[Change]) -> None:
        self.names = names
        self.changes = changes

    def groups(self, wanted: Callable[[Change], bool], *sorts: Sort) -> list[Group]:
        """The changes that are wanted, by unit; of each what is of these sorts."""
        by_unit: dict[str, list[Change]] = {}
        for change in self.changes:
            if wanted(change):
                by_unit.setdefault(self._home(change.node), []).append(change)
        found = [Group(title, list(self._entries(changes, sorts))) for title, changes in by_unit.items()]
        return [group for group in found if group.entries]

    def _home(self, node: Node) -> str:
        return self.names.side(node).title(node) if isinstance(node, Unit) else self.names.unit(node)

    def _entries(self, changes: list[Change], sorts: Sequence[Sort]) -> Iterator[Entry]:
        together: dict[tuple[str, str], list[Change]] = {}
        for change in changes:
            if change.what in ("added", "removed"):
                together.setdefault((change.what, change.pair.word), []).append(change)
        for change in changes:
            same = together.get((change.what, change.pair.word), [])
            if len(same) > FEW:
                if change is same[0]:
                    titles = self.names.titles([each.node for each in same])
                    kind = self.names.words["kinds-of"][change.pair.word]
                    yield Entry(self.names.word(f"rest-{change.what}", kind=kind, titles=titles))
                continue
            entry = self._entry(change, sorts)
            if entry.lines or change.what != "changed":
                yield entry

    def _entry(self, change: Change, sorts: Sequence[Sort]) -> Entry:
        names = self.names
        kind, title = names.kind(change.pair.word), names.linked(change.node)
        lines = [line for each in change.fields if each.sort in sorts for line in names.says.lines(each)]
        if "substance" in sorts:
            lines = [*self._rename(change), *lines, *self._told(change), *self._on_the_sheet(change)]
        return Entry(names.word(change.what, kind=kind, title=title), tuple(lines))

    def _rename(self, change: Change) -> Iterator[str]:
        """What became of the old name of a renamed thing."""
        old, new = change.pair.old, change.pair.new
        if change.what == "renamed" and old is not None and new is not None:
            before, after = (side.book.key[node] for side, node in zip(self.names.scenes, (old, new), strict=True))
            yield self.names.word("renamed-from", old=before, new=after)
            yield self.names.word("alias" if change.pair.how == "alias" else "no-alias")

    def _told(self, change: Change) -> Iterator[str]:
        """When a new duty is due, on which form, and who gets it."""
        if change.what == "added" and change.pair.word == "duty":
            for key in TOLD:
                said = self.names.says.new.field(getattr(change.node, key.replace("-", "_")), key, change.node)
                yield self.names.word("line", field=self.names.says.field(key), said=said)

    def _on_the_sheet(self, change: Change) -> Iterator[str]:
        """What a checklist that selects otherwise has on its sheet now, and what no longer."""
        old, new = change.pair.old, change.pair.new
        selects = any(place.key == "select" for each in change.fields for place in each.path)
        if not (selects and isinstance(old, Checklist) and isinstance(new, Checklist)):
            return
        before, after = (scene.book for scene in self.names.scenes)
        found = sheet_changes(Side(before, compiled(before, old)), Side(after, compiled(after, new)))
        for what, word in (("added", "gain"), ("removed", "loss")):
            items = [(each.new or each.old)["text"] for each in found if each.what == what and each.item]
            if items:
                quoted = [self.names.says.new.quote(self._said(each)) for each in items]
                said = self.names.word(word, items=self.names.says.new.join(quoted))
                yield self.names.word("line", field=self.names.word("on-the-sheet"), said=said)

    def _said(self, text: dict[str, str]) -> str:
        return text.get(self.names.says.language) or next(iter(text.values()))
