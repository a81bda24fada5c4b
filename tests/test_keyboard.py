"""The site without a mouse: every stop in its order and with a ring that can be seen, at a desk, on a phone and in the dark."""

from collections.abc import Iterator
from typing import Any

import pytest
from barriers import CALM
from browsing import NEEDS_BROWSER
from walking import walk

pytestmark = NEEDS_BROWSER
ROLE, WORKLOAD = "bank/roles/customer-manager.html", "tobacco/workload/customer-manager.html"
READY = "!/Initializing|正在初始化/.test(document.querySelector('.md-search-result__meta').textContent)"
HERE = "(document.activeElement.ariaLabel || document.activeElement.textContent).trim()"
SIGN = ".md-header [for=__drawer]"
DRAWER = "document.querySelector('#__drawer').checked"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    context.add_init_script(CALM)
    found = context.new_page()
    found.clock.install(time="2026-11-24T10:00:00")
    yield found
    context.close()


def open_page(page: Any, address: str) -> None:
    """Opens a page and waits for its search, which opens by itself where the keyboard comes to it."""
    page.goto(address)
    page.wait_for_function(READY, polling=50)


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("en/index.html", 1280, "light"), (f"zh/{ROLE}", 1280, "dark"), (f"en/{WORKLOAD}", 1280, "light"), (f"en/{ROLE}", 320, "light"),
    ],
)  # fmt: skip
def test_every_stop_is_found_in_its_order_and_can_be_seen(
    name: str, width: int, scheme: str, page: Any, address: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    open_page(page, address + name)
    stops, found, faults = walk(page)
    assert stops > (40 if width > 320 else 25), "on a phone headings have no links to themselves"
    assert found == list(range(stops))
    assert faults == []


def test_the_first_stop_skips_to_the_content(page: Any, address: str) -> None:
    open_page(page, f"{address}en/{ROLE}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#top")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article.md-content__inner') !== null")


def test_from_the_search_one_goes_on_to_the_page(page: Any, address: str) -> None:
    open_page(page, f"{address}en/{ROLE}")
    page.keyboard.press("/")
    page.keyboard.type("visit log")
    page.wait_for_selector(".md-search-result__item")
    page.keyboard.press("Escape")
    page.wait_for_selector(".md-search-result__item", state="hidden")
    page.keyboard.press("/")
    page.keyboard.press("Tab")
    assert page.evaluate(HERE) == "Start here", "the first of the tabs"


def test_sliders_folds_and_the_scheme_answer_to_keys(page: Any, address: str) -> None:
    open_page(page, f"{address}en/{WORKLOAD}")
    slider = page.locator(".db-workload-form input[type=range]").first
    slider.focus()
    page.keyboard.press("ArrowRight")
    number = page.get_by_label("Urban customers (number)").first
    assert number.input_value() == slider.input_value() != ""
    assert "minutes available for a visit" in page.inner_text(".db-workload-result")
    fold = page.locator("details > summary").first
    was = page.locator("details").first.get_attribute("open")
    fold.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") != was
    page.locator(".md-option").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert page.locator("body").get_attribute("data-md-color-media") != "(prefers-color-scheme)"


def test_the_drawer_of_a_narrow_screen_opens_leads_back_and_closes(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_page(page, f"{address}en/{ROLE}")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(HERE) == "Navigation"
    page.keyboard.press("Enter")
    assert page.evaluate(DRAWER)
    assert page.evaluate(HERE) == "Roles", "the title of the level, which leads back"
    stops = []
    while page.evaluate(DRAWER):
        stops.append(page.evaluate(HERE))
        page.keyboard.press("Tab")
    assert stops == ["Roles", "Branch customer manager"]
    assert page.evaluate("document.activeElement.closest('article') !== null"), "on past its end, and it is shut"
    page.locator(SIGN).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator(".md-nav__title:has-text('Roles')").is_hidden(), "back on the level above"
    page.keyboard.press("Escape")
    assert not page.evaluate(DRAWER)
    assert page.evaluate(HERE) == "Navigation"
