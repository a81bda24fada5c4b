"""`dutybook diff`: what a change means to people, over scripted changes in real repositories."""

import json
import random
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import PROJECT, run
from dutybook.appearance import words_of
from dutybook.book import Book
from dutybook.cli import main
from dutybook.model.base import Model
from dutybook.model.kinds import KINDS
from dutybook.model.shape import shape_of
from dutybook.read import read
from dutybook.review.difference import difference
from dutybook.review.impact import impact
from dutybook.views.change_words import shortened
from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import BASE, Repository

CASES = Path(__file__).parent / "changes"
DAY = "2026-09-01"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The small handbook, committed."""
    made = Repository(tmp_path / "repository")
    made.commit("The handbook")
    return made


def book_of(root: Path) -> Book:
    book, problems = read(root)
    assert book is not None
    assert problems == []
    return book


def told(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What diff says of a folder, in this process."""
    assert main(["diff", *words, "--on", DAY, "--root", str(root)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


@pytest.mark.parametrize("case", [pytest.param(case, id=case.stem) for case in sorted(CASES.glob("*.yml"))])
def test_review(case: Path, repository: Repository, update_golden: bool, capsys: pytest.CaptureFixture[str]) -> None:
    repository.apply(yaml.safe_load(case.read_text("utf-8")))
    short = repository.git("rev-parse", "--short", "HEAD")
    for language in ("en", "zh"):
        said = told(repository.root, capsys, "HEAD", "--format", "md", "--lang", language).replace(short, "COMMIT")
        golden = case.with_suffix(f".diff.{language}.md")
        if update_golden:
            golden.write_text(said, "utf-8")
        assert said == golden.read_text("utf-8")
        assert not re.search(r"\{[a-z_]+\}|\bNone\b|<dutybook", said)
        text = told(repository.root, capsys, "HEAD", "--lang", language)
        assert len(text.splitlines()) > 2
    found = json.loads(told(repository.root, capsys, "HEAD", "--format", "json"))
    back = difference(book_of(repository.root), book_of(BASE))
    assert len(found["changes"]) == len(back.changes)


def test_nothing_has_changed(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Both say the same." in told(repository.root, capsys, "HEAD", "--lang", "en")
    assert "两边内容相同" in told(repository.root, capsys, "HEAD", "--lang", "zh")


def test_what_came_goes_the_other_way(repository: Repository) -> None:
    before = book_of(repository.root)
    for case in CASES.glob("*.yml"):
        shutil.rmtree(repository.root / "handbook")
        shutil.rmtree(repository.root / "checklists")
        shutil.copytree(BASE, repository.root, dirs_exist_ok=True)
        repository.apply(yaml.safe_load(case.read_text("utf-8")))
        after = book_of(repository.root)
        there, back = difference(before, after).changes, difference(after, before).changes
        swapped = {"added": "removed", "removed": "added", "changed": "changed"}
        one = sorted((swapped.get(each.what, ""), each.pair.word) for each in there if each.what != "renamed")
        other = sorted((each.what, each.pair.word) for each in back if each.what != "renamed")
        assert one == other, case


def test_two_revisions(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    for day in (9, 8):
        repository.apply(
            [{"file": "handbook/shop/standards/sales.yml", "old": f"by: {day + 1}}}", "new": f"by: {day}}}"}]
        )
        repository.commit(f"By the {day}th")
    repository.git("tag", "eight")
    said = told(repository.root, capsys, "HEAD~2", "eight")
    assert "by the 10th of each month → by the 8th of each month" in said
    assert "by the 9th" not in said
    assert "by the 8th of each month → by the 9th of each month" in told(repository.root, capsys, "eight", "HEAD~1")
    assert "Both say the same." in told(repository.root, capsys, "main", "eight")


def test_a_merge_shows_each_change_once(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.git("checkout", "-q", "-b", "side")
    repository.apply(yaml.safe_load((CASES / "deadline-earlier.yml").read_text("utf-8")))
    repository.commit("By the 8th")
    repository.git("checkout", "-q", "main")
    repository.apply(yaml.safe_load((CASES / "role-decides-more.yml").read_text("utf-8")))
    repository.commit("Clerks decide more")
    repository.git("merge", "-q", "side", "-m", "Merge")
    found = json.loads(told(repository.root, capsys, "HEAD~1", "HEAD", "--format", "json"))
    assert [(each["kind"], each["id"]) for each in found["changes"]] == [("duty", "shop/count")]


def test_links_lead_to_the_published_site(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.apply(yaml.safe_load((CASES / "deadline-earlier.yml").read_text("utf-8")))
    said = told(
        repository.root, capsys, "HEAD", "--format", "md", "--lang", "zh", "--site", "https://example.org/book/"
    )
    assert "[“盘点”](https://example.org/book/zh/shop/duties/count.html)" in said
    assert "[店员](https://example.org/book/zh/shop/roles/clerk.html)" in said


def test_the_json(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.apply(yaml.safe_load((CASES / "deadline-earlier.yml").read_text("utf-8")))
    found = json.loads(told(repository.root, capsys, "HEAD", "--format", "json", "--lang", "en"))
    assert found["on"] == DAY
    change = found["changes"][0]
    assert (change["kind"], change["id"], change["line"]) == ("duty", "shop/count", 16)
    assert change["fields"] == [
        {
            "what": "changed",
            "sort": "substance",
            "field": "when",
            "old": {"every": "month", "by": 10},
            "new": {"every": "month", "by": 8},
            "says": ["when: by the 10th of each month → by the 8th of each month"],
        }
    ]
    assert [each["due"] for each in found["deadlines"][0]["after"]] == ["2026-09-08", "2026-10-08", "2026-11-06"]
    assert found["sheets"][0]["checklist"] == "shop/clerk-day"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no-such-branch"], "git knows no revision 'no-such-branch'"),
        (["HEAD", "HEAD~7"], "git knows no revision 'HEAD~7'"),
        (["--", "--all"], "git knows no revision '--all'"),
        (["HEAD..main"], "git knows no revision"),
        (["HEAD", "--on", "soon"], "'soon' is no date"),
        ([], "usage:"),
    ],
)
def test_wrong_use(words: list[str], said: str, repository: Repository) -> None:
    result = run("diff", *words, cwd=repository.root)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_without_a_history(small: Path, tmp_path: Path) -> None:
    result = run("diff", "HEAD", cwd=small, GIT_CEILING_DIRECTORIES=str(small.parent))
    assert (result.returncode, result.stdout) == (2, "")
    assert "this folder is in no git repository" in result.stderr
    unborn = Repository(tmp_path / "unborn")
    assert "nothing has been committed yet" in run("diff", "HEAD", cwd=unborn.root).stderr
    assert "git is not installed" in run("diff", "HEAD", cwd=unborn.root, PATH="/nonexistent").stderr


def test_a_shallow_clone_does_not_know_older_revisions(repository: Repository, tmp_path: Path) -> None:
    repository.commit("Nothing new")
    repository.git("clone", "-q", "--depth", "1", f"file://{repository.top}", str(tmp_path / "shallow"))
    result = run("diff", "HEAD~1", cwd=tmp_path / "shallow")
    assert result.returncode == 2
    assert "git knows no revision 'HEAD~1'" in result.stderr


def test_a_revision_that_cannot_be_read(repository: Repository) -> None:
    repository.edit("handbook/shop/roles/boss.yml", "head: true", "haed: true")
    assert run("diff", "HEAD", cwd=repository.root).returncode == 1
    repository.commit("A slip")
    result = run("diff", "HEAD~1", "HEAD", cwd=repository.root)
    assert result.returncode == 2
    assert "handbook/shop/roles/boss.yml:4:1: The key 'haed' is not known" in result.stderr
    shutil.rmtree(repository.root / "handbook")
    repository.commit("No handbook")
    assert "there was no handbook at HEAD" in run("diff", "HEAD", "HEAD~2", cwd=repository.root).stderr


def test_long_texts_are_shown_where_they_differ() -> None:
    assert shortened("short", "shorter") == ("short", "shorter")
    old = f"{'before ' * 20}by the 12th of each month{' after' * 20}"
    new = old.replace("12th", "10th")
    assert shortened(old, new) == ("…before by the 12th of each month…", "…before by the 10th of each month…")
    chinese = ("前" * 60 + "十二日" + "后" * 60, "前" * 60 + "十日" + "后" * 60)
    assert shortened(*chinese) == (f"…{'前' * 11}十二日{'后' * 11}…", f"…{'前' * 11}十日{'后' * 11}…")


@given(st.text(alphabet="ab 甲乙", max_size=120), st.text(alphabet="ab 甲乙", max_size=120))
def test_shortened_texts_differ_as_the_texts_do(old: str, new: str) -> None:
    one, other = shortened(old, new)
    assert (one == other) == (old == new)


def rewritten(root: Path, random: random.Random) -> None:
    """Every file of a handbook in another form: keys in another order, other quotes, another style."""
    for file in [*root.glob("handbook/**/*.yml"), *root.glob("checklists/**/*.yml")]:
        content = shuffled(yaml.load(file.read_text("utf-8"), yaml.BaseLoader), random)
        dumped = yaml.safe_dump(
            content,
            allow_unicode=True,
            sort_keys=False,
            width=10**6,
            default_flow_style=random.choice((True, False, None)),
        )
        file.write_text(f"# written anew\n{dumped}", "utf-8")


def shuffled(value: Any, random: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: shuffled(value[key], random) for key in keys}
    return [shuffled(each, random) for each in value] if isinstance(value, list) else value


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_another_form_is_no_difference(tmp_path_factory: pytest.TempPathFactory, random: random.Random) -> None:
    root = tmp_path_factory.mktemp("form")
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    before = book_of(root)
    rewritten(root, random)
    found = difference(before, book_of(root))
    assert found.changes == ()
    means = impact(found, date.fromisoformat(DAY))
    assert not any(
        (
            means.reached,
            means.deadlines,
            means.efforts,
            means.sheets,
            means.pages,
            means.unconfirmed,
            means.stale,
            means.uncovered,
        )
    )


def test_another_form_of_the_real_handbook_is_no_difference(tmp_path: Path) -> None:
    for name in ("handbook", "checklists"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    before = book_of(tmp_path)
    rewritten(tmp_path, random.Random(7))
    assert difference(before, book_of(tmp_path)).changes == ()


def fields() -> Iterator[str]:
    """Every key that the model's classes have."""
    todo: list[Any] = [kind.model for kind in KINDS.values()]
    seen: set[Any] = set()
    while todo:
        model = todo.pop()
        if model in seen:
            continue
        seen.add(model)
        if isinstance(model, type) and issubclass(model, Model):
            for shape in shape_of(model):
                yield shape.key
                todo.append(shape.type)
        else:
            todo += getattr(model, "__args__", ())


# What only stands inside a phrase, which is said as a whole, or is a list of things with keys of their own.
PHRASED = {
    "above", "after", "after-end", "as", "at", "at-least", "below", "by", "classes", "clauses", "count", "due", "each",
    "every", "except", "exit-of", "induction", "is", "item", "lag", "months", "not-later-than", "per", "process",
    "prompts-of", "questions-of", "terms", "weeks", "workday", "workdays", "assumptions",
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_field_has_a_name(language: str) -> None:
    words = words_of(PROJECT, language)
    named = {*words["review"]["field"], *words["verify"]["field"], *words["field"]}
    assert {key for key in fields() if key not in named} - PHRASED == set()


def test_both_languages_have_the_same_words() -> None:
    def keys(words: Any, place: str = "") -> set[str]:
        if not isinstance(words, dict):
            return {f"{place} {sorted(re.findall(r'{([a-z]+)}', str(words)))}"}
        return {key for name, value in words.items() for key in keys(value, f"{place}.{name}")}

    english, chinese = (words_of(PROJECT, language) for language in ("en", "zh"))
    for area in ("verify", "review", "refused"):
        assert keys(english[area]) ^ keys(chinese[area]) == set()
