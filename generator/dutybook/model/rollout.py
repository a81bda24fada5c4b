"""The rollout of a new way of working, in five stages."""

from datetime import date
from typing import Literal

from .base import Entity, FormRef, Id, Node, Originated, RoleRef, StageRef, Text, explained
from .time import Span


class After(Node):
    """A start relative to the end of another stage."""

    after: StageRef = explained("哪个阶段之后", "after which stage")
    lag: Span | None = explained("间隔", "how long after its end", default=None)


class Activity(Originated):
    """One activity of a stage."""

    id: Id = explained("编号", "identifier")
    title: Text | None = explained("名称", "title", default=None)
    what: Text = explained("做什么", "what is done")
    responsible: RoleRef | None = explained("负责岗位", "who is responsible", default=None, required=True)
    done_when: Text | None = explained("完成标志", "done when", default=None, required=True)


class Deliverable(Originated):
    """Something a stage hands over."""

    name: Text = explained("名称", "name")
    form: FormRef | None = explained("表单", "the form, where it is one", default=None)
    to: tuple[RoleRef, ...] = explained("交给谁", "who receives it", default=())


class Criterion(Originated):
    """A condition for entering or leaving a stage."""

    id: Id = explained("编号", "identifier")
    measure: Text = explained("衡量什么", "what is measured")
    target: Text | None = explained("达到什么程度", "the target", default=None, required=True)
    evidence: Text | None = explained("证据", "the evidence", default=None, required=True)


class Pilot(Originated):
    """Where a pilot runs, how large, and why there."""

    where: Text = explained("在哪里", "where")
    size: Text | None = explained("多大", "how large", default=None)
    why: Text | None = explained("为什么选这里", "why there", default=None)


class Stage(Entity):
    """One of the five stages. Its gate is its exit criteria; the decision is go, extend or stop."""

    stage: Literal["preparation", "pilot", "branding", "summary", "normalisation"] = explained(
        "哪个阶段", "which of the five stages"
    )
    order: int = explained("次序", "position, 1 to 5")
    goal: Text | None = explained("目标", "goal", default=None, required=True)
    effect: Text | None = explained("预期效果", "expected effect", default=None)
    starts: date | After | None = explained(
        "开始", "start: a date, or after another stage", default=None, required=True
    )
    ends: date | None = explained("结束日期", "end date", default=None)
    lasts: Span | None = explained("历时", "how long it lasts, instead of an end date", default=None)
    activities: tuple[Activity, ...] = explained("活动", "activities", default=(), required=True)
    deliverables: tuple[Deliverable, ...] = explained("交付物", "deliverables", default=(), required=True)
    entry_criteria: tuple[Criterion, ...] = explained("进入条件", "entry criteria", default=())
    exit_criteria: tuple[Criterion, ...] = explained("通过条件", "exit criteria", default=(), required=True)
    accepted_by: RoleRef | None = explained("验收岗位", "who accepts it", default=None, required=True)
    pilot: Pilot | None = explained("试点", "the pilot", default=None)
    decision: Text | None = explained("决定：通过、延长或停止", "decision: go, extend or stop, and how", default=None)
    fallback: Text | None = explained("未通过时", "what happens when it fails", default=None)
