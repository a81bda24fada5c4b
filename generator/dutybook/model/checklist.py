"""Checklists: what is selected from the handbook, in which pause points, and the few steps of their own."""

from collections.abc import Mapping
from typing import Annotated, Literal

from .base import (
    NOTHING,
    ClassRef,
    DutyRef,
    Entity,
    FormRef,
    Id,
    Node,
    Originated,
    RefTo,
    RoleRef,
    StageRef,
    Text,
    explained,
)
from .time import Occasion, When

StandardRef = Annotated[str, RefTo(("standard",))]
ScheduleRef = Annotated[str, RefTo(("schedule",))]
ProcessRef = Annotated[str, RefTo(("process",))]
SelfCheckRef = Annotated[str, RefTo(("self-check",))]
WorksheetRef = Annotated[str, RefTo(("worksheet",))]
ItemType = Literal["confirm", "number", "choice", "multi-choice", "text", "time", "sign-off", "yes-no"]


class OfStandard(Node):
    """The duties of a standard."""

    standard: StandardRef = explained("哪个工作标准的职责", "the duties of which standard")
    except_: tuple[DutyRef, ...] = explained("不要哪些", "which of them not", default=())


class OfSchedule(Node):
    """The duties of a schedule's entries, or of a part of them."""

    schedule: ScheduleRef = explained("哪个作息中的职责", "the duties of which schedule")
    from_: Id | None = explained("从哪个时间点起", "from which entry on", default=None)
    to: Id | None = explained("到哪个时间点止", "up to which entry", default=None)
    except_: tuple[DutyRef, ...] = explained("不要哪些", "which of them not", default=())


class DueOn(Node):
    """What falls due on the date of the sheet; daily duties stand in their own pause points."""

    due: Literal["today"] = explained("当日到期的职责", "what falls due on the day")
    except_: tuple[DutyRef, ...] = explained("不要哪些", "which of them not", default=())


class OfForm(Node):
    """The duties that use a form."""

    form: FormRef = explained("使用哪张表单的职责", "the duties that use which form")
    except_: tuple[DutyRef, ...] = explained("不要哪些", "which of them not", default=())


class OfClass(Node):
    """The duties towards a class of customers."""

    customer_class: ClassRef = explained("针对哪类客户的职责", "the duties towards which class")
    except_: tuple[DutyRef, ...] = explained("不要哪些", "which of them not", default=())


class OfOccasion(Node):
    """The duties on an occasion: each visit, each promotion."""

    each: Occasion = explained("每次什么时的职责", "the duties on which occasion")
    except_: tuple[DutyRef, ...] = explained("不要哪些", "which of them not", default=())


class OfProcess(Node):
    """The steps of a process."""

    process: ProcessRef = explained("哪个工作机制的步骤", "the steps of which process")
    steps: tuple[Id, ...] = explained("只要哪些步骤", "only these steps", default=())


class ExitOf(Node):
    """The exit criteria of a stage: its gate."""

    exit_of: StageRef = explained("哪个阶段的通过条件", "the exit criteria of which stage")


class Induction(Node):
    """The tasks of a newcomer's first days."""

    induction: Literal["before", "day-1", "week-1", "month-1"] = explained("入职哪个阶段的任务", "which phase's tasks")


class QuestionsOf(Node):
    """The questions of a self-check."""

    questions_of: SelfCheckRef = explained("哪份自查的问题", "the questions of which self-check")


class PromptsOf(Node):
    """The boxes of a worksheet."""

    prompts_of: WorksheetRef = explained("哪张练习表的各框", "the boxes of which worksheet")


Selected = (
    OfStandard
    | OfSchedule
    | DueOn
    | OfForm
    | OfClass
    | OfOccasion
    | OfProcess
    | ExitOf
    | Induction
    | QuestionsOf
    | PromptsOf
)


class Choice(Node):
    """One answer of several."""

    id: Id = explained("编号", "identifier")
    text: Text = explained("文字", "its words")


class Range(Node):
    """A range of whole numbers; either end may be open."""

    min: int | None = explained("最小", "least", default=None)
    max: int | None = explained("最大", "most", default=None)


class Condition(Node):
    """Holds when another, earlier item has a certain answer."""

    item: Id = explained("哪一项", "which item")
    is_: str | None = explained("答案是", "its answer is", default=None)
    above: int | None = explained("数值大于", "its number is above", default=None)
    below: int | None = explained("数值小于", "its number is below", default=None)


class Item(Originated):
    """One item: of a duty (then it restates nothing unless it has to), or a step of the checklist's own."""

    id: Id | None = explained("编号；缺省为职责编号", "identifier; the duty's when absent", default=None)
    duty: DutyRef | None = explained("出自哪项职责", "the duty it derives from", default=None)
    text: Text | None = explained("做什么；缺省为职责名称", "what is done; the duty's title when absent", default=None)
    response: Text | None = explained("应答：做到的状态或数值", "the response: a state or a value", default=None)
    type: ItemType = explained("答案的类型", "type of the answer", default="confirm")
    unit: Text | None = explained("计量单位", "unit of measure", default=None)
    choices: tuple[Choice, ...] = explained("可选项", "choices", default=())
    valid: Range | None = explained("可能的范围，超出即拒绝", "possible range; anything else is refused", default=None)
    expect: Range | None = explained(
        "正常的范围，超出须写明原因", "normal range; anything else needs a reason", default=None
    )
    critical: bool | None = explained("是否关键；缺省随职责", "whether critical; the duty's when absent", default=None)
    hold: bool = explained("未完成不得继续", "nothing later until it is done", default=False)
    only_if: Condition | None = explained("仅在什么情况下适用", "applies only if", default=None)
    reason: Text | None = explained("自加步骤的理由", "why the checklist adds this step", default=None)


class Pause(Originated):
    """A pause point: where one stops and goes through a few items."""

    id: Id = explained("编号", "identifier")
    title: Text = explained("名称：何时停下来核对", "name: when one stops")
    seconds: int | None = explained("预计秒数", "estimated seconds", default=None, required=True)
    slot: Id | None = explained("作息中的哪个时间点", "the entry of the schedule it must fit in", default=None)
    hold: bool = explained("未完成不得继续", "nothing later until it is done", default=False)
    select: tuple[Selected, ...] = explained("选取什么", "what is selected", default=())
    items: tuple[Item, ...] = explained(
        "自加的步骤，或对所选职责的补充", "own steps, or what is added to selected duties", default=()
    )
    waived: Mapping[str, Text] = explained(
        "不适用的检查：order 关键项不在前的理由、response 应答只写完成的理由",
        "checks that do not hold here, with the reason: `order`, `response`",
        default=NOTHING,
    )


class Checklist(Entity):
    """What one role goes through at its pause points, compiled from the handbook."""

    order: int = explained("次序", "position among the unit's checklists", default=100)
    role: RoleRef | None = explained("执行岗位", "the role that goes through it", default=None, required=True)
    checker: RoleRef | None = explained("核对岗位", "the role that countersigns", default=None)
    use: Literal["work", "gate", "induction", "private"] = explained(
        "用途：work 工作、gate 阶段验收、induction 入职、private 只给自己看",
        "work, gate of a stage, induction, or private (for oneself alone)",
        default="work",
    )
    mode: Literal["read-do", "do-confirm"] | None = explained(
        "方式：read-do 读一项做一项、do-confirm 做完再核对",
        "read-do (read, then do) or do-confirm (do, then confirm)",
        default=None,
        required=True,
    )
    objective: Text | None = explained("目的", "what it is for", default=None, required=True)
    when: When | None = explained("何时使用", "when it is used", default=None, required=True)
    schedule: ScheduleRef | None = explained("对应的作息", "the schedule it fits in", default=None)
    completion: Text | None = explained("完成口令", "the completion call", default=None, required=True)
    pauses: tuple[Pause, ...] = explained("停顿点", "the pause points, in order")


class WaivedDuty(Node):
    """A duty with a time that stands on no checklist, and why."""

    duty: DutyRef = explained("职责", "the duty")
    reason: Text = explained("理由", "why")


class Waivers(Node):
    """The file `checklists/<unit>/waived.yml`: duties that need no checklist."""

    waived: tuple[WaivedDuty, ...] = explained("不上清单的职责", "the duties")
