"""Which duty stands on which checklist, and which needs none."""

from typing import cast

from ..book import Book
from ..model.checklist import Checklist, WaivedDuty, Waivers
from ..model.time import Count, Each, Every
from ..model.work import Duty
from .compile import every


def needs_a_checklist(duty: Duty) -> bool:
    """Whether a duty has a time, so that it stands on a checklist or is waived with a reason."""
    when = duty.when
    return isinstance(when, Every | Count | Each) or (when is not None and getattr(when, "within", None) is not None)


def checklists_of(book: Book, duty: Duty) -> list[Checklist]:
    """The checklists on which a duty stands."""
    known = book.derived.get("on-checklists")
    if known is None:
        known = {}
        for made in every(book):
            for line in made.lines:
                on = known.setdefault(line.node, [])
                if made.checklist not in on:
                    on.append(made.checklist)
        book.derived["on-checklists"] = known
    return cast("list[Checklist]", known.get(duty, []))


def waivers(book: Book) -> dict[Duty, WaivedDuty]:
    """The duties that need no checklist, with what says so."""
    listed = ((book.find("duty", each.duty, each), each) for file in book.all(Waivers) for each in file.waived)
    return {duty: each for duty, each in listed if isinstance(duty, Duty)}
