"""The page of a stage of the rollout: goal, time, activities, deliverables, and the gate at its end."""

from datetime import date

from ..book import origin_of
from ..model.rollout import Criterion, Stage
from .blocks import Facts, Page, Row, Section, Table
from .common import about, badges, cell, marked, prose_of, say_date
from .here import Here
from .markup import Markup, escape
from .pictures.rows import StageFlow, stage_flow
from .scene import Scene


def stage_page(scene: Scene, stage: Stage) -> Page:
    """A stage with its activities and its gate."""
    here = Here(scene, scene.place(stage)[0])
    rows = [here.fact("starts", stage, "starts", _starts(here, stage))]
    if stage.lasts is not None:
        rows.append(here.fact("lasts", stage, "lasts", escape(scene.when.span(stage.lasts))))
    if stage.ends is not None:
        rows.append(here.fact("ends", stage, "ends", escape(say_date(here, stage.ends))))
    if stage.effect is not None:
        rows.append(here.fact("effect", stage, "effect"))
    sections = [Section("result", here.word("section.result"), [*_flow(here, stage), Facts(rows)])]
    if stage.pilot is not None:
        names = [name for name in ("where", "size", "why") if origin_of(stage.pilot, name) != "absent"]
        facts = [here.fact(f"pilot-{name}", stage.pilot, name) for name in names]
        sections.append(Section("pilot", here.word("section.pilot"), [Facts(facts)]))
    if stage.entry_criteria:
        sections.append(Section("entry", here.word("section.entry"), [_criteria(here, stage.entry_criteria)]))
    if stage.activities:
        sections.append(Section("activities", here.word("section.activities"), [_activities(here, stage)]))
    sections += [_deliverables(here, stage), _gate(here, stage), about(here, stage)]
    unit = scene.book.unit(stage)
    parent = (here.href(f"{unit.id}/rollout/index.md"), here.word("kinds.stage")) if unit is not None else None
    return Page(
        here.path,
        scene.title(stage),
        "stage",
        here.word("kind.stage"),
        prose_of(here, stage, "goal"),
        badges(here, stage),
        sections,
        parent,
    )


def _flow(here: Here, stage: Stage) -> list[StageFlow]:
    """Where the stage stands among the others of its unit."""
    unit = here.book.unit(stage)
    stages = [] if unit is None else sorted(here.book.within("stage", unit), key=lambda each: each.order)
    return [stage_flow(here, stages, stage)] if len(stages) > 1 else []


def _starts(here: Here, stage: Stage) -> Markup | None:
    if stage.starts is None:
        return None
    if isinstance(stage.starts, date):
        return escape(say_date(here, stage.starts))
    before = here.ref("stage", stage.starts.after, stage)
    words = here.scene.words["phrase"]
    if stage.starts.lag is None:
        return Markup(words["after-stage"]).format(stage=before)
    return Markup(words["after-lag"]).format(stage=before, span=here.scene.when.span(stage.starts.lag))


def _activities(here: Here, stage: Stage) -> Table:
    head = [here.word(f"column.{name}") for name in ("activity", "responsible", "done-when")]
    rows = []
    for each in stage.activities:
        what = here.say(each.what)
        if each.title is not None:
            what = Markup("<strong>{}</strong><br>{}").format(here.say(each.title, terms=False), what)
        sources = here.clauses(each)
        if sources:
            what = Markup("{} {}").format(what, sources)
        responsible = here.ref("role", each.responsible, each) if each.responsible else None
        rows.append(
            Row(
                [marked(here, each, what), cell(here, each, "responsible", responsible), cell(here, each, "done_when")],
                each.id,
            )
        )
    return Table(head, rows)


def _deliverables(here: Here, stage: Stage) -> Section:
    head = [here.word(f"column.{name}") for name in ("deliverable", "form", "to")]
    rows = [
        Row(
            [
                marked(here, each, here.say(each.name)),
                here.ref("form", each.form, each) if each.form else Markup("–"),
                cell(here, each, "to", here.refs("role", each.to, each)) if each.to else Markup("–"),
            ]
        )
        for each in stage.deliverables
    ]
    return Section("deliverables", here.word("section.deliverables"), [Table(head, rows)])


def _gate(here: Here, stage: Stage) -> Section:
    rows = [here.fact("accepted-by", stage, "accepted_by", here.ref("role", stage.accepted_by or "", stage))]
    rows += [here.fact(name, stage, name) for name in ("decision", "fallback") if getattr(stage, name) is not None]
    blocks: list[object] = [_criteria(here, stage.exit_criteria), Facts(rows)]
    return Section("exit", here.word("section.exit"), blocks)


def _criteria(here: Here, criteria: tuple[Criterion, ...]) -> Table:
    head = [here.word(f"column.{name}") for name in ("measure", "target", "evidence")]
    rows = [
        Row(
            [marked(here, each, here.say(each.measure)), cell(here, each, "target"), cell(here, each, "evidence")],
            each.id,
        )
        for each in criteria
    ]
    return Table(head, rows)
