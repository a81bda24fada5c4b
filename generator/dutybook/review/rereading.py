"""The pages that show what has changed besides the pages of what changed: they are to be read again."""

from collections.abc import Iterator

from ..model.base import Entity, Node
from ..model.checklist import Checklist
from ..model.organisation import CustomerClass, Unit
from ..model.rollout import Stage
from ..model.words import Term
from ..model.work import Duty
from .difference import Change, Difference

# What a thing is shown by wherever it is named.
NAME = frozenset(("title", "term", "status"))
# Kinds of which the pages that name them show more: how often, from when on, what it means.
SHOWN = (CustomerClass, Stage, Term)


def rereading(difference: Difference) -> list[Node]:
    """These pages' things, each once, in the order of the changes. Checklists are told among the sheets."""
    changed = {each.node for each in difference.changes}
    found = dict.fromkeys(node for change in difference.changes for node in _showing(change, difference))
    return [each for each in found if each not in changed and _has_page(each)]


def _showing(change: Change, difference: Difference) -> Iterator[Node]:
    """The things, as they are now, on whose pages a change is seen."""
    now = difference.now
    keys = {each.path[0].key for each in change.fields if each.sort in ("substance", "wording")}
    everywhere = change.what in ("removed", "renamed") or keys & NAME or (keys and isinstance(change.node, SHOWN))
    for book, node in ((difference.old, change.pair.old), (difference.new, change.pair.new)):
        if node is None:
            continue
        owners = [each.owner for each in book.used_by.get(node, ())] if everywhere else []
        if isinstance(node, Duty) and (keys or not change.stays):
            owners.append(book.standard_of[node])
        for owner in owners:
            known = now.get(owner) if book is difference.old else owner
            if known is not None:
                yield known


def _has_page(node: Node) -> bool:
    return isinstance(node, Entity) and not isinstance(node, Unit | Checklist)
