// Runs that this device keeps, told on every page: those that are open, those that are finished and were not handed in; on
// the page of the day, all of them. They are kept under keys of this site alone; scripts/run/store.js says how.
if (!("dutybookRuns" in globalThis)) {
  /** @typedef {{page: string, run: string, checklist: string, day: string, performer: string, closed: boolean, exported: string,
   *   title?: {[language: string]: string}, audit: {end: string}[]}} Kept */
  /** @typedef {{unexported: string, open: string, all: string, handed: string, not: string, unfinished: string, elsewhere: string}} Words */

  const SHOWN = 5, LONGEST = 50
  const source = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ?? "", language = document.documentElement.lang.slice(0, 2)
  const head = `dutybook-run/1${source ? new URL("../..", source).pathname : ""}|run|`

  /** @returns {Kept[]} the newest first */
  const kept = () => {
    /** @type {Kept[]} */
    const found = []
    try {
      for (let at = 0; at < localStorage.length; at++) {
        const key = localStorage.key(at) ?? ""
        if (!key.startsWith(head)) continue
        const each = JSON.parse(localStorage.getItem(key) ?? "null")
        if (each?.audit?.length && /^\/(?!\/)/.test(each.page)) found.push(each)
      }
    } catch { /* storage is denied, so there are none */ }
    return found.sort((one, other) => one.audit[0].end < other.audit[0].end ? 1 : -1)
  }
  const runs = kept(), open = runs.filter(each => !each.closed), left = runs.filter(each => each.closed && !each.exported)

  /** @param {Kept} each @param {boolean} [whole] */
  const link = (each, whole) => {
    const made = document.createElement("a")
    made.href = `${each.page}#run=${each.run}`
    made.textContent = [each.title?.[language] ?? each.checklist, each.day, ...(whole ? [each.performer, each.audit[0].end.slice(11, 16)] : [])].join(" · ")
    return made
  }

  /** A place for what is told, in words of its own. @param {HTMLElement} place */
  const tell = place => {
    const words = /** @type {Words} */ (JSON.parse(place.dataset.dbRuns ?? "{}"))
    for (const [found, said] of /** @type {[Kept[], string][]} */ ([[left, words.unexported], [open, words.open]])) {
      if (!found.length) continue
      const line = document.createElement("p")
      line.append(said.replace("{n}", String(found.length)))
      for (const each of found.slice(0, SHOWN)) line.append(" ", link(each))
      place.append(line)
    }
    if ("dbAll" in place.dataset && runs.length) {
      const all = document.createElement("details"), summary = document.createElement("summary"), list = document.createElement("ul")
      summary.append(words.all.replace("{n}", String(runs.length)))
      for (const each of runs.slice(0, LONGEST)) {
        const line = document.createElement("li")
        line.append(link(each, true), ` ${!each.closed ? words.unfinished : each.exported ? words.handed : words.not}`)
        list.append(line)
      }
      all.append(summary, list)
      place.append(all)
    }
    place.hidden = !place.hasChildNodes()
  }

  const places = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-db-runs]"))
  const place = [...places].find(each => "dbAll" in each.dataset) ?? places[0]
  if (place) tell(place)

  Object.assign(globalThis, {
    /** What this device keeps of a checklist on a day, for today.js: the run to open, and whether it is open or was handed in.
     * @param {string} checklist @param {string} day */
    dutybookRuns: (checklist, day) => {
      const own = runs.filter(each => each.checklist === checklist && each.day === day), found = own.find(each => !each.closed) ?? own.find(each => !each.exported) ?? own[0]
      return found && { href: `${found.page}#run=${found.run}`, state: !found.closed ? "open" : found.exported ? "handed" : "left" }
    },
  })

  // Over https a worker keeps the page of the day and the run pages that it names, so that the day begins without a network.
  const workers = "serviceWorker" in navigator && navigator.serviceWorker
  if (workers && source && place && "dbAll" in place.dataset) {
    const keep = () => workers.ready.then(ready => ready.active?.postMessage({ keep: [location.href, ...performance.getEntriesByType("resource").map(each => each.name),
      ...[.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.db-run"))].map(each => each.href)] }))
    addEventListener("load", () => workers.register(new URL("../run-worker.js", source)).then(keep).catch(() => { /* a bonus */ }))
    document.addEventListener("change", keep)
  }
}
