"""Who has which part in what: the steps of processes, and groups of duties, by role."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ...due import in_use
from ...model.organisation import Role, Unit
from ...model.process import Process, Step
from ...model.work import Duty, Standard
from ..here import Here
from ..markup import Markup

PARTS = ("both", "performs", "does", "answers", "checks", "consulted", "informed", "receives")
SIGNS = {
    "both": "●", "performs": "●", "does": "○", "answers": "◎", "checks": "◆", "consulted": "◇", "informed": "▽",
    "receives": "▽",
}  # fmt: skip


class Share(NamedTuple):
    """A role's part in a row: its sign, its word, and of how many duties it is said."""

    sign: str
    word: str
    times: str = ""


class MatrixRow(NamedTuple):
    """A row with the shares of each role."""

    label: Markup
    cells: Sequence[Sequence[Share]]


class MatrixGroup(NamedTuple):
    """Rows that belong together."""

    title: Markup
    rows: Sequence[MatrixRow]


class Matrix(NamedTuple):
    """A matrix of roles. `heads` are links to them, `names` their plain names."""

    label: str
    corner: str
    heads: Sequence[Markup]
    names: Sequence[str]
    groups: Sequence[MatrixGroup]
    legend: Sequence[tuple[str, str]]
    block: str = "picture_matrix"


Shares = dict[Role, Counter[str]]


def process_matrix(here: Here, processes: Sequence[Process], *, titles: bool = True) -> Matrix:
    """Who does, answers for, is asked and told in each step of some processes; on a process's own page without its title."""
    found = {process: [_of_step(here, step) for step in process.steps] for process in processes}
    roles = _ordered(here, (role for rows in found.values() for row in rows for role in row))
    groups = [
        MatrixGroup(
            here.link(process) if titles else Markup(),
            [_row(here, _step_link(here, process, number, titles), rows[number], roles) for number in range(len(rows))],
        )
        for process, rows in found.items()
        if rows
    ]
    return _matrix(here, "steps", roles, groups)


def duty_matrix(here: Here, standards: Sequence[Standard]) -> Matrix:
    """Who carries out, checks and receives the duties of some standards."""
    found = {
        standard: _of_duties(here, [duty for duty in standard.duties if in_use(here.book, duty)])
        for standard in standards
    }
    roles = _ordered(here, (role for row in found.values() for role in row))
    rows = [_row(here, here.link(standard), shares, roles) for standard, shares in found.items()]
    return _matrix(here, "duties", roles, [MatrixGroup(Markup(), rows)])


def _matrix(here: Here, what: str, roles: Sequence[Role], groups: Sequence[MatrixGroup]) -> Matrix:
    used = {(share.sign, share.word) for group in groups for row in group.rows for cell in row.cells for share in cell}
    words = [(SIGNS[part], here.word(f"picture.matrix.part.{part}")) for part in PARTS]
    legend = [pair for pair in words if pair in used]
    names = [here.scene.title(role) for role in roles]
    corner = here.word(f"picture.matrix.{what}")
    heads = [here.link(role) for role in roles]
    return Matrix(here.word("picture.matrix.label", what=corner), corner, heads, names, groups, legend)


def _of_step(here: Here, step: Step) -> Shares:
    shares: Shares = {}
    for name in ("responsible", "accountable", "consulted", "informed"):
        for role in _named(here, step, getattr(step, name)):
            shares.setdefault(role, Counter())[name] = 1
    for counts in shares.values():
        does, answers = counts.pop("responsible", 0), counts.pop("accountable", 0)
        if does or answers:
            counts["both" if does and answers else "does" if does else "answers"] = 1
    return shares


def _of_duties(here: Here, duties: Iterable[Duty]) -> Shares:
    shares: Shares = {}
    for duty in duties:
        checker = (duty.checked_by.role,) if duty.checked_by is not None else ()
        parts = (
            ("performs", here.book.roles_of(duty)),
            ("checks", _named(here, duty, checker)),
            ("receives", _named(here, duty, duty.handed_to)),
        )
        for part, roles in parts:
            for role in roles:
                shares.setdefault(role, Counter())[part] += 1
    return shares


def _named(here: Here, node: Any, references: Iterable[str]) -> list[Role]:
    found = (here.book.find("role", each, node) for each in references)
    return list(dict.fromkeys(role for role in found if role is not None))


def _ordered(here: Here, roles: Iterable[Role]) -> list[Role]:
    """Each role once; those of other units last."""
    order: dict[Unit | None, int] = {unit: place for place, unit in enumerate(here.book.units)}
    return sorted(dict.fromkeys(roles), key=lambda role: (order.get(here.book.unit(role), 0), role.order, role.id))


def _row(here: Here, label: Markup, shares: Shares, roles: Sequence[Role]) -> MatrixRow:
    cells = []
    for role in roles:
        counts = shares.get(role, Counter())
        cells.append(
            [
                Share(
                    SIGNS[part], here.word(f"picture.matrix.part.{part}"), str(counts[part]) if counts[part] > 1 else ""
                )
                for part in PARTS
                if counts[part]
            ]
        )
    return MatrixRow(label, cells)


def _step_link(here: Here, process: Process, number: int, elsewhere: bool) -> Markup:
    step = process.steps[number]
    address = f"{here.to(process) if elsewhere else ''}#step-{step.id}"
    return Markup('<a href="{}">{}. {}</a>').format(address, number + 1, here.scene.wording(step.does))
