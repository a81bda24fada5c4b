// Before a run: the date, who goes through it; what is open, what was not handed over, what this device did before.
import { datedOf } from "./dates.js"
import { dayOf, fill, make } from "./dom.js"
import { MAX_BYTES, readRecord } from "./read.js"
import { fault, follows } from "./record.js"
import { person, subject } from "./values.js"

/** @param {any} app @returns {HTMLElement} */
export const startScreen = app => {
  const page = app.page, words = app.words[app.language], w = words.page, said = page.runnable.words[app.language]
  const asked = new URLSearchParams(location.search).get("date") ?? "", today = dayOf()
  const date = make("input", { type: "date", id: "date", value: /^\d{4}-\d\d-\d\d$/.test(asked) ? asked : today, "aria-describedby": "date-said",
    min: page.dated ? page.days?.first : null, max: page.dated ? page.days?.last : null })
  const dateSaid = make("p", { id: "date-said", class: "small", role: "status" })
  const who = make("input", { id: "who", autocomplete: "off", value: app.store.read("who") ?? "", "aria-describedby": "who-hint who-error" })
  const about = said.subject && make("input", { id: "about", autocomplete: "off", maxlength: 100, "aria-describedby": "about-error" })
  const whoError = make("p", { class: "error", id: "who-error", hidden: true }), aboutError = make("p", { class: "error", id: "about-error", hidden: true })
  const due = make("ul", { class: "due-list" })
  const showDate = () => {
    const dated = datedOf(page, date.value)
    dateSaid.textContent = dated ? dated.words[app.language].date : fill(w.outside, { first: page.days?.first ?? "", last: page.days?.last ?? "" })
    const items = dated ? Object.entries(dated.words[app.language].due) : []
    due.replaceChildren(...items.map(([id, why]) => make("li", {}, make("b", {}, said.items[id].text), ` ${why}`)))
    go.disabled = !dated
  }
  /** @param {any} found @param {HTMLElement} place @param {HTMLElement} field */
  const refused = (found, place, field) => {
    const is = found !== null && typeof found === "object"
    place.textContent = is ? fill(words.refused[found.refused], { said: found.said }) : ""
    place.hidden = !is
    field.setAttribute("aria-invalid", String(is))
    return is
  }
  const go = make("button", { class: "main", "data-do": "begin" }, w.begin)
  const form = make("form", { onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault()
    const performer = person(who.value), what = about ? subject(about.value) : null
    const bad = [refused(performer, whoError, who), about && refused(what, aboutError, about)]
    if (bad[0]) return who.focus()
    if (bad[1]) return about.focus()
    app.store.write("who", performer)
    app.begin(date.value, performer, what)
  } },
  make("label", { for: "date" }, w.date), date, dateSaid, due,
  make("label", { for: "who" }, w.who), make("p", { class: "small", id: "who-hint" }, w["who-hint"]), who, whoError,
  about && make("label", { for: "about" }, fill(w.about, { label: said.subject })), about, about && aboutError, go)
  date.addEventListener("change", showDate)
  showDate()

  const all = app.store.runs(), own = all.filter((/** @type {any} */ each) => each.checklist === page.runnable.checklist)
  const open = own.filter((/** @type {any} */ each) => !each.closed), closed = own.filter((/** @type {any} */ each) => each.closed)
  const line = (/** @type {any} */ each) => `${each.day} · ${each.performer}${each.subject ? ` · ${each.subject}` : ""} · ${each.audit[0].end.slice(11, 16)}`
  const newer = (/** @type {any} */ each) => app.store.read(`pin|${each.pin}`)?.fingerprint !== page.runnable.fingerprint
  const openList = open.length ? make("section", { class: "open" }, make("h2", {}, w.open), ...open.map((/** @type {any} */ each) => make("p", {},
    make("button", { type: "button", class: "main", "data-run": each.run, onclick: () => app.resume(each.run) }, fill(w.resume, { run: line(each) })),
    newer(each) && make("small", {}, ` ${w.older}`)))) : ""
  const history = closed.length ? make("details", { class: "history", open: closed.some((/** @type {any} */ each) => !each.exported) }, make("summary", {}, fill(w.history, { n: closed.length })),
    make("ul", {}, ...closed.map((/** @type {any} */ each) => make("li", {}, make("button", { type: "button", "data-run": each.run, onclick: () => app.resume(each.run) }, line(each)), " ",
      each.exported ? w.out.done : make("b", { class: "odd" }, w.out.not), " ",
      each.exported && make("button", { type: "button", class: "quiet", onclick: () => { app.store.drop(each.run); app.leave() } }, w.remove))))) : ""

  const told = make("div", { class: "import-told", role: "status" })
  const file = make("input", { type: "file", accept: ".json,application/json", id: "file", onchange: async () => {
    const chosen = file.files?.[0]
    if (!chosen) return
    const read = chosen.size > MAX_BYTES ? { faults: [fault("too-big", "", String(chosen.size))] } : readRecord(new Uint8Array(await chosen.arrayBuffer()), page.schema)
    const faults = "faults" in read ? read.faults : follows(read.record)
    if (faults.length) told.replaceChildren(make("p", { class: "error" }, fill(w.import.refused, { name: chosen.name })),
      make("ul", {}, ...faults.map(each => make("li", {}, `${each.path ? `${each.path}: ` : ""}${fill(words.faults[each.code] ?? each.code, { said: each.said })}`))))
    else if ("record" in read) told.replaceChildren(...imported(app, read.record))
  } })
  return make("div", { class: "start" },
    make("header", { class: "head" }, make("div", { class: "line" }, make("h1", {}, said.title), app.tools())),
    make("main", {}, app.banners, make("p", { class: "objective" }, said.objective), ...said.hints.map((/** @type {string} */ each) => make("p", { class: "small" }, each)),
      openList, form, history, make("details", { class: "import" }, make("summary", {}, w.import.title), make("label", { for: "file" }, w.import.file), file, told),
      page.links && make("p", { class: "links" }, make("a", { href: page.links.page }, w.page), " ", make("a", { href: page.links.today }, w.today)),
      make("footer", {}, `${page.runnable.checklist} · ${page.runnable.version ?? ""} · ${page.runnable.fingerprint.slice(0, 7)}`)))
}

/** What a record says that came in a file, and how to go on with it. @param {any} app @param {any} record @returns {Node[]} */
const imported = (app, record) => {
  const words = app.words[app.language], w = words.page, here = app.store.read(`run|${record.run}`)
  const title = record.definition.title[app.language] ?? Object.values(record.definition.title)[0] ?? record.checklist
  const head = make("p", {}, make("b", {}, String(title)), ` · ${record.date} · ${record.performer}${record.subject ? ` · ${record.subject}` : ""} · `, fill(words.result[record.result], { n: record.exceptions.length }))
  const same = (/** @type {any[]} */ audit) => audit.length <= record.audit.length && audit.every((row, place) => JSON.stringify(row) === JSON.stringify(sorted(record.audit[place], row)))
  if (here && !same(here.audit)) return [head, make("p", { class: "error" }, w.import.conflict)]
  return [head, make("button", { type: "button", class: "main", "data-do": "take", onclick: () => app.take(record) }, record.result === "in-progress" ? w.import.go : w.import.show)]
}

/** A row with its keys in the order of another. @param {any} row @param {any} like */
const sorted = (row, like) => Object.fromEntries(Object.keys(like).map(name => [name, row[name]]))
