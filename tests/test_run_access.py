"""Run pages for everybody: at 320 px, on a phone, at a desk, at 400 % zoom, light and dark, in both languages."""

from typing import Any

import pytest
from browsing import NEEDS_BROWSER
from running import Person

pytestmark = NEEDS_BROWSER
ROUND, ALARM, PRIVATE = "shop/run/round.html", "shop/run/alarm.html", "well-being/run/type-c.html"
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll("button, a.button, a.back, summary, label.option, input:not([type=radio], [type=checkbox]), textarea")]
  .filter(each => each.checkVisibility()).map(each => [each.textContent || each.id, each.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.9 || box.width < 43.9).map(([name, box]) => `${name} ${box.width}×${box.height}`)"""
BARS = "() => [...document.querySelectorAll('.head, .foot')].reduce((sum, each) => sum + each.offsetHeight, 0)"
# 320 × 256 is what 400 % zoom leaves of 1280 × 1024.
SIZES = {"zoomed": (320, 256), "narrow": (320, 640), "phone": (390, 800), "desk": (1280, 800)}
LOOKS = [("zoomed", "light", "zh"), ("narrow", "dark", "zh"), ("phone", "dark", "en"), ("desk", "light", "en")]


def look(person: Person, state: str) -> None:
    """Nothing sideways, nothing too small to hit, nothing that axe finds."""
    from axe_playwright_python.sync_playwright import Axe

    assert person.page.evaluate(SIDEWAYS) <= 0, state
    assert person.page.evaluate(SMALL) == [], state
    found = Axe().run(person.page, options={"resultTypes": ["violations"]})
    assert found.response["violations"] == [], f"{state}: {found.generate_report()}"


@pytest.mark.parametrize(("size", "scheme", "language"), LOOKS)
def test_every_state_of_a_page(
    size: str, scheme: str, language: str, browser: Any, run_addresses: dict[str, str]
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    base = f"{run_addresses['folder']}{language}"
    person = Person(context, f"{base}/{ROUND}?date=2026-12-11")
    person.page.click("[data-do=begin]")
    assert person.page.is_visible("#who-error")
    person.page.click(".import > summary")
    person.page.fill("#pasted", "nonsense")
    person.page.click("[data-do=paste]")
    look(person, "start, with errors")
    person.begin()
    person.choose("shelves", "no")
    person.page.click("#i-door .more summary")
    person.write("minutes-on-site", "abc")
    person.choose("anything-wrong", "violation")
    person.page.click("[data-do=complete]")
    assert person.page.evaluate(BARS) < (0.62 if height < 300 else 0.3) * height
    look(person, "in the middle, with errors")
    person.choose("shelves", "yes")
    person.go_round()
    person.complete()
    person.page.click("[data-do=qr]")
    person.page.click(".correct > summary")
    person.page.click("[data-do=amend]")
    look(person, "finished, with an error")
    person.page.click(".outcome [data-do=start]")
    assert person.page.locator(".history[open] li").count() == 1
    look(person, "history")
    person.leave()
    person = Person(context, f"{base}/{ALARM}").begin()
    person.choose("which", "major")
    look(person, "held")
    person.leave()
    person = Person(context, f"{base}/{PRIVATE}")
    person.page.locator(".item input").first.check()
    look(person, "self-check")
    assert person.faults == []
    context.close()
