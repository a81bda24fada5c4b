// What whoever has no mouse needs beyond the theme.

// A table that is wider than its place scrolls within itself: the Tab key reaches it, and it says the heading it stands under.
// Where it fits or folds it is no stop; so it is looked at again whenever its place changes.
const headings = [...document.querySelectorAll("h1, h2, h3, summary")]
const sizes = new ResizeObserver(entries => {
  for (const { target } of entries) {
    const box = /** @type {HTMLElement} */ (target)
    if (box.scrollWidth > box.clientWidth) {
      const heading = headings.findLast(each => each.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING)
      const said = [...heading?.childNodes ?? []].filter(each => !(each instanceof Element && each.matches(".headerlink")))
      box.tabIndex = 0
      box.role = "group"
      box.ariaLabel = said.map(each => each.textContent).join("").trim()
    } else for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name)
  }
})
for (const box of document.querySelectorAll(".db-scroll")) sizes.observe(box)

// On a narrow screen the navigation is a drawer, which the theme opens by Enter on its sign. Then one is in it; whoever goes
// on past its end or presses Escape closes it. The titles of its levels lead back, and
// the page's own line to what is on it.
const drawer = /** @type {HTMLInputElement | null} */ (document.querySelector("#__drawer"))
const sign = /** @type {HTMLElement | null} */ (document.querySelector(".md-header [for=__drawer]"))
const side = /** @type {HTMLElement | null} */ (document.querySelector(".md-sidebar--primary"))
const ways = side?.querySelectorAll(".md-nav__title:not([for='__drawer']), [for='__toc']") ?? []
for (const label of /** @type {Iterable<HTMLElement>} */ (ways)) label.tabIndex = 0
drawer?.addEventListener("change", () => {
  const stops = /** @type {HTMLElement[]} */ ([...side?.querySelectorAll("a, [tabindex='0']") ?? []])
  if (drawer.checked && document.activeElement === sign) stops.find(each => each.checkVisibility({ visibilityProperty: true }))?.focus()
})
side?.addEventListener("focusout", ({ relatedTarget }) => {
  if (drawer?.checked && relatedTarget instanceof Node && !side.contains(relatedTarget)) drawer.click()
})
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !drawer?.checked) return
  drawer.click()
  sign?.focus()
})
