"""What the benchmarks measure is there: a synthetic handbook that is clean and the same every time, records, a search."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_BROWSER
from conftest import PROJECT
from dutybook.collate.gather import gather
from dutybook.pipeline import check

Load = Callable[[str], Any]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Imports a script of the benchmarks, which is forgotten after the test."""
    folder = PROJECT / "benchmarks"
    monkeypatch.syspath_prepend(str(folder))
    yield import_module
    for file in folder.glob("*.py"):
        sys.modules.pop(file.stem, None)


@pytest.mark.parametrize("duties", [200, 430])
def test_the_synthetic_handbook_is_clean(duties: int, tmp_path: Path, load: Load) -> None:
    write = load("synthetic").write
    for name in ("one", "two"):
        write(tmp_path / name, duties)
    checked = check(tmp_path / "one", date(2026, 11, 24))
    assert checked.problems == []
    assert checked.book is not None
    assert sum(duty.id.startswith("duty-") for duty in checked.book.duties) == duties
    one, two = (
        {file.relative_to(tmp_path / name): file.read_bytes() for file in (tmp_path / name).rglob("*.yml")}
        for name in ("one", "two")
    )
    assert one == two


def test_the_records_of_the_benchmark_are_sound_and_the_same(small: Path, tmp_path: Path, load: Load) -> None:
    benchmark = load("records")
    people = [benchmark.make(small, tmp_path / name, 50) for name in ("one", "two")]
    found = gather([tmp_path / "one"])
    assert [each.verdict for each in found.seen] == ["counted"] * 50
    assert {each.performer for each in found.runs.values()} == set(people[0]) == set(people[1])
    one, two = ({file.name: file.read_bytes() for file in (tmp_path / name).rglob("*.json")} for name in ("one", "two"))
    assert one == two


@NEEDS_BROWSER
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_search_of_the_benchmark_answers(language: str, browser: Any, tmp_path: Path, load: Load) -> None:
    benchmark = load("search")
    load("synthetic").write(tmp_path / "handbook", 430)  # as many as a query asks for
    pages, size = benchmark.lay_out(tmp_path / "handbook", tmp_path / "site", language)
    assert pages > 430
    assert size > 10_000
    first, after = benchmark.seconds(browser, tmp_path / "site", language)
    assert first > 0
    assert after > 0
