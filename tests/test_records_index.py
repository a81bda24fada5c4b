"""The index of records: the same report with it, without it, and made anew; in SQLite and in a real PostgreSQL."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from collating import Record, as_yaml, records, write
from conftest import HERE, run
from dutybook.cli import main
from dutybook.load import plain
from dutybook.run.read import file_bytes

POSTGRES = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=Path("/usr/lib/postgresql/none")).parent
ROSTER = {"people": [{"id": "E1", "role": "shop/clerk"}, {"id": "E2", "role": "shop/clerk"}]}
SAID = [
    {"day": "2026-11-02", "by": "E1", "answers": {"till": {"value": "150", "reason": "打13812345678"}}},
    {"day": "2026-11-02", "by": "E2", "checker": "E9"},
    {"amends": 0, "reason": "miscounted", "answers": {"till": "250"}},
    {"day": "2026-11-03", "by": "E1", "run": "two", "leave": 1},
    {"day": "2026-11-03", "by": "E1", "run": "two"},
    {"day": "2026-11-03", "by": "E1", "checklist": "shop/round"},
]


@pytest.fixture
def made(run_shop: Path) -> list[Record]:
    """Records of every sort."""
    return records(run_shop, SAID)


@pytest.fixture
def folder(made: list[Record], tmp_path: Path) -> Path:
    """Records as files, with broken ones among them."""
    write(tmp_path / "in", made)
    (tmp_path / "in" / "cut.json").write_bytes(file_bytes(made[0])[:-40])
    (tmp_path / "in" / "none.json").write_bytes(b'{"checklist": "\\ud800\\u0000"}')
    (tmp_path / "roster.yml").write_text(as_yaml(ROSTER))
    return tmp_path / "in"


def words_for(root: Path, folder: Path, *more: str) -> list[str]:
    """The words of the command."""
    base = folder.parent
    dates = ["--from", "2026-11-02", "--to", "2026-11-03"]
    options = ["--roster", str(base / "roster.yml"), *dates, "--root", str(root), "--lang", "en"]
    return ["records", "collate", str(folder), *options, *more]


def report(root: Path, folder: Path, name: str, *more: str) -> dict[str, bytes]:
    """The files of a report."""
    out = folder.parent / name
    assert main([*words_for(root, folder, *more), "-o", str(out), "--write", "html,csv,json,xlsx"]) == 1
    return {each.name: each.read_bytes() for each in sorted(out.iterdir())}


def rows(index: Path, statement: str) -> list[tuple[object, ...]]:
    """What stands in an index."""
    connection = sqlite3.connect(index)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def test_the_report_is_the_same_with_and_without_an_index(
    run_shop: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = str(folder.parent / "index.sqlite")
    bare = report(run_shop, folder, "bare")
    assert report(run_shop, folder, "first", "--index", index) == bare
    with monkeypatch.context() as patch:
        patch.setattr("dutybook.collate.gather.looked_at", lambda _: pytest.fail("was known already"))
        assert report(run_shop, folder, "second", "--index", index) == bare
    assert report(run_shop, folder, "third", "--index", index, "--rebuild") == bare
    Path(index).unlink()
    assert report(run_shop, folder, "fourth", "--index", index) == bare


def test_a_deleted_record_leaves_the_index(run_shop: Path, folder: Path) -> None:
    index = folder.parent / "index.sqlite"
    report(run_shop, folder, "out", "--index", str(index))
    assert rows(index, "SELECT count(*) FROM dutybook_files WHERE performer = 'E2'") == [(1,)]
    assert rows(index, "SELECT count(*) FROM dutybook_definitions") == [(2,)]
    for path in (*folder.glob("*_E2_*"), *folder.glob("shop-round*")):
        path.unlink()
    report(run_shop, folder, "out", "--index", str(index))
    assert rows(index, "SELECT count(*) FROM dutybook_files WHERE performer = 'E2'") == [(0,)]
    assert rows(index, "SELECT count(*) FROM dutybook_definitions") == [(1,)]


def test_what_another_version_found_out_is_not_believed(run_shop: Path, folder: Path) -> None:
    index = folder.parent / "index.sqlite"
    bare = report(run_shop, folder, "out", "--index", str(index))
    connection = sqlite3.connect(index)
    connection.execute("UPDATE dutybook_files SET found = '[null, [], \"\"]'")
    connection.execute("UPDATE dutybook_about SET format = '1 0.0.1'")
    connection.commit()
    connection.close()
    assert report(run_shop, folder, "out", "--index", str(index)) == bare


def test_an_interrupted_collation_leaves_index_and_report(
    run_shop: Path, folder: Path, made: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = folder.parent / "index.sqlite"
    before = report(run_shop, folder, "out", "--index", str(index))
    known = rows(index, "SELECT * FROM dutybook_files ORDER BY sha256")
    (folder / "another.json").write_bytes(file_bytes(made[0]) + b"\n")
    with monkeypatch.context() as patch:

        def interrupted(data: bytes) -> None:
            raise KeyboardInterrupt

        patch.setattr("dutybook.collate.gather.looked_at", interrupted)
        out = str(folder.parent / "out")
        assert main([*words_for(run_shop, folder, "--index", str(index)), "-o", out]) == 130
    assert rows(index, "SELECT * FROM dutybook_files ORDER BY sha256") == known
    assert {each.name: each.read_bytes() for each in sorted((folder.parent / "out").iterdir())} == before


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("broken.sqlite", "not a database"),
        ("no/such/folder/index.sqlite", "unable to open"),
        ("postgresql+psycopg://me:secret@127.0.0.1:1/none", "127.0.0.1"),
        ("nonsense://x", "nonsense"),
    ],
)
def test_an_index_that_cannot_be_used_is_told(where: str, says: str, run_shop: Path, folder: Path) -> None:
    (folder.parent / "broken.sqlite").write_text("this is no database, and long enough to tell " * 20)
    place = where if "://" in where else str(folder.parent / where)
    told = run(*words_for(run_shop, folder, "--index", place))
    assert told.returncode == 2, told.stderr
    assert says in told.stderr
    assert "secret" not in told.stderr
    assert "Traceback" not in told.stderr


def test_without_sqlalchemy_the_command_says_what_to_install(
    run_shop: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    assert main(words_for(run_shop, folder, "--index", "postgresql+psycopg://x")) == 2
    assert "pip install" in capsys.readouterr().err


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server that runs as long as these tests."""
    if os.geteuid() != 0:
        pytest.skip("PostgreSQL is started as its own user, which only root can do")
    if not (POSTGRES / "initdb").exists():
        pytest.skip("no PostgreSQL server in /usr/lib/postgresql: apt-get install postgresql")
    home = tmp_path_factory.mktemp("postgres")
    data = Path("/tmp") / f"dutybook-postgres-{os.getpid()}"
    data.mkdir(mode=0o700)
    shutil.chown(data, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1 -c fsync=off"
    try:
        _as_postgres(POSTGRES / "initdb", "-D", str(data / "db"), "-A", "trust", "-E", "UTF8", "--locale=C")
        _as_postgres(POSTGRES / "pg_ctl", "-D", str(data / "db"), "-w", "-o", options, "-l", str(data / "log"), "start")
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        if (data / "db" / "postmaster.pid").exists():
            _as_postgres(POSTGRES / "pg_ctl", "-D", str(data / "db"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(data)
        shutil.rmtree(home)


def _as_postgres(*words: str | Path) -> None:
    told = subprocess.run(
        [str(each) for each in words], user="postgres", cwd="/", check=False, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr


def test_a_real_postgresql_gives_the_same_report(
    server: str, run_shop: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = report(run_shop, folder, "bare")
    assert report(run_shop, folder, "first", "--index", server) == bare
    with monkeypatch.context() as patch:
        patch.setattr("dutybook.collate.gather.looked_at", lambda _: pytest.fail("was known already"))
        assert report(run_shop, folder, "second", "--index", server) == bare
    assert report(run_shop, folder, "third", "--index", server, "--rebuild") == bare
    for path in folder.glob("*_E2_*"):
        path.unlink()
    report(run_shop, folder, "fourth", "--index", server)
    import sqlalchemy

    engine = sqlalchemy.create_engine(server)
    with engine.connect() as connection:
        people = connection.execute(sqlalchemy.text("SELECT DISTINCT performer FROM dutybook_files")).fetchall()
    engine.dispose()
    assert sorted(str(name) for (name,) in people if name) == ["E1"]


def test_a_workbook_says_what_the_tables_say(run_shop: Path, folder: Path) -> None:
    import csv
    import io

    import openpyxl

    (folder / "formula.json").write_text('{"checklist": "=1+1"}')
    files = report(run_shop, folder, "out")
    book = openpyxl.load_workbook(io.BytesIO(files["report.xlsx"]))
    names = plain(HERE.parent / "site_config" / "words" / "en" / "records.yml")["records"]["sheet"]
    for name, title in names.items():
        text = files[f"{name}.csv"].decode("utf-8-sig").replace("'=1", "=1")
        rows_ = book[title].iter_rows(values_only=True)
        found = [[str(cell) if cell is not None else "" for cell in row] for row in rows_]
        assert found == list(csv.reader(io.StringIO(text, newline="")))
    aside = [cell for row in book["set aside"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in aside] == ["s"]
    assert "f" not in {cell.data_type for each in book for row in each.iter_rows() for cell in row}
    assert book["days"]["B2"].value == 2
