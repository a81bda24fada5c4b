"""The page of a checklist in a real browser: it says what the printed sheet says, and prints as the house rules ask."""

from datetime import date, timedelta
from typing import Any

import pytest
from browsing import NEEDS_BROWSER, Watch
from paper import leaves, on_paper, squeezed
from test_sheets import DAYS, keys, sheet_of

pytestmark = NEEDS_BROWSER
SHOWN = """() => [...document.querySelectorAll("tr.db-item")].filter(row => !row.hidden).map(row => ({
  id: row.id.slice(5), number: row.querySelector(".db-item-number").textContent,
  due: row.querySelector(".db-item-due").textContent}))"""


# One day after the other, as if typed, and what the page then says of each.
SAY = """days => days.map(day => {
  const input = document.querySelector("input[name=date]")
  input.value = day
  input.dispatchEvent(new Event("change", {bubbles: true}))
  return {shown: (SHOWN)(), head: document.querySelector(".db-head-date").innerText,
    ahead: document.querySelector("[data-db-coming]").innerText}
})""".replace("SHOWN", SHOWN)


def test_the_page_says_what_the_sheet_says(tab: Any, address: str) -> None:
    """Every day of eight weeks around a long holiday, and the ends of years: the same items, numbers and reasons."""
    days = [date(2026, 9, 14) + timedelta(each) for each in range(56)]
    days += [date(2026, 1, 30), date(2026, 2, 28), date(2026, 12, 31), date(2027, 1, 4), date(2027, 2, 28)]
    for language in ("zh", "en"):
        watch = Watch(tab, address)
        tab.goto(f"{address}{language}/tobacco/checklists/customer-manager-day.html")
        for day, said in zip(days, tab.evaluate(SAY, [day.isoformat() for day in days]), strict=True):
            made = sheet_of("tobacco/customer-manager-day", language, day)
            rows = [row for pause in made["pauses"] for row in pause["rows"]]
            wanted = [{"id": row["id"], "number": str(row["number"]), "due": " / ".join(row["due"])} for row in rows]
            assert said["shown"] == wanted, day
            assert said["head"] == " / ".join(made["date-said"])
            for line in made["coming"]["rows"]:
                assert line["items"][0] in said["ahead"], day
        assert watch.stop() == []


@pytest.mark.parametrize("key", keys())
def test_prints_by_the_house_rules(key: str, tab: Any, address: str) -> None:
    unit, name = key.split("/")
    day = DAYS["the 12th is a Saturday"]
    made = sheet_of(key, "zh", day)
    tab.goto(f"{address}zh/{unit}/checklists/{name}.html?date={day.isoformat()}")
    pages = leaves(tab.pdf(prefer_css_page_size=True))
    assert len(pages) <= 2
    for number, page in enumerate(pages, 1):
        on_paper(page)
        said = squeezed(page.text)
        assert squeezed(made["title"][0]) in said, "the head comes again"
        assert f"{number}/{len(pages)}" in said
        for part in made["footer"]:
            assert squeezed(part) in said
    whole = [squeezed(page.text) for page in pages]
    for pause in made["pauses"]:
        words = [squeezed(row["text"][0]) for row in pause["rows"]]
        assert any(all(word in page for word in (squeezed(pause["title"][0]), *words)) for page in whole), pause["id"]
    assert all(squeezed(each["label"][0]) in "".join(whole) for each in made["signatures"])


@pytest.mark.parametrize(("day", "sheets"), [("2026-11-25", 1), ("2026-11-27", 1), ("2026-11-30", 2)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_day_is_one_sheet_and_signatures_do_not_stand_alone(
    language: str, day: str, sheets: int, tab: Any, address: str
) -> None:
    """With up to two things due one sheet; at the end of a month what is due stands on the second with the signatures."""
    tab.goto(f"{address}{language}/tobacco/checklists/customer-manager-day.html?date={day}")
    pages = leaves(tab.pdf(prefer_css_page_size=True))
    assert len(pages) == sheets
    for page in pages:
        on_paper(page)
    due, signed = {"zh": ("今天到期", "核对人签字"), "en": ("Duetoday", "Checkedby")}[language]
    assert due in squeezed(pages[-1].text)
    assert signed in squeezed(pages[-1].text)


def test_the_code_on_the_page_leads_to_it(browser: Any, address: str) -> None:
    import io

    import zxingcpp
    from PIL import Image

    page = browser.new_page(device_scale_factor=3)
    page.goto(f"{address}zh/tobacco/checklists/customer-manager-day.html?date=2026-12-11")
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.locator(".db-head-code svg").screenshot())))
    shown = page.inner_text(".db-head-code b")
    assert code.text == f"{address}zh/tobacco/checklists/customer-manager-day.html?date=2026-12-11&v={shown}"
    page.goto(code.text)
    assert "与现行版本一致" in page.inner_text("[data-db-sheet-code]")
    page.goto(code.text.replace(shown, "0000000"))
    assert "不是现行版本" in page.inner_text("[data-db-sheet-code]")
    page.close()


def test_a_private_sheet_has_no_date_and_no_name(tab: Any, address: str) -> None:
    tab.goto(f"{address}en/well-being/checklists/type-c.html?date=2026-12-11")
    assert tab.inner_text(".db-head-date") == ""
    assert tab.locator(".db-head-meta .db-field").count() == 0


@pytest.mark.parametrize("step", [0, 1])
def test_today_and_tomorrow_are_one_click_away(step: int, browser: Any, address: str) -> None:
    page = browser.new_page()
    page.clock.install(time="2026-12-10T23:30:00")
    page.goto(f"{address}en/tobacco/checklists/customer-manager-day.html")
    page.evaluate("window.print = () => { window.wasPrinted = true }")
    page.click(f"[data-db-sheet-form] button[value='{step}']")
    assert page.evaluate("window.wasPrinted")
    assert page.inner_text(".db-head-date").startswith(("Thu 10 December 2026", "Fri 11 December 2026")[step])
    page.close()


def test_without_javascript_it_is_a_sheet_without_a_date(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/tobacco/checklists/customer-manager-day.html")
    assert page.locator(".db-head-blank-date .db-field").is_visible()
    assert page.locator("tr.db-item:visible").count() == 13
    assert "No date chosen" in page.inner_text("[data-db-due]")
    context.close()


def test_works_from_a_folder(tab: Any, built: Any) -> None:
    watch = Watch(tab, "file://")
    tab.goto(f"{(built / 'zh/tobacco/checklists/customer-manager-day.html').as_uri()}?date=2026-12-11")
    assert "12月12日是周六，提前到12月11日（周五）" in tab.inner_text("[data-db-due]")
    assert watch.stop() == []
