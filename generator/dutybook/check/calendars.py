"""The calendar: years that can be trusted, holidays that make sense, and the firm's own days."""

from collections.abc import Iterator
from datetime import date, timedelta

from ..book import Book
from ..model.calendar import CalendarYear, Holiday, OwnCalendar, OwnDay
from .engine import Finding, at, rule

LONGEST = 10  # days of a holiday that are still believed


def _holidays(book: Book) -> Iterator[tuple[CalendarYear, Holiday]]:
    return ((year, each) for year in book.all(CalendarYear) for each in year.holidays)


def _days(first: date, last: date | None) -> list[date]:
    return [first + timedelta(place) for place in range(((last or first) - first).days + 1)]


@rule("CAL001", "error")
def year_in_another_file(book: Book) -> Iterator[Finding]:
    """The calendar of {year} stands in a file of another name.

    **Why.** Whoever looks for a year opens the file of that name, and two files could define one year.

    **Fix.** Name the file {year}.yml, or correct the year.

    {year}年的日历写在了别的文件名里。

    **为什么。** 查某一年的人会按文件名打开；名字不对，同一年还可能写了两遍。

    **怎么改。** 把文件改名为{year}.yml，或改正年份。
    """
    for year in book.all(CalendarYear):
        if not year.mark.path.endswith(f"/{year.year}.yml"):
            yield at(year, "year", year=year.year)


@rule("CAL002", "error")
def days_run_backwards(book: Book) -> Iterator[Finding]:
    """The days off or at work run from {first} back to {last}.

    **Why.** Such a stretch has no day at all, so the calendar stays silent about it.

    **Fix.** Exchange "from" and "to".

    日子从{first}倒着写到了{last}。

    **为什么。** 这样的时段里一天也没有，日历就漏掉了它。

    **怎么改。** 把“from”和“to”对调。
    """
    stretches: list[Holiday | OwnDay] = [*(holiday for _, holiday in _holidays(book)), *_own(book)]
    for each in stretches:
        if each.to is not None and each.to < each.from_:
            yield at(each, "to", first=each.from_, last=each.to)


@rule("CAL003", "error")
def holiday_outside_its_year(book: Book) -> Iterator[Finding]:
    """{day} does not belong to the notice of {year}.

    **Why.** A notice arranges its own year and, at most, the December before it; another date is a slip.

    **Fix.** Compare with the notice and correct the date.

    {day}不属于{year}年的放假通知。

    **为什么。** 通知只安排本年度，最多涉及上一年12月；别的日期多半是笔误。

    **怎么改。** 对照通知改正日期。
    """
    for year, holiday in _holidays(book):
        days = {"from": (holiday.from_,), "to": (holiday.to,) if holiday.to else (), "make-up": holiday.make_up}
        for key, dates in days.items():
            for place, day in enumerate(dates):
                if not date(year.year - 1, 12, 1) <= day <= date(year.year, 12, 31):
                    yield at(holiday, key, place if key == "make-up" else None, day=day, year=year.year)


@rule("CAL004", "error")
def make_up_on_a_workday(book: Book) -> Iterator[Finding]:
    """{day} is listed as made up, but it is no weekend day.

    **Why.** Only Saturdays and Sundays are worked in exchange; another day is a slip of the pen.

    **Fix.** Compare with the notice and correct the date.

    {day}列为调休上班，但它不是周末。

    **为什么。** 调休上班的只会是周六、周日；别的日子是笔误。

    **怎么改。** 对照通知改正日期。
    """
    for _, holiday in _holidays(book):
        for place, day in enumerate(holiday.make_up):
            if day.weekday() < 5:
                yield at(holiday, "make-up", place, day=day)


@rule("CAL005", "error")
def day_arranged_twice(book: Book) -> Iterator[Finding]:
    """{day} is arranged by '{other}' too.

    **Why.** A day off and at work at once, or off for two holidays, makes every date near it doubtful.

    **Fix.** Keep the day in the holiday that the notice lists it under.

    {day}已经由“{other}”安排过了。

    **为什么。** 同一天又放假又上班，或算在两个节日里，附近的日期都不可信。

    **怎么改。** 按通知只留在一个节日里。
    """
    for year in book.all(CalendarYear):
        seen: dict[date, str] = {}
        for holiday in year.holidays:
            own = dict.fromkeys(_days(holiday.from_, holiday.to), ("from", None))
            for place, day in enumerate(holiday.make_up):
                if day in own:
                    yield at(holiday, "make-up", place, day=day, other=holiday.id)
            worked = {day: ("make-up", place) for place, day in enumerate(holiday.make_up)}
            for day, (key, found) in (own | worked).items():
                if day in seen:
                    yield at(holiday, key, found, day=day, other=seen[day])
                    break
            seen |= dict.fromkeys((*own, *worked), holiday.id)


@rule("CAL006", "warning")
def year_without_notice(book: Book) -> Iterator[Finding]:
    """{year} has begun, or is about to, and its holiday notice has not been entered.

    **Why.** Without it every date of the year is a guess: it is marked as provisional and left out of calendars.

    **Fix.** Enter the number and date of the notice and its holidays in handbook/calendar/cn/{year}.yml.

    {year}年已经或即将开始，放假通知却还没有录入。

    **为什么。** 没有通知，这一年的日期都只是推测：会标为暂定，也不进日历文件。

    **怎么改。** 在handbook/calendar/cn/{year}.yml里录入通知的文号、日期和各节日的安排。
    """
    # In five years out of seven since 2019 the notice was out in November, the earliest on 25 October.
    soon = {book.today.year, book.today.year + (book.today.month >= 11)}
    years = book.all(CalendarYear)
    for year in years:
        if year.notice is None and year.year in soon:
            yield at(year, "year", year=year.year)
    if years and book.today.year not in (year.year for year in years):
        yield at(max(years, key=lambda each: each.year), "year", year=book.today.year)


@rule("CAL007", "warning")
def own_day_without_effect(book: Book) -> Iterator[Finding]:
    """The firm's own calendar says of {day} what the official calendar says anyway.

    **Why.** An entry without effect hides the ones that matter, or is a slip in the date.

    **Fix.** Delete the entry, or correct its date.

    本单位日历里{day}的安排与国家安排本来就一样。

    **为什么。** 没有作用的条目会淹没真正的不同之处，也可能是日期写错了。

    **怎么改。** 删掉这一条，或改正日期。
    """
    official = [year for year in book.all(CalendarYear) if year.holidays]
    if not official:
        return
    from ..calendar import Calendar

    calendar = Calendar(official)
    for each in _own(book):
        days = _days(each.from_, each.to)
        if days and all(calendar.is_workday(day) == each.work for day in days):
            yield at(each, "from", day=each.from_)


@rule("CAL008", "error")
def own_day_arranged_twice(book: Book) -> Iterator[Finding]:
    """The firm's own calendar arranges {day} twice for the same unit.

    **Why.** Only one of the two can hold, and nobody can see which.

    **Fix.** Keep one of them, or list under "units" which of them holds for whom.

    本单位日历里，同一个单位的{day}安排了两次。

    **为什么。** 两条里只有一条能算数，谁也看不出是哪一条。

    **怎么改。** 只留一条；或者在“units”里分别写明适用哪些单位。
    """
    seen: dict[date, list[OwnDay]] = {}
    for each in _own(book):
        for day in _days(each.from_, each.to):
            before = seen.setdefault(day, [])
            if any(not each.units or not other.units or set(each.units) & set(other.units) for other in before):
                yield at(each, "from", day=day)
                break
            before.append(each)


@rule("CAL009", "warning")
def holiday_too_long(book: Book) -> Iterator[Finding]:
    """The holiday '{holiday}' lasts {days} days, from {first} to {last}.

    **Why.** No notice since 2008 gave more than nine days in a row; a slip in the month moves every deadline in it.

    **Fix.** Compare with the notice and correct the dates.

    节日“{holiday}”从{first}放到{last}，长达{days}天。

    **为什么。** 2008年以来的通知，连休最长九天；月份写错一个字，其中所有截止日都会跟着错。

    **怎么改。** 对照通知改正日期。
    """
    for _, holiday in _holidays(book):
        days = len(_days(holiday.from_, holiday.to))
        if days > LONGEST:
            yield at(holiday, "to", holiday=holiday.id, days=days, first=holiday.from_, last=holiday.to)


def _own(book: Book) -> Iterator[OwnDay]:
    return (day for file in book.all(OwnCalendar) for day in file.days)
