"""Which checklists a duty stands on and a role goes through, and the coverage of duties by checklists, both ways."""

from collections.abc import Sequence

from ..checklist.compile import compiled
from ..checklist.coverage import checklists_of, needs_a_checklist, waivers
from ..due import in_use
from ..model.checklist import Checklist
from ..model.organisation import Role, Unit
from ..model.work import Duty
from .blocks import Fact, Prose, Row, Section, Shown, Subheading, Table
from .here import Here
from .markup import Markup, escape


def of_duty(here: Here, duty: Duty) -> Fact | None:
    """The checklists on which a duty stands, or why it stands on none; None for a duty that needs none."""
    html = _where(here, duty)
    return Fact(here.word("checklists.of-duty"), Shown(html)) if html else None


def _where(here: Here, duty: Duty) -> Markup:
    on = checklists_of(here.book, duty)
    if on:
        return here.join(here.link(each) for each in on)
    waived = waivers(here.book).get(duty)
    if waived is not None:
        return Markup("{}{}").format(here.word("checklists.waived"), here.say(waived.reason))
    return escape(here.word("checklists.missing")) if needs_a_checklist(duty) and here.book.checklists else Markup()


def of_role(here: Here, role: Role) -> Section | None:
    """The checklists that a role goes through, its own and those of the role it acts as, and those it countersigns."""
    acts = here.book.find("role", role.acts_as, role) if role.acts_as else None
    rows = []
    for checklist in _shown(here):
        made = compiled(here.book, checklist)
        checker = here.book.find("role", checklist.checker, checklist) if checklist.checker else None
        part = "does" if made.role in (role, acts) and made.role is not None else "checks" if checker is role else ""
        if part:
            rows.append(
                Row([here.link(checklist), _when(here, checklist), escape(here.word(f"checklists.part.{part}"))])
            )
    table = Table([here.word(f"checklists.column.{name}") for name in ("list", "when", "part")], rows)
    return Section("checklists", here.word("checklists.of-role"), [table]) if rows else None


def coverage(here: Here) -> list[Section]:
    """How many duties with a time stand on checklists, on which, and what stands on each checklist."""
    if not here.book.checklists:
        return []
    units = [unit for unit in here.book.units if any(here.book.unit(each) is unit for each in _shown(here))]
    timed = {unit: [duty for duty in _ordered(here, unit) if needs_a_checklist(duty)] for unit in units}
    lead = Prose([Markup("<p>{}</p>").format(here.word("checklists.coverage-lead"))])
    return [
        Section("checklists", here.word("checklists.coverage"), [lead, _counts(here, timed)]),
        Section("by-duty", here.word("checklists.by-duty"), _by_duty(here, timed)),
        Section("by-checklist", here.word("checklists.by-list"), _by_checklist(here, units)),
    ]


def _shown(here: Here) -> list[Checklist]:
    """The checklists of the organisation, unit by unit; what is for oneself alone is nobody's coverage."""
    order = {unit: place for place, unit in enumerate(here.book.units)}
    shown = (each for each in here.book.checklists if each.use != "private")
    return sorted(shown, key=lambda each: (order.get(here.book.unit(each), 0), each.order, each.id))  # type: ignore[arg-type]


def _ordered(here: Here, unit: Unit) -> list[Duty]:
    standards = sorted(here.book.within("standard", unit), key=lambda each: (each.order, each.id))
    return [duty for standard in standards for duty in standard.duties if in_use(here.book, duty)]


def _counts(here: Here, timed: dict[Unit, list[Duty]]) -> Table:
    waived = waivers(here.book)
    rows = []
    for unit, duties in timed.items():
        on = [duty for duty in duties if checklists_of(here.book, duty)]
        off = [duty for duty in duties if duty not in on and duty in waived]
        numbers = (len(duties), len(on), len(off), len(duties) - len(on) - len(off))
        rows.append(Row([here.link(unit), *(escape(number) for number in numbers)]))
    return Table(_head(here, "unit", "timed", "on", "waived", "missing"), rows, "numbers")


def _by_duty(here: Here, timed: dict[Unit, list[Duty]]) -> list[object]:
    blocks: list[object] = []
    for unit, duties in timed.items():
        rows = [
            Row([here.link(duty), escape(here.scene.when.say(duty.when, here.book, duty)), _where(here, duty)])
            for duty in duties
            if duty.when is not None
        ]
        if rows:
            blocks.append(Subheading(f"duties-{unit.id}", here.scene.title(unit)))
            blocks.append(Table(_head(here, "duty", "when", "lists"), rows))
    return blocks


def _by_checklist(here: Here, units: Sequence[Unit]) -> list[object]:
    blocks: list[object] = []
    for unit in units:
        rows = [_stands_on(here, each) for each in _shown(here) if here.book.unit(each) is unit]
        blocks.append(Subheading(f"checklists-{unit.id}", here.scene.title(unit)))
        blocks.append(Table(_head(here, "list", "role", "duties"), rows))
    return blocks


def _stands_on(here: Here, checklist: Checklist) -> Row:
    made = compiled(here.book, checklist)
    lines = list(made.lines)
    duties = dict.fromkeys(line.duty for line in lines if line.duty is not None)
    parts = [here.join(here.link(duty) for duty in duties)] if duties else []
    others = sum(line.duty is None for line in lines)
    if others:
        parts.append(Markup("<small>{}</small>").format(here.word("checklists.others", n=others)))
    role = here.link(made.role) if made.role is not None else Markup()
    return Row([here.link(checklist), role, Markup(" ").join(parts)])


def _when(here: Here, checklist: Checklist) -> Markup:
    when = checklist.when
    return escape(here.scene.when.say(when, here.book, checklist)) if when is not None else Markup()


def _head(here: Here, *names: str) -> list[str]:
    return [here.word(f"checklists.column.{name}") for name in names]
