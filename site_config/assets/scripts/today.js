// The page of a day: what a role has to do on it. Everything stands ready in due-data.js (generator/dutybook/views/
// due_data.py says how); this script only looks it up, so that there is no second calendar.
{
  /** @typedef {{from?: string, nominal?: string, why?: number, provisional?: boolean}} At */
  /** @typedef {{[date: string]: At[]}} Dates */
  /** @typedef {{title: string, page: string, rule: string, sort: string, dates?: number, daily?: string, clock?: string,
   *   critical?: boolean, assumed?: boolean, forms?: [string, string][], to?: [string, string][], since?: string, begins?: string}} Duty */
  /** @typedef {{title: string, page: string, run?: string, rule?: string, dates?: number, daily?: string, begins?: string}} Checklist */
  /** @typedef {{title: string, unit: string, page: string, calendar?: string, duties: string[], checklists: Checklist[]}} Role */
  /** @typedef {{text: string, work: boolean, special?: boolean, notice?: string}} Kind */
  /** @typedef {{first: string, last: string, days: string[], kinds: Kind[], kind: number[], provisional: [string, string][],
   *   own: {[unit: string]: {[date: string]: number}}, reasons: string[], dates: Dates[], words: {[name: string]: string},
   *   duties: {[key: string]: Duty}, roles: {[key: string]: Role}}} Data */

  const DAY = 86400000, AHEAD = 7
  const data = /** @type {Data | undefined} */ (/** @type {any} */ (window).dutybookDue)
  const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-db-day]"))
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-db-today]"))
  // One storage is shared by all folders that are opened as files: the name says which site, in any of its languages.
  const memory = `dutybook.role:${new URL("..", location.href).pathname}`

  /** @param {string} tag @param {{[name: string]: string}} attributes @param {...(Node | string)} inside */
  const make = (tag, attributes, ...inside) => {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.append(...inside)
    return element
  }

  /** @param {string} said @param {{[name: string]: string}} values */
  const fill = (said, values) => said.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all)

  /** @param {string} day @param {number} step @returns {string} The date so many days later. */
  const later = (day, step) => new Date(Date.parse(day) + step * DAY).toISOString().slice(0, 10)

  /** @returns {string} */
  const today = () => {
    const now = new Date()
    return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10)
  }

  /** @param {string | null} said @returns {said is string} */
  const isDate = said => !!said && /^\d{4}-\d\d-\d\d$/.test(said) && !isNaN(Date.parse(said)) && later(said, 0) === said

  /** What was chosen last, where the browser remembers anything. */
  const recall = () => { try { return localStorage.getItem(memory) ?? "" } catch { return "" } }

  /** @param {string} role */
  const remember = role => { try { localStorage.setItem(memory, role) } catch { /* it is asked for again */ } }

  /** @param {Data} data */
  const start = data => {
    const words = data.words
    const role = /** @type {HTMLSelectElement} */ (form.elements.namedItem("role"))
    const date = /** @type {HTMLInputElement} */ (form.elements.namedItem("date"))
    const head = /** @type {HTMLElement} */ (document.querySelector("[data-db-head]"))
    const body = /** @type {HTMLElement} */ (document.querySelector("[data-db-body]"))
    const asked = new URLSearchParams(location.search)

    /** @param {string} day */
    const index = day => (Date.parse(day) - Date.parse(data.first)) / DAY

    /** @param {string} day */
    const said = day => data.days[index(day)] ?? day

    /** @param {string} day @param {string} unit @returns {Kind} */
    const kindOf = (day, unit) => data.kinds[data.own[unit]?.[day] ?? data.kind[index(day)]]

    /** Whether something falls on a day: on one of its dates, or because it comes every day or workday of its unit.
     * @param {{page: string, dates?: number, daily?: string, begins?: string}} each @param {string} day */
    const isOn = (each, day) => each.begins && day < each.begins ? false : each.dates !== undefined ? day in data.dates[each.dates]
      : each.daily === "day" || (each.daily === "workday" && kindOf(day, each.page.split("/")[0]).work)

    /** @param {string} text */
    const tag = text => make("span", { class: "db-tag" }, text)

    /** @param {string} text */
    const note = text => make("p", { class: "db-small" }, text)

    /** @param {[string, string][]} links */
    const linked = links => links.flatMap(([title, page], at) =>
      at ? [words.join, make("a", { href: page }, title)] : [make("a", { href: page }, title)])

    /** A duty as a line, with what is said of one of its dates. @param {Duty} duty @param {At} at @param {string} [until] */
    const line = (duty, at, until) => {
      const made = make("li", {})
      if (duty.critical) made.append(make("span", { class: "db-critical" }, "◆"))
      made.append(make("a", { href: duty.page }, duty.title))
      if (duty.assumed) made.append(make("span", { class: "db-mark db-mark-short", role: "note", title: words.assumed }, words.sign))
      if (duty.clock) made.append(" ", make("b", { class: "db-clock" }, duty.clock))
      if (until) made.append(" ", make("b", { class: "db-clock" }, fill(words.until, { date: said(until) })))
      if (at.provisional) made.append(" ", tag(words.provisional))
      const small = make("small", {})
      if (duty.sort !== "daily") small.append(duty.rule)
      if (duty.forms) small.append(small.hasChildNodes() ? " · " : "", ...linked(duty.forms))
      if (duty.to) small.append(" → ", ...linked(duty.to))
      if (small.hasChildNodes()) made.append(small)
      if (at.why !== undefined) made.append(make("small", { class: "db-why" }, data.reasons[at.why]))
      return made
    }

    /** @param {string} title @param {Node[]} lines @param {string} none What stands there when there are no lines. */
    const part = (title, lines, none) => {
      if (!lines.length && !none) return
      body.append(make("h3", {}, title), lines.length ? make("ul", { class: "db-due" }, ...lines) : note(none))
    }

    /** What falls due on a day. @param {Duty[]} duties @param {string} day */
    const dueOn = (duties, day) => duties.flatMap(duty =>
      (duty.dates === undefined ? [] : data.dates[duty.dates][day] ?? []).map(at => line(duty, at)))

    /** What can be done already on a day and is due later, the next first. @param {Duty[]} duties @param {string} day */
    const openOn = (duties, day) => duties
      .flatMap(duty => duty.dates === undefined ? [] : Object.entries(data.dates[duty.dates]).flatMap(([due, found]) =>
        found.filter(at => due > day && at.from && at.from <= day).map(at => ({ due, duty, at }))))
      .sort((one, other) => one.due < other.due ? -1 : one.due > other.due ? 1 : 0)
      .map(({ due, duty, at }) => line(duty, at, due))

    /** The days after a day that have something due. @param {Duty[]} duties @param {string} day @param {string} unit */
    const coming = (duties, day, unit) => Array.from({ length: AHEAD }, (_, place) => later(day, place + 1)).flatMap(each => {
      const lines = each <= data.last ? dueOn(duties, each) : []
      if (!lines.length) return []
      const kind = kindOf(each, unit)
      const title = make("p", {}, make("b", {}, said(each)), ...(kind.special ? [" ", make("small", {}, kind.text)] : []))
      return [make("li", {}, title, make("ul", {}, ...lines))]
    })

    /** What this device keeps of a checklist on a day (runs.js). @param {Checklist} list @param {string} day */
    const kept = (list, day) => {
      const found = /** @type {any} */ (globalThis).dutybookRuns?.((list.run ?? "").replace("/run/", "/").replace(/\.html$/, ""), day)
      return found ? [" ", make("a", { class: "db-run-kept", href: found.href }, words[`run-${found.state}`])] : []
    }

    /** @param {Checklist} list @param {string} day */
    const checklist = (list, day) => make("li", {}, make("a", { href: `${list.page}?date=${day}` }, list.title),
      " ", make("a", { class: "db-run", href: `${list.run}?date=${day}` }, words.run), ...kept(list, day),
      ...(list.rule ? [make("small", {}, list.rule)] : []))

    /** The day in words, and what kind of day it is. @param {string} day @param {string} unit */
    const showDay = (day, unit) => {
      if (data.days[index(day)] === undefined) {
        head.replaceChildren(fill(words.outside, { date: day, first: data.first, last: data.last }))
        return false
      }
      const kind = kindOf(day, unit), notice = kind.notice ? [" ", make("small", {}, kind.notice)] : []
      head.replaceChildren(make("b", {}, said(day)), " ", kind.special ? tag(kind.text) : kind.text, ...notice)
      if (data.provisional.some(([from, to]) => from <= day && day <= to)) {
        head.append(" ", tag(words.provisional), " ", make("small", {}, words["provisional-day"]))
      }
      return true
    }

    /** @param {Role} found @param {string} unit @param {string} day */
    const showRole = (found, unit, day) => {
      const duties = found.duties.map(key => data.duties[key])
      const daily = duties.filter(duty => duty.daily), now = daily.filter(duty => isOn(duty, day))
      const dated = duties.length > daily.length
      const lists = found.checklists, used = lists.filter(list => isOn(list, day))
      const starts = duties.flatMap(duty => duty.since && duty.since > day ? [duty.since] : []).sort()
      if (starts.length) body.append(note(fill(words.since, { date: said(starts[0]) })))
      const ways = [make("a", { href: found.page }, words["role-page"])]
      if (found.calendar) ways.push(make("a", { href: `${found.calendar}#m-${day.slice(0, 7)}` }, words.calendar))
      body.append(make("p", { class: "db-ways-on" }, ...ways.flatMap(way => [way, " "])))
      if (duties.length === 0) body.append(make("p", {}, words["no-dates"]))
      if (dated) part(words.due, dueOn(duties, day), words["due-none"])
      part(words.lists, used.map(list => checklist(list, day)), "")
      part(words.daily, now.map(duty => line(duty, {})), daily.length ? words["daily-none"] : "")
      part(words.open, openOn(duties, day), "")
      if (dated) part(words.coming, coming(duties, day, unit), words["coming-none"])
      if (dated && later(day, AHEAD) > data.last) body.append(note(fill(words.end, { last: said(data.last) })))
      part(words["other-lists"], lists.filter(list => !used.includes(list)).map(list => checklist(list, day)), "")
    }

    const show = () => {
      const day = isDate(date.value) ? date.value : today(), unit = role.value.split("/")[0]
      body.replaceChildren()
      if (showDay(day, unit) && role.value) showRole(data.roles[role.value], unit, day)
      const address = new URLSearchParams(role.value ? { role: role.value } : {})
      if (day !== today()) address.set("date", day)
      const query = String(address) && `?${address}`
      try { history.replaceState(null, "", location.pathname + query) } catch { /* some browsers forbid it for files */ }
      for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.db-language"))) link.search = query
    }

    const wanted = asked.get("role") ?? recall(), day = asked.get("date")
    role.value = wanted in data.roles ? wanted : ""
    date.value = isDate(day) ? day : today()
    role.addEventListener("change", () => { remember(role.value); show() })
    date.addEventListener("change", show)
    form.addEventListener("submit", event => event.preventDefault())
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (form.querySelectorAll("button[data-step]"))) {
      button.addEventListener("click", () => {
        const step = Number(button.dataset.step)
        date.value = step ? later(isDate(date.value) ? date.value : today(), step) : today()
        show()
      })
    }
    if (role.value) remember(role.value)
    show()
    form.hidden = place.hidden = false
    document.querySelector("[data-db-without]")?.remove()
  }

  if (data && form && place) start(data)
}
