"""`dutybook sheet --verify`: sheets that hold, sheets that do not, codes that nobody knows; in real repositories."""

import json
import shutil
import subprocess
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import run
from dutybook.checklist.compile import compiled
from dutybook.checklist.definition import definition, digest
from dutybook.cli import main
from dutybook.history.git import Repository as Git
from dutybook.history.revisions import History
from dutybook.read import read
from dutybook.review.sheets import changes_between
from dutybook.review.trace import codes_of
from hypothesis import given
from hypothesis import strategies as st
from repositories import Repository

CASES = Path(__file__).parent / "changes"
SHEET = "shop/clerk-day"
SALES = "handbook/shop/standards/sales.yml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The small handbook, committed."""
    made = Repository(tmp_path / "repository")
    made.commit("The handbook")
    return made


def code_of(root: Path, key: str = SHEET) -> str:
    """The fingerprint of a checklist as it stands in a folder."""
    book = read(root)[0]
    assert book is not None
    return {key: code for code, key in codes_of(book).items()}[key]


def verify(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run("sheet", "--verify", *words, cwd=root, **environment)


def entry(root: Path, code: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """What it says for programs, in this process."""
    assert main(["sheet", "--verify", code, "--format", "json", "--root", str(root)]) in (0, 1)
    return json.loads(capsys.readouterr().out)


def by(repository: Repository, day: int) -> None:
    """Moves the deadline of the count."""
    text = (repository.root / SALES).read_text("utf-8")
    head, _, tail = text.partition("when: {every: month, by: ")
    (repository.root / SALES).write_text(
        f"{head}when: {{every: month, by: {day}}}{tail[tail.index('}') + 1 :]}", "utf-8"
    )


@pytest.mark.parametrize("case", [pytest.param(case, id=case.stem) for case in sorted(CASES.glob("*.yml"))])
def test_what_has_changed_on_the_sheet(
    case: Path, repository: Repository, update_golden: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    code = code_of(repository.root)
    repository.apply(yaml.safe_load(case.read_text("utf-8")))
    short = repository.git("rev-parse", "--short", "HEAD")
    for language in ("en", "zh"):
        status = main(["sheet", "--verify", code[:7], "--lang", language, "--root", str(repository.root)])
        said = capsys.readouterr().out.partition("\n")[2].replace(short, "COMMIT")
        golden = case.with_suffix(f".sheet.{language}.txt")
        if update_golden and status:
            golden.write_text(said, "utf-8")
        assert status == (1 if golden.exists() else 0)
        if golden.exists():
            assert said == golden.read_text("utf-8")


def test_a_current_sheet(repository: Repository) -> None:
    code = code_of(repository.root)
    first = repository.git("rev-parse", "--short", "HEAD")
    repository.commit("Nothing new")
    told = verify(repository.root, code[:7])
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == (
        f"Sheet {code[:7]}: “Clerk: the day” (shop/clerk-day), Shop, version 1.0\n"
        "Current: the sheet says what the handbook says.\n"
        f"In the handbook since {first} (2026-11-01, “The handbook”).\n"
    )
    for said in (code, code.upper(), code[:4], "".join(chr(ord(each) + 0xFEE0) for each in code[:7])):
        assert verify(repository.root, said).stdout == told.stdout


@pytest.mark.parametrize(
    "text",
    [
        "dutybook:shop/clerk-day?date=2026-11-25&v={code}",
        "dutybook:shop/clerk-day?v={code}",
        "https://example.org/a%20b/zh/shop/checklists/clerk-day.html?date=2026-11-25&v={code}",
        "https://example.org/zh/shop/checklists/clerk-day.html?v={code}#top",
    ],
)
def test_the_text_of_the_code(text: str, repository: Repository) -> None:
    told = verify(repository.root, text.format(code=code_of(repository.root)[:7]))
    assert told.returncode == 0
    assert "Take care" not in told.stdout


def test_a_text_that_names_another_checklist(repository: Repository) -> None:
    told = verify(repository.root, f"dutybook:shop/month-end?v={code_of(repository.root)[:7]}")
    assert told.returncode == 1
    assert "Take care: the text names shop/month-end, but the code belongs to shop/clerk-day." in told.stdout


@pytest.mark.parametrize(
    "said", ["", "abc", "customer", "0" * 65, "dutybook:shop/clerk-day?date=2026-11-25", "https://example.org/?v=xyz"]
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_code(said: str, language: str, repository: Repository) -> None:
    told = verify(repository.root, said, "--lang", language)
    assert told.returncode == 2
    assert told.stdout == ""
    assert ("v=" in told.stderr) == ("?" in said)


def test_from_the_first_to_the_last_commit(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.commit("Something else")
    by(repository, 9)
    nine = repository.commit("By the 9th")
    code = code_of(repository.root)
    repository.commit("Something else again")
    (repository.root / "handbook/shop/topics/welcome.yml").unlink()
    last = repository.commit("No welcome")
    by(repository, 8)
    eight = repository.commit("By the 8th")
    by(repository, 7)
    repository.commit("By the 7th")
    found = entry(repository.root, code, capsys)
    assert [found[name]["id"] for name in ("first", "last", "ended_by")] == [nine, last, eight]
    assert found["first"] == {"id": nine, "date": "2026-11-03", "subject": "By the 9th"}
    assert (found["status"], found["other_branch"]) == ("outdated", False)
    assert found["says"] == [
        {
            "where": "Due today",
            "what": ["“Count the stock”: when: by the 9th of each month → by the 7th of each month"],
        }
    ]


def test_a_sheet_that_came_back_is_current(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    code = code_of(repository.root)
    by(repository, 9)
    repository.commit("By the 9th")
    by(repository, 10)
    back = repository.commit("By the 10th again")
    found = entry(repository.root, code, capsys)
    assert (found["status"], found["first"]["id"], found["last"]["id"]) == ("current", back, back)


def test_uncommitted_edits_come_first(repository: Repository) -> None:
    old = code_of(repository.root)
    by(repository, 9)
    told = verify(repository.root, code_of(repository.root)[:7])
    assert told.returncode == 0
    assert "The handbook has it by edits in this folder that are not committed yet." in told.stdout
    assert "Changed by edits in this folder" in verify(repository.root, old[:7]).stdout


def test_a_merged_branch(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.git("checkout", "-q", "-b", "side")
    by(repository, 9)
    side = repository.commit("By the 9th")
    nine = code_of(repository.root)
    by(repository, 8)
    eight = repository.commit("By the 8th")
    repository.git("checkout", "-q", "main")
    (repository.root / "handbook/shop/topics/welcome.yml").unlink()
    repository.commit("No welcome")
    repository.git("merge", "-q", "--no-ff", "side", "-m", "Merge")
    merge = repository.git("rev-parse", "HEAD")
    found = entry(repository.root, nine, capsys)
    assert [found[name]["id"] for name in ("first", "last", "ended_by")] == [side, side, eight]
    found = entry(repository.root, code_of(repository.root), capsys)
    assert [found[name]["id"] for name in ("first", "last")] == [eight, merge]


def test_another_branch(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.git("checkout", "-q", "-b", "side")
    by(repository, 9)
    side = repository.commit("By the 9th")
    code = code_of(repository.root)
    repository.git("checkout", "-q", "main")
    found = entry(repository.root, code, capsys)
    assert (found["status"], found["other_branch"], found["last"]["id"]) == ("outdated", True, side)
    assert "Only another branch has this sheet" in verify(repository.root, code).stdout


def test_a_renamed_checklist_is_found_by_its_alias(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    code = code_of(repository.root)
    repository.apply(yaml.safe_load((CASES / "checklist-renamed.yml").read_text("utf-8")))
    repository.commit("Renamed")
    found = entry(repository.root, f"dutybook:shop/clerk-day?v={code}", capsys)
    assert (found["status"], found["now"]["id"]) == ("outdated", "shop/clerk-workday")


def test_a_slip_of_one_character(repository: Repository) -> None:
    whole = code_of(repository.root)
    code, other = whole[:7], "1" if whole[7] == "0" else "0"
    at = next(place for place in range(6) if code[place] != code[place + 1])
    turned = f"{code[:at]}{code[at + 1]}{code[at]}{code[at + 2 :]}"
    by(repository, 9)
    repository.commit("By the 9th")
    wrong = f"{code[:3]}{'0' if code[3] != '0' else '1'}{code[4:]}"
    for slip in (wrong, code[:2] + code[3:], code + other, turned):
        told = verify(repository.root, slip)
        assert told.returncode == 1
        assert f"Unknown: no checklist of this handbook has the code {slip}, now or in 2 revisions." in told.stdout
        assert f"a slip: {code} is the code of “Clerk: the day” (shop/clerk-day)" in told.stdout


def test_an_unknown_code(repository: Repository) -> None:
    told = verify(repository.root, "0000000", "--lang", "zh")
    assert told.returncode == 1
    assert told.stdout == (
        "查无此指纹：手册现在和唯一的历史版本中都没有指纹为0000000的清单。\n"
        "可能是：\n"
        "  - 清单出自另一本手册、从未提交的改动，或另一版本的dutybook\n"
    )


def test_a_code_that_is_too_short(repository: Repository) -> None:
    one, other = two_that_begin_alike(repository.root)
    file = repository.root / "checklists/shop/clerk-day.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("seconds: 30", f"seconds: {one}"), "utf-8")
    first = code_of(repository.root)
    repository.commit("One of two")
    file.write_text(text.replace("seconds: 30", f"seconds: {other}"), "utf-8")
    second = code_of(repository.root)
    told = verify(repository.root, second[:4])
    assert told.returncode == 2
    assert first[:12] in told.stderr
    assert second[:12] in told.stderr
    assert verify(repository.root, second[:12]).returncode == 0


def two_that_begin_alike(root: Path) -> tuple[int, int]:
    """Two numbers of seconds for which the checklist's fingerprint begins with the same four characters."""
    book = read(root)[0]
    assert book is not None
    says = definition(book, compiled(book, book.checklists[0]))
    seen: dict[str, int] = {}
    for number in range(1, 3000):
        says["pauses"][0]["seconds"] = number
        start = digest(says)[:4]
        if start in seen:
            return seen[start], number
        seen[start] = number
    raise AssertionError("no two fingerprints begin alike")


def test_a_handbook_in_a_folder_with_spaces_and_chinese_names(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repo", "our work/手册 一")
    repository.apply([{"file": "handbook/pages/说明 与 附注.md", "write": "# 说明\n"}])
    repository.commit("手册")
    code = code_of(repository.root)
    by(repository, 9)
    repository.commit("改到 9日")
    told = verify(repository.root, code[:7], "--lang", "zh")
    assert told.returncode == 1
    assert "（2026-11-02，“改到 9日”）改动。" in told.stdout
    assert "时间：每月10日前→每月9日前" in told.stdout


def test_a_shallow_clone(repository: Repository, tmp_path: Path) -> None:
    old = code_of(repository.root)
    by(repository, 9)
    repository.commit("By the 9th")
    repository.git("clone", "-q", "--depth", "1", f"file://{repository.top}", str(tmp_path / "shallow"))
    told = verify(tmp_path / "shallow", old[:7])
    assert told.returncode == 1
    assert "the sheet is older than this shallow clone" in told.stdout
    told = verify(tmp_path / "shallow", code_of(repository.root))
    assert told.returncode == 0
    assert "its history ends there" in told.stdout


def test_no_repository(small: Path) -> None:
    code = code_of(small)
    told = verify(small, code[:7], GIT_CEILING_DIRECTORIES=str(small.parent))
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.endswith("Current: the sheet says what the handbook says.\n")
    told = verify(small, "0000000", GIT_CEILING_DIRECTORIES=str(small.parent))
    assert told.returncode == 1
    assert "this folder is in no git repository" in told.stdout


def test_no_git(repository: Repository) -> None:
    told = verify(repository.root, "0000000", PATH="/nonexistent")
    assert told.returncode == 1
    assert "git is not installed" in told.stdout


def test_nothing_committed_yet(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "new")
    assert verify(repository.root, code_of(repository.root)).returncode == 0
    told = verify(repository.root, "0000000")
    assert told.returncode == 1
    assert "nothing has been committed yet" in told.stdout


def test_a_repository_that_git_refuses(repository: Repository) -> None:
    (repository.top / ".git/config").write_text("[core\n")
    told = verify(repository.root, "0000000")
    assert told.returncode == 1
    assert "git cannot show the history (fatal: bad config line 1" in told.stdout


def test_an_object_that_is_missing(repository: Repository) -> None:
    old = code_of(repository.root)
    blob = repository.git("rev-parse", f"HEAD:{SALES}")
    by(repository, 9)
    repository.commit("By the 9th")
    (repository.top / ".git/objects" / blob[:2] / blob[2:]).unlink()
    told = verify(repository.root, old[:7])
    assert told.returncode == 1
    assert "one of the 1 revisions" not in told.stdout
    assert "the repository lacks an object" in told.stdout


def test_a_commit_that_is_missing(repository: Repository) -> None:
    first = repository.git("rev-parse", "HEAD")
    by(repository, 9)
    repository.commit("By the 9th")
    repository.commit("Nothing new")
    repository.commit("Nothing new again")
    (repository.top / ".git/objects" / first[:2] / first[2:]).unlink()
    assert verify(repository.root, code_of(repository.root)).returncode == 0
    told = verify(repository.root, "0000000")
    assert (told.returncode, told.stderr) == (1, "")
    assert "git cannot show the history" in told.stdout


def test_a_faulty_revision_is_skipped(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    code = code_of(repository.root)
    repository.edit("handbook/shop/roles/boss.yml", "head: true", "haed: true")
    faulty = repository.commit("A slip")
    repository.edit("handbook/shop/roles/boss.yml", "haed: true", "head: true")
    by(repository, 9)
    repository.commit("By the 9th")
    found = entry(repository.root, code, capsys)
    assert (found["status"], found["last"]["subject"]) == ("outdated", "The handbook")
    assert [(each["id"], each["reason"]) for each in found["searched"]["skipped"]] == [(faulty, "faulty")]
    told = verify(repository.root, "0000000")
    assert "“A slip”): handbook/shop/roles/boss.yml:4:1: The key 'haed' is not known" in told.stdout


def test_a_faulty_work_tree_is_compared_with_the_last_commit(repository: Repository, tmp_path: Path) -> None:
    code = code_of(repository.root)
    repository.edit("handbook/shop/roles/boss.yml", "head: true", "haed: true")
    told = verify(repository.root, code[:7])
    assert told.returncode == 0
    assert told.stderr.startswith("dutybook sheet: the handbook in this folder has errors")
    shutil.copytree(repository.root, tmp_path / "bare", ignore=shutil.ignore_patterns(".git"))
    told = verify(tmp_path / "bare", code[:7])
    assert told.returncode == 1
    assert "SHP001" in told.stderr


def test_nothing_is_written(repository: Repository) -> None:
    code = code_of(repository.root)
    by(repository, 9)
    before = {file: (file.stat().st_mtime_ns, file.stat().st_size) for file in repository.top.rglob("*")}
    verify(repository.root, code[:7])
    assert {file: (file.stat().st_mtime_ns, file.stat().st_size) for file in repository.top.rglob("*")} == before


def test_equal_handbooks_are_read_once(repository: Repository) -> None:
    for number in range(5):
        repository.commit(f"Nothing {number}")
    with Git(repository.root) as git:
        history = History(git)
        commits = git.commits("HEAD")
        assert len({history.trees(commit) for commit in commits}) == 1
        book, again = history.read(commits[0]).book, history.read(commits[-1]).book
        assert book is not None
        assert again is not None
        assert book.roots == again.roots


TEXT = st.fixed_dictionaries({"zh": st.sampled_from("甲乙"), "en": st.sampled_from("ab")})
ITEM = st.fixed_dictionaries(
    {"id": st.sampled_from("pqrs"), "text": TEXT, "detail": st.lists(TEXT, max_size=2)},
    optional={"duty": st.sampled_from(("u/d", "u/e")), "hold": st.just(True)},
)
PAUSE = st.fixed_dictionaries({"id": st.sampled_from("xyz"), "title": TEXT, "items": st.lists(ITEM, max_size=4)})
DEFINITION = st.fixed_dictionaries({"title": TEXT, "pauses": st.lists(PAUSE, max_size=3)})


@given(DEFINITION, DEFINITION)
def test_two_fingerprints_differ_if_and_only_if_a_change_is_found(old: Any, new: Any) -> None:
    assert bool(changes_between(old, new)) == (digest(old) != digest(new))
    assert changes_between(old, deepcopy(old)) == []


@given(DEFINITION, st.randoms())
def test_another_order_is_a_change(old: Any, random: Any) -> None:
    new = deepcopy(old)
    for pause in new["pauses"]:
        random.shuffle(pause["items"])
    random.shuffle(new["pauses"])
    assert bool(changes_between(old, new)) == (old != new)
