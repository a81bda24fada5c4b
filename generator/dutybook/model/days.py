"""Days within a period: which exist, which may be missing or free, and which surely comes before which.

Nothing here knows a calendar. Bounds hold for every year of the Chinese calendar of holidays and
make-up days, so that what is called sure is sure.
"""

from calendar import monthrange

from .time import AfterEnd, DayPoint, MonthDay, NthWorkday

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PERIODS_ZH = {
    "day": "日", "workday": "工作日", "week": "周", "month": "月", "quarter": "季度", "half-year": "半年", "year": "年",
}  # fmt: skip
WORDS = {
    "first-day": ("day", 1),
    "last-day": ("day", -1),
    "first-workday": ("workday", 1),
    "last-workday": ("workday", -1),
}
MOST_WORKDAYS = {"week": 5, "month": 23, "quarter": 66, "half-year": 132, "year": 262}
SURE_WORKDAYS = 16  # February 2026 has no more
LONGEST_BREAK = 9  # days on end without a workday


def fits(point: DayPoint, period: str) -> bool:
    """Whether a day of this sort says which day of the period is meant."""
    if isinstance(point, MonthDay):
        return period == "year"
    if isinstance(point, int):
        return period == "month"
    return period == "week" if point in WEEKDAYS else period not in ("day", "workday")


def exists(point: DayPoint, period: str) -> bool:
    """Whether any period at all has such a day; only asked of days that fit."""
    if isinstance(point, NthWorkday):
        return 1 <= abs(point.workday) <= MOST_WORKDAYS[period]
    if isinstance(point, AfterEnd):
        return 1 <= point.after_end <= MOST_WORKDAYS[period]
    return not isinstance(point, int) or 1 <= point <= 31


def may_be_missing(point: DayPoint, period: str) -> bool:
    """Whether some periods have the day and others do not."""
    if isinstance(point, NthWorkday):
        return period == "month" and SURE_WORKDAYS < abs(point.workday) <= MOST_WORKDAYS[period]
    return point == "02-29" or (isinstance(point, int) and period == "month" and 28 < point <= 31)


def may_be_free(point: DayPoint) -> bool:
    """Whether the day can fall on a weekend or a holiday: a workday cannot."""
    return not (isinstance(point, NthWorkday | AfterEnd) or point in ("first-workday", "last-workday"))


def may_leave_the_month(point: DayPoint, day_off: str) -> bool:
    """Whether a shift over a mere weekend can end in another month."""
    if isinstance(point, MonthDay):
        day, last = int(point[3:]), monthrange(2023, int(point[:2]))[1]
    else:
        day, last = (
            (point, 28)
            if isinstance(point, int)
            else {"first-day": (1, 31), "last-day": (31, 31)}.get(str(point), (15, 31))
        )
    return (day_off == "next" and day >= last - 1) or (day_off == "previous" and day <= 2)


def surely_before(point: DayPoint, other: DayPoint, period: str) -> bool:
    """Whether a day comes before another in each period, whatever the calendar."""
    (sort, first), (other_sort, second) = _counted(point), _counted(other)
    if sort == other_sort and (first > 0) == (second > 0):
        return first < second
    if (sort, other_sort) == ("workday", "day") and first < second == -1:
        return True
    if (sort, other_sort) == ("day", "workday") and first == 1 < second:
        return True
    if period != "month" or not {sort, other_sort} <= {"day", "workday"}:
        return False
    return _reach(sort, first)[1] < _reach(other_sort, second)[0]


def same_day(point: DayPoint, other: DayPoint) -> bool:
    """Whether two ways of writing name one day: last-workday is {workday: -1}."""
    return _counted(point) == _counted(other)


def shown(point: DayPoint, language: str = "en") -> str:
    """A day as a message quotes it."""
    chinese = language == "zh"
    if isinstance(point, NthWorkday):
        if not chinese:
            return f"workday {point.workday}"
        return f"{'倒数' if point.workday < 0 else ''}第{abs(point.workday)}个工作日"
    if isinstance(point, AfterEnd):
        return f"期末后第{point.after_end}个工作日" if chinese else f"workday {point.after_end} after the end"
    return f"{point}日" if chinese and isinstance(point, int) else str(point)


def _counted(point: DayPoint) -> tuple[str, int]:
    """What is counted, and which one it is; negative from the end."""
    if isinstance(point, NthWorkday):
        return "workday", point.workday
    if isinstance(point, AfterEnd):
        return "after", point.after_end
    if isinstance(point, MonthDay):
        return "month-day", int(point[:2]) * 100 + int(point[3:])
    if isinstance(point, int):
        return "day", point
    return ("weekday", WEEKDAYS.index(point) + 1) if point in WEEKDAYS else WORDS[point]


def _reach(sort: str, number: int) -> tuple[int, int]:
    """The earliest and the latest day of a month that it can be."""
    if sort == "day":
        return (number, number) if number > 0 else (28, 31)
    slack = 2 * (abs(number) // 5 + 1) + LONGEST_BREAK
    return (number, number + slack) if number > 0 else (29 + number - slack, 32 + number)
