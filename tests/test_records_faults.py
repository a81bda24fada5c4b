"""Collation when things go wrong: full disks, kill -9 at any moment, strange machines. The old report stays, nothing is lost."""

import importlib
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from collating import as_yaml, records, write
from dutybook.cli import main

SAID = [{"day": f"2026-11-0{day}", "by": who} for day in (2, 3, 4) for who in ("E1", "E2")]


@pytest.fixture
def words(run_shop: Path, tmp_path: Path) -> list[str]:
    """A collation of some records, with the report of fewer of them in `out`."""
    write(tmp_path / "in", records(run_shop, SAID[:2]))
    people = [{"id": each, "role": "shop/clerk"} for each in ("E1", "E2")]
    (tmp_path / "roster.yml").write_text(as_yaml({"people": people}))
    options = ["--roster", str(tmp_path / "roster.yml"), "--from", "2026-11-02", "--to", "2026-11-06"]
    options += ["--root", str(run_shop), "--lang", "en", "-o", str(tmp_path / "out")]
    found = ["records", "collate", str(tmp_path / "in"), *options]
    assert main(found) == 0
    write(tmp_path / "in", records(run_shop, SAID[2:]))
    return found


def apart(words: list[str], log: Path, before: Callable[[], None]) -> tuple[int, str]:
    """Runs the command in a copy of this process, to which something is done before; how it ended, and what it said."""
    child = os.fork()
    if not child:
        code = 99
        try:
            with log.open("w") as said:
                sys.stdout = sys.stderr = said
                before()
                code = main(words)
        except BaseException:
            log.write_text(traceback.format_exc())
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), log.read_text()


def no_room(size: int) -> Callable[[], None]:
    """No file may grow beyond so many bytes, as on a disk that is full."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def deadly(module: str, owner: str, name: str, at: int) -> Callable[[], None]:
    """The process kills itself at the so-manyth call of something."""

    def arm() -> None:
        place = importlib.import_module(module)
        place = getattr(place, owner) if owner else place
        real, calls = getattr(place, name), []

        def call(*words: Any, **named: Any) -> Any:
            calls.append(name)
            if len(calls) == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*words, **named)

        setattr(place, name, call)

    return arm


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too."""
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir())}


@pytest.mark.parametrize(
    ("room", "more", "says"),
    [
        (4_000, ("--write", "xlsx"), "File too large"),
        (8_000, ("--write", "html"), "File too large"),
        (8_000, ("--index", "INDEX"), "index.sqlite cannot be used: "),
    ],
)
def test_a_full_disk_is_told_and_the_old_report_stays(
    room: int, more: tuple[str, ...], says: str, words: list[str], tmp_path: Path
) -> None:
    before = files_in(tmp_path / "out")
    index = tmp_path / "index.sqlite"
    wanted = [*words, *(str(index) if each == "INDEX" else each for each in more)]
    code, said = apart(wanted, tmp_path / "log", no_room(room))
    assert code == 2, said
    assert says in said
    assert "Traceback" not in said
    assert files_in(tmp_path / "out") == before
    if index.exists():  # what could not be finished does no harm to the next collation
        assert main([*words, "--index", str(index)]) == 0


KILLS = [
    ("dutybook.collate.gather", "", "content", 3),
    ("dutybook.collate.index", "Index", "finish", 1),
    ("dutybook.collate.collation", "", "matched", 1),
    ("pathlib", "Path", "write_bytes", 1),
    ("pathlib", "Path", "write_bytes", 9),
]


@pytest.mark.parametrize(("module", "owner", "name", "at"), KILLS)
def test_a_killed_collation_leaves_the_old_report(
    module: str, owner: str, name: str, at: int, words: list[str], tmp_path: Path
) -> None:
    before = files_in(tmp_path / "out")
    index = ["--index", str(tmp_path / "index.sqlite")]
    code, said = apart([*words, *index], tmp_path / "log", deadly(module, owner, name, at))
    assert code == -signal.SIGKILL, said
    assert {file: data for file, data in files_in(tmp_path / "out").items() if file in before} == before
    _is_made_good(words, index, tmp_path)


def test_killed_while_the_files_change_places_it_is_made_good_the_next_time(words: list[str], tmp_path: Path) -> None:
    before = files_in(tmp_path / "out")
    code, said = apart(words, tmp_path / "log", deadly("pathlib", "Path", "replace", 5))
    assert code == -signal.SIGKILL, said
    _is_made_good(words, [], tmp_path)
    assert files_in(tmp_path / "out") != before


def _is_made_good(words: list[str], index: list[str], tmp_path: Path) -> None:
    """The next collation gives what one that was never disturbed gives, and nothing beside it."""
    assert main([*words, *index]) == 0
    undisturbed = tmp_path / "undisturbed"
    out = words.index("-o") + 1
    assert main([*words[:out], str(undisturbed), *words[out + 1 :]]) == 0
    assert files_in(tmp_path / "out") == files_in(undisturbed)


def test_the_summary_warns_of_clocks_that_were_ahead(
    run_shop: Path, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ahead = {"day": "2026-11-05", "by": "E1", "start": "2099-01-01T08:00:00+08:00"}
    write(tmp_path / "in", records(run_shop, [ahead]))
    assert main(words) == 0
    assert "1 records end after" in capsys.readouterr().out
    assert "2099-01-01" not in (tmp_path / "out" / "clocks.csv").read_text("utf-8-sig")
    assert main([*words, "--on", "2026-11-30"]) == 0
    assert "2099-01-01" in (tmp_path / "out" / "clocks.csv").read_text("utf-8-sig")
