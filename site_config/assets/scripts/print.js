// Readies a page for paper: says when it was printed, by the reader's clock, since a build does not know today; what is
// folded stays folded, though Material opens it for print; and of a role the sheet for the wall is printed alone where asked.
{
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-db-printed]"))
  const told = place?.dataset.dbPrinted ?? ""
  const FOLDED = "data-db-left-out", language = document.documentElement.lang

  // On the window listeners that capture come first, so before Material's.
  addEventListener("beforeprint", () => {
    const day = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long" }).format(new Date())
    if (told) document.documentElement.style.setProperty("--db-printed", JSON.stringify(` · ${told.replace("{day}", day)}`))
    for (const each of document.querySelectorAll("details:not([open])")) each.setAttribute(FOLDED, "")
  }, { capture: true })
  addEventListener("afterprint", () => {
    for (const each of document.querySelectorAll(`[${FOLDED}]`)) each.removeAttribute(FOLDED)
  })

  const wall = /** @type {HTMLElement | null} */ (document.querySelector("[data-db-wall]")), root = document.documentElement
  wall?.querySelector("button")?.addEventListener("click", () => {
    root.toggleAttribute("data-db-wall-only", true)
    print()
  })
  if (wall) wall.hidden = false
  addEventListener("afterprint", () => root.toggleAttribute("data-db-wall-only", false))
}
