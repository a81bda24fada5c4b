"""Coverage as maps: every clause of every source, every duty of every standard, each a square that leads to it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...book import Book
from ...checklist.coverage import checklists_of, needs_a_checklist, waivers
from ...due import in_use
from ...model.words import Clause, Source
from ...model.work import Duty
from ..here import Here
from ..markup import Markup

CLAUSES = ("used", "gap-used", "waived", "gap", "unused")
DUTIES = ("both", "checklist", "schedule", "waived", "neither", "missing")
SIGNS = {
    "used": "", "gap-used": "△", "waived": "×", "gap": "△", "unused": "!",
    "both": "", "checklist": "", "schedule": "", "neither": "", "missing": "!",
}  # fmt: skip


class Square(NamedTuple):
    """A thing on the map: what stands on it, its state and its sign, its name and its state in words."""

    text: str
    href: str
    state: str
    sign: str
    title: str


class MapRow(NamedTuple):
    """The squares of a source or a standard."""

    title: Markup
    note: str
    squares: Sequence[Square]


class CoverageMap(NamedTuple):
    """A map with what its squares mean and how many there are of each. `kind` is clauses or duties."""

    label: str
    kind: str
    rows: Sequence[MapRow]
    legend: Sequence[tuple[str, str, str]]
    block: str = "picture_map"


def clause_map(here: Here, sources: Sequence[Source]) -> CoverageMap:
    """Every clause of some sources, by what becomes of it."""
    rows = []
    for source in sources:
        squares = [
            _square(
                here, clause, clause.id.rpartition("-")[2], _state(here.book, clause), here.scene.wording(clause.text)
            )
            for clause in source.clauses
        ]
        rows.append(MapRow(here.link(source, f"{source.id} {here.scene.title(source)}"), str(len(squares)), squares))
    return CoverageMap(here.word("picture.map.clauses"), "clauses", rows, _legend(here, CLAUSES, rows))


def duty_map(here: Here) -> CoverageMap:
    """Every duty of the handbook, by whether it stands on a checklist, on a schedule or on neither."""
    scheduled = {
        duty
        for schedule in here.book.schedules
        for entry in schedule.entries
        for each in entry.duties
        if (duty := here.book.find("duty", each, entry)) is not None
    }
    waived, rows = waivers(here.book), []
    for unit in here.book.units:
        for standard in sorted(here.book.within("standard", unit), key=lambda each: (each.order, each.id)):
            squares = [
                _square(
                    here,
                    duty,
                    str(number),
                    _stands(here.book, duty, duty in scheduled, duty in waived),
                    here.scene.title(duty),
                )
                for number, duty in enumerate(standard.duties, 1)
                if in_use(here.book, duty)
            ]
            if squares:
                rows.append(MapRow(here.link(standard), here.scene.title(unit), squares))
    return CoverageMap(here.word("picture.map.duties"), "duties", rows, _legend(here, DUTIES, rows))


def _state(book: Book, clause: Clause) -> str:
    if clause.waived is not None:
        return "waived"
    used, gap = bool(book.used_by.get(clause)), clause.kind == "gap"
    return "gap-used" if gap and used else "used" if used else "gap" if gap else "unused"


def _stands(book: Book, duty: Duty, scheduled: bool, waived: bool) -> str:
    listed = bool(checklists_of(book, duty))
    if listed or scheduled:
        return "both" if listed and scheduled else "checklist" if listed else "schedule"
    if waived:
        return "waived"
    return "missing" if needs_a_checklist(duty) and book.checklists else "neither"


def _square(here: Here, node: Clause | Duty, text: str, state: str, name: str) -> Square:
    said = here.word("picture.map.square", name=name, state=here.word(f"picture.map.state.{state}"))
    return Square(text, here.to(node), state, SIGNS[state], said)


def _legend(here: Here, states: Iterable[str], rows: Sequence[MapRow]) -> list[tuple[str, str, str]]:
    counts = {state: sum(square.state == state for row in rows for square in row.squares) for state in states}
    return [
        (state, SIGNS[state], here.word("picture.map.count", state=here.word(f"picture.map.state.{state}"), n=count))
        for state, count in counts.items()
        if count
    ]
