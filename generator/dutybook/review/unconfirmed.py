"""What a change makes suspect: words that stay while the duty that they rely on changes."""

from ..model.base import Text
from ..reliance.relations import Relation, relations
from .difference import Difference


def unconfirmed(difference: Difference) -> list[Relation]:
    """The relations to duties that somebody has to look at. Translations are told by themselves."""
    now = difference.now
    before = {
        (now.get(each.thing), now.get(each.on), each.own): each.relied
        for each in relations(difference.old)
        if not isinstance(each.on, Text)
    }
    found = []
    for each in relations(difference.new):
        if not isinstance(each.on, Text):
            relied = before.get((each.thing, each.on, each.own))
            if relied is not None and relied != each.relied:
                found.append(each)
    return found
