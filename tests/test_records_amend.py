"""`dutybook records amend` in a real pseudo-terminal: shows the record, asks what was wrong, writes a new one."""

import json
from pathlib import Path
from typing import Any

import pytest
from collating import record, write
from conftest import run
from dutybook.run.canonical import digest
from dutybook.run.read import file_bytes, sealed
from recording import sound
from terminal import Terminal

COMMAND = ("records", "amend")
SAID = {"day": "2026-11-02", "by": "E1", "answers": {"till": {"value": "150", "reason": "few coins"}}, "checker": "B1"}


@pytest.fixture
def old(run_shop: Path, tmp_path: Path) -> Path:
    return write(tmp_path / "in", [record(run_shop, SAID)])[0]


def new_one(old: Path) -> dict[str, Any]:
    """The record beside the old one."""
    (path,) = (each for each in old.parent.glob("*.json") if each != old)
    return sound(path.read_bytes())


def test_somebody_corrects_a_record(old: Path) -> None:
    before = old.read_bytes()
    with Terminal(str(old), "--lang", "en", command=COMMAND) as terminal:
        terminal.sees("Clerk: the day").sees("2026-11-02, by E1: complete with exceptions")
        terminal.sees("2 Count the float: 150 yuan").sees("Reason: few coins")
        terminal.types("王五", "miscounted").sees("is no id").types("E2").types("9").sees("no item '9'").types("2")
        terminal.sees("0 to 5000; normally 200 to 500").types("9999").sees("9999 is not possible").types("250")
        terminal.types("", "E9", "y").sees("Complete, without exceptions").sees("Record:")
        assert terminal.ends() == 0, terminal.written
    made = new_one(old)
    assert made["amends"] == {
        "run": json.loads(before)["run"], "digest": json.loads(before)["digest"], "reason": "miscounted",
    }  # fmt: skip
    assert (made["status"], made["performer"], made["checker"]["id"]) == ("amended", "E1", "E9")
    assert [row["user"] for row in made["audit"]][-4:] == ["E2", "E2", "E9", "E2"]
    assert [each["value"] for each in made["answers"]] == ["yes", "250"]
    assert old.read_bytes() == before


@pytest.mark.parametrize("leaving", ["/save", "/退出", "\x04"])
def test_who_leaves_has_changed_nothing(leaving: str, old: Path) -> None:
    with Terminal(str(old), "--lang", "zh", "--by", "E2", "--reason", "错", command=COMMAND) as terminal:
        terminal.sees("店员每日清单").types("2", "300", leaving).sees("什么也没写")
        assert terminal.ends() == 1, terminal.written
    assert list(old.parent.iterdir()) == [old]


def test_an_answer_may_open_other_items(run_shop: Path, tmp_path: Path) -> None:
    answers = {"anything-wrong": ["nothing"]}
    made = record(run_shop, {"day": "2026-11-03", "by": "E1", "checklist": "shop/round", "answers": answers})
    path = write(tmp_path / "in", [made])[0]
    place = 1 + [each["item"] for each in made["answers"]].index("anything-wrong")
    with Terminal(str(path), "--lang", "en", "--reason", "forgotten", command=COMMAND, columns=40) as terminal:
        terminal.types("", "1", "", str(place), "2", "").sees("If “").types("y", "y")
        assert terminal.ends() == 0, terminal.written
    states = {each["item"]: each["state"] for each in new_one(path)["answers"]}
    assert list(states.values()).count("off") < [each["state"] for each in made["answers"]].count("off")


def test_what_a_record_says_does_not_command_the_terminal(old: Path) -> None:
    values = json.loads(old.read_bytes())
    definition = values["definition"] | {
        "completion": {"en": "\x1b]0;evil\x07", "zh": 3},
        "names": {"roles": []},
        "checker": "\x1b[2J",
    }
    old.write_bytes(file_bytes(sealed(values | {"definition": definition, "fingerprint": digest(definition)})))
    with Terminal(str(old), "--lang", "en", "--reason", "x", command=COMMAND, NO_COLOR="1") as terminal:
        terminal.types("", "", "E9", "y").sees("Record:")
        assert terminal.ends() == 0, terminal.written
    assert "\x1b" not in terminal.written
    assert "�]0;evil�" in terminal.written


def test_where_nobody_can_be_asked_the_command_says_what_to_give(old: Path) -> None:
    told = run("records", "amend", str(old), "--lang", "en")
    assert told.returncode == 2
    assert "--answers FILE" in told.stderr
