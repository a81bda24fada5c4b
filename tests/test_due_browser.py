"""The due dates in a real browser: the page of a day over http and from a folder, months that fold."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_BROWSER, Watch
from conftest import PROJECT
from dutybook.appearance import words_of
from dutybook.book import Book
from dutybook.checklist.compile import is_dated
from dutybook.due import due_between
from dutybook.pipeline import check
from dutybook.views.due import DueWords
from dutybook.views.scene import Scene

pytestmark = NEEDS_BROWSER
DAY = timedelta(1)
MANAGER = "today.html?role=tobacco/customer-manager&date="
# Each part of the page of a day: its heading, and of each line the duty, the reason and whatever is marked.
PARTS = """() => Object.fromEntries([...document.querySelectorAll("[data-db-body] h3")].map(head => {
  const next = head.nextElementSibling
  const lines = next.matches("ul") ? [...next.querySelectorAll("li")].filter(li => li.querySelector(":scope > a")) : []
  return [head.textContent, lines.map(li => [
    li.querySelector(":scope > a").textContent, li.querySelector(".db-why")?.textContent ?? "",
    [...li.querySelectorAll(".db-tag")].map(tag => tag.textContent).join()])]
}))"""


@pytest.fixture(scope="module")
def book() -> Book:
    found = check(PROJECT, date(2026, 11, 24)).book
    assert found is not None
    return found


def words_in(book: Book, language: str) -> DueWords:
    return DueWords(Scene(book, language, words_of(PROJECT, language), ()))


def parts(page: Any) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = page.evaluate(PARTS)
    return found


def go(page: Any, day: date) -> None:
    page.fill("input[name=date]", day.isoformat())
    page.dispatch_event("input[name=date]", "change")


# One day after the other, as if typed, and what the page then says of each.
SAY = """days => days.map(day => {
  const input = document.querySelector("input[name=date]")
  input.value = day
  input.dispatchEvent(new Event("change", {bubbles: true}))
  return {parts: (PARTS)(), head: document.querySelector("[data-db-head]").innerText}
})""".replace("PARTS", PARTS)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("role", ["tobacco/customer-manager", "tobacco/market-manager", "power-supply/team-leader"])
def test_the_page_of_a_day_says_what_the_rules_say(
    role: str, language: str, tab: Any, address: str, book: Book
) -> None:
    words = words_in(book, language)
    said = words.scene.words["dates"]["today-words"]
    post = book.find("role", role, "")

    def lines(first: date, last: date) -> list[list[str]]:
        items = [item for item in due_between(book, [post], first, last) if is_dated(item.duty)]
        marks = (said["provisional"] if item.at.provisional else "" for item in items)
        return [
            [words.scene.title(item.duty), words.reason(item.at), mark] for item, mark in zip(items, marks, strict=True)
        ]

    days = [date(2026, 9, 20) + each * DAY for each in range(22)]
    days += [date(2026, 2, 14), date(2026, 2, 21), date(2026, 2, 28), date(2026, 12, 31), date(2027, 2, 26)]
    watch = Watch(tab, address)
    tab.goto(f"{address}{language}/today.html?role={role}")
    for day, told in zip(days, tab.evaluate(SAY, [day.isoformat() for day in days]), strict=True):
        shown = told["parts"]
        assert shown[said["due"]] == lines(day, day), day
        assert shown[said["coming"]] == lines(day + DAY, day + 7 * DAY), day
        daily = [
            [words.scene.title(item.duty), "", ""]
            for item in due_between(book, [post], day, day)
            if not is_dated(item.duty)
        ]
        assert shown.get(said["daily"], []) == daily, day
        kind = book.calendar("tobacco").day(day)
        assert words.sort(kind) in told["head"]
    assert watch.stop() == []


@pytest.fixture(params=["http", "file"])
def place(request: pytest.FixtureRequest, built: Path, address: str) -> str:
    return address if request.param == "http" else f"{built.as_uri()}/"


def opened(tab: Any, place: str, name: str) -> Watch:
    watch = Watch(tab, place if place.startswith("http") else "file://")
    tab.goto(f"{place}{name}")
    return watch


def test_february_shows_the_30th_on_its_last_day(tab: Any, place: str) -> None:
    watch = opened(tab, place, f"zh/{MANAGER}2026-02-28")
    shown = parts(tab)
    assert ["调整录入需求并发放货源参考", "当期没有这一天，取2月28日（周六）", ""] in shown["当天到期"]
    assert "2026年2月28日（周六） 春节调休上班" in tab.inner_text("[data-db-head]")
    assert watch.stop() == []


def test_a_week_with_a_shifted_deadline_says_why(tab: Any, place: str) -> None:
    watch = opened(tab, place, f"en/{MANAGER}2026-09-08")
    shown = {title: why for title, why, _ in parts(tab)["The next seven days"]}
    assert shown["Aggregate and analyse the area's forecasts"] == (
        "12 September is a Saturday, brought forward to Fri 11 September"
    )
    assert watch.stop() == []


def test_a_provisional_year_is_marked(tab: Any, place: str) -> None:
    watch = opened(tab, place, f"en/{MANAGER}2027-03-12")
    assert "provisional the holiday notice has not been entered" in tab.inner_text("[data-db-head]")
    shown = parts(tab)
    assert shown["Due on this day"]
    assert {mark for _, _, mark in shown["Due on this day"]} == {"provisional"}
    assert watch.stop() == []


def test_the_make_up_saturday_is_a_workday(tab: Any, place: str) -> None:
    watch = opened(tab, place, f"en/{MANAGER}2026-02-14")
    assert "Sat 14 February 2026 workday made up for Spring Festival" in tab.inner_text("[data-db-head]")
    assert ["Be on post in proper dress", "", ""] in parts(tab)["Every day"]
    assert "Customer manager: the day" in tab.inner_text("[data-db-body]")
    go(tab, date(2026, 2, 21))
    assert "Spring Festival, day off" in tab.inner_text("[data-db-head]")
    assert "Be on post in proper dress" not in tab.inner_text("[data-db-body]")
    assert watch.stop() == []


def test_what_is_open_and_what_leads_on(tab: Any, place: str) -> None:
    watch = opened(tab, place, f"en/{MANAGER}2026-10-08")
    opens = [title for title, _, _ in parts(tab)["Begun and not yet due"]]
    assert opens[0] == "Hand out the customer business sheets"
    assert len(opens) == 3
    assert "until Fri 23 October 2026" in tab.inner_text("[data-db-body]")
    assert tab.locator("a[href='tobacco/checklists/customer-manager-day.html?date=2026-10-08']").count() == 1
    tab.click("[data-db-body] >> text=Due dates")
    tab.wait_for_url("**/en/tobacco/due/customer-manager.html#m-2026-10")
    assert tab.locator("#m-2026-10").get_attribute("open") is not None
    assert watch.stop() == []


def test_today_is_the_readers_and_the_role_is_remembered(browser: Any, address: str) -> None:
    context = browser.new_context(timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-23T23:30:00Z")
    page.goto(f"{address}zh/today.html")
    assert "2026年11月24日（周二）" in page.inner_text("[data-db-head]")
    assert page.inner_text("[data-db-body]") == ""
    page.select_option("select[name=role]", "bank/customer-manager")
    page.goto(f"{address}en/today.html")
    assert page.input_value("select[name=role]") == "bank/customer-manager"
    page.click("button[data-step='1']")
    assert "Wed 25 November 2026" in page.inner_text("[data-db-head]")
    assert page.url.endswith("?role=bank%2Fcustomer-manager&date=2026-11-25")
    page.click("a.db-language")
    page.wait_for_url("**/zh/today.html*")
    assert "2026年11月25日（周三）" in page.inner_text("[data-db-head]")
    page.click("button[data-step='0']")
    assert "date" not in page.url
    context.close()


@pytest.mark.parametrize("asked", ["2026-02-30", "tomorrow", "<b>", ""])
def test_what_is_no_date_is_today(asked: str, browser: Any, address: str) -> None:
    page = browser.new_page()
    watch = Watch(page, address)
    page.clock.set_fixed_time("2026-11-24T04:00:00Z")
    page.goto(f"{address}en/{MANAGER}{asked}")
    assert "Tue 24 November 2026" in page.inner_text("[data-db-head]")
    page.goto(f"{address}en/today.html?role=nobody&date=2024-12-31")
    assert page.inner_text("[data-db-head]") == (
        "2024-12-31 is outside the dates worked out beforehand (2025-01-01 to 2027-12-31)."
    )
    assert watch.faults == []
    page.close()


def test_a_browser_that_remembers_nothing_will_do(browser: Any, address: str) -> None:
    page = browser.new_page()
    watch = Watch(page, address)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    # The theme asks for storage at its start; only this page's own faults count here.
    page.goto(f"{address}en/today.html")
    page.select_option("select[name=role]", "tobacco/customer-manager")
    go(page, date(2026, 2, 28))
    assert parts(page)["Due on this day"]
    assert not [fault for fault in watch.faults if "today.js" in fault]
    page.close()


def test_without_javascript_it_says_so_and_leads_to_the_months(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/today.html")
    assert "needs JavaScript" in page.inner_text("[data-db-without]")
    assert not page.is_visible("[data-db-day]")
    assert page.locator("a[href='due/2026-11.html']").count() > 0
    page.goto(f"{address}en/tobacco/due/customer-manager.html")
    assert page.locator("details.db-month").count() == page.locator("details.db-month[open]").count() == 36
    context.close()


def test_past_months_fold_and_are_not_printed(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.clock.set_fixed_time("2026-11-24T04:00:00Z")
    page.goto(f"{address}zh/tobacco/due/customer-manager.html")
    opened = page.locator("details.db-month[open]")
    assert opened.first.get_attribute("id") == "m-2026-11"
    assert opened.count() == 14
    page.click("text=跳到本月")
    assert page.url.endswith("#m-2026-11")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    shown = (
        "[...document.querySelectorAll('details.db-month')].filter(each => each.checkVisibility()).map(each => each.id)"
    )
    assert page.evaluate(shown)[0] == "m-2026-11"
    assert len(page.evaluate(shown)) == 14
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.count() == 14
    page.evaluate("location.hash = 'd-2026-02-28'")
    page.wait_for_selector("#m-2026-02[open]")
    page.close()
