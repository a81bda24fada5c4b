"""The handbook as it was when something was last confirmed: found in git's history by the digests that were recorded."""

from collections.abc import Iterable

from ..book import Book
from ..history.revisions import History
from ..reliance.relations import Relation, relations
from ..reliance.standing import Suspect

LOOKED_AT = 60  # different states of the handbook, the newest first


def former(history: History, suspects: Iterable[Suspect]) -> dict[Suspect, tuple[Book, Relation]]:
    """For each suspect the handbook with the words that it was confirmed with; nothing for what history does not hold."""
    left = list(suspects)
    found: dict[Suspect, tuple[Book, Relation]] = {}
    seen: set[tuple[str, ...]] = set()
    for commit in history.repository.commits("HEAD", "--", "handbook", "checklists") if left else ():
        trees = history.trees(commit)
        if trees in seen:
            continue
        seen.add(trees)
        book = history.read(commit).book
        if book is not None:
            held = {(each.own, each.relied): each for each in relations(book)}
            for suspect in left:
                known = next(
                    (held[each.own, each.relied] for each in suspect.lines if (each.own, each.relied) in held), None
                )
                if known is not None:
                    found[suspect] = (book, known)
            left = [each for each in left if each not in found]
        if not left or len(seen) >= LOOKED_AT:
            break
    return found
