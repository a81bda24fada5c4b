"""Suspect links and stale translations: what relies on changed words, until somebody confirms it."""

import json
from datetime import date
from pathlib import Path

import pytest
from conftest import run
from dutybook.appearance import words_of
from dutybook.cli import main
from dutybook.edit.confirm import confirmed, write
from dutybook.pipeline import check
from dutybook.read import read
from dutybook.reliance.lines import Line, lines_of, text_of
from dutybook.reliance.relations import relations
from dutybook.reliance.standing import Suspect, id_of, standing
from hypothesis import given
from hypothesis import strategies as st
from repositories import Repository
from sites import page_of

SALES = "handbook/shop/standards/sales.yml"
ITEM = "      - {duty: count, response: {zh: 已点清, en: Counted out}}\n"


@pytest.fixture
def watched(tmp_path: Path) -> Repository:
    """The small handbook with an item of own wording, confirmed as it stands and committed."""
    made = Repository(tmp_path / "watched")
    checklist = made.root / "checklists/shop/clerk-day.yml"
    checklist.write_text(f"{checklist.read_text('utf-8')}    items:\n{ITEM}", "utf-8")
    book = read(made.root)[0]
    assert book is not None
    write(made.root, confirmed(book, relations(book), "shop/boss", date(2026, 11, 1)))
    made.commit("The handbook")
    return made


def suspects(root: Path) -> list[Suspect]:
    book, problems = read(root)
    assert book is not None, problems
    return standing(book).suspects


def ids(root: Path) -> list[str]:
    book = read(root)[0]
    assert book is not None
    return [id_of(book, each.relation) for each in standing(book).suspects]


def new_ids(root: Path) -> list[str]:
    book = read(root)[0]
    assert book is not None
    return [id_of(book, each) for each in standing(book).new]


def say(capsys: pytest.CaptureFixture[str], root: Path, *words: str, code: int = 0) -> str:
    assert main([*words, "--root", str(root)]) == code
    return capsys.readouterr().out


def test_nothing_is_suspect_before_a_beginning(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Nothing has been confirmed yet" in say(capsys, small, "suspects", "--lang", "en")
    assert check(small, date(2026, 11, 24)).problems == []
    said = say(capsys, small, "confirm", "--all", "--as", "boss", "--on", "2026-11-01", "--lang", "en")
    assert "wrote handbook/shop/confirmed.txt" in said
    assert "Nothing is suspect." in say(capsys, small, "suspects", "--lang", "en")
    assert check(small, date(2026, 11, 24)).problems == []


@pytest.mark.parametrize(
    ("file", "old", "new", "suspect"),
    [
        (SALES, "zh: 盘点,", "zh: 清点,", True),
        (SALES, "zh: 每月10日前盘点，", "zh: 每月10日前清点，", True),
        (SALES, "zh: 账实相符。", "zh: 没有差异。", True),
        (SALES, "by: 10}", "by: 11}", True),
        (SALES, "form: stock-sheet", "form: none", True),
        (SALES, "handed-to: boss", "handed-to: customer", True),
        ("handbook/shop/forms/stock-sheet.yml", "zh: 盘点表", "zh: 清点表", True),
        ("handbook/shop/unit.yml", "day-off: previous", "day-off: next", True),
        (SALES, "en: The books agree.", "en: No difference.", False),
        (SALES, "how: {zh: 抽查。, en: Spot checks.}", "how: {zh: 看一看。, en: A look.}", False),
        (SALES, "form: stock-sheet", "form: shop/stock-sheet", False),
        (SALES, "source: [S1-03]", "source: [S1-03, S1-01]", False),
    ],
)
def test_what_makes_an_item_suspect(watched: Repository, file: str, old: str, new: str, *, suspect: bool) -> None:
    watched.edit(file, old, new)
    assert ("shop/clerk-day#count" in ids(watched.root)) == suspect


def test_a_form_and_an_entry_rely_on_their_duties(watched: Repository) -> None:
    watched.edit(SALES, "by: 10}", "from: 8, by: 10}")
    assert ids(watched.root) == ["shop/clerk-day#count", "shop/stock-sheet"]
    watched.edit(SALES, 'at: "8:30"', 'at: "8:20"')
    assert ids(watched.root) == ["shop/clerk-day#count", "shop/day#open-shop", "shop/stock-sheet"]


def test_the_rule_for_days_off_concerns_dated_duties_alone(watched: Repository) -> None:
    watched.edit("handbook/shop/unit.yml", "day-off: previous", "day-off: next")
    assert ids(watched.root) == ["shop/clerk-day#count", "shop/stock-sheet"]


def test_a_step_relies_on_the_duty_of_its_role_and_form(watched: Repository) -> None:
    process = "handbook/shop/processes/complaint.yml"
    watched.edit(process, "responsible: clerk,", "responsible: clerk, form: stock-sheet,")
    assert new_ids(watched.root) == ["shop/complaint#hear"]
    assert main(["confirm", "--new", "--as", "boss", "--root", str(watched.root)]) == 0
    watched.edit(SALES, "by: 10}", "from: 8, by: 10}")
    assert "shop/complaint#hear" in ids(watched.root)


def test_what_has_been_edited_too_waits_to_be_recorded(watched: Repository) -> None:
    watched.edit(SALES, "by: 10}", "from: 8, by: 10}")
    watched.edit("checklists/shop/clerk-day.yml", "zh: 已点清", "zh: 全部点清")
    assert "shop/clerk-day#count" not in ids(watched.root)
    assert "shop/clerk-day#count" in new_ids(watched.root)


def test_confirming_is_the_end_of_it(watched: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    watched.edit(SALES, "by: 10}", "from: 8, by: 10}")
    words = ("confirm", "shop/clerk-day#count", "--as", "boss", "--note", "Still\nholds", "--on", "2026-11-05")
    assert "nothing was written" in say(capsys, watched.root, *words, "--dry-run", "--lang", "en")
    assert len(suspects(watched.root)) == 2
    say(capsys, watched.root, *words)
    assert ids(watched.root) == ["shop/stock-sheet"]
    added = [line for line in watched.git("diff", "-U0").splitlines() if line.startswith("+checklist")]
    assert len(added) == 1
    assert added[0].endswith(" 2026-11-05 shop/boss # Still holds")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "say what has been read"),
        (["shop/clerk-dya"], "Did you mean: shop/clerk-day?"),
        (["shop/clerk-day"], "waits for nobody"),
        (["--all", "--on", "soon"], "'soon' is no date"),
    ],
)
def test_wrong_use(words: list[str], said: str, watched: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["confirm", *words, "--as", "boss", "--root", str(watched.root), "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
    assert watched.git("status", "--porcelain") == ""


def test_suspects_are_told_by_owner_with_both_wordings(watched: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    watched.edit(SALES, "by: 10}", "from: 8, by: 10}")
    watched.edit(SALES, "zh: 抽查。", "zh: 每件都查。")
    watched.commit("Earlier")
    english = say(capsys, watched.root, "suspects", "--lang", "en", code=1)
    assert "3 places rely on words that have changed since" in english
    assert "  shop/clerk-day#count  (checklists/shop/clerk-day.yml:" in english
    assert "    Checklist “Clerk: the day”, item “Count the stock” relies on “Count the stock”" in english
    assert "    changed since: when: by the 10th of each month → from the 8th to the 10th of each month" in english
    assert "    changed since: “抽查” → “每件都查” (Chinese)" in english
    chinese = say(capsys, watched.root, "suspects", "--lang", "zh", code=1)
    assert "    清单“店员每日清单”的“盘点”一项，依据“盘点”" in chinese
    assert "    此后改动：时间：每月10日前→每月8日至10日" in chinese
    found = json.loads(say(capsys, watched.root, "suspects", "--format", "json", "--lang", "en", code=1))
    assert [each["id"] for each in found["suspects"]] == ["shop/clerk-day#count", "shop/stock-sheet", "shop/count#en"]
    assert found["not-recorded"] == 0


def test_without_history_only_the_old_wording_is_missing(
    watched: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watched.edit(SALES, "by: 10}", "from: 8, by: 10}")
    watched.commit("Earlier")
    watched.git("clone", "-q", "--depth", "1", f"file://{watched.top}", str(tmp_path / "shallow"))
    said = say(capsys, tmp_path / "shallow", "suspects", "--lang", "en", code=1)
    assert "what it was confirmed with is not in the history at hand" in said


def test_a_stale_translation_is_marked_on_its_page(watched: Repository) -> None:
    watched.edit(SALES, "zh: 账实相符。", "zh: 账实完全相符。")
    book = read(watched.root)[0]
    assert book is not None
    english, chinese = (page_of(book, watched.root, "shop/duties/count.md", language) for language in ("en", "zh"))
    assert words_of(watched.root, "en")["reliance"]["page"]["stale"] in english
    assert "1 passage to be checked" in english
    assert "db-stale-mark" not in chinese
    assert main(["confirm", "shop/count#en", "--as", "boss", "--root", str(watched.root)]) == 0
    book = read(watched.root)[0]
    assert book is not None
    assert "db-stale-mark" not in page_of(book, watched.root, "shop/duties/count.md")


def test_renaming_keeps_confirmations(watched: Repository) -> None:
    for old, new, kind in (
        ("count", "count-stock", "duty"), ("stock-sheet", "stocktaking", "form"), ("boss", "head", "role"),
        ("clerk-day", "day-list", "checklist"), ("shop", "store", "unit"),
    ):  # fmt: skip
        result = run("rename", old, new, "--kind", kind, cwd=watched.root)
        assert result.returncode == 0, result.stderr
        assert (ids(watched.root), new_ids(watched.root)) == ([], []), old
    text = (watched.root / "handbook/store/confirmed.txt").read_text("utf-8")
    assert "checklist:store/day-list item:count duty:store/count-stock " in text
    assert text.splitlines()[1].endswith(" store/head")
    assert "shop/" not in text


def test_renaming_by_hand_with_an_alias_keeps_them_too(watched: Repository) -> None:
    watched.edit(SALES, "id: count\n", "id: tally\n    aliases: [count]\n")
    assert (ids(watched.root), new_ids(watched.root)) == ([], [])


def test_what_is_retired_relies_on_nothing(watched: Repository) -> None:
    watched.edit(SALES, "by: 10}", "from: 8, by: 10}")
    watched.edit("checklists/shop/clerk-day.yml", "mode: do-confirm", "mode: do-confirm\nstatus: retired")
    assert ids(watched.root) == ["shop/stock-sheet"]


def test_two_branches_that_confirm_merge_by_lines(watched: Repository) -> None:
    (watched.root / ".gitattributes").write_text("confirmed.txt merge=union\n", "utf-8")
    watched.edit(SALES, "by: 10}", "from: 8, by: 10}")
    watched.commit("Earlier")
    for branch, name in (("one", "shop/clerk-day#count"), ("two", "shop/stock-sheet")):
        watched.git("checkout", "-q", "-b", branch, "main")
        assert main(["confirm", name, "--as", "boss", "--root", str(watched.root)]) == 0
        watched.commit(f"Confirmed: {name}")
    watched.git("merge", "-q", "one", "-m", "Merge")
    assert (ids(watched.root), new_ids(watched.root)) == ([], [])


WORD = st.text("abcdefgh-", min_size=1, max_size=8)
DIGEST = st.text("0123456789abcdef", min_size=10, max_size=10)
NOTE = st.text(min_size=0, max_size=20).map(lambda said: " ".join(said.split()))


@given(
    st.sets(
        st.builds(
            Line,
            thing=WORD.map("duty:{}".format),
            part=WORD,
            on=WORD,
            own=DIGEST,
            relied=DIGEST,
            day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
            role=WORD,
            note=NOTE,
        )
    )
)
def test_lines_are_read_as_they_were_written(lines: set[Line]) -> None:
    found = lines_of(text_of(lines))
    assert (set(found.lines), found.unreadable) == (lines, ())


def test_checking_never_writes(watched: Repository) -> None:
    watched.edit(SALES, "by: 10}", "from: 8, by: 10}")
    before = watched.git("status", "--porcelain")
    assert run("check", cwd=watched.root).returncode == 0
    assert run("suspects", cwd=watched.root).returncode == 1
    assert watched.git("status", "--porcelain") == before


def test_stale_lists_reviews_by_owner(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unit = small / "handbook/shop/unit.yml"
    assert "reviewed-on: 2026" in unit.read_text("utf-8")
    assert "No review is overdue" in say(capsys, small, "stale", "--on", "2026-11-24", "--lang", "en")
    late = say(capsys, small, "stale", "--on", "2031-01-01", "--lang", "en", code=1)
    assert "overdue since" in late
    assert "过期" in say(capsys, small, "stale", "--on", "2031-01-01", "--lang", "zh", code=1)
    found = json.loads(say(capsys, small, "stale", "--on", "2031-01-01", "--format", "json", code=1))
    assert all(each["overdue"] for each in found["reviews"])
    assert main(["stale", "--days", "-1", "--root", str(small)]) == 2


def test_revisions_with_a_former_key_can_still_be_compared(watched: Repository) -> None:
    """Confirmations once stood in the items themselves."""
    watched.edit("checklists/shop/clerk-day.yml", "en: Counted out}", 'en: Counted out}, confirmed: "0000000"')
    assert run("check", cwd=watched.root).returncode == 1
    watched.commit("As it was")
    watched.edit("checklists/shop/clerk-day.yml", ', confirmed: "0000000"', "")
    result = run("diff", "HEAD", "--lang", "en", cwd=watched.root)
    assert "Both say the same." in result.stdout, result.stderr
