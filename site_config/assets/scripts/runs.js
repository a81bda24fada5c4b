// Runs that this device has finished and that were not handed in: told on the page of the day, with links. They are kept
// under keys of this site alone; scripts/run/store.js says how.
{
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-db-runs]"))
  const head = `dutybook-run/1${new URL("..", location.href).pathname}|run|`
  /** @type {{page: string, run: string, checklist: string, day: string}[]} */
  const left = []
  try {
    for (let at = 0; at < localStorage.length; at++) {
      const key = localStorage.key(at) ?? ""
      if (!key.startsWith(head)) continue
      const kept = JSON.parse(localStorage.getItem(key) ?? "null")
      if (kept?.closed && !kept.exported && /^\/(?!\/)/.test(kept.page)) left.push(kept)
    }
  } catch { /* storage is denied, so there are none */ }
  if (place && left.length) {
    place.append((place.dataset.dbRuns ?? "").replace("{n}", String(left.length)))
    for (const each of left) {
      const link = document.createElement("a")
      link.href = `${each.page}#run=${each.run}`
      link.textContent = `${each.checklist} ${each.day}`
      place.append(" ", link)
    }
    place.hidden = false
  }
}
