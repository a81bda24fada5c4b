"""The command line as people and programs use it."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from conftest import run
from dutybook.cli import COMMANDS, main


def break_it(root: Path) -> None:
    file = root / "handbook/shop/standards/sales.yml"
    file.write_text(file.read_text("utf-8").replace("handed-to: boss", "handed-to: bos"), "utf-8")


def test_the_real_handbook_waits_for_the_next_notice_and_nothing_else() -> None:
    """In November the notice of the next year may be out; until it is entered, the check says so."""
    told = run("check", "--on", "2026-11-24", "--format", "json")
    assert (told.returncode, told.stderr) == (0, "")
    (problem,) = json.loads(told.stdout)["problems"]
    assert (problem["code"], problem["path"]) == ("CAL006", "handbook/calendar/cn/2027.yml")


def test_check_shows_place_line_caret_and_fix(small: Path) -> None:
    break_it(small)
    told = run("check", "--on", "2026-11-24", cwd=small)
    assert told.returncode == 1
    head, line, caret, fix, *_ = told.stdout.split("\n")
    assert (
        head
        == "handbook/shop/standards/sales.yml:22:16: error REF001 'handed-to' names the role 'bos', which does not exist"
    )
    assert line == "   22 |     handed-to: bos"
    assert caret == "      |                ^"
    assert fix.strip() == "fix: Correct the id, or add what it names. Did you mean 'boss'?"
    assert told.stderr == ""


def test_check_speaks_chinese(small: Path) -> None:
    break_it(small)
    assert "“handed-to”写的岗位“bos”不存在" in run("check", cwd=small, LC_ALL="zh_CN.UTF-8").stdout
    assert "是不是“boss”？" in run("check", "--lang", "zh", cwd=small).stdout


def test_check_counts_all_problems_at_once(small: Path) -> None:
    break_it(small)
    (small / "handbook/shop/forms/stock-sheet.yml").write_text("id: stock-sheet\nkind: paper\n", "utf-8")
    found = json.loads(run("check", "--format", "json", cwd=small).stdout)["problems"]
    assert {(each["code"], each["line"]) for each in found} >= {("REF001", 22), ("SHP005", 2), ("SHP003", 1)}


def test_json_github_and_junit_agree(small: Path) -> None:
    break_it(small)
    day = ("--on", "2026-11-24")
    problem = json.loads(run("check", "--format", "json", *day, cwd=small).stdout)["problems"][0]
    github = run("check", "--format", "github", *day, cwd=small).stdout
    assert github.startswith(
        f"::error file={problem['path']},line={problem['line']},col={problem['column']},title=REF001 unresolved-reference::"
    )
    suite = ET.fromstring(run("check", "--format", "junit", *day, cwd=small).stdout)
    assert suite.attrib["failures"] == "1"
    assert suite[0][0].attrib["message"] == problem["message"]


def test_a_console_without_the_characters_gets_stand_ins(small: Path) -> None:
    file = small / "handbook/shop/standards/sales.yml"
    file.write_text(file.read_text("utf-8").replace("handed-to: boss", "handed-to: 店长"), "utf-8")
    told = run("check", "--lang", "en", cwd=small, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert told.returncode == 1
    assert "Traceback" not in told.stderr


def test_no_handbook_here(tmp_path: Path) -> None:
    told = run("check", cwd=tmp_path)
    assert told.returncode == 1
    assert "SHP009" in told.stdout
    assert run("build", cwd=tmp_path).returncode == 1
    assert run("serve", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("words", [["chek"], ["check", "--format", "xml"], ["check", "--on", "soon"], []])
def test_wrong_use_ends_with_two(words: list[str]) -> None:
    told = run(*words)
    assert told.returncode == 2
    assert "usage:" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    told = run(command, "--help")
    assert told.returncode == 0
    assert "--help" in told.stdout


def test_explain() -> None:
    told = run("explain", "DUT003")
    assert told.returncode == 0
    assert told.stdout.startswith("DUT003 duty-without-when (error)\n")
    assert "Why: " in told.stdout
    assert "为什么: " in run("explain", "duty-without-when", "--lang", "zh").stdout
    assert "did you mean DUT003" in run("explain", "DUT03").stderr
    assert run("explain", "DUT03").returncode == 2
    assert "DUT003  error" in run("explain").stdout
    assert "没有代码或字段叫“qqq”" in run("explain", "qqq", "--lang", "zh").stderr


def test_explain_a_field() -> None:
    told = run("explain", "handed-to")
    assert told.returncode == 0
    assert told.stdout.startswith("Duty · handed-to (required, or listed under not-stated)\n")
    assert "DUT005" in told.stdout
    assert "none (none, and none is needed)" in told.stdout
    chinese = run("explain", "status", "--lang", "zh").stdout
    assert "施行" in chinese
    assert chinese.count("· status") == 2  # of every thing, and of a unit's defaults
    assert "did you mean handed-to" in run("explain", "handed-too").stderr


def test_check_never_writes(small: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in small.rglob("*")}
    break_it(small)
    changed = {file: file.stat().st_mtime_ns for file in small.rglob("*")}
    run("check", cwd=small)
    assert {file: file.stat().st_mtime_ns for file in small.rglob("*")} == changed
    assert before.keys() == changed.keys()


def test_pages_refuses_a_folder_with_something_else(small: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    told = run("pages", str(tmp_path / "mine"), cwd=small)
    assert told.returncode == 2
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


def test_build_and_serve_refuse_a_folder_with_something_else(small: Path) -> None:
    for command in ("build", "serve"):
        told = run(command, "-o", "handbook", cwd=small)
        assert told.returncode == 2
        assert "handbook holds something that no build made (calendar, " in told.stderr
    assert (small / "handbook/handbook.yml").is_file()


def test_a_fault_of_the_program_ends_with_three(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("dutybook.cli.check.check", broken)
    assert main(["check"]) == 3
    assert "a fault of the program" in capsys.readouterr().err


def test_overdue_reviews_depend_on_the_day(small: Path) -> None:
    assert "REV001" not in run("check", "--on", "2027-11-01", cwd=small).stdout
    told = run("check", "--on", "2027-11-02", cwd=small)
    assert told.returncode == 0
    assert "REV001" in told.stdout
    assert run("check", "--on", "2027-11-02", "--strict", cwd=small).returncode == 1


@pytest.mark.parametrize("command", [["build", "-o"], ["pages"], ["export"]])
def test_a_folder_that_cannot_be_written_is_told_in_a_line(command: list[str], small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = run(*command, str(tmp_path / "file" / "site"), "--lang", "en", cwd=small)
    assert (told.returncode, told.stdout) == (2, "")
    assert (
        told.stderr == f"dutybook {command[0]}: the files could not be written: Not a directory. Nothing was changed.\n"
    )


def test_a_port_that_cannot_be_is_refused(small: Path) -> None:
    told = run("serve", "--port", "99999", "--lang", "en", cwd=small)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == "dutybook serve: '99999' is no port. Take a number from 1 to 65535, such as --port 8000.\n"
