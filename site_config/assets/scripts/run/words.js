// What is said of a run that brings its own definition: a record of another version. All that its snapshot holds, as
// generator/dutybook/views/sheet_row.py says it of this version.
import { clockOf, fill } from "./dom.js"

/** @param {any} definition @param {string} language @param {any} words those of the page @returns {any} */
export const wordsOfDefinition = (definition, language, words) => {
  const s = words.sheet, names = definition.names ?? {}
  /** A wording in the language, or whichever there is. @param {any} said */
  const say = said => typeof said === "string" ? said : said && typeof said === "object" ? String(said[language] ?? Object.values(said)[0] ?? "") : ""
  const list = (/** @type {any} */ said) => Array.isArray(said) ? said : []
  /** @param {string} kind @param {any} key */
  const title = (kind, key) => say(names[kind]?.[key]) || String(key ?? "")
  const items = definition.pauses.flatMap((/** @type {any} */ pause) => pause.items)
  const all = new Map(items.map((/** @type {any} */ each) => [each.id, each]))
  const choicesOf = (/** @type {any} */ item) => item.type === "yes-no" ? words.answers
    : Object.fromEntries(list(item.choices).map(choice => [choice.id, say(choice.text)]))

  /** @param {any} condition */
  const lead = condition => {
    const other = condition && all.get(condition.item), item = say(other?.text).replace(/[。.]+$/, "")
    if (!other) return ""
    if (condition.is !== undefined) return fill(s["if-is"], { item, answer: choicesOf(other)[condition.is] ?? words.answers[condition.is] ?? condition.is })
    return condition.above !== undefined ? fill(s["if-above"], { item, value: condition.above }) : fill(s["if-below"], { item, value: condition.below })
  }
  /** @param {any} item */
  const handed = item => {
    const forms = list(item.forms).map(each => fill(s.form, { form: title("forms", each) })).join(s["between-forms"])
    const roles = list(item.receivers).map(each => title("roles", each)).join(s.join)
    return forms && roles ? fill(s["form-to"], { forms, roles }) : roles ? fill(s.to, { roles }) : forms
  }
  /** @param {any} item */
  const marks = item => {
    const by = list(item.by).map(each => title("roles", each)).join(s.join), minutes = item.when?.at ?? item.when?.["not-later-than"]
    const clock = Number.isInteger(minutes) && fill(s.clock["at" in item.when ? "at" : "by"], { clock: clockOf(minutes) })
    return [clock, by && fill(s.by, { roles: by }), handed(item)].filter(Boolean).join(s["between-marks"])
  }
  /** @param {string} name @param {any} range */
  const between = (name, range) => !range ? "" : fill(s[name][range.min === undefined ? "max" : range.max === undefined ? "min"
    : range.min === range.max && name === "expect" ? "same" : "both"], range)

  return {
    title: say(definition.title), objective: say(definition.objective), hints: [], completion: say(definition.completion),
    role: definition.role ? title("roles", definition.role) : "", checker: definition.checker ? title("roles", definition.checker) : "", subject: "",
    before: [], help: [], scoring: {},
    pauses: Object.fromEntries(definition.pauses.map((/** @type {any} */ each) => [each.id, { title: say(each.title), notes: [], hold: each.hold ? s.hold : "" }])),
    items: Object.fromEntries(items.map((/** @type {any} */ each) => [each.id, {
      text: say(each.text), response: say(each.response), lead: lead(each["only-if"]), detail: list(each.detail).map(say).join(s.join), marks: marks(each),
      range: [between("valid", each.valid), between("expect", each.expect)].filter(Boolean).join(s.stop), unit: say(each.unit),
      hold: each.hold ? s.hold : "", critical: each.critical ? s.critical : "", choices: choicesOf(each),
    }])),
  }
}
