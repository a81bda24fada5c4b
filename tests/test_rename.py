"""Renaming and retiring: every reference goes along, old addresses lead on, nothing is half done."""

import os
import re
import shutil
from pathlib import Path

import pytest
from conftest import HERE, PROJECT, run
from dutybook.cli import main
from dutybook.edit.rename import RENAMABLE, Named, renamed
from dutybook.edit.write import write_all
from dutybook.model.kinds import KINDS
from dutybook.pipeline import check, site
from dutybook.site.pages import write_pages
from sites import build_one

BASE = HERE / "rules" / "base"
BOOK = check(BASE).book
assert BOOK is not None
THINGS = [
    Named(word, BOOK.key[node], node)
    for word in RENAMABLE
    for node in BOOK.all(KINDS[word].model)
    if node in BOOK.key  # type: ignore[comparison-overlap]
]


def files(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: f"{thing.word}-{thing.key}")
def test_everything_can_be_renamed_and_named_by_its_old_id(thing: Named, small: Path) -> None:
    book = check(small).book
    assert book is not None
    node = book.find(thing.word, thing.key, "")
    new = {"source": "S9", "clause": "S9-77"}.get(thing.word, f"{node.id}-x")
    made = renamed(book, small, Named(thing.word, thing.key, node), new)
    made.change.write()
    checked = check(small)
    assert checked.book is not None
    assert checked.problems == check(BASE).problems
    front, slash, _ = thing.key.rpartition("/")
    found = checked.book.find(thing.word, f"{front}{slash}{new}", "")
    assert found.id == new
    if "aliases" in type(node).fields:
        assert checked.book.find(thing.word, thing.key, "") is found
    assert not list(small.glob(".dutybook-*"))


def test_comments_and_spacing_stay(small: Path) -> None:
    file = small / "handbook/shop/standards/sales.yml"
    text = file.read_text("utf-8")
    text = text.replace("    form: stock-sheet\n", "    form:   'stock-sheet'   # 盘点表\n")
    text = text.replace("role: clerk\n", 'role:  "clerk" # 店员\n# 各项\n')
    file.write_text(text, "utf-8")
    assert run("rename", "stock-sheet", "stocktaking", cwd=small).returncode == 0
    assert run("rename", "shop/clerk", "seller", "--kind", "role", cwd=small).returncode == 0
    expected = text.replace("'stock-sheet'", "'stocktaking'").replace('"clerk"', '"seller"')
    assert file.read_text("utf-8") == expected
    role = (small / "handbook/shop/roles/seller.yml").read_text("utf-8")
    assert role.startswith("id: seller\ntitle: {zh: 店员, en: Clerk}\naliases: [clerk]\n")


def test_a_source_takes_its_clauses_along(small: Path) -> None:
    told = run("rename", "S1", "B7", cwd=small)
    assert told.returncode == 0, told.stderr
    assert "handbook/sources/s1.yml" in told.stdout
    text = (small / "handbook/sources/b7.yml").read_text("utf-8")
    assert "id: B7\n" in text
    assert "B7-01" in text
    assert "aliases: [S1]\n" in text
    assert not any(b"S1-0" in content or b"id: S1" in content for content in files(small).values())
    checked = check(small)
    assert checked.problems == check(BASE).problems
    # Old citations, links to the page and links to a clause on it still find their way.
    assert checked.book is not None
    assert checked.book.find("clause", "S1-01", "").id == "B7-01"
    made = site(checked.book, small, "en")
    assert "../sources/b7.html" in made.assets["sources/s1.html"] or 'href="b7.html"' in made.assets["sources/s1.html"]
    assert '<span id="S1-01"></span>' in made.pages["sources/b7.md"]
    assert '"sources/b7.html","B7 ' in made.assets["search/entries.js"]
    assert '["S1"]' in made.assets["search/entries.js"]


def test_a_second_rename_keeps_both_old_ids(small: Path) -> None:
    for old, new in (("stock-sheet", "first"), ("first", "second"), ("second", "stock-sheet")):
        assert run("rename", old, new, cwd=small).returncode == 0
    text = (small / "handbook/shop/forms/stock-sheet.yml").read_text("utf-8")
    assert "aliases: [first, second]\n" in text


def test_aliases_on_lines_of_their_own(small: Path) -> None:
    file = small / "handbook/shop/forms/stock-sheet.yml"
    file.write_text(
        file.read_text("utf-8").replace("kind: sheet\n", "aliases:\n  - 盘点单  # 旧称\nkind: sheet\n"), "utf-8"
    )
    assert run("rename", "stock-sheet", "stocktaking", cwd=small).returncode == 0
    text = (small / "handbook/shop/forms/stocktaking.yml").read_text("utf-8")
    assert "aliases:\n  - 盘点单  # 旧称\n  - stock-sheet\nkind: sheet\n" in text


def test_a_unit_moves_with_its_folders_and_full_names(small: Path) -> None:
    file = small / "handbook/shop/standards/sales.yml"
    file.write_text(file.read_text("utf-8").replace("handed-to: boss", "handed-to: shop/boss"), "utf-8")
    run("format", cwd=small)
    assert run("rename", "shop", "store", cwd=small).returncode == 0
    assert not (small / "handbook/shop").exists()
    assert not (small / "checklists/shop").exists()
    text = (small / "handbook/store/standards/sales.yml").read_text("utf-8")
    assert "handed-to: store/boss" in text
    assert text.startswith("# yaml-language-server: $schema=../../../.schema/store/standard.json\n")
    assert run("format", "--check", cwd=small).returncode == 0
    assert run("due", "shop/clerk", "--on", "2026-12-10", cwd=small).returncode == 0


def test_a_condition_on_a_duty_goes_along(small: Path) -> None:
    file = small / "checklists/shop/clerk-day.yml"
    items = """\
      - duty: open
        type: choice
        choices:
          - {id: early, text: {zh: 准时, en: On time}}
          - {id: late, text: {zh: 晚了, en: Late}}
      - id: why
        text: {zh: 写明原因, en: Say why}
        response: {zh: 原因已写, en: The reason is written}
        only-if: {item: open, is: late}
        reason: {zh: 要改进, en: To do better}
"""
    text = file.read_text("utf-8").replace("  - id: due-today\n", items + "  - id: due-today\n")
    file.write_text(text, "utf-8")
    assert check(small).errors == []
    assert run("rename", "open", "open-up", "--kind", "duty", cwd=small).returncode == 0
    assert "only-if: {item: open-up, is: late}" in file.read_text("utf-8")
    assert check(small).errors == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["boss", "customer"], "taken already, at handbook/shop/roles/customer.yml:1:1"),
        (["clerk", "seller"], "shop/clerk --kind role"),
        (["clark", "seller"], "Did you mean: clerk?"),
        (["qqqqqqqqqq", "seller"], "nothing in the handbook is called"),
        (["boss", "The Boss"], "cannot be an id"),
        (["S1", "s9"], "cannot be the id of a source"),
        (["S1-01", "S9"], "cannot be the id of a clause"),
        (["boss", "boss"], "already"),
        (["boss", "chief", "--kind", "person"], "--kind is one of: unit, role"),
    ],
)
def test_refused(words: list[str], said: str, small: Path) -> None:
    before = files(small)
    told = run("rename", *words, cwd=small)
    assert told.returncode == 2
    assert said in told.stderr
    assert files(small) == before


def test_an_old_id_of_something_else_is_taken(small: Path) -> None:
    assert run("rename", "boss", "chief", cwd=small).returncode == 0
    assert run("rename", "customer", "boss", cwd=small).returncode == 2


def test_a_faulty_handbook_is_not_renamed_in(small: Path) -> None:
    (small / "handbook/shop/roles/boss.yml").write_text("id: boss\n", "utf-8")
    before = files(small)
    told = run("rename", "stock-sheet", "x", cwd=small)
    assert told.returncode == 1
    assert "SHP003" in told.stderr
    assert files(small) == before


def test_dry_run_changes_nothing(small: Path) -> None:
    before = files(small)
    told = run("rename", "boss", "chief", "--dry-run", cwd=small)
    assert told.returncode == 0
    assert "moved handbook/shop/roles/boss.yml to handbook/shop/roles/chief.yml" in told.stdout
    assert files(small) == before


def test_a_folder_that_cannot_be_written(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*words: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("dutybook.edit.change.Change.write", failing)
    assert main(["rename", "boss", "chief", "--root", str(small), "--lang", "en"]) == 2
    assert "could not be written: Permission denied" in capsys.readouterr().err


def test_a_failure_halfway_leaves_everything_as_it_was(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = check(small).book
    assert book is not None
    node = book.find("unit", "shop", "")
    change = renamed(book, small, Named("unit", "shop", node), "store").change
    before = files(small)
    done = []
    replace = os.replace

    def failing(old: Path, new: Path) -> None:
        done.append(new)
        if len(done) == 1:
            raise OSError("no space left on device")
        replace(old, new)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OSError, match="no space"):
        change.write()
    monkeypatch.undo()
    assert files(small) == before


def test_write_all_is_all_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    (tmp_path / "c").mkdir()
    with pytest.raises(OSError, match=r"permitted|directory"):
        write_all(tmp_path, {"a": "new", "b": "new", "c": "new"})
    assert files(tmp_path) == {"a": b"a"}
    write_all(tmp_path, {"a": "new", "d/e": "deep"})
    assert files(tmp_path) == {"a": b"new", "d/e": b"deep"}


def test_the_site_redirects_old_addresses(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("rename", "stock-sheet", "stocktaking", cwd=small).returncode == 0
    assert run("rename", "shop", "store", cwd=small).returncode == 0
    book = check(small).book
    assert book is not None
    made = site(book, small, "zh")
    assert 'href="../../store/forms/stocktaking.html">盘点表</a>' in made.assets["shop/forms/stock-sheet.html"]
    assert 'href="stocktaking.html"' in made.assets["store/forms/stock-sheet.html"]
    assert 'href="../store/index.html"' in made.assets["shop/index.html"]
    assert "shop/roles/clerk.html" in made.assets
    assert not any(path.removesuffix(".html") + ".md" in made.pages for path in made.assets if path.endswith(".html"))
    assert build_one(small, "en", tmp_path / "en", monkeypatch) == ""
    redirects = [path for path in made.assets if path.endswith(".html") and "/run/" not in path]
    for path in redirects:
        file = tmp_path / "en" / path
        target = re.search(r'href="([^"]+)">', file.read_text("utf-8").partition("<p>")[2])
        assert target is not None
        assert (file.parent / target[1]).is_file(), path
    english = write_pages(book, small, tmp_path / "pages")[1]
    assert all((english / "docs" / path).is_file() for path in redirects)


def test_an_alias_that_is_a_name_or_another_page_redirects_nothing(small: Path) -> None:
    file = small / "handbook/shop/roles/boss.yml"
    file.write_text(file.read_text("utf-8") + "aliases: [老板, customer, boss]\n", "utf-8")
    book = check(small).book
    assert book is not None
    assert [path for path in site(book, small, "zh").assets if path.endswith(".html") and "/run/" not in path] == []


def test_a_unit_that_goes_by_its_own_name_as_alias(small: Path) -> None:
    file = small / "handbook/shop/unit.yml"
    file.write_text(file.read_text("utf-8") + "aliases: [shop, old-shop]\n", "utf-8")
    book = check(small).book
    assert book is not None
    assert book.find("role", "shop/nobody", "") is None
    assert book.find("role", "old-shop/nobody", "") is None
    assert book.find("role", "old-shop/boss", "").id == "boss"


def test_retire_lists_every_use(small: Path) -> None:
    before = files(small)
    told = run("retire", "stock-sheet", cwd=small)
    assert told.returncode == 0
    assert "handbook/shop/standards/sales.yml:21:11: 'form' of shop/count\n" in told.stdout
    assert "--replace-with FORM" in told.stdout
    assert files(small) == before
    told = run("retire", "stock-sheet", "--apply", cwd=small)
    assert told.returncode == 1
    assert files(small) == before


def test_retire_and_replace(small: Path) -> None:
    shutil.copy(small / "handbook/shop/forms/stock-sheet.yml", small / "handbook/shop/forms/list.yml")
    form = small / "handbook/shop/forms/list.yml"
    form.write_text(form.read_text("utf-8").replace("id: stock-sheet", "id: list").replace("盘点表", "盘点单"), "utf-8")
    standard = small / "handbook/shop/standards/sales.yml"
    standard.write_text(standard.read_text("utf-8").replace("《盘点表》", "《盘点单》"), "utf-8")
    told = run("retire", "shop/stock-sheet", "--apply", "--replace-with", "list", cwd=small)
    assert (told.returncode, told.stderr) == (0, "")
    assert "    form: list\n" in standard.read_text("utf-8")
    text = (small / "handbook/shop/forms/stock-sheet.yml").read_text("utf-8")
    assert "title: {zh: 盘点表, en: Stock sheet}\nstatus: retired\n" in text
    assert run("retire", "stock-sheet", cwd=small).returncode == 2
    assert run("check", "--on", "2026-11-24", cwd=small).returncode == 0


def test_retire_refuses_what_would_leave_faults(small: Path) -> None:
    """Nobody names the standard but the checklists' rules; its duties are used elsewhere."""
    before = files(small)
    told = run("retire", "sales", "--apply", "--kind", "standard", cwd=small)
    assert told.returncode == 1
    assert "Nothing was changed" in told.stderr + told.stdout
    assert files(small) == before


@pytest.mark.parametrize(
    "words", [["boss", "--replace-with", "boss"], ["boss", "--replace-with", "nobody"], ["nobody"]]
)
def test_retire_refused(words: list[str], small: Path) -> None:
    assert run("retire", *words, cwd=small).returncode == 2


def test_the_real_handbook_survives_a_rename(tmp_path: Path) -> None:
    for part in ("handbook", "checklists"):
        shutil.copytree(PROJECT / part, tmp_path / part)
    told = run("rename", "tobacco/customer-manager", "account-manager", "--kind", "role", "--lang", "zh", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    assert "要重新打印" in told.stdout
    checked = run("check", "--on", "2026-11-24", cwd=tmp_path)
    assert (checked.returncode, checked.stdout.split("\n")[-2]) == (0, "0 error(s), 1 warning(s)")
