"""What axe finds on pages in a browser, at a price that a suite can pay."""

from functools import cache
from typing import Any

# Takes away what holds nothing new: lists, rows and paragraphs all of whose elements, with the two above each and the names
# of their attributes, were looked at before. Headings stay, since their order is looked at, a line of each list in a
# navigation, which has to have what it scrolls to, and what Material's script asks for late. Gives hashes of what is new.
THIN = """seen => {
  const known = new Set(seen), fresh = new Set()
  const hash = text => { let sum = 7; for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0; return sum }
  const said = ({ name, value }) => name === "style" ? value : name === "class" ? "" : value.trim() ? name : `${name}?`
  const text = each => [...each.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()) ? "…" : ""
  const own = each => `${each.localName}.${each.className} ${[...each.attributes].map(said).sort()}${text(each)}`
  const repeated = each => each.matches("li:not(:first-child)")
    || each.matches("tr, p, div:not(.md-sidebar__scrollwrap), details, ul, ol, table, figure, pre") && !each.closest("nav, summary, label, button, a")
  const isNew = (each, name, above) => {
    const found = hash(above + name)
    if (known.has(found) || fresh.has(found)) return false
    fresh.add(found)
    return true
  }
  // Whether anything in it is new; what is not is taken away.
  const look = (each, parent, above) => {
    const name = `>${own(each)}`
    let kept = isNew(each, name, above + parent)
    for (const child of [...each.children]) kept = look(child, name, parent) || kept
    if (!kept && repeated(each) && !each.querySelector("h1, h2, h3, h4, .md-sidebar__scrollwrap")) each.remove()
    return kept
  }
  look(document.body, "", "")
  return [...fresh]
}"""
# Adopted, since the policy of run pages refuses styles that are written into them.
CALM = """(() => {
  const calm = new CSSStyleSheet()
  calm.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }")
  document.adoptedStyleSheets = [calm]
})()"""
RUN = """async options => (await axe.run({ resultTypes: ["violations"], preload: false, ...options })).violations.map(({ id, nodes }) =>
  `${id}: ${nodes.slice(0, 3).map(({ target, any, none }) => `${target} (${[...any, ...none][0]?.message ?? ""})`).join("; ")}`)"""
# As Material does it, which takes its time to follow the system.
SCHEME = "scheme => { if (document.body.dataset.mdColorScheme) document.body.dataset.mdColorScheme = scheme }"


class Barriers:
    """What axe finds on the pages of one visit, light and dark. What looks like something on an earlier page is not looked
    at again, so that a hundred pages cost little more than one.
    """

    def __init__(self) -> None:
        self.seen: set[int] = set()

    def on(self, page: Any) -> list[str]:
        """The barriers of an open page, which has lost its repetitions when this returns."""
        page.evaluate(CALM)
        self.seen.update(page.evaluate(THIN, sorted(self.seen)))
        page.evaluate(_axe())
        found = [f"light: {each}" for each in page.evaluate(RUN, {})]
        page.emulate_media(color_scheme="dark")
        page.evaluate(SCHEME, "slate")
        # Nothing but colours differs in the dark.
        found += [f"dark: {each}" for each in page.evaluate(RUN, {"runOnly": ["color-contrast"]})]
        page.emulate_media(color_scheme="light")
        return found


@cache
def _axe() -> str:
    from axe_playwright_python.base import AXE_SCRIPT

    return AXE_SCRIPT
