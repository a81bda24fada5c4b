"""docs/machines.md says what programs may rely on: the keys that it names are those that the commands give."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from collating import as_yaml, record, write
from conftest import PROJECT
from dutybook.cli import main

PAGE = (PROJECT / "docs" / "machines.md").read_text("utf-8")


def keys_of(command: str) -> list[str]:
    """The keys that the page names for a command: the first paragraph of its section, up to the full stop."""
    section = re.search(rf"(?m)^## dutybook {re.escape(command)}.*\n\n((?:.+\n)+)", PAGE)
    assert section is not None, command
    return re.findall(r"`([a-z_-]+)`", re.sub(r"\([^)]*\)", "", section[1]))


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """What a command gives as JSON."""
    main([*words, "--format", "json"])
    return json.loads(capsys.readouterr().out)


def test_check(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = small / "handbook" / "shop" / "unit.yml"
    file.write_text(file.read_text("utf-8") + "colour: red\n", "utf-8")
    found = said(capsys, "check", "--root", str(small))
    outer, *inner = keys_of("check")
    assert list(found) == [outer]
    assert list(found["problems"][0]) == inner


def test_due(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "due", "shop/clerk", "--on", "2026-11-10", "--root", str(small))
    assert list(found[0]) == keys_of("due")


def test_a_sheet(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(said(capsys, "sheet", "--verify", "0000000", "--root", str(small))) == keys_of("sheet")


def test_diff(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(said(capsys, "diff", "HEAD", "HEAD", "--root", str(PROJECT))) == keys_of("diff")


def test_records(run_shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "in", [record(run_shop, {"day": "2026-11-02", "by": "E1"})])
    found = said(capsys, "records", "verify", str(tmp_path / "in"), "--root", str(run_shop))
    assert sorted(found[0]) == sorted(keys_of("records verify"))
    (tmp_path / "roster.yml").write_text(as_yaml({"people": [{"id": "E1", "role": "shop/clerk"}]}))
    dates = ["--from", "2026-11-02", "--to", "2026-11-02", "--roster", str(tmp_path / "roster.yml")]
    found = said(capsys, "records", "collate", str(tmp_path / "in"), *dates, "--root", str(run_shop))
    assert sorted(found) == sorted(keys_of("records collate"))
