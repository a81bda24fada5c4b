"""The page of a process: its steps, who does what in each, and the ways on."""

from ..model.process import Process, Step
from .blocks import Fact, Facts, Page, Section, Shown, StepBlock
from .common import about, badges, cell, prose_of
from .duty import escalations
from .here import Here
from .markup import Markup, escape
from .pictures.lanes import lanes
from .pictures.matrix import process_matrix
from .scene import Scene

PARTS = ("responsible", "accountable", "consulted", "informed")


def process_page(scene: Scene, process: Process) -> Page:
    """A process, step by step, with its responsibility matrix."""
    here = Here(scene, scene.place(process)[0])
    rows = [here.fact(name, process, name.replace("-", "_")) for name in ("scope", "trigger", "ends-when")]
    if process.frequency:
        words = here.join(escape(here.word(f"rhythm.{each}")) for each in process.frequency)
        rows.append(here.fact("frequency", process, "frequency", words))
    sections = [Section("result", here.word("section.result"), [Facts(rows)])]
    if process.steps:
        sections.insert(0, Section("flow", here.word("picture.lanes.title"), [lanes(here, process)]))
        numbers = {step.id: number for number, step in enumerate(process.steps, 1)}
        steps = [_step(here, process, step, numbers) for step in process.steps]
        sections.append(Section("steps", here.word("section.steps"), steps))
        sections.append(
            Section(
                "responsibility", here.word("section.responsibility"), [process_matrix(here, [process], titles=False)]
            )
        )
    sections.append(about(here, process))
    unit = scene.book.unit(process)
    parent = (here.href(f"{unit.id}/processes/index.md"), here.word("kinds.process")) if unit is not None else None
    return Page(
        here.path,
        scene.title(process),
        "process",
        here.word("kind.process"),
        prose_of(here, process, "purpose"),
        badges(here, process),
        sections,
        parent,
    )


def _step(here: Here, process: Process, step: Step, numbers: dict[str, int]) -> StepBlock:
    rows = [
        here.fact(name, step, name, here.refs("role", getattr(step, name), step))
        for name in PARTS
        if getattr(step, name) or name in ("responsible", "accountable")
    ]
    rows += [here.fact("input", step, "input"), here.fact("output", step, "output")]
    if step.form:
        rows.append(here.fact("form", step, "form", here.refs("form", step.form, step)))
    rows.append(here.fact("limit", step, "limit", _limit(here, step)))
    if step.escalate:
        rows.append(here.fact("escalate", step, "escalate", escalations(here, step.escalate)))
    if step.control_point is not None:
        rows.append(here.fact("control-point", step, "control_point"))
    sources = here.clauses(step)
    if sources:
        rows.append(Fact(here.word("field.source"), Shown(sources)))
    does = cell(here, step, "does")
    return StepBlock(numbers[step.id], f"step-{step.id}", does, rows, _ways(here, step, numbers, len(process.steps)))


def _limit(here: Here, step: Step) -> Markup:
    if step.limit is None:
        return Markup()
    parts = [escape(here.scene.when.amount(step.limit.amount, step.limit.unit))]
    parts += [here.say(text) for text in (step.limit.clock_starts, step.limit.excludes) if text is not None]
    return Markup("<br>").join(parts)


def _ways(here: Here, step: Step, numbers: dict[str, int], last: int) -> list[Markup]:
    if step.branches:
        pattern = Markup(here.scene.words["phrase"]["if-then"])
        return [
            pattern.format(condition=here.say(branch.if_), way=_way(here, branch.to, numbers))
            for branch in step.branches
        ]
    if step.next is not None:
        return [_way(here, step.next, numbers)]
    return [_way(here, "end", numbers)] if numbers[step.id] == last else []


def _way(here: Here, target: str, numbers: dict[str, int]) -> Markup:
    if target == "end" or target not in numbers:
        return Markup('<span class="db-end">{}</span>').format(here.word("phrase.to-end"))
    words = here.word("phrase.to-step", n=numbers[target])
    return Markup('<a href="#step-{}">{}</a>').format(target, words)
