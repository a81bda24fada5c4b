"""The page of a standard: its duties in full, in order."""

from ..model.organisation import Unit
from ..model.work import Standard
from .blocks import Card, Cards, Facts, Page, Prose, Section
from .common import about, badges, cell, marked, prose_of
from .duty import facts
from .here import Here
from .markup import Markup
from .scene import Scene


def standard_page(scene: Scene, standard: Standard) -> Page:
    """A standard with every duty in full."""
    here = Here(scene, scene.place(standard)[0])
    rows = [here.fact("performed-by", standard, "role", here.ref("role", standard.role or "", standard))]
    if standard.part is not None:
        rows.append(here.fact("part", standard, "part", here.ref("part", standard.part, standard)))
    sections = [Section("result", here.word("section.result"), [Facts(rows)])]
    for duty in standard.duties:
        own = [fact for fact in facts(here, duty) if fact.label != here.word("field.role") or len(duty.role) > 0]
        text = prose_of(here, duty, "text") or [cell(here, duty, "text")]
        head = Markup('<p class="db-own-page">{}</p>').format(
            marked(here, duty, Markup("{} {}").format(here.link(duty, here.word("kind.duty")), here.clauses(duty)))
        )
        sections.append(Section(duty.id, scene.title(duty), [Prose([*text, head]), Facts(own)]))
    sections.append(about(here, standard))
    unit = scene.book.unit(standard)
    parent = (here.href(f"{unit.id}/standards/index.md"), here.word("kinds.standard")) if unit is not None else None
    return Page(
        here.path,
        scene.title(standard),
        "standard",
        here.word("kind.standard"),
        prose_of(here, standard, "purpose"),
        badges(here, standard),
        sections,
        parent,
    )


def standards_page(scene: Scene, unit: Unit) -> Page:
    """All standards of a unit, by the parts of its work standard."""
    here = Here(scene, f"{unit.id}/standards/index.md")
    standards = [each for each in scene.book.standards if scene.book.unit(each) is unit]
    sections = []
    for part in unit.parts:
        inside = [each for each in standards if each.part and scene.book.find("part", each.part, each) is part]
        if inside:
            sections.append(Section(f"part-{part.id}", scene.title(part), [standard_cards(here, inside)]))
    placed = {each for each in standards if each.part and scene.book.find("part", each.part, each) is not None}
    rest = [each for each in standards if each not in placed]
    if rest:
        title = here.word("phrase.no-parts" if sections else "kinds.standard")
        sections.append(Section("other", title, [standard_cards(here, rest)]))
    said = [Markup("<p>{}</p>").format(here.word("lead.unit-standards"))]
    return Page(
        here.path, here.word("kinds.standard"), "list", here.word("kind.standard"), said, [], sections,
        (here.to(unit), scene.title(unit)),
    )  # fmt: skip


def standard_cards(here: Here, standards: list[Standard]) -> Cards:
    """Standards as cards, in order."""
    return Cards(
        [
            Card(
                here.scene.title(each),
                here.to(each),
                "standard",
                here.say(each.purpose, terms=False),
                here.count("duty", len(each.duties)),
            )
            for each in sorted(standards, key=lambda standard: (standard.order, standard.id))
        ]
    )
