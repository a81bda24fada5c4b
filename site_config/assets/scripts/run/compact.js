// A whole run in few signs, for a QR code: its events one after another. The page that reads them knows the rest.
import { digestOf } from "./canonical.js"
import { apply, begin } from "./engine.js"
import { planOf } from "./plan.js"
import { eventOf } from "./record.js"
import { isRefused } from "./values.js"

const FORM = "1", MOST_SIGNS = 4000
const EVENTS = ["answer", "not-applicable", "skip", "clear", "note", "override", "countersign", "complete", "stop", "resume", "amend", "retract"]

/** @param {Uint8Array} bytes */
const code64 = bytes => btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "")
/** @param {string} said */
const bytes64 = said => Uint8Array.from(atob(said.replace(/-/g, "+").replace(/_/g, "/")), each => each.charCodeAt(0))

/** A value in signs that an address may hold. @param {any} value @returns {string} */
const pack = value => value == null ? "" : Array.isArray(value) ? `+${value.map(pack).join(",")}` : value === "yes" ? "y" : value === "no" ? "n"
  : /^[\w.:-]+$/.test(value) ? `_${value}` : `*${code64(new TextEncoder().encode(value))}`
/** @param {string} [said] @returns {any} */
const unpack = said => !said ? null : said[0] === "+" ? said.slice(1).split(",").map(unpack) : said === "y" ? "yes" : said === "n" ? "no"
  : said[0] === "_" ? said.slice(1) : new TextDecoder("utf-8", { fatal: true }).decode(bytes64(said.slice(1)))

/** @param {string} moment */
const seconds = moment => Date.parse(moment) / 1000
/** @param {number} at @param {string} offset */
const momentAt = (at, offset) => new Date((at + (seconds("1970-01-01T00:00:00Z") - seconds(`1970-01-01T00:00:00${offset}`))) * 1000).toISOString().slice(0, 19) + offset

/** @param {any} plan @returns {string[]} */
const nodes = plan => ["", ...plan.pauses.flatMap((/** @type {any} */ pause) => [pause.id, ...pause.items.map((/** @type {any} */ item) => item.node)])]
/** @param {any} runnable @param {any} instance */
const planIn = (runnable, instance) => planOf(runnable.definition, instance, runnable.checker, runnable.scoring)
/** @param {string} run @param {string} day @param {any[]} audit */
const check = (run, day, audit) => digestOf([run, day, audit]).slice(0, 8)

/** The code of a run; empty where it has none. @param {any} kept @param {any} runnable */
export const codeOf = (kept, runnable) => {
  const [first, ...rest] = kept.audit, places = nodes(planIn(runnable, kept.dated.instance)), offset = first.end.slice(19)
  let last = seconds(first.end)
  const rows = rest.map((/** @type {any} */ row) => {
    const event = eventOf(row), from = seconds(row.start) - last, took = seconds(row.end) - seconds(row.start)
    last = seconds(row.end)
    return [EVENTS.indexOf(row.event).toString(36) + places.indexOf(row.node).toString(36), from.toString(36), took.toString(36),
      pack(event.value ?? event.by), pack(event.reason)].join("~").replace(/~+$/, "")
  })
  const code = [FORM, runnable.fingerprint.slice(0, 8), code64(Uint8Array.from(kept.run.replace(/-/g, "").match(/../g), (/** @type {string} */ each) => parseInt(each, 16))),
    kept.day, kept.performer, pack(kept.subject), `${seconds(first.end).toString(36)}${offset.replace("+", "~").replace("-", "~-").replace(":", "")}`, check(kept.run, kept.day, kept.audit), ...rows].join("!")
  const again = ofCode(code, runnable, () => kept.dated.instance)
  return again ? code : ""
}

/** What a code says: run, day, and the state that its events lead to. Null for no code, or one of another version or date.
 * @param {string} code @param {any} runnable @param {(day: string) => any} instanceOn */
export const ofCode = (code, runnable, instanceOn) => {
  try {
    const [form, version, id, day, performer, about, begun, sum, ...rows] = code.slice(0, MOST_SIGNS).split("!")
    if (form !== FORM || !runnable.fingerprint.startsWith(version) || version.length !== 8) return null
    const hex = [...bytes64(id)].map(each => each.toString(16).padStart(2, "0")).join(""), run = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"), instance = instanceOn(day)
    if (!instance || hex.length !== 32) return null
    const plan = planIn(runnable, instance), places = nodes(plan)
    const [at, zone] = begun.split("~"), offset = `${zone[0] === "-" ? "-" : "+"}${zone.slice(-4, -2)}:${zone.slice(-2)}`
    let last = parseInt(at, 36), state = begin(plan, performer, momentAt(last, offset), unpack(about))
    for (const row of rows) {
      const [what, from, took, value, reason] = row.split("~"), since = last + parseInt(from, 36)
      last = since + parseInt(took, 36)
      const made = { event: EVENTS[parseInt(what[0], 36)], node: places[parseInt(what.slice(1), 36)], start: momentAt(since, offset), end: momentAt(last, offset),
        "new-value": unpack(value), user: unpack(value), "change-reason": unpack(reason) }
      if (!isRefused(state)) state = apply(state, eventOf(made))
    }
    if (isRefused(state) || check(run, day, state.audit) !== sum) return null
    return { run, day, instance, state }
  } catch { return null }
}
