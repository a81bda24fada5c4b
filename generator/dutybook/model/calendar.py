"""The calendar: official days off and make-up workdays of a year, and the firm's own overlay."""

from datetime import date

from .base import Id, Node, Originated, Text, UnitRef, explained


class Notice(Node):
    """The official notice that arranges a year's holidays."""

    number: str = explained("文号", "its number")
    published: date = explained("发布日期", "the day it was published")
    title: Text = explained("标题", "its title")


class Holiday(Node):
    """One holiday: the days off from its first to its last day, and the days worked for them."""

    id: Id = explained("编号", "identifier")
    name: Text = explained("节日名称", "name of the holiday")
    from_: date = explained("放假第一天", "first day off")
    to: date | None = explained("放假最后一天；只放一天时不写", "last day off; absent for a single day", default=None)
    make_up: tuple[date, ...] = explained("调休上班的日子", "weekend days worked in exchange", default=())


class CalendarYear(Node):
    """The file `calendar/cn/<year>.yml`. Without a notice the year is provisional."""

    year: int = explained("年份", "the year")
    notice: Notice | None = explained(
        "放假通知；没有通知的年份是暂定的", "the official notice; a year without one is provisional", default=None
    )
    note: Text | None = explained("说明", "remark", default=None)
    holidays: tuple[Holiday, ...] = explained("节日", "the holidays, in order")


class OwnDay(Originated):
    """A day on which the firm, or some of its units, departs from the official calendar."""

    from_: date = explained("第一天", "first day")
    to: date | None = explained("最后一天；只有一天时不写", "last day; absent for a single day", default=None)
    work: bool = explained("是否上班", "whether it is a workday")
    reason: Text = explained("理由", "why")
    units: tuple[UnitRef, ...] = explained(
        "适用单位；缺省为全部", "the units it holds for; all when absent", default=()
    )


class OwnCalendar(Node):
    """The file `calendar/firm.yml`: where the firm departs from the official calendar, each day with its reason."""

    days: tuple[OwnDay, ...] = explained("各日", "the days")
