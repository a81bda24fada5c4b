"""The synthetic handbook of the benchmarks: clean, and the same every time."""

import sys
from datetime import date
from pathlib import Path

import pytest
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
