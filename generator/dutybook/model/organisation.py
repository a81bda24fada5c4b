"""Units, roles and customer classes: who works where, and for whom."""

from datetime import date
from typing import Literal

from .base import ClassRef, Entity, Id, Node, Originated, RoleRef, Status, Text, explained
from .time import Count, DeadlinePolicy


class Assumption(Node):
    """A reason that several assumed fields share, listed once so that it can be questioned once."""

    id: Id = explained("编号", "identifier")
    reason: Text = explained("理由", "the reason")


class Part(Originated):
    """A part of a unit's work standard, which groups standards."""

    id: Id = explained("编号", "identifier")
    title: Text = explained("名称", "title")


class Defaults(Originated):
    """What an entity of the unit takes over when it does not say it itself (see Entity)."""

    status: Status | None = explained("状态", "status", default=None)
    owner: RoleRef | None = explained("归口岗位", "owner role", default=None)
    version: str | None = explained("版本", "version", default=None)
    effective_from: date | None = explained(
        "生效日期；更早的到期日只供对照", "in force from; due dates before it are for comparison", default=None
    )
    reviewed_on: date | None = explained("最近复核", "last review", default=None)
    review_every: int | None = explained("复核周期（月）", "months between reviews", default=None)


class Unit(Entity):
    """A part of the organisation with its own roles and rules; a `reading` unit only has topics."""

    kind: Literal["organisation", "reading"] = explained(
        "类别", "organisation, or reading matter", default="organisation"
    )
    order: int = explained("在导航中的次序", "position in the navigation", default=100)
    purpose: Text | None = explained("宗旨", "what it is for", default=None, required=True)
    parts: tuple[Part, ...] = explained("工作标准的组成部分", "parts of the work standard", default=())
    defaults: Defaults | None = explained("本单位的默认值", "defaults of the unit", default=None)
    deadline_policy: DeadlinePolicy | None = explained("截止日规则", "how deadlines are read", default=None)
    assumptions: tuple[Assumption, ...] = explained("共用的假设理由", "reasons shared by assumed fields", default=())


class Contact(Originated):
    """Whom a role works with, and about what."""

    role: RoleRef = explained("岗位", "the other role")
    about: Text = explained("何事", "about what")


class Authority(Originated):
    """What a role may decide, approve, propose, or must only inform of."""

    level: Literal["decide", "approve", "propose", "inform"] = explained("权限", "level of authority")
    what: Text = explained("事项", "the matter")


class Measure(Originated):
    """How a role's performance is judged."""

    name: Text = explained("指标", "name of the measure")
    formula: Text | None = explained("算法", "how it is computed", default=None)
    target: Text | None = explained("目标", "target", default=None)
    period: Literal["day", "week", "month", "quarter", "half-year", "year"] | None = explained(
        "周期", "period", default=None
    )
    judged_by: RoleRef | None = explained("评价岗位", "the role that judges", default=None)


class Conditions(Originated):
    """Hours, place and travel of a post."""

    hours: Text | None = explained("工作时间", "working hours", default=None)
    place: Text | None = explained("工作地点", "place of work", default=None)
    travel: Text | None = explained("外出", "travel", default=None)


class Onboarding(Originated):
    """One task of a newcomer's first days."""

    id: Id | None = explained("编号", "identifier", default=None)
    phase: Literal["before", "day-1", "week-1", "month-1"] = explained("阶段", "phase")
    task: Text = explained("任务", "the task")
    responsible: RoleRef | None = explained("负责岗位", "who sees to it", default=None)
    done_when: Text | None = explained("完成标志", "done when", default=None)


class Role(Entity):
    """A post, never a person. Departments, groups and outsiders are roles of another kind."""

    kind: Literal["post", "department", "group", "external"] = explained(
        "类别：post 岗位、department 部门、group 小组或委员会、external 外部",
        "post, department, group (or committee), external",
        default="post",
    )
    order: int = explained("在本单位岗位中的次序", "position among the unit's roles", default=100)
    purpose: Text | None = explained("设岗目的", "why the role exists", default=None, required=True)
    reports_to: RoleRef | None = explained("上级岗位", "the role it answers to", default=None, required=True)
    head: bool = explained("是否为最高一级", "true when it answers to no role of the handbook", default=False)
    acts_as: RoleRef | None = explained(
        "同时履行哪个岗位的全部职责", "a role whose duties it carries out too", default=None
    )
    stand_in: RoleRef | None = explained("代理岗位", "who stands in", default=None)
    serves: tuple[ClassRef, ...] = explained("服务的客户类别", "customer classes it serves", default=())
    contacts: tuple[Contact, ...] = explained("工作联系", "whom it works with", default=())
    authority: tuple[Authority, ...] = explained("权限", "what it decides", default=())
    qualifications: tuple[Text, ...] = explained("任职条件", "qualifications", default=())
    measures: tuple[Measure, ...] = explained("考核指标", "measures of performance", default=())
    conditions: Conditions | None = explained("工作条件", "working conditions", default=None)
    onboarding: tuple[Onboarding, ...] = explained("入职安排", "first days", default=())


class CustomerClass(Entity):
    """Customers who are served alike, and how often they are visited."""

    rule: Text | None = explained("归类标准", "which customers belong to it", default=None, required=True)
    visits: Count | None = explained("走访频次", "how often they are visited", default=None, required=True)
    customers: int | None = explained(
        "一个岗位服务多少户，来源写明时才填",
        "how many of them one holder of the post serves, where a source says so",
        default=None,
    )
    minutes: int | None = explained("每次走访分钟数", "minutes a visit", default=None)
    channel: Text | None = explained("服务渠道", "channel", default=None)


class CustomerClasses(Node):
    """The file `customer-classes.yml` of a unit."""

    classes: tuple[CustomerClass, ...] = explained("客户类别", "the classes")
