"""The page of a duty, and duties in lists: who, what, when, how well, which form, to whom, checked by whom."""

from collections.abc import Iterable, Sequence

from ..model.work import CheckedBy, Duty, Escalation
from .agenda import agenda_of
from .blocks import Fact, Facts, Page, Prose, Row, Section, Shown, Subheading, Table
from .common import about, badges, cell, marked, prose_of, texts
from .duty_dates import dates_sections
from .here import Here
from .markup import Markup, escape
from .on_checklists import of_duty
from .scene import Scene
from .when import RHYTHMS, deadline_policy, in_rhythms


def duty_page(scene: Scene, duty: Duty) -> Page:
    """A duty on a page of its own."""
    here = Here(scene, scene.place(duty)[0])
    standard = scene.book.standard_of[duty]
    said = prose_of(here, duty, "text") or [Markup("<p>{}</p>").format(here.word("origin.not-stated"))]
    sections = [Section("detail", here.word("section.detail"), [Facts(facts(here, duty))])]
    if duty.steps:
        steps = Markup().join(Markup("<li>{}</li>").format(here.say(each)) for each in duty.steps)
        sections.append(Section("how", here.word("section.how"), [Prose([Markup("<ol>{}</ol>").format(steps)])]))
    sections += dates_sections(here, agenda_of(scene.book).dates(duty))
    extra = [Fact(here.word("field.standard"), Shown(here.link(standard)))]
    on = of_duty(here, duty)
    sections.append(about(here, duty, extra=[*extra, on] if on is not None else extra))
    return Page(
        here.path,
        scene.title(duty),
        "duty",
        here.word("kind.duty"),
        said,
        badges(here, duty),
        sections,
        parent=(here.to(standard), scene.title(standard)),
    )


def facts(here: Here, duty: Duty) -> list[Fact]:
    """Everything a duty says, labelled, in the order in which one asks for it."""
    rows = [Fact(here.word("field.role"), Shown(here.join(here.link(role) for role in here.book.roles_of(duty))))]
    if duty.critical:
        rows.append(Fact(here.word("field.critical"), Shown(Markup("◆ {}").format(here.word("phrase.critical")))))
    if duty.items:
        rows.append(here.fact("items", duty, "items", texts(here, duty, "items")))
    rows.append(here.fact("when", duty, "when", when_html(here, duty)))
    rows += _calendar(here, duty)
    rows.append(here.fact("measure", duty, "measure"))
    rows.append(here.fact("form", duty, "form", here.refs("form", duty.form, duty)))
    rows.append(here.fact("handed-to", duty, "handed_to", here.refs("role", duty.handed_to, duty)))
    rows.append(here.fact("checked-by", duty, "checked_by", checked_by(here, duty.checked_by)))
    rows.append(here.fact("escalate", duty, "escalate", escalations(here, duty.escalate)))
    optional = [
        ("inputs", texts(here, duty, "inputs")),
        ("needs", here.refs("duty", duty.needs, duty)),
        ("basis", None),
        ("consequence", None),
        ("customer_class", here.refs("customer-class", duty.customer_class, duty)),
        ("minutes", escape(here.word("phrase.minutes", n=duty.minutes))),
    ]
    rows += [here.fact(name.replace("_", "-"), duty, name, html) for name, html in optional if getattr(duty, name)]
    return rows


def _calendar(here: Here, duty: Duty) -> list[Fact]:
    rows = []
    said = getattr(duty.when, "said", None)
    if said is not None:
        rows.append(Fact(here.word("field.said"), Shown(here.say(said))))
    policy = deadline_policy(here.book, duty)
    sentences = here.scene.when.policy(duty.when, policy)
    if sentences:
        html = escape(("；" if here.scene.language == "zh" else "; ").join(sentences))
        own = getattr(duty.when, "policy", None)
        holder = own if own is not None else policy
        assumed = holder is not None and "reason" in holder.assumed
        reason = here.reason(holder, "reason") if assumed and holder is not None else Markup()
        rows.append(Fact(here.word("field.policy"), Shown(html, "assumed" if assumed else "stated", reason)))
    return rows


def when_html(here: Here, duty: Duty) -> Markup:
    """When a duty is due, in words."""
    return Markup() if duty.when is None else escape(here.scene.when.say(duty.when, here.book, duty))


def checked_by(here: Here, checked: CheckedBy | None) -> Markup:
    """Who checks a duty, and how."""
    if checked is None:
        return Markup()
    role = here.ref("role", checked.role, checked)
    if checked.how is None:
        return role
    return Markup('{}{}<span class="db-how">{}</span>').format(role, here.word("colon"), here.say(checked.how))


def escalations(here: Here, found: Iterable[Escalation]) -> Markup:
    """Whom to tell in which case."""
    return Markup().join(Markup("<div>{}</div>").format(marked(here, each, escalation(here, each))) for each in found)


def escalation(here: Here, each: Escalation) -> Markup:
    """One case and whom to tell."""
    within = "" if each.within is None else here.scene.when.within(each.within)
    joined = f"（{within}）" if within and here.scene.language == "zh" else f" {within}" if within else ""
    pattern = Markup(here.scene.words["phrase"]["escalation"])
    condition = here.say(each.if_)
    return pattern.format(
        condition=Markup(str(condition).rstrip("。.")), role=here.ref("role", each.to, each), within=joined
    )


def duty_rows(here: Here, duties: Iterable[Duty], *, role: bool = False) -> Table:
    """Duties as a table: what, when, on which form, to whom; with `role`, who."""
    names = ("duty", *(("role",) if role else ()), "when", "form", "handed-to")
    rows = []
    for duty in duties:
        title = Markup("{}{}").format(here.link(duty), _critical(here, duty))
        cells = [marked(here, duty, title)]
        if role:
            cells.append(here.join(here.link(each) for each in here.book.roles_of(duty)))
        cells += [
            cell(here, duty, "when", when_html(here, duty)),
            cell(here, duty, "form", here.refs("form", duty.form, duty)),
            cell(here, duty, "handed_to", here.refs("role", duty.handed_to, duty)),
        ]
        rows.append(Row(cells, duty.id))
    return Table([here.word(f"column.{name}") for name in names], rows, "duties")


def _critical(here: Here, duty: Duty) -> Markup:
    if not duty.critical:
        return Markup()
    return Markup(
        '\N{NO-BREAK SPACE}<span class="db-critical" role="img" aria-label="{0}" title="{0}">◆</span>'
    ).format(here.word("phrase.critical"))


def by_rhythm(here: Here, duties: Sequence[Duty], *, role: bool = False, prefix: str = "due") -> list[object]:
    """Duties in groups by how often they come, each group sorted by day and clock."""
    groups = in_rhythms(duties)
    blocks: list[object] = []
    for each in RHYTHMS:
        if each in groups:
            table = duty_rows(here, groups[each], role=role)
            blocks.append(Subheading(f"{prefix}-{each}", here.word(f"rhythm.{each}")))
            blocks.append(table._replace(rows=[row._replace(anchor="") for row in table.rows]))
    return blocks
