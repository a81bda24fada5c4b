// What comes in from elsewhere: a record in a file, its text, or the code of a short one. Whatever it is, it is looked at as hostile.
import { canonical } from "./canonical.js"
import { ofCode } from "./compact.js"
import { datedOf } from "./dates.js"
import { fill, make } from "./dom.js"
import { MAX_BYTES, readRecord } from "./read.js"
import { fault, follows, recordOf } from "./record.js"

/** The part of a start page that takes records in. @param {any} app @returns {HTMLElement} */
export const bringIn = app => {
  const words = app.words[app.language], w = words.page.import
  const told = make("div", { class: "import-told", role: "status" })
  /** @param {Uint8Array} bytes @param {string} name */
  const look = (bytes, name) => {
    const read = readRecord(bytes, app.page.schema), faults = "faults" in read ? read.faults : follows(read.record)
    if (faults.length) refuse(faults, name)
    else if ("record" in read) told.replaceChildren(...offered(app, read.record))
  }
  /** @param {any[]} faults @param {string} name */
  const refuse = (faults, name) => told.replaceChildren(make("p", { class: "error" }, fill(w.refused, { name })),
    make("ul", {}, ...faults.map(each => make("li", {}, `${each.path ? `${each.path}: ` : ""}${fill(words.faults[each.code] ?? each.code, { said: each.said })}`))))
  /** @param {string} said */
  const lookAtText = said => {
    const code = /(?:in=|^dutybook-run:)(1![^\s]+)$/.exec(said)?.[1]
    if (!code) return look(new TextEncoder().encode(said), w.pasted)
    const runnable = app.page.runnable, read = ofCode(code, runnable, day => datedOf(app.page, day)?.instance)
    if (!read) return told.replaceChildren(make("p", { class: "error" }, w["no-code"]))
    look(new TextEncoder().encode(canonical(recordOf(read.state, runnable, read.instance, read.day, read.run, "browser"))), w.pasted)
  }
  const file = make("input", { type: "file", accept: ".json,.txt,application/json,text/plain", id: "file", onchange: async () => {
    const chosen = file.files?.[0]
    if (!chosen) return
    if (chosen.size > MAX_BYTES) refuse([fault("too-big", "", String(chosen.size))], chosen.name)
    else look(new Uint8Array(await chosen.arrayBuffer()), chosen.name)
  } })
  const area = make("textarea", { id: "pasted", rows: 3, autocomplete: "off", spellcheck: "false" })
  const frame = make("details", { class: "import", id: "import", open: Boolean(app.incoming) }, make("summary", {}, w.title), make("p", { class: "small" }, w.why),
    make("label", { for: "file" }, w.file), file, make("label", { for: "pasted" }, w.paste), area,
    make("button", { type: "button", "data-do": "paste", onclick: () => { if (area.value.trim()) lookAtText(area.value.trim()) } }, w.read), told)
  if (app.incoming) lookAtText(app.incoming)
  return frame
}

/** What a record says, and how to go on with it. @param {any} app @param {any} record @returns {Node[]} */
const offered = (app, record) => {
  const words = app.words[app.language], w = words.page, here = app.store.read(`run|${record.run}`)
  const title = record.definition.title[app.language] ?? Object.values(record.definition.title)[0] ?? record.checklist
  const result = record.status === "entered-in-error" ? w.retracted : fill(words.result[record.result], { n: record.exceptions.length })
  const head = make("p", {}, make("b", {}, String(title)), ` · ${record.date} · ${record.performer}${record.subject ? ` · ${record.subject}` : ""} · `, result)
  const same = (/** @type {any[]} */ audit) => audit.length <= record.audit.length && audit.every((row, place) => canonical(row) === canonical(record.audit[place]))
  if (here && !same(here.audit)) return [head, make("p", { class: "error" }, w.import.conflict)]
  return [head, otherVersion(app, record) && make("p", { class: "warning" }, otherVersion(app, record)),
    make("button", { type: "button", class: "main", "data-do": "take", onclick: () => app.take(record) }, record.result === "in-progress" ? w.import.go : w.import.show)].filter(Boolean)
}

/** That a run is of another checklist or version than this page; empty where it is not. @param {any} app @param {any} runnable */
export const otherVersion = (app, runnable) => {
  const own = app.page.runnable, w = app.words[app.language].page.import
  return runnable.fingerprint === own.fingerprint ? "" : fill(runnable.checklist === own.checklist ? w.other : w["other-checklist"],
    { checklist: runnable.checklist, version: runnable.version ?? "", code: runnable.fingerprint.slice(0, 7), own: own.fingerprint.slice(0, 7) })
}
