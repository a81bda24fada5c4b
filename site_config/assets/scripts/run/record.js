// A run as a record, and a record as the run that it tells of.
import { digestOf } from "./canonical.js"
import { apply, begin } from "./engine.js"
import { planOf } from "./plan.js"
import { exceptionsOf, resultOf, standing } from "./standing.js"
import { isRefused } from "./values.js"

/** @typedef {import("./engine.js").State} State */
/** @typedef {{code: string, path: string, said: string}} Fault */

const TAKEN = ["checklist", "version", "fingerprint", "url", "unit", "role", "definition"]

/** @param {string} code @param {string} [path] @param {string} [said] @returns {Fault} */
export const fault = (code, path = "", said = "") => ({ code, path, said })

/** The record of a run. Raises for what is only for oneself.
 * @param {State} state @param {any} runnable @param {{pause: string, items: string[]}[]} instance @param {string} day
 * @param {string} run @param {string} medium @param {{run: string, digest: string, reason: string} | null} [amends] @returns {any} */
export const recordOf = (state, runnable, instance, day, run, medium, amends = null) => {
  if (state.plan.private) throw new Error("a private checklist leaves no record")
  const values = {
    schema: 1, run, status: statusOf(state, amends), amends,
    ...Object.fromEntries(TAKEN.map(name => [name, runnable[name]])),
    date: day, instance, performer: state.performer, subject: state.subject, medium,
    start: state.audit[0].end, end: state.closed ? state.audit[state.audit.length - 1].end : null, audit: state.audit,
    ...outcome(state),
  }
  return { ...values, digest: digestOf(values) }
}

/** @param {any} values */
export const fileName = values => `${values.checklist.replace("/", "-")}_${values.date.replace(/-/g, "")}_${values.performer}_${values.run.slice(0, 8)}.json`

/** The run that events tell of, from its first on. @param {any} plan @param {any} values @returns {State | Fault} */
export const replayed = (plan, values) => {
  const [first, ...rest] = values.audit
  if (first?.event !== "start") return fault("no-start", "/audit")
  if (first.user !== values.performer) return fault("no-start", "/audit/0")
  let state = begin(plan, first.user, first.end, first["new-value"])
  if (isRefused(state)) return fault("impossible-event", "/audit/0", state.refused)
  for (const [place, row] of rest.entries()) {
    state = apply(/** @type {State} */ (state), eventOf(row))
    if (isRefused(state)) return fault("impossible-event", `/audit/${place + 1}`, state.refused)
  }
  return state
}

/** The plan of a record. A definition that does not speak of a checker leaves open whether there is one. @param {any} values */
export const planOfRecord = values =>
  planOf(values.definition, values.instance, "checker" in values.definition ? values.definition.checker : "unknown")

/** Where a record says something that does not follow from its events. @param {any} values @returns {Fault[]} */
export const follows = values => {
  const state = replayed(planOfRecord(values), values)
  if ("code" in state) return [state]
  const told = {
    status: statusOf(state, values.amends), audit: state.audit, subject: state.subject, start: state.audit[0].end,
    end: state.closed ? state.audit[state.audit.length - 1].end : null, ...outcome(state),
  }
  return Object.entries(told).filter(([name, value]) => digestOf(values[name]) !== digestOf(value))
    .map(([name]) => fault("does-not-follow", `/${name}`))
}

/** The event that a row of the audit trail tells of. @param {any} row */
export const eventOf = row => {
  const [pause, item] = row.node.split("/")
  /** @type {{[name: string]: any}} */
  const event = { do: row.event, at: row.end, since: row.start }
  if (item) event.item = item
  else if (pause) event.pause = pause
  if (row.event === "answer") event.value = row["new-value"]
  else if (row.event === "note") event.value = row["new-value"] || ""
  else if (["countersign", "amend", "retract"].includes(row.event)) event.by = row.user
  if (row["change-reason"] !== null) event.reason = row["change-reason"]
  return event
}

/** @param {State} state @param {any} amends */
const statusOf = (state, amends) => state.retracted ? "entered-in-error" : !state.closed ? "in-progress"
  : amends ? "amended" : state.closed === "stop" ? "stopped" : "completed"

/** What follows from the events. @param {State} state */
const outcome = state => {
  const whole = standing(state)
  return {
    result: resultOf(state, whole),
    checker: state.checker,
    answers: [...whole.items].map(([item, now]) => {
      const answer = state.answers.get(item)
      return {
        item, state: now.state, value: answer?.value ?? null, at: answer?.at ?? null, reason: answer?.reason ?? null,
        note: state.notes.get(item) ?? null,
      }
    }),
    overrides: [...state.overrides].map(([node, each]) => ({ node, ...each })),
    exceptions: exceptionsOf(state, whole),
  }
}
