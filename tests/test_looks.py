"""What one sees at a glance: what the home is and where it leads, columns below each other, origins told apart without colour."""

import re
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_BROWSER

pytestmark = NEEDS_BROWSER

BELOW = """selector => Math.max(...[...document.querySelectorAll(selector)].map(each => each.getBoundingClientRect().bottom))"""
COLUMNS = """() => [...document.querySelectorAll("table.db-table-duties")].map(table =>
  [...table.querySelectorAll("th")].map(head => Math.round(head.getBoundingClientRect().left)).join())"""
ICONS = """selector => [...document.querySelectorAll(selector)].map(each => {
  const said = getComputedStyle(each, "::before")
  return parseFloat(said.width) > 5 ? said.maskImage : "none"
})"""
# What is seen of an element where no colour is: its text, its lines and its letters, those of what is around it left out.
SEEN = """selector => {
  const each = document.querySelector(`.db-facts ${selector}`), { borderStyle, textDecorationStyle, textDecorationLine, fontFamily } = getComputedStyle(each)
  return [borderStyle, textDecorationLine, textDecorationStyle, fontFamily.includes("mono")].join()
}"""
# Headings that are higher than their words.
HOLLOW = """() => [...document.querySelectorAll("h2, h3")].filter(head => {
  const range = document.createRange(), style = getComputedStyle(head)
  range.selectNodeContents(head.firstChild)
  const lines = new Set([...range.getClientRects()].map(each => Math.round(each.top))).size
  return head.clientHeight - parseFloat(style.paddingBlockEnd) > (lines + .5) * parseFloat(style.lineHeight)
}).map(head => head.textContent)"""


@pytest.fixture
def page(browser: Any) -> Any:
    found = browser.new_page(viewport={"width": 1280, "height": 800})
    yield found
    found.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_home_says_at_once_what_it_is_and_where_to_go(language: str, page: Any, address: str) -> None:
    page.goto(f"{address}{language}/index.html")
    doors = ".db-panels-doors .db-panel"
    assert page.locator(doors).count() == 3
    assert page.evaluate(BELOW, doors) <= 800, "every way in is seen without scrolling"
    assert page.evaluate(BELOW, "h2#i-am") <= 820
    assert page.locator(".db-lead > p").count() == 2, "it is said once"
    assert page.locator(".db-amount a").count() == 3
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(BELOW, ".db-panels-doors .db-panel:first-child") <= 844


def test_columns_of_duties_stand_below_each_other(page: Any, address: str) -> None:
    page.goto(f"{address}zh/due.html")
    columns = page.evaluate(COLUMNS)
    assert len(columns) > 10
    assert len(set(columns)) == 1


def test_duty_deadline_form_and_role_have_each_one_icon_everywhere(page: Any, address: str) -> None:
    page.goto(f"{address}zh/tobacco/roles/customer-manager.html")
    heads = page.evaluate(ICONS, ".db-table-duties th")
    duty, deadline, form, role = heads[:4]
    assert len({duty, deadline, form, role, "none"}) == 5
    assert heads == [duty, deadline, form, role] * (len(heads) // 4)
    assert page.evaluate(ICONS, ".db-kind") == [role]
    assert page.evaluate(ICONS, "h2#due, h2#forms") == [deadline, form]
    page.goto(f"{address}zh/tobacco/duties/index.html")
    assert page.evaluate(ICONS, ".db-table-duties tr:first-child > th")[:5] == [duty, role, deadline, form, role]
    page.goto(f"{address}zh/due/2026-10.html")
    assert {role, form} <= set(page.evaluate(ICONS, ".db-due-days small > a"))


def test_origins_are_told_apart_without_colour(page: Any, address: str) -> None:
    page.goto(f"{address}zh/tobacco/duties/forecast-demand.html")
    source, assumption, gap = (page.evaluate(SEEN, selector) for selector in (".db-clause", ".db-assumed", ".db-open"))
    assert len({source, assumption, gap}) == 3
    assert "underline,dotted" in assumption
    assert "dashed" in gap
    assert page.locator(".db-facts .db-assumed + .db-mark").first.inner_text() == "△ 假设"
    assert page.locator(".db-signs li").count() == 3, "the page says what its marks mean"


def test_months_of_all_years_stand_below_each_other(page: Any, address: str) -> None:
    for language in ("zh", "en"):
        page.goto(f"{address}{language}/today.html")
        links = page.locator(".db-months a")
        lefts = links.evaluate_all("all => all.map(each => Math.round(each.getBoundingClientRect().left))")
        years = [lefts[at : at + 12] for at in range(0, len(lefts), 12)]
        assert len(years) == 3
        assert years == [sorted(years[0])] * 3, "a year is one line"


def test_a_table_of_reviews_has_each_date_on_a_line(page: Any, address: str) -> None:
    page.goto(f"{address}zh/reviews.html")
    rows = page.locator("tr:has(td)").evaluate_all("all => all.map(each => each.offsetHeight)")
    assert sorted(rows)[len(rows) // 2] < 50, "most are one line"
    page.goto(f"{address}en/reviews.html")
    high = page.locator("td[data-label='Next review']").evaluate_all(
        "all => all.map(each => { const range = document.createRange(); range.selectNodeContents(each); return new Set([...range.getClientRects()].map(one => one.top)).size })"
    )
    assert set(high) == {1}
    assert page.evaluate(
        "[...document.querySelectorAll('.db-scroll')].every(each => each.scrollWidth <= each.clientWidth)"
    )


def test_on_a_phone_nothing_stands_empty_or_touches(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}en/tobacco/index.html")
    assert page.evaluate(HOLLOW) == []
    cut = "all => all.filter(each => each.scrollHeight > each.clientHeight + 1).map(each => each.textContent)"
    assert page.locator(".db-card-text").evaluate_all(cut) == []
    page.goto(f"{address}en/due/2026-10.html")
    rows = page.locator(".db-calendar tbody tr").evaluate_all("all => all.map(each => Math.round(each.offsetHeight))")
    assert max(rows) - min(rows) <= 1, "names of days off are not shown, and take no room"
    page.goto(f"{address}zh/tobacco/checklists/customer-manager-day.html")
    first, *_, last = page.locator(".db-sheet-form button").evaluate_all(
        "all => all.map(each => { const { top, bottom } = each.getBoundingClientRect(); return [top, bottom] })"
    )
    assert last[0] > first[1] + 3


def test_no_arrow_follows_a_dot_where_a_duty_has_no_form(built: Path) -> None:
    for file in built.glob("*/due/*.html"):
        said = re.sub(r"<[^>]+>", "", file.read_text("utf-8"))
        assert not re.search(r"·\s*→", said), file
