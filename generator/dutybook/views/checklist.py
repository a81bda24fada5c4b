"""The page of a checklist: what it is for, and its pause points with their items."""

from markupsafe import escape

from ..checklist.compile import compiled
from ..model.checklist import Checklist
from .blocks import Fact, Facts, Page, Row, Section, Shown, Table
from .common import about, badges
from .scene import Here, Scene


def checklist_page(scene: Scene, checklist: Checklist) -> Page:
    """A checklist with everything it selects."""
    here = Here(scene, scene.place(checklist)[0])
    made = compiled(scene.book, checklist)
    rows = [here.fact("role", checklist, "role", here.link(made.role) if made.role is not None else None)]
    if checklist.checker is not None:
        rows.append(here.fact("checked-by", checklist, "checker", here.ref("role", checklist.checker, checklist)))
    if checklist.when is not None:
        said = scene.when.say(checklist.when, scene.book, checklist)
        rows.append(Fact(here.word("field.when"), Shown(escape(said))))
    sections = [Section("result", here.word("section.result"), [Facts(rows)])]
    head = [here.word(f"column.{name}") for name in ("item", "response")]
    for stop in made.stops:
        items = [Row([here.say(line.text), here.say(line.response)], line.id) for line in stop.lines]
        sections.append(Section(f"pause-{stop.pause.id}", scene.wording(stop.pause.title), [Table(head, items)]))
    sections.append(about(here, checklist))
    unit = scene.book.unit(checklist)
    parent = (here.href(f"{unit.id}/checklists/index.md"), here.word("kinds.checklist")) if unit is not None else None
    return Page(
        here.path, scene.title(checklist), "checklist", here.word("kind.checklist"), here.prose(checklist.objective),
        badges(here, checklist), sections, parent,
    )  # fmt: skip
