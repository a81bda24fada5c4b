"""Every rule against its cases: tests/rules/<rule>/{bad,good}*.yml, overlays on tests/rules/base."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from dutybook import check as families
from dutybook.check import FAMILIES, RULES
from dutybook.pipeline import check, kinds
from dutybook.problem import PLACEHOLDER, Kind

CASES = Path(__file__).parent / "rules"
TODAY = date(2026, 11, 24)
FILE = re.compile(r"^# file: (\S+)\n", re.MULTILINE)
EXPECT = re.compile(r"# expect: ([A-Z0-9 ]+)$")


def cases() -> list[Path]:
    return sorted(path for path in CASES.glob("*/*.yml") if path.parent.name != "base")


def lay_out(case: Path, root: Path) -> set[tuple[str, int, str]]:
    """Writes the base with the case's files over it; returns what the case expects, by place."""
    shutil.copytree(CASES / "base", root, dirs_exist_ok=True)
    expected = set()
    parts = FILE.split(case.read_text("utf-8"))[1:]
    for name, content in zip(parts[::2], parts[1::2], strict=True):
        file = root / name
        if content.strip() == "# deleted":
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
        for number, line in enumerate(content.split("\n"), 1):
            if found := EXPECT.search(line):
                expected |= {(name, number, code) for code in found[1].split()}
    return expected


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_case(case: Path, tmp_path: Path) -> None:
    expected = lay_out(case, tmp_path)
    found = check(tmp_path, TODAY).problems
    assert {(problem.mark.path, problem.mark.line, problem.kind.code) for problem in found} == expected
    assert bool(expected) == case.stem.startswith("bad")
    if expected:
        assert case.parent.name in {problem.kind.name for problem in found}
    for problem in found:
        for language in ("en", "zh"):
            said = problem.message(language) + problem.fix(language)
            assert not re.search(r"\{[a-z_]+\}|\bNone\b", said), said


def test_base_is_clean(tmp_path: Path) -> None:
    shutil.copytree(CASES / "base", tmp_path, dirs_exist_ok=True)
    assert check(tmp_path, TODAY).problems == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_has_cases(rule: Kind[..., object]) -> None:
    stems = {path.stem.split("-")[0] for path in (CASES / rule.name).glob("*.yml")}
    assert stems == {"bad", "good"}


def test_no_case_without_a_rule() -> None:
    assert {path.parent.name for path in cases()} == {rule.name for rule in RULES}


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.code)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_kind_is_explained(kind: Kind[..., object], language: str) -> None:
    sentence, why, fix = kind.explained(language)
    assert len(sentence) > 3
    assert len(why) > 3
    assert len(fix) > 3
    han = re.search("[\u4e00-\u9fff]", sentence + why + fix) is not None
    assert han == (language == "zh")


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.code)
def test_both_languages_quote_the_same_values(kind: Kind[..., object]) -> None:
    english, chinese = (set(PLACEHOLDER.findall(kind.explained(language).sentence)) for language in ("en", "zh"))
    assert english == chinese


@pytest.mark.parametrize(
    ("file", "right", "wrong", "code"),
    [
        ("standards/lead.yml", "title: {zh: 管理, en: Lead}", "title: Lead", "SHP004"),
        ("standards/lead.yml", "role: boss", "role: {zh: 店长}", "SHP004"),
        ("roles/clerk.yml", "serves:", "serve:", "SHP001"),
        ("unit.yml", "day-off: previous", "day-off: earlier", "SHP005"),
        ("forms/stock-sheet.yml", "filled-by:", "filled-in-by:", "SHP001"),
        ("forms/stock-sheet.yml", "filled-by: clerk\n", "", "FRM001"),
        ("standards/lead.yml", "role: boss\n", "", "DUT001"),
        ("standards/lead.yml", "role: boss\n", "role: bos\n", "REF001"),
    ],
)
def test_one_slip_gives_one_message(tmp_path: Path, file: str, right: str, wrong: str, code: str) -> None:
    shutil.copytree(CASES / "base", tmp_path, dirs_exist_ok=True)
    path = tmp_path / "handbook/shop" / file
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    assert [problem.kind.code for problem in check(tmp_path, TODAY).problems] == [code]


def test_codes_are_unique_and_well_formed() -> None:
    codes = [kind.code for kind in kinds()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z]{3}[0-9]{3}", code) for code in codes)


def test_every_family_is_registered() -> None:
    folder = Path(families.__file__ or "").parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "engine"}
    assert modules == {family.__name__.rsplit(".", 1)[-1] for family in FAMILIES}
