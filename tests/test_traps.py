"""Slips of the keyboard: tests/traps/*, each a broken file with what is said about it and how it should read.

The head of a case, up to `# --- the file ---`: where the file is laid, each expected problem with
its place and the value that its message quotes, the corrected lines, and whether the correction is
`safe` (check --fix applies it), only `shown`, or there is `none`. What follows is the file, byte for byte.
"""

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from dutybook.fixing import fixes
from dutybook.pipeline import check
from dutybook.problem import Problem
from dutybook.report import corrected_lines, report
from dutybook.source import Lines, applied, decode

CASES = sorted((Path(__file__).parent / "traps").glob("*.*"))
TODAY = date(2026, 11, 24)
END = b"# --- the file ---\n"


class Case(NamedTuple):
    """A broken file and what is expected of it."""

    where: str
    expected: set[tuple[str, str]]
    quoted: list[tuple[str, str]]
    right: list[str]
    fix: str
    data: bytes


def read(file: Path) -> Case:
    head, data = file.read_bytes().split(END, 1)
    told = [line[2:].split(": ", 1) for line in head.decode("utf-8").splitlines()]
    found: dict[str, list[str]] = {}
    for name, value in told:
        found.setdefault(name, []).append(value)
    expected = [(*each.split(" ", 2), "")[:3] for each in found.get("expect", [])]
    return Case(
        found["where"][0],
        {(code, place) for code, place, _ in expected},
        [(code, value) for code, _, value in expected],
        found.get("right", []),
        found["fix"][0],
        data,
    )


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_trap(file: Path, small: Path) -> None:
    case = read(file)
    path = small / case.where
    path.write_bytes(case.data)
    found = check(small, TODAY).problems
    assert {(each.kind.code, f"{each.mark.line}:{each.mark.column}") for each in found} == case.expected
    assert len(found) == len(case.expected), "a slip gives one message"
    assert all(each.mark.path == case.where for each in found)
    quotes_its_values(case, found)
    corrects_its_lines(case, found, path)
    leaves_nothing_behind(case, found, small, path)


def quotes_its_values(case: Case, found: list[Problem]) -> None:
    """Both languages name the value, and leave no placeholder."""
    for language in ("en", "zh"):
        said = [(each.kind.code, each.message(language) + each.fix(language)) for each in found]
        for code, value in case.quoted:
            assert any(code == other and value in words for other, words in said), (code, value, said)
        for _, words in said:
            assert not re.search(r"\{[a-z_]*\}|\bNone\b", words.replace("{zh", "")), words
            assert (re.search("[\u4e00-\u9fff]", words) is not None) or language == "en"


def corrects_its_lines(case: Case, found: list[Problem], path: Path) -> None:
    """The corrected lines are those of the case."""
    lines = Lines(decode(path.read_bytes()).text or "")
    many = [line for each in found for line in corrected_lines(each, lines, most=1000)]
    assert [text for _, text in sorted(dict.fromkeys(many))] == case.right
    assert {"safe" if each.safe else "shown" if each.edits else "none" for each in found} | {"none"} == {
        case.fix,
        "none",
    }


def leaves_nothing_behind(case: Case, found: list[Problem], small: Path, path: Path) -> None:
    """With the corrections written, their problems are gone and no other has come."""
    before = path.read_bytes()
    offered = fixes(small, found, TODAY)
    assert path.read_bytes() == before, "looking for corrections writes nothing"
    assert bool(offered) == (case.fix == "safe")
    text = decode(before).text
    edits = {edit for each in found for edit in each.edits}
    if (not edits and not offered) or text is None:
        return
    written = offered[0].after if offered else applied(text, edits).encode("utf-8")
    if "…" not in "".join(edit.text for edit in edits):
        path.write_bytes(written)
        left = {each.kind.code for each in check(small, TODAY).problems}
        assert left <= {each.kind.code for each in found if not each.edits and not each.safe}


def test_both_languages_of_the_report(small: Path) -> None:
    """Every case in one handbook: the whole report in every form and language."""
    for place, file in enumerate(CASES):
        case = read(file)
        target = small / case.where
        (target.parent / f"case-{place}.yml").write_bytes(case.data)
    found = check(small, TODAY).problems
    assert len(found) > len(CASES) / 2
    for language in ("en", "zh"):
        for form in ("text", "json", "github", "junit"):
            assert report(found, form, small, language)
