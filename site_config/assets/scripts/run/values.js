// What an answer may be, by the type of its item: what was typed → the value that is kept, or why it is refused.
// The same as generator/dutybook/run/values.py; tests/vectors/ decides.

/** @typedef {{refused: string, node: string, said: string}} Refused */

export const BLANKS = "\t\n\r \u00a0\u3000\ufeff"
export const SCALE = 1000000
export const LONGEST = { reason: 500, text: 2000, subject: 100, person: 32 }
const NUMBER = /^([+-]?)([0-9]{1,9})(?:\.([0-9]{1,6}))?$/
const TIME = /^([01]?[0-9]|2[0-3]):([0-5][0-9])$/
const PERSON = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\ud800-\udfff]/u // with u, surrogates are those that stand alone

/** @param {string} code @param {string} [node] @param {string} [said] @returns {Refused} */
export const refuse = (code, node = "", said = "") => ({ refused: code, node, said })

/** @param {any} value @returns {value is Refused} */
export const isRefused = value => value !== null && typeof value === "object" && "refused" in value

/** @param {string} said */
export const trim = said => {
  let first = 0, last = said.length
  while (first < last && BLANKS.includes(said[first])) first++
  while (last > first && BLANKS.includes(said[last - 1])) last--
  return said.slice(first, last)
}

/** In ASCII where a Chinese keyboard gave full-width forms, without blanks around it. @param {string} said */
export const narrow = said => trim(said.replace(/[\uff01-\uff5e\u3000\u3002\u2212]/g, each =>
  each === "\u3000" ? " " : each === "\u3002" ? "." : each === "\u2212" ? "-" : String.fromCharCode(each.charCodeAt(0) - 0xfee0)))

/** The value that an answer of this type means. @param {string} type @param {string[]} choices @param {any} said */
export const valueOf = (type, choices, said) => {
  if (type === "multi-choice") return several(choices, said)
  if (typeof said !== "string") return refuse("malformed")
  switch (type) {
    case "number": return number(said)
    case "time": return clock(said)
    case "text": return text(said)
    case "sign-off": return person(said)
    case "choice": return choices.includes(said) ? said : refuse("not-a-choice", "", said)
    default: return said === "yes" || said === "no" ? said : refuse("not-yes-or-no", "", said)
  }
}

/** @param {string[]} choices @param {any} said */
const several = (choices, said) => {
  if (!Array.isArray(said)) return refuse("malformed")
  const unknown = said.filter(each => !choices.includes(each))
  if (unknown.length || !said.length) return refuse("not-a-choice", "", unknown.length ? String(unknown[0]) : "")
  return choices.filter(each => said.includes(each))
}

/** A whole number or a decimal with a point, in its shortest form. @param {string} said */
export const number = said => {
  const found = NUMBER.exec(narrow(said))
  if (!found) return refuse("not-a-number", "", said)
  const whole = found[2].replace(/^0+/, "") || "0", part = (found[3] ?? "").replace(/0+$/, "")
  const shortest = part ? `${whole}.${part}` : whole
  return found[1] === "-" && shortest !== "0" ? `-${shortest}` : shortest
}

/** A number's value in millionths: exact. @param {string} value */
export const scaled = value => {
  const [whole, part = ""] = value.replace(/^-/, "").split(".")
  const size = Number(whole) * SCALE + Number(part.padEnd(6, "0"))
  return value.startsWith("-") ? -size : size
}

/** @param {string} said */
export const clock = said => {
  const found = TIME.exec(narrow(said))
  return found ? `${found[1].padStart(2, "0")}:${found[2]}` : refuse("not-a-time", "", said)
}

/** The id of a person; ids stand where names would. @param {string} said */
export const person = said => {
  const found = narrow(said)
  return PERSON.test(found) && found.length <= LONGEST.person ? found : refuse("not-an-id", "", said)
}

/** @param {any} said @param {number} [most] characters */
export const text = (said, most = LONGEST.text) => {
  if (typeof said !== "string") return refuse("malformed")
  const found = trim(said.replace(/\r\n?/g, "\n"))
  if (!found || CONTROL.test(found)) return refuse("not-a-text")
  return [...found].length <= most ? found : refuse("too-long", "", String(most))
}

/** A reason, or null when nothing, or only blanks, was said. @param {any} said */
export const reason = said =>
  said == null || (typeof said === "string" && !trim(said)) ? null : text(said, LONGEST.reason)

/** Whom or what a run is about, or null. @param {any} said */
export const subject = said => reason(said) === null ? null : text(said, LONGEST.subject)
