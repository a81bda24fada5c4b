"""Processes: one accountable role a step, every step reached, and a way out of each."""

from collections.abc import Iterator

from ..book import Book
from ..hints import nearest
from ..model.process import Process, Step
from .engine import Finding, at, rule


@rule("PRC001", "error")
def step_without_one_accountable(book: Book) -> Iterator[Finding]:
    """The step '{step}' has {count} accountable roles; it needs exactly one.

    **Why.** Where two answer for a step, each waits for the other.

    **Fix.** Name one role under "accountable:"; put the others under "responsible:", "consulted:" or "informed:".

    步骤“{step}”有{count}个负责岗位，只能有一个。

    **为什么。** 两个人都负责，就会互相等。

    **怎么改。** “accountable:”只写一个岗位，其他的写到“responsible:”“consulted:”或“informed:”。
    """
    for process in book.processes:
        for step in process.steps:
            if len(step.accountable) != 1:
                yield at(step, "accountable" if step.accountable else "id", step=step.id, count=len(step.accountable))


@rule("PRC002", "error")
def way_to_an_unknown_step(book: Book) -> Iterator[Finding]:
    """The step '{step}' goes on to '{target}', which is no step of this process.

    **Why.** Whoever follows the process gets stuck here.

    **Fix.** Write the id of a step of this process, or "end". {hint}

    步骤“{step}”的下一步是“{target}”，而这个流程里没有这一步。

    **为什么。** 照着流程办的人会在这里卡住。

    **怎么改。** 写本流程里某一步的编号，或者写“end”。{hint_zh}
    """
    for process in book.processes:
        known = [step.id for step in process.steps]
        for step in process.steps:
            ways = [(step, "next", step.next)] if step.next else []
            for holder, key, target in [*ways, *((branch, "to", branch.to) for branch in step.branches)]:
                if target != "end" and target not in known:
                    guess = nearest(target, [*known, "end"])
                    hint, hint_zh = (f"Did you mean '{guess}'?", f"是不是“{guess}”？") if guess else ("", "")
                    yield at(holder, key, step=step.id, target=target, hint=hint, hint_zh=hint_zh)


@rule("PRC003", "error")
def step_that_is_never_reached(book: Book) -> Iterator[Finding]:
    """No way leads to the step '{step}'.

    **Why.** It is described, but nobody ever does it.

    **Fix.** Let another step go on to it ("next:" or "branches:"), or delete it.

    没有哪一步会走到步骤“{step}”。

    **为什么。** 写了却永远没有人做。

    **怎么改。** 让别的步骤转到它（“next:”或“branches:”），或者删掉它。
    """
    for process in _sound(book):
        reached = _reach(process, {process.steps[0].id} if process.steps else set())
        for step in process.steps:
            if step.id not in reached:
                yield at(step, "id", step=step.id)


@rule("PRC004", "error")
def process_without_a_way_out(book: Book) -> Iterator[Finding]:
    """From the step '{step}' no way leads to the end of the process.

    **Why.** The work goes round and round and is never finished.

    **Fix.** Give one of the following steps "next: end" or a branch "to: end".

    从步骤“{step}”出发，走不到流程的结束。

    **为什么。** 事情会一直转圈，永远办不完。

    **怎么改。** 让后面的某一步写“next: end”，或者加一个“to: end”的分支。
    """
    for process in _sound(book):
        ending = {"end"}
        grown = True
        while grown:
            found = {step.id for step in process.steps if ending & set(_ways(process, step))}
            grown = not found <= ending
            ending |= found
        reached = _reach(process, {process.steps[0].id} if process.steps else set())
        for step in process.steps:
            if step.id in reached and step.id not in ending:
                yield at(step, "id", step=step.id)
                break


@rule("PRC005", "error")
def two_steps_of_one_id(book: Book) -> Iterator[Finding]:
    """The id '{step}' stands for two steps of this process.

    **Why.** A way to it could lead to either.

    **Fix.** Give one of them another id.

    这个流程里有两步的编号都是“{step}”。

    **为什么。** 转到这一步时，不知道是哪一步。

    **怎么改。** 给其中一步换编号。
    """
    for process in book.processes:
        seen: set[str] = set()
        for step in process.steps:
            if step.id in seen:
                yield at(step, "id", step=step.id)
            seen.add(step.id)


@rule("PRC006", "error")
def process_without_steps(book: Book) -> Iterator[Finding]:
    """The process '{process}' has no steps.

    **Why.** A process without steps tells nobody what to do.

    **Fix.** Add "steps:".

    工作机制“{process}”没有步骤。

    **为什么。** 没有步骤，谁也不知道该做什么。

    **怎么改。** 写上“steps:”。
    """
    for process in book.processes:
        if not process.steps:
            yield at(process, "id", process=process.id)


def _sound(book: Book) -> Iterator[Process]:
    """The processes whose every way leads to a step: for the others, one message is enough."""
    for process in book.processes:
        known = {"end", *(step.id for step in process.steps)}
        if all(way in known for step in process.steps for way in _ways(process, step)):
            yield process


def _ways(process: Process, step: Step) -> list[str]:
    """Where a step leads: its branches, or its next, or the step that follows, or the end."""
    if step.branches:
        return [branch.to for branch in step.branches]
    if step.next:
        return [step.next]
    place = process.steps.index(step) + 1
    return [process.steps[place].id] if place < len(process.steps) else ["end"]


def _reach(process: Process, start: set[str]) -> set[str]:
    steps = {step.id: step for step in process.steps}
    reached, todo = set(start), list(start)
    while todo:
        step = steps.get(todo.pop())
        for way in _ways(process, step) if step is not None else ():
            if way not in reached:
                reached.add(way)
                todo.append(way)
    return reached
