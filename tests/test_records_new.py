"""New records besides runs: corrections, retractions, sheets of paper; and the published schema."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from collating import record, write
from conftest import run
from recording import sound

SAID = {"day": "2026-11-02", "by": "E1", "answers": {"till": {"value": "150", "reason": "few coins"}}}


@pytest.fixture
def old(run_shop: Path, tmp_path: Path) -> Path:
    """A record with an exception."""
    return write(tmp_path / "in", [record(run_shop, SAID)])[0]


def new_record(told: subprocess.CompletedProcess[str], cwd: Path = Path()) -> dict[str, Any]:
    """The record that a command has written."""
    assert told.returncode == 0, told.stderr
    path = cwd / told.stdout.strip().splitlines()[-1]
    return sound(path.read_bytes())


def amend(old: Path, answers: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs the command with a file of answers."""
    file = old.parent.parent / "answers.yml"
    file.write_text(answers, "utf-8")
    return run("records", "amend", str(old), "--answers", str(file), "--lang", "en", *words)


def test_a_correction_is_a_new_record(old: Path) -> None:
    before = old.read_bytes()
    made = new_record(amend(old, 'till: "250"\ncountersign: E9\n', "--reason", "miscounted", "--by", "E2"))
    was = json.loads(before)
    assert made["amends"] == {"run": was["run"], "digest": was["digest"], "reason": "miscounted"}
    assert made["status"] == "amended"
    assert made["result"] == "complete"
    assert made["performer"] == "E1"
    assert made["checker"]["id"] == "E9"
    assert {row["user"] for row in made["audit"]} == {"E1", "E2", "E9"}
    assert old.read_bytes() == before
    assert len(list(old.parent.glob("*.json"))) == 2
    assert run("records", "verify", str(old.parent)).returncode == 0


def test_a_retraction_is_a_new_record(old: Path, tmp_path: Path) -> None:
    told = run("records", "retract", str(old), "--reason", "wrong shop", "-o", str(tmp_path / "out"))
    assert new_record(told)["status"] == "entered-in-error"
    assert [each.parent.name for each in tmp_path.rglob("*.json")].count("out") == 1


@pytest.mark.parametrize(
    ("answers", "words", "code", "says"),
    [
        ('tll: "250"', ("--reason", "x"), 2, "Did you mean: till"),
        ('till: "9999"', ("--reason", "x"), 1, "9999 is not possible"),
        ('till: "100"', ("--reason", "x"), 1, "A reason is needed"),
        ("countersign: E1", ("--reason", "x"), 1, "another person"),
        ('till: "250"', ("--reason", " "), 2, "--reason"),
        ('till: "250"', ("--reason", "x", "--by", "王五"), 2, "王五"),
        ("[]", ("--reason", "x"), 2, "item: answer"),
        ("till: {valu: 3}", ("--reason", "x"), 2, "till"),
    ],
)
def test_what_cannot_be_corrected_leaves_nothing(
    answers: str, words: tuple[str, ...], code: int, says: str, old: Path
) -> None:
    told = amend(old, answers, *words)
    assert told.returncode == code, told.stderr
    assert says in told.stderr
    assert "Traceback" not in told.stderr
    assert len(list(old.parent.iterdir())) == 1


def test_only_a_sound_and_closed_record_is_corrected(old: Path, run_shop: Path, tmp_path: Path) -> None:
    open_ = write(tmp_path / "open", [record(run_shop, {**SAID, "leave": 1})])[0]
    told = run("records", "retract", str(open_), "--reason", "x", "--lang", "en")
    assert told.returncode == 1
    assert "Only a run that is over" in told.stderr
    old.write_bytes(old.read_bytes().replace(b"few", b"fev"))
    told = run("records", "retract", str(old), "--reason", "x", "--lang", "en")
    assert told.returncode == 2
    assert "no sound record" in told.stderr


def test_the_schema_is_what_records_follow(old: Path, tmp_path: Path) -> None:
    told = run("records", "schema")
    schema = json.loads(told.stdout)
    jsonschema.validate(json.loads(old.read_bytes()), schema)
    assert run("records", "schema", "-o", str(tmp_path / "schema.json")).returncode == 0
    assert json.loads((tmp_path / "schema.json").read_text()) == schema


def git(folder: Path, *words: str) -> None:
    """Runs git as nobody in particular."""
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, env={**os.environ, **who})


def code_of(folder: Path) -> str:
    """The code on the sheet of the clerk's day."""
    told = run("sheet", "shop/clerk-day", "--date", "2026-11-03", "-o", "sheet.html", cwd=folder)
    assert told.returncode == 0, told.stderr
    (folder / "sheet.html").unlink()
    from dutybook.checklist.compile import compiled
    from dutybook.checklist.definition import SHOWN, fingerprint
    from dutybook.read import read

    book, _ = read(folder)
    assert book is not None
    return fingerprint(book, compiled(book, book.find("checklist", "shop/clerk-day", "")))[:SHOWN]


def transcribe(folder: Path, code: str, answers: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs the command with a file of answers."""
    (folder.parent / "answers.yml").write_text(answers, "utf-8")
    return run(
        "records", "transcribe", "shop/clerk-day", "--code", code, "--date", "2026-11-03", "--at", "17:30", "--performer",
        "E1", "--answers", str(folder.parent / "answers.yml"), "-o", str(folder.parent / "out"), "--lang", "en", *words,
        cwd=folder, TZ="Asia/Shanghai",
    )  # fmt: skip


def test_a_sheet_of_paper(small: Path) -> None:
    old_code = code_of(small)
    git(small, "init", "-q")
    git(small, "add", ".")
    git(small, "commit", "-qm", "one")
    checklist = small / "checklists" / "shop" / "clerk-day.yml"
    checklist.write_text(checklist.read_text("utf-8").replace("Count the float", "Count all the coins"), "utf-8")
    git(small, "commit", "-qam", "two")
    code = code_of(small)
    assert code != old_code
    told = transcribe(small, code, 'open: yes\ntill: "250"\n')
    made = new_record(told, small)
    assert made["medium"] == "paper"
    assert made["start"] == made["end"] == "2026-11-03T17:30:00+08:00"
    assert made["fingerprint"].startswith(code)
    entries = 'open: yes\ntill: {value: "150", reason: few}\n'
    made = new_record(transcribe(small, f"dutybook:shop/clerk-day?d=2026-11-03&v={old_code}", entries), small)
    assert made["fingerprint"].startswith(old_code)
    assert made["result"] == "complete-with-exceptions"
    assert "Count the float" in json.dumps(made["definition"])


@pytest.mark.parametrize(
    ("code", "answers", "words", "exit_code", "says"),
    [
        ("0000000", 'open: yes\ntill: "250"', (), 2, "no checklist has the code 0000000"),
        ("", "open: yes", (), 1, "till"),
        ("", 'open: yes\ntill: "9999"', (), 1, "9999"),
        ("", 'open: yes\ntill: "250"', ("--at", "25:00"), 2, "25:00"),
        ("", 'open: yes\ntill: "250"', ("--date", "2031-01-02"), 2, "2031"),
        ("", 'open: yes\ntill: "250"', ("--performer", "a b"), 2, "a b"),
        ("?", 'open: yes\ntill: "250"', (), 2, "no code"),
    ],
)
def test_what_is_not_on_the_sheet_is_refused(
    code: str, answers: str, words: tuple[str, ...], exit_code: int, says: str, small: Path
) -> None:
    told = transcribe(small, code or code_of(small), answers, *words)
    assert told.returncode == exit_code, told.stderr
    assert says in told.stderr
    assert "Traceback" not in told.stderr
    assert not (small.parent / "out").exists()


def test_the_sheet_of_another_checklist_is_refused(run_shop: Path, tmp_path: Path) -> None:
    from collating import book_of
    from dutybook.checklist.compile import compiled
    from dutybook.checklist.definition import fingerprint

    book = book_of(run_shop)
    code = fingerprint(book, compiled(book, book.find("checklist", "shop/round", "")))
    told = run(
        "records", "transcribe", "shop/clerk-day", "--code", code, "--date", "2026-11-03", "--at", "9:00", "--performer", "E1",
        "--root", str(run_shop), "-o", str(tmp_path / "out"), "--lang", "en",
    )  # fmt: skip
    assert told.returncode == 2
    assert "is shop/round, not shop/clerk-day" in told.stderr
