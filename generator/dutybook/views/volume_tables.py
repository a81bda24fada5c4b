"""Tables that only a printed volume has: terms, who has which part in a process, who checks what, which checklists there are."""

from collections.abc import Sequence

from ..model.checklist import Checklist
from ..model.process import Process
from ..model.words import Term
from ..model.work import Duty
from .blocks import Row, Table
from .common import cell
from .here import Here
from .markup import Markup, escape

PARTS = ("responsible", "accountable", "consulted", "informed")
NONE = Markup("–")


def term_table(here: Here, terms: Sequence[Term]) -> Table:
    """Terms with their wording in the other language and what they mean."""
    scene = here.scene
    other = next((each for each in here.book.settings.languages if each != scene.language), scene.language)
    rows = [
        Row([
            Markup("<strong>{}</strong>").format(scene.wording(each.term)),
            escape(each.term.get(other) or "–"),
            cell(here, each, "means"),
        ])
        for each in terms
    ]  # fmt: skip
    return Table([here.word(f"column.{name}") for name in ("term", "english", "means")], rows, "glossary")


def part_table(here: Here, process: Process) -> Table:
    """The steps of a process with the roles that have a part in each."""
    rows = []
    for number, step in enumerate(process.steps, 1):
        roles = [
            cell(here, step, name, here.refs("role", getattr(step, name), step)) if getattr(step, name) else NONE
            for name in PARTS
        ]
        rows.append(Row([Markup("{}. {}").format(number, here.scene.wording(step.does)), *roles]))
    head = [here.word("section.steps"), *(here.word(f"field.{name}") for name in PARTS)]
    return Table(head, rows, "matrix")


def check_table(here: Here, duties: Sequence[Duty]) -> Table:
    """Who checks which duty, and how."""
    rows = []
    for duty in duties:
        checked = duty.checked_by
        if checked is not None:
            how = here.say(checked.how) if checked.how is not None else NONE
            checker = cell(here, duty, "checked_by", here.ref("role", checked.role, checked))
            rows.append(Row([here.link(duty), checker, how]))
    return Table([here.word(name) for name in ("field.text", "field.checked-by", "volume.how")], rows, "checks")


def checklist_table(here: Here, checklists: Sequence[Checklist]) -> Table:
    """Checklists with the role that goes through them, when, and their keys."""
    rows = []
    for each in checklists:
        role = here.ref("role", each.role, each) if each.role else NONE
        when = escape(here.scene.when.say(each.when, here.book, each)) if each.when is not None else NONE
        rows.append(Row([here.link(each), role, when, escape(here.book.key[each])]))
    head = [here.word(name) for name in ("kind.checklist", "field.performed-by", "field.used", "volume.code")]
    return Table(head, rows, "lists")
