"""Pages on paper, as a real browser prints them: what each sheet says of itself, and that nothing is cut, dead or doubled."""

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from browsing import NEEDS_BROWSER
from paper import Leaf, leaves, squeezed

pytestmark = NEEDS_BROWSER

# Page → how many sheets it may take. One of each kind whose layout on paper is its own.
SHEETS = {
    "zh/index": 2,
    "zh/tobacco/roles/customer-manager": 8,
    "zh/power-supply/roles/service-dispatch": 5,
    "zh/tobacco/duties/forecast-demand": 1,
    "zh/power-supply/processes/demand-transfer": 4,
    "en/power-supply/index": 7,
    "zh/due/2026-10": 2,
    "zh/tobacco/workload/customer-manager": 3,
}
# What only a screen can do, by what it is made of.
DEAD = ".md-header, .md-tabs, .md-sidebar, .md-footer, .md-search, .headerlink, nav, button, input[type=range], [data-db-without]"
VISIBLE = """selector => [...document.querySelectorAll(selector)].filter(each => each.checkVisibility()).map(each => each.outerHTML.slice(0, 80))"""
# The texts of the sheet for the wall that one sees, a run of text each.
SAID = """() => {
  const found = [], wall = document.querySelector(".db-wall"), walk = document.createTreeWalker(wall, NodeFilter.SHOW_TEXT)
  for (let text = walk.nextNode(); text; text = walk.nextNode())
    if (text.data.trim() && text.parentElement.checkVisibility() && getComputedStyle(text.parentElement).clipPath === "none") found.push(text.data)
  return found
}"""
# Texts of a day's square that lie on each other.
LYING = """() => [...document.querySelectorAll(".db-heat td")].flatMap(cell => {
  const found = [], walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    const range = document.createRange()
    range.selectNodeContents(text)
    if (text.data.trim()) found.push([text.data, ...range.getClientRects()])
  }
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > .5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3
  return found.flatMap(([said, ...rects], at) => found.slice(at + 1).filter(([, ...others]) => rects.some(a => others.some(b => meet(a, b)))).map(([other]) => `${said} ${other}`))
})"""
ONLY_THE_WALL = "() => document.documentElement.toggleAttribute('data-db-wall-only', true)"


def opened(browser: Any, url: str) -> Any:
    page = browser.new_page()
    page.goto(url)
    page.emulate_media(media="print")
    return page


def printed(page: Any) -> list[Leaf]:
    return leaves(page.pdf(prefer_css_page_size=True))


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_says_what_it_is_and_nothing_leaves_it(name: str, browser: Any, address: str) -> None:
    page = opened(browser, f"{address}{name}.html")
    assert page.evaluate(VISIBLE, DEAD) == []
    sheets = printed(page)
    page.close()
    assert len(sheets) <= SHEETS[name]
    language, _, code = name.partition("/")
    version, since = (
        ("版本：1.0", "自2026年11月1日起施行") if language == "zh" else ("Version1.0", "Inforcesince1November2026")
    )
    for number, sheet in enumerate(sheets, 1):
        assert (round(sheet.wide), round(sheet.high)) == (210, 297)
        said = squeezed(sheet.text)
        for part in (code, version, since):
            assert part in said, f"sheet {number} does not say {part}"
        if number == 2 and "/roles/" in name:
            assert said.find("：详细内容") != -1, "the rest of the page begins on a sheet of its own"
        count = f"第{number}页，共{len(sheets)}页" if language == "zh" else f"Page{number}of{len(sheets)}"
        assert count in said
        letters = sheet.letters
        assert min(each.left for each in letters) >= 15
        assert max(each.right for each in letters) <= 197
        assert max(each.bottom for each in letters) <= 291
        assert min(each.size for each in letters) >= 5
        assert any(each.bottom < 275 for each in letters), f"sheet {number} is empty"


@pytest.mark.parametrize(
    "name",
    [
        "zh/tobacco/roles/customer-manager",
        "en/tobacco/roles/customer-manager",
        "zh/power-supply/roles/service-dispatch",
        "en/telecom/roles/group-customer-manager",
    ],
)
def test_a_role_has_one_sheet_for_the_wall(name: str, browser: Any, address: str) -> None:
    page = opened(browser, f"{address}{name}.html")
    said = page.evaluate(SAID)
    page.evaluate(ONLY_THE_WALL)
    wall = printed(page)
    page.close()
    (sheet,) = wall
    text = re.sub(r"[△\s]", "", sheet.text)
    assert len(said) > 25
    assert [each for each in said if re.sub(r"[△\s]", "", each) not in text] == []
    if name == "zh/tobacco/roles/customer-manager":
        for part in (
            "7:50",
            "16:30",
            "晨会",
            "市场经理",
            "每月12日前",
            "《片区预测汇总表》",
            "每月至少2次",
            "告知专卖部门",
        ):
            assert part in text
        assert "随时与经常16项职责" in text, "what has no room is named"
        assert "我能决定什么" in text
    if name == "en/tobacco/roles/customer-manager":
        assert "Asneededandongoing16duties,WhatIdecide." in text, "English takes more room"


def test_the_button_prints_the_sheet_for_the_wall_alone(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.add_init_script(
        "window.print = () => { window.asked = document.documentElement.hasAttribute('data-db-wall-only') }"
    )
    page.goto(f"{address}zh/tobacco/roles/customer-manager.html")
    page.click("[data-db-wall] button")
    assert page.evaluate("window.asked") is True
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.hasAttribute('data-db-wall-only')") is False
    assert not page.is_visible(".db-wall")
    page.close()


def test_what_is_folded_is_not_printed(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}zh/tobacco/duties/forecast-demand.html")
    [sheet] = printed(page)
    assert "提前到2026年" not in squeezed(sheet.text)
    assert "到期日" not in squeezed(sheet.text), "a heading with nothing below it"
    page.evaluate("document.querySelector('details').open = true")
    text = squeezed("".join(sheet.text for sheet in printed(page)))
    page.close()
    assert "到期日" in text
    assert "12月11日" in text


def test_paper_is_white_though_the_screen_is_dark(browser: Any, address: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{address}zh/tobacco/duties/forecast-demand.html")
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    drawn = document[0].render(scale=0.3).to_pil().convert("L")
    page.close()
    document.close()
    assert drawn.getpixel((2, 2)) == drawn.getpixel((drawn.width // 2, drawn.height - 60)) == 255


def test_a_wide_matrix_has_a_sheet_across(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}zh/power-supply/index.html")
    page.evaluate("""() => {
        const table = document.querySelector("table.db-matrix")
        for (const row of table.rows) while (row.cells.length > 1 && row.cells.length < 20) row.append(row.cells[1].cloneNode(true))
    }""")
    sizes = [(round(sheet.wide), round(sheet.high)) for sheet in printed(page)]
    page.close()
    assert sizes[0] == (210, 297)
    assert (297, 210) in sizes


def test_imprint_gives_the_number_that_the_handbook_gives(built: Path) -> None:
    text = (built / "zh/tobacco/duties/forecast-demand.html").read_text("utf-8")
    assert "编号：tobacco/duties/forecast-demand（6.1）" in text
    assert '--db-imprint: "编号：tobacco/duties/forecast-demand（6.1） · 版本：1.0 · ' in text


def test_a_stage_says_its_number_and_no_word_of_a_table_is_broken(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}en/power-supply/rollout/pilot.html")
    colour = "each => getComputedStyle(each).color"
    here = page.locator(".db-stages .db-here > a")
    assert here.locator("b").evaluate(colour) == here.evaluate(colour)
    page.set_viewport_size({"width": 760, "height": 1000})  # narrower than a sheet's own, wider than a phone
    word = page.locator("#benchmarks td:first-child a, td[data-label=Measure] a").get_by_text("Benchmarks", exact=True)
    assert word.first.evaluate("each => each.getClientRects().length") == 1
    page.close()


def test_a_day_has_its_legend_on_its_sheet(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}en/tobacco/schedules/customer-manager-day.html")
    first, *_ = printed(page)
    page.close()
    said = squeezed(first.text)
    assert "Writethevisitlog" in said
    assert "dashed,beginorendisassumed" in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_day_off_leaves_the_number_of_its_day_legible(language: str, browser: Any, address: str) -> None:
    page = opened(browser, f"{address}{language}/tobacco/workload/customer-manager.html")
    page.set_viewport_size({"width": 740, "height": 1000})
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.locator(".db-heat td i").count() > 20
    assert page.evaluate(LYING) == []
    page.close()
