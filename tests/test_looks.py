"""What one sees at a glance: what the home is and where it leads, columns below each other, origins told apart without colour."""

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
