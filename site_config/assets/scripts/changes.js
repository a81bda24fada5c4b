// Marks the days that have changed since the reader's last visit. What was seen last is kept in this browser alone, under
// a key of this site; where storage is denied nothing is marked. Marks stay for the rest of the visit.
{
  const key = `dutybook-changes/1${new URL(".", location.href).pathname}`
  const days = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-db-day]")])
  const newest = days[0]
  /** @type {{day: string, commit: string, visit: string} | null} */
  let seen = null
  try {
    const now = new Date()
    const visit = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`
    seen = JSON.parse(sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? "null")
    if (seen) sessionStorage.setItem(key, JSON.stringify(seen))
    if (newest) {
      const { dbDay: day, dbCommit: commit } = newest.dataset
      localStorage.setItem(key, JSON.stringify({ day, commit, visit }))
    }
  } catch { /* storage is denied, or holds what this page has not written */ }
  const last = /** @type {HTMLElement | null} */ (document.querySelector("[data-db-last-visit]"))
  if (seen && typeof seen.day === "string" && last) {
    const known = seen
    const unseen = days.filter(({ dataset: { dbDay: day = "", dbCommit: commit } }) =>
      day > known.day || (day === known.day && commit !== known.commit))
    for (const each of unseen) {
      const mark = each.querySelector("strong")
      if (mark) mark.hidden = false
    }
    last.textContent = (last.dataset.dbLastVisit ?? "").replace("{day}", String(known.visit)).replace("{n}", String(unseen.length))
    last.hidden = false
  }
}
