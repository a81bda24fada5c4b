"""The page of a unit, and the lists of what it holds."""

from collections.abc import Sequence
from typing import Any

from ..model.organisation import Assumption, CustomerClass, Role, Unit
from ..model.rollout import Stage
from ..model.time import DeadlinePolicy
from .blocks import Card, Cards, Fact, Facts, Listing, Page, Row, Section, Shown, Subheading, Table
from .common import about, badges, cell, data_note, inline, owner, prose_of, say_date, used_by
from .duty import by_rhythm
from .here import Here
from .markup import Markup, escape
from .pictures.gantt import gantt
from .pictures.matrix import duty_matrix, process_matrix
from .pictures.organisation import organisation
from .pictures.rows import stage_flow, visit_rows
from .scene import PLURALS, Scene
from .standard import standard_cards

LISTED = ("process", "stage", "customer-class", "schedule", "topic", "worksheet", "self-check")


def unit_page(scene: Scene, unit: Unit) -> Page:
    """A unit at a glance: its roles first, then everything else it has."""
    here = Here(scene, f"{unit.id}/index.md")
    sections = []
    roles = own(scene, unit, "role")
    posts = [role for role in roles if role.kind == "post"]
    if posts:
        sections.append(Section("roles", here.word("section.roles"), [role_cards(here, posts)]))
    tree = organisation(here, unit, roles)
    if tree is not None:
        sections.append(Section("organisation", here.word("picture.organisation.title"), [tree]))
    standards = own(scene, unit, "standard")
    if standards:
        blocks = [standard_cards(here, standards)]
        sections.append(Section("standards", here.word("section.standards"), blocks))
    for word in LISTED:
        found = ordered(own(scene, unit, word))
        if found:
            sections.append(Section(PLURALS[word], here.word(f"kinds.{word}"), _overview(here, word, found)))
    matrices = _matrices(here, unit, standards)
    if matrices:
        sections.append(Section("matrix", here.word("picture.matrix.title"), matrices))
    for word in ("form", "checklist"):
        links = [here.link(each) for each in own(scene, unit, word)]
        if links:
            sections.append(Section(PLURALS[word], here.word(f"kinds.{word}"), [Listing(links)]))
    others = [role for role in roles if role.kind != "post"]
    if others:
        sections.append(Section("bodies", here.word("section.bodies"), [role_cards(here, others)]))
    if unit.deadline_policy is not None:
        sections.append(
            Section("policy", here.word("section.policy"), [Facts(policy_facts(here, unit.deadline_policy))])
        )
    sections.append(about(here, unit))
    return Page(
        here.path,
        scene.title(unit),
        "unit",
        here.word("kind.unit"),
        prose_of(here, unit, "purpose"),
        badges(here, unit),
        sections,
    )


def _overview(here: Here, word: str, nodes: Sequence[Any]) -> list[Any]:
    """Things of a kind on their unit's page: as a picture where one says it, or as cards."""
    if word == "stage":
        return [stage_flow(here, nodes)]
    rates = visit_rows(here, nodes) if word == "customer-class" else None
    return [rates] if rates is not None else [plain_cards(here, nodes)]


def _matrices(here: Here, unit: Unit, standards: Sequence[Any]) -> list[Any]:
    """Who has which part in the unit's processes and duties."""
    processes = [process for process in own(here.scene, unit, "process") if process.steps]
    found = [process_matrix(here, processes)] if processes else []
    return [*found, duty_matrix(here, standards)] if standards else found


def own(scene: Scene, unit: Unit, word: str) -> list[Any]:
    """The things of a kind that belong to a unit, in their order."""
    return ordered(scene.book.within(word, unit))


def ordered(nodes: Sequence[Any]) -> list[Any]:
    """Things in their own order where they have one."""
    return sorted(nodes, key=lambda node: getattr(node, "order", 0))


def role_cards(here: Here, roles: Sequence[Role]) -> Cards:
    """Roles as cards."""
    return Cards(
        [
            Card(here.scene.title(role), here.to(role), "role", here.say(role.purpose, terms=False), _count(here, role))
            for role in roles
        ]
    )


def _count(here: Here, role: Role) -> str:
    duties = len(here.book.duties_of(role))
    return here.count("duty", duties) if duties else here.word(f"role-kind.{role.kind}")


def plain_cards(here: Here, nodes: Sequence[Any]) -> Cards:
    """Things as cards with the first words they say about themselves."""
    cards = []
    for node in nodes:
        text = next(
            (found for name in ("summary", "purpose", "goal", "rule") if (found := getattr(node, name, None))), None
        )
        said = here.say(text, terms=False)
        meta = _visits(here, node) if isinstance(node, CustomerClass) else ""
        cards.append(Card(here.scene.title(node), here.to(node), here.scene.words_of(node), said, meta))
    return Cards(cards)


def _visits(here: Here, group: CustomerClass) -> str:
    visits = group.visits
    return here.word("origin.not-stated") if visits is None else here.scene.when.say(visits, here.book, group)


def policy_facts(here: Here, policy: DeadlinePolicy) -> list[Fact]:
    """The deadline policy in words, with its origin."""
    words = here.scene.words["when"]["policy"]
    rows = []
    for name in ("counts_the_day", "missing_day", "day_off", "crossing"):
        value = getattr(policy, name)
        if value is not None:
            key = name.replace("_", "-")
            rows.append(
                Fact(here.word(f"policy.{key}"), here.shown(policy, name, escape(words[key][str(value).lower()])))
            )
    sources = here.clauses(policy)
    if sources:
        rows.append(Fact(here.word("field.source"), Shown(sources)))
    return rows


def list_page(scene: Scene, unit: Unit, word: str) -> Page:
    """All things of a kind in a unit."""
    here = Here(scene, f"{unit.id}/{PLURALS[word]}/index.md")
    found = ordered(own(scene, unit, word))
    if word == "duty":
        blocks: list[Any] = by_rhythm(here, found, role=True)
    elif word == "role":
        blocks = [role_cards(here, found)]
    elif word == "form":
        blocks = [form_table(here, found)]
    elif word == "stage":
        blocks = [stage_flow(here, found), gantt(here, unit, found), stage_table(here, found)]
    elif word == "customer-class":
        rates = visit_rows(here, found)
        blocks = [*([rates] if rates is not None else []), plain_cards(here, found)]
    else:
        blocks = [plain_cards(here, found)]
    said = [Markup("<p>{}</p>").format(here.word(f"lead.unit-{PLURALS[word]}"))]
    section = Section("all", here.word(f"kinds.{word}"), blocks)
    return Page(
        here.path, here.word(f"kinds.{word}"), "list", here.word(f"kind.{word}"), said, [], [section],
        (here.to(unit), scene.title(unit)),
    )  # fmt: skip


def form_table(here: Here, forms: Sequence[Any]) -> Table:
    """Forms with who fills and who receives them."""
    head = [here.word(f"field.{name}") for name in ("form", "kind", "filled-by", "submitted-to")]
    rows = [
        Row(
            [
                here.link(form),
                escape(here.word(f"form-kind.{form.kind}")),
                inline(here, here.shown(form, "filled_by", here.refs("role", form.filled_by, form))),
                inline(here, here.shown(form, "submitted_to", here.refs("role", form.submitted_to, form))),
            ]
        )
        for form in forms
    ]
    return Table(head, rows, "forms")


def stage_table(here: Here, stages: Sequence[Any]) -> Table:
    """The stages in order with their goal, length, owner and what their gate looks at."""
    names = ("kind.stage", "field.goal", "field.lasts", "field.owner", "field.accepted-by", "section.exit")
    head = [here.word(name) for name in names]
    rows = [
        Row(
            [
                Markup("{}. {}").format(stage.order, here.link(stage)),
                here.say(stage.goal),
                _length(here, stage),
                inline(here, owner(here, stage).shown),
                inline(here, here.shown(stage, "accepted_by", here.ref("role", stage.accepted_by or "", stage))),
                Markup("<ul>{}</ul>").format(
                    Markup().join(Markup("<li>{}</li>").format(here.say(each.measure)) for each in stage.exit_criteria)
                ),
            ]
        )
        for stage in stages
    ]
    return Table(head, rows, "stages")


def _length(here: Here, stage: Stage) -> Markup:
    if stage.ends is not None:
        return cell(here, stage, "ends", escape(say_date(here, stage.ends)))
    return cell(here, stage, "lasts", escape(here.scene.when.span(stage.lasts)) if stage.lasts is not None else None)


def _units_with(here: Here, reason: Assumption) -> list[Markup]:
    """The units whose defaults give a reason that nothing else gives."""
    owners = dict.fromkeys(reference.owner for reference in here.book.used_by.get(reason, ()))
    return [here.link(each) for each in owners if isinstance(each, Unit)]


def assumptions_page(scene: Scene, unit: Unit | None) -> Page:
    """The reasons that assumed fields share, each with what uses it."""
    here = Here(scene, f"{unit.id}/assumptions.md" if unit is not None else "assumptions.md")
    reasons: Sequence[Assumption] = unit.assumptions if unit is not None else scene.book.settings.assumptions
    head = [here.word(f"column.{name}") for name in ("reason", "used-by")]
    blocks: list[Any] = []
    for reason in reasons:
        users = used_by(here, reason) or _units_with(here, reason)
        blocks += [
            Subheading(f"assumption-{reason.id}", scene.wording(reason.reason)),
            Listing(users or [escape(here.word("phrase.nothing-due"))]),
        ]
    if reasons:
        blocks.append(data_note(here, reasons[0]))
    said = here.word("lead.unit-assumptions" if unit is not None else "lead.assumptions")
    section = Section("reasons", head[0], blocks)
    parent = (here.to(unit), scene.title(unit)) if unit is not None else None
    title = here.word("section.assumptions") if unit is not None else here.word("page.assumptions")
    return Page(
        here.path,
        title,
        "list",
        here.word("kind.assumption"),
        [Markup("<p>{}</p>").format(said)],
        [],
        [section],
        parent,
    )
