"""Blank forms, measured, and the command that prints them."""

import itertools
import re
from functools import cache
from pathlib import Path

import pytest
from conftest import PROJECT, run
from dutybook.appearance import words_of
from dutybook.model.form import Form
from dutybook.printing import Press
from dutybook.views.form_blank import form_blank
from dutybook.views.scene import Scene
from paper import leaves, squeezed
from test_sheets import MOMENT, the_book


def forms() -> list[str]:
    return sorted(f"{path.parent.parent.name}/{path.stem}" for path in (PROJECT / "handbook").glob("*/forms/*.yml"))


@cache
def press(language: str) -> Press:
    """What prints forms in a language; its fonts and templates are read once."""
    return Press(the_book(), PROJECT, [language], MOMENT)


@pytest.mark.parametrize("key", forms())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_is_one_sheet_of_a4(key: str, language: str) -> None:
    book = the_book()
    form: Form = book.get("form", key, "")
    pdf = press(language).forms([form])
    (page,) = leaves(pdf)
    wanted = (297, 210) if form.layout == "rows" and len(form.columns) >= 6 else (210, 297)
    assert (round(page.wide), round(page.high)) == wanted
    inked = [*page.letters, *page.paths]
    assert min(each.left for each in inked) >= 20
    assert max(each.right for each in inked) <= page.wide - 11.8
    assert min(each.top for each in inked) >= 12
    assert max(each.bottom for each in inked) <= page.high - 11.8
    assert {each.colour for each in inked} == {(0, 0, 0)}
    assert min(each.size for each in page.letters) >= 8.95
    fonts = set(re.findall(rb"/BaseFont/([^/\\s>]+)", pdf))
    assert pdf.count(b"/FontFile") == len(fonts)
    said = squeezed(page.text)
    blank = form_blank([Scene(book, language, words_of(PROJECT, language), ())], form)
    for words in (blank["title"], blank["purpose"], *(each["value"] for each in blank["facts"]), *blank["signatures"]):
        assert all(squeezed(each) in said for each in words), words
    for column in blank["columns"]:
        assert all(squeezed(each) in said for each in (*column["name"], *column["unit"])), column["name"]


def test_rows_are_high_enough_to_write_in() -> None:
    book = the_book()
    (page,) = leaves(press("zh").forms([book.get("form", "tobacco/visit-log", "")]))
    across = sorted({round(each.top, 1) for each in page.paths if each.wide > 150 and each.high < 1 and each.top < 190})
    steps = [other - one for one, other in itertools.pairwise(across) if other - one > 2]
    assert len(steps) > 10
    assert min(steps) >= 7.9


def test_prints_one_form(small: Path) -> None:
    told = run("form", "stock-sheet", "--in", "zh,en", cwd=small)
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == "shop-stock-sheet.pdf"
    (page,) = leaves((small / "shop-stock-sheet.pdf").read_bytes())
    assert "空白表单" in squeezed(page.text)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "which form?"),
        (("stock-shet",), "Did you mean: stock-sheet?"),
        (("stock-sheet", "--all"), "which form?"),
        (("stock-sheet", "-o", "x.doc"), "has to end in .pdf"),
        (("stock-sheet", "--in", "fr"), "no language 'fr'"),
    ],
)
def test_wrong_use_is_told(small: Path, words: tuple[str, ...], said: str) -> None:
    told = run("form", *words, cwd=small)
    assert (told.returncode, told.stdout) == (2, "")
    assert said in told.stderr
    assert list(small.glob("*.pdf")) == []


def test_a_form_that_needs_two_sheets_is_refused(small: Path) -> None:
    file = small / "handbook/shop/forms/stock-sheet.yml"
    text = file.read_text("utf-8")
    columns = "".join(f"\n  - {{name: {{zh: 栏目{n}, en: Column {n}}}}}" for n in range(30))
    start = text.index("columns:")
    end = next((start + place for place in (text[start + 8 :].find("\nsource"),) if place > 0), len(text)) + 8
    file.write_text(text[:start] + "columns:" + columns + text[end:].replace("sample:", "note: x\n#"), "utf-8")
    file.write_text(file.read_text("utf-8").replace("kind: ", "layout: record\nkind: ", 1), "utf-8")
    told = run("form", "stock-sheet", cwd=small)
    assert told.returncode == 1
    assert "PRT005" in told.stderr
    assert "handbook/shop/forms/stock-sheet.yml:1:1" in told.stderr
