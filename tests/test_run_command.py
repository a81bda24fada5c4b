"""`dutybook run` for scripts: answers from a file, exit codes; and the parts of a terminal, one by one."""

import errno
import json
import os
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import HERE, PROJECT, run
from dutybook.appearance import words_of
from dutybook.checklist.compile import compiled
from dutybook.pipeline import check
from dutybook.run.canonical import digest
from dutybook.run.engine import begin
from dutybook.run.plan import planned
from dutybook.run.read import read_record
from dutybook.run.state import State
from dutybook.terminal.console import SETS, marks_for
from dutybook.terminal.journal import Broken, Journal, read_journal
from dutybook.terminal.kept import Kept
from dutybook.terminal.typed import Command, command_of
from dutybook.terminal.width import width, wrap
from dutybook.views.run import runnable
from dutybook.views.scene import Scene
from dutybook.views.sheet import sheet
from hypothesis import given
from hypothesis import strategies as st
from recording import sound

ALARM = "shop/alarm"
GOOD: dict[str, Any] = {
    "notice": True,
    "which": "major",
    "tell-boss": "yes",
    "tell-nobody": "yes",
    "reported-at": "８：１５",
    "cause": "连续阴雨",
}


class Answers:
    """`dutybook run --answers` in a folder."""

    def __init__(self, run_shop: Path, folder: Path) -> None:
        self.shop, self.folder = run_shop, folder

    def __call__(self, entries: dict[str, Any] | str, *words: str, name: str = "a.json") -> Any:
        file = self.folder / name
        file.write_text(entries if isinstance(entries, str) else json.dumps(entries, ensure_ascii=False), "utf-8")
        return run(
            "run", *(words or (ALARM, "--performer", "E1")), "--date", "2026-11-25", "--answers", str(file),
            "-o", str(self.folder / "out"), cwd=self.shop, XDG_STATE_HOME=str(self.folder / "state"),
        )  # fmt: skip


@pytest.fixture
def answered(run_shop: Path, tmp_path: Path) -> Answers:
    return Answers(run_shop, tmp_path)


def record_of(tmp_path: Path) -> dict[str, Any]:
    (file,) = (tmp_path / "out").iterdir()
    return sound(file.read_bytes())


def test_complete_is_nought(answered: Answers, tmp_path: Path) -> None:
    told = answered(GOOD)
    assert (told.returncode, told.stderr) == (0, "")
    record = record_of(tmp_path)
    values = {each["item"]: each["value"] for each in record["answers"]}
    assert (values["notice"], values["reported-at"]) == ("yes", "08:15")
    assert values["tell-nobody"] is None, "an answer to what does not apply is not used"
    assert record["result"] == "complete"
    assert not (tmp_path / "state").exists()


def test_yaml_means_the_same(answered: Answers, tmp_path: Path) -> None:
    told = answered(
        "notice: 是\nwhich: major\ntell-boss: yes\nreported-at: 8:15\ncause: 连续阴雨\n",
        name="a.yml",
    )
    assert told.returncode == 0, told.stderr
    first = record_of(tmp_path)
    (tmp_path / "out" / next(iter(os.listdir(tmp_path / "out")))).unlink()
    answered(GOOD)
    again = record_of(tmp_path)
    same = [{"item": each["item"], "value": each["value"]} for each in first["answers"]]
    assert same == [{"item": each["item"], "value": each["value"]} for each in again["answers"]]


def test_exceptions_are_two(answered: Answers, tmp_path: Path) -> None:
    entries = GOOD | {
        "notice": {"value": "no", "reason": "only told", "note": "by phone"},
        "reported-at": {"na": "not yet"},
        "cause": {"skip": "unknown"},
        "countersign": "E9",
    }
    told = answered(entries, ALARM, "--performer", "E1", "--lang", "en")
    assert told.returncode == 2, told.stderr
    assert "exceptions: 3" in told.stdout
    record = record_of(tmp_path)
    assert [each["kind"] for each in record["exceptions"]] == ["no", "not-applicable", "skipped"]
    assert record["answers"][0]["note"] == "by phone"
    assert record["checker"]["id"] == "E9"


def test_overrides_by_name(answered: Answers, tmp_path: Path) -> None:
    entries = GOOD | {"tell-boss": {"value": "no", "reason": "no signal"}}
    told = answered(entries)
    assert told.returncode == 3
    assert "is not done; nothing later until it is" in told.stderr
    assert not (tmp_path / "out").exists()
    assert answered(entries | {"overrides": {"report": "told by phone"}}).returncode == 2
    assert record_of(tmp_path)["overrides"][0]["node"] == "report"


def test_stopped_is_one(answered: Answers, tmp_path: Path) -> None:
    told = answered({"notice": "yes", "stop": "false alarm"})
    assert told.returncode == 1
    assert record_of(tmp_path)["status"] == "stopped"


def test_a_missing_answer_is_named(answered: Answers, tmp_path: Path) -> None:
    told = answered({"notice": "yes", "which": "major", "reported-at": "8:15"})
    assert told.returncode == 1
    assert re.findall(r"a\.json: (\S+) has no answer", told.stderr) == ["tell-boss"]
    told = answered({"which": "major", "tell-boss": "yes"})
    assert re.findall(r"a\.json: (\S+) has no answer", told.stderr) == ["notice", "reported-at", "cause"]
    assert not (tmp_path / "out").exists()


def test_every_refused_answer_is_named(answered: Answers, tmp_path: Path) -> None:
    told = answered(GOOD | {"notice": "perhaps", "which": "none", "reported-at": "noon"})
    assert told.returncode == 3
    assert "notice: Type y or n" in told.stderr
    assert "which: There is no choice 'none'" in told.stderr
    assert not (tmp_path / "out").exists()


def test_personal_numbers_are_mentioned(answered: Answers, tmp_path: Path) -> None:
    told = answered(GOOD | {"cause": "call 138 1234 5678"})
    assert told.returncode == 0
    assert "a.json: follow/cause: This seems to hold a mobile number" in told.stderr
    assert record_of(tmp_path)["result"] == "complete"


def test_what_is_quoted_cannot_steer_the_terminal(answered: Answers) -> None:
    told = answered(GOOD | {"reported-at": "\x1b[2J"})
    assert told.returncode == 3
    assert "\x1b" not in told.stderr


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"notise": "yes"}, "no item 'notise'. Did you mean: notice?"),
        ("[1]", "has to say 'item: answer'"),
        ("{", "neither JSON nor YAML"),
        ("[" * 5000, "neither JSON nor YAML"),
        ({"notice": {"value": "yes", "na": "x"}}, "what stands at 'notice'"),
        ({"notice": {"valeu": "yes"}}, "what stands at 'notice'"),
        ({"notice": None}, "what stands at 'notice'"),
        ({"notice": {"na": 5.5}}, "a.json: notice"),
        ({"overrides": ["x"]}, "what stands at 'overrides'"),
        ({"notice": {"na": "x", "reason": "y"}}, "what stands at 'notice'"),
    ],
)
def test_files_that_mean_nothing(answered: Answers, entries: Any, says: str) -> None:
    told = answered(entries)
    if says.startswith("a.json"):  # a number is text, and a reason like any other
        assert told.returncode == 1
        return
    assert told.returncode == 3
    assert says in told.stderr
    assert "Traceback" not in told.stderr


def test_wrong_use_is_three(tmp_path: Path, run_shop: Path, small: Path) -> None:
    for words, says in (
        (["run"], "say which checklist"),
        (["run", "rond"], "there is no checklist 'rond'. Did you mean: round?"),
        (["run", ALARM, "--date", "soon"], "is no date"),
        (["run", ALARM, "--what"], "unrecognized arguments"),
        (["run", ALARM, "--performer", "a b"], "is no id"),
        (["run", ALARM, "--answers", "nowhere.json"], "needs to know who"),
        (["run", ALARM, "--performer", "E1", "--answers", "nowhere.json"], "cannot read nowhere.json"),
        (["run", "--resume", "--date", "2026-11-25"], "--resume does not go with"),
        (["run", "--resume", "--journal", str(tmp_path)], "nothing to go on with"),
        (["run", ALARM, "--performer", "E1", "--subject", "x" * 101], "is too long"),
        (["run", ALARM, "--performer", "E1", "--subject", "", "--journal", "/proc/nowhere"], "cannot be kept"),
    ):
        told = run(*words, cwd=run_shop)
        assert told.returncode == 3, words
        assert says in told.stderr
        assert "Traceback" not in told.stderr
    (small / "handbook/shop/unit.yml").write_text("id: shop\n", "utf-8")
    assert run("run", "shop/clerk-day", cwd=small).returncode == 3


def test_a_private_checklist_by_answers(answered: Answers, tmp_path: Path) -> None:
    entries = {f"q{n}": "no" for n in range(1, 8)}
    told = answered(entries, "well-being/type-c", "--lang", "en", "--root", str(PROJECT))
    assert told.returncode == 0, told.stderr
    assert "5 opposite" in told.stdout or "opposite to the answers" in told.stdout
    assert not (tmp_path / "out").exists()


def test_help_says_the_exit_codes() -> None:
    assert "2 complete with exceptions, 3 wrong use" in " ".join(run("run", "--help").stdout.split())


# The parts.


@pytest.fixture(scope="module")
def book() -> Any:
    found = check(PROJECT).book
    assert found is not None
    return found


@pytest.fixture(scope="module")
def scenes(book: Any) -> list[Scene]:
    return [Scene(book, language, words_of(PROJECT, language), ()) for language in ("zh", "en")]


def test_what_is_run_is_what_is_printed(book: Any, scenes: list[Scene]) -> None:
    """Of every checklist: the fingerprint is of the definition that is run, and the words are those of the sheet."""
    days = [date(2026, 11, 25), date(2026, 11, 30)]
    assert len(book.checklists) > 20
    for checklist in book.checklists:
        made = compiled(book, checklist)
        payload = json.loads(json.dumps(runnable(book, made, days, scenes)))
        assert digest(payload["definition"]) == payload["fingerprint"]
        assert payload["definition"]["checker"] == payload["checker"]
        for day in days:
            for scene in scenes:
                printed = sheet([scene], made, day)
                assert printed["code"] == payload["fingerprint"][:7]
                ids = [[row["id"] for row in pause["rows"]] for pause in printed["pauses"]]
                dated = payload["dates"][day.isoformat()]
                assert ids == [each["items"] for each in dated["instance"]]
                said = payload["words"][scene.language]["items"]
                for row in (row for pause in printed["pauses"] for row in pause["rows"]):
                    assert [said[row["id"]]["text"]] == row["text"]
                    assert [each for each in [said[row["id"]]["range"]] if each] == row["range"]
                    due = dated["words"][scene.language]["due"].get(row["id"])
                    assert [each for each in [due] if each] == row["due"]
        state = begin(planned(payload, "2026-11-25"), "E1", "2026-11-25T08:00:00+08:00")
        assert isinstance(state, State)
        assert state.plan.private == payload["private"]


def test_the_words_of_both_languages() -> None:
    """Both languages say the same things, about the same values; and every refusal has words."""
    zh, en = (flat(words_of(PROJECT, language)["run"]) for language in ("zh", "en"))
    assert zh.keys() == en.keys()
    for key in zh:
        assert set(re.findall(r"{\w+}", zh[key])) == set(re.findall(r"{\w+}", en[key])), key
    source = "".join(file.read_text("utf-8") for file in (PROJECT / "generator/dutybook").glob("[rt]*/*.py"))
    codes = set(re.findall(r'Refused\("([a-z-]+)"', source)) | {"nothing-to-clear"}
    assert len(codes) > 20
    assert {f"refused.{code}" for code in codes} <= en.keys()
    cases = [json.loads(file.read_text("utf-8")) for file in (HERE / "vectors" / "runs").glob("*.json")]
    seen = {each["refused"] for case in cases for each in case["events"] if "refused" in each}
    assert seen == {key.removeprefix("refused.") for key in en if key.startswith("refused.")} - {"not-saved"}


def test_every_fault_of_a_record_has_words_in_both_languages() -> None:
    zh, en = (words_of(PROJECT, language)["record"]["faults"] for language in ("zh", "en"))
    source = "".join(file.read_text("utf-8") for file in (PROJECT / "generator/dutybook/run").glob("*.py"))
    codes = set(re.findall(r'Fault\(\s*"([a-z-]+)"', source)) | {
        "amends-nothing",
        "amends-silently",
        "no-end",
        "result-does-not-fit",
    }
    assert set(zh) == set(en) == codes | {"no-file", "unreadable"}, "and the faults of files as files"
    found = read_record(b'{"schema":2,"digest":""}')
    assert isinstance(found, list)
    assert found[0].say(en).startswith("/schema: the format of the record is version 2")
    for code in codes:
        assert ("{said}" in zh[code]) == ("{said}" in en[code])


def flat(words: Any, path: str = "") -> dict[str, str]:
    if isinstance(words, dict):
        return {
            key: each for name, value in words.items() for key, each in flat(value, f"{path}.{name}".strip(".")).items()
        }
    return {path: json.dumps(words, ensure_ascii=False)}


def test_commands_and_answers_are_typed_alike_in_both_languages() -> None:
    zh, en = (words_of(PROJECT, language)["run"] for language in ("zh", "en"))
    for name in ("commands", "answers", "now-words"):
        assert zh[name] == en[name]
    spelt = [each for spellings in zh["commands"].values() for each in spellings]
    assert len(spelt) == len(set(spelt))


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("/b", Command("back", "")),
        ("／返回", Command("back", "")),
        ("、返回", Command("back", "")),
        ("/SKIP  no time", Command("skip", "no time")),
        ("/备注　客户不在", Command("note", "客户不在")),
        ("/ｎａ x", Command("not-applicable", "x")),
        ("/12", Command("go", "12")),
        ("/１２", Command("go", "12")),
        ("？", Command("help", "")),
        ("y", None),
        ("", None),
    ],
)
def test_commands(line: str, meant: Command | None) -> None:
    assert command_of(line, words_of(PROJECT, "zh")["run"]["commands"]) == meant


def test_a_command_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="tick-all"):
        command_of("/tick-all", words_of(PROJECT, "zh")["run"]["commands"])


@pytest.mark.parametrize(
    ("encoding", "place"),
    [("utf-8", 0), ("gb18030", 0), ("gbk", 1), ("ascii", 2), ("cp437", 2), (None, 2), ("nonsense", 2)],
)
def test_signs_that_a_console_can_show(encoding: str | None, place: int) -> None:
    assert marks_for(encoding) is SETS[place]


@given(st.text(st.sampled_from("ab ，。（《》）客户经理 —·5.◆\n")), st.integers(4, 40), st.sampled_from(["", "  "]))
def test_lines_fit_and_nothing_is_lost(text: str, columns: int, indent: str) -> None:
    lines = list(wrap(text, columns, indent))
    assert all(width(line) <= columns for line in lines)
    assert all(line.startswith(indent) for line in lines if line)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_lines_break_where_one_reads() -> None:
    assert list(wrap("当日走访，写完。", 8)) == ["当日走", "访，写", "完。"]
    assert list(wrap("a long word", 6)) == ["a long", "word"]
    assert list(wrap("填《走访日志》", 4, "")) == ["填", "《走", "访日", "志》"]


def test_what_the_disk_does_not_take_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = json.loads((HERE / "vectors/records/complete.json").read_text("utf-8"))["runnable"]
    state = begin(planned(payload, "2026-11-24"), "E1", "2026-11-24T08:00:00+08:00")
    assert isinstance(state, State)
    journal = Journal.begin(tmp_path, "run", {"payload": payload})
    kept = Kept(state, journal, lambda: datetime.fromisoformat("2026-11-24T08:00:00+08:00"))
    assert kept.do({"do": "answer", "item": "open", "value": "yes"}) is None
    size = journal.path.stat().st_size

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        refused = kept.do({"do": "answer", "item": "till", "value": "300"})
        assert refused is not None
        assert (refused.code, refused.said) == ("not-saved", "No space left on device")
    assert journal.path.stat().st_size == size
    assert "till" not in kept.state.answers
    assert kept.do({"do": "answer", "item": "till", "value": "300"}) is None
    journal.close()
    assert [each["item"] for each in read_journal(journal.path).events] == ["open", "till"]


def test_an_empty_journal_is_broken(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(b"")
    with pytest.raises(Broken):
        read_journal(tmp_path / "x.jsonl")


def test_the_words_are_yaml_that_others_read_alike() -> None:
    """Keys such as yes and no are quoted: other readers of YAML would take them for true and false."""
    for language in ("zh", "en"):
        said = yaml.safe_load((PROJECT / f"site_config/words/{language}/run.yml").read_text("utf-8"))
        assert set(said["run"]["answers"]) == {"yes", "no"}
