"""What a definition selects becomes items: one compiled checklist for paper, browser and terminal.

An item of a duty takes its words from the duty. What is compiled knows no language and no date.
"""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, cast

from ..book import Book
from ..due import in_use
from ..model.base import Node, Text
from ..model.checklist import (
    Checklist,
    Condition,
    DueOn,
    ExitOf,
    Induction,
    Item,
    OfClass,
    OfForm,
    OfOccasion,
    OfProcess,
    OfSchedule,
    OfStandard,
    Pause,
    PromptsOf,
    QuestionsOf,
)
from ..model.form import Form
from ..model.organisation import Onboarding, Role
from ..model.process import Step
from ..model.reading import Prompt, Question
from ..model.rollout import Criterion
from ..model.time import Count, Each, Every
from ..model.work import Duty

Source = Literal["duty", "step", "criterion", "task", "question", "prompt", "own"]


class Line(NamedTuple):
    """One compiled item. `node` is what it derives from, `said` what the checklist itself says of it.

    `detail` lists what belongs to it; `forms` and `receivers` are what a duty or step is recorded on and handed to;
    `by` are the roles that carry a step out where they are others than the checklist's.
    """

    id: str
    source: Source
    node: Node
    said: Item | None
    text: Text
    response: Text | None
    detail: tuple[Text, ...]
    forms: tuple[Form, ...]
    receivers: tuple[Role, ...]
    type: str
    critical: bool
    by: tuple[Role, ...] = ()

    @property
    def duty(self) -> Duty | None:
        """The duty it derives from."""
        return self.node if isinstance(self.node, Duty) else None

    @property
    def only_if(self) -> Condition | None:
        """When it applies at all."""
        return self.said.only_if if self.said is not None else None


class Stop(NamedTuple):
    """A compiled pause point. With `due`, its lines are candidates: a sheet shows those that fall due on its date."""

    pause: Pause
    lines: tuple[Line, ...]
    due: bool


class Compiled(NamedTuple):
    """A compiled checklist."""

    checklist: Checklist
    role: Role | None
    stops: tuple[Stop, ...]

    @property
    def lines(self) -> Iterator[Line]:
        """Every line, in order."""
        return (line for stop in self.stops for line in stop.lines)


def compiled(book: Book, checklist: Checklist) -> Compiled:
    """A checklist with everything it selects. What cannot be found is left out: rules report it."""
    key = ("compiled", checklist)
    found = book.derived.get(key)
    if found is None:
        role = book.find("role", checklist.role, checklist) if checklist.role else None
        stops = tuple(_stop(book, checklist, role, pause) for pause in checklist.pauses)
        found = book.derived[key] = Compiled(checklist, role, stops)
    return cast("Compiled", found)


def every(book: Book) -> Iterator[Compiled]:
    """All checklists of a handbook, compiled."""
    return (compiled(book, checklist) for checklist in book.checklists)


def stops(book: Book) -> Iterator[tuple[Compiled, Stop]]:
    """All pause points of all checklists, with the checklist that each belongs to."""
    return ((made, stop) for made in every(book) for stop in made.stops)


def _stop(book: Book, checklist: Checklist, role: Role | None, pause: Pause) -> Stop:
    said = {book.find("duty", item.duty, item): item for item in pause.items if item.duty is not None}
    lines: list[Line] = []
    taken: set[Node] = set()
    for select in pause.select:
        for source, node in _selected(book, role, select):
            if node not in taken:
                taken.add(node)
                lines.append(_line(book, source, node, said.get(node), role))
    for item in pause.items:
        duty = book.find("duty", item.duty, item) if item.duty is not None else None
        if duty is not None and duty not in taken:
            taken.add(duty)
            lines.append(_line(book, "duty", duty, item, role))
        elif item.duty is None and item.text is not None:
            lines.append(_line(book, "own", item, item, role))
    return Stop(pause, tuple(lines), any(isinstance(select, DueOn) for select in pause.select))


def _selected(book: Book, role: Role | None, select: Any) -> Iterator[tuple[Source, Any]]:
    if isinstance(select, OfProcess):
        process = book.find("process", select.process, select)
        steps = process.steps if process is not None else ()
        yield from (("step", step) for step in steps if not select.steps or step.id in select.steps)
    elif isinstance(select, ExitOf):
        stage = book.find("stage", select.exit_of, select)
        yield from (("criterion", each) for each in (stage.exit_criteria if stage is not None else ()))
    elif isinstance(select, Induction):
        tasks = book.taken_over(role, "onboarding") if role is not None else ()
        yield from (("task", each) for each in tasks if each.phase == select.induction)
    elif isinstance(select, QuestionsOf):
        check = book.find("self-check", select.questions_of, select)
        yield from (("question", each) for each in (check.questions if check is not None else ()))
    elif isinstance(select, PromptsOf):
        sheet = book.find("worksheet", select.prompts_of, select)
        yield from (("prompt", each) for each in (sheet.prompts if sheet is not None else ()))
    else:
        without = {book.find("duty", each, select) for each in select.except_}
        yield from (
            ("duty", duty) for duty in _duties(book, role, select) if duty not in without and in_use(book, duty)
        )


def _duties(book: Book, role: Role | None, select: Any) -> Iterator[Duty]:
    if isinstance(select, OfSchedule):
        schedule = book.find("schedule", select.schedule, select)
        inside = select.from_ is None
        for entry in schedule.entries if schedule is not None else ():
            inside = inside or entry.id == select.from_
            if inside:
                yield from (duty for each in entry.duties if (duty := book.find("duty", each, entry)) is not None)
            if entry.id == select.to:
                return
        return
    own = book.duties_of(role) if role is not None else []
    if isinstance(select, DueOn):
        own.sort(key=lambda duty: book.key[duty])
    yield from (duty for duty in own if _meets(book, duty, select))


def _meets(book: Book, duty: Duty, select: Any) -> bool:
    if isinstance(select, OfStandard):
        return book.standard_of[duty] is book.find("standard", select.standard, select)
    if isinstance(select, OfForm):
        return book.find("form", select.form, select) in _found(book, "form", duty, duty.form)
    if isinstance(select, OfClass):
        group = book.find("customer-class", select.customer_class, select)
        return group in _found(book, "customer-class", duty, duty.customer_class)
    if isinstance(select, OfOccasion):
        return isinstance(duty.when, Each) and duty.when.each == select.each
    return is_dated(duty)


def is_dated(duty: Duty) -> bool:
    """Whether a duty falls due on certain dates, and not simply every day."""
    period = (
        duty.when.every if isinstance(duty.when, Every) else duty.when.per if isinstance(duty.when, Count) else "day"
    )
    return period not in ("day", "workday")


def _line(book: Book, source: Source, node: Any, said: Item | None, doer: Role | None) -> Line:
    text, response, detail = _words(node)
    forms = _found(book, "form", node, node.form) if isinstance(node, Duty | Step) else ()
    receivers = _found(book, "role", node, node.handed_to) if isinstance(node, Duty) else ()
    by = _found(book, "role", node, node.responsible) if isinstance(node, Step) else ()
    critical = isinstance(node, Duty) and node.critical
    type_ = {"question": "yes-no", "criterion": "yes-no", "prompt": "text"}.get(source, "confirm")
    name = node.id or (_place(book, node, doer) if isinstance(node, Onboarding) else "")
    if said is not None:
        name, text, response = said.id or name, said.text or text, said.response or response
        critical = critical if said.critical is None else said.critical
        type_ = said.type
    return Line(
        name, source, node, said, cast("Text", text), response, detail, forms, receivers, type_, critical,
        () if doer in by else by,
    )  # fmt: skip


def _found(book: Book, word: str, node: Node, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(found for each in names if (found := book.find(word, each, node)) is not None)


def _place(book: Book, task: Onboarding, role: Role | None) -> str:
    """The id of a task that has none of its own: its place among the tasks of its phase."""
    same = [each for each in book.taken_over(cast("Role", role), "onboarding") if each.phase == task.phase]
    return f"task-{task.phase}-{same.index(task) + 1}"


def _words(node: Any) -> tuple[Text | None, Text | None, tuple[Text, ...]]:
    """What an item says, what shows that it is done, and what belongs to it, in the words of its node."""
    if isinstance(node, Duty):
        return node.title, node.measure, node.items
    if isinstance(node, Step):
        return node.does, node.output, (node.control_point,) if node.control_point is not None else ()
    if isinstance(node, Criterion):
        return node.target or node.measure, node.evidence, ()
    if isinstance(node, Onboarding):
        return node.task, node.done_when, ()
    if isinstance(node, Question):
        return node.text, None, ()
    if isinstance(node, Prompt):
        return node.name, node.prompt, ()
    return node.text, node.response, ()
