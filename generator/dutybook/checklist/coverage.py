"""Which duty stands on which checklist."""

from typing import cast

from ..book import Book
from ..model.checklist import Checklist
from ..model.time import Count, Each, Every
from ..model.work import Duty
from .compile import compiled


def needs_a_checklist(duty: Duty) -> bool:
    """Whether a duty has a time, so that it stands on a checklist or is waived with a reason."""
    when = duty.when
    return isinstance(when, Every | Count | Each) or (when is not None and getattr(when, "within", None) is not None)


def checklists_of(book: Book, duty: Duty) -> list[Checklist]:
    """The checklists on which a duty stands."""
    known = book.derived.get("on-checklists")
    if known is None:
        known = {}
        for checklist in book.checklists:
            for line in compiled(book, checklist).lines:
                on = known.setdefault(line.node, [])
                if checklist not in on:
                    on.append(checklist)
        book.derived["on-checklists"] = known
    return cast("list[Checklist]", known.get(duty, []))
