// A table that is wider than its place scrolls within itself. Whoever has no mouse reaches it with the Tab key, and hears the
// heading it stands under. Where it fits or folds it is no stop; so it is looked at again whenever its place changes.
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
