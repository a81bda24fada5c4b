"""Every kind of thing a handbook holds: its word, its class, the folder and file it lives in."""

from typing import NamedTuple

from .base import Node
from .calendar import CalendarYear, OwnCalendar
from .checklist import Checklist, Waivers
from .form import Form
from .organisation import Assumption, CustomerClass, CustomerClasses, Part, Role, Unit
from .process import Process
from .reading import SelfCheck, Topic, Worksheet
from .rollout import Stage
from .words import Clause, Glossary, Settings, Source, Term
from .work import Duty, Schedule, Standard


class KindOf(NamedTuple):
    """A kind of thing. `folder` is where its files lie inside a unit; empty where it has none."""

    word: str
    model: type[Node]
    zh: str
    folder: str = ""


KINDS = {
    kind.word: kind
    for kind in (
        KindOf("unit", Unit, "单位"),
        KindOf("role", Role, "岗位", "roles"),
        KindOf("standard", Standard, "工作标准", "standards"),
        KindOf("duty", Duty, "职责"),
        KindOf("schedule", Schedule, "作息", "schedules"),
        KindOf("form", Form, "表单", "forms"),
        KindOf("process", Process, "工作机制", "processes"),
        KindOf("stage", Stage, "阶段", "rollout"),
        KindOf("customer-class", CustomerClass, "客户类别"),
        KindOf("topic", Topic, "专题", "topics"),
        KindOf("worksheet", Worksheet, "练习单", "worksheets"),
        KindOf("self-check", SelfCheck, "自查", "self-checks"),
        KindOf("checklist", Checklist, "清单"),
        KindOf("part", Part, "组成部分"),
        KindOf("assumption", Assumption, "假设理由"),
        KindOf("term", Term, "术语"),
        KindOf("source", Source, "来源"),
        KindOf("clause", Clause, "条款"),
        KindOf("glossary", Glossary, "术语表文件"),
        KindOf("settings", Settings, "handbook.yml"),
        KindOf("customer-classes", CustomerClasses, "客户类别文件"),
        KindOf("waivers", Waivers, "不上清单的职责"),
        KindOf("calendar-year", CalendarYear, "年历"),
        KindOf("own-calendar", OwnCalendar, "本单位日历"),
    )
}
FOLDERS = {kind.folder: kind for kind in KINDS.values() if kind.folder}
WORD_OF: dict[type, str] = {kind.model: kind.word for kind in KINDS.values()}
