// Marks today on the rollout's line of time, by the reader's clock: a build does not know today. Without this script there
// is no mark, and none where today lies before or after what the plan gives dates for.
for (const plan of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-db-first]"))) {
  const mark = /** @type {HTMLElement | null} */ (plan.querySelector(".db-today"))
  const label = mark?.querySelector("span")
  const first = Date.parse(plan.dataset.dbFirst ?? "")
  const last = Date.parse(plan.dataset.dbLast ?? "")
  const now = new Date()
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
  if (mark && label && today >= first && today <= last) {
    const share = ((today - first) / (last - first + 864e5)) * Number(plan.dataset.dbKnown)
    label.style.left = `${share}%`
    label.classList.toggle("db-late", share > 70)
    mark.hidden = false
  }
}
