// What is to be gone through in a run: the definition on its date, as far as the engine looks at it.
import { SCALE } from "./values.js"

/** @typedef {{least: number | null, most: number | null}} Bounds in millionths; null is open */
/** @typedef {{item: string, is: string | null, above: number | null, below: number | null}} Condition */
/** @typedef {{id: string, pause: string, node: string, type: string, hold: boolean, critical: boolean, choices: string[],
 *   valid: Bounds | null, expect: Bounds | null, onlyIf: Condition | null, ideal: string | null}} Item */
/** @typedef {{id: string, hold: boolean, items: Item[]}} Pause */
/** @typedef {{id: string, items: string[], most: number}} Scoring */
/** @typedef {{pauses: Pause[], items: Map<string, Item>, known: Set<string>, private: boolean, checker: boolean,
 *   scoring: Scoring[]}} Plan */

/** The plan of a definition; `instance` says what stands in which pause point on the date, all when absent.
 * @param {any} definition @param {{pause: string, items: string[]}[] | null} [instance] @param {string | null} [checker]
 * @param {any[]} [scoring] @returns {Plan} */
export const planOf = (definition, instance = null, checker = null, scoring = []) => {
  const shown = instance && new Map(instance.map(each => [each.pause, each.items]))
  /** @type {Pause[]} */
  const pauses = definition.pauses.map((/** @type {any} */ said) => {
    const items = new Map(said.items.map((/** @type {any} */ each) => [each.id, itemOf(each, said.id)]))
    const ids = shown ? (shown.get(said.id) ?? []).filter(each => items.has(each)) : [...items.keys()]
    return { id: said.id, hold: Boolean(said.hold), items: ids.map(each => items.get(each)) }
  })
  const all = definition.pauses.flatMap((/** @type {any} */ pause) => pause.items)
  return {
    pauses,
    items: new Map(pauses.flatMap(pause => pause.items.map(item => [item.id, item]))),
    known: new Set(all.map((/** @type {any} */ each) => each.id)),
    private: definition.use === "private" || all.some((/** @type {any} */ each) => each.source === "question" || each.source === "prompt"),
    checker: checker !== null,
    scoring: scoring.map(each => ({ id: each.id, items: each.items, most: each["opposite-more-than"] })),
  }
}

/** @param {any} said @param {string} pause @returns {Item} */
const itemOf = (said, pause) => ({
  id: said.id,
  pause,
  node: `${pause}/${said.id}`,
  type: said.type ?? "confirm",
  hold: Boolean(said.hold),
  critical: Boolean(said.critical),
  choices: (said.choices ?? []).map((/** @type {any} */ each) => each.id),
  valid: bounds(said.valid),
  expect: bounds(said.expect),
  onlyIf: condition(said["only-if"]),
  ideal: said.ideal ?? null,
})

/** @param {any} said @returns {Bounds | null} */
const bounds = said => said && Object.keys(said).length ? { least: millionths(said.min), most: millionths(said.max) } : null

/** @param {any} said @returns {Condition | null} */
const condition = said => said && Object.keys(said).length
  ? { item: said.item, is: said.is ?? null, above: millionths(said.above), below: millionths(said.below) } : null

/** @param {number | undefined} whole */
const millionths = whole => whole == null ? null : whole * SCALE

/** @param {Bounds} range @param {number} value */
export const isWithin = (range, value) =>
  (range.least === null || value >= range.least) && (range.most === null || value <= range.most)
