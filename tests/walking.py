"""Going over a page with the Tab key."""

from typing import Any

# Numbers all that takes part, in the order of the page: of radio buttons of one name only the one that is on, or the first.
STOPS = """() => {
  const isFirst = each => each.type !== "radio" || each === (document.querySelector(`[name="${each.name}"]:checked`) ?? document.querySelector(`[name="${each.name}"]`))
  const found = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(each =>
    each.tabIndex >= 0 && !each.disabled && each.type !== "hidden" && isFirst(each)
    && each.checkVisibility({ visibilityProperty: true }) && !each.closest("[inert], [hidden]"))
  found.forEach((each, at) => { each.dataset.stop = at })
  return found.length
}"""
# The number of where one is, and what is wrong with how it shows: a ring is an outline of 2 px, 3 : 1 against what is behind
# it, with two sides at least that nothing cuts off. A radio button of the header is drawn by its label.
STOP = """() => {
  const at = document.activeElement, shown = at.matches(".md-option") ? at.nextElementSibling : at, style = getComputedStyle(shown)
  if (at === document.body) return null
  const part = value => value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
  const numbers = colour => { const canvas = new OffscreenCanvas(1, 1).getContext("2d"); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data] }
  const light = ([red, green, blue]) => 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
  const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
  let behind = style.outlineOffset.startsWith("-") ? shown : shown.parentElement
  while (behind && numbers(getComputedStyle(behind).backgroundColor)[3] < 200) behind = behind.parentElement
  const back = behind ? numbers(getComputedStyle(behind).backgroundColor) : [255, 255, 255]
  const out = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth), box = shown.getBoundingClientRect()
  const sides = { left: box.left - out, right: box.right + out, top: box.top - out, bottom: box.bottom + out }
  const cut = new Set()
  for (let each = shown.parentElement; each; each = each.parentElement) {
    const frame = each === document.documentElement ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight } : each.getBoundingClientRect()
    if (each !== document.documentElement && getComputedStyle(each).overflow === "visible") continue
    for (const side of ["left", "top"]) if (sides[side] < frame[side] - 0.5) cut.add(side)
    for (const side of ["right", "bottom"]) if (sides[side] > frame[side] + 0.5) cut.add(side)
  }
  const faults = []
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("has no ring")
  else if (contrast(light(numbers(style.outlineColor)), light(back)) < 3) faults.push(`has a ring of ${style.outlineColor} on ${back}`)
  if (cut.size > 2) faults.push(`is cut off: ${[...cut]}`)
  for (let each = shown; each; each = each.parentElement) if (getComputedStyle(each).opacity < 0.5) faults.push(`is pale: ${each.className}`)
  const name = `${at.localName}.${at.className} ${(at.ariaLabel || at.textContent).trim().slice(0, 30)}`
  return [at.dataset.stop === undefined ? name : Number(at.dataset.stop), faults.map(each => `${name} ${each}`)]
}"""


def walk(page: Any, most: int = 400) -> tuple[int, list[int | str], list[str]]:
    """How many stops a page has, which the Tab key finds in its order (a name for what is none), and how they show amiss."""
    stops: int = page.evaluate(STOPS)
    found: list[int | str] = []
    faults: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(STOP)
        if here is not None and here[1]:
            page.wait_for_timeout(200)  # the search opens by itself where the keyboard comes to it
            here = page.evaluate(STOP)
        if here is None:
            break
        found.append(here[0])
        faults += here[1]
    return stops, found, faults
