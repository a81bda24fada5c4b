"""The page of a checklist: the sheet itself, for a date that is chosen; then who uses it and where each item comes from.

The page is built once, without a date. What is due on a date is chosen by scripts/sheet.js from due-data.js; the
rows of everything that may be due stand ready in it.
"""

import json

from ..book import origin_of, unit_of
from ..checklist.compile import Compiled, Line, compiled
from ..checklist.definition import fingerprint
from ..checklist.origin import owner_of
from ..model.checklist import Checklist
from .agenda import agenda_of
from .blocks import Fact, Facts, Page, Paper, Prose, Row, Scripts, Section, Shown, Table
from .common import about, badges
from .due_data import DATA
from .here import Here
from .markup import Markup, escape
from .run_page import run_path
from .scene import Scene
from .sheet import sheet

WORDS = (
    "due", "nothing-due", "undated", "coming", "coming-none", "provisional", "stop", "join", "brackets", "current",
    "outdated", "unknown-date",
)  # fmt: skip
TOOLS = (
    '<form class="db-sheet-form" data-db-sheet-form hidden>'
    '<span><button type="submit" name="print" value="0">{today}</button> '
    '<button type="submit" name="print" value="1">{tomorrow}</button> '
    '<button type="submit" name="print" value="">{blank}</button></span>'
    '<label>{date} <input type="date" name="date" min="{first}" max="{last}"></label>'
    '<output class="db-sheet-code" data-db-sheet-code></output></form>'
)
PRIVATE_TOOLS = (
    '<form class="db-sheet-form" data-db-sheet-form hidden><button type="submit" name="print" value="">{print}</button>'
    '<output class="db-sheet-code" data-db-sheet-code></output></form>'
)


def checklist_page(scene: Scene, checklist: Checklist) -> Page:
    """A checklist with everything it selects."""
    here = Here(scene, scene.place(checklist)[0])
    made = compiled(scene.book, checklist)
    sections = [
        Section("sheet", here.word("sheet-page.sheet"), _sheet(here, made)),
        Section("result", here.word("section.result"), [Facts(_facts(here, made))]),
        Section("items", here.word("sheet-page.items"), _origins(here, made)),
        about(here, checklist),
    ]
    unit = scene.book.unit(checklist)
    parent = (here.href(f"{unit.id}/checklists/index.md"), here.word("kinds.checklist")) if unit is not None else None
    return Page(
        here.path, scene.title(checklist), "checklist", here.word("kind.checklist"), here.prose(checklist.objective),
        badges(here, checklist), sections, parent,
    )  # fmt: skip


def _sheet(here: Here, made: Compiled) -> list[object]:
    """The sheet without a date, and the tools that put a date to it."""
    agenda = agenda_of(here.book)
    values = _values(here, made)
    paper = Paper(sheet([here.scene], made, None, candidates=True), values)
    run = Prose([
        Markup('<p class="db-run-now"><a class="md-button md-button--primary" href="{}">{}</a></p>').format(
            here.asset(run_path(here.book, made.checklist)), here.word("run-page.run-now")
        )
    ])  # fmt: skip
    if not agenda.years:
        return [run, paper]
    words = {name: here.word(f"sheet-page.{name}") for name in ("today", "tomorrow", "blank", "date", "print")}
    form = PRIVATE_TOOLS if made.checklist.use == "private" else TOOLS
    tools = Prose([Markup(form).format(**words, first=agenda.first, last=agenda.last)])
    return [run, tools, paper, Scripts([here.asset(DATA), here.asset("scripts/qr.js"), here.asset("scripts/sheet.js")])]


def _values(here: Here, made: Compiled) -> dict[str, str]:
    """What the script has to know of this checklist."""
    return {
        "checklist": here.book.key[made.checklist],
        "unit": unit_of(made.checklist),
        "role": here.book.key[made.role] if made.role is not None else "",
        "code": fingerprint(here.book, made),
        "words": json.dumps({name: here.word(f"sheet-page.{name}") for name in WORDS}, ensure_ascii=False),
        "coming": "1" if made.checklist.use == "work" and any(stop.due for stop in made.stops) else "",
    }


def _facts(here: Here, made: Compiled) -> list[Fact]:
    """Who uses it, when and how. Why a whole checklist is assumed is said once, at the end of the page."""
    checklist = made.checklist
    values: list[tuple[str, str, Markup]] = []
    if made.role is not None:
        values.append(("performed-by", "role", here.link(made.role)))
    if checklist.checker is not None:
        values.append(("countersigned-by", "checker", here.ref("role", checklist.checker, checklist)))
    if checklist.when is not None:
        values.append(("used", "when", escape(here.scene.when.say(checklist.when, here.book, checklist))))
    if checklist.mode is not None:
        values.append(("mode", "mode", escape(here.word(f"sheet.mode.{checklist.mode}"))))
    if checklist.schedule is not None:
        values.append(("schedule", "schedule", here.ref("schedule", checklist.schedule, checklist)))
    rows = [
        Fact(here.word(f"field.{label}"), Shown(html, origin_of(checklist, attribute)))
        for label, attribute, html in values
    ]
    code = Markup('<code class="db-place">{}</code>').format(fingerprint(here.book, made))
    command = Markup("<code>dutybook sheet {}</code>").format(here.book.key[checklist])
    return [
        *rows,
        Fact(here.word("sheet-page.fingerprint"), Shown(code)),
        Fact(here.word("sheet-page.command"), Shown(command)),
    ]


def _origins(here: Here, made: Compiled) -> list[object]:
    """Where each item comes from: its duty, step, criterion, task or question; or the reason for a step of its own."""
    head = [here.word(f"column.{name}") for name in ("item", "comes-from")]
    rows = [Row([_item(here, line), _origin(here, line)]) for line in made.lines]
    return [Prose([Markup("<p>{}</p>").format(here.word("sheet-page.origins"))]), Table(head, rows, "origins")]


def _item(here: Here, line: Line) -> Markup:
    mark = Markup(' <span class="db-critical">◆</span>') if line.critical else Markup()
    return Markup("{}{}").format(here.say(line.text), mark)


def _origin(here: Here, line: Line) -> Markup:
    if line.duty is not None:
        link = here.link(line.duty)
        added = line.said.reason if line.said is not None else None
        return link if added is None else Markup("{}<br>{}").format(link, here.say(added))
    if line.source == "own":
        return Markup("{} {}").format(here.word("sheet-page.own"), here.say(line.said.reason if line.said else None))
    return here.link(owner_of(here.book, line))
