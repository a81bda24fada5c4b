"""The handbook as tables for spreadsheets: what people filter and count, a row a thing, in one language."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from ..checklist.compile import compiled, is_dated
from ..checklist.definition import SHOWN, fingerprint
from ..due import dues
from ..model.kinds import KINDS
from .due import DueWords
from .export_cells import Cells
from .export_registers import assumptions, clauses, coverage, gaps
from .scene import Scene

AHEAD = timedelta(days=400)  # every rule but those of years to come has a date in it
Rows = Iterator[Sequence[str]]
# What the tables of plain fields show: the kind, then its fields by attribute.
FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "roles": ("role", ("kind", "reports_to", "purpose", "acts_as", "stand_in", "serves", "qualifications")),
    "forms": ("form", ("kind", "purpose", "filled_by", "submitted_to", "signatures", "retention", "kept_at")),
    "processes": ("process", ("purpose", "scope", "trigger", "ends_when", "frequency")),
    "customer-classes": ("customer-class", ("rule", "visits", "minutes")),
    "stages": ("stage", ("goal", "effect")),
}
DUTY = ("number", "text", "items", "when", "measure", "form", "handed_to", "minutes", "critical", "source")
STEP = (
    "does",
    "responsible",
    "accountable",
    "consulted",
    "informed",
    "input",
    "output",
    "form",
    "limit",
    "control_point",
)


def export_tables(scene: Scene, on: date) -> dict[str, list[list[str]]]:
    """Every table by name, heads first. `on` is the day after which the next dates of deadlines are looked for."""
    cells = Cells(scene)
    made: dict[str, list[list[str]]] = {"duties": _table(cells, _duties), "deadlines": _deadlines(cells, on)}
    made |= {name: _table(cells, _of(word, fields)) for name, (word, fields) in FIELDS.items()}
    rest = (("steps", _steps), ("schedules", _schedules), ("checklists", _checklists), ("terms", _terms))
    registers = (("clauses", clauses), ("gaps", gaps), ("assumptions", assumptions), ("coverage", coverage))
    made |= {name: _table(cells, rows) for name, rows in (*rest, *registers)}
    return {name: rows for name, rows in made.items() if len(rows) > 1}


def _table(cells: Cells, rows: Callable[[Cells], Rows]) -> list[list[str]]:
    """A table: its rows function yields the columns by name first."""
    names, *found = rows(cells)
    return [[cells.word(f"column.{name}") for name in names], *(list(row) for row in found)]


def _keys(attributes: Sequence[str]) -> list[str]:
    return [each.replace("_", "-") for each in attributes]


def _start(cells: Cells, node: Any) -> list[str]:
    """How a row of a thing begins: unit, key, title."""
    return [cells.unit(node), cells.book.key[node], cells.scene.title(node)]


def _end(cells: Cells, node: Any) -> list[str]:
    """How it ends: status, owner, version, file."""
    settled = [cells.settled(node, name) for name in ("status", "owner", "version")]
    return [*settled, node.mark.path]


START, END = ["unit", "key", "title"], ["status", "owner", "version", "file"]


def _of(word: str, fields: tuple[str, ...]) -> Callable[[Cells], Rows]:
    """The table of a kind of thing with some of its fields."""

    def rows(cells: Cells) -> Rows:
        yield [*START, *_keys(fields), *END]
        nodes: list[Any] = list(cells.book.all(KINDS[word].model))
        for node in nodes:
            yield [*_start(cells, node), *(cells.field(node, each) for each in fields), *_end(cells, node)]

    return rows


def _duties(cells: Cells) -> Rows:
    yield [*START, "role", "standard", *_keys(DUTY), "checked-by", "assumed", *END]
    for duty in cells.book.duties:
        roles = cells.join(cells.scene.title(role) for role in cells.book.roles_of(duty))
        standard = cells.scene.title(cells.book.standard_of[duty])
        yield [
            *_start(cells, duty), roles, standard, *(cells.field(duty, each) for each in DUTY), _checked(cells, duty),
            cells.join(cells.name(duty, key) for key in duty.assumed), *_end(cells, duty),
        ]  # fmt: skip


def _checked(cells: Cells, duty: Any) -> str:
    """Who checks a duty, and how."""
    checks = duty.checked_by
    if checks is None:
        return cells.field(duty, "checked_by")
    parts = [cells.field(checks, shape, duty) for shape in ("role", "how")]
    return cells.word("colon").join(part for part in parts if part)


def _deadlines(cells: Cells, on: date) -> list[list[str]]:
    """Each dated duty with its next date, and why that is not the date of the rule."""
    words, book = DueWords(cells.scene), cells.book
    names = [*START, "role", "rule", "nominal", "due", "reason", "provisional"]
    found = []
    for duty in book.duties:
        roles = book.roles_of(duty)
        if roles and is_dated(duty):
            item = next(dues(book, duty, roles[0], on, on + AHEAD), None)
            at = item.at if item is not None else None
            dates = [at.nominal.isoformat(), at.due.isoformat(), words.reason(at)] if at is not None else [""] * 3
            is_open = cells.word("yes" if at.provisional else "no") if at is not None else ""
            who = cells.join(cells.scene.title(role) for role in roles)
            found.append([*_start(cells, duty), who, words.rule(duty), *dates, is_open])
    found.sort(key=lambda row: (row[6] or "9", row[1]))
    return [[cells.word(f"column.{name}") for name in names], *found]


def _steps(cells: Cells) -> Rows:
    yield ["unit", "process", "title", "position", "step", *_keys(STEP)]
    for process in cells.book.processes:
        for place, step in enumerate(process.steps, 1):
            yield [*_start(cells, process), str(place), step.id, *(cells.field(step, each, process) for each in STEP)]


def _schedules(cells: Cells) -> Rows:
    fields = ("start", "end", "what", "duties", "place", "with_")
    yield [*START, "start", "end", "what", "duties", "place", "with"]
    for schedule in cells.book.schedules:
        for entry in schedule.entries:
            yield [*_start(cells, schedule), *(cells.field(entry, each, schedule) for each in fields)]


def _checklists(cells: Cells) -> Rows:
    yield [*START, "role", "when", "item-count", "fingerprint", *END]
    for checklist in cells.book.checklists:
        made = compiled(cells.book, checklist)
        role = cells.scene.title(made.role) if made.role is not None else ""
        code = fingerprint(cells.book, made)[:SHOWN]
        count = str(sum(1 for _ in made.lines))
        yield [*_start(cells, checklist), role, cells.field(checklist, "when"), count, code, *_end(cells, checklist)]


def _terms(cells: Cells) -> Rows:
    others = [each for each in cells.book.settings.languages if each != cells.scene.language]
    yield ["key", "term", "other", "means", "source"]
    for term in cells.book.terms:
        said = cells.join(term.term.get(each) or "" for each in others)
        yield [
            cells.book.key[term], cells.scene.wording(term.term), said, cells.scene.wording(term.means),
            cells.field(term, "source"),
        ]  # fmt: skip
