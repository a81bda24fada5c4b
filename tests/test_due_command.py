"""`dutybook due`: what is due by when and why, as people read it and as programs do, and everything that is refused."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, run
from dutybook.cli import main

MANAGER = "tobacco/customer-manager"
KEYS = {"duty", "role", "form", "handed_to", "nominal", "due", "shifted", "reason", "provisional", "kind"}
SMALL = PROJECT / "tests/rules/base"
EVENTS = """
  - id: complaint
    title: {zh: 答复投诉, en: Answer a complaint}
    text: {zh: 答复投诉。, en: Answer a complaint.}
    when: {event: {zh: 收到投诉, en: a complaint comes in}, within: {workdays: 3}}
    measure: {zh: 不超时。, en: In time.}
    form: stock-sheet
    handed-to: boss
    checked-by: {role: boss}
    source: [S1-03]
  - id: refund
    title: {zh: 退款, en: Refund}
    text: {zh: 退款。, en: Refund.}
    when: {event: {zh: 顾客退货, en: goods come back}, within: {days: 7}}
    measure: {zh: 不超时。, en: In time.}
    form: none
    handed-to: none
    checked-by: {role: boss}
    source: [S1-03]
  - id: spill
    title: {zh: 清理, en: Clean up}
    text: {zh: 清理。, en: Clean up.}
    when: {event: {zh: 地面有水, en: the floor is wet}, within: {minutes: 90}}
    measure: {zh: 不超时。, en: In time.}
    form: none
    handed-to: none
    checked-by: {role: boss}
    source: [S1-03]
  - id: fire
    title: {zh: 报火警, en: Call the fire brigade}
    text: {zh: 报警。, en: Call.}
    when: {event: {zh: 起火, en: a fire}, within: at-once}
    measure: {zh: 立即。, en: At once.}
    form: none
    handed-to: none
    checked-by: {role: boss}
    source: [S1-03]
  - id: question
    title: {zh: 答疑, en: Answer a question}
    text: {zh: 答疑。, en: Answer.}
    when: {event: {zh: 有人问, en: somebody asks}, within: promptly}
    measure: {zh: 及时。, en: Promptly.}
    form: none
    handed-to: none
    checked-by: {role: boss}
    source: [S1-03]
"""


@pytest.fixture
def with_events(small: Path) -> Path:
    file = small / "handbook/shop/standards/sales.yml"
    file.write_text(file.read_text("utf-8").rstrip("\n") + EVENTS, "utf-8")
    waived = "".join(
        f"  - {{duty: {name}, reason: {{zh: 另有规定。, en: Laid down elsewhere.}}}}\n"
        for name in ("complaint", "refund", "spill", "fire", "question")
    )
    (small / "checklists/shop/waived.yml").write_text(f"waived:\n{waived}", "utf-8")
    return small


def due(capsys: pytest.CaptureFixture[str], *words: str, root: Path = PROJECT) -> str:
    """What the command prints."""
    assert main(["due", "--root", str(root), *words]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    return told.out


def entries(capsys: pytest.CaptureFixture[str], *words: str, root: Path = PROJECT) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(due(capsys, *words, "--format", "json", root=root))
    assert all(set(each) >= KEYS for each in found)
    return found


def test_a_day_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert due(capsys, "tobacco/market-manager", "--on", "2026-10-10", "--lang", "zh") == (
        "市场经理（烟草公司）\n\n2026-10-10 周六 · 国庆节调休上班\n"
        "  8:15 主持晨会\n      → 客户经理\n      每个工作日8:15\n"
        "  审阅周报和月报\n"
        "      《周销售分析报告》、《月度市场分析》、《片区月度销售情况分析》、《客户服务改进建议书》 → 客户经理\n"
        "      每月结束后第3个工作日前\n"
        "\n职责自2026年11月1日起生效，更早的日期按同一规则推算，只供对照。\n"
    )


def test_a_shift_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    said = due(capsys, MANAGER, "--on", "2026-09-24", "--lang", "en")
    assert (
        "  Hand out the customer business sheets\n"
        "      Customer business sheet → Retail customer\n"
        "      from the 1st to the 25th of each month; 25 September is off for Mid-Autumn Festival "
        "(国办发明电〔2025〕7号), brought forward to Thu 24 September\n"
    ) in said
    said = due(capsys, MANAGER, "--on", "2026-09-11", "--lang", "en")
    assert "◆ Aggregate and analyse the area's forecasts\n" in said
    assert "12 September is a Saturday, brought forward to Fri 11 September" in said


def test_a_stretch_says_what_is_daily_once(capsys: pytest.CaptureFixture[str]) -> None:
    said = due(capsys, MANAGER, "--from", "2026-02-09", "--to", "2026-02-28", "--lang", "en")
    assert said.count("Attend the morning meeting") == 1
    assert said.count("Write the visit log") == 1
    heads = [line for line in said.split("\n") if line.startswith("2026-")]
    assert heads == [
        "2026-02-12 Thu · workday",
        "2026-02-14 Sat · workday made up for Spring Festival",
        "2026-02-25 Wed · workday",
        "2026-02-28 Sat · workday made up for Spring Festival",
    ]
    assert "the period has no such day, so Sat 28 February" in said


def test_provisional_dates_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    said = due(capsys, MANAGER, "--on", "2027-03-12", "--lang", "zh")
    assert said.count(" [暂定]\n") == 11
    assert said.endswith("\n带“暂定”的日期所依据的放假通知尚未录入，可能变动。\n")
    assert "[暂定]" not in due(capsys, MANAGER, "--on", "2026-03-12", "--lang", "zh")
    assert all(each["provisional"] for each in entries(capsys, MANAGER, "--on", "2026-12-31"))


def test_an_entry_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    found = entries(capsys, MANAGER, "--on", "2026-09-24", "--lang", "en")
    (window,) = [each for each in found if each["kind"] == "window"]
    assert window == {
        "duty": "tobacco/hand-out-business-sheets",
        "role": "tobacco/customer-manager",
        "title": "Hand out the customer business sheets",
        "rule": "from the 1st to the 25th of each month",
        "time": None,
        "form": ["tobacco/customer-business-sheet"],
        "handed_to": ["tobacco/retail-customer"],
        "nominal": "2026-09-25",
        "due": "2026-09-24",
        "opens": "2026-09-01",
        "shifted": True,
        "reason": "25 September is off for Mid-Autumn Festival (国办发明电〔2025〕7号), brought forward to Thu 24 September",
        "provisional": False,
        "in_force": False,
        "kind": "window",
    }
    daily = [each for each in found if each["kind"] == "daily"]
    assert [each["time"] for each in daily] == ["7:50", "8:15", "8:15", "8:30", "8:30", None, None]


def test_days_before_a_duty_takes_effect_are_marked(capsys: pytest.CaptureFixture[str]) -> None:
    found = entries(capsys, MANAGER, "--from", "2026-10-30", "--to", "2026-11-03")
    assert {each["due"] < "2026-11-01" for each in found} == {True, False}
    assert all(each["in_force"] == (each["due"] >= "2026-11-01") for each in found)


def test_every_kind_of_rule(capsys: pytest.CaptureFixture[str]) -> None:
    found = entries(capsys, MANAGER, "--from", "2026-09-01", "--to", "2026-09-30")
    assert {each["kind"] for each in found} == {"daily", "deadline", "window", "count"}
    assert [each["due"] for each in found] == sorted(each["due"] for each in found)
    assert all(each["shifted"] == (each["due"] != each["nominal"]) for each in found)
    assert all(each["reason"] for each in found if each["shifted"])


def test_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    words = (MANAGER, "--on", "2026-09-24", "--lang", "zh")
    said = due(capsys, *words, "--format", "csv")
    assert said.startswith("\ufeff职责编号,岗位编号,职责,规则,时间,表单,交给,名义日期,到期日期")
    assert said.count("\n") == said.count("\r\n")
    rows = list(csv.DictReader(io.StringIO(said.removeprefix("\ufeff"))))
    found = entries(capsys, *words)
    assert [(row["职责编号"], row["到期日期"], row["调整理由"]) for row in rows] == [
        (each["duty"], each["due"], each["reason"]) for each in found
    ]
    assert [row["是否调整"] for row in rows] == ["是" if each["shifted"] else "否" for each in found]


def test_a_table_is_printed_byte_for_byte() -> None:
    words = [sys.executable, "-m", "dutybook", "due", MANAGER, "--on", "2026-09-24", "--format", "csv", "--lang", "zh"]
    told = subprocess.run(words, cwd=PROJECT, capture_output=True, check=True, env={**os.environ, "PYTHONUTF8": "1"})
    assert told.stdout.startswith("\ufeff职责编号".encode())
    assert told.stdout.count(b"\r\n") == told.stdout.count(b"\n") == told.stdout.count(b"\r") == 11


def test_nothing_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    assert due(capsys, "boss", "--on", "2026-11-11", "--lang", "en", root=SMALL) == (
        "Shop manager (Shop)\nnothing is due on 11 November 2026\n"
    )
    assert due(capsys, "boss", "--from", "2026-11-11", "--to", "2026-11-12", "--lang", "zh", root=SMALL) == (
        "店长（门店）\n2026年11月11日至2026年11月12日没有到期事项\n"
    )
    assert entries(capsys, "boss", "--on", "2026-11-11", root=SMALL) == []
    assert due(capsys, "boss", "--on", "2026-11-11", "--format", "csv", "--lang", "en", root=SMALL).count("\n") == 1


def test_today_is_meant_when_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    found = entries(capsys, MANAGER)
    assert {each["due"] for each in found} == {date.today().isoformat()}


def test_what_follows_an_event(with_events: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = due(capsys, "clerk", "--happened", "2026-09-29T16:00", "--lang", "en", root=with_events)
    assert said == (
        "Clerk (Shop)\n"
        "\n  Answer a complaint: by the end of Fri 9 October 2026\n      on a complaint comes in, within 3 workdays\n"
        "\n  Refund: by the end of Wed 30 September 2026\n      on goods come back, within 7 days\n"
        "      6 October is off for National Day (示例〔2025〕1号), brought forward to Wed 30 September\n"
        "\n  Clean up: by 17:30 on Tue 29 September 2026\n      on the floor is wet, within 90 minutes\n"
        "\n  Call the fire brigade: at once\n      on a fire, at once\n"
    )
    said = due(capsys, "clerk", "--happened", "2026-09-29T16:00", "--lang", "zh", root=with_events)
    assert "  清理：2026年9月29日（周二） 17:30前\n" in said
    assert "  报火警：立即\n" in said


def test_what_follows_an_event_for_programs(with_events: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = entries(capsys, "clerk", "--happened", "2026-12-29T23:30", "--lang", "en", root=with_events)
    told = {each["duty"]: (each["due"], each["time"], each["provisional"], each["kind"]) for each in found}
    assert told == {
        "shop/complaint": ("2027-01-01", None, True, "event"),
        "shop/refund": ("2027-01-05", None, True, "event"),
        "shop/spill": ("2026-12-30", "01:00", False, "event"),
        "shop/fire": ("2026-12-29", "23:30", False, "event"),
    }
    assert due(capsys, "clerk", "--happened", "2026-12-29 23:30", "--format", "csv", root=with_events).count("\n") == 5


def test_no_event_has_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    said = due(capsys, "boss", "--happened", "2026-09-30T16:00", "--lang", "en", root=SMALL)
    assert said == "no duty whose time after an event can be reckoned\n"


REFUSALS = {
    "no such role": (["tobacco/custmer-manager"], "there is no role 'tobacco/custmer-manager'", "没有岗位"),
    "several roles": (["customer-manager"], "there are several 'customer-manager'", "不止一个"),
    "no such day": ([MANAGER, "--on", "2026-02-29"], "'2026-02-29' is no date from 2000 to 2099", "不是2000年至2099年的日期"),
    "another spelling": ([MANAGER, "--on", "24.11.2026"], "Write it like 2026-11-24", "请写成2026-11-24"),
    "another century": ([MANAGER, "--on", "1999-12-31"], "from 2000 to 2099", "2000年至2099年"),
    "reversed": ([MANAGER, "--from", "2026-03-02", "--to", "2026-03-01"], "Exchange --from and --to", "对调"),
    "too long": ([MANAGER, "--from", "2024-01-01", "--to", "2029-01-01"], "longer than 5 years", "超过5年"),
    "day and range": ([MANAGER, "--on", "2026-03-01", "--from", "2026-03-01"], "--on does not go with", "不能和"),
    "half a range": ([MANAGER, "--from", "2026-03-01"], "--from and --to go together", "要一起写"),
    "event and day": ([MANAGER, "--happened", "2026-03-01T08:00", "--on", "2026-03-01"], "--happened does not go", "不能和"),
    "no moment": ([MANAGER, "--happened", "2026-03-01"], "is no date with a time", "不是日期加时间"),
    "no such moment": ([MANAGER, "--happened", "2026-03-01T25:00"], "is no date with a time", "不是日期加时间"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_refused(name: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    words, english, chinese = REFUSALS[name]
    # What does not ask for a role of the real handbook is refused in the small one, which is sooner read.
    known = words[0] == MANAGER
    asked = ["--root", str(SMALL), "clerk", *words[1:]] if known else ["--root", str(PROJECT), *words]
    assert main(["due", *asked, "--lang", language]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("dutybook due: ")
    assert told.err.count("\n") == 1
    assert (english if language == "en" else chinese) in told.err
    assert told.out == ""


def test_just_under_five_years_is_not_too_long(capsys: pytest.CaptureFixture[str]) -> None:
    found = entries(capsys, "telecom/group-customer-manager", "--from", "2024-01-01", "--to", "2028-12-31")
    assert len(found) == 60


def test_the_language_of_the_system_is_spoken() -> None:
    assert run("due", "boss", "--on", "2026-11-11", cwd=SMALL, LC_ALL="zh_CN.UTF-8").stdout.startswith("店长（门店）")
    assert run("due", "boss", "--on", "2026-11-11", cwd=SMALL).stdout.startswith("Shop manager (Shop)")


def test_a_handbook_with_errors_says_so_and_nothing_else(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "handbook/shop/roles/clerk.yml").write_text("id: [", "utf-8")
    assert main(["due", "boss", "--root", str(small)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "handbook/shop/roles/clerk.yml:" in told.err
