// The page of a role's workload: what numbers of customers come to. The numbers of every month stand ready in the page
// (generator/dutybook/views/workload.py), so that there is no second calendar; nothing is stored or sent.
{
  /** A fraction, exact. @typedef {[bigint, bigint]} Fraction */
  /** @typedef {{customers: number | null, visits: [number, number] | null, minutes: number | null}} Group */
  /** @typedef {{need: string, minutes: string | null, a_day: string | null, load: string | null, over: boolean}} Sums */
  /** @typedef {{month: string, title: string, workdays: number, field: number | null, visits: ([number, number] | null)[],
   *   unsure: boolean}} Month */
  /** @typedef {{classes: {id: string, title: string, customers: number | null, minutes: number | null}[], months: Month[],
   *   words: {[name: string]: string}, sums: {[name: string]: string}}} Data */

  /** @param {Fraction} one @param {Fraction} other @returns {Fraction} */
  const plus = ([a, b], [c, d]) => [a * d + c * b, b * d]

  /** Halves away from zero, without decimals that are 0; for numbers that are not below zero.
   * @param {Fraction} number @param {number} digits */
  const rounded = ([a, b], digits) => {
    const scale = 10n ** BigInt(digits)
    const scaled = (2n * a * scale + b) / (2n * b)
    const rest = digits ? String(scaled % scale).padStart(digits, "0").replace(/0+$/, "") : ""
    return `${scaled / scale}${rest && `.${rest}`}`
  }

  /** The sums of a month; workload.py's `reckon` gives the same (tests/vectors/workload.json).
   * @param {Group[]} groups @param {number | null} field @param {number} workdays @param {number | null} travel @returns {Sums} */
  const reckon = (groups, field, workdays, travel) => {
    const visited = groups.flatMap(({ customers, visits, minutes }) => customers && visits && visits[0]
      ? [{ need: /** @type {Fraction} */ ([BigInt(customers) * BigInt(visits[0]), BigInt(visits[1])]), minutes }] : [])
    const need = visited.map(each => each.need).reduce(plus, [0n, 1n])
    const some = need[0] > 0n
    const busy = visited.map(({ need: [a, b], minutes }) =>
      /** @type {Fraction} */ ([a * BigInt((minutes ?? 0) + (travel ?? 0)), b])).reduce(plus, [0n, 1n])
    const known = some && field && visited.every(each => each.minutes !== null)
    const load = /** @type {Fraction} */ ([busy[0] * 100n, busy[1] * BigInt(field || 1)])
    return {
      need: rounded(need, 2),
      minutes: some && field ? rounded([BigInt(field) * need[1], need[0]], 1) : null,
      a_day: some && workdays ? rounded([need[0], need[1] * BigInt(workdays)], 1) : null,
      load: known ? rounded(load, 1) : null,
      over: !!known && load[0] > 100n * load[1],
    }
  }

  /** @param {string} tag @param {{[name: string]: string}} attributes @param {...(Node | string)} inside */
  const make = (tag, attributes, ...inside) => {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.append(...inside)
    return element
  }

  /** @param {string} said @param {{[name: string]: string | number}} values */
  const fill = (said, values) => said.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all))

  /** A number with a slider beside it; either moves the other. A number may be larger than the slider reaches.
   * @param {string} label @param {number} most @param {number} reach @param {number | null} value @param {() => void} changed */
  const field = (label, most, reach, value, changed) => {
    const said = value === null ? "" : String(value)
    const number = /** @type {HTMLInputElement} */ (make("input",
      { type: "number", min: "0", max: String(most), step: "1", inputmode: "numeric", value: said }))
    const slider = /** @type {HTMLInputElement} */ (make("input",
      { type: "range", min: "0", max: String(reach), step: "1", value: said || "0", "aria-label": label }))
    number.addEventListener("input", () => { slider.value = number.value || "0"; changed() })
    slider.addEventListener("input", () => { number.value = slider.value; changed() })
    return {
      element: make("div", { class: "db-workload-field" }, make("label", {}, label, number), slider),
      read: () => number.value && number.validity.valid ? Number(number.value) : null,
      wrong: () => {
        number.setAttribute("aria-invalid", String(!number.validity.valid))
        return number.validity.valid ? null : { name: label, most }
      },
      clear: () => { number.value = said; slider.value = said || "0" },
    }
  }

  /** @param {HTMLElement} place @param {Data} data */
  const start = (place, data) => {
    const { words, sums, classes, months } = data
    const now = new Date()
    const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}`
    const chosen = /** @type {HTMLSelectElement} */ (make("select", {}))
    for (const each of months) chosen.append(make("option", { value: each.month }, each.title))
    if (months.some(each => each.month === today)) chosen.value = today
    const result = make("div", { class: "db-workload-result", role: "status" })
    const heat = make("div", { class: "db-workload-heat" })
    const open = months[0].visits.map(each => each === null)
    const asksField = months[0].field === null

    const show = () => {
      const month = /** @type {Month} */ (months.find(each => each.month === chosen.value))
      const a_day = day?.read() ?? null
      const time = asksField ? (a_day === null ? null : a_day * month.workdays) : month.field
      const groups = classes.map((_, at) => {
        const tried = frequencies[at]?.read() ?? null
        return {
          customers: customers[at].read(),
          visits: month.visits[at] ?? (tried === null ? null : /** @type {[number, number]} */ ([tried, 1])),
          minutes: minutes[at].read(),
        }
      })
      const found = reckon(groups, time, month.workdays, travel.read())
      /** @type {Node[]} */
      const lines = []
      /** @param {string} name @param {{[name: string]: string | number}} values @param {string} [kind] */
      const line = (name, values, kind = "") => lines.push(make("p", kind ? { class: kind } : {}, fill(sums[name], values)))
      if (found.minutes !== null) line("minutes", { n: found.minutes }, "db-workload-lead")
      if (found.load !== null) {
        line("load", { n: found.load }, "db-workload-load")
        const bar = make("div", { class: found.over ? "db-load db-load-over" : "db-load", "aria-hidden": "true" }, make("span", {}))
        bar.style.setProperty("--load", `${Math.min(Number(found.load), 200) / 2}%`)
        lines.push(bar)
      }
      if (found.over) line("over", {}, "db-why")
      if (found.a_day !== null) lines.push(make("p", {}, [fill(sums.need, { n: found.need }), fill(sums["a-day"], { n: found.a_day })].join(words.join)))
      if (time !== null && month.workdays) {
        line("field", { n: time, hours: rounded([BigInt(time), 60n], 1), days: month.workdays })
      }
      if (!month.workdays) lines.push(make("p", {}, words["no-workdays"]))
      else if (time === null) line("enter-field", {}, "db-small")
      else if (found.a_day === null) line(groups.some(each => each.visits) ? "enter-customers" : "enter-visits", {}, "db-small")
      else if (found.load === null) line("enter-minutes", {}, "db-small")
      if (month.unsure) line("provisional", {}, "db-small")
      const wrong = fields.flatMap(each => each.wrong() ?? [])
      if (wrong.length) lines.length = 0
      for (const each of wrong) line("wrong", each, "db-why")
      result.replaceChildren(...lines)
      const grid = document.querySelector(`#heat-${month.month} table`)
      heat.replaceChildren(...(grid ? [grid.cloneNode(true)] : []))
    }

    const customers = classes.map(each => field(fill(words.customers, { group: each.title }), 1000000, 400, each.customers, () => show()))
    const frequencies = classes.map((each, at) => open[at] ? field(fill(words.visits, { group: each.title }), 1000, 10, null, () => show()) : null)
    const minutes = classes.map(each => field(fill(words.minutes, { group: each.title }), 1440, 120, each.minutes, () => show()))
    const travel = field(words.travel, 1440, 60, null, () => show())
    const day = asksField ? field(words["field-day"], 1440, 480, null, () => show()) : null
    const fields = [...customers, ...frequencies, ...(day ? [day] : []), ...minutes, travel].flatMap(each => each ? [each] : [])
    const clear = make("button", { type: "button" }, words.reset)
    const print = make("button", { type: "button" }, words.print)
    clear.addEventListener("click", () => { for (const each of fields) each.clear(); show() })
    print.addEventListener("click", () => window.print())
    chosen.addEventListener("change", show)
    const form = make("form", { class: "db-workload-form" }, make("label", {}, words.month, chosen),
      ...fields.map(each => each.element), make("span", {}, clear, print))
    form.addEventListener("submit", event => event.preventDefault())
    place.append(form, make("div", { class: "db-workload-side" }, result, heat))
    place.hidden = false
    document.querySelector("[data-db-without]")?.remove()
    const year = document.getElementById(`heat-${chosen.value}`)?.closest("details")
    if (year) year.open = true
    show()
  }

  // For tests, which hold both implementations against the same numbers.
  Object.assign(window, { dutybookReckon: reckon })
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-db-workload]"))
  if (place) start(place, JSON.parse(place.dataset.dbWorkload ?? ""))
}
