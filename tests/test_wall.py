"""Month pages for the wall, measured: every role with dates in months of every sort, and months too full for a page."""

import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT
from dutybook.appearance import words_of
from dutybook.book import Book
from dutybook.checklist.compile import is_dated
from dutybook.due import Due, due_between, month_of
from dutybook.outputs.typeset import Typesetter
from dutybook.outputs.wall import pdf_of
from dutybook.pipeline import check
from dutybook.views.due import DueWords
from dutybook.views.scene import Scene
from dutybook.views.wall import month_pages
from paper import Leaf, leaves

MOMENT = 1_780_000_000
MONTHS = [date(2026, 2, 1), date(2026, 5, 1), date(2026, 9, 1), date(2026, 10, 1), date(2026, 12, 1), date(2027, 3, 1)]
ROLES = [
    "tobacco/customer-manager", "tobacco/market-manager", "power-supply/customer-manager", "power-supply/team-leader",
    "power-supply/class-1-customer-manager", "telecom/group-customer-manager", "bank/customer-manager",
]  # fmt: skip
MARGIN = 12  # mm


@cache
def the_book() -> Book:
    found = check(PROJECT).book
    assert found is not None
    return found


@cache
def typesetter() -> Typesetter:
    return Typesetter(PROJECT, MOMENT)


def words_in(book: Book, language: str) -> DueWords:
    return DueWords(Scene(book, language, words_of(PROJECT, language), ()))


def pages_in(book: Book, key: str, language: str, months: Sequence[date]) -> tuple[dict[str, Any], list[Due]]:
    role = book.get("role", key, "")
    items = [each for month in months for each in due_between(book, [role], *month_of(month))]
    return month_pages(words_in(book, language), role, months, items, MOMENT), items


def bare(said: str) -> str:
    return re.sub(r"\s", "", said)


@pytest.mark.parametrize("key", ROLES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_role_in_months_of_every_sort(key: str, language: str) -> None:
    data, items = pages_in(the_book(), key, language, MONTHS)
    pdf = pdf_of(data, typesetter())
    assert b"/StructTreeRoot" in pdf
    fonts = set(re.findall(rb"/BaseFont/([^/\s>]+)", pdf))
    assert pdf.count(b"/FontFile") == len(fonts) <= 2, "every font is embedded"
    found = leaves(pdf)
    by_month = months_of(found, data)
    assert len(found) <= len(MONTHS) + 1
    for month, pages, made in zip(MONTHS, by_month, data["months"], strict=True):
        for page in pages:
            on_paper(page)
        everything_stands_there(made, pages, [each for each in items if month_of(each.at.due)[0] == month], language)
        footer_stands_on_every_page(made, pages, found)


def months_of(found: list[Leaf], data: dict[str, Any]) -> list[list[Leaf]]:
    """The pages of each month, by the title on them."""
    return [[page for page in found if bare(page.text).startswith(bare(month["title"]))] for month in data["months"]]


def on_paper(page: Leaf) -> None:
    assert (round(page.wide), round(page.high)) == (297, 210)
    sizes = [each.size for each in page.letters]
    assert min(sizes) >= 8.99
    assert max(sizes) == pytest.approx(16, abs=0.01)
    assert {each.colour for each in page.letters} == {(0, 0, 0)}
    for each in page.letters:
        assert each.left >= MARGIN - 0.1
        assert each.right <= 297 - MARGIN + 0.1
        assert each.top >= MARGIN - 0.1
        assert each.bottom <= 210 - 8
    for each in page.paths:
        assert each.colour[0] == each.colour[1] == each.colour[2], "grey at most"
        assert each.left >= MARGIN - 0.4, "a line lies half outside its box"
        assert each.right <= 297 - MARGIN + 0.4


def everything_stands_there(made: dict[str, Any], pages: list[Leaf], items: list[Due], language: str) -> None:
    first, said = bare(pages[0].text), bare("".join(page.text for page in pages))
    words = words_in(the_book(), language)
    for item in items:
        assert bare(words.scene.title(item.duty)) in said
    days = [cell for week in made["weeks"] for cell in week if cell is not None]
    shown = 0
    for day in days:
        assert bare(day["said"]) in first
        assert all(bare(item["text"]) in said for item in day["items"])
        shown += len(day["items"])
    assert shown == sum(is_dated(each.duty) for each in items)
    assert all(bare(note) in said for note in made["notes"])
    assert bare(made["provisional"]) in first
    assert (len(pages) > 1) == bool(re.search("见后页|nextpage", first))


def footer_stands_on_every_page(made: dict[str, Any], pages: list[Leaf], all_pages: list[Leaf]) -> None:
    for page in pages:
        low = bare("".join(each.said for each in page.letters if each.top > 210 - 16))
        number = all_pages.index(page) + 1
        assert made["code"] in low
        assert "2026-05-28" in low, "the date of the commit"
        assert re.search(rf"第{number}页，共{len(all_pages)}页|page{number}of{len(all_pages)}$", low)


def test_days_off_and_make_up_workdays_are_words() -> None:
    data, _ = pages_in(the_book(), "tobacco/customer-manager", "zh", MONTHS)
    february, december, march = (
        {cell["day"]: cell["said"] for week in data["months"][place]["weeks"] for cell in week if cell is not None}
        for place in (0, 4, 5)
    )
    assert (february["14"], february["15"], february["1"], february["2"]) == ("班 春节调休", "休 春节", "休", "")
    assert (december["28"], december["29"]) == ("", "暂定")
    assert set(march.values()) == {"暂定", "休 暂定"}
    assert data["months"][0]["provisional"] == ""
    assert "2027年的放假通知尚未录入" in data["months"][5]["provisional"]


def test_an_item_says_from_where_it_moved_and_since_when() -> None:
    data, _ = pages_in(the_book(), "tobacco/customer-manager", "en", [date(2026, 9, 1)])
    texts = [item["text"] for week in data["months"][0]["weeks"] for cell in week if cell for item in cell["items"]]
    assert "Forecast customer demand (moved from the 12th)" in texts
    assert "Hand out the customer business sheets (from the 1st, moved from the 25th)" in texts
    assert "Visit frequency of urban customers (at least twice a month)" in texts
    notes = data["months"][0]["notes"]
    assert notes[0].startswith("Every workday: at 7:50 ")
    assert "12 September is a Saturday, brought forward to Fri 11 September" in notes[-1]
    assert any("20 September, 10 October (国办发明电〔2025〕7号)" in note for note in notes)


def test_the_fingerprint_is_that_of_the_month_alone(copy: Path) -> None:
    alone, _ = pages_in(the_book(), "tobacco/customer-manager", "zh", MONTHS[:1])
    among, _ = pages_in(the_book(), "tobacco/customer-manager", "zh", MONTHS)
    assert alone["months"][0]["code"] == among["months"][0]["code"]
    assert len({month["code"] for month in among["months"]}) == len(MONTHS)
    unit = copy / "handbook/tobacco/unit.yml"
    unit.write_text(unit.read_text("utf-8").replace("day-off: previous", "day-off: next"), "utf-8")
    book = check(copy).book
    assert book is not None
    other, _ = pages_in(book, "tobacco/customer-manager", "zh", MONTHS)
    same = [one["code"] == two["code"] for one, two in zip(among["months"], other["months"], strict=True)]
    # In February 2026 and March 2027 no deadline falls on a day off.
    assert same == [True, False, False, False, False, True]


def full(small: Path, duties: int, daily: int, title: str = "盘点第{n}个货架") -> Book:
    """The small handbook with many duties on the 10th, and many every day."""
    file = small / "handbook/shop/standards/sales.yml"
    text = file.read_text("utf-8")
    for number in range(duties + daily):
        when = "{every: month, by: 10}" if number < duties else "{every: workday}"
        said = title.format(n=number + 1)
        text += (
            f"  - id: extra-{number}\n    title: {{zh: {said}, en: Count shelf number {number + 1}}}\n"
            f"    text: {{zh: 盘点。, en: Count.}}\n    when: {when}\n    form: none\n    handed-to: none\n"
            "    checked-by: {role: boss}\n    not-stated: [measure]\n    source: [S1-03]\n"
        )
    file.write_text(text, "utf-8")
    book = check(small, date(2026, 11, 24)).book
    assert book is not None
    return book


@pytest.mark.parametrize(("duties", "daily"), [(40, 0), (0, 150), (90, 150), (300, 10)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_has_no_room_is_told_and_stands_on_the_next_page(
    duties: int, daily: int, language: str, small: Path
) -> None:
    data, _ = pages_in(full(small, duties, daily), "shop/clerk", language, [date(2026, 8, 1)])
    found = leaves(pdf_of(data, typesetter()))
    assert len(found) > 1
    for page in found:
        on_paper(page)
    first, said = bare(found[0].text), bare("".join(page.text for page in found[1:]))
    if duties:
        (cell,) = [cell for week in data["months"][0]["weeks"] for cell in week if cell and cell["day"] == "10"]
        assert len(cell["items"]) == duties + 1
        assert all(bare(item["text"]) in said for item in cell["items"])
        on_it = sum(bare(item["text"]) in first for item in cell["items"])
        told = re.search(r"另有(\d+)项，见后页|共(\d+)项，见后页|(\d+)more,seenextpage|(\d+)items,seenextpage", first)
        assert told
        assert on_it < duties + 1
    if daily > 100:
        names = [bare(each) for note in data["months"][0]["notes"] for each in re.split("[；;]", note)]
        assert sum(name not in said for name in names) <= len(found) - 2, "one may lie across a page's end"


def test_a_very_long_title_is_not_cut_off(small: Path) -> None:
    data, _ = pages_in(
        full(small, 3, 0, "按照货架顺序逐层逐格清点" * 30 + "{n}"), "shop/clerk", "zh", [date(2026, 8, 1)]
    )
    found = leaves(pdf_of(data, typesetter()))
    assert bare("清点3") in bare("".join(page.text for page in found))
    for page in found:
        on_paper(page)


def test_a_six_week_month_and_a_four_week_month() -> None:
    for month, weeks in ((date(2026, 8, 1), 6), (date(2027, 2, 1), 4)):
        data, _ = pages_in(the_book(), "tobacco/market-manager", "zh", [month])
        assert len(data["months"][0]["weeks"]) == weeks
        assert len(leaves(pdf_of(data, typesetter()))) == 1


def test_years_of_pages_need_no_more_memory_than_one(tmp_path: Path) -> None:
    script = (
        "import sys; from dutybook.cli import main; code = main(sys.argv[1:]);"
        "print(code, next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    words = ["calendar", "tobacco/customer-manager", "--from", "2024-01-01", "--to", "2028-12-31", "-o", str(tmp_path)]
    told = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    code, kibibytes = (int(each) for each in told.stdout.split("\n")[-2].split())
    assert code == 0
    assert kibibytes < 450 * 1024
