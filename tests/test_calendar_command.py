"""`dutybook calendar`: which files it writes, whatever it refuses, and that it writes all of them or none."""

import os
from datetime import date
from pathlib import Path

import pytest
from conftest import PROJECT, run
from dutybook.checklist.compile import is_dated
from dutybook.cli import main
from dutybook.due import due_between
from dutybook.outputs.files import write_all
from dutybook.pipeline import check

MANAGER = "tobacco/customer-manager"


def made(out: Path, *words: str, root: Path = PROJECT) -> list[str]:
    """The names of the files that a command writes."""
    assert main(["calendar", "--root", str(root), "-o", str(out), "--lang", "zh", *words]) == 0
    return sorted(file.name for file in out.iterdir())


def replace(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def test_names_of_files(copy: Path, tmp_path: Path) -> None:
    role = "tobacco/market-manager"
    names = {
        ("--year", "2025"): ["2025.csv", "2025.ics", "2025.pdf"],
        ("--month", "2026-05"): ["2026-05.csv", "2026-05.ics", "2026-05.pdf"],
        ("--from", "2025-11-20", "--to", "2026-02-03"): [
            "2025-11-20_2026-02-03.csv", "2025-11-20_2026-02-03.ics", "2025-11_2025-12.pdf", "2026-01_2026-02.pdf",
        ],
    }  # fmt: skip
    for words, wanted in names.items():
        found = made(tmp_path / "-".join(words), role, *words)
        assert [name.removeprefix("tobacco-market-manager-") for name in found] == wanted
    this = date.today().year
    for year in (this, this + 1):
        (copy / f"handbook/calendar/cn/{year}.yml").write_text(
            f"year: {year}\nnotice: {{number: '1', published: {year - 1}-11-01, title: {{zh: 通知, en: Notice}}}}\nholidays: []\n",
            "utf-8",
        )
    found = made(tmp_path / "default", role, root=copy)
    assert sorted(found) == [
        f"tobacco-market-manager{end}" for end in (f"-{this}.pdf", f"-{this + 1}.pdf", ".csv", ".ics")
    ]


def test_files_speak_the_handbooks_language_and_messages_the_users(tmp_path: Path) -> None:
    told = run("calendar", "bank/customer-manager", "--year", "2026", "-o", str(tmp_path))
    assert told.stderr.startswith("The holiday notice for 2027 has not been entered, so 1 date(s) from 2026-12-31")
    assert "职责编号" in (tmp_path / "bank-customer-manager-2026.csv").read_text("utf-8")
    run("calendar", "bank/customer-manager", "--year", "2026", "-o", str(tmp_path), "--lang", "en")
    assert "due date" in (tmp_path / "bank-customer-manager-2026.csv").read_text("utf-8")


def test_without_a_role_every_role_with_dates_has_its_files(tmp_path: Path) -> None:
    found = made(tmp_path, "--month", "2025-12")
    stems = {name.removesuffix("-2025-12.csv") for name in found if name.endswith(".csv")}
    book = check(PROJECT).book
    assert book is not None
    dues = {role: due_between(book, [role], date(2025, 12, 1), date(2025, 12, 31)) for role in book.roles}
    assert stems == {
        book.key[role].replace("/", "-") for role, items in dues.items() if any(is_dated(each.duty) for each in items)
    }
    assert len(stems) >= 8


def test_a_role_without_dates_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "retail-customer", "--year", "2026", "-o", str(tmp_path / "out"), "--lang", "en"]) == 0
    assert capsys.readouterr().err == (
        "Retail customer (Tobacco company): nothing dated from 2026-01-01 to 2026-12-31, so no files were made.\n"
    )
    assert not (tmp_path / "out").exists()


REFUSALS = {
    "no such role": (["tobacco/custmer-manager"], "Did you mean: tobacco/customer-manager?"),
    "several roles": (["customer-manager"], "there are several 'customer-manager'"),
    "no such day": ([MANAGER, "--from", "2026-02-30", "--to", "2026-03-01"], "'2026-02-30' is no date"),
    "reversed": ([MANAGER, "--from", "2026-03-01", "--to", "2026-02-01"], "2026-03-01 is later than 2026-02-01"),
    "too long": ([MANAGER, "--from", "2021-01-01", "--to", "2026-01-01"], "longer than 5 years"),
    "half a range": ([MANAGER, "--to", "2026-03-01"], "--from and --to go together"),
    "no such year": ([MANAGER, "--year", "26"], "'26' is no year"),
    "no such month": ([MANAGER, "--month", "2026-13"], "'2026-13' is no month"),
    "two periods": ([MANAGER, "--month", "2026-12", "--year", "2026"], "give one of --year, --month"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words, said = REFUSALS[name]
    assert main(["calendar", *words, "--lang", "en", "-o", str(tmp_path / "out")]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("dutybook calendar: ")
    assert said in told.err
    assert told.out == ""
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine")
    assert main(["calendar", MANAGER, "--month", "2026-10", "--lang", "en", "-o", str(tmp_path / "file/in")]) == 2
    assert "could not be written" in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == "mine"


def test_all_files_or_none(tmp_path: Path) -> None:
    write_all(tmp_path, {"a": b"1"})
    with pytest.raises(OSError, match="no-such-folder"):
        write_all(tmp_path, {"a": b"2", "no-such-folder/b": b"2"})
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a": b"1"}
    assert write_all(tmp_path, {"a": b"3", "b": b"3"}) == [tmp_path / "a", tmp_path / "b"]
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a": b"3", "b": b"3"}


def test_a_character_that_cannot_be_printed_stops_everything(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "handbook/tobacco/standards/demand-forecasting.yml"
    replace(copy / name, "汇总分析片区预测数据", "汇总𠮷片区预测数据")
    notice = "handbook/calendar/cn/2026.yml"
    replace(copy / notice, "国办发明电〔2025〕7号", "国办✅〔2025〕7号")
    out = tmp_path / "out"
    assert main(["calendar", MANAGER, "--month", "2026-09", "--lang", "en", "--root", str(copy), "-o", str(out)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("PRT001") == 1, "the English page shows no Chinese title"
    line = next(n for n, text in enumerate((copy / notice).read_text("utf-8").split("\n"), 1) if "✅" in text)
    assert f"{notice}:{line}:11: error PRT001" in told.err
    assert not out.exists()
    assert main(["calendar", MANAGER, "--month", "2026-09", "--lang", "zh", "--root", str(copy), "-o", str(out)]) == 1
    told = capsys.readouterr()
    lines = (copy / name).read_text("utf-8").split("\n")
    line = next(n for n, text in enumerate(lines, 1) if "𠮷" in text)
    column = lines[line - 1].index("汇总𠮷") + 1
    assert f"{name}:{line}:{column}: " in told.err
    assert told.err.count("PRT001") == 2
    assert os.listdir(tmp_path) == ["copy"]


def test_a_handbook_with_errors_gives_no_calendar(copy: Path, tmp_path: Path) -> None:
    replace(copy / "handbook/tobacco/standards/demand-forecasting.yml", "by: 12,", "by: 32,")
    assert main(["calendar", "--root", str(copy), "-o", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()
