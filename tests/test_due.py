"""Due dates: tables of cases that were reasoned out, a naive oracle over random calendars, two other libraries."""

import calendar as months
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import PROJECT
from dutybook.bind import reader_of
from dutybook.binding import Binding
from dutybook.calendar import Calendar
from dutybook.due import Policy, occurrences
from dutybook.limit import after
from dutybook.model.base import Text
from dutybook.model.calendar import CalendarYear, Holiday, Notice, OwnDay
from dutybook.model.time import Span, When
from dutybook.pipeline import check
from dutybook.problem import Mark
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent / "due"
PLACE = Mark("x.yml", 1, 1)
DAY = timedelta(days=1)


def when_of(said: str) -> Any:
    """A rule as the YAML writes it."""
    binding = Binding("x.yml")
    found = reader_of(When)(yaml.compose(said), "when", binding)
    assert not binding.problems, binding.problems
    return found


@pytest.fixture(scope="module")
def official() -> Calendar:
    book = check(PROJECT).book
    assert book is not None
    return book.calendar()


def month_cases() -> list[Any]:
    cases = []
    for line in (HERE / "months.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            rule, policy, year, days = (part.strip() for part in line.split("|"))
            for month, day in enumerate(days.split(), 1):
                name = f"{rule} {policy} {year}-{month:02d}".replace(" ", "-")
                cases.append(pytest.param(rule, policy.split(), int(year), month, day, id=name))
    return cases


def test_the_table_is_large_enough() -> None:
    assert len(month_cases()) >= 300


@pytest.mark.parametrize(("rule", "policy", "year", "month", "day"), month_cases())
def test_month(rule: str, policy: list[str], year: int, month: int, day: str, official: Calendar) -> None:
    when = when_of(f"{{every: month, by: {rule}}}")
    found = [
        each.due
        for each in occurrences(
            when,
            Policy(True, policy[2], policy[0], policy[1]),
            official,
            date(year, month, 1) - 40 * DAY,
            date(year, month, 1) + 90 * DAY,
        )
        if named_in(each.nominal, rule, year, month, official)
    ]
    assert found == expected(day, year, month)


def named_in(nominal: date, rule: str, year: int, month: int, official: Calendar) -> bool:
    if "after-end" in rule:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return (nominal.year, nominal.month) == (year, month)


def expected(day: str, year: int, month: int) -> list[date]:
    if day == "-":
        return []
    if len(day) == 10:
        return [date.fromisoformat(day)]
    return [date.fromisoformat(f"{year}-{day}") if "-" in day else date(year, month, int(day))]


def cases_of(name: str) -> list[Any]:
    found = yaml.safe_load((HERE / name).read_text("utf-8"))
    return [pytest.param(case, id=f"{place}-{case['why'][:60]}".replace(" ", "-")) for place, case in enumerate(found)]


@pytest.mark.parametrize("case", cases_of("cases.yml"))
def test_case(case: dict[str, Any], official: Calendar) -> None:
    when = when_of(yaml.safe_dump(case["when"]))
    first, last = case["between"]
    found = list(occurrences(when, Policy(**case.get("policy", {})), official, first, last))
    assert [each.due for each in found] == case["due"]
    assert [each.due for each in found if each.provisional] == case.get("provisional", [])
    assert [each.opens for each in found] == case.get("opens", [each.opens for each in found])
    assert len({each.period for each in found}) == len(found)


@pytest.mark.parametrize("case", cases_of("events.yml"))
def test_event(case: dict[str, Any], official: Calendar) -> None:
    happened = datetime.fromisoformat(str(case["happened"]))
    ((unit, amount),) = case["within"].items()
    limit = after(happened, Span(mark=PLACE, **{unit: amount}), Policy(**case.get("policy", {})), official)
    until = case["until"]
    if isinstance(until, date):
        assert limit.whole_day
        assert limit.moment == datetime.combine(until + DAY, datetime.min.time())
    else:
        assert limit.moment == datetime.fromisoformat(str(until))
    assert limit.provisional == case.get("provisional", False)


def test_every_published_day_agrees_with_two_libraries(official: Calendar) -> None:
    import chinese_calendar
    import holidays

    off = holidays.country_holidays("CN", years=range(2023, 2027), categories=("public",))
    day = date(2024, 1, 1)
    while day.year < 2027:
        assert official.is_workday(day) == chinese_calendar.is_workday(day), day
        assert official.is_workday(day) == off.is_working_day(day), day
        assert official.is_provisional(day) == (day >= date(2026, 12, 29))
        day += DAY


def test_a_year_without_notice_is_provisional(official: Calendar) -> None:
    assert official.missing_notice(date(2027, 3, 12)) == 2027
    assert official.missing_notice(date(2031, 3, 12)) == 2031
    (due,) = occurrences(when_of("{every: month, by: 12}"), Policy(), official, date(2027, 3, 1), date(2027, 3, 31))
    assert due.provisional
    across = occurrences(
        when_of("{every: week, by: last-workday}"), Policy(), official, date(2026, 12, 28), date(2027, 1, 3)
    )
    assert [(each.due, each.provisional) for each in across] == [(date(2026, 12, 31), True)]


def test_the_last_days_of_december_wait_for_the_next_notice(official: Calendar) -> None:
    """As of 2018: the notice of 2019 made Saturday, 29 December a workday and Monday, 31 December a day off."""
    name = Text({"zh": "元旦", "en": "New Year"}, PLACE)
    notice = Notice(mark=PLACE, number="1", published=date(2017, 11, 30), title=name)
    before = [CalendarYear(mark=PLACE, year=2018, notice=notice, holidays=())]
    rest = Holiday(
        mark=PLACE,
        id="new-year",
        name=name,
        from_=date(2018, 12, 30),
        to=date(2019, 1, 1),
        make_up=(date(2018, 12, 29),),
    )
    after_it = [*before, CalendarYear(mark=PLACE, year=2019, notice=notice, holidays=(rest,))]
    when = when_of("{every: month, by: last-workday}")
    stretch = date(2018, 12, 1), date(2018, 12, 31)
    (guess,) = occurrences(when, Policy(), Calendar(before), *stretch)
    (known,) = occurrences(when, Policy(), Calendar(after_it), *stretch)
    assert (guess.due, guess.missing) == (date(2018, 12, 31), 2019)
    assert (known.due, known.missing) == (date(2018, 12, 29), None)
    assert guess.period == known.period == date(2018, 12, 1)
    (early,) = occurrences(when_of("{every: month, by: {workday: 3}}"), Policy(), Calendar(before), *stretch)
    assert early.missing is None
    assert official.missing_notice(date(2026, 12, 28)) is None


def test_a_long_closure_hides_no_deadline() -> None:
    """A firm that shuts for 40 days: what was due in them is due when it opens, whoever asks for that day alone."""
    closed = {date(2024, 1, 20) + DAY * number for number in range(40)}
    calendar = made(closed, set())
    policy = Policy(day_off="next", crossing="allow")
    opens = date(2024, 2, 29)
    for rule, periods in (("{every: month, by: 25}", [1, 2]), ("{every: month, by: 12}", [2])):
        found = occurrences(when_of(rule), policy, calendar, opens, opens)
        assert [each.period for each in found] == [date(2024, period, 1) for period in periods]
    eve = date(2024, 1, 19)
    back = occurrences(when_of("{every: month, by: 27}"), Policy(day_off="previous"), calendar, eve, eve)
    assert [each.nominal for each in back] == [date(2024, 1, 27), date(2024, 2, 27)]
    after_end = when_of("{every: month, by: {after-end: 30}}")
    (late,) = occurrences(after_end, policy, calendar, date(2024, 3, 20), date(2024, 3, 20))
    assert late.period == date(2023, 12, 1)


# A naive oracle: looks at one day after the other, and knows nothing of the module under test.

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
START = date(2024, 1, 1)


@st.composite
def calendars(draw: Any) -> tuple[set[date], set[date]]:
    """Days off and worked weekends of 2024 and its neighbours."""
    days = st.integers(-60, 430).map(lambda number: START + DAY * number)
    off: set[date] = set()
    for _ in range(draw(st.integers(0, 6))):
        first = draw(days)
        off |= {first + DAY * number for number in range(draw(st.integers(1, 12)))}
    worked = {day for day in draw(st.sets(days, max_size=8)) if day.weekday() > 4} - off
    return off, worked


POINTS = st.one_of(
    st.integers(1, 31).map(str),
    st.sampled_from(["first-day", "last-day", "first-workday", "last-workday"]),
    st.integers(1, 23).map(lambda n: f"{{workday: {n}}}"),
    st.integers(-23, -1).map(lambda n: f"{{workday: {n}}}"),
    st.integers(1, 12).map(lambda n: f"{{after-end: {n}}}"),
)
POLICIES = st.builds(
    Policy,
    st.booleans(),
    st.sampled_from(["last-day", "skip"]),
    st.sampled_from(["previous", "next", "same"]),
    st.sampled_from(["allow", "stay"]),
)


@settings(max_examples=400, deadline=None)
@given(calendars(), POINTS, POLICIES, st.integers(1, 12), st.none() | st.integers(1, 28))
def test_months_by_oracle(
    days: tuple[set[date], set[date]], point: str, policy: Policy, month: int, opens: int | None
) -> None:
    off, worked = days
    window = f"from: {opens}, " if opens else ""
    first, last = date(2024, month, 1), date(2024, month, months.monthrange(2024, month)[1])
    wanted = oracle(point, opens, policy, first, last, off, worked)
    when = when_of(f"{{every: month, {window}by: {point}}}")
    found = occurrences(when, policy, made(off, worked), first - 60 * DAY, last + 90 * DAY)
    nominals = {each.nominal: each.due for each in found}
    if wanted is None:
        assert not any(first <= nominal <= last for nominal in nominals if "after-end" not in point)
    else:
        assert nominals[wanted[0]] == wanted[1]


@settings(max_examples=200, deadline=None)
@given(calendars(), st.sampled_from(WEEKDAYS), POLICIES, st.integers(0, 50))
def test_weeks_by_oracle(days: tuple[set[date], set[date]], point: str, policy: Policy, week: int) -> None:
    off, worked = days
    monday = START + 7 * DAY * week
    wanted = oracle(point, None, policy, monday, monday + 6 * DAY, off, worked)
    found = occurrences(
        when_of(f"{{every: week, by: {point}}}"), policy, made(off, worked), monday - 40 * DAY, monday + 50 * DAY
    )
    assert wanted is not None
    assert {each.nominal: each.due for each in found}[wanted[0]] == wanted[1]


@settings(max_examples=100, deadline=None)
@given(calendars(), POINTS, POLICIES, st.integers(0, 300), st.integers(0, 120))
def test_a_stretch_is_what_its_days_are(
    days: tuple[set[date], set[date]], point: str, policy: Policy, start: int, length: int
) -> None:
    """Asking for many days gives the same as asking for each of them."""
    calendar, when = made(*days), when_of(f"{{every: month, by: {point}}}")
    first = START + DAY * start
    whole = list(occurrences(when, policy, calendar, first, first + DAY * length))
    single = [
        each
        for number in range(length + 1)
        for each in occurrences(when, policy, calendar, first + DAY * number, first + DAY * number)
    ]
    assert whole == single


def made(off: set[date], worked: set[date]) -> Calendar:
    name = Text({"zh": "假", "en": "holiday"}, PLACE)
    notice = Notice(mark=PLACE, number="1", published=START, title=name)
    years = [
        CalendarYear(
            mark=PLACE,
            year=year,
            notice=notice,
            holidays=tuple(
                Holiday(mark=PLACE, id="h", name=name, from_=day, to=None) for day in sorted(off) if day.year == year
            ),
        )
        for year in (2023, 2024, 2025)
    ]
    own = tuple(OwnDay(mark=PLACE, from_=day, to=None, work=True, reason=name) for day in sorted(worked))
    return Calendar(years, own)


def oracle(
    point: str, opens: int | None, policy: Policy, first: date, last: date, off: set[date], worked: set[date]
) -> tuple[date, date] | None:
    def works(day: date) -> bool:
        return day in worked or (day.weekday() < 5 and day not in off)

    span = [first + DAY * number for number in range((last - first).days + 1)]
    workdays = [day for day in span if works(day)]
    if point.isdigit():
        nominal = next((day for day in span if day.day == int(point)), None)
        if nominal is None:
            if policy.missing_day == "skip":
                return None
            nominal = last
    elif point in WEEKDAYS:
        nominal = next(day for day in span if day.weekday() == WEEKDAYS.index(point))
    elif point in ("first-day", "last-day"):
        nominal = first if point == "first-day" else last
    elif "after-end" in point:
        if not workdays:
            return None
        left, nominal = int(point[12:-1]), last
        while left:
            nominal += DAY
            left -= works(nominal)
    else:
        number = {"first-workday": 1, "last-workday": -1}.get(point) or int(point[10:-1])
        ordered = workdays if number > 0 else workdays[::-1]
        if len(ordered) < abs(number) and (policy.missing_day == "skip" or not ordered):
            return None
        nominal = ordered[min(abs(number), len(ordered)) - 1]
    due = nominal if policy.counts_the_day else nominal - DAY
    if policy.day_off == "same" or works(due):
        return nominal, due
    lower, upper = due, due
    while not works(lower):
        lower -= DAY
    while not works(upper):
        upper += DAY
    if len(span) > 7:
        first, last = nominal.replace(day=1), nominal.replace(day=months.monthrange(nominal.year, nominal.month)[1])
    order = [lower, upper] if policy.day_off == "previous" else [upper, lower]
    start = date(2024, span[0].month, opens) if opens else None
    allowed = [
        day for day in order if (policy.crossing == "allow" or first <= day <= last) and (start is None or day >= start)
    ]
    if start is not None:
        order = [day for day in order if day >= start] or order
    return nominal, (allowed or order)[0]
