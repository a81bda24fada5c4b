"""The pages that show what has changed besides the pages of what changed: they are to be read again."""

from ..model.base import Entity, Node
from ..model.checklist import Checklist
from ..model.organisation import Unit
from .difference import Change, Difference


def rereading(difference: Difference) -> list[Node]:
    """These pages' things, each once, in the order of the changes. Checklists are told among the sheets."""
    told = [each for each in difference.changes if _shows(each)]
    changed = {each.node for each in told}
    now = difference.now
    found: dict[Node, None] = {}
    for change in told:
        for book, node in ((difference.old, change.pair.old), (difference.new, change.pair.new)):
            for reference in book.used_by.get(node, ()) if node is not None else ():
                owner = now.get(reference.owner) if book is difference.old else reference.owner
                if owner is not None and isinstance(owner, Entity) and not isinstance(owner, Unit | Checklist):
                    found.setdefault(owner)
    return [each for each in found if each not in changed]


def _shows(change: Change) -> bool:
    """Whether a change is seen on pages: in substance, or by wording."""
    return change.matters or any(each.sort == "wording" for each in change.fields)
