"""Calendar files and tables, read back as programs read them: every date, why it is there, and what a change does."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, run
from dutybook.appearance import words_of
from dutybook.book import Book
from dutybook.checklist.compile import is_dated
from dutybook.cli import main
from dutybook.due import Due, due_between
from dutybook.outputs.ics import events_file, sequence
from dutybook.outputs.table import csv_of
from dutybook.pipeline import check
from dutybook.views.due import DueWords
from dutybook.views.event import events as entries
from dutybook.views.scene import Scene
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

MOMENT = 1_780_000_000
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
MANAGER = "tobacco/customer-manager"


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MOMENT))


@cache
def the_book() -> Book:
    found = check(PROJECT).book
    assert found is not None
    return found


def dated(key: str, first: date, last: date) -> list[Due]:
    role = the_book().get("role", key, "")
    return [each for each in due_between(the_book(), [role], first, last) if is_dated(each.duty)]


def roles_with_dates() -> list[str]:
    return [the_book().key[role] for role in the_book().roles if dated(the_book().key[role], *YEAR)]


def made(out: Path, *words: str, root: Path = PROJECT) -> dict[str, bytes]:
    """The files that a command writes, by name."""
    assert main(["calendar", "--root", str(root), "-o", str(out), "--lang", "zh", *words]) == 0
    return {file.name: file.read_bytes() for file in sorted(out.iterdir())}


def exported(root: Path, key: str = MANAGER, first: date = YEAR[0], last: date = YEAR[1]) -> dict[str, Any]:
    """The events of a role in a handbook, read back; without the pages for the wall, which take longer."""
    book = check(root, date(2026, 11, 24)).book
    assert book is not None
    words = DueWords(Scene(book, "zh", words_of(PROJECT, "zh"), ()))
    items = [each for each in due_between(book, [book.get("role", key, "")], first, last) if is_dated(each.duty)]
    return events(events_file("x", "zh", entries(words, items), MOMENT))


def events(content: bytes, name: str = "VEVENT") -> dict[str, Any]:
    found = Calendar.from_ical(content).walk(name)
    by_uid = {str(each["UID"]): each for each in found}
    assert len(by_uid) == len(found)
    return by_uid


@pytest.mark.parametrize("key", roles_with_dates())
def test_every_date_is_an_event_of_its_own(key: str) -> None:
    found, wanted = exported(PROJECT, key), dated(key, *YEAR)
    assert len(found) == len(wanted)
    book = the_book()
    for item in wanted:
        event = found[f"{book.key[item.duty].replace('/', '.')}.{item.at.period:%Y%m%d}@dutybook"]
        assert event["DTSTART"].dt == item.at.due
        assert (event["DTEND"].dt - event["DTSTART"].dt).days == 1
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["DTSTAMP"].dt == datetime.fromtimestamp(MOMENT, UTC)
        assert event["SEQUENCE"] == sequence(MOMENT)
        assert event["STATUS"] == ("TENTATIVE" if item.at.provisional else "CONFIRMED")
        assert str(event["SUMMARY"]).startswith("【暂定】") == item.at.provisional
        assert item.duty.title.said["zh"] in event["SUMMARY"]
        assert not {"RRULE", "RDATE"} & set(event)
        assert event["CATEGORIES"].cats == [book.unit(item.duty).title.said["zh"]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_file_is_shaped_as_rfc_5545_asks(language: str, tmp_path: Path) -> None:
    files = made(tmp_path, MANAGER, "--month", "2026-09", "--tasks", "--daily", "--lang", language)
    for name in ("tobacco-customer-manager-2026-09.ics", "tobacco-customer-manager-2026-09-tasks.ics"):
        lines = files[name].split(b"\r\n")
        assert lines[0] == b"BEGIN:VCALENDAR"
        assert lines[-2:] == [b"END:VCALENDAR", b""]
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        assert max(map(len, lines)) <= 75
        assert "".join(line.decode() for line in lines)
        calendar = Calendar.from_ical(files[name])
        assert calendar["VERSION"] == "2.0"
        assert calendar["PRODID"]
        assert calendar["X-WR-CALNAME"] == calendar["NAME"]
        assert calendar.walk("VEVENT" if "tasks" not in name else "VTODO")
        assert not calendar.walk("VTIMEZONE")


def test_an_event_says_why_and_where(copy: Path, tmp_path: Path) -> None:
    file = copy / "handbook/handbook.yml"
    file.write_text(
        file.read_text("utf-8") + "site_url: https://handbook.example.com/base/\n".replace("_", "-"), "utf-8"
    )
    found = events(
        made(tmp_path / "out", MANAGER, "--month", "2026-09", root=copy)["tobacco-customer-manager-2026-09.ics"]
    )
    event = found["tobacco.hand-out-business-sheets.20260901@dutybook"]
    address = "https://handbook.example.com/base/zh/tobacco/duties/hand-out-business-sheets.html"
    assert event["DTSTART"].dt == date(2026, 9, 24)
    assert event["SUMMARY"] == "发放客户经营信息表（9月1日起）"
    assert str(event["DESCRIPTION"]).split("\n") == [
        "规则：每月1日至25日",
        "原定日期：2026年9月25日（周五）",
        "日期调整：9月25日中秋节放假（国办发明电〔2025〕7号），提前到9月24日（周四）",
        "表单：《客户经营信息表》",
        "交给：零售客户",
        "岗位：客户经理（烟草公司）",
        f"详情：{address}",
    ]
    assert event["URL"] == address
    critical = found["tobacco.forecast-summary.20260901@dutybook"]
    assert critical["SUMMARY"] == "◆汇总分析片区预测数据"


def change(path: str, before: str, after: str) -> Callable[[Path], None]:
    def apply(root: Path) -> None:
        file = root / path
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, after), "utf-8")

    return apply


def without_notice(root: Path) -> None:
    file = root / "handbook/calendar/cn/2026.yml"
    head, tail = file.read_text("utf-8").split("holidays:")
    file.write_text(f"{head.split('notice:')[0]}holidays:{tail}", "utf-8")


FORECAST = "handbook/tobacco/standards/demand-forecasting.yml"
STOCKTAKING = "days: [{from: 2026-11-30, work: false, reason: {zh: 盘点, en: Stocktaking}}]"
# A change, and whether it moves dates of the customer manager.
CHANGES = {
    "wording": (change(FORECAST, "汇总分析片区预测数据", "汇总片区数据"), False),
    "day of the rule": (change("handbook/tobacco/standards/other-work.yml", "by: 25", "by: 24"), True),
    "policy for days off": (change("handbook/tobacco/unit.yml", "day-off: previous", "day-off: next"), True),
    "make-up workdays": (change("handbook/calendar/cn/2026.yml", "make-up: [2026-02-14, 2026-02-28]", ""), True),
    "the firm's own days": (change("handbook/calendar/firm.yml", "days: []", STOCKTAKING), True),
    "no notice": (without_notice, False),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_moves_events_and_never_doubles_them(name: str, copy: Path) -> None:
    apply, moves = CHANGES[name]
    before = exported(copy)
    apply(copy)
    after = exported(copy)
    assert before.keys() == after.keys()
    assert any(before[uid]["DTSTART"].dt != after[uid]["DTSTART"].dt for uid in before) == moves
    assert any(before[uid].to_ical() != after[uid].to_ical() for uid in before)


def test_the_same_handbook_gives_the_same_bytes(tmp_path: Path) -> None:
    words = ("--month", "2026-09", "--tasks", "--lang", "zh")
    for name, seed in (("one", "1"), ("other", "2")):
        assert run("calendar", *words, "-o", str(tmp_path / name), PYTHONHASHSEED=seed).returncode == 0
    files = {each.name: each.read_bytes() for each in (tmp_path / "one").iterdir()}
    assert files == {each.name: each.read_bytes() for each in (tmp_path / "other").iterdir()}
    assert len(files) > 20


@given(st.integers(0, 4_000_000_000), st.integers(0, 1_000_000))
def test_a_later_commit_never_has_a_lower_number(moment: int, later: int) -> None:
    assert 0 <= sequence(moment) <= sequence(moment + later) < 2**31


def test_provisional_dates_are_left_out_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = made(tmp_path, MANAGER, "--from", "2026-12-01", "--to", "2027-01-31")
    found = events(files["tobacco-customer-manager-2026-12-01_2027-01-31.ics"])
    assert {each["DTSTART"].dt.year for each in found.values()} == {2026}
    assert max(each["DTSTART"].dt for each in found.values()) < date(2026, 12, 29)
    items = [each for each in dated(MANAGER, date(2026, 12, 1), date(2027, 1, 31)) if each.at.provisional]
    said = capsys.readouterr().err
    assert f"2026-12-30至2027-01-29有{len(items)}项" in said
    assert "handbook/calendar/cn/2027.yml" in said
    rows = table(files["tobacco-customer-manager-2026-12-01_2027-01-31.csv"])
    assert sum(row["是否暂定"] == "是" for row in rows) == len(items)


def test_a_role_with_nothing_but_provisional_dates_gets_no_empty_calendar(tmp_path: Path) -> None:
    assert sorted(made(tmp_path, MANAGER, "--month", "2027-03")) == [
        "tobacco-customer-manager-2027-03.csv", "tobacco-customer-manager-2027-03.pdf",
    ]  # fmt: skip


def test_tasks_have_a_file_and_ids_of_their_own(tmp_path: Path) -> None:
    files = made(tmp_path, MANAGER, "--month", "2026-09", "--tasks")
    plain = events(files["tobacco-customer-manager-2026-09.ics"])
    tasks = events(files["tobacco-customer-manager-2026-09-tasks.ics"], "VTODO")
    assert {f"task.{uid}" for uid in plain} == set(tasks)
    window = tasks["task.tobacco.hand-out-business-sheets.20260901@dutybook"]
    assert (window["DTSTART"].dt, window["DUE"].dt) == (date(2026, 9, 1), date(2026, 9, 24))
    assert all(tasks[f"task.{uid}"]["DUE"].dt == event["DTSTART"].dt for uid, event in plain.items())
    assert {each["STATUS"] for each in tasks.values()} == {"NEEDS-ACTION"}


def test_what_is_daily_is_left_out_unless_asked_for(tmp_path: Path) -> None:
    name = "tobacco-customer-manager-2026-10.ics"
    without = events(made(tmp_path / "one", MANAGER, "--month", "2026-10")[name])
    with_it = events(made(tmp_path / "other", MANAGER, "--month", "2026-10", "--daily")[name])
    assert without.keys() < with_it.keys()
    assert with_it["tobacco.morning-meeting.20261010@dutybook"]["SUMMARY"] == "8:15参加晨会"
    assert "tobacco.morning-meeting.20261005@dutybook" not in with_it


def test_the_firms_own_days_hold_for_their_units_alone(copy: Path) -> None:
    (copy / "handbook/calendar/firm.yml").write_text(
        "days:\n  - from: 2026-11-12\n    work: false\n    reason: {zh: 盘点, en: Stocktaking}\n    units: [tobacco]\n"
        "  - from: 2026-11-20\n    work: false\n    reason: {zh: 检修, en: Overhaul}\n    units: [telecom]\n",
        "utf-8",
    )
    november = (date(2026, 11, 1), date(2026, 11, 30))
    tobacco = exported(copy, MANAGER, *november)
    moved = tobacco["tobacco.forecast-summary.20261101@dutybook"]
    assert moved["DTSTART"].dt == date(2026, 11, 11)
    assert "11月12日本单位不上班（盘点），提前到11月11日（周三）" in moved["DESCRIPTION"]
    (power,) = exported(copy, "power-supply/customer-manager", *november).values()
    assert power["DTSTART"].dt == date(2026, 11, 20)


def table(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_has_every_dated_item(tmp_path: Path) -> None:
    rows = table(made(tmp_path, MANAGER, "--month", "2026-09")["tobacco-customer-manager-2026-09.csv"])
    items = dated(MANAGER, date(2026, 9, 1), date(2026, 9, 30))
    assert [(row["职责编号"], row["到期日期"]) for row in rows] == [
        (the_book().key[each.duty], each.at.due.isoformat()) for each in items
    ]
    (row,) = [row for row in rows if row["到期日期"] == "2026-09-24" and row["起始日期"]]
    assert (row["表单"], row["交给"], row["类型"], row["是否调整"]) == ("客户经营信息表", "零售客户", "时段", "是")


def test_no_cell_is_a_formula() -> None:
    cells = ["=1+1", "+8613800000000", "-5", "@SUM(A1)", "\tx", "\rx", "a=b", "5-4", ""]
    (row,) = csv.reader(io.StringIO(csv_of([cells]).removeprefix("\ufeff"), newline=""))
    assert row == [*(f"'{each}" for each in cells[:6]), *cells[6:]]
