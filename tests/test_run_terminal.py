"""`dutybook run` in a real pseudo-terminal: used, interrupted, killed, in narrow windows and old consoles."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import run
from dutybook.terminal.width import width
from recording import sound
from terminal import Terminal

VISIT = "shop/round"
ON = "2026-11-25"
WHO = ("--performer", "E1", "--subject", "")
# Every answer of a visit without trouble: the three reports do not apply.
ANSWERS = ["y"] * 5 + ["20", "1", "y"]


def record_in(folder: Path) -> dict[str, Any]:
    """The one record of a folder; it reads, and its answers follow from its events."""
    (file,) = folder.glob("*.json")
    return sound(file.read_bytes())


def where(folder: Path) -> tuple[str, ...]:
    return ("-o", str(folder / "records"), "--journal", str(folder / "journal"))


def test_a_run_from_beginning_to_end(tmp_path: Path, run_shop: Path) -> None:
    with Terminal(VISIT, "--date", ON, "--lang", "zh", *where(tmp_path), cwd=run_shop) as terminal:
        terminal.types("王五").sees("不是编号").types("E1024").sees("客户编号").types(
            "店0137", *["y"] * 5, "２０", "1", "y"
        )
        terminal.sees("完成，无例外").sees("记录")
        assert terminal.ends() == 0
    record = record_in(tmp_path / "records")
    assert (record["performer"], record["medium"], record["date"]) == ("E1024", "terminal", ON)
    assert (record["subject"], record["result"]) == ("店0137", "complete")
    states = {each["item"]: (each["state"], each["value"]) for each in record["answers"]}
    assert states["minutes-on-site"] == ("answered", "20")
    assert states["anything-wrong"] == ("answered", ["nothing"])
    assert states["report-violations"] == ("off", None)
    assert not list((tmp_path / "journal").iterdir()), "the journal goes when the record is there"


def test_kill_after_every_item_loses_nothing(tmp_path: Path, run_shop: Path) -> None:
    journal = where(tmp_path)
    with Terminal(VISIT, "--date", ON, *WHO, *journal, cwd=run_shop) as terminal:
        terminal.types(ANSWERS[0]).kills()
    for answer in ANSWERS[1:-1]:
        with Terminal("--resume", *journal, cwd=run_shop) as terminal:
            terminal.types(answer).kills()
    with Terminal("--resume", *journal, cwd=run_shop) as terminal:
        terminal.types(ANSWERS[-1])
        assert terminal.ends() == 0, terminal.written
    record = record_in(tmp_path / "records")
    assert [each["event"] for each in record["audit"]] == ["start", "answer"] + ["resume", "answer"] * 6 + [
        "resume",
        "complete",
    ]
    assert record["result"] == "complete"
    values = [each["value"] for each in record["answers"] if each["state"] == "answered"]
    assert values == ["yes"] * 5 + ["20", ["nothing"]]


def test_killed_before_the_first_answer(tmp_path: Path, run_shop: Path) -> None:
    with Terminal(VISIT, "--date", ON, *WHO, *where(tmp_path), cwd=run_shop) as terminal:
        terminal.kills()
    with Terminal("--resume", *where(tmp_path), cwd=run_shop) as terminal:
        terminal.sees("1/10").types("/stop wrong shop")
        assert terminal.ends() == 1
    assert record_in(tmp_path / "records")["status"] == "stopped"


def test_the_number_of_a_choice_means_the_same_after_a_kill(tmp_path: Path, run_shop: Path) -> None:
    with Terminal(VISIT, "--date", ON, *WHO, *where(tmp_path), cwd=run_shop) as terminal:
        terminal.types(*ANSWERS[:6]).sees("2 A violation").kills()
    with Terminal("--resume", *where(tmp_path), cwd=run_shop) as terminal:
        terminal.sees("Going on with the run begun 20").sees("2 A violation").types("2").sees("A violation").types(
            "y", "y"
        )
        assert terminal.ends() == 0
    values = {each["item"]: each["value"] for each in record_in(tmp_path / "records")["answers"]}
    assert values["anything-wrong"] == ["violation"]


def test_an_answer_that_holds_is_not_kept_by_an_empty_line(tmp_path: Path, run_shop: Path) -> None:
    with Terminal("shop/alarm", "--date", ON, *WHO, *where(tmp_path), cwd=run_shop) as terminal:
        terminal.types("y", "1", "n", "no signal").sees("Answer so far: not done")
        terminal.types("").sees("It goes on with an answer")
        assert "Enter keeps it" not in terminal.written
        terminal.types("y", "/b").sees("Answer so far: done (Enter keeps it)").types("/save")
        assert terminal.ends() == 1


@pytest.mark.parametrize("cut", [1, 2, 30])
def test_a_torn_last_line_is_cut_off(tmp_path: Path, run_shop: Path, cut: int) -> None:
    with Terminal(VISIT, "--date", ON, *WHO, *where(tmp_path), cwd=run_shop) as terminal:
        terminal.types("y", "y").kills()
    (journal,) = (tmp_path / "journal").iterdir()
    journal.write_bytes(journal.read_bytes()[:-cut])
    with Terminal("--resume", *where(tmp_path), cwd=run_shop) as terminal:
        terminal.sees("2/10").types(*ANSWERS[1:])
        assert terminal.ends() == 0
    assert record_in(tmp_path / "records")["result"] == "complete"


def test_a_broken_journal_is_told_and_left_as_it_is(tmp_path: Path, run_shop: Path) -> None:
    with Terminal(VISIT, "--date", ON, *WHO, *where(tmp_path), cwd=run_shop) as terminal:
        terminal.types("y", "y").kills()
    (journal,) = (tmp_path / "journal").iterdir()
    head, *rows = journal.read_text("utf-8").split("\n")
    for spoilt, line in (
        ("\n".join([head, "{nonsense", *rows]), 2),
        ("\n".join([head, rows[0].replace('"yes"', '"maybe"'), *rows[1:]]), 2),
        ("\n".join(["{}", *rows]), 1),
        ("\n".join(['{"journal":1,"payload":{},"day":1}', *rows]), 1),
        ("\n".join(["[]", *rows]), 1),
    ):
        journal.write_text(spoilt, "utf-8")
        told = run("run", "--resume", journal.name[:8], *where(tmp_path), cwd=run_shop)
        assert told.returncode == 3
        assert f"{journal} is damaged in line {line}" in told.stderr
        assert journal.read_text("utf-8") == spoilt


@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_says_how_to_go_on(tmp_path: Path, run_shop: Path, key: bytes) -> None:
    with Terminal(VISIT, "--date", ON, *WHO, *where(tmp_path), cwd=run_shop) as terminal:
        terminal.types("y", "n").presses(key).sees("Saved. Go on with:")
        assert terminal.ends() == 1
        assert "Traceback" not in terminal.written
        command = next(line for line in terminal.lines() if line.startswith("dutybook run --resume "))
    words = command.split()[2:]
    with Terminal(*words, "-o", str(tmp_path / "records")) as terminal:
        terminal.sees("1 steps so far").types("n").sees("reason").types("in a hurry", *ANSWERS[2:-1]).types("y")
        assert terminal.ends() == 2
    record = record_in(tmp_path / "records")
    assert [each["reason"] for each in record["exceptions"]] == ["in a hurry"]


def test_leaving_before_anything_began(tmp_path: Path, run_shop: Path) -> None:
    with Terminal(VISIT, *where(tmp_path), cwd=run_shop) as terminal:
        terminal.presses(b"\x03")
        assert terminal.ends() == 1
        assert "Traceback" not in terminal.written
    assert not (tmp_path / "journal").exists()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_forty_columns(tmp_path: Path, language: str) -> None:
    name = "tobacco/customer-manager-day"
    with Terminal(name, "--date", ON, *WHO, "--lang", language, *where(tmp_path), columns=40) as terminal:
        terminal.types(
            "?", "/list", "y", "x", "/s", "no time", "/na none", "/m a note that is long enough to wrap over lines"
        )
        terminal.types("/save")
        assert terminal.ends() == 1
    ours = [line.partition(" › ")[0] for line in terminal.lines()]  # what is typed wraps by itself
    wide = [line for line in ours if width(line) > 40 and not line.startswith("dutybook run")]
    assert wide == []


def test_a_gbk_console(tmp_path: Path, run_shop: Path) -> None:
    with Terminal(
        VISIT, "--date", ON, *WHO, "--lang", "zh", *where(tmp_path), cwd=run_shop, encoding="gbk"
    ) as terminal:
        terminal.types("y").sees("√ 做到").types("n", "客户不在").sees("× 未做").types("/list").sees("□")
        terminal.types("/stop 改天再来")
        assert terminal.ends() == 1
    assert "?" not in terminal.written.replace("，?看全部", "")
    record = record_in(tmp_path / "records")
    assert [each["reason"] for each in record["exceptions"]] == ["客户不在"]
    assert record["audit"][-1]["change-reason"] == "改天再来"


def test_a_console_with_ascii_alone(tmp_path: Path, run_shop: Path) -> None:
    with Terminal(VISIT, "--date", ON, *WHO, *where(tmp_path), cwd=run_shop, encoding="ascii") as terminal:
        terminal.types("y").sees("[x] done").types("n", "late").sees("[!] not done").types("/list").sees("[ ]")


def test_colour_only_where_it_is_wanted(tmp_path: Path, run_shop: Path) -> None:
    words = (VISIT, "--date", ON, *WHO, *where(tmp_path))
    with Terminal(*words, cwd=run_shop) as terminal:
        terminal.types("/q")
        terminal.ends()
        assert "\x1b[1m" in terminal.written
    for wish in ({"NO_COLOR": ""}, {"TERM": "dumb"}):
        with Terminal(*words, cwd=run_shop, **wish) as terminal:
            terminal.types("/q")
            terminal.ends()
            assert "\x1b" not in terminal.written
    assert "\x1b" not in run("run", *words, cwd=run_shop).stdout


def test_two_windows_on_one_run(tmp_path: Path, run_shop: Path) -> None:
    with Terminal(VISIT, "--date", ON, *WHO, *where(tmp_path), cwd=run_shop) as terminal:
        terminal.types("y").sees(" › ")
        told = run("run", "--resume", *where(tmp_path), cwd=run_shop)
        assert told.returncode == 3
        assert "another window goes through run" in told.stderr
        terminal.kills_now()
    assert run("run", "--resume", *where(tmp_path), cwd=run_shop).returncode == 1


def test_back_and_forth(tmp_path: Path, run_shop: Path) -> None:
    with Terminal(VISIT, "--date", ON, *WHO, *where(tmp_path), cwd=run_shop) as terminal:
        terminal.types("/b").sees("first item").types("y", "y", "/b").sees("2/10").sees("Answer so far: done")
        terminal.types("/b").sees("1/10").types("n", "closed").sees("2/10").types("").sees("3/10")
        terminal.types("/2").sees("2/10").types("/clear").sees("2/10").types("").sees("It goes on with an answer")
        terminal.types("y").sees("3/10").types("/9").sees("cannot be reached").types("/foo").sees("no command /foo")
        terminal.types("y", "y", "y", "20", "2").sees("/10").types("/b").sees("7/10").types("1").sees("Completion call")
        terminal.types("/b").sees("7/10").types("").types("y")
        assert terminal.ends() == 2
    record = record_in(tmp_path / "records")
    first = record["answers"][0]
    assert (first["value"], first["reason"]) == ("no", "closed")
    assert "clear" in [each["event"] for each in record["audit"]]


def test_notes_reasons_and_personal_numbers(tmp_path: Path, run_shop: Path) -> None:
    with Terminal(VISIT, "--date", ON, *WHO, *where(tmp_path), cwd=run_shop) as terminal:
        terminal.types("/m shop was full", "n", "").sees("nothing was done")
        terminal.types("/note call 13812345678").sees("a mobile number").types("n")
        terminal.types("/note call 13812345678").types("y").sees("Note: call 13812345678")
        terminal.types("/m", "").types("/skip not today").sees("A critical item is not skipped")
        terminal.types("/na daylight").sees("not applicable")
        terminal.types("/skip", "").sees("nothing was done").types("/skip not today").sees("skipped")
        terminal.types("／stop", "sent elsewhere")
        assert terminal.ends() == 1
    record = record_in(tmp_path / "records")
    assert [(each["state"], each["reason"]) for each in record["answers"][:2]] == [
        ("not-applicable", "daylight"),
        ("skipped", "not today"),
    ]
    assert record["answers"][0]["note"] is None


def test_a_hold_is_done_or_overridden(tmp_path: Path, run_shop: Path) -> None:
    words = ("shop/alarm", "--date", ON, *WHO, *where(tmp_path))
    with Terminal(*words, cwd=run_shop) as terminal:
        terminal.types("/o early").sees("nothing to override").types("y", "1").sees("3/6")
        terminal.types("n", "no signal").sees("is not done; nothing later until it is").sees("3/6")
        terminal.types("").sees("It goes on with an answer").types("/override", "told by phone").sees("5/6")
        terminal.types("now", "rain", "", "y")
        assert terminal.ends() == 2
    record = record_in(tmp_path / "records")
    assert [(each["kind"], each["node"]) for each in record["exceptions"]] == [
        ("no", "report/tell-boss"),
        ("overridden", "report"),
    ]


def test_the_checker_signs(tmp_path: Path, run_shop: Path) -> None:
    words = ("shop/alarm", "--date", ON, *WHO, *where(tmp_path))
    with Terminal(*words, cwd=run_shop) as terminal:
        terminal.types("y", "1", "y", "8:15", "rain").sees("checker")
        terminal.types("y").sees("is no id").types("e1").sees("another person").types("E9").sees("Completion call")
        terminal.types("y")
        assert terminal.ends() == 0
    assert record_in(tmp_path / "records")["checker"]["id"] == "E9"


def test_what_is_private_leaves_nothing(tmp_path: Path, run_shop: Path) -> None:
    with Terminal("well-being/type-c", "--lang", "zh", XDG_STATE_HOME=str(tmp_path), HOME=str(tmp_path)) as terminal:
        terminal.sees("没有经过验证").sees("12356").sees("答案不存盘").types(*["n"] * 3, "y", "n", "n", "y", "y")
        terminal.sees("相反的有6题").sees("提示有C型特质").sees("12356")
        assert terminal.ends() == 0
    assert list(tmp_path.rglob("*")) == []


def test_a_dry_run_leaves_nothing(tmp_path: Path, run_shop: Path) -> None:
    with Terminal(VISIT, "--date", ON, *WHO, "--dry-run", *where(tmp_path), cwd=run_shop) as terminal:
        terminal.types(*ANSWERS)
        assert terminal.ends() == 0
    assert list(tmp_path.iterdir()) == []


def test_another_open_run_is_mentioned(tmp_path: Path, run_shop: Path) -> None:
    words = (VISIT, "--date", ON, *WHO, *where(tmp_path))
    with Terminal(*words, cwd=run_shop) as terminal:
        terminal.types("y").kills()
    with Terminal(*words, cwd=run_shop) as terminal:
        terminal.sees(f"Another run of this checklist, for {ON}, is open").sees("dutybook run --resume ").sees("1/10")


def test_a_record_that_cannot_be_written_keeps_the_run(tmp_path: Path, run_shop: Path) -> None:
    (tmp_path / "records").write_text("a file is in the way")
    with Terminal(VISIT, "--date", ON, *WHO, *where(tmp_path), cwd=run_shop) as terminal:
        terminal.types(*ANSWERS).sees("could not be written")
        assert terminal.ends() == 1
    (tmp_path / "records").unlink()
    with Terminal("--resume", *where(tmp_path), cwd=run_shop) as terminal:
        assert terminal.ends() == 0
    assert record_in(tmp_path / "records")["result"] == "complete"
    assert not list((tmp_path / "journal").iterdir())


def test_a_run_goes_on_without_the_handbook(tmp_path: Path, run_shop: Path) -> None:
    with Terminal(VISIT, "--date", ON, *WHO, *where(tmp_path), cwd=run_shop) as terminal:
        terminal.types("y").kills()
    with Terminal("--resume", VISIT, *where(tmp_path), cwd=tmp_path) as terminal:
        terminal.types(*ANSWERS[1:])
        assert terminal.ends() == 0
    assert json.loads(next((tmp_path / "records").iterdir()).read_text("utf-8"))["checklist"] == VISIT
