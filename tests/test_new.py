"""`dutybook new`: questions with answers checked at once, a file that passes the check, nothing written over."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import HERE, PROJECT, run
from dutybook.appearance import words_of
from dutybook.cli import main
from dutybook.edit.dialogue import Dialogue, slug
from dutybook.edit.plan import KINDS_TO_MAKE, asked
from dutybook.load import plain
from dutybook.model.form import Form
from dutybook.model.kinds import KINDS
from dutybook.model.shape import shape_of
from dutybook.pipeline import check

MADE = {
    "unit": "handbook/branch/unit.yml",
    "role": "handbook/shop/roles/cashier.yml",
    "duty": "handbook/shop/standards/sales.yml",
    "standard": "handbook/shop/standards/tidying.yml",
    "form": "handbook/shop/forms/till-slip.yml",
    "process": "handbook/shop/processes/refunds.yml",
    "checklist": "checklists/shop/closing.yml",
}


def new(root: Path, *words: str, answers: Path | None = None, monkeypatch: pytest.MonkeyPatch | None = None) -> int:
    """Runs the command in this process, with the answers of a file as its input."""
    if answers is None or monkeypatch is None:
        return main(["new", *words, "--root", str(root), "--lang", "en"])
    with answers.open(encoding="utf-8") as said:
        monkeypatch.setattr("sys.stdin", said)
        return main(["new", *words, "--root", str(root), "--lang", "en"])


@pytest.mark.parametrize("kind", KINDS_TO_MAKE)
def test_questions_and_answers(
    kind: str, small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], update_golden: bool
) -> None:
    """tests/new/<kind>.answers.txt, a line an answer, wrong ones among them, gives tests/new/<kind>.yml."""
    before = (small / MADE[kind]).read_text("utf-8") if kind == "duty" else ""
    unit = [] if kind == "unit" else ["--unit", "shop"]
    assert new(small, kind, *unit, answers=HERE / "new" / f"{kind}.answers.txt", monkeypatch=monkeypatch) == 0
    said = capsys.readouterr()
    assert f"written: {MADE[kind]}. It is a draft" in said.out
    assert said.err == ""
    text = (small / MADE[kind]).read_text("utf-8")
    assert text.startswith(before)
    golden = HERE / "new" / f"{kind}.yml"
    if update_golden:
        golden.write_text(text.removeprefix(before), "utf-8")
    assert text.removeprefix(before) == golden.read_text("utf-8")
    problems = check(small).problems
    assert [each for each in problems if each.kind.severity == "error"] == []
    if kind != "duty":
        assert main(["format", "--check", str(small / MADE[kind]), "--root", str(small)]) == 0


def test_wrong_answers_are_said_at_once(small: Path) -> None:
    answers = (HERE / "new/duty.answers.txt").read_text("utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "dutybook", "new", "duty", "--unit", "shop", "--lang", "zh"],
        cwd=small, input=answers, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert "没有“bss”" in told.stdout
    assert "5th" in told.stdout
    assert "  2  boss  店长\n" in told.stdout
    assert "已写入handbook/shop/standards/sales.yml" in told.stdout


def test_answers_that_end_early_write_nothing(small: Path, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in small.rglob("*") if file.is_file()}
    told = run("new", "role", "--unit", "shop", cwd=small)
    assert told.returncode == 2
    assert "the answers ended before the questions" in told.stderr
    assert {file: file.read_bytes() for file in small.rglob("*") if file.is_file()} == before


def test_from_a_file_of_answers(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "answers.yml"
    file.write_text(
        "unit: shop\nstandard: sales\nid: dust\ntitle: {zh: 掸灰, en: Dust}\ntext: {zh: 掸灰。, en: Dust.}\n"
        "when: {as: needed}\nchecked-by: boss\nsource: S1-01\n",
        "utf-8",
    )
    told = run("new", "duty", "--answers", str(file), cwd=small)
    assert told.returncode == 1
    assert "SHP004 'checked-by' should be a mapping" in told.stderr
    file.write_text(file.read_text("utf-8").replace("checked-by: boss", "checked-by: {role: boss}"), "utf-8")
    told = run("new", "duty", "--answers", str(file), cwd=small)
    assert told.returncode == 0, told.stderr
    text = (small / MADE["duty"]).read_text("utf-8")
    assert text.endswith("    source: [S1-01]\n    not-stated: [measure, form, handed-to]\n")
    assert run("check", "--on", "2026-11-24", cwd=small).stdout == "no problems\n"


FORM = [
    "--set", "id=slip", "--set", "title={zh: 单, en: Slip}", "--set", "kind=form", "--set", "filled-by=clerk",
    "--set", "source=S1-03",
]  # fmt: skip


def test_from_the_command_line(small: Path) -> None:
    assert new(small, "form", "--unit", "shop", *FORM) == 0
    text = (small / "handbook/shop/forms/slip.yml").read_text("utf-8")
    assert "not-stated: [submitted-to, columns]\n" in text
    assert not any(each.kind.severity == "error" for each in check(small).problems)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["form", "--unit", "shop", *FORM, "--set", "id=stock-sheet"], 2, "exists already"),
        (["form", "--unit", "shop", *FORM, "--set", "filled-by=nobody"], 1, "REF001"),
        (["form", "--unit", "shop", *FORM, "--set", "colour=red"], 1, "SHP001"),
        (["form", "--unit", "shop", *FORM, "--set", "kind=paper"], 1, "SHP005"),
        (["form", "--unit", "shop", *FORM, "--set", "title={zh: ["], 1, "YML"),
        (["form", "--unit", "shop", *FORM, "--set", "title"], 2, "names no field"),
        (["form", "--unit", "shop", "--set", "kind=form"], 1, "SHP003"),
        (["form", "--unit", "market", *FORM], 2, "there is no unit 'market'"),
        (["duty", "--unit", "shop", "--set", "id=x"], 2, "there is no standard ''"),
        (["duty", "--unit", "shop", "--standard", "sale", "--set", "id=x"], 2, "there is no standard 'sale'"),
        (["form", "--answers", "nowhere.yml"], 1, "YML"),
        (["person"], 2, "invalid choice"),
    ],
)
def test_refused(words: list[str], code: int, said: str, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {file: file.read_bytes() for file in small.rglob("*") if file.is_file()}
    assert new(small, *words) == code
    assert said in capsys.readouterr().err
    assert {file: file.read_bytes() for file in small.rglob("*") if file.is_file()} == before


def test_good_answers_are_kept_when_the_whole_is_at_fault(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.txt"
    answers.write_text(
        (HERE / "new/checklist.answers.txt").read_text("utf-8").replace("60\n1\nsales\n", "60\n6\nvisit\n"), "utf-8"
    )
    assert new(small, "checklist", "--unit", "shop", answers=answers, monkeypatch=monkeypatch) == 1
    said = capsys.readouterr().err
    assert "CHK001" in said
    assert "dutybook new checklist --answers new-checklist-closing.yml" in said
    kept = small / "new-checklist-closing.yml"
    kept.write_text(kept.read_text("utf-8").replace('{"each": "visit"}', '{"standard": "sales"}'), "utf-8")
    assert new(small, "checklist", "--answers", str(kept)) == 0


OPEN = "not-stated: [text, when, measure, form, handed-to, checked-by]"


@pytest.mark.parametrize(
    ("duties", "expected"),
    [
        ("", "source: [S1-01]\nduties:\n  - id: x\n"),
        ("duties: []  # 以后再写\n", "duties:  # 以后再写\n  - id: x\n"),
        (
            "duties:\n- id: a   # 第一项\n  title: {zh: 甲, en: A}\n  status: draft\n  source: S1-01\n  " + OPEN + "\n# 完\n",
            "handed-to, checked-by]\n- id: x\n  title: {zh: 新, en: New}\n",
        ),
    ],
)  # fmt: skip
def test_a_duty_goes_to_the_end_of_its_standard(duties: str, expected: str, small: Path) -> None:
    file = small / "handbook/shop/standards/tidy.yml"
    file.write_text(f"id: tidy\ntitle: {{zh: 整理, en: Tidy}}\nrole: clerk\nsource: [S1-01]\n{duties}", "utf-8")
    words = ["--set", "id=x", "--set", "title={zh: 新, en: New}", "--set", "source=S1-01"]
    assert new(small, "duty", "--unit", "shop", "--standard", "tidy", *words) == 0
    text = file.read_text("utf-8")
    assert expected in text
    assert text.count("#") == duties.count("#")
    assert not any(each.kind.severity == "error" for each in check(small).problems)


def test_what_is_needed_is_asked() -> None:
    for kind in KINDS_TO_MAKE:
        keys = [shape.key for shape in asked(KINDS[kind].model)]
        assert keys[:2] == ["title", "id"]
    assert [shape.key for shape in asked(KINDS["duty"].model)] == [
        "title", "id", "text", "when", "measure", "form", "handed-to", "checked-by",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The day's visit log", "day-visit-log"),
        ("Till slip", "till-slip"),
        ("12 things", ""),
        ("走访", ""),
        ("Analyse the area's monthly sales figures again", "analyse-area-monthly-sales"),
    ],
)
def test_slug(title: str, name: str) -> None:
    assert slug(title) == name


def test_both_languages_have_the_same_words() -> None:
    chinese, english = (plain(PROJECT / f"site_config/words/{language}/editing.yml") for language in ("zh", "en"))
    assert paths(chinese).keys() == paths(english).keys()
    for key, said in paths(chinese).items():
        assert set(re.findall(r"{(\w+)}", said)) == set(re.findall(r"{(\w+)}", paths(english)[key])), key


def paths(words: dict[str, Any], front: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in words.items():
        found |= paths(value, f"{front}{key}.") if isinstance(value, dict) else {f"{front}{key}": value}
    return found


@pytest.mark.parametrize(
    ("language", "key", "answer", "word"),
    [("zh", "kind", "台账", "ledger"), ("en", "layout", "a row an entry", "rows")],
)
def test_choices_are_said_and_taken_in_the_language_of_the_questions(
    language: str, key: str, answer: str, word: str
) -> None:
    """What the files' words mean stands beside them, and may be typed instead of them."""
    book = check(HERE / "rules" / "base").book
    assert book is not None
    words = words_of(PROJECT, language)
    lines: list[str] = []
    dialogue = Dialogue(book, words["editing"]["new"], words["choice"], language, lambda _: answer, lines.append)
    shapes = {shape.key: shape for shape in shape_of(Form)}
    assert dialogue.field(Form, shapes[key], {}) == word
    assert any(answer in line for line in lines)
