"""The `when:` language: when a duty is done or due. Closed, and checked."""

from typing import Literal

from .base import ClassRef, Node, Originated, Text, explained


class Clock(int):
    """A time of day in minutes after midnight; prints as 7:50."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self // 60}:{self % 60:02d}"


class MonthDay(str):
    """A day of the year, written MM-DD."""

    __slots__ = ()


Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DayWord = Literal["first-day", "last-day", "first-workday", "last-workday"]
Occasion = Literal["visit", "call", "meeting", "order", "promotion", "inquiry", "case", "hand-over"]


class NthWorkday(Node):
    """The n-th workday of a period; negative counts from its end, -1 is the last."""

    workday: int = explained("第几个工作日，负数从期末倒数", "which workday; negative counts from the end")


class AfterEnd(Node):
    """The n-th workday after the period has ended."""

    after_end: int = explained("期末后第几个工作日", "which workday after the end of the period")


DayPoint = int | Weekday | DayWord | MonthDay | NthWorkday | AfterEnd


class DeadlinePolicy(Originated):
    """How a date is read when the calendar is in its way; the default stands in `unit.yml`."""

    counts_the_day: bool | None = explained("截止当日是否计入", "whether the day itself still counts", default=None)
    missing_day: Literal["last-day", "skip"] | None = explained(
        "当月没有这一天时：取最后一天，或跳过", "when the month has no such day: its last day, or none", default=None
    )
    day_off: Literal["previous", "next", "same"] | None = explained(
        "遇非工作日：提前、顺延或不变", "on a day off: the workday before, after, or the same day", default=None
    )
    crossing: Literal["allow", "stay"] | None = explained(
        "顺延会跨月时：允许，或留在当月", "when the shift would leave the month: allow, or stay inside", default=None
    )


class Every(Node):
    """Comes back each period: `{every: month, by: 12}`, `{every: workday, at: "8:15"}`."""

    every: Literal["day", "workday", "week", "month", "quarter", "half-year", "year"] = explained("周期", "the period")
    at: Clock | None = explained("钟点", "at this time of day", default=None)
    not_later_than: Clock | None = explained("不迟于的钟点", "not later than this time of day", default=None)
    from_: DayPoint | None = explained("从哪天起", "first day of the window", default=None)
    by: DayPoint | None = explained("最迟哪天", "last day of the window", default=None)
    policy: DeadlinePolicy | None = explained(
        "与单位规则不同之处", "where it differs from the unit's deadline policy", default=None
    )
    said: Text | None = explained("原来的说法", "the words of the source", default=None)


class Count(Node):
    """A number of times a period: `{count: 2, per: month, for: urban}`."""

    count: int = explained("次数", "how many times")
    per: Literal["day", "week", "month", "quarter", "year"] = explained("每多久", "a period")
    for_: ClassRef | None = explained("哪类客户", "for each customer of this class", default=None)
    at_least: bool = explained("是否为至少", "whether the number is a minimum", default=True)
    said: Text | None = explained("原来的说法", "the words of the source", default=None)


class Span(Node):
    """A length of time: exactly one of its fields."""

    minutes: int | None = explained("分钟", "minutes", default=None)
    hours: int | None = explained("小时", "hours", default=None)
    days: int | None = explained("天", "calendar days", default=None)
    workdays: int | None = explained("工作日", "workdays", default=None)
    weeks: int | None = explained("周", "weeks", default=None)
    months: int | None = explained("月", "months", default=None)


Within = Literal["at-once", "promptly"] | Span


class Event(Node):
    """After something happens: `{event: {zh: …, en: …}, within: at-once}`."""

    event: Text = explained("发生什么", "what happens")
    within: Within | None = explained("多久之内", "within how long", default=None)
    said: Text | None = explained("原来的说法", "the words of the source", default=None)


class Each(Node):
    """On each occasion of a kind: `{each: visit}`."""

    each: Occasion = explained("每次什么", "which occasion")
    said: Text | None = explained("原来的说法", "the words of the source", default=None)


class As(Node):
    """Without a date: as assigned, as needed, or all the time."""

    as_: Literal["assigned", "needed", "ongoing"] = explained(
        "按布置、按需要或经常", "as assigned, as needed or ongoing"
    )
    said: Text | None = explained("原来的说法", "the words of the source", default=None)


When = Every | Count | Event | Each | As
