"""The changes of a review: by unit, thing by thing; many new or lost things of one kind in one line."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..checklist.compile import compiled
from ..model.base import Node
from ..model.checklist import Checklist, Item
from ..model.organisation import Unit
from ..review.compare import FieldChange, Sort
from ..review.difference import Change
from ..review.sheets import Side, sheet_changes
from .review_names import Names
from .value_words import attribute_of

FEW = 4  # new or lost things of one kind in a unit of which more than the title is told
# What a new duty is told by.
TOLD = ("when", "form", "handed-to", "minutes")


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
        """An entry for each change; one for all things of a kind of which the same is to be told."""
        alike: dict[tuple[str, str, tuple[str, ...]], list[Change]] = {}
        counts = Counter((change.what, change.pair.word) for change in changes)
        for change in changes:
            few = counts[change.what, change.pair.word] <= FEW
            lines = tuple(self._lines(change, sorts)) if few or change.what not in ("added", "removed") else ()
            if lines or (change.what != "changed" and "substance" in sorts):
                alike.setdefault((change.what, change.pair.word, lines), []).append(change)
        for (what, word, lines), same in alike.items():
            nodes = [change.node for change in same]
            if len(nodes) == 1:
                kind = self.names.kind(word)
                shown = kind if what in ("changed", "renamed") else kind[0].lower() + kind[1:]
                said = self.names.word(what, kind=shown, title=self.names.linked(nodes[0]))
            else:
                kinds = self.names.words["kinds-of"][word]
                said = self.names.word(f"{what}-many", kinds=kinds, titles=self.names.titles(nodes))
            yield Entry(said, lines)

    def _lines(self, change: Change, sorts: Sequence[Sort]) -> list[str]:
        fields = [each for each in change.fields if each.sort in sorts]
        moved = dict(_moved(fields)) if change.pair.word == "checklist" else {}
        lines = []
        for each in fields:
            if each in moved:
                lines.append(self._elsewhere(each, moved[each]))
            elif each not in moved.values():
                lines += self.names.says.lines(each)
        if "substance" in sorts:
            lines = [*self._rename(change), *lines, *self._told(change), *self._on_the_sheet(change)]
        return lines

    def _elsewhere(self, gone: FieldChange, came: FieldChange) -> str:
        """An item that stands in another pause point now."""
        old, new = self.names.says.old, self.names.says.new
        places = {"old": old.about(gone.holders[0]), "new": new.about(came.holders[1])}
        return self.names.word("line", field=new.about(came.new), said=self.names.word("moved", **places))

    def _rename(self, change: Change) -> Iterator[str]:
        """What became of the old name of a renamed thing."""
        old, new = change.pair.old, change.pair.new
        if change.what == "renamed" and old is not None and new is not None:
            before, after = (side.book.key[node] for side, node in zip(self.names.scenes, (old, new), strict=True))
            yield self.names.word("renamed-from", old=before, new=after)
            yield self.names.word("alias" if change.pair.how == "alias" else "no-alias")

    def _told(self, change: Change) -> Iterator[str]:
        """When a new duty is due, on which form, who gets it, and how long it takes."""
        if change.what == "added" and change.pair.word == "duty":
            for key in TOLD:
                value = getattr(change.node, attribute_of(change.node, key))
                if value is None or value == ():
                    continue
                said = self.names.says.new.field(value, key, change.node)
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


def _moved(fields: Sequence[FieldChange]) -> Iterator[tuple[FieldChange, FieldChange]]:
    """The items that were taken from one pause point and stand in another: as gone, and as come."""
    came = {getattr(each.new, "id", None): each for each in fields if each.what == "added"}
    for each in fields:
        found = came.get(each.old.id) if each.what == "removed" and isinstance(each.old, Item) and each.old.id else None
        if found is not None:
            yield each, found
