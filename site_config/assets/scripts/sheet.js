// The page of a checklist: puts a date to the sheet. Which day it is, what is due on it and why stands ready in
// due-data.js (generator/dutybook/views/due_data.py says how); this script looks it up, so there is no second calendar.
{
  /** @typedef {{from?: string, nominal?: string, why?: number, provisional?: boolean}} At */
  /** @typedef {{title: string, rule: string, dates?: number, critical?: boolean}} Duty */
  /** @typedef {{text: string, work: boolean}} Kind */
  /** @typedef {{first: string, last: string, days: string[], kinds: Kind[], kind: number[], provisional: [string, string][],
   *   own: {[unit: string]: {[date: string]: number}}, reasons: string[], dates: {[date: string]: At[]}[],
   *   duties: {[key: string]: Duty}, roles: {[key: string]: {duties: string[]}}}} Data */

  const DAY = 86400000, AHEAD = 7
  const globals = /** @type {{dutybookDue?: Data, dutybookQr?: (text: string) => boolean[][]}} */ (/** @type {unknown} */ (globalThis))
  const data = globals.dutybookDue
  const frame = /** @type {HTMLElement} */ (document.querySelector("[data-db-sheet]"))
  const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-db-sheet-form]"))
  const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (frame.querySelector(name))

  /** @param {string} day @param {number} step */
  const later = (day, step) => new Date(Date.parse(day) + step * DAY).toISOString().slice(0, 10)

  const today = () => {
    const now = new Date()
    return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10)
  }

  /** @param {Data} data */
  const start = data => {
    const { unit = "", role = "", code = "", coming } = frame.dataset
    const words = /** @type {{[name: string]: string}} */ (JSON.parse(frame.dataset.words ?? "{}"))
    const date = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("date")) // what is private has none
    const asked = new URLSearchParams(location.search)
    const shown = code.slice(0, 7)

    /** @param {string} name @param {{[name: string]: string}} values */
    const say = (name, values) => words[name].replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all)

    /** @param {string} day */
    const index = day => (Date.parse(day) - Date.parse(data.first)) / DAY

    /** @param {string} day */
    const isKnown = day => /^\d{4}-\d\d-\d\d$/.test(day) && !isNaN(Date.parse(day)) && day >= data.first && day <= data.last

    /** What falls due of a duty on a day. @param {string} key @param {string} day @returns {At | undefined} */
    const dueOn = (key, day) => {
      const place = data.duties[key]?.dates
      return place === undefined ? undefined : data.dates[place][day]?.[0]
    }

    /** @param {string} day */
    const said = day => {
      const kind = data.kinds[data.own[unit]?.[day] ?? data.kind[index(day)]]
      const parts = [data.days[index(day)], kind.text]
      if (data.provisional.some(([from, to]) => from <= day && day <= to)) parts.push(words.provisional)
      return parts.join(" · ")
    }

    /** Why something stands on the day: the rule, and the reason for a shift.
     * @param {string} key @param {At} at @param {boolean} spell */
    const why = (key, at, spell) => {
      const reason = at.why === undefined ? "" : data.reasons[at.why]
      const rule = spell || reason ? data.duties[key].rule : ""
      const mark = at.provisional ? words.provisional : ""
      return [spell ? "" : words.due, rule, reason, mark].filter(Boolean).join(words.stop)
    }

    /** @param {HTMLElement} row @param {string} text */
    const note = (row, text) => { /** @type {HTMLElement} */ (row.querySelector(".db-item-due")).textContent = text }

    /** The rows that are due on the day are shown, all others of their pause point are not. @param {string} day */
    const chooseRows = day => {
      for (const row of /** @type {NodeListOf<HTMLElement>} */ (frame.querySelectorAll("[data-due], [data-dated]"))) {
        const key = row.dataset.due ?? row.dataset.dated ?? ""
        const at = day ? dueOn(key, day) : undefined
        if (row.dataset.due) row.hidden = !at
        note(row, at ? why(key, at, Boolean(row.dataset.due)) : "")
      }
      for (const stop of frame.querySelectorAll("[data-db-due]")) {
        const empty = /** @type {HTMLElement} */ (stop.querySelector(".db-empty"))
        empty.hidden = Boolean(day) && stop.querySelector("tr:not([hidden])") !== null
        empty.textContent = day ? words["nothing-due"] : words.undated
      }
      let number = 0
      for (const row of frame.querySelectorAll("tr.db-item:not([hidden]) .db-item-number")) row.textContent = String(++number)
    }

    /** @param {string} day */
    const lookAhead = day => {
      const place = find("[data-db-coming]")
      place.hidden = !coming || !day
      place.replaceChildren()
      if (place.hidden) return
      const title = document.createElement("b")
      title.textContent = words.coming
      place.append(title)
      for (let step = 1; step <= AHEAD; step++) {
        const next = later(day, step)
        const items = (data.roles[role]?.duties ?? []).flatMap(key => {
          const at = dueOn(key, next)
          if (!at) return []
          const mark = at.provisional ? say("brackets", { said: words.provisional }) : ""
          return [(data.duties[key].critical ? "◆" : "") + data.duties[key].title + mark]
        })
        if (!items.length) continue
        const line = document.createElement("p"), head = document.createElement("b")
        head.textContent = data.days[index(next)]
        line.append(head, " ", items.join(words.join))
        place.append(line)
      }
      if (place.childElementCount === 1) place.append(` ${words["coming-none"]}`)
    }

    /** @param {string} day */
    const draw = day => {
      const address = new URL(location.href)
      address.hash = ""
      address.search = day ? `?date=${day}&v=${shown}` : `?v=${shown}`
      const place = find(".db-qr"), rows = globals.dutybookQr?.(address.href)
      if (!rows) return
      const name = "http://www.w3.org/2000/svg", svg = document.createElementNS(name, "svg"), path = document.createElementNS(name, "path")
      svg.setAttribute("viewBox", `-4 -4 ${rows.length + 8} ${rows.length + 8}`)
      svg.setAttribute("role", "img")
      svg.setAttribute("aria-label", address.href)
      path.setAttribute("d", rows.flatMap((row, r) => row.flatMap((dark, c) => dark ? [`M${c} ${r}h1v1h-1z`] : [])).join(""))
      svg.append(path)
      place.replaceChildren(svg)
    }

    /** @param {string} day Empty: without a date. */
    const show = day => {
      find(".db-head-date").textContent = day ? said(day) : ""
      const blank = frame.querySelector(".db-head-blank-date")
      if (blank instanceof HTMLElement) blank.hidden = Boolean(day)
      chooseRows(day)
      lookAhead(day)
      draw(day)
      if (date) date.value = day
      const run = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".db-run-now a"))
      if (run && date) run.search = day && `?date=${day}`
      try { history.replaceState(null, "", day ? `?date=${day}` : location.pathname) } catch { /* a folder has no history */ }
    }

    const output = /** @type {HTMLElement} */ (form.querySelector("[data-db-sheet-code]"))
    const scanned = (asked.get("v") ?? "").toLowerCase()
    if (/^[0-9a-f]{4,64}$/.test(scanned)) {
      output.textContent = say(code.startsWith(scanned) ? "current" : "outdated", { code: scanned, now: shown })
    }
    const wanted = asked.get("date") ?? today()
    show(date && isKnown(wanted) ? wanted : "")
    if (date && asked.get("date") && !isKnown(wanted)) output.textContent = words["unknown-date"]
    date?.addEventListener("change", () => { if (!date.value || isKnown(date.value)) show(date.value) })
    form.addEventListener("submit", event => {
      event.preventDefault()
      const step = /** @type {HTMLButtonElement} */ (/** @type {SubmitEvent} */ (event).submitter)?.value ?? "0"
      const day = step === "" ? "" : later(today(), Number(step))
      show(isKnown(day) ? day : "")
      window.print()
    })
    form.hidden = false
  }

  if (data && frame && form) start(data)
}
