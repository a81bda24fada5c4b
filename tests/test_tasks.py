"""The worked tasks of the editing pages: carried out on a copy of the handbook, they give what the pages say."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import PROJECT
from dutybook.appearance import words_of
from dutybook.cli import main
from dutybook.pipeline import check
from dutybook.report import report
from dutybook.tasks import Task, carried_out, place_of, tasks
from repositories import Repository

TODAY = date(2026, 11, 24)
LANGUAGES = ("zh", "en")
FINGERPRINTS = re.compile(r"[0-9a-f]{7}(→| → )[0-9a-f]{7}")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The real handbook, committed."""
    made = Repository(tmp_path / "copy")
    for name in ("handbook", "checklists"):
        shutil.rmtree(made.root / name)
        shutil.copytree(PROJECT / name, made.root / name)
    made.commit("The handbook")
    return made


@pytest.mark.parametrize("task", tasks(), ids=lambda task: task.id)
def test_a_task_gives_what_its_page_says(
    task: Task, repository: Repository, capsys: pytest.CaptureFixture[str], update_golden: bool
) -> None:
    before = check(repository.root, TODAY).warnings
    said: dict[str, str] = {}
    for number, step in enumerate(task.steps, 1):
        file = repository.root / step.file
        lines = file.read_text("utf-8").split("\n")
        for edit in step.edits:
            lines = carried_out(edit, lines)
        file.write_text("\n".join(lines), "utf-8")
        checked = check(repository.root, TODAY)
        assert {problem.kind.code for problem in checked.errors} == ({step.problem} if step.problem else set())
        # What an edit leaves to be read again is the owners' to confirm: the page says so.
        new = {problem.kind.code for problem in checked.warnings} - {problem.kind.code for problem in before}
        assert new <= {"SUS001", "SUS002", "SUS003"} or step.problem
        for language in LANGUAGES if step.problem else ():
            said[f"check-{number}.{language}"] = report(checked.errors, "text", repository.root, language)
    assert not task.steps[-1].problem
    for language in LANGUAGES:
        words = ["diff", "HEAD", "--format", "md", "--on", str(TODAY), "--lang", language]
        assert main([*words, "--root", str(repository.root)]) == 0
        said[f"review.{language}"] = without_commits(capsys.readouterr().out, language)
    for name, text in said.items():
        file = task.folder / "said" / f"{task.id}.{name}.txt"
        if update_golden:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
        assert file.read_text("utf-8") == text, "run: pytest tests/test_tasks.py --update-golden"


def without_commits(review: str, language: str) -> str:
    """A review without what differs from commit to commit: which commits, and fingerprints."""
    heading, _, rest = review.split("\n\n", 2)
    told = words_of(PROJECT, language)["how-to-edit"]["fingerprints"]
    return f"{heading}\n\n{FINGERPRINTS.sub(told, rest)}"


def test_who_changes_the_day_alone_is_led_to_all_the_rest(repository: Repository) -> None:
    """The page promises it: what was forgotten is named, place by place."""
    file = "handbook/tobacco/standards/demand-forecasting.yml"
    repository.edit(file, "every: month, by: 12, said", "every: month, by: 10, said")
    lines = (repository.root / file).read_text("utf-8").split("\n")
    found = [(problem.kind.code, lines[problem.mark.line - 1]) for problem in check(repository.root, TODAY).errors]
    said = [line for code, line in found if code == "WHN011"]
    assert [code for code, _ in found if code != "WHN011"] == ["WHN008"]
    assert len(said) == 4
    for words in ("zh: 汇总、分析片区预测数据，每月12日前", "en: Aggregate", "measure: {zh: 12日前报出"):
        assert any(words in line for line in said)


def test_nothing_is_recorded_in_vain() -> None:
    wanted = {
        f"{task.id}.{name}.{language}.txt"
        for task in tasks()
        for name in ("review", *(f"check-{n}" for n, step in enumerate(task.steps, 1) if step.problem))
        for language in LANGUAGES
    }
    assert {file.name for file in (PROJECT / "site_config/tasks/said").iterdir()} == wanted


def test_lines_are_found_once_or_not_at_all() -> None:
    edit = tasks()[0].steps[1].edits[0]
    lines = ["  a: 1", f"    {edit.before}"]
    assert place_of(edit, lines) == (1, 4)
    assert place_of(edit, [*lines, edit.before]) is None
    with pytest.raises(ValueError, match="exactly once"):
        carried_out(edit, ["a: 1"])
