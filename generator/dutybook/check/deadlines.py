"""Deadlines: days that exist, in an order that can be met, and read by a policy when the calendar is in the way."""

from collections.abc import Iterator
from typing import Any

from ..book import Book
from ..model.time import AfterEnd, Count, Event, Every, MonthDay, NthWorkday, Span
from ..model.work import Duty
from .engine import Finding, at, rule

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = {"month": 31, "quarter": 92, "half-year": 184, "year": 366}
WORKDAYS = {"week": 7, "month": 23, "quarter": 66, "half-year": 132, "year": 262}
LONG = ("week", "month", "quarter", "half-year", "year")


def _dated(book: Book) -> Iterator[tuple[Duty, Every]]:
    return ((duty, duty.when) for duty in book.duties if isinstance(duty.when, Every))


@rule("WHN001", "error")
def rhythm_without_a_day(book: Book) -> Iterator[Finding]:
    """'{every}' does not say on which day of the {every} the duty '{duty}' is due.

    **Why.** Without a day there is no deadline: no calendar can show it and nobody can be late.

    **Fix.** Add "by:", such as "by: 12" or "by: last-workday".

    职责“{duty}”只写了“{every}”，没有写哪一天到期。

    **为什么。** 没有日子就没有截止日，日历上显示不出来，也谈不上迟到。

    **怎么改。** 加上“by:”，例如“by: 12”或“by: last-workday”。
    """
    for duty, when in _dated(book):
        if when.every in LONG and when.by is None and when.from_ is None:
            yield at(when, "every", every=when.every, duty=duty.id)


@rule("WHN002", "error")
def day_that_never_comes(book: Book) -> Iterator[Finding]:
    """No {every} has the day '{point}' that '{field}' of the duty '{duty}' names.

    **Why.** The deadline never comes, so the duty is never due.

    **Fix.** Write a day that the {every} has: a day of the month from 1 to 31, or a workday that can exist.

    “{field}”写的“{point}”在任何一个周期里都不存在（职责“{duty}”，周期{every}）。

    **为什么。** 这个截止日永远不会到，职责也就永远不到期。

    **怎么改。** 改成这个周期里有的日子：每月1到31日，或者存在的第几个工作日。
    """
    for duty, when in _dated(book):
        for field, point in (("from", when.from_), ("by", when.by)):
            if _never(point, when.every):
                shown = (
                    point.workday
                    if isinstance(point, NthWorkday)
                    else point.after_end
                    if isinstance(point, AfterEnd)
                    else point
                )
                yield at(when, field, every=when.every, point=shown, field=field, duty=duty.id)


@rule("WHN003", "error")
def day_missing_in_some_months(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' is due by the {day}th, which some months do not have, and no policy says what then.

    **Why.** In February everybody would settle it in a different way.

    **Fix.** Add "missing-day: last-day" (or "skip") to "deadline-policy:" in unit.yml or to the duty's "policy:".

    职责“{duty}”的截止日是{day}日，有的月份没有这一天，也没有规则说明怎么办。

    **为什么。** 到了二月，大家会各按各的理解办。

    **怎么改。** 在unit.yml的“deadline-policy:”或职责的“policy:”里写上“missing-day: last-day”（或“skip”）。
    """
    for duty, when in _dated(book):
        if (
            when.every == "month"
            and type(when.by) is int
            and 28 < when.by <= 31
            and _policy(book, duty, when, "missing_day") is None
        ):
            yield at(when, "by", duty=duty.id, day=when.by)


@rule("WHN004", "error")
def day_unlike_the_period(book: Book) -> Iterator[Finding]:
    """'{point}' is no day of a {every} (duty '{duty}').

    **Why.** A weekday says nothing within a month, and a number nothing within a week.

    **Fix.** Use a weekday or last-workday for a week, a number or last-workday for a month, MM-DD for a year.

    “{point}”不是{every}里的日子（职责“{duty}”）。

    **为什么。** 一个月里有好几个星期一，一个星期里没有12日。

    **怎么改。** 每周用星期几或last-workday，每月用日子或last-workday，每年用MM-DD。
    """
    for duty, when in _dated(book):
        for field, point in (("from", when.from_), ("by", when.by)):
            weekday, number, day = point in WEEKDAYS, type(point) is int, isinstance(point, MonthDay)
            wrong = (
                (weekday and when.every != "week")
                or (number and when.every == "week")
                or (day and when.every != "year")
            )
            if wrong or (point is not None and when.every in ("day", "workday")):
                yield at(when, field, point=point, every=when.every, duty=duty.id)


@rule("WHN005", "error")
def window_that_ends_before_it_begins(book: Book) -> Iterator[Finding]:
    """The window of the duty '{duty}' begins on {start} and ends on {end}, before it begins.

    **Why.** Nobody can keep to a window that is over before it opens.

    **Fix.** Exchange "from:" and "by:", or correct one of them.

    职责“{duty}”从{start}开始，到{end}结束，结束在开始之前。

    **为什么。** 还没开始就已经结束，谁也做不到。

    **怎么改。** 把“from:”和“by:”对调，或者改正其中一个。
    """
    for duty, when in _dated(book):
        first, last = _rank(when.from_), _rank(when.by)
        if first is not None and last is not None and type(when.from_) is type(when.by) and first > last:
            yield at(when, "by", duty=duty.id, start=when.from_, end=when.by)


@rule("WHN006", "error")
def day_off_without_policy(book: Book) -> Iterator[Finding]:
    """The deadline of the duty '{duty}' can fall on a day off, and no policy says what then.

    **Why.** A third of all such days fall on a weekend or holiday.

    **Fix.** Add "day-off: previous", "next" or "same" to "deadline-policy:" in unit.yml or to the duty's "policy:".

    职责“{duty}”的截止日可能遇到非工作日，却没有规则说明怎么办。

    **为什么。** 这样的日子约三分之一会落在周末或假日。

    **怎么改。** 在unit.yml的“deadline-policy:”或职责的“policy:”里写上“day-off:”，取previous、next或same。
    """
    for duty, when in _dated(book):
        movable = (
            type(when.by) is int or isinstance(when.by, MonthDay) or when.by in (*WEEKDAYS, "first-day", "last-day")
        )
        if when.every in LONG and movable and _policy(book, duty, when, "day_off") is None:
            yield at(when, "by", duty=duty.id)


@rule("WHN007", "error")
def two_deadlines_for_one_form(book: Book) -> Iterator[Finding]:
    """The form '{form}' is due by {one} (duty '{first}') and by {other} (duty '{second}') in the same {every}.

    **Why.** The role fills in one form and is told two dates to hand it in.

    **Fix.** Give both duties the same deadline, use two forms, or say for one of the duties that nothing is handed over.

    同一张表单“{form}”在一个周期（{every}）里有两个截止日：{one}（职责“{first}”）和{other}（职责“{second}”）。

    **为什么。** 同一个岗位填同一张表，却有两个交表日期。

    **怎么改。** 把两项职责的截止日改成一致，或者分成两张表；其中一项不需要移交的，写“handed-to: none”。
    """
    seen: dict[tuple[Any, ...], tuple[Duty, Every]] = {}
    for duty, when in _dated(book):
        if when.by is None or duty.handed_to in ((), ("none",)):
            continue
        for name in duty.form:
            form = None if name == "none" else book.find("form", name, duty)
            if form is None:
                continue
            key = (form, when.every, *book.roles_of(duty))
            first = seen.setdefault(key, (duty, when))
            if _shown(first[1].by) != _shown(when.by):
                yield at(
                    when, "by", form=form.id, one=_shown(first[1].by), first=first[0].id, other=_shown(when.by),
                    second=duty.id, every=when.every,
                )  # fmt: skip


@rule("WHN008", "error")
def deadline_before_its_input(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' is due by {day}, before '{needed}', which it needs, is due by {later}.

    **Why.** It would have to be finished before what it is made from exists.

    **Fix.** Move one of the deadlines, or delete "needs:" when the duty does not depend on it.

    职责“{duty}”的截止日是{day}，早于它所依据的“{needed}”（{later}）。

    **为什么。** 依据还没有出来，就要求做完了。

    **怎么改。** 调整其中一个截止日；如果并不依赖它，就删掉“needs:”。
    """
    for duty, when in _dated(book):
        for index, name in enumerate(duty.needs):
            needed = book.find("duty", name, duty)
            other = needed.when if needed is not None else None
            if isinstance(other, Every) and other.every == when.every and _surely_before(when.by, other.by):
                yield at(
                    duty, "needs", index, duty=duty.id, day=_shown(when.by), needed=needed.id, later=_shown(other.by)
                )


@rule("WHN009", "error")
def count_below_one(book: Book) -> Iterator[Finding]:
    """A count of {count} is no frequency.

    **Why.** Something that is done zero times is no duty.

    **Fix.** Write 1 or more.

    次数{count}不成其为频次。

    **为什么。** 做零次的事不是职责。

    **怎么改。** 写1或更大的数。
    """
    counts = [duty.when for duty in book.duties if isinstance(duty.when, Count)]
    for when in [*counts, *(each.visits for each in book.classes if each.visits is not None)]:
        if when.count < 1:
            yield at(when, "count", count=when.count)


@rule("WHN010", "error")
def time_limit_without_one_length(book: Book) -> Iterator[Finding]:
    """The time limit of the duty '{duty}' gives {count} lengths; it needs exactly one, above zero.

    **Why.** Four hours and one workday are two different limits, and nobody knows which holds.

    **Fix.** Keep one of minutes, hours, days, workdays, weeks, months.

    职责“{duty}”的时限写了{count}个长度，只能写一个，而且要大于零。

    **为什么。** 四小时和一个工作日是两个时限，不知道按哪个。

    **怎么改。** 在minutes、hours、days、workdays、weeks、months里只留一个。
    """
    for duty in book.duties:
        within = duty.when.within if isinstance(duty.when, Event) else None
        if isinstance(within, Span):
            lengths = [value for name, value in within.__dict__.items() if name != "mark"]
            if len(lengths) != 1 or lengths[0] < 1:
                yield at(within, duty=duty.id, count=len(lengths))


def _never(point: object, every: str) -> bool:
    if isinstance(point, NthWorkday):
        return not 1 <= abs(point.workday) <= WORKDAYS.get(every, 0)
    if isinstance(point, AfterEnd):
        return not 1 <= point.after_end <= WORKDAYS.get(every, 0)
    return type(point) is int and every != "week" and not 1 <= point <= DAYS.get(every, 31)


def _policy(book: Book, duty: Duty, when: Every, name: str) -> object:
    own = getattr(when.policy, name, None)
    unit = book.unit(duty)
    return own if own is not None else getattr(unit.deadline_policy if unit else None, name, None)


def _rank(point: object) -> float | None:
    """The position of a day within its period, among days of the same sort."""
    if isinstance(point, NthWorkday):
        return point.workday if point.workday > 0 else 100 + point.workday
    if isinstance(point, MonthDay):
        return int(point[:2]) * 100 + int(point[3:])
    if point in WEEKDAYS:
        return WEEKDAYS.index(str(point))
    words = {"first-day": 0.0, "first-workday": 0.5, "last-workday": 98.0, "last-day": 99.0}
    return float(point) if type(point) is int else words.get(str(point))


def _surely_before(point: object, other: object) -> bool:
    """Whether a day comes before another in every month, whatever the calendar."""
    late = ("last-workday", "last-day")
    if type(point) is int and type(other) is int:
        return point < other
    if type(point) is int and other in late:
        return point < 20
    if isinstance(other, AfterEnd):
        return not isinstance(point, AfterEnd) or point.after_end < other.after_end
    if isinstance(point, NthWorkday) and isinstance(other, NthWorkday) and (point.workday > 0) == (other.workday > 0):
        return point.workday < other.workday
    return isinstance(point, NthWorkday) and point.workday < -1 and other in late


def _shown(point: object) -> str:
    if isinstance(point, NthWorkday):
        return f"workday {point.workday}"
    return f"workday {point.after_end} after the end" if isinstance(point, AfterEnd) else str(point)
