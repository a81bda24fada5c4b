"""A review as plain values for programs: everything that it says, and the keys of what it says it of."""

from typing import Any

from ..checklist.definition import plain
from ..model.base import Node
from ..model.kinds import WORD_OF
from ..reliance.standing import id_of
from ..review.compare import FieldChange
from ..review.deadlines import Deadline
from ..review.difference import Change
from ..review.pairs import name_of
from .review import Review, ReviewWords


def entry(words: ReviewWords, review: Review) -> dict[str, Any]:
    """A review and the difference that it tells."""
    made, means = words.difference, words.impact

    def key(node: Node | None) -> str | None:
        """The key of a thing in whichever handbook it stands."""
        return None if node is None else name_of(words.names.side(node).scene.book, node)

    def change(each: Change) -> dict[str, Any]:
        return {
            "what": each.what,
            "kind": each.pair.word,
            "id": key(each.node),
            "old_id": key(each.pair.old) if each.what == "renamed" else None,
            "alias": each.pair.how == "alias" if each.what == "renamed" else None,
            "path": each.node.mark.path,
            "line": each.node.mark.line,
            "page": words.names.address(each.node) or None,
            "fields": [_field(field, words) for field in each.fields],
        }

    return {
        "title": review.title,
        "summary": review.summary,
        "on": means.day.isoformat(),
        "changes": [change(each) for each in made.changes],
        "roles": [
            {
                "role": key(each.role),
                "how": each.how,
                "rhythm": each.rhythm or None,
                "since": each.since,
                "id": key(each.node),
            }
            for each in means.reached
        ],
        "deadlines": [{"duty": key(each.duty), **_dates(each)} for each in means.deadlines],
        "minutes_a_month": [
            {"role": key(each.role), "before": round(each.before, 1), "after": round(each.after, 1)}
            for each in means.efforts
        ],
        "sheets": [
            {"checklist": key(each.new or each.old), "before": each.before or None, "after": each.after or None}
            for each in means.sheets
        ],
        "stale": [
            {
                "id": key(each.node),
                "field": ".".join(place.key for place in each.path),
                "language": each.language,
                "path": each.new.mark.path,
                "line": each.new.mark.line,
            }
            for each in means.stale
        ],
        "suspect": [
            {"id": id_of(made.new, each), "relies_on": key(each.on) if isinstance(each.on, Node) else None}
            for each in means.unconfirmed
        ],
        "pages": [{"kind": WORD_OF[type(each)], "id": key(each)} for each in means.pages],
        "uncovered": [each.id for each in means.uncovered],
    }


def _field(change: FieldChange, words: ReviewWords) -> dict[str, Any]:
    path = [place.key if place.member is None else f"{place.key}[{_label(place.member)}]" for place in change.path]
    return {
        "what": change.what,
        "sort": change.sort,
        "field": ".".join(path),
        "old": _value(change.old),
        "new": _value(change.new),
        "says": words.names.says.lines(change),
    }


def _label(member: Node) -> str:
    return str(getattr(member, "id", None) or member.mark.line)


def _value(value: Any) -> Any:
    """A value as plain data; things with keys of their own by their ids."""
    if isinstance(value, Node) and hasattr(value, "id") and hasattr(value, "title"):
        return value.id
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    return plain(value)


def _dates(deadline: Deadline) -> dict[str, list[dict[str, Any]]]:
    sides = (("before", deadline.before), ("after", deadline.after))
    return {
        name: [
            {"due": at.due.isoformat(), "nominal": at.nominal.isoformat(), "provisional": at.provisional}
            for at in dates
        ]
        for name, dates in sides
    }
