"""The page of a role: everything that one person at this post needs, on one page."""

from typing import Any

from ..model.organisation import Role
from ..model.work import Duty
from ..workload import schedules_of
from .blocks import Card, Cards, Fact, Facts, Listing, Page, Prose, Row, Section, Shown, Subheading, Table
from .common import about, badges, cell, listing, marked, prose_of, texts
from .duty import by_rhythm, escalation
from .here import Here
from .markup import Markup, escape
from .on_checklists import of_role
from .pictures.day import day
from .pictures.organisation import around
from .role_due import TODAY, role_due_path
from .role_wall import wall_of
from .scene import Scene
from .team import team_section
from .workload import workload_path

PHASES = ("before", "day-1", "week-1", "month-1")


def role_page(scene: Scene, role: Role) -> Page:
    """A role with its day, duties, forms, contacts, authority and first month."""
    here = Here(scene, scene.place(role)[0])
    duties = here.book.duties_of(role)
    said = prose_of(here, role, "purpose") or [
        Markup('<p class="db-open">{}</p>').format(here.word("origin.not-stated"))
    ]
    near = around(here, role)
    sections = [Section("who", here.word("section.result"), [Facts(_facts(here, role)), *([near] if near else [])])]
    sections += [
        section
        for section in (
            _day(here, role, duties),
            _due(here, role, duties),
            team_section(here, role),
            _standards(here, role, duties),
            of_role(here, role),
            _forms(here, role),
            _escalations(here, role, duties),
            _contacts(here, role),
            _authority(here, role),
            _first_days(here, role),
            _measures(here, role),
            _checks(here, role),
            _processes(here, role),
            about(here, role, extra=[_changes(here, role)]),
        )
        if section is not None
    ]
    unit = scene.book.unit(role)
    parent = (here.to(unit), scene.title(unit)) if unit is not None else None
    kind = here.word(f"role-kind.{role.kind}")
    apart = Here(scene, here.path)
    apart.link_terms = False
    wall = wall_of(apart, role, duties, _facts(apart, role))
    return Page(
        here.path, scene.title(role), "role", kind, said, badges(here, role), sections, parent=parent, wall=wall
    )  # fmt: skip


def _facts(here: Here, role: Role) -> list[Fact]:
    rows = []
    unit = here.book.unit(role)
    if unit is not None:
        rows.append(Fact(here.word("field.unit"), Shown(here.link(unit))))
    if role.head:
        rows.append(here.fact("reports-to", role, "head", escape(here.word("field.head"))))
    elif role.kind != "external":
        html = here.ref("role", role.reports_to, role) if role.reports_to else None
        rows.append(here.fact("reports-to", role, "reports_to", html))
    below = [
        each for each in here.book.roles if each.reports_to and here.book.find("role", each.reports_to, each) is role
    ]
    if below:
        rows.append(Fact(here.word("field.subordinates"), Shown(here.join(here.link(each) for each in below))))
    if role.acts_as:
        rows.append(here.fact("acts-as", role, "acts_as", here.ref("role", role.acts_as, role)))
    members = acting(here, role)
    if members:
        rows.append(Fact(here.word("field.members"), Shown(here.join(here.link(each) for each in members))))
    if role.kind == "post":
        stand_in = here.ref("role", role.stand_in, role) if role.stand_in else None
        rows.append(here.fact("stand-in", role, "stand_in", stand_in))
    if role.serves:
        rows.append(here.fact("serves", role, "serves", here.refs("customer-class", role.serves, role)))
    conditions = here.book.taken_over(role, "conditions")
    if conditions is not None:
        names = (name for name in ("hours", "place", "travel") if getattr(conditions, name) is not None)
        rows += [here.fact(name, conditions, name) for name in names]
    if role.kind == "post":
        rows.append(here.fact("qualifications", role, "qualifications", texts(here, role, "qualifications")))
    return rows


def _changes(here: Here, role: Role) -> Fact:
    """The way to what has changed for a role of late."""
    link = Markup('<a href="{}">{}</a>').format(
        here.href("changes.md", f"role-{here.book.key[role].replace('/', '-')}"), here.word("changes.of-role")
    )
    return Fact(here.word("page.changes"), Shown(link))


def _day(here: Here, role: Role, duties: list[Duty]) -> Section | None:
    schedules = [schedule for schedule in schedules_of(here.book, role) if schedule.entries]
    if schedules:
        blocks: list[object] = [day(here, schedule) for schedule in schedules]
    elif role.kind == "post" and duties:
        blocks = [Prose([Markup('<p class="db-open">{}</p>').format(here.word("phrase.no-schedule"))])]
    else:
        return None
    return Section("my-day", here.word("section.my-day"), blocks)


def _due(here: Here, role: Role, duties: list[Duty]) -> Section | None:
    if duties:
        return Section("due", here.word("section.due"), [*dates_link(here, role), *by_rhythm(here, duties)])
    if role.kind != "post":
        return None
    empty = Markup('<p class="db-open">{}</p>').format(here.word("phrase.no-duties"))
    return Section("due", here.word("section.due"), [Prose([empty])])


def dates_link(here: Here, role: Role) -> list[Prose]:
    """The way to a role's due dates, to its day and to its workload, where it has any."""
    path, load = role_due_path(here.book, role), workload_path(here.book, role)
    ways = Markup()
    if path:
        ways += Markup('<a href="{}">{}</a> <a href="{}?role={}">{}</a>').format(
            here.href(path), here.word("dates.by-date"), here.href(TODAY), here.book.key[role], here.word("dates.today")
        )
    if load:
        ways += Markup(' <a href="{}">{}</a>').format(here.href(load), here.word("workload.page.link"))
    return [Prose([Markup('<p class="db-ways-on">{}</p>').format(ways.strip())])] if ways else []


def _standards(here: Here, role: Role, duties: list[Duty]) -> Section | None:
    standards = {here.book.standard_of[duty]: None for duty in duties}
    ordered = sorted(standards, key=lambda standard: standard.order)
    cards = [
        Card(
            here.scene.title(standard),
            here.to(standard),
            "standard",
            here.say(standard.purpose, terms=False),
            here.count("duty", sum(here.book.standard_of[duty] is standard for duty in duties)),
        )
        for standard in ordered
    ]
    return Section("standards", here.word("section.standards"), [Cards(cards)]) if cards else None


def _forms(here: Here, role: Role) -> Section | None:
    blocks: list[object] = []
    for anchor, attribute in (("forms-filled", "filled_by"), ("forms-received", "submitted_to")):
        forms = [form for form in here.book.forms if _takes_part(here, role, form, attribute)]
        if forms:
            blocks.append(Subheading(anchor, here.word(f"section.{anchor}")))
            other = "submitted_to" if attribute == "filled_by" else "filled_by"
            rows = [
                Row([here.link(form), cell(here, form, other, here.refs("role", getattr(form, other), form))])
                for form in forms
            ]
            head = [
                here.word("column.form"),
                here.word("column.handed-to" if attribute == "filled_by" else "column.from"),
            ]
            blocks.append(Table(head, rows))
    return Section("forms", here.word("section.forms"), blocks) if blocks else None


def _escalations(here: Here, role: Role, duties: list[Duty]) -> Section | None:
    items = [
        Markup("{} <small>{}</small>").format(marked(here, each, escalation(here, each)), here.link(duty))
        for duty in duties
        for each in duty.escalate
    ]
    if items:
        return listing("escalations", here.word("section.escalations"), items)
    if role.kind == "post" and duties:
        empty = Markup('<p class="db-open">{}</p>').format(here.word("origin.not-stated"))
        return Section("escalations", here.word("section.escalations"), [Prose([empty])])
    return None


def _contacts(here: Here, role: Role) -> Section | None:
    rows = [
        Row([here.ref("role", each.role, each), marked(here, each, here.say(each.about)), here.clauses(each)])
        for each in here.book.taken_over(role, "contacts")
    ]
    head = [here.word("column.role"), here.word("column.about"), here.word("field.source")]
    return Section("contacts", here.word("section.contacts"), [Table(head, rows)]) if rows else None


def _authority(here: Here, role: Role) -> Section | None:
    rows = [
        Row([escape(here.word(f"authority.{each.level}")), marked(here, each, here.say(each.what)), here.clauses(each)])
        for each in here.book.taken_over(role, "authority")
    ]
    head = [here.word("column.level"), here.word("column.what"), here.word("field.source")]
    if rows:
        return Section("authority", here.word("section.authority"), [Table(head, rows)])
    return _open(here, role, "authority")


def _open(here: Here, role: Role, name: str) -> Section | None:
    if role.kind != "post":
        return None
    empty = Markup('<p class="db-open">{}</p>').format(here.word("origin.not-stated"))
    return Section(name, here.word(f"section.{name}"), [Prose([empty])])


def first_days_blocks(here: Here, role: Role) -> list[object]:
    """The onboarding of a role, phase by phase."""
    blocks: list[object] = []
    head = [here.word(f"column.{name}") for name in ("task", "responsible", "done-when")]
    for phase in PHASES:
        rows = [
            Row(
                [
                    marked(here, each, here.say(each.task)),
                    here.ref("role", each.responsible, each) if each.responsible else cell(here, each, "responsible"),
                    cell(here, each, "done_when") if each.done_when is None else here.say(each.done_when),
                ]
            )
            for each in here.book.taken_over(role, "onboarding")
            if each.phase == phase
        ]
        if rows:
            blocks += [Subheading(f"{phase}", here.word(f"phase.{phase}")), Table(head, rows, "tasks")]
    return blocks


def _first_days(here: Here, role: Role) -> Section | None:
    blocks = first_days_blocks(here, role)
    if not blocks:
        return _open(here, role, "first-days")
    return Section("first-days", here.word("section.first-days"), blocks)


def _measures(here: Here, role: Role) -> Section | None:
    rows = [
        Row(
            [
                marked(here, each, here.say(each.name)),
                cell(here, each, "formula"),
                cell(here, each, "target"),
                cell(here, each, "period", escape(here.word(f"rhythm.{each.period}")) if each.period else None),
                cell(here, each, "judged_by", here.ref("role", each.judged_by, each) if each.judged_by else None),
            ]
        )
        for each in here.book.taken_over(role, "measures")
    ]
    head = [here.word(f"column.{name}") for name in ("measure", "formula", "target", "period", "judged-by")]
    if rows:
        return Section("measures", here.word("section.measures"), [Table(head, rows)])
    return _open(here, role, "measures")


def _checks(here: Here, role: Role) -> Section | None:
    items = [
        here.link(duty)
        for duty in here.book.duties
        if duty.checked_by is not None and here.book.find("role", duty.checked_by.role, duty) is role
    ]
    return listing("checks", here.word("section.checks"), items) if items else None


def _processes(here: Here, role: Role) -> Section | None:
    items = []
    for process in here.book.processes:
        parts = [
            here.word(f"field.{name}")
            for name in ("responsible", "accountable", "consulted", "informed")
            if any(_takes_part(here, role, step, name) for step in process.steps)
        ]
        if parts:
            joined = here.join(escape(part) for part in parts)
            items.append(Markup("{} <small>{}</small>").format(here.link(process), joined))
    return Section("processes", here.word("section.processes"), [Listing(items)]) if items else None


def acting(here: Here, role: Role) -> list[Role]:
    """The roles that act as a role."""
    return [each for each in here.book.roles if each.acts_as and here.book.find("role", each.acts_as, each) is role]


def _takes_part(here: Here, role: Role, node: Any, attribute: str) -> bool:
    """Whether a field names a role, or the role it acts as."""
    acts = here.book.find("role", role.acts_as, role) if role.acts_as else role
    return any(here.book.find("role", each, node) in (role, acts) for each in getattr(node, attribute))
