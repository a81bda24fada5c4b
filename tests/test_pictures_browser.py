"""The pictures of the built site in a real browser: no text leaves its box, no box lies on another, no page scrolls sideways."""

import json
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_BROWSER

pytestmark = NEEDS_BROWSER
# One role, one stage and one form of the pages that look alike; of all others each.
ALIKE = ("roles/", "rollout/", "schedules/")

MEASURE = """() => {
  const boxes = `.db-lane-head, .db-lane-step, .db-lane-way, .db-lane-part, .db-lane-stop, .db-lane-handed > span,
    .db-day-list > li > span, .db-hour, .db-post, .db-stage-name, .db-stage-said, .db-gantt-scale span, .db-matrix th,
    .db-matrix td, .db-stages > li > a, .db-stages small, .db-visits li > span, a.db-square, .db-legend > span, .db-grid b, .db-grid i, .db-grid span, .db-grid em`
  const faults = []
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
  if (wide > 0) faults.push(`the page is ${wide} px too wide`)
  for (const picture of document.querySelectorAll(".db-picture, .db-calendar")) {
    const found = []
    for (const box of picture.parentElement.querySelectorAll(boxes)) {
      const rect = box.getBoundingClientRect(), frame = (box.closest(".db-grid td") ?? box).getBoundingClientRect()
      if (box.closest(".db-picture, .db-calendar") !== picture || !rect.width || !rect.height) continue
      const name = `${box.className || box.parentElement.className}: ${box.textContent.trim().slice(0, 30)}`
      const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) {
        const text = walker.currentNode
        if (!text.data.trim() || getComputedStyle(text.parentElement).clipPath === "inset(50%)") continue
        const range = document.createRange()
        range.selectNodeContents(text)
        for (const line of range.getClientRects()) {
          const out = Math.max(frame.left - line.left, line.right - frame.right, line.bottom - frame.bottom - 3, frame.top - line.top - 3)
          if (line.width > 0 && out > 1.5) faults.push(`${out.toFixed(1)} px out of ${name}`)
        }
      }
      found.push([box, rect, name])
    }
    for (let i = 0; i < found.length; i++) for (let j = 0; j < i; j++) {
      const [one, a, name] = found[i], [other, b, otherName] = found[j]
      if (one.contains(other) || other.contains(one)) continue
      const x = Math.min(a.right, b.right) - Math.max(a.left, b.left), y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      if (x > 1.5 && y > 1.5) faults.push(`${name} lies on ${otherName}`)
    }
  }
  return faults
}"""


def pages_with_pictures(built: Path, language: str) -> list[str]:
    """The pages that have pictures; of those that look alike the one with the most."""
    found: dict[str, int] = {}
    for file in sorted((built / language).rglob("*.html")):
        count = file.read_text("utf-8").count("db-picture")
        if count:
            found[str(file.relative_to(built / language))] = count
    alike = {part: [name for name in found if part in name and not name.endswith("index.html")] for part in ALIKE}
    dropped = {name for names in alike.values() for name in names[1:]}
    kept = {max(names, key=lambda name: (built / language / name).stat().st_size) for names in alike.values() if names}
    return sorted((set(found) - dropped - {names[0] for names in alike.values() if names}) | kept)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_text_leaves_its_box_and_no_box_lies_on_another(
    language: str, browser: Any, built: Path, address: str
) -> None:
    names = pages_with_pictures(built, language)
    assert len(names) >= 15
    names += [f"due/2026-{month}.html" for month in ("06", "09", "10")] + ["tobacco/due/customer-manager.html"]
    faults: dict[str, list[str]] = {}
    page = browser.new_page()
    page.route("**/*.js", lambda route: route.abort())
    for name in names:
        page.goto(f"{address}{language}/{name}", wait_until="domcontentloaded")
        page.add_style_tag(content="* { transition: none !important }")
        for width in (1280, 700, 320):
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate(MEASURE)
            if found:
                faults[f"{name} at {width}"] = found
    page.close()
    assert not faults, json.dumps(faults, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("width", [1000, 1280])
def test_the_names_of_stages_are_whole(width: int, browser: Any, address: str) -> None:
    """Each on one line, so that the chain is level and no word is broken."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{address}en/power-supply/rollout/index.html")
    heights = page.eval_on_selector_all(".db-stages > li > a", "found => found.map(each => each.offsetHeight)")
    assert len(heights) == 5
    assert max(heights) - min(heights) < 2
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    page.close()


def test_today_is_marked_by_the_readers_clock_and_only_within_the_plan(browser: Any, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install(time="2027-06-01T10:00:00")
    page.goto(f"{address}en/power-supply/rollout/index.html")
    mark = page.locator(".db-today span")
    assert mark.is_visible()
    share = float(mark.evaluate("span => parseFloat(span.style.left)"))
    assert abs(share - 148 * 100 / (78 * 7)) < 0.1
    page.clock.set_fixed_time("2026-11-25T10:00:00")
    page.reload()
    assert not page.locator(".db-today").is_visible()
    context.close()


def test_pictures_are_read_without_javascript(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/power-supply/rollout/index.html")
    assert page.locator(".db-stage-bar").count() == 5
    assert not page.locator(".db-today").is_visible()
    context.close()
