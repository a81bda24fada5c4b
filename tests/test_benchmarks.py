"""What the benchmarks measure is there: a synthetic handbook that is clean and the same every time, records, a search."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_BROWSER
from conftest import PROJECT
from dutybook.pipeline import check


@pytest.mark.parametrize("duties", [200, 430])
def test_the_synthetic_handbook_is_clean(duties: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PROJECT / "benchmarks"))
    from synthetic import write  # type: ignore[import-not-found]

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
    sys.modules.pop("synthetic", None)


def test_the_records_of_the_benchmark_are_sound_and_the_same(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(PROJECT / "benchmarks"))
    import records as benchmark  # type: ignore[import-not-found]
    from dutybook.collate.gather import gather

    people = [benchmark.make(small, tmp_path / name, 50) for name in ("one", "two")]
    found = gather([tmp_path / "one"])
    assert [each.verdict for each in found.seen] == ["counted"] * 50
    assert {each.performer for each in found.runs.values()} == set(people[0]) == set(people[1])
    one, two = ({file.name: file.read_bytes() for file in (tmp_path / name).rglob("*.json")} for name in ("one", "two"))
    assert one == two
    sys.modules.pop("records", None)


@NEEDS_BROWSER
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_search_of_the_benchmark_answers(
    language: str, browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(PROJECT / "benchmarks"))
    import search as benchmark  # type: ignore[import-not-found]
    from synthetic import write

    write(tmp_path / "handbook", 430)  # as many as a query asks for
    pages, size = benchmark.lay_out(tmp_path / "handbook", tmp_path / "site", language)
    assert pages > 430
    assert size > 10_000
    first, after = benchmark.seconds(browser, tmp_path / "site", language)
    assert first > 0
    assert after > 0
    for name in ("search", "synthetic", "run"):
        sys.modules.pop(name, None)
