"""Collation: what becomes of every expected run and every file; the same report whatever the order, copies and folders."""

import json
import os
import random
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from collating import Record, as_yaml, book_of, record, records, write
from conftest import HERE, run
from dutybook.cli import main
from dutybook.collate.collation import collation
from dutybook.collate.gather import gather
from dutybook.collate.roster import read_roster
from dutybook.load import plain
from dutybook.run.read import MAX_BYTES, file_bytes, sealed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CASES = sorted((HERE / "collate").glob("*.yml"))


@pytest.fixture(scope="session")
def stall(run_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small handbook with daily, weekly and occasional checklists. Not to be changed."""
    folder = tmp_path_factory.mktemp("stall") / "small"
    shutil.copytree(run_shop, folder)
    for file in (HERE / "collate" / "checklists").glob("*.yml"):
        shutil.copy(file, folder / "checklists" / "shop")
    return folder


def collated(root: Path, case: dict[str, Any], files: Path) -> dict[str, Any]:
    """What a case's roster and some files come to."""
    path = files.parent / "roster.yml"
    path.write_text(as_yaml(case["roster"]), "utf-8")
    roster, problems = read_roster(path, book_of(root))
    assert roster is not None, [each.message() for each in problems]
    first, last = (date.fromisoformat(str(case[name])) for name in ("from", "to"))
    on = date.fromisoformat(str(case["on"])) if "on" in case else None
    return collation(book_of(root), roster, gather([files]), first, last, on)


def made(root: Path, case: dict[str, Any]) -> list[Record]:
    """The records of a case; with `days`, one for each expected day of the first person."""
    found = records(root, case["records"])
    if "days" in case:
        calendar = book_of(root).calendar("shop")
        days = calendar.workdays(*(date.fromisoformat(str(case[name])) for name in ("from", "to")))
        found += [record(root, {"day": day.isoformat(), **case["days"]}) for day in days]
    return [each for place, each in enumerate(found) if place not in case.get("without", ())]


def is_like(found: Any, expected: Any) -> bool:
    """Whether values are those expected, as far as the case says; lists have as many members."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(is_like(found.get(name), each) for name, each in expected.items())
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(is_like, found, expected))
    return bool(found == expected or str(found) == str(expected))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case(path: Path, stall: Path, tmp_path: Path) -> None:
    case = numbers(plain(path))
    write(tmp_path / "records", made(stall, case))
    values = collated(stall, case, tmp_path / "records")
    for name, expected in case["expect"].items():
        assert is_like(values[name], expected), (name, json.dumps(values[name], ensure_ascii=False, indent=1))
    outcomes = ("done", "early", "late", "partial", "stopped", "unclear", "missing")
    for row in (values["totals"], *values["by-day"], *values["by-role"], *values["by-checklist"]):
        assert row["expected"] == sum(row[each] for each in outcomes)


def numbers(value: Any) -> Any:
    """Plain YAML with its whole numbers as numbers."""
    if isinstance(value, dict):
        return {name: numbers(each) if name != "value" else each for name, each in value.items()}
    if isinstance(value, list):
        return [numbers(each) for each in value]
    return int(value) if isinstance(value, str) and value.isdigit() and len(value) < 3 else value


@cache
def pool(root: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The records of all cases, sound and broken, and a roster for them."""
    case = {
        "from": "2026-11-02", "to": "2026-11-13",
        "roster": {"people": [{"id": "E1", "role": "shop/clerk"}, {"id": "E2", "role": "shop/clerk"}]},
    }  # fmt: skip
    every = [each for path in CASES for each in made(root, numbers(plain(path)))]
    files = {each["digest"]: file_bytes(each) for each in every}
    first = next(iter(files.values()))
    broken = [first.replace(b"2026", b"2027", 1), first[:-20], b"", b"[]", first.replace(b'"schema":1', b'"schema":2')]
    return case, files | {f"broken-{place}": each for place, each in enumerate(broken)}


def report_files(root: Path, case: dict[str, Any], folders: list[Path], out: Path) -> dict[str, bytes]:
    """The report of the command, but for the one table that names paths."""
    roster = out.parent / "roster.yml"
    roster.write_text(as_yaml(case["roster"]), "utf-8")
    words = [
        "records",
        "collate",
        *map(str, folders),
        "--roster",
        str(roster),
        "--from",
        case["from"],
        "--to",
        case["to"],
    ]
    assert main([*words, "-o", str(out), "--root", str(root), "--lang", "zh"]) in (0, 1)
    return {each.name: each.read_bytes() for each in sorted(out.iterdir()) if each.name != "files.csv"}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_order_copies_and_folders_change_nothing(
    seed: int, stall: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    case, files = pool(stall)
    chance = random.Random(seed)
    plain_one, mixed = tmp_path_factory.mktemp("plain"), tmp_path_factory.mktemp("mixed")
    (plain_one / "in").mkdir()
    for name, data in files.items():
        (plain_one / "in" / f"{name}.json").write_bytes(data)
    copies = [*files.values(), *chance.choices(list(files.values()), k=10)]
    chance.shuffle(copies)
    folders = [mixed / "in" / name for name in ("b", "a", "c/deep")]
    for folder in folders:
        folder.mkdir(parents=True)
    for place, data in enumerate(copies):
        (chance.choice(folders) / f"{chance.randrange(10**6)}-{place}.json").write_bytes(data)
    one = report_files(stall, case, [plain_one / "in"], plain_one / "out")
    other = report_files(stall, case, chance.sample(folders, k=3), mixed / "out")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_flipped_character_is_set_aside(data: st.DataObject, stall: Path, tmp_path: Path) -> None:
    good = record_bytes(stall).decode()
    place = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.sampled_from('x09"{},[]é字'))
    if other == good[place]:
        return
    (tmp_path / "in").mkdir(exist_ok=True)
    (tmp_path / "in" / "one.json").write_text(good[:place] + other + good[place + 1 :], "utf-8")
    found = gather([tmp_path / "in"])
    assert not found.runs
    assert [each.verdict for each in found.seen] == ["quarantined"]
    assert len(found.aside) == 1
    assert found.aside[0].faults


@cache
def record_bytes(root: Path) -> bytes:
    return file_bytes(record(root, {"day": "2026-11-02", "by": "E1"})).rstrip()


def test_hostile_and_unreadable_files_are_set_aside_with_the_reason(stall: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good = json.loads(record_bytes(stall))
    hostile = {
        "big": b" " * (MAX_BYTES + 1),
        "script": record_bytes(stall).replace(b'"performer":"E1"', b'"performer":"<script>alert(1)</script>"'),
        "future": record_bytes(stall).replace(b'"schema":1', b'"schema":9'),
        "foreign": b'{"resourceType": "QuestionnaireResponse"}',
        "deep": b"[" * 100_000,
        "utf-16": record_bytes(stall).decode().encode("utf-16"),
        "invented": file_bytes(sealed({**good, "answers": [{**each, "value": "no"} for each in good["answers"]]})),
    }
    for name, data in hostile.items():
        (folder / f"{name}.json").write_bytes(data)
    os.mkfifo(folder / "pipe.json")
    (folder / "nowhere.json").symlink_to(tmp_path / "gone")
    (folder / "loop").symlink_to(folder)
    (folder / "notes.txt").write_text("not a record")
    found = gather([folder])
    assert not found.runs
    faults = {Path(each.path).stem: [fault.code for fault in each.faults] for each in found.seen if each.faults}
    assert faults.keys() == hostile.keys() | {"pipe", "nowhere"}
    assert faults["big"] == ["too-big"]
    assert faults["future"] == ["unknown-version"]
    assert faults["foreign"] == ["no-record"]
    assert faults["pipe"] == ["no-file"]
    assert faults["nowhere"] == ["unreadable"]
    assert "does-not-follow" in faults["invented"]
    assert [Path(each.path).name for each in found.seen if each.verdict == "other"] == ["notes.txt"]


def test_everything_in_the_page_is_escaped_and_nothing_is_fetched(stall: Path, tmp_path: Path) -> None:
    evil = '</title><script>alert(1)</script><img src="http://example.com/x">&\'"'
    made_ = records(stall, [{"day": "2026-11-02", "by": "E1", "answers": {"till": {"value": "150", "reason": evil}}}])
    write(tmp_path / "in", made_)
    (tmp_path / "in" / "claims.json").write_text(json.dumps({"checklist": evil, "performer": "=1+1"}))
    case = {"from": "2026-11-02", "to": "2026-11-03", "roster": {"people": [{"id": "E1", "role": "shop/clerk"}]}}
    files = report_files(stall, case, [tmp_path / "in"], tmp_path / "out")
    page = files["report.html"].decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert 'href="' not in page
    assert 'src="' not in page
    assert "url(" not in page
    assert b"\r\n=" not in files["quarantined.csv"]
    assert all(data.startswith(b"\xef\xbb\xbf") for name, data in files.items() if name.endswith(".csv"))


@pytest.mark.parametrize("path", sorted((HERE / "collate" / "rosters").glob("*.yml")), ids=lambda path: path.stem)
def test_a_faulty_roster_is_told_with_its_place(path: Path, stall: Path) -> None:
    roster, problems = read_roster(path, book_of(stall))
    lines = path.read_text("utf-8").splitlines()
    expected = [
        (line.rpartition("# expect: ")[2], place) for place, line in enumerate(lines, 1) if "# expect: " in line
    ]
    assert [(each.kind.code, each.mark.line) for each in problems] == expected
    assert (roster is None) == bool(expected)
    assert all(str(path) == each.mark.path for each in problems)


def test_both_languages_have_the_same_words() -> None:
    zh, en = (plain(HERE.parent / "site_config" / "words" / each / "records.yml") for each in ("zh", "en"))

    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: shape(each) for name, each in value.items()}
        if isinstance(value, list):
            return [shape(each) for each in value]
        return sorted(part.split("}")[0] for part in value.split("{")[1:])

    assert shape(zh) == shape(en)


def test_the_command_says_what_it_found(stall: Path, tmp_path: Path) -> None:
    write(
        tmp_path / "in",
        records(stall, [{"day": "2026-11-02", "by": "E1"}, {"day": "2026-11-02", "by": "E1", "each": 9}]),
    )
    (tmp_path / "in" / "bad.json").write_text("{")
    roster = tmp_path / "roster.yml"
    roster.write_text("people:\n  - {id: E1, role: shop/clerk}\n")
    words = ["records", "collate", str(tmp_path / "in"), "--roster", str(roster), "--root", str(stall), "--lang", "en"]
    told = run(*words, "--from", "2026-11-02", "--to", "2026-11-03")
    assert told.returncode == 1, told.stderr
    assert "2 expected: 0 done, 0 early, 0 late, 0 not finished, 0 stopped, 1 unclear, 1 missing" in told.stdout
    assert f"{tmp_path / 'in' / 'bad.json'}: set aside" in told.stdout
    data = run(*words, "--from", "2026-11-02", "--to", "2026-11-03", "--format", "json")
    assert json.loads(data.stdout)["totals"]["unclear"] == 1
    for wrong, says in (
        (("--from", "2026-11-03", "--to", "2026-11-02"), "later than"),
        (("--from", "2026-11-02", "--to", "2026-11-03", "-o", str(tmp_path / "in" / "out")), "among the records"),
        (("--from", "2026-11-02", "--to", "2026-11-03", "--write", "pdf"), "pdf"),
    ):
        refused = run(*words, *wrong)
        assert refused.returncode == 2
        assert says in refused.stderr
    assert run("records", "collate", str(tmp_path / "no"), *words[3:], *wrong[:4]).returncode == 2


def test_a_report_that_cannot_be_written_leaves_the_old_one(
    stall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "in", records(stall, [{"day": "2026-11-02", "by": "E1"}]))
    case = {"from": "2026-11-02", "to": "2026-11-03", "roster": {"people": [{"id": "E1", "role": "shop/clerk"}]}}
    before = report_files(stall, case, [tmp_path / "in"], tmp_path / "out")
    names = sorted(each.name for each in (tmp_path / "out").iterdir())
    (tmp_path / "in" / "more.json").write_text("{")
    write_bytes = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if "report.html" in self.name:
            raise OSError(28, "No space left on device")
        return write_bytes(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    words = ["records", "collate", str(tmp_path / "in"), "--roster", str(tmp_path / "roster.yml"), "--root", str(stall)]
    assert main([*words, "--from", case["from"], "--to", case["to"], "-o", str(tmp_path / "out"), "--lang", "en"]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == names
    assert {name: (tmp_path / "out" / name).read_bytes() for name in before} == before


def test_verify(stall: Path, tmp_path: Path) -> None:
    paths = write(tmp_path / "in", records(stall, [{"day": "2026-11-02", "by": "E1"}]))
    words = ("--root", str(stall), "--lang", "en")
    told = run("records", "verify", str(tmp_path / "in"), *words)
    assert told.returncode == 0, told.stderr
    assert "sound" in told.stdout
    assert "the current one" in told.stdout
    assert "not compared" in run("records", "verify", str(paths[0]), "--root", str(tmp_path), "--lang", "en").stdout
    paths[0].with_name("bad.json").write_bytes(paths[0].read_bytes().replace(b'"E1"', b'"E2"', 1))
    told = run("records", "verify", str(tmp_path / "in"), *words, "--format", "json")
    assert told.returncode == 1
    entries = json.loads(told.stdout)
    assert [each["sound"] for each in entries] == [False, True]
    assert entries[0]["faults"][0]["code"] == "wrong-digest"
    assert run("records", "verify", str(tmp_path / "gone"), *words).returncode == 2
