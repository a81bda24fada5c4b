"""Printed checklists, measured: every real checklist on dates of every sort, and the command that prints them."""

import io
import itertools
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, run
from dutybook.appearance import words_of
from dutybook.book import Book
from dutybook.checklist.compile import compiled
from dutybook.checklist.definition import SHOWN, fingerprint
from dutybook.outputs.sheets import pages_of, pdf_of
from dutybook.outputs.typeset import Typesetter
from dutybook.pipeline import check
from dutybook.printing import Job, Press, Unprintable
from dutybook.views.scene import Scene
from dutybook.views.sheet import sheet
from paper import Leaf, leaves, on_paper, squeezed

MOMENT = 1_700_000_000
SITE = "http://handbook.example.com/site"
DAYS = {
    "ordinary": date(2026, 11, 25),
    "the 12th is a Saturday": date(2026, 12, 11),
    "28 February": date(2026, 2, 28),
    "make-up Saturday": date(2026, 2, 14),
    "before a long holiday": date(2026, 9, 30),
    "provisional": date(2027, 3, 12),
}


@cache
def the_book() -> Book:
    found = check(PROJECT).book
    assert found is not None
    return found


@cache
def typesetter() -> Typesetter:
    return Typesetter(PROJECT, MOMENT)


def keys() -> list[str]:
    return sorted(
        f"{path.parent.name}/{path.stem}" for path in (PROJECT / "checklists").glob("*/*.yml") if path.stem != "waived"
    )


def sheet_of(key: str, language: str, day: date | None) -> dict[str, Any]:
    book = the_book()
    scene = Scene(book, language, words_of(PROJECT, language), ())
    return sheet([scene], compiled(book, book.get("checklist", key, "")), day, SITE)


# In English, whose wordings are the longer ones, three of the days: they cover both lengths of the sheet.
DAYS_OF = {"zh": tuple(DAYS), "en": ("ordinary", "28 February", "provisional")}


@pytest.mark.parametrize("key", keys())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_checklist_on_every_sort_of_day(key: str, language: str) -> None:
    for name in DAYS_OF[language]:
        day = DAYS[name]
        made = sheet_of(key, language, day)
        pdf = pdf_of([made], typesetter())
        pages = leaves(pdf)
        assert len(pages) == pages_of(pdf) <= 2, name
        assert b"/StructTreeRoot" in pdf
        assert b"/Lang" in pdf
        fonts = set(re.findall(rb"/BaseFont/([^/\s>]+)", pdf))
        assert pdf.count(b"/FontFile") == len(fonts) <= 2, "every font is embedded"
        for page in pages:
            on_paper(page)
        everything_stands_there(made, pages)
        footer_stands_on_every_page(made, pages)


def everything_stands_there(made: dict[str, Any], pages: list[Leaf]) -> None:
    """The words of the data are on the paper, as typed, in the sizes that were agreed."""
    whole = squeezed("".join(page.text for page in pages))
    for said in (made["title"], made["objective"], *(made["completion"]), made["date-said"]):
        assert all(squeezed(each) in whole for each in said), said
    numbers = []
    for pause in made["pauses"]:
        (home,) = {place for place, page in enumerate(pages) if squeezed(pause["title"][0]) in squeezed(page.text)} & {
            place for place, page in enumerate(pages) if all(stands_on(page, row) for row in pause["rows"])
        } or [None]
        assert home is not None, f"{pause['id']} is split"
        for row in pause["rows"]:
            numbers.append(row["number"])
            for said in (
                row["text"],
                row["lead"],
                row["response"],
                row["detail"],
                row["due"],
                row["marks"],
                row["unit"],
                row["range"],
            ):
                assert all(squeezed(each) in squeezed(pages[home].text) for each in said), said
            for choice in row["choices"]:
                assert squeezed(choice[0]) in squeezed(pages[home].text)
    assert numbers == list(range(1, len(numbers) + 1))
    sizes = Counter(round(each.size, 1) for page in pages for each in page.letters)
    assert sizes[16.0] >= len(squeezed(made["title"][0]))
    assert sizes[12.5] >= sum(len(squeezed(pause["title"][0])) for pause in made["pauses"])
    items = sum(len(squeezed(row["text"][0])) for pause in made["pauses"] for row in pause["rows"])
    assert sizes[12.0] + sizes[11.0] >= items


def stands_on(page: Leaf, row: dict[str, Any]) -> bool:
    return squeezed(row["text"][0]) in squeezed(page.text)


def footer_stands_on_every_page(made: dict[str, Any], pages: list[Leaf]) -> None:
    for number, page in enumerate(pages, 1):
        low = "".join(each.said for each in page.letters if each.top > 275)
        for part in (
            *made["footer"],
            made["page"][0].replace("{page}", str(number)).replace("{pages}", str(len(pages))),
        ):
            assert squeezed(part) in low
        assert squeezed(made["title"][0]) in "".join(each.said for each in page.letters if each.bottom < 40)
        assert squeezed(made["date-said"][0] if made["date-said"] else "") in squeezed(page.text)


def rows_of(page: Leaf) -> list[float]:
    """The heights of the rows: from one thin line across the page to the next."""
    lines = sorted({round(each.top, 2) for each in page.paths if each.wide > 150 and each.high < 0.6})
    return [round(other - one, 2) for one, other in itertools.pairwise(lines)]


@pytest.mark.parametrize("key", ["tobacco/customer-manager-day", "tobacco/customer-visit", "power-supply/gate-pilot"])
def test_rows_are_high_enough_to_hit(key: str) -> None:
    for page in leaves(pdf_of([sheet_of(key, "zh", DAYS["the 12th is a Saturday"])], typesetter())):
        rows = [each for each in rows_of(page) if each > 3]
        assert len(rows) > 5
        assert min(rows) >= 8.2, "a pause point's heading holds fields of 8 mm"
        ticks = sorted(each.top for each in page.paths if 5.4 < each.wide < 6.2 and each.high < 6.2 and each.left < 40)
        assert all(other - one >= 9 for one, other in itertools.pairwise(ticks) if other - one > 0.1)


def test_lines_are_set_wide_enough() -> None:
    """1.3 of the letters' size at the least, in every paragraph of more than one line."""
    page = leaves(pdf_of([sheet_of("tobacco/customer-visit", "en", None)], typesetter()))[0]
    found = 0
    letters = sorted((each for each in page.letters if each.said in "aceimnorsuvwxz"), key=lambda each: each.bottom)
    for size in (9.0, 10.0):
        bottoms = sorted(
            {round(each.bottom, 2) for each in letters if abs(each.size - size) < 0.05 and each.left > 125}
        )
        for one, other in itertools.pairwise(bottoms):
            if 2 < other - one < size * 0.3528 * 1.6:
                found += 1
                assert other - one >= size * 0.3528 * 1.295
    assert found


def test_the_code_leads_back(tmp_path: Path) -> None:
    import pypdfium2
    import zxingcpp

    made = sheet_of("tobacco/customer-manager-day", "zh", DAYS["ordinary"])
    document = pypdfium2.PdfDocument(pdf_of([made], typesetter()))
    (code,) = zxingcpp.read_barcodes(document[0].render(scale=3).to_pil())
    book = the_book()
    code_of = fingerprint(book, compiled(book, book.get("checklist", "tobacco/customer-manager-day", "")))[:SHOWN]
    assert code.text == f"{SITE}/zh/tobacco/checklists/customer-manager-day.html?date=2026-11-25&v={code_of}"
    document.close()


def test_greyscale_loses_nothing() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf_of([sheet_of("tobacco/abnormal-sales", "zh", None)], typesetter()))
    image = document[0].render(scale=2).to_pil().convert("RGB")
    assert all(max(pixel) - min(pixel) <= 2 for _, pixel in image.getcolors(1 << 20) or [])
    assert "◆关键" in document[0].get_textpage().get_text_range()
    document.close()


def test_glyphs_are_simplified_chinese() -> None:
    """門-radicals and 骨 differ between the Japanese and the Simplified Chinese font; ours has one font only."""
    pdf = pdf_of([sheet_of("tobacco/customer-manager-day", "zh", None)], typesetter())
    assert {each.split(b"+")[1] for each in re.findall(rb"/BaseFont/([^/\s>]+)", pdf)} == {b"NotoSansSC-Thin"}


def said_on(key: str, language: str, name: str) -> str:
    return squeezed("".join(page.text for page in leaves(pdf_of([sheet_of(key, language, DAYS[name])], typesetter()))))


def test_a_shift_says_why_and_the_last_day_of_february_stands_in() -> None:
    said = said_on("tobacco/customer-manager-day", "zh", "the 12th is a Saturday")
    assert "每月12日前；12月12日是周六，提前到12月11日（周五）" in said
    february = said_on("tobacco/customer-manager-day", "zh", "28 February")
    assert "2026年2月28日（周六）·春节调休上班" in february
    assert "每月30日前；当期没有这一天，取2月28日（周六）" in february
    assert "暂定" in said_on("tobacco/customer-manager-day", "zh", "provisional")


@pytest.mark.parametrize(
    ("key", "language", "day"),
    [
        ("tobacco/customer-manager-day", "zh", date(2026, 12, 11)),
        ("tobacco/customer-manager-day", "en", date(2026, 12, 4)),
        ("tobacco/month-end", "en", date(2026, 12, 11)),
        ("tobacco/week-end", "en", date(2026, 12, 11)),
        ("power-supply/customer-manager-day", "en", date(2026, 12, 21)),
    ],
)
def test_a_customer_managers_sheet_is_one_page(key: str, language: str, day: date) -> None:
    """Also on the Fridays, and in the longer language: columns, gaps and fields give way, rows and letters do not."""
    made = sheet_of(key, language, day)
    (page,) = leaves(pdf_of([made], typesetter()))
    on_paper(page)
    rows = [each for each in rows_of(page) if each > 3]
    assert min(rows) >= 8.2
    # Name and route stand on one line with the role, each with room to write.
    blanks = [each for each in page.paths if 7.9 < each.high < 8.6 and each.wide > 24.9]
    highest = min(each.top for each in blanks)
    empty = [each for each in made["meta"] if each["value"] is None]
    assert sum(each.top - highest < 0.1 for each in blanks) == len(empty) > 0


def test_a_week_ahead_closes_the_sheet() -> None:
    made = sheet_of("tobacco/customer-manager-day", "en", date(2026, 12, 7))
    assert [row["day"] for row in made["coming"]["rows"]] == [["Fri 11 December"]]
    assert "Aggregate and analyse the area's forecasts" in made["coming"]["rows"][0]["items"][0]


def test_the_same_input_gives_the_same_bytes() -> None:
    made = [sheet_of("tobacco/customer-manager-day", "zh", DAYS["ordinary"]), sheet_of("well-being/abcde", "zh", None)]
    assert pdf_of(made, typesetter()) == pdf_of(made, Typesetter(PROJECT, MOMENT))


def test_sheets_of_one_file_count_their_own_pages() -> None:
    made = [
        sheet_of("tobacco/customer-manager-day", "en", DAYS["the 12th is a Saturday"]),
        sheet_of("well-being/abcde", "en", None),
    ]
    pages = leaves(pdf_of(made, typesetter()))
    assert ["page1/2" in squeezed(page.text) for page in pages] == [True, False, False]
    assert ["page2/2" in squeezed(page.text) for page in pages] == [False, True, False]
    assert "page1/1" in squeezed(pages[2].text)


def test_two_languages_on_one_sheet() -> None:
    book = the_book()
    scenes = [Scene(book, language, words_of(PROJECT, language), ()) for language in ("zh", "en")]
    made = sheet(
        scenes, compiled(book, book.get("checklist", "tobacco/customer-manager-day", "")), DAYS["ordinary"], SITE
    )
    said = squeezed("".join(page.text for page in leaves(pdf_of([made], typesetter()))))
    assert "按时到岗，规范着装" in said
    assert "Beonpostinproperdress" in said


# The command.


def test_prints_today_without_thinking(small: Path) -> None:
    told = run("sheet", "clerk-day", cwd=small)
    assert told.returncode == 0, told.stderr
    (file,) = small.glob("*.pdf")
    assert told.stdout.strip() == file.name == f"shop-clerk-day_{date.today():%Y%m%d}.pdf"
    assert [each.name for each in small.iterdir() if each.name.startswith(".")] == []


def test_prints_what_a_role_needs_on_a_day(tmp_path: Path) -> None:
    out = tmp_path / "sheets/"
    told = run("sheet", "--role", "tobacco/customer-manager", "--date", "2026-11-30", "-o", f"{out}/")
    assert told.returncode == 0, told.stderr
    names = {file.name for file in out.iterdir()}
    assert {"tobacco-customer-manager-day_20261130.pdf", "tobacco-month-end_20261130.pdf"} <= names
    assert not any(
        name.startswith(("power", "tobacco-market", "tobacco-promotion-approval", "tobacco-week-end")) for name in names
    )


def test_prints_a_stretch_of_days(tmp_path: Path) -> None:
    told = run("sheet", "tobacco/week-end", "--from", "2026-09-14", "--to", "2026-10-11", "-o", f"{tmp_path}/a/")
    assert told.returncode == 0, told.stderr
    assert sorted(file.stem[-8:] for file in (tmp_path / "a").iterdir()) == [
        "20260920",
        "20260924",
        "20260930",
        "20261010",
    ]


def test_processes_share_the_work(tmp_path: Path) -> None:
    words = ("sheet", "tobacco/customer-manager-day", "--from", "2026-12-01", "--to", "2026-12-11")
    assert run(*words, "-o", f"{tmp_path}/one/").returncode == 0
    assert run(*words, "-o", f"{tmp_path}/two/", "--jobs", "2").returncode == 0
    one, two = ({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert len(one) == 9


def test_many_sheets_go_into_several_files(tmp_path: Path) -> None:
    told = run(
        "sheet",
        "tobacco/customer-manager-day",
        "--from",
        "2026-01-01",
        "--to",
        "2026-04-15",
        "-o",
        "s.pdf",
        "--root",
        str(PROJECT),
        cwd=tmp_path,
    )
    assert told.stdout.split() == ["s-1.pdf", "s-2.pdf"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "which checklist?"),
        (("clerk-dai",), "Did you mean: clerk-day?"),
        (("clerk-day", "--date", "2026-02-30"), "'2026-02-30' is no date"),
        (("clerk-day", "--date", "2026-01-01", "--from", "2026-01-01"), "--on does not go with"),
        (("clerk-day", "--undated", "--date", "2026-01-01"), "--undated does not go with"),
        (("clerk-day", "--from", "2026-01-01"), "--from and --to go together"),
        (("clerk-day", "--from", "2026-02-01", "--to", "2026-01-01"), "is later than"),
        (("clerk-day", "--from", "2020-01-01", "--to", "2026-01-01"), "longer than 5 years"),
        (("clerk-day", "--in", "fr"), "no language 'fr'"),
        (("clerk-day", "--all"), "not both"),
        (("clerk-day", "-o", "sheet.doc"), "has to end in .pdf or .html"),
        (("--role", "clark"), "Did you mean: clerk?"),
        (("--role", "boss", "--date", "2026-11-25"), "no checklist is used"),
    ],
)  # fmt: skip
def test_wrong_use_is_told(small: Path, words: tuple[str, ...], said: str) -> None:
    told = run("sheet", *words, cwd=small)
    assert (told.returncode, told.stdout) == (2, "")
    assert said in told.stderr
    assert list(small.glob("*.pdf")) == []


def test_a_character_that_the_font_lacks(small: Path) -> None:
    file = small / "checklists/shop/clerk-day.yml"
    lines = file.read_text("utf-8").split("\n")
    number, line = next((n, line) for n, line in enumerate(lines, 1) if line.startswith("completion:"))
    lines[number - 1] = line.replace("{zh: ", "{zh: 𠮷", 1)
    file.write_text("\n".join(lines), "utf-8")
    told = run("sheet", "clerk-day", "--date", "2026-11-25", cwd=small)
    assert told.returncode == 1
    assert f"checklists/shop/clerk-day.yml:{number}:" in told.stderr
    assert "PRT001" in told.stderr
    assert "U+20BB7" in told.stderr
    assert list(small.glob("*.pdf")) == []


def test_a_date_outside_the_calendar(small: Path) -> None:
    told = run("sheet", "clerk-day", "--date", "2031-01-06", cwd=small)
    assert told.returncode == 1
    assert "handbook/calendar/cn/2031.yml:1:1: error PRT004" in told.stderr
    assert list(small.glob("*.pdf")) == []


def test_what_does_not_fit_is_told_with_its_place(small: Path) -> None:
    prose = "长" * 45
    items = "".join(
        f'\n      - {{id: i{n}, type: text, text: {{zh: {prose}, en: "{"long " * 60}"}}, reason: {{zh: 需要, en: needed}}}}'
        for n in range(9)
    )
    file = small / "checklists/shop/clerk-day.yml"
    lines = file.read_text("utf-8").rstrip("\n")
    extra = "".join(
        f"\n  - id: stop-{k}\n    title: {{zh: 停, en: Stop}}\n    seconds: 30\n    items:{items.replace('id: i', f'id: k{k}-i')}"
        for k in range(4)
    )
    file.write_text(lines + extra + "\n", "utf-8")
    book = check(small).book
    assert book is not None
    (checklist,) = book.checklists
    with pytest.raises(Unprintable) as caught:
        Press(book, small, ["zh"], MOMENT).pdf([Job(checklist, None)])
    (problem,) = caught.value.problems
    assert problem.kind.code == "PRT003"
    assert str(problem.mark) == "checklists/shop/clerk-day.yml:1:1"
    with pytest.raises(Unprintable) as caught:
        Press(book, small, ["en"], MOMENT).pdf([Job(checklist, None)])
    (problem,) = caught.value.problems
    assert problem.kind.code == "PRT002"
    assert "stop-0" in problem.message()


def test_a_folder_that_cannot_be_written(small: Path) -> None:
    (small / "file").write_text("x")
    told = run("sheet", "clerk-day", "-o", "file/sheet.pdf", cwd=small)
    assert (told.returncode, told.stdout) == (2, "")
    assert "cannot write file/sheet.pdf" in told.stderr


def test_what_users_wrote_is_escaped_in_html(small: Path) -> None:
    book = check(small).book
    assert book is not None
    (checklist,) = book.checklists
    checklist.title.said["zh"] = "</style><script>alert(1)</script>\"'"
    said = Press(book, small, ["zh"], MOMENT).html([Job(checklist, None)])
    assert "<script" not in said
    assert said.count("</style>") == 2
    assert io.StringIO(said).readline() == "<!doctype html>\n"
