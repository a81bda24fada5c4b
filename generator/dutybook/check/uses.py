"""What checklists are for: gates decide on their stage, private ones tell nobody anything."""

from collections.abc import Iterator

from ..book import Book
from ..checklist.compile import Compiled, every
from ..model.checklist import Checklist, ExitOf
from ..model.rollout import Stage
from .engine import Finding, at, rule

DECISIONS = ("go", "extend", "stop")
FOR_ONESELF = ("question", "prompt")


def _stages(book: Book, checklist: Checklist) -> list[tuple[ExitOf, Stage]]:
    selected = [each for pause in checklist.pauses for each in pause.select if isinstance(each, ExitOf)]
    return [(each, stage) for each in selected if (stage := book.find("stage", each.exit_of, each)) is not None]


@rule("CHK024", "error")
def gate_unlike_its_stage(book: Book) -> Iterator[Finding]:
    """The checklist '{checklist}' is no gate: {reason}.

    **Why.** A stage is passed by deciding on its own exit criteria, and by whoever has to accept it; anything else is a
    meeting.

    **Fix.** Write "use: gate", select the exit criteria of one stage, let the role that accepts the stage go through
    them, and end with a choice of go, extend and stop.

    清单“{checklist}”不成其为验收：{reason_zh}。

    **为什么。** 阶段能不能过，要由该验收的岗位对照这个阶段自己的通过条件作出决定；否则只是开了个会。

    **怎么改。** 写“use: gate”，选取一个阶段的通过条件，由这个阶段的验收岗位执行，最后用一项选择决定go、extend、stop。
    """
    for made in every(book) if book.whole else ():
        checklist = made.checklist
        stages = _stages(book, checklist)
        if checklist.use != "gate" and not stages:
            continue
        for english, chinese in _faults(book, made, stages):
            yield at(checklist, "id", checklist=checklist.id, reason=english, reason_zh=chinese)


def _faults(book: Book, made: Compiled, stages: list[tuple[ExitOf, Stage]]) -> Iterator[tuple[str, str]]:
    if made.checklist.use != "gate":
        yield f'it says "use: {made.checklist.use}"', f"它写的是“use: {made.checklist.use}”"
    if len({stage for _, stage in stages}) != 1:
        yield "it does not select the exit criteria of one stage", "它没有选取恰好一个阶段的通过条件"
        return
    stage = stages[0][1]
    accepts = book.find("role", stage.accepted_by, stage) if stage.accepted_by else None
    if accepts is not None and accepts is not made.role:
        yield f"'{accepts.id}' accepts the stage '{stage.id}'", f"阶段“{stage.id}”由“{accepts.id}”验收"
    choices = [{each.id for each in line.said.choices} for line in made.lines if line.said is not None]
    if not any(found.issuperset(DECISIONS) for found in choices):
        yield "nothing decides between go, extend and stop", "没有一项决定go、extend还是stop"


@rule("CHK025", "error")
def stage_without_gate(book: Book) -> Iterator[Finding]:
    """The stage '{stage}' has no gate, though others have one.

    **Why.** A stage that nobody decides on is passed by the calendar.

    **Fix.** Write a checklist with "use: gate" that selects its exit criteria.

    阶段“{stage}”没有验收清单，别的阶段却有。

    **为什么。** 没有人作决定的阶段，到了日子就算过了。

    **怎么改。** 写一张“use: gate”的清单，选取它的通过条件。
    """
    if not book.whole:
        return
    gated = {stage for each in book.checklists if each.use == "gate" for _, stage in _stages(book, each)}
    units = {book.unit(stage) for stage in gated}
    for stage in book.stages:
        if stage not in gated and book.unit(stage) in units:
            yield at(stage, "id", stage=stage.id)


@rule("CHK026", "error")
def private_list_that_tells(book: Book) -> Iterator[Finding]:
    """The checklist '{checklist}' {reason}.

    **Why.** What people ask themselves helps only as long as nobody else can read, count or demand it.

    **Fix.** Give a list for oneself "use: private", no role and no checker, and let it hold questions and prompts alone;
    ask for work on a list of its own.

    清单“{checklist}”{reason_zh}。

    **为什么。** 问自己的话，别人看不到、数不着、要不去，才有用。

    **怎么改。** 给自己看的清单写“use: private”，不写执行岗位和核对岗位，只放自查题和练习框；工作上的事另立清单。
    """
    for made in every(book) if book.whole else ():
        checklist = made.checklist
        private = checklist.use == "private"
        for_oneself = any(line.source in FOR_ONESELF for line in made.lines)
        faults = [
            (for_oneself and not private, "asks about oneself and is not private", "有问自己的题，却不是只给自己看的"),
            (
                private and (checklist.role or checklist.checker),
                "is private and names a role",
                "只给自己看，却写了岗位",
            ),
            (
                private and any(line.source not in FOR_ONESELF for line in made.lines),
                "is private and asks for work",
                "只给自己看，却有工作事项",
            ),
        ]
        for wrong, english, chinese in faults:
            if wrong:
                yield at(checklist, "id", checklist=checklist.id, reason=english, reason_zh=chinese)
