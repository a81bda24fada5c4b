"""Every type of page for everybody: on a phone and at a desk, light and dark, from a folder and from a plain host below a
sub-path, in both languages.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from barriers import CALM, Barriers
from browsing import NEEDS_BROWSER, Watch, served
from page_types import page_types

pytestmark = NEEDS_BROWSER
# Pages that show more once they are told of whom, or when.
ASKED = {"today.html": "?role=tobacco/customer-manager&date=2026-02-28"}
OPEN = "document.querySelectorAll('details').forEach(each => { each.open = true })"
# The width that is too much, and everything that scrolls sideways within itself out of reach of the keyboard.
SIDEWAYS = """() => {
  const root = document.documentElement, wide = root.scrollWidth - root.clientWidth
  const name = each => `${each.localName}.${each.className}`
  const within = [...document.querySelectorAll("body *")].filter(each => each.scrollWidth > each.clientWidth + 1
    && each.clientWidth && /auto|scroll/.test(getComputedStyle(each).overflowX) && each.checkVisibility())
  return [...wide > 0 ? [`${wide} px too wide`] : [],
    ...within.filter(each => each.tabIndex < 0).map(each => `${name(each)} scrolls, but not by the keyboard`),
    ...within.filter(each => !each.ariaLabel || !each.role).map(each => `${name(each)} scrolls and has no name`)]
}"""


@pytest.fixture(scope="module", params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def base(language: str, built: Path) -> Iterator[str]:
    """One language from a folder, as the zip is opened, the other from a host without https, below a sub-path."""
    if language == "zh":
        yield f"{built.as_uri()}/"
    else:
        with served(built.parent) as address:
            yield address.replace("127.0.0.1", "handbook.intranet") + f"{built.name}/"


def test_every_type_of_page(language: str, base: str, built: Path, browser: Any) -> None:
    names = page_types(built / language)
    assert len(names) > 50
    context = browser.new_context(viewport={"width": 320, "height": 800}, color_scheme="light")
    context.add_init_script(CALM)
    page, barriers = context.new_page(), Barriers()
    page.clock.install(time="2026-11-24T10:00:00")
    watch = Watch(page, base)
    faults: dict[str, list[str]] = {}
    for name in names:
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(f"{base}{language}/{name}{ASKED.get(name, '')}")
        found = [] if page.locator("h1").count() == 1 else ["not one heading of the page"]
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(OPEN)
            found += [f"{width}: {each}" for each in page.evaluate(SIDEWAYS)]
        if found := found + barriers.on(page) + watch.faults:
            faults[name] = found
            watch.faults = []
    context.close()
    assert not faults, "\n".join(f"{name}\n    " + "\n    ".join(found) for name, found in faults.items())


def test_barriers_are_found_once(browser: Any) -> None:
    page, barriers = browser.new_page(color_scheme="light"), Barriers()
    html = """<html lang="en"><title>t</title><style>body { background: #fff; color: #000 } .pale { color: #bbb }
        @media (prefers-color-scheme: dark) { .dim { color: #ccc } }</style>
        <main><h1>T</h1><p>one</p><p>two</p><p class="dim">three</p><p class="pale">four</p><button></button></main>"""
    page.set_content(html)
    found = barriers.on(page)
    assert [each.split(": ")[:2] for each in found] == [
        ["light", "button-name"], ["light", "color-contrast"], ["dark", "color-contrast"],
    ]  # fmt: skip
    assert ".pale" in found[1]
    assert ".dim" in found[2]
    assert page.locator("p").count() == 3, "two paragraphs were alike"
    page.set_content(html.replace("<button></button>", ""))
    assert barriers.on(page) == []
    page.close()
