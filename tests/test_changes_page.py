"""The page "what changed": told from git's history, the same for one commit, and what is new since the last visit."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from browsing import served
from conftest import PROJECT
from dutybook.appearance import site_config_folders, words_of
from dutybook.history import git
from dutybook.pipeline import check, site
from dutybook.read import read
from dutybook.render import render, renderer
from dutybook.review import chronicle as chronicles
from dutybook.review.chronicle import chronicle
from dutybook.views.changes import changes_page
from dutybook.views.past import history_of
from dutybook.views.scene import Scene
from repositories import Repository

SALES = "handbook/shop/standards/sales.yml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The small handbook with changes on the second and the third day."""
    made = Repository(tmp_path / "repository")
    made.commit("The handbook")
    made.edit(SALES, "by: 10}", "by: 8}")
    made.commit("Earlier")
    made.edit(SALES, "zh: 准时开门。, en: Open on time.", "zh: 八点半开门。, en: '<b>Open</b> at half past eight.'")
    made.commit("Clearer")
    return made


def page(root: Path, language: str = "en") -> str:
    """The page alone, as `site` would have it."""
    book = read(root)[0]
    assert book is not None
    scene = Scene(book, language, words_of(root, language), ())
    made = changes_page(scene, chronicle(root))
    environment = renderer(folder / "templates" for folder in site_config_folders(root))
    return render([made], scene, environment)["changes.md"]


def plain(page: str) -> str:
    return re.sub(r"<[^>]+>", "", page)


def test_each_day_with_both_wordings(repository: Repository) -> None:
    english, chinese = page(repository.root), page(repository.root, "zh")
    days = re.findall(r"^## (.+?) \{", english, re.MULTILINE)
    assert days == ["3 November 2026", "2 November 2026", "By role"]
    assert "when: by the 10th of each month → by the 8th of each month" in plain(english)
    assert "“Open on time” → “&lt;b&gt;Open&lt;/b&gt; at half past eight” (different figures)" not in english
    assert "“Open on time” → “&lt;b&gt;Open&lt;/b&gt; at half past eight”" in english
    assert "<b>Open" not in english
    assert "时间：每月10日前→每月8日前" in plain(chinese)
    assert 'href="shop/duties/count.html"' in english
    assert 'data-db-day="2026-11-02"' in english


def test_each_role_has_a_place_and_its_page_leads_there(repository: Repository) -> None:
    text = page(repository.root)
    for role in ("clerk", "boss", "customer"):
        assert f'id="role-shop-{role}"' in text
    row = plain(text[text.index('id="role-shop-clerk"') :].split("</tr>")[0])
    assert "Count the stock" in row
    assert "2 November 2026" in row
    book = check(repository.root).book
    assert book is not None
    made = site(book, repository.root, "en").pages
    assert made["changes.md"].startswith(text.rstrip()), "but for what it says of itself on paper"
    assert 'href="../../changes.html#role-shop-clerk"' in made["shop/roles/clerk.md"]


def test_what_was_renamed_or_is_gone(repository: Repository) -> None:
    repository.edit(SALES, "id: count\n", "id: tally\n    aliases: [count]\n")
    repository.edit(SALES, "needs: count", "needs: tally")
    (repository.root / "handbook/shop/self-checks/tired.yml").unlink()
    repository.commit("Renamed and deleted")
    text = page(repository.root)
    assert "renamed from shop/count to shop/tally" in plain(text)
    assert 'href="shop/duties/tally.html"' in text
    assert "shop/duties/count.html" not in text
    assert "tired.html" not in text


def test_a_merge_is_told_once(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "side")
    repository.edit(SALES, "by: 20}", "by: 22}")
    repository.commit("Orders later")
    repository.git("checkout", "-q", "main")
    repository.edit(SALES, "zh: 订货,", "zh: 订购,")
    repository.commit("Something else")
    repository.git("merge", "-q", "side", "-m", "Merge")
    assert plain(page(repository.root)).count("by the 22nd of each month") == 1


def test_mere_form_is_no_change(repository: Repository) -> None:
    before = page(repository.root)
    file = repository.root / SALES
    file.write_text(f"# a remark\n{file.read_text('utf-8')}", "utf-8")
    repository.commit("A remark")
    after = page(repository.root)
    assert re.findall(r"^## (.+?) \{", after, re.MULTILINE) == re.findall(r"^## (.+?) \{", before, re.MULTILINE)


def test_without_history_it_says_so(small: Path, tmp_path: Path) -> None:
    assert "built without its history (the folder is in no git repository)" in page(small)
    assert "看不出改过什么" in page(small, "zh")
    unborn = Repository(tmp_path / "unborn")
    assert "nothing has been committed yet" in page(unborn.root)


def test_a_shallow_clone_says_how_far_it_reaches(repository: Repository, tmp_path: Path) -> None:
    repository.git("clone", "-q", "--depth", "2", f"file://{repository.top}", str(tmp_path / "shallow"))
    text = page(tmp_path / "shallow")
    assert "does not reach back further than 2 November 2026" in text
    assert "3 November 2026" in re.findall(r"^## (.+?) \{", text, re.MULTILINE)
    assert "by the 8th" not in plain(text)


def test_a_revision_that_cannot_be_read_is_passed_over(repository: Repository) -> None:
    repository.edit("handbook/shop/roles/boss.yml", "head: true", "haed: true")
    repository.commit("A slip")
    repository.edit("handbook/shop/roles/boss.yml", "haed: true", "head: true")
    repository.edit(SALES, "by: 20}", "by: 22}")
    repository.commit("Mended")
    days = re.findall(r"^## (.+?) \{", page(repository.root), re.MULTILINE)
    assert days == ["5 November 2026", "3 November 2026", "2 November 2026", "By role"]


def test_many_days_are_told_together(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chronicles, "STEPS", 2)
    for day in (21, 22, 23):
        repository.edit(SALES, f"by: {day - 1}}}", f"by: {day}}}")
        repository.commit(f"By the {day}th")
    days = re.findall(r"^## (.+?) \{", page(repository.root), re.MULTILINE)
    assert days == ["6 November 2026", "1 November 2026 to 5 November 2026", "By role"]


def test_one_commit_gives_the_same_page(repository: Repository) -> None:
    chronicles._KEPT.clear()
    first = page(repository.root)
    chronicles._KEPT.clear()
    assert page(repository.root) == first
    assert chronicle(repository.root) is chronicle(repository.root)


def test_a_known_history_is_asked_for_with_one_process(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    before = chronicle(repository.root)
    asked: list[Any] = []
    run = git.subprocess.run
    monkeypatch.setattr(git.subprocess, "run", lambda *said, **more: asked.append(said) or run(*said, **more))
    assert chronicle(repository.root) is before
    assert len(asked) == 1
    repository.edit(SALES, "by: 20}", "by: 21}")
    repository.commit("Later")
    after = chronicle(repository.root)
    assert len(after.steps) == len(before.steps) + 1
    repository.git("reset", "-q", "--hard", "HEAD~1")
    assert len(chronicle(repository.root).steps) == len(before.steps)


HTML = """<!doctype html><html lang="en"><title>Changes</title>
<p data-db-last-visit="Your last visit: {{day}}. New: {{n}}." hidden></p>{days}<script src="changes.js"></script>"""
DAY = '<p data-db-day="{}" data-db-commit="{}">As of <strong hidden>New</strong></p>'


def write(folder: Path, *days: tuple[str, str]) -> None:
    file = folder / "changes.html"
    file.write_text(HTML.format(days="".join(DAY.format(*each) for each in days)), "utf-8")
    # By whole seconds a server says what is newer; a page with a day more is a second younger.
    os.utime(file, (1_800_000_000 + len(days), 1_800_000_000 + len(days)))
    script = PROJECT / "site_config/assets/scripts/changes.js"
    (folder / "changes.js").write_text(script.read_text("utf-8"), "utf-8")


def test_what_is_new_since_the_last_visit(tmp_path: Path, browser: Any) -> None:
    write(tmp_path, ("2026-11-02", "bbb"), ("2026-11-01", "aaa"))
    with served(tmp_path) as address:
        context = browser.new_context()
        shown = context.new_page()
        shown.goto(f"{address}/changes.html")
        assert shown.locator("strong:visible, [data-db-last-visit]:visible").count() == 0
        shown.close()
        write(tmp_path, ("2026-11-03", "ddd"), ("2026-11-02", "ccc"), ("2026-11-01", "aaa"))
        shown = context.new_page()
        for _ in range(2):  # marks stay for the visit
            shown.goto(f"{address}/changes.html")
            assert shown.locator("strong").evaluate_all("all => all.map(each => each.hidden)") == [False, False, True]
            assert shown.locator("[data-db-last-visit]").inner_text().endswith("New: 2.")
        shown.close()
        shown = context.new_page()
        shown.goto(f"{address}/changes.html")
        assert shown.locator("strong:visible").count() == 0
        context.close()


def test_storage_that_is_denied_does_no_harm(tmp_path: Path, browser: Any) -> None:
    write(tmp_path, ("2026-11-02", "bbb"))
    with served(tmp_path) as address:
        context = browser.new_context()
        context.add_init_script(
            "for (const name of ['localStorage', 'sessionStorage'])"
            " Object.defineProperty(window, name, {get() { throw new DOMException('denied', 'SecurityError') }})"
        )
        shown = context.new_page()
        faults: list[str] = []
        shown.on("pageerror", lambda error: faults.append(str(error)))
        shown.goto(f"{address}/changes.html")
        assert faults == []
        assert shown.locator("strong:visible").count() == 0
        context.close()


def test_a_page_tells_its_own_history(repository: Repository) -> None:
    repository.edit(SALES, "id: count", "id: stocktaking\n    aliases: [count]")
    repository.edit(SALES, "needs: count", "needs: stocktaking")
    repository.commit("Another name")
    book = check(repository.root).book
    assert book is not None
    pages = site(book, repository.root, "en", "https://git.example.org/firm/book/-/edit/main/{path}#L{line}").pages
    said = plain(pages["shop/duties/stocktaking.md"])
    # It was renamed on the fourth day; what happened on the second is found by its former id.
    assert re.search(r"Changed\s*4 November 2026, 2 November 2026 · history of its file", said)
    assert 'href="../../changes.html#day-2026-11-02"' in pages["shop/duties/stocktaking.md"]
    assert "## 2 November 2026 {#day-2026-11-02}" in pages["changes.md"]
    address = "https://git.example.org/firm/book/-/commits/main/handbook/shop/standards/sales.yml"
    assert f'href="{address}"' in pages["shop/duties/stocktaking.md"]
    assert "Changed" not in plain(site(book, repository.root, "en").pages["shop/duties/order.md"])


@pytest.mark.parametrize(
    ("editor", "history"),
    [
        ("https://github.com/firm/book/edit/main/{path}#L{line}", "https://github.com/firm/book/commits/main/a%b.yml"),
        ("https://git.example.org/a/b/_edit/main/{path}", "https://git.example.org/a/b/commits/branch/main/a%b.yml"),
        ("https://ide.example.org/open?file={path}", ""),
        ("", ""),
    ],
)
def test_where_the_history_of_a_file_is(editor: str, history: str) -> None:
    assert history_of(editor, "a%b.yml") == history
