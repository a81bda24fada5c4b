"""Workload: the arithmetic, the command and everything that it refuses. Sums: tests/vectors/workload.json."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT
from dutybook.book import Book
from dutybook.cli import main
from dutybook.model.time import Clock, Count
from dutybook.pipeline import check
from dutybook.problem import Mark
from dutybook.workload import (
    Group,
    deadlines,
    field_day,
    free_minutes,
    reckon,
    rounded,
    visits_a_month,
    workload,
)
from hypothesis import given
from hypothesis import strategies as st

MANAGER = "tobacco/customer-manager"
CLERK = ["shop/clerk", "--root", str(PROJECT / "tests/rules/base"), "--month", "2026-11"]
VECTORS = json.loads((PROJECT / "tests/vectors/workload.json").read_text("utf-8"))
NOWHERE = Mark("", 1, 1)


@pytest.fixture(scope="module")
def book() -> Book:
    found = check(PROJECT, date(2026, 11, 24)).book
    assert found is not None
    return found


def groups_of(said: list[dict[str, Any]]) -> list[Group]:
    return [
        Group(each["customers"], None if each["visits"] is None else Fraction(*each["visits"]), each["minutes"])
        for each in said
    ]


def shown(value: Fraction | None, digits: int) -> str | None:
    return None if value is None else rounded(value, digits)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_sums(vector: dict[str, Any]) -> None:
    sums = reckon(groups_of(vector["groups"]), vector["field"], vector["workdays"], vector["travel"])
    assert {
        "need": rounded(sums.need, 2),
        "minutes": shown(sums.minutes, 1),
        "a_day": shown(sums.a_day, 1),
        "load": None if sums.load is None else rounded(sums.load * 100, 1),
        "over": sums.load is not None and sums.load > 1,
    } == vector["expect"]


GROUP = st.builds(
    Group,
    st.none() | st.integers(0, 5000),
    st.none() | st.fractions(0, 40, max_denominator=12),
    st.none() | st.integers(1, 600),
)


@given(st.lists(GROUP, max_size=4), st.integers(1, 20_000), st.integers(1, 23), st.none() | st.integers(0, 120))
def test_sums_fit_each_other(groups: list[Group], field: int, workdays: int, travel: int | None) -> None:
    sums = reckon(groups, field, workdays, travel)
    assert sums.need == sum((each for each in sums.needs if each is not None), Fraction(0))
    assert (sums.minutes is None) == (sums.need == 0)
    if sums.minutes is not None and sums.a_day is not None:
        assert sums.minutes * sums.need == field
        assert sums.a_day * workdays == sums.need
    if sums.load is not None:
        assert all(group.minutes is not None for group, need in zip(groups, sums.needs, strict=True) if need)


@given(st.lists(GROUP, min_size=1, max_size=4), st.integers(1, 20_000), st.integers(0, 3), st.integers(1, 500))
def test_more_customers_never_leave_more_time(groups: list[Group], field: int, place: int, more: int) -> None:
    place %= len(groups)
    before, after = reckon(groups, field, 20), None
    grown = groups[place]._replace(customers=(groups[place].customers or 0) + more)
    after = reckon([*groups[:place], grown, *groups[place + 1 :]], field, 20)
    assert after.need >= before.need
    if before.minutes is not None:
        assert after.minutes is not None
        assert after.minutes <= before.minutes
    if before.load is not None and after.load is not None:
        assert after.load >= before.load


@given(st.integers(0, 5000), st.fractions(Fraction(1, 12), 40, max_denominator=12), st.integers(1, 20_000))
def test_customers_of_one_class_split_into_two_need_the_same(customers: int, visits: Fraction, field: int) -> None:
    one = reckon([Group(customers, visits, 10)], field, 21, 5)
    two = reckon([Group(customers // 2, visits, 10), Group(customers - customers // 2, visits, 10)], field, 21, 5)
    assert one[1:] == two[1:]


@given(st.fractions(0, 10**6), st.integers(0, 3))
def test_rounding_is_near(number: Fraction, digits: int) -> None:
    said = rounded(number, digits)
    assert abs(Fraction(said) - number) <= Fraction(1, 2 * 10**digits)
    assert not said.endswith(".")
    assert len(said.partition(".")[2]) <= digits


@pytest.mark.parametrize(
    ("per", "month", "expected"),
    [
        ("day", date(2026, 10, 1), Fraction(36)),
        ("week", date(2026, 2, 1), Fraction(8)),
        ("week", date(2026, 12, 1), Fraction(62, 7)),
        ("month", date(2026, 12, 1), Fraction(2)),
        ("quarter", date(2026, 12, 1), Fraction(2, 3)),
        ("year", date(2026, 12, 1), Fraction(1, 6)),
    ],
)
def test_visits_a_month(per: Any, month: date, expected: Fraction) -> None:
    assert visits_a_month(Count(mark=NOWHERE, count=2, per=per), month, 18) == expected


def test_the_field_day_of_the_tobacco_manager(book: Book) -> None:
    role = book.get("role", MANAGER, "")
    day = field_day(book, role)
    assert day is not None
    assert (day.leave, day.back) == (Clock(510), Clock(960))
    assert [(each.entry.id, each.minutes) for each in day.blocks] == [("lunch", 60)]
    assert day.minutes == 390
    assert free_minutes(day.schedule) == 390
    october = workload(book, role, date(2026, 10, 1))
    assert (october.workdays, october.field_minutes, october.sums.minutes) == (18, 18 * 390, None)


def test_entries_without_end_last_until_the_next_begins(small: Path) -> None:
    file = small / "handbook/shop/schedules/day.yml"
    text = file.read_text("utf-8").partition("entries:")[0]
    entries = (
        '  - {id: a, start: "8:00", what: {zh: 出, en: Out.}, counts-as-field-time: true, source: [S1-02]}\n'
        '  - {id: b, start: "10:00", what: {zh: 会, en: Meeting.}, source: [S1-02]}\n'
        '  - {id: c, start: "10:30", what: {zh: 出, en: Out.}, counts-as-field-time: true, source: [S1-02]}\n'
    )
    file.write_text(f"{text}entries:\n{entries}source: [S1-02]\n", "utf-8")
    book = check(small, date(2026, 11, 24)).book
    assert book is not None
    day = field_day(book, book.get("role", "shop/clerk", ""))
    assert day is not None
    assert (str(day.leave), str(day.back), day.minutes) == ("8:00", "17:00", 9 * 60 - 30)
    assert [each.id for each in day.endless] == ["a", "b", "c"]
    assert free_minutes(day.schedule) == 9 * 60, "the friendliest reading"


def test_a_schedule_without_entries_has_no_field_day(small: Path) -> None:
    file = small / "handbook/shop/schedules/day.yml"
    file.write_text(file.read_text("utf-8").partition("entries:")[0] + "source: [S1-02]\n", "utf-8")
    book = check(small, date(2026, 11, 24)).book
    assert book is not None
    assert field_day(book, book.get("role", "shop/clerk", "")) is None


def test_what_is_out_of_use_does_not_count(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small / "handbook/shop/schedules"
    text = (
        (folder / "day.yml")
        .read_text("utf-8")
        .replace("Serve customers.}", "Serve customers.}, counts-as-field-time: true")
    )
    (folder / "day.yml").write_text(text, "utf-8")
    former = text.replace("id: day", "id: before").replace('"17:00"', '"12:00"') + "status: retired\n"
    (folder / "before.yml").write_text(former, "utf-8")
    book = check(small, date(2026, 11, 24)).book
    assert book is not None
    role = book.get("role", "shop/clerk", "")
    day = field_day(book, role)
    assert day is not None
    assert (day.schedule.id, day.minutes) == ("day", 480)
    _, out, _ = told(capsys, "shop/clerk", "--month", "2026-11", "--root", str(small), "--lang", "en")
    assert "this role has several schedules; “The clerk's day” is taken" in out
    classes = small / "handbook/shop/customer-classes.yml"
    classes.write_text(classes.read_text("utf-8").replace("source:", "status: retired, source:"), "utf-8")
    book = check(small, date(2026, 11, 24)).book
    assert book is not None
    assert workload(book, book.get("role", "shop/clerk", ""), date(2026, 11, 1)).classes == ()


def test_deadlines_are_those_that_due_tells(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    found = deadlines(book, book.get("role", MANAGER, ""), date(2026, 9, 1))
    main(["due", MANAGER, "--from", "2026-09-01", "--to", "2026-09-30", "--format", "json", "--root", str(PROJECT)])
    told = [each["due"] for each in json.loads(capsys.readouterr().out) if each["kind"] != "daily"]
    assert sorted(told) == sorted(day.isoformat() for day in found.elements())
    assert found[date(2026, 9, 11)] == 4, "what is due by the 12th, a Saturday"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["workload", *words])
    out, error = capsys.readouterr()
    return code, out, error


def test_the_command_leads_with_minutes_a_visit_and_lists_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    words = [MANAGER, "--month", "2026-12", "--urban", "120", "--rural", "80", "--root", str(PROJECT)]
    code, out, _ = told(capsys, *words, "--lang", "zh")
    assert code == 0
    assert "城区客户120户×每月2次＝240次；农村客户80户×每月1次＝80次，合计320次" in out
    assert "每次走访可用：28分钟，含路上" in out
    assert "负荷：没有给出每次走访多少分钟，不猜" in out
    for said in ("来源只规定到8:30出发", "城区客户每次走访要多少分钟没有规定", "2027年的放假通知", "最低次数"):
        assert said in out
    code, out, _ = told(capsys, *words, "--lang", "en", "--minutes", "25", "--minutes", "rural=40", "--travel", "5")
    assert "load: 120.4% (Urban customers 25 minutes, Rural customers 40 minutes a visit, 5 minutes of travel)" in out
    assert "It is no judgement of a person." in out
    assert "(Market manager)" in out


def test_json_is_exact(capsys: pytest.CaptureFixture[str]) -> None:
    words = [MANAGER, "--month", "2026-10", "--class", "tobacco/urban=7", "--format", "json", "--root", str(PROJECT)]
    code, out, _ = told(capsys, *words)
    found = json.loads(out)
    assert code == 0
    assert found["field_minutes"] == 7020
    assert found["minutes_per_visit"] == {"exact": "3510/7", "rounded": 501.4}
    assert [each["customers"] for each in found["classes"]] == [7, None]
    assert found["load"] is None
    assert found["deadlines"]["2026-10-12"] == 2


def test_what_is_not_stated_can_be_tried(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["power-supply/class-1-customer-manager", "--month", "2026-12", "--root", str(PROJECT), "--lang", "en"]
    code, out, _ = told(capsys, *words, "--class", "class-1=40")
    assert code == 0
    assert "the frequency is not stated, so they cannot be reckoned" in out
    assert "cannot be reckoned" in out
    code, out, _ = told(capsys, *words, "--class", "class-1=40", "--visits", "class-1=3", "--field-day", "300")
    assert "available for a visit: 57.5 minutes" in out
    assert "Class-1 customers: 3 visits a month each, entered just now" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--month", "2026-13"], "2026-13"),
        (["--class", "regular"], "'regular' is not CLASS=NUMBER"),
        (["--class", "regular=-1"], "regular=-1"),
        (["--class", "regular=3", "--class", "shop/regular=4"], "'shop/regular' is given twice"),
        (["--urban", "4"], "does not serve the customer class 'urban'. Known: regular (Regulars)."),
        (["--class", "老顾客=3", "--class", "regular=4"], "'regular' is given twice"),
        (["--minutes", "regular=2000"], "'regular=2000' is no number of minutes"),
        (["--travel", "1.5"], "'1.5' is no number of minutes"),
        (["--field-day", "a day"], "'a day' is no number of minutes"),
        (["--customers", "x.csv", "--urban", "3"], "--customers does not go with"),
    ],
)
def test_what_is_refused(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, error = told(capsys, *CLERK, *words, "--lang", "en")
    assert (code, out) == (2, "")
    assert said in error
    assert error.count("\n") == 1


def test_a_role_without_customers_and_no_role(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = told(capsys, "shop/boss", *CLERK[1:], "--urban", "4", "--lang", "en")
    assert (code, "'shop/boss' serves no customer class" in error) == (2, True)
    code, out, _ = told(capsys, "shop/boss", *CLERK[1:], "--lang", "en")
    assert (code, "names no customers that this role serves" in out) == (0, True)
    code, named, _ = told(capsys, "店员", *CLERK[1:], "--lang", "en")
    assert (code, named) == (0, told(capsys, *CLERK, "--lang", "en")[1]), "a title is a name as good"
    code, _, error = told(capsys, "shop/clark", *CLERK[1:], "--lang", "en")
    assert (code, "shop/clerk" in error) == (2, True)


def test_a_month_without_a_workday_is_explained(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "handbook/calendar/firm.yml").write_text(
        "days:\n  - {from: 2026-10-01, to: 2026-10-31, work: false, reason: {zh: 停业, en: Closed}}\n", "utf-8"
    )
    code, out, error = told(capsys, "shop/clerk", "--month", "2026-10", "--root", str(small), "--lang", "en")
    assert (code, out) == (2, "")
    assert "October 2026 has no workday" in error
