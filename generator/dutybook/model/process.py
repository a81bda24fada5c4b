"""Processes: steps between roles."""

from typing import Literal

from .base import Entity, FormRef, Id, Originated, RoleRef, Text, explained
from .work import Escalation


class Limit(Originated):
    """The time a step may take."""

    amount: int = explained("数量", "amount")
    unit: Literal["minutes", "hours", "days", "workdays", "weeks"] = explained("单位", "unit")
    clock_starts: Text | None = explained("何时起算", "when the clock starts", default=None)
    excludes: Text | None = explained("不计入的时间", "time that does not count", default=None)


class Branch(Originated):
    """A way on from a step: under which condition, to which step (or `end`)."""

    if_: Text = explained("条件", "condition")
    to: Id = explained("去哪一步，或 end", "the next step's id, or end")


class Step(Originated):
    """One step of a process. Without `branches` or `next` the following step comes next."""

    id: Id = explained("编号", "identifier")
    does: Text = explained("做什么", "what is done")
    responsible: tuple[RoleRef, ...] = explained("执行岗位", "who does it", default=(), required=True)
    accountable: tuple[RoleRef, ...] = explained(
        "负责岗位，只能有一个", "the one accountable role", default=(), required=True
    )
    consulted: tuple[RoleRef, ...] = explained("须征求意见", "who is consulted", default=())
    informed: tuple[RoleRef, ...] = explained("须告知", "who is informed", default=())
    input: Text | None = explained("输入", "what comes in", default=None, required=True)
    output: Text | None = explained("输出", "what comes out", default=None, required=True)
    form: tuple[FormRef, ...] = explained("所用表单", "forms used", default=())
    limit: Limit | None = explained("时限", "time limit", default=None, required=True)
    next: Id | None = explained("下一步，或 end", "the next step's id, or end", default=None)
    branches: tuple[Branch, ...] = explained("分支", "branches", default=())
    escalate: tuple[Escalation, ...] = explained("提级", "escalation", default=())
    control_point: Text | None = explained("控制点", "control point", default=None)


class Process(Entity):
    """Steps between roles, from a trigger to an end."""

    order: int = explained("次序", "position among the unit's processes", default=100)
    purpose: Text | None = explained("目的", "purpose", default=None, required=True)
    scope: Text | None = explained("适用范围", "scope", default=None, required=True)
    trigger: Text | None = explained("触发条件", "what starts it", default=None, required=True)
    ends_when: Text | None = explained("结束条件", "when it has ended", default=None, required=True)
    frequency: tuple[Literal["day", "week", "month", "quarter", "half-year", "year"], ...] = explained(
        "周期", "how often it runs, where it has a rhythm", default=()
    )
    steps: tuple[Step, ...] = explained("步骤", "the steps, in order", default=())
