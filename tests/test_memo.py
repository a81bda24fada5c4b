"""What a process keeps makes no difference: after any edit it gives what a process gives that has just begun."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
from dutybook.appearance import words_of
from dutybook.memo import MOST_SETS, Kept, Same, Sets, forgotten
from dutybook.pipeline import Site, check, site
from dutybook.render import _Exactly
from dutybook.views.blocks import Page
from dutybook.views.markup import Markup
from edits import EDITS, Edit, own_words, restore, rewritten
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from repositories import Repository

DAY = date(2026, 11, 25)
Shown = tuple[list[tuple[str, str, str]], Site | None]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the small handbook and a checklist of every kind, whose last commit renamed something."""
    repository = Repository(tmp_path_factory.mktemp("memo") / "shop")
    restore(repository.root, Random(0))
    repository.commit("Begin")
    repository.edit("handbook/shop/standards/sales.yml", "zh: ", "zh: 新的")
    repository.commit("Say it anew")
    return repository.root


def shown(root: Path, language: str) -> Shown:
    """All that is made of a handbook in a language; no site of one with errors."""
    checked = check(root, DAY)
    problems = [(str(each.mark), each.kind.code, each.message(language)) for each in checked.problems]
    fit = checked.book is not None and not checked.errors and language in checked.book.settings.languages
    return problems, site(checked.book, root, language) if fit and checked.book is not None else None


# To shrink a failure would take minutes; its edits are few.
@settings(max_examples=4, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(EDITS), min_size=3, max_size=4), st.integers(0, 2**32))
def test_no_edit_shows_what_was_kept(told: Path, edits: list[Edit], seed: int) -> None:
    chance = Random(seed)
    restore(told, chance)
    for edit in edits:
        edit(told, chance)
        language = chance.choice(("zh", "en"))
        known = shown(told, language)
        with forgotten():
            assert shown(told, language) == known


def test_what_no_time_stamp_tells_is_seen(told: Path) -> None:
    restore(told, Random(0))
    file = told / "handbook/shop/roles/clerk.yml"
    before = check(told, DAY)
    again = check(told, DAY)
    rewritten(file, file.read_text("utf-8").replace("zh: ", "zh: 甲", 1).replace("en: ", "en: A ", 1))
    after = check(told, DAY)
    assert before.book is not None
    assert again.book is not None
    assert after.book is not None
    assert again.book is not before.book
    assert again.book.roots == before.book.roots, "equal files give the very same objects"
    changed = {each.mark.path for each in set(after.book.roots) ^ set(before.book.roots)}
    assert changed == {"handbook/shop/roles/clerk.yml"}


def test_words_are_one_object_until_they_change(told: Path) -> None:
    restore(told, Random(0))
    own_words(told, Random(1))
    before = words_of(told, "zh"), words_of(told, "en")
    file = next((told / "site_config/words").glob("*/own.yml"))
    assert words_of(told, "zh") is before[0]
    rewritten(file, file.read_text("utf-8").replace("D", "E"))
    assert (words_of(told, "zh"), words_of(told, "en")) != before
    file.unlink()
    assert "duty" in words_of(told, "zh")["kind"]


def test_a_text_like_some_markup_is_another_page() -> None:
    """A title that reads like HTML must not come out as the HTML that a page once had in its place."""

    def page(title: str) -> _Exactly:
        return _Exactly(Page("x.md", title, "role", "", [], [], []))

    assert page("<b>") == page("<b>")
    assert page(Markup("<b>")) == page(Markup("<b>"))
    assert page("<b>") != page(Markup("<b>"))


def test_a_link_of_an_old_change_leads_where_its_thing_is_now(told: Path) -> None:
    restore(told, Random(0))
    before = shown(told, "en")[1]
    for path in (told / "handbook/shop/standards").glob("sales.yml"):
        rewritten(path, path.read_text("utf-8").replace("id: sales\n", "id: sells\naliases: [sales]\n", 1))
        path.rename(path.with_name("sells.yml"))
    problems, after = shown(told, "en")
    assert before is not None
    assert after is not None, problems
    assert "shop/standards/sales.html" in before.pages["changes.md"]
    assert "shop/standards/sales.html" not in after.pages["changes.md"]
    assert "shop/standards/sells.html" in after.pages["changes.md"]


def test_what_a_whole_round_does_not_ask_for_is_forgotten() -> None:
    made: list[str] = []
    kept = Kept[str]()

    def ask(key: str) -> str:
        return kept.of(key, lambda: made.append(key) or key)

    for asked in ("ab", "ab", "a", "ab"):
        kept.begin()
        assert [ask(key) for key in asked] == list(asked)
    assert made == ["a", "b", "b"]


def test_sets_do_not_pile_up() -> None:
    sets = Sets[int]()
    made: list[int] = []

    def ask(name: int) -> None:
        sets.begin(name).of("x", lambda: made.append(name) or name)

    for name in range(MOST_SETS + 1):
        ask(name)
    ask(MOST_SETS)
    ask(0)
    assert made == [*range(MOST_SETS + 1), 0]


def test_same_is_identity() -> None:
    one, other = {"a": 1}, {"a": 1}
    assert Same(one) == Same(one)
    assert Same(one) != Same(other)
    assert len({Same(one), Same(one), Same(other)}) == 2
