// Free text that may hold a mobile number or an identity number: a warning, since a record keeps ids and not people.
// The same as generator/dutybook/run/personal.py. No lookbehind: older Safari would not read the whole script.
import { narrow } from "./values.js"

const GAP = "[ -]?"
const MOBILE = new RegExp(`(?:^|[^0-9])(?:\\+?86${GAP})?1${GAP}[3-9](?:${GAP}[0-9]){9}(?![0-9])`)
const BORN = `(?:1${GAP}9|2${GAP}0)(?:${GAP}[0-9]){2}${GAP}(?:0${GAP}[1-9]|1${GAP}[0-2])${GAP}(?:0${GAP}[1-9]|[12]${GAP}[0-9]|3${GAP}[01])`
const IDENTITY = new RegExp(`(?:^|[^0-9])[1-9](?:${GAP}[0-9]){5}${GAP}${BORN}(?:${GAP}[0-9]){3}${GAP}[0-9Xx](?![0-9])`)

/** Which kinds of number a text seems to hold. @param {string} text */
export const personal = text => {
  const said = narrow(text)
  return [["mobile", MOBILE], ["identity", IDENTITY]].filter(([, each]) => /** @type {RegExp} */ (each).test(said)).map(([kind]) => String(kind))
}
