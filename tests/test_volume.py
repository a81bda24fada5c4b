"""Volumes, measured: contents, bookmarks and page references lead where they say, nothing is lost, nothing leaves its lines."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import PROJECT
from dutybook.appearance import words_of
from dutybook.book import Book
from dutybook.cli import main
from dutybook.outputs.typeset import Typesetter
from dutybook.outputs.volume import pdf_of
from dutybook.pipeline import check
from dutybook.views.paper_flow import flow, label
from dutybook.views.scene import Scene
from dutybook.views.volume import volume
from paper import leaves

MOMENT = 1_780_000_000
SMALL = PROJECT / "tests/rules/base"


class Made:
    """A volume with its pages as text."""

    def __init__(self, root: Path, unit: str, language: str) -> None:
        self.book = book_of(root)
        scene = Scene(self.book, language, words_of(root, language), ())
        self.values = volume(scene, self.book.get("unit", unit, ""), MOMENT)
        self.pdf = pdf_of(self.values, typesetter(root))
        document = pypdfium2.PdfDocument(self.pdf)
        said = [page.get_textpage().get_text_range() for page in document]
        self.lines = [[squeezed(line) for line in page.splitlines()] for page in said]
        self.pages = [squeezed(page) for page in said]
        self.bookmarks = [
            (each.level, each.get_title(), each.get_dest().get_index() + 1) for each in document.get_toc()
        ]
        self.titles = {squeezed(title): number for _, title, number in self.bookmarks}
        document.close()

    @property
    def text(self) -> str:
        return "".join(self.pages)


def squeezed(said: str) -> str:
    return re.sub(r"[\s\u2060\ufffe\x02\ufeff]", "", said)


@cache
def book_of(root: Path) -> Book:
    found = check(root).book
    assert found is not None
    return found


@cache
def typesetter(root: Path) -> Typesetter:
    return Typesetter(root, MOMENT)


@cache
def tobacco(language: str) -> Made:
    return Made(PROJECT, "tobacco", language)


def numbered(sections: list[dict[str, Any]]) -> list[str]:
    return [squeezed(each["number"] + each["title"]) for one in sections for each in (one, *flatten(one))]


def flatten(section: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for one in section["sections"] for each in (one, *flatten(one))]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_bookmarks_are_the_headings_and_lead_to_them(language: str) -> None:
    made = tobacco(language)
    assert list(made.titles) == numbered(made.values["chapters"])
    assert {level for level, _, _ in made.bookmarks} == {0, 1, 2}
    for title, number in made.titles.items():
        assert title in made.pages[number - 1], title


@pytest.mark.parametrize("language", ["zh", "en"])
def test_contents_give_the_right_pages(language: str) -> None:
    made = tobacco(language)
    first = min(made.titles.values())
    lines = [line for page in made.lines[2 : first - 1] for line in page]
    listed = [found[0] for line in lines if (found := re.findall(r"^(.+?)\.{3,}(\d+)$", line))]
    assert listed == [(title, str(number)) for title, number in made.titles.items()]


def test_references_give_the_right_pages() -> None:
    made = tobacco("zh")
    named = {title.partition("《")[0]: number for title, number in made.titles.items()}
    pages = {re.sub(r"^[\d.]+", "", title): number for title, number in named.items()}
    found = re.findall(r"《([^《》]+)》（第(\d+)页）", made.text)
    assert len(found) > 40
    assert [(form, number) for form, number in found if pages[form] != int(number)] == []


def test_what_is_checked_stands_in_the_order_of_its_clauses() -> None:
    made = tobacco("zh")
    chapter = next(each for each in made.values["chapters"] if each["label"] == "chapter-checks")
    (table,) = (each for each in chapter["blocks"] if each["k"] == "table")
    duties = [squeezed(row[0][0]["r"][0]["t"]) for row in table["rows"]]
    clauses = [re.sub(r"^[\d.]+", "", title) for title in made.titles]
    places = [clauses.index(duty) for duty in duties]
    assert len(places) > 20
    assert places == sorted(places)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_duty_form_and_clause_of_the_unit_stands_there(language: str) -> None:
    made = tobacco(language)
    book, text = made.book, made.text
    unit = book.get("unit", "tobacco", "")
    duties = book.within("duty", unit)
    assert len(duties) > 40
    for duty in duties:
        assert squeezed(duty.title.said[language]) in text
        assert squeezed(duty.text.said[language]) in text, duty.id
    for form in book.within("form", unit):
        assert all(squeezed(column.name.said[language]) in text for column in form.columns)
    (schedule,) = book.within("schedule", unit)
    for entry in schedule.entries:
        assert squeezed(str(entry.start)) in text
        assert squeezed(entry.what.said[language]) in text
    (process,) = book.within("process", unit)
    for step in process.steps:
        assert text.count(squeezed(step.does.said[language])) >= 2, "among the steps and in the table of parts"
    assert not re.search(r"\{[a-z_]+\}|<[a-z/]|&[a-z]+;|\bNone\b", text)


def test_what_is_open_or_assumed_is_listed_with_its_clauses() -> None:
    made = tobacco("zh")
    *_, open_, assumed, sources = made.values["chapters"]
    assert [each["number"] for each in (open_, assumed, sources)] == ["附录A", "附录B", "附录C"]
    rows = {row[0][0]["r"][0]["t"]: row[2][0]["r"][0]["t"] for row in open_["blocks"][1]["rows"]}
    number = next(
        each["number"] for one in made.values["chapters"] for each in flatten(one) if each["title"] == "参加部门会议"
    )
    assert rows[number] == "标准、办不了时"
    reasons = {row[0][0]["r"][0]["t"]: [run["t"] for run in row[1][0]["r"]] for row in assumed["blocks"][1]["rows"]}
    assert number in reasons["来源没有写明周期，开会即参加"]
    assert (
        "基本信息"
        in reasons["来源没有注明日期、版本、归口和复核周期；为便于管理，由手册编者设定，各单位采用时应改为自己的"]
    )
    listed = {row[0][0]["r"][0]["t"] for row in sources["blocks"][1]["rows"]}
    assert {"A6-01", "A6-38", "A6-47"} <= listed


def test_it_is_tagged_embedded_and_the_same_each_time() -> None:
    made = tobacco("zh")
    assert b"/StructTreeRoot" in made.pdf
    assert b"/Lang(zh" in made.pdf
    fonts = set(re.findall(rb"/BaseFont/([^/\s>]+)", made.pdf))
    assert made.pdf.count(b"/FontFile") == len(fonts) > 0
    assert pdf_of(made.values, Typesetter(PROJECT, MOMENT)) == made.pdf


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_bear_number_version_and_page_and_keep_their_margins(language: str) -> None:
    made = tobacco(language)
    for number, page in enumerate(made.pages[1:], 2):
        assert ("版本1.02026年11月1日" if language == "zh" else "Version1.0·1November2026") in page
        counted = f"第{number}页共{len(made.pages)}页" if language == "zh" else f"page{number}of{len(made.pages)}"
        assert counted in page
    for page in leaves(made.pdf)[:: 4 if language == "zh" else 6]:
        assert (round(page.wide), round(page.high)) == (210, 297)
        assert min(each.size for each in page.letters) >= 7.9
        assert min(each.left for each in page.letters) >= 25.8
        assert max(each.right for each in page.letters) <= 190.6, "no line is too long"
        assert max(each.bottom for each in page.letters) <= 287


def test_the_small_handbook_has_every_chapter() -> None:
    made = Made(SMALL, "shop", "en")
    titles = [each["title"] for each in made.values["chapters"]]
    assert titles == [
        "Purpose", "Scope", "Terms and definitions", "Duties and authority", "Customer classes", "Working time and deadlines", "Procedures",
        "Processes between roles", "Rollout", "Records and forms", "Checks and appraisal", "Checklists", "Topics", "Worksheets",
        "Self-checks", "What is not stated", "Assumptions and reasons", "Clauses of the sources",
    ]  # fmt: skip


def test_very_long_words_and_texts_stay_on_the_paper(small: Path) -> None:
    file = small / "handbook/shop/standards/sales.yml"
    text = file.read_text("utf-8")
    long = "x" * 400 + " " + "很长的要求" * 500
    file.write_text(re.sub(r"measure: \{zh: [^,]+, en: [^}]+\}", f"measure: {{zh: {long}, en: {long}}}", text), "utf-8")
    made = Made(small, "shop", "zh")
    assert made.text.count("很长的要求") >= 400
    assert max(each.right for page in leaves(made.pdf) for each in page.letters) <= 190.6


def command(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["build", *words])
    out, error = capsys.readouterr()
    return code, out, error


def test_the_command_writes_a_book_a_unit_and_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = command(capsys, "--book", "--root", str(SMALL), "-o", str(tmp_path / "books"), "--in", "zh,en")
    assert code == 0
    assert out.split() == [str(tmp_path / "books" / f"shop-{each}.pdf") for each in ("zh", "en")]
    code, out, _ = command(capsys, "--book", "shop", "--root", str(SMALL), "-o", str(tmp_path / "one.pdf"))
    assert (code, out) == (0, f"{tmp_path}/one.pdf\n")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "books/shop-zh.pdf").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--book", "shops"], "there is no unit 'shops'. Did you mean: shop?"),
        (["--book", "shop", "-o", "x.pdf", "--in", "zh,en"], "'x.pdf' can hold one book, and there are 2"),
        (["--book", "shop", "-o", "x.txt"], "'x.txt' is no PDF: name a file that ends in .pdf, or a folder"),
        (["--book", "--in", "fr"], "fr"),
        (["--in", "zh"], "--in goes with --book"),
        (["--book", "--offline"], "--offline packs the site, and --book prints books"),
    ],
)
def test_what_is_refused(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, error = command(capsys, *words, "--root", str(SMALL), "--lang", "en")
    assert (code, out) == (2, "")
    assert said in error


def test_a_character_that_the_font_lacks_is_told_with_its_place(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = small / "handbook/shop/roles/clerk.yml"
    file.write_text(file.read_text("utf-8").replace("接待顾客。", "接待顾客𠮷。"), "utf-8")
    out = tmp_path / "x.pdf"
    code, said, error = command(
        capsys, "--book", "shop", "--root", str(small), "-o", str(out), "--in", "zh", "--lang", "en"
    )
    assert (code, said, out.exists()) == (1, "", False)
    assert "handbook/shop/roles/clerk.yml:3:" in error
    assert "𠮷" in error


@pytest.mark.parametrize(
    ("html", "runs"),
    [
        ("a &lt;b&gt; <strong>c</strong>", [{"t": "a <b> "}, {"t": "c", "b": True}]),
        ('<a class="db-ref" href="../forms/f.html#x">F</a>', [{"t": "F", "to": "shop/forms/f.html#x"}]),
        ('<a class="db-term" href="../../glossary.html#t">T</a>', [{"t": "T"}]),
        ('<span class="db-open">?</span>', [{"t": "?", "o": True}]),
        ('v<span class="db-mark db-mark-short" title="why">△</span>w', [{"t": "v"}, {"t": "△", "a": True}, {"t": "w"}]),
        ("x<form><label>y<input></label></form>z", [{"t": "xz"}]),
        ("x<svg><text>y</text></svg><p hidden>q</p>", [{"t": "x"}]),
    ],
)
def test_html_becomes_runs(html: str, runs: list[dict[str, Any]]) -> None:
    assert [run for each in flow(html, "shop/roles/r.md").paragraphs for run in each["r"]] == runs


def test_lists_and_remarks_of_html() -> None:
    made = flow(
        '<ol><li>a</li><li>b</li></ol><ul><li>c</li></ul><p>d</p><p class="db-remark"><span class="db-mark">△</span> why</p>',
        "index.md",
    )
    assert [(each["k"], each["n"], each["r"][0]["t"]) for each in made.paragraphs] == [
        ("li", 1, "a"), ("li", 2, "b"), ("li", 0, "c"), ("p", 0, "d"),
    ]  # fmt: skip
    assert made.paragraphs[-1]["r"][-1] == {"t": "△", "a": True}
    assert made.reasons == ["why"]


def test_labels_are_the_same_from_every_page() -> None:
    assert (
        label("x.html", "shop/duties/y.md")
        == label("../duties/x.html?role=1", "shop/roles/r.md")
        == "shop/duties/x.html"
    )
    assert label("#top", "shop/duties/y.md") == "shop/duties/y.html#top"
    assert label("", "shop/duties/y.md") == "shop/duties/y.html"
