"""Deadlines: days that exist, in an order that can be met, and read by a policy when the calendar is in the way."""

from collections.abc import Iterator
from typing import cast

from ..book import Book
from ..model.days import (
    PERIODS_ZH,
    exists,
    fits,
    may_be_free,
    may_be_missing,
    may_leave_the_month,
    same_day,
    shown,
    surely_before,
)
from ..model.form import Form
from ..model.organisation import Role
from ..model.time import AfterEnd, DayPoint, Every
from ..model.work import Duty
from .engine import Finding, at, rule


def _dated(book: Book) -> Iterator[tuple[Duty, Every]]:
    return ((duty, duty.when) for duty in book.duties if isinstance(duty.when, Every))


def _days(book: Book) -> list[tuple[Duty, Every, str, DayPoint]]:
    """Each day that a rhythm names, with the field it stands in; looked for once."""
    found = book.derived.get("days-named")
    if found is None:
        found = book.derived["days-named"] = list(_days_of(book))
    return cast("list[tuple[Duty, Every, str, DayPoint]]", found)


def _days_of(book: Book) -> Iterator[tuple[Duty, Every, str, DayPoint]]:
    for duty, when in _dated(book):
        for field, point in (("from", when.from_), ("by", when.by)):
            if point is not None:
                yield duty, when, field, point


def _due(book: Book) -> list[tuple[Duty, Every, DayPoint]]:
    """Each deadline on a day that fits its period; looked for once."""
    found = book.derived.get("deadlines-named")
    if found is None:
        found = [(duty, when, by) for duty, when, field, by in _days(book) if field == "by" and fits(by, when.every)]
        book.derived["deadlines-named"] = found
    return cast("list[tuple[Duty, Every, DayPoint]]", found)


def _policy(book: Book, duty: Duty, when: Every, name: str) -> str | None:
    """What holds for a deadline; "unknown" where the unit could not be read, so that nothing is said of it."""
    own: str | None = getattr(when.policy, name, None)
    unit = book.unit(duty)
    if unit is None or unit.mark in book.faulty:
        return "unknown"
    return own if own is not None else getattr(unit.deadline_policy, name, None)


@rule("WHN001", "error")
def rhythm_without_a_day(book: Book) -> Iterator[Finding]:
    """'{every}' does not say by which day of the {every} the duty '{duty}' is due.

    **Why.** Without a day there is no deadline: no calendar can show it and nobody can be late.

    **Fix.** Add "by:", such as "by: 12" or "by: last-workday"; when the source gives no day, set one and list
    "when" under "assumed" with the reason.

    职责“{duty}”只写了“{every}”，没有写每{every_zh}最迟哪一天。

    **为什么。** 没有日子就没有截止日，日历上显示不出来，也谈不上迟到。

    **怎么改。** 加上“by:”，例如“by: 12”或“by: last-workday”；来源没有写日子的，设定一个，并在“assumed”里写明理由。
    """
    for duty, when in _dated(book):
        if when.every not in ("day", "workday") and when.by is None:
            yield at(when, "every", every=when.every, every_zh=PERIODS_ZH[when.every], duty=duty.id)


@rule("WHN002", "error")
def day_that_never_comes(book: Book) -> Iterator[Finding]:
    """No {every} has the day '{point}' that '{field}' of the duty '{duty}' names.

    **Why.** The deadline never comes, so the duty is never due.

    **Fix.** Write a day that the period has: 1 to 31 in a month; workday 1 to 5 in a week, 23 in a month,
    66 in a quarter; the same numbers with a minus sign count from the end.

    没有哪一{every_zh}有“{field}”写的“{point_zh}”（职责“{duty}”）。

    **为什么。** 这个截止日永远不会到，职责也就永远不到期。

    **怎么改。** 改成这个周期里有的日子：每月1到31日；工作日每周1到5、每月1到23、每季度1到66，加负号从期末倒数。
    """
    for duty, when, field, point in _days(book):
        if fits(point, when.every) and not exists(point, when.every):
            yield at(
                when, field, every=when.every, every_zh=PERIODS_ZH[when.every], field=field, duty=duty.id,
                point=shown(point), point_zh=shown(point, "zh"),
            )  # fmt: skip


@rule("WHN003", "error")
def day_missing_in_some_months(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' names the day '{day}', which some months do not have, and no policy says what then.

    **Why.** In February everybody would settle it in a different way.

    **Fix.** Add "missing-day: last-day" (or "skip") to "deadline-policy:" in unit.yml or to the duty's "policy:".

    职责“{duty}”写的是“{day_zh}”，有的月份没有这一天，也没有规则说明怎么办。

    **为什么。** 到了二月，大家会各按各的理解办。

    **怎么改。** 在unit.yml的“deadline-policy:”或职责的“policy:”里写上“missing-day: last-day”（或“skip”）。
    """
    for duty, when, field, point in _days(book):
        if may_be_missing(point, when.every) and _policy(book, duty, when, "missing_day") is None:
            yield at(when, field, duty=duty.id, day=shown(point), day_zh=shown(point, "zh"))


@rule("WHN004", "error")
def day_unlike_the_period(book: Book) -> Iterator[Finding]:
    """'{point}' does not say which day of the {every} is meant (duty '{duty}').

    **Why.** A month has four Mondays, a week has no 12th, and nobody knows the 12th of a quarter.

    **Fix.** Use a weekday in a week, a number in a month and "MM-DD" in a year; first-day, last-day,
    first-workday, last-workday, a workday's number and after-end fit each of them, and a quarter too.

    “{point_zh}”说明不了是每{every_zh}的哪一天（职责“{duty}”）。

    **为什么。** 一个月有四个星期一，一周没有12日，一个季度的“12日”也说不清是哪天。

    **怎么改。** 每周用星期几，每月用日子，每年用“MM-DD”；first-day、last-day、first-workday、last-workday、第几个工作日和after-end都可以用，季度也一样。
    """
    for duty, when, field, point in _days(book):
        if not fits(point, when.every):
            yield at(
                when, field, every=when.every, every_zh=PERIODS_ZH[when.every], duty=duty.id,
                point=shown(point), point_zh=shown(point, "zh"),
            )  # fmt: skip


@rule("WHN005", "error")
def window_that_ends_before_it_begins(book: Book) -> Iterator[Finding]:
    """The window of the duty '{duty}' begins on '{start}' and ends on '{end}', before it begins.

    **Why.** Nobody can keep to a window that is over before it opens.

    **Fix.** Exchange "from:" and "by:", or correct one of them; for an end in the next period write
    "by: {{after-end: 5}}".

    职责“{duty}”从“{start_zh}”开始，到“{end_zh}”结束，结束在开始之前。

    **为什么。** 还没开始就已经结束，谁也做不到。

    **怎么改。** 把“from:”和“by:”对调，或者改正其中一个；要到下一期才结束的，写“by: {{after-end: 5}}”。
    """
    for duty, when, end in _due(book):
        start = when.from_
        if start is None or not fits(start, when.every):
            continue
        if surely_before(end, start, when.every) or (isinstance(start, AfterEnd) and not isinstance(end, AfterEnd)):
            yield at(
                when, "by", duty=duty.id, start=shown(start), start_zh=shown(start, "zh"),
                end=shown(end), end_zh=shown(end, "zh"),
            )  # fmt: skip


@rule("WHN006", "error")
def day_off_without_policy(book: Book) -> Iterator[Finding]:
    """The deadline of the duty '{duty}' can fall on a day off, and no policy says what then.

    **Why.** A third of all such days fall on a weekend or holiday.

    **Fix.** Add "day-off: previous", "next" or "same" to "deadline-policy:" in unit.yml or to the duty's "policy:".

    职责“{duty}”的截止日可能遇到非工作日，却没有规则说明怎么办。

    **为什么。** 这样的日子约三分之一会落在周末或假日。

    **怎么改。** 在unit.yml的“deadline-policy:”或职责的“policy:”里写上“day-off:”，取previous、next或same。
    """
    for duty, when, by in _due(book):
        if may_be_free(by) and _policy(book, duty, when, "day_off") is None:
            yield at(when, "by", duty=duty.id)


@rule("WHN007", "error")
def two_deadlines_for_one_form(book: Book) -> Iterator[Finding]:
    """The form '{form}' is due by '{one}' (duty '{first}') and by '{other}' (duty '{second}') of the same {every}.

    **Why.** A role fills in one form for one receiver and is told two dates to hand it in.

    **Fix.** Give both duties the same deadline or use two forms; write "handed-to: none" where nothing is handed over.

    同一张表单“{form}”在同一{every_zh}里有两个截止日：“{one_zh}”（职责“{first}”）和“{other_zh}”（职责“{second}”）。

    **为什么。** 同一个岗位把同一张表交给同一个对象，却有两个交表日期。

    **怎么改。** 把两项职责的截止日改成一致，或者分成两张表；其中一项不需要移交的，写“handed-to: none”。
    """
    seen: dict[tuple[object, ...], tuple[str, DayPoint]] = {}
    for duty, when, by in _due(book):
        for form, role, receiver in _handings(book, duty):
            first, one = seen.setdefault((form, when.every, role, receiver), (duty.id, by))
            if not same_day(one, by):
                yield at(
                    when, "by", form=form.id, first=first, one=shown(one), one_zh=shown(one, "zh"), second=duty.id,
                    other=shown(by), other_zh=shown(by, "zh"), every=when.every, every_zh=PERIODS_ZH[when.every],
                )  # fmt: skip
                break


@rule("WHN008", "error")
def deadline_before_its_input(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' is due by '{day}', before '{needed}', which it needs, is due by '{later}'.

    **Why.** It would have to be finished before what it is made from exists.

    **Fix.** Move one of the deadlines, or delete "needs:" when the duty does not depend on it; what is made from
    the last period's result is due after the end of that period: "by: {{after-end: 5}}".

    职责“{duty}”的截止日是“{day_zh}”，早于它所依据的“{needed}”的截止日“{later_zh}”。

    **为什么。** 依据还没有出来，就要求做完了。

    **怎么改。** 调整其中一个截止日；如果并不依赖它，就删掉“needs:”；用上一期结果来做的，写成期末之后：“by: {{after-end: 5}}”。
    """
    due = {duty: (when.every, by) for duty, when, by in _due(book) if book.status(duty) != "retired"}
    for duty, (every, by) in due.items():
        for index, name in enumerate(duty.needs):
            needed = book.find("duty", name, duty)
            other, later = due.get(needed, (None, by))
            if other == every and surely_before(by, later, every):
                yield at(
                    duty, "needs", index, duty=duty.id, day=shown(by), day_zh=shown(by, "zh"),
                    needed=needed.id, later=shown(later), later_zh=shown(later, "zh"),
                )  # fmt: skip


@rule("WHN009", "error")
def two_times_of_day(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' is to be done at {at} and not later than {latest}.

    **Why.** A fixed time and a latest time are two rules; whoever comes between them is late by one of them.

    **Fix.** Keep "at:" when the time is fixed, "not-later-than:" when earlier is right too.

    职责“{duty}”既写{at}，又写不迟于{latest}。

    **为什么。** 定点和最晚时间是两种规定，在两者之间到的人，按一种算迟到，按另一种不算。

    **怎么改。** 定点的留“at:”，可以提前的留“not-later-than:”。
    """
    for duty, when in _dated(book):
        if when.at is not None and when.not_later_than is not None:
            yield at(when, "not-later-than", duty=duty.id, at=when.at, latest=when.not_later_than)


@rule("WHN010", "error")
def shift_out_of_the_month_without_policy(book: Book) -> Iterator[Finding]:
    """Moved off a day off, the deadline '{day}' of the duty '{duty}' can leave its month, and no policy says if it may.

    **Why.** The figures of a month then stand in another month, or the deadline comes before the month begins.

    **Fix.** Add "crossing: stay" (or "allow") to "deadline-policy:" in unit.yml or to the duty's "policy:".

    职责“{duty}”的截止日“{day_zh}”遇非工作日调整后可能跨月，却没有规则说明是否允许。

    **为什么。** 跨了月，当月的数字就会落到别的月份里。

    **怎么改。** 在unit.yml的“deadline-policy:”或职责的“policy:”里写上“crossing: stay”（或“allow”）。
    """
    for duty, when, by in _due(book):
        day_off = _policy(book, duty, when, "day_off")
        leaves = day_off is not None and may_be_free(by) and may_leave_the_month(by, day_off)
        if leaves and when.every != "week" and _policy(book, duty, when, "crossing") is None:
            yield at(when, "by", duty=duty.id, day=shown(by), day_zh=shown(by, "zh"))


def _handings(book: Book, duty: Duty) -> Iterator[tuple[Form, Role, Role]]:
    """Which form which role hands to whom by this duty; nothing when it is retired."""
    if book.status(duty) == "retired":
        return
    receivers = [found for name in duty.handed_to if (found := book.find("role", name, duty)) is not None]
    for name in duty.form if receivers else ():
        form = book.find("form", name, duty)
        if form is not None:
            yield from ((form, role, receiver) for role in book.roles_of(duty) for receiver in receivers)
