"""Standards with their duties, and the daily schedule: what each role must do, and when."""

from typing import Literal

from .base import ClassRef, DutyRef, Entity, FormRef, Id, NoneWord, Originated, PartRef, RoleRef, Text, explained
from .time import Clock, When, Within


class CheckedBy(Originated):
    """Who checks a duty, and how."""

    role: RoleRef = explained("检查岗位", "the role that checks")
    how: Text | None = explained("检查方法", "how it is checked", default=None)


class Escalation(Originated):
    """Whom to tell when something is beyond the role, cannot be done, or cannot be done in time."""

    if_: Text = explained("什么情况下", "in which case")
    to: RoleRef = explained("告知哪个岗位", "the role that is told")
    within: Within | None = explained("多久之内", "within how long", default=None)


class Duty(Entity):
    """One thing one role must do: what, how well, when, on which form, handed to whom, checked by whom."""

    role: tuple[RoleRef, ...] = explained(
        "责任岗位，只能有一个；缺省为所在标准的岗位", "the one responsible role", default=()
    )
    text: Text | None = explained(
        "职责正文：动词+对象", "what is to be done: verb and object", default=None, required=True
    )
    items: tuple[Text, ...] = explained("正文所列各项", "the things the text lists", default=())
    when: When | None = explained("何时", "when it is done or due", default=None, required=True)
    measure: Text | None = explained("做到什么程度（可衡量）", "how well, measurably", default=None, required=True)
    form: tuple[FormRef | NoneWord, ...] = explained(
        "所用表单，或 none", "the form it is recorded on, or none", default=(), required=True
    )
    handed_to: tuple[RoleRef | NoneWord, ...] = explained(
        "交给谁，或 none", "to whom the result goes, or none", default=(), required=True
    )
    checked_by: CheckedBy | None = explained("由谁、如何检查", "who checks it, and how", default=None, required=True)
    escalate: tuple[Escalation, ...] = explained(
        "办不了或办不及时告诉谁", "whom to tell when it cannot be done", default=()
    )
    steps: tuple[Text, ...] = explained("步骤", "steps", default=())
    inputs: tuple[Text, ...] = explained("所需资料", "what is needed for it", default=())
    needs: tuple[DutyRef, ...] = explained("以哪些职责的结果为前提", "duties whose result it needs first", default=())
    basis: Text | None = explained("依据", "basis", default=None)
    consequence: Text | None = explained("未履行的后果", "what follows when it is not done", default=None)
    customer_class: tuple[ClassRef, ...] = explained("适用的客户类别", "customer classes it applies to", default=())
    minutes: int | None = explained("耗时（分钟）", "effort in minutes", default=None)
    critical: bool = explained("是否关键", "whether it is critical", default=False)


class Standard(Entity):
    """An ordered group of duties under one heading, with one role that carries them out."""

    role: RoleRef | None = explained("执行岗位", "the role whose duties these are", default=None, required=True)
    part: PartRef | None = explained("属于工作标准的哪一部分", "part of the unit's work standard", default=None)
    order: int = explained("次序", "position among the unit's standards", default=100)
    purpose: Text | None = explained("目的", "what it is for", default=None)
    duties: tuple[Duty, ...] = explained("职责", "the duties, in order", default=())


class WorkingDay(Originated):
    """When a role's working day begins and ends."""

    from_: Clock = explained("上班", "start")
    to: Clock | None = explained("下班", "end", default=None, required=True)


class ScheduleEntry(Originated):
    """One fixed point of a working day."""

    id: Id = explained("编号", "identifier")
    start: Clock = explained("开始时间", "start")
    end: Clock | None = explained("结束时间", "end", default=None)
    strictness: Literal["at", "not-later-than", "about"] = explained(
        "at 准时、not-later-than 不迟于、about 左右", "at, not-later-than or about", default="at"
    )
    what: Text = explained("做什么", "what is done")
    duties: tuple[DutyRef, ...] = explained("所履行的职责", "duties carried out then", default=())
    place: Text | None = explained("地点", "place", default=None)
    with_: tuple[RoleRef, ...] = explained("与谁一起", "together with", default=())
    counts_as_field_time: bool = explained("是否计入外勤时间", "whether it counts as time in the field", default=False)


class Schedule(Entity):
    """The fixed points of a role's working day."""

    role: RoleRef | None = explained("岗位", "the role", default=None, required=True)
    working_day: WorkingDay | None = explained(
        "工作日起止", "start and end of the working day", default=None, required=True
    )
    entries: tuple[ScheduleEntry, ...] = explained("各时间点", "the entries, in order", default=())
