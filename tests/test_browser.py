"""The built site in a real browser: which language it opens in, how to change it, reviews that are overdue."""

from typing import Any

import pytest
from browsing import NEEDS_BROWSER

pytestmark = NEEDS_BROWSER


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
