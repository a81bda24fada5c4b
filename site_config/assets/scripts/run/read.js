// A record as it is read: everything in it may be wrong or hostile until it has been looked at. What its fields may hold
// is data: the JSON Schema that Python makes of its one definition (generator/dutybook/run/format.py).
import { canonical, digestOf } from "./canonical.js"
import { fault } from "./record.js"

/** @typedef {import("./record.js").Fault} Fault */

export const MAX_BYTES = 8 * 1024 * 1024
const MOST_FAULTS = 20, LEVELS = 12, DEEPEST = 200
const SAFE = Number.MAX_SAFE_INTEGER

/** @param {Uint8Array} bytes @param {any} schema @returns {{record: any} | {faults: Fault[]}} */
export const readRecord = (bytes, schema) => {
  if (bytes.length > MAX_BYTES) return { faults: [fault("too-big", "", String(bytes.length))] }
  const value = parsed(bytes)
  if (value instanceof Wrong) return { faults: [value.fault] }
  if (value === null || typeof value !== "object" || !("schema" in value) || !("digest" in value)) return { faults: [fault("no-record")] }
  if (value.schema !== 1) return { faults: [fault("unknown-version", "/schema", shown(value.schema))] }
  /** @type {Fault[]} */
  const found = []
  look(value, schema, "", found)
  const faults = found.length ? found.slice(0, MOST_FAULTS) : between(value)
  return faults.length ? { faults } : { record: value }
}

class Wrong {
  /** @param {string} code @param {any} [said] */
  constructor(code, said = "") { this.fault = fault(code, "", shown(String(said))) }
}

/** @param {Uint8Array} bytes */
const parsed = bytes => {
  let text
  try { text = new TextDecoder("utf-8", { fatal: true }).decode(bytes) } catch { return new Wrong("not-unicode") }
  let value
  try { value = JSON.parse(text) } catch (error) {
    return error instanceof SyntaxError ? new Wrong("not-json", error.message) : new Wrong("too-deep", LEVELS)
  }
  const wrong = scan(text)
  if (wrong) return wrong
  try { canonical(value) } catch { return new Wrong("not-unicode") }
  return value
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?[0-9][0-9.eE+-]*|[{}[\]:]/g

/** What JSON.parse lets pass: keys that stand twice, fractions, numbers that JavaScript cannot hold, great depth. @param {string} text */
const scan = text => {
  /** @type {(Set<string> | null)[]} */
  const open = []
  let last = ""
  TOKEN.lastIndex = 0
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
    const token = found[0], keys = open[open.length - 1]
    if (token === "{" || token === "[") {
      open.push(token === "{" ? new Set() : null)
      if (open.length > DEEPEST) return new Wrong("too-deep", LEVELS)
    } else if (token === "}" || token === "]") open.pop()
    else if (token === ":" && keys) {
      const key = JSON.parse(last)
      if (keys.has(key)) return new Wrong("duplicate-key", key)
      keys.add(key)
    } else if (/^-?[0-9].*[.eE]/.test(token)) return new Wrong("float", token)
    else if (/^-?[0-9]{17}/.test(token)) return new Wrong("not-json", token)
    last = token
  }
  return null
}

/** Looks at a value by a schema, of the few keywords that ours uses. @param {any} value @param {any} schema @param {string} path @param {Fault[]} found */
const look = (value, schema, path, found) => {
  if (found.length >= MOST_FAULTS) return
  if (schema.anyOf) {
    const [one, other] = schema.anyOf
    if (one.type === "null") { if (value !== null) look(value, other, path, found) } else look(value, Array.isArray(value) ? other : one, path, found)
  } else if (schema.enum) {
    if (typeof value !== "string" || !schema.enum.includes(value)) found.push(fault("bad-value", path, shown(value)))
  } else if (schema.type) looks[schema.type](value, schema, path, found)
  else anything(value, LEVELS, path, found)
}

/** @type {{[type: string]: (value: any, schema: any, path: string, found: Fault[]) => void}} */
const looks = {
  string: (value, schema, path, found) => {
    const least = schema.minLength ?? 0, most = schema.maxLength ?? 30
    if (typeof value !== "string") found.push(fault("wrong-type", path, "text"))
    else if ([...value].length > most || value.length < least) found.push(fault("wrong-length", path, `${least}–${most}`))
    else if (!new RegExp(schema.pattern, "u").test(value) || (schema.format && !isReal(value))) found.push(fault("bad-value", path, shown(value)))
  },
  integer: (value, schema, path, found) => {
    if (!Number.isInteger(value)) found.push(fault("wrong-type", path, "number"))
    else if (value < schema.minimum || value > schema.maximum) found.push(fault("bad-value", path, shown(value)))
  },
  boolean: (value, schema, path, found) => {
    if (typeof value !== "boolean") found.push(fault("wrong-type", path, "true, false"))
  },
  array: (value, schema, path, found) => {
    if (!Array.isArray(value)) found.push(fault("wrong-type", path, "list"))
    else if (value.length > schema.maxItems) found.push(fault("wrong-length", path, `0–${schema.maxItems}`))
    else for (const [place, each] of value.entries()) look(each, schema.items, `${path}/${place}`, found)
  },
  object: (value, schema, path, found) => {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return void found.push(fault("wrong-type", path, "object"))
    for (const name of schema.required) if (!Object.hasOwn(value, name)) found.push(fault("missing-key", path, name))
    for (const name of Object.keys(value)) {
      const shape = Object.hasOwn(schema.properties, name) ? schema.properties[name] : schema.additionalProperties
      if (shape === false || !isAscii(name)) found.push(fault("unknown-key", path, shown(name)))
      else look(value[name], shape, under(path, name), found)
    }
  },
}

/** @param {string} path @param {string} name */
const under = (path, name) => `${path}/${name.replace(/~/g, "~0").replace(/\//g, "~1")}`

/** @param {string} name */
const isAscii = name => /^[\u0000-\u007f]*$/.test(name)

/** Any plain value, of at most so many levels. @param {any} value @param {number} levels @param {string} path @param {Fault[]} found */
const anything = (value, levels, path, found) => {
  if (typeof value === "number" && Math.abs(value) > SAFE) found.push(fault("bad-value", path, shown(value)))
  if (value === null || typeof value !== "object") return
  if (!levels) return void found.push(fault("too-deep", path, String(LEVELS)))
  for (const name of Object.keys(value)) {
    if (!isAscii(name)) found.push(fault("unknown-key", path, shown(name)))
    anything(value[name], levels - 1, under(path, name), found)
  }
}

/** Whether a day stands in the calendar. @param {string} said */
const isReal = said => {
  const day = said.slice(0, 10), time = Date.parse(`${day}T00:00:00Z`)
  return !isNaN(time) && day >= "0001" && new Date(time).toISOString().slice(0, 10) === day
}

/** What is wrong between the fields of a record that is right in shape. @param {any} value */
const between = value => {
  const { digest, ...rest } = value, amends = value.amends !== null
  /** @type {{[status: string]: string[]}} */
  const results = { "in-progress": ["in-progress"], "completed": ["complete", "complete-with-exceptions"], "stopped": ["stopped"] }
  const fits = results[value.status]?.includes(value.result) ?? value.result !== "in-progress"
  const wrong = [
    ["wrong-digest", "digest", digestOf(rest) !== digest, ""],
    ["wrong-fingerprint", "fingerprint", digestOf(value.definition) !== value.fingerprint, ""],
    ["other-checklist", "checklist", value.definition.checklist !== value.checklist || value.unit !== value.checklist.split("/")[0], value.checklist],
    ["amends-nothing", "status", !amends && ["amended", "entered-in-error"].includes(value.status), value.status],
    ["amends-silently", "status", amends && ["completed", "stopped"].includes(value.status), value.status],
    ["result-does-not-fit", "result", !fits, value.result],
    ["no-end", "result", (value.end === null) !== (value.result === "in-progress"), value.result],
  ]
  return wrong.filter(each => each[2]).map(([code, name, , said]) => fault(String(code), `/${name}`, String(said)))
}

/** A value as a message can quote it: short, on one line. @param {any} value */
export const shown = value => {
  const said = typeof value === "string" ? value : JSON.stringify(value) ?? ""
  return [...said.slice(0, 60)].map(each => /[\p{C}\p{Zl}\p{Zp}]/u.test(each) ? "\ufffd" : each).join("") + (said.length > 60 ? "…" : "")
}
