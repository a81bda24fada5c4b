"""The formatter: one style whatever was typed, comments kept, meaning kept, nothing done twice."""

import re
from pathlib import Path

import pytest
from conftest import HERE, PROJECT, run
from dutybook.bind import bind
from dutybook.edit.format import formatted, same
from dutybook.load import load_bytes, plain
from dutybook.model.kinds import KINDS
from dutybook.read import files_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scramble import Scrambler

REAL = [*files_of(PROJECT), *files_of(HERE / "rules" / "base")]
CASES = sorted((HERE / "format").glob("*.before.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.removesuffix(".before.yml"))
def test_case(case: Path) -> None:
    """tests/format/<kind>.<case>.before.yml and .after.yml."""
    model = KINDS[case.name.split(".")[0]].model
    text, problems = formatted(case.read_bytes(), case.name, model)
    assert problems == []
    after = case.with_name(case.name.replace(".before.", ".after."))
    assert text == after.read_text("utf-8")
    assert formatted(text.encode(), case.name, model) == (text, [])


@pytest.mark.parametrize(("path", "name", "model"), REAL, ids=lambda value: value if isinstance(value, str) else "")
def test_real_file_keeps_its_meaning_and_comments(path: Path, name: str, model: type) -> None:
    data = path.read_bytes()
    text, problems = formatted(data, name, model)
    assert problems == []
    assert text is not None
    assert same(read(data, model), read(text.encode(), model))
    assert formatted(text.encode(), name, model) == (text, [])
    assert comment_lines(text) == comment_lines(data.decode())


def read(data: bytes, model: type) -> object:
    node, problems = load_bytes(data, "file.yml")
    assert node is not None, problems
    value, binding = bind(node, model, "file.yml")
    assert binding.problems == []
    return value


def comment_lines(text: str) -> list[str]:
    return sorted(line.strip() for line in text.split("\n") if line.lstrip().startswith("#") and "$schema" not in line)


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 1 << 32), file=st.sampled_from(REAL))
def test_however_it_was_typed_it_looks_the_same(seed: int, file: tuple[Path, str, type]) -> None:
    """Keys in any order, any quotation marks, brackets or lines: one style. (Comments left out.)"""
    path, name, model = file
    data = plain(path)
    tidy, _ = formatted(Scrambler(0).text(data).encode(), name, model)
    text = Scrambler(seed).text(data)
    assert formatted(text.encode(), name, model) == (tidy, [])


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 1 << 32), file=st.sampled_from(REAL))
def test_comments_anywhere_are_kept(seed: int, file: tuple[Path, str, type]) -> None:
    path, name, model = file
    scrambler = Scrambler(seed, with_comments=True)
    text = scrambler.text(plain(path))
    tidy, problems = formatted(text.encode(), name, model)
    assert problems == []
    assert tidy is not None
    assert sorted(re.findall(r"# 注.*", tidy)) == sorted(scrambler.comments)
    assert formatted(tidy.encode(), name, model) == (tidy, [])
    assert same(read(text.encode(), model), read(tidy.encode(), model))


def test_a_reordered_file_formats_back(small: Path) -> None:
    file = small / "handbook/shop/standards/sales.yml"
    assert run("format", cwd=small).returncode == 0
    tidy = file.read_text("utf-8")
    file.write_text(Scrambler(3).text(plain(file)), "utf-8")
    told = run("format", "handbook/shop", cwd=small)
    assert (told.returncode, told.stdout) == (0, "formatted handbook/shop/standards/sales.yml\n")
    assert file.read_text("utf-8") == tidy
    assert run("format", cwd=small).stdout == ""
    assert run("check", "--on", "2026-11-24", cwd=small).stdout == "no problems\n"


def test_check_and_diff_write_nothing(small: Path) -> None:
    before = {file: file.read_bytes() for file in small.rglob("*.yml")}
    told = run("format", "--check", cwd=small)
    assert told.returncode == 1
    assert "would format handbook/handbook.yml\n" in told.stdout
    assert "dutybook format" in told.stderr
    told = run("format", "--diff", "handbook/shop/roles/boss.yml", cwd=small)
    assert told.returncode == 0
    assert "+# yaml-language-server: $schema=../../../.schema/shop/role.json\n" in told.stdout
    assert {file: file.read_bytes() for file in small.rglob("*.yml")} == before
    run("format", cwd=small)
    assert run("format", "--check", cwd=small).returncode == 0


def test_a_faulty_file_stays_as_it_is_and_others_are_formatted(small: Path) -> None:
    file = small / "handbook/shop/roles/boss.yml"
    broken = 'id: boss\ntitle: {en: "Boss",   zh: 店长}\ncolour: red\n'
    file.write_text(broken, "utf-8")
    told = run("format", cwd=small)
    assert told.returncode == 1
    assert "handbook/shop/roles/boss.yml:3:1: error SHP001" in told.stderr
    assert file.read_text("utf-8") == broken
    assert (small / "handbook/shop/roles/clerk.yml").read_text("utf-8").startswith("# yaml-language-server:")


def test_windows_lines_become_plain_ones(small: Path) -> None:
    file = small / "handbook/shop/topics/welcome.yml"
    text = file.read_text("utf-8").replace("\n", "\r\n") + "# 完\r\n"
    file.write_bytes(text.encode())
    assert run("format", cwd=small).returncode == 0
    assert b"\r" not in file.read_bytes()
    assert file.read_text("utf-8").endswith("\n# 完\n")


@pytest.mark.parametrize("path", ["handbook/nowhere.yml", "README.md"])
def test_a_path_that_is_no_file_of_the_handbook(small: Path, path: str) -> None:
    told = run("format", path, cwd=small)
    assert told.returncode == 2
    assert path in told.stderr
    assert run("format", cwd=small / "handbook").returncode == 2


def test_the_files_of_the_repository_are_formatted() -> None:
    told = run("format", "--check")
    assert (told.returncode, told.stdout) == (0, "")
