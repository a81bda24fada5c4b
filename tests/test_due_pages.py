"""Due dates on the site: the years shown, the data for scripts, the pages that are made from the same dates."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT
from dutybook.appearance import words_of
from dutybook.book import Book, unit_of
from dutybook.due import due_between
from dutybook.pipeline import Site, site
from dutybook.views.agenda import agenda_of, years_of
from dutybook.views.due import DueWords
from dutybook.views.due_data import due_script, roles_shown
from dutybook.views.scene import Scene
from dutybook.views.site_map import assets_of
from sites import book_of, build_one, page_of, real_book

HERE = Path(__file__).parent
DAY = timedelta(days=1)
FRIDAY = """  - id: tidy
    title: {zh: 整理, en: Tidy up}
    text: {zh: 每周五前整理。, en: Tidy up by Friday.}
    when: {every: week, by: friday, policy: {day-off: next, crossing: allow, source: [S1-03]}}
    form: none
    handed-to: none
    checked-by: {role: boss}
    source: [S1-03]
    not-stated: [measure]
"""
YEAR = "year: {year}\nholidays: []\n"
NOTICE = "notice: {{number: N{year}, published: {before}-11-01, title: {{zh: 通知, en: Notice}}}}\n"


def scene_of(book: Book, root: Path, language: str) -> Scene:
    return Scene(book, language, words_of(root, language), ())


def data_of(book: Book, root: Path, language: str) -> dict[str, Any]:
    script = due_script(scene_of(book, root, language))
    found: dict[str, Any] = json.loads(script.removeprefix("window.dutybookDue = ").rstrip().removesuffix(";"))
    return found


@pytest.fixture(scope="module")
def real() -> Book:
    return real_book()


def list_year(root: Path, year: int, *, notice: bool) -> None:
    text = YEAR.format(year=year) + (NOTICE.format(year=year, before=year - 1) if notice else "")
    (root / f"handbook/calendar/cn/{year}.yml").write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("with_notice", "without", "shown"),
    [
        ([2026], [], [2026, 2027]),
        ([2025, 2026], [], [2025, 2026, 2027]),
        ([2024, 2026], [2025], [2026, 2027]),
        ([2024, 2025, 2026], [2027], [2025, 2026, 2027]),
        ([2025, 2026, 2027], [2028], [2026, 2027, 2028]),
        ([], [2027], [2027, 2028]),
        ([], [], []),
    ],
)
def test_the_years_shown(small: Path, with_notice: list[int], without: list[int], shown: list[int]) -> None:
    (small / "handbook/calendar/cn/2026.yml").unlink()
    for year in with_notice:
        list_year(small, year, notice=True)
    for year in without:
        list_year(small, year, notice=False)
    assert list(years_of(book_of(small))) == shown


def decoded(data: dict[str, Any], role: str) -> Iterator[tuple[Any, ...]]:
    """What the data say of a role, day by day, as a reader of their description would take them."""
    first = date.fromisoformat(data["first"])
    for place, number in enumerate(data["kind"]):
        day = (first + place * DAY).isoformat()
        for key in data["roles"][role]["duties"]:
            duty = data["duties"][key]
            if "dates" in duty:
                for at in data["dates"][duty["dates"]].get(day, []):
                    why = data["reasons"][at["why"]] if "why" in at else ""
                    yield key, day, at.get("nominal", day), at.get("from"), bool(at.get("provisional")), why
                continue
            kind = data["kinds"][data["own"].get(key.split("/")[0], {}).get(day, number)]
            if duty["daily"] == "day" or kind["work"]:
                yield key, day, day, None, any(start <= day <= end for start, end in data["provisional"]), ""


def reckoned(book: Book, scene: Scene, role: Any) -> Iterator[tuple[Any, ...]]:
    """The same from the rules themselves."""
    years, words = years_of(book), DueWords(scene)
    for item in due_between(book, [role], date(years[0], 1, 1), date(years[-1], 12, 31)):
        at = item.at
        opens = at.nominal.replace(day=1) if at.sort == "count" else at.opens
        yield (
            book.key[item.duty],
            at.due.isoformat(),
            at.nominal.isoformat(),
            opens.isoformat() if opens is not None else None,
            at.provisional,
            words.reason(at),
        )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_data_say_what_the_rules_say(real: Book, language: str) -> None:
    scene, data = scene_of(real, PROJECT, language), data_of(real, PROJECT, language)
    seen = 0
    for role in real.roles:
        key, wanted = real.key[role], list(reckoned(real, scene, role))
        if key not in data["roles"]:
            assert wanted == [], key
            continue
        assert list(decoded(data, key)) == wanted, key
        seen += len(wanted)
    assert seen > 5000


def test_each_day_is_named_as_the_calendar_has_it(real: Book) -> None:
    data = data_of(real, PROJECT, "zh")
    first, calendar = date.fromisoformat(data["first"]), real.calendar()
    assert (data["first"], data["last"]) == ("2025-01-01", "2027-12-31")
    assert len(data["days"]) == len(data["kind"]) == 1095
    for place, number in enumerate(data["kind"]):
        assert data["kinds"][number]["work"] == calendar.is_workday(first + place * DAY)
    place = (date(2026, 2, 14) - first).days
    assert data["days"][place] == "2026年2月14日（周六）"
    assert data["kinds"][data["kind"][place]] == {
        "text": "春节调休上班", "work": True, "special": True, "notice": "国办发明电〔2025〕7号",
    }  # fmt: skip
    assert data["provisional"] == [["2026-12-29", "2027-12-31"]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_data_are_small(real: Book, language: str) -> None:
    assert len(due_script(scene_of(real, PROJECT, language)).encode()) < 150_000


def test_every_page_the_data_name_exists(real: Book, real_site: Callable[[str], Site]) -> None:
    made, data = real_site("en"), data_of(real, PROJECT, "en")
    named = re.findall(r'"([\w/.-]+\.html)"', json.dumps(data))
    assert len(named) > 100
    known = {path.removesuffix(".md") + ".html" for path in made.pages} | set(made.assets)
    assert [name for name in named if name not in known] == []


def test_two_of_a_duty_may_fall_on_one_day(small: Path) -> None:
    """The Friday in the holiday of October moves to the workday after it, and the next Friday is its neighbour."""
    file = small / "handbook/shop/standards/sales.yml"
    file.write_text(file.read_text("utf-8") + FRIDAY, "utf-8")
    calendar = small / "handbook/calendar/cn/2026.yml"
    text = calendar.read_text("utf-8").replace("to: 2026-10-07", "to: 2026-10-08")
    calendar.write_text(text, "utf-8")
    book = book_of(small)
    data = data_of(book, small, "en")
    dates = data["dates"][data["duties"]["shop/tidy"]["dates"]]
    first, second = dates["2026-10-09"]
    assert (first["nominal"], data["reasons"][first["why"]]) == (
        "2026-10-02",
        "2 October is off for National Day (示例〔2025〕1号), moved on to Fri 9 October",
    )
    assert second == {}
    role = book.find("role", "shop/clerk", "shop")
    assert list(decoded(data, "shop/clerk")) == list(reckoned(book, scene_of(book, small, "en"), role))


def test_a_units_own_day_is_its_own(small: Path) -> None:
    (small / "handbook/calendar/firm.yml").write_text(
        "days:\n  - {from: 2026-11-10, work: false, reason: {zh: 盘库, en: stocktaking}, units: [shop], source: [S1-01]}\n",
        "utf-8",
    )
    book = book_of(small)
    data = data_of(book, small, "en")
    assert data["kinds"][data["own"]["shop"]["2026-11-10"]] == {
        "text": "day off of the firm: stocktaking", "work": False, "special": True,
    }  # fmt: skip
    role = book.find("role", "shop/clerk", "shop")
    assert list(decoded(data, "shop/clerk")) == list(reckoned(book, scene_of(book, small, "en"), role))
    month = page_of(book, small, "due/2026-11.md")
    assert "Shop: 10 November: day off of the firm: stocktaking" in month
    assert "10 November: day off of the firm: stocktaking" in page_of(book, small, "shop/due/clerk.md")
    assert "the firm does not work on 10 November (stocktaking), brought forward to Mon 9 November" in month


def test_without_a_calendar_no_dates_are_shown(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (small / "handbook/calendar/cn/2026.yml").unlink()
    made = site(book_of(small), small, "en")
    assert not [path for path in made.assets if "due" in path]
    assert "The handbook lists no year yet" in made.pages["today.md"]
    assert "<script" not in made.pages["today.md"]
    assert not [path for path in made.pages if path.startswith("due/") or "/due/" in path]
    assert build_one(small, "en", tmp_path / "out", monkeypatch) == ""


def test_text_of_users_cannot_end_the_script(small: Path) -> None:
    file = small / "handbook/shop/standards/sales.yml"
    file.write_text(file.read_text("utf-8").replace("en: Count the stock}", "en: </script>}"), "utf-8")
    book = book_of(small)
    script = assets_of(scene_of(book, small, "en"))["scripts/due-data.js"]
    assert "<" not in script
    assert data_of(book, small, "en")["duties"]["shop/count"]["title"] == "</script>"


def test_a_role_page_lists_every_month_and_every_item(real: Book, real_site: Callable[[str], Site]) -> None:
    pages = real_site("zh").pages
    agenda = agenda_of(real)
    for role in real.roles:
        path = f"{unit_of(role)}/due/{role.id}.md"
        assert (path in pages) == agenda.has_dates(role)
        if path in pages:
            text = pages[path]
            assert len(re.findall(r'<details class="db-month"', text)) == 36
            inside = re.sub(r"## 每天都做.*?(?=\n## )", "", text, flags=re.DOTALL)
            items = agenda.of(role)
            assert len(re.findall(r'class="db-ref db-duty"', inside)) == len(items)
            assert len(re.findall(r'class="db-why"', inside)) == sum(bool(item.at.moves) for item in items)
            assert text.count('<span class="db-tag">暂定</span>') == sum(item.at.provisional for item in items)
            assert "2027年12月（暂定）" in text


def test_a_month_page_has_every_role_and_names_the_notice(real: Book, real_site: Callable[[str], Site]) -> None:
    text = real_site("zh").pages["due/2026-02.md"]
    inside = agenda_of(real).by_month[2026, 2]
    assert len(re.findall(r'class="db-ref db-duty"', text)) == len(inside)
    assert {unit_of(item.duty) for item in inside} >= {"tobacco", "power-supply", "telecom"}
    assert "<li>2月14日 春节调休上班（国办发明电〔2025〕7号）</li>" in text
    assert "<li>2月15日至2月23日 春节放假（国办发明电〔2025〕7号）</li>" in text
    assert "2月30日" not in text
    assert "当期没有这一天，取2月28日（周六）" in text
    december = real_site("zh").pages["due/2026-12.md"]
    assert "<li>12月29日至12月31日：2027年的放假通知尚未录入，可能变动</li>" in december
    assert 'href="2026-01.html"' in text
    assert 'href="2026-03.html"' in text


def test_a_duty_shows_its_dates_folded(real_site: Callable[[str], Site]) -> None:
    pages = real_site("zh").pages
    text = pages["tobacco/duties/adjust-demand.md"]
    assert '<details class="db-folded" data-search-exclude><summary>2025年至2027年共36次，展开查看</summary>' in text
    assert "<li>2月28日（周六）" in text
    assert "当期没有这一天，取2月28日（周六）" in text
    assert "db-folded" not in pages["tobacco/duties/morning-meeting.md"]


def test_private_checklists_are_nobodys_business(real: Book) -> None:
    script = due_script(scene_of(real, PROJECT, "en"))
    private = [each for each in real.checklists if each.use == "private"]
    assert private
    assert not [each.id for each in private if f"/{each.id}.html" in script]


def test_who_acts_as_another_has_the_same_dates_and_checklists(real: Book) -> None:
    roles = data_of(real, PROJECT, "zh")["roles"]
    own, acting = roles["power-supply/customer-manager"], roles["power-supply/class-1-customer-manager"]
    assert acting["duties"] == own["duties"]
    assert [each["page"] for each in own["checklists"]] == [
        each["page"] for each in acting["checklists"] if each in own["checklists"]
    ]
    assert {real.key[role] for role in roles_shown(real)} == set(roles)
