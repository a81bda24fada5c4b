"""Which entry a comment belongs to.

A comment on a line of its own belongs to what follows, unless it is indented deeper than that: then
it closes what came before. A comment behind a value belongs to that value's entry. A comment above
everything stays at the top of the file.
"""

from bisect import bisect_right

from .comments import Comment
from .pieces import Entry, Piece, entries_of


def attach(root: Piece, comments: list[Comment]) -> None:
    """Hands every comment to an entry, or to the end of a collection."""
    entries = list(entries_of(root))
    starts = [entry.start for entry in entries]
    holders = {id(entry.value): entry for entry in entries}
    top: list[str] = []
    for place, comment in enumerate(comments):
        at = bisect_right(starts, comment.start)
        previous = entries[at - 1] if at else None
        following = entries[at] if at < len(entries) else None
        if previous is None:
            top.append(comment.text)
        elif not comment.alone:
            _beside(previous, comment, holders)
        else:
            column = _column(comments[place:], following)
            _alone(previous, following, comment._replace(column=column), holders, root)
    root.top = top


def _column(comments: list[Comment], following: Entry | None) -> int:
    """Where the first of the comments stands; a blank line counts as the comment that it precedes."""
    for comment in comments:
        if not comment.alone or (following is not None and comment.start > following.start):
            break
        if comment.text:
            return comment.column
    return 0


def _beside(entry: Entry, comment: Comment, holders: dict[int, Entry]) -> None:
    while entry.holder.was_flow and entry.holder.end <= comment.start and id(entry.holder) in holders:
        entry = holders[id(entry.holder)]
    if entry.beside or (not entry.key and not entry.value.is_scalar and not entry.value.was_flow):
        entry.before.append(comment.text)
    else:
        entry.beside = comment.text


def _alone(previous: Entry, following: Entry | None, comment: Comment, holders: dict[int, Entry], root: Piece) -> None:
    chain = _collections(previous, holders)
    around = next((each for each in chain if each.was_flow and each.start < comment.start < each.end), None)
    if around is not None:
        # Inside brackets columns mean nothing.
        inside = following is not None and following.start < around.end
        (following.before if following is not None and inside else around.after).append(comment.text)
        return
    floor = -1 if following is None else following.holder.column
    closed = [each for each in chain if not each.was_flow and floor < each.column <= comment.column]
    if closed:
        closed[0].after.append(comment.text)
    elif following is not None:
        following.before.append(comment.text)
    else:
        root.after.append(comment.text)


def _collections(entry: Entry, holders: dict[int, Entry]) -> list[Piece]:
    """The collections that are open at an entry, the innermost first."""
    found = [] if entry.value.is_scalar else [entry.value]
    while True:
        found.append(entry.holder)
        if id(entry.holder) not in holders:
            return found
        entry = holders[id(entry.holder)]
