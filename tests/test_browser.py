"""The built site in a real browser: no errors in the console, no request to any other host, search that answers."""

from typing import Any

import pytest
from browsing import NEEDS_BROWSER, Watch

pytestmark = NEEDS_BROWSER
PAGES = (
    "index.html", "tobacco/index.html", "tobacco/roles/customer-manager.html", "tobacco/duties/forecast-summary.html",
    "tobacco/schedules/customer-manager-day.html", "power-supply/processes/escalation.html", "power-supply/rollout/pilot.html",
    "well-being/self-checks/type-c.html", "glossary.html", "sources/a6.html", "coverage.html", "rules/index.html",
)  # fmt: skip
# In pixels, when the scripts of the theme have followed the size of the window.
TOO_WIDE = """async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
  return document.documentElement.scrollWidth - document.documentElement.clientWidth
}"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_open_without_errors_foreign_requests_or_sideways_scrolling(
    language: str, tab: Any, address: str
) -> None:
    watch = Watch(tab, address)
    for name in PAGES:
        tab.set_viewport_size({"width": 1280, "height": 900})
        tab.goto(f"{address}{language}/{name}")
        assert tab.locator("h1").count() == 1, name
        for width in (1280, 320):
            tab.set_viewport_size({"width": width, "height": 900})
            wide = tab.evaluate(TOO_WIDE)
            assert wide <= 0, (name, width, wide)
    assert watch.stop() == []


@pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh"), ("en-GB", "en"), ("fr-FR", "zh")])
def test_root_chooses_by_the_browsers_language(locale: str, language: str, browser: Any, address: str) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(address)
    page.wait_for_url(f"**/{language}/index.html")
    context.close()


def test_the_switch_stays_on_the_page(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}zh/tobacco/duties/visit-log.html")
    page.click("a.db-language")
    page.wait_for_url("**/en/tobacco/duties/visit-log.html")
    assert page.inner_text("h1").startswith("Write the visit log")
    page.close()


def test_an_overdue_review_is_marked_by_the_readers_clock(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.clock.install(time="2030-01-01")
    page.goto(f"{address}en/tobacco/roles/customer-manager.html")
    assert "Review overdue" in page.inner_text("time.db-overdue")
    page.close()
