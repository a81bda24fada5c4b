// What follows from a run's answers: how each item and pause point stands, and what the run comes to.
import { isWithin } from "./plan.js"
import { scaled } from "./values.js"

/** @typedef {import("./plan.js").Item} Item */
/** @typedef {import("./plan.js").Pause} Pause */
/** @typedef {import("./engine.js").State} State */
/** @typedef {{state: string, held: string | null}} Standing open, waiting, blocked, answered, not-applicable, skipped, off */
/** @typedef {{items: Map<string, Standing>, pauses: Map<string, string>, held: string | null, next: string | null,
 *   unsettled: string | null, progress: [number, number]}} Whole */

const SETTLED = ["answered", "not-applicable", "skipped"]

/** How everything stands. @param {State} state @returns {Whole} */
export const standing = state => {
  const applies = appliesOf(state)
  /** @type {Map<string, Standing>} */
  const items = new Map()
  /** @type {Map<string, string>} */
  const pauses = new Map()
  /** @type {string | null} */
  let held = null
  for (const pause of state.plan.pauses) {
    let all = true
    for (const item of pause.items) {
      const asked = applies(item)
      const now = asked === "no" ? "off" : asked === "waiting" ? "waiting"
        : state.answers.get(item.id)?.state ?? (held ? "blocked" : "open")
      items.set(item.id, { state: now, held })
      const passed = itemPasses(item, now, state)
      all = all && passed
      if (item.hold && !passed && !state.overrides.has(item.node)) held ??= item.node
    }
    pauses.set(pause.id, pauseState(pause.items.map(item => /** @type {Standing} */ (items.get(item.id)).state)))
    if (pause.hold && !all && !state.overrides.has(pause.id)) held ??= pause.id
  }
  const asked = [...items].filter(([, each]) => each.state !== "off")
  return {
    items, pauses, held,
    next: asked.find(([, each]) => each.state === "open")?.[0] ?? null,
    unsettled: asked.find(([, each]) => !SETTLED.includes(each.state))?.[0] ?? null,
    progress: [asked.filter(([, each]) => SETTLED.includes(each.state)).length, asked.length],
  }
}

/** Whether nothing is left for which an item or a pause point would hold others back.
 * @param {State} state @param {Item | Pause} node @param {Whole} whole */
export const passes = (state, node, whole) => ("items" in node ? node.items : [node]).every(item =>
  itemPasses(item, whole.items.get(item.id)?.state ?? "", state))

/** @param {Item} item @param {string} now @param {State} state */
const itemPasses = (item, now, state) => now === "answered"
  ? !(item.type === "confirm" && state.answers.get(item.id)?.value === "no") : now === "off" || now === "not-applicable"

/** @param {string[]} states */
const pauseState = states => states.every(each => each === "off") ? "empty"
  : ["open", "blocked", "waiting"].find(each => states.includes(each)) ?? "done"

/** Whether the conditions of items hold: yes, no, or waiting for the answer that they look at. @param {State} state */
const appliesOf = state => {
  /** @type {Map<string, string>} */
  const known = new Map()
  /** @param {Item} item @returns {string} */
  const applies = item => {
    if (!known.has(item.id)) {
      known.set(item.id, "no") // of items that wait for each other, none is ever asked
      known.set(item.id, item.onlyIf ? conditionOf(item.onlyIf) : "yes")
    }
    return known.get(item.id) ?? "no"
  }
  /** @param {import("./plan.js").Condition} condition */
  const conditionOf = condition => {
    const other = state.plan.items.get(condition.item)
    const asked = other ? applies(other) : "no"
    if (!other || asked !== "yes") return asked
    const answer = state.answers.get(other.id)
    if (!answer) return "waiting"
    return answer.state === "answered" && holds(condition, other.type, answer.value) ? "yes" : "no"
  }
  return applies
}

/** @param {import("./plan.js").Condition} condition @param {string} type @param {any} value */
const holds = (condition, type, value) => {
  if (condition.is !== null) return type === "multi-choice" ? value.includes(condition.is) : condition.is === value
  if (type !== "number") return false
  const size = scaled(value)
  return (condition.above === null || size > condition.above) && (condition.below === null || size < condition.below)
}

/** Whether an answer is one that needs a reason: not done, or outside the normal range. @param {Item} item @param {any} value */
export const isAbnormal = (item, value) => item.type === "number"
  ? item.expect !== null && !isWithin(item.expect, scaled(value)) : item.type === "confirm" && value === "no"

/** What was not as it should be, in order: the items of a pause point, then the pause point itself.
 * @param {State} state @param {Whole} whole @returns {{node: string, kind: string, reason: string | null, critical: boolean}[]} */
export const exceptionsOf = (state, whole) => {
  const found = []
  for (const pause of state.plan.pauses) {
    for (const item of pause.items) {
      const now = whole.items.get(item.id)?.state, answer = state.answers.get(item.id)
      const { node, critical } = item
      if (answer && now === answer.state) {
        if (now !== "answered") found.push({ node, kind: now, reason: answer.reason, critical })
        else if (isAbnormal(item, answer.value)) {
          found.push({ node, kind: item.type === "confirm" ? "no" : "abnormal", reason: answer.reason, critical })
        }
      }
      const over = state.overrides.get(node)
      if (over && now !== "off") found.push({ node, kind: "overridden", reason: over.reason, critical })
    }
    const over = state.overrides.get(pause.id)
    if (over) found.push({ node: pause.id, kind: "overridden", reason: over.reason, critical: false })
  }
  return found
}

/** What the run comes to. @param {State} state @param {Whole} whole */
export const resultOf = (state, whole) => state.closed === "stop" ? "stopped" : !state.closed ? "in-progress"
  : exceptionsOf(state, whole).length ? "complete-with-exceptions" : "complete"

/** Why a run was stopped or declared an error. @param {State} state @returns {string} */
export const reasonOfEnd = state => {
  const last = state.audit[state.audit.length - 1]
  return ["stop", "retract"].includes(last.event) ? last["change-reason"] ?? "" : ""
}

/** Each self-check by its source's rule: answers that are opposite to the ideal ones, and nothing more. @param {State} state */
export const scoresOf = state => state.plan.scoring.map(({ id, items, most }) => {
  const questions = items.flatMap(each => state.plan.items.get(each) ?? [])
  const said = questions.filter(item => state.answers.get(item.id)?.value != null)
  const opposite = said.filter(item => state.answers.get(item.id)?.value !== item.ideal).length
  const open = questions.length - said.length
  const verdict = opposite > most ? "says" : opposite + open <= most ? "otherwise" : null
  return { id, opposite, answered: said.length, of: questions.length, verdict }
})
