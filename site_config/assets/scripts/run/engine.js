// The engine: a run and an event → the run after it, or why it is refused. Pure; time and people are told, not asked.
// The same as generator/dutybook/run/engine.py; tests/vectors/ decides.
import { isWithin } from "./plan.js"
import { isAbnormal, passes, standing } from "./standing.js"
import { isRefused, person, reason, refuse, scaled, subject, text, valueOf } from "./values.js"

/** @typedef {import("./plan.js").Item} Item */
/** @typedef {import("./plan.js").Pause} Pause */
/** @typedef {import("./standing.js").Whole} Whole */
/** @typedef {import("./values.js").Refused} Refused */
/** @typedef {{[name: string]: any}} Event */
/** @typedef {{state: string, value: any, at: string, reason: string | null}} Answer */
/** @typedef {{plan: import("./plan.js").Plan, performer: string, subject: string | null, user: string, answers: Map<string, Answer>,
 *   notes: Map<string, string>, overrides: Map<string, {reason: string, at: string}>, checker: {id: string, at: string} | null,
 *   closed: "" | "complete" | "stop", retracted: boolean, audit: Event[]}} State */

export const MOMENT = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][+-]([01][0-9]|2[0-3]):[0-5][0-9]$/
/** What an event may say besides what is done, when, and since when it was before one's eyes. @type {Map<string, string[]>} */
const SAYS = new Map(Object.entries({
  "resume": [],
  "answer": ["item", "value", "reason"],
  "not-applicable": ["item", "reason"],
  "skip": ["item", "reason"],
  "clear": ["item", "reason"],
  "note": ["item", "value"],
  "override": ["item", "pause", "reason"],
  "countersign": ["by"],
  "complete": [],
  "stop": ["reason"],
  "amend": ["by", "reason"],
  "retract": ["by", "reason"],
}))

/** A run at its start. @param {import("./plan.js").Plan} plan @param {string} performer @param {string} at
 * @param {string | null} [about] @returns {State | Refused} */
export const begin = (plan, performer, at, about = null) => {
  const who = person(performer), what = subject(about)
  for (const each of [who, what]) if (isRefused(each)) return each
  if (!MOMENT.test(at)) return refuse("malformed")
  const state = /** @type {State} */ ({
    plan, performer: who, subject: what, user: who, answers: new Map(), notes: new Map(), overrides: new Map(),
    checker: null, closed: "", retracted: false, audit: [],
  })
  return audited(state, { do: "start", at }, { new: what })
}

/** The run after an event. A refused event leaves no trace. @param {State} state @param {Event} event @returns {State | Refused} */
export const apply = (state, event) => {
  const kind = event.do, says = SAYS.get(kind)
  if (typeof kind !== "string" || !says) return refuse("unknown-event", "", String(kind))
  if (!isSound(event, says)) return refuse("malformed")
  if (kind === "amend" || kind === "retract") {
    return state.closed && !state.retracted ? reopened(state, event) : refuse("not-closed")
  }
  if (state.closed) return refuse("closed")
  return handlers[kind](state, event, standing(state))
}

/** @param {Event} event @param {string[]} says */
const isSound = (event, says) => {
  const known = ["do", "at", "since", ...says], times = [event.at, "since" in event ? event.since : event.at]
  const texts = ["item", "pause", "by", "reason"].map(name => event[name]).filter(each => each != null)
  return Object.keys(event).every(name => known.includes(name)) && texts.every(each => typeof each === "string")
    && times.every(each => typeof each === "string" && MOMENT.test(each))
}

/** The item that an event is about, if it may be settled now. @param {State} state @param {Event} event @param {Whole} whole */
const itemOfEvent = (state, event, whole) => {
  const item = knownItem(state, event.item)
  if (isRefused(item)) return item
  const now = /** @type {import("./standing.js").Standing} */ (whole.items.get(item.id))
  if (now.state === "off") return refuse("not-asked", item.node)
  if (now.state === "waiting") return refuse("waiting", item.node)
  return now.held ? refuse("held", now.held) : item
}

/** @param {State} state @param {any} name @returns {Item | Refused} */
const knownItem = (state, name) => {
  if (typeof name !== "string") return refuse("malformed")
  return state.plan.items.get(name) ?? refuse(state.plan.known.has(name) ? "not-due" : "unknown-item", "", name)
}

/** @param {any} refused @param {string} node */
const about = (refused, node) => ({ ...refused, node })

/** @param {State} state @param {Event} event @param {Whole} whole */
const answer = (state, event, whole) => {
  const item = itemOfEvent(state, event, whole)
  if (isRefused(item)) return item
  const value = valueOf(item.type, item.choices, event.value), why = reason(event.reason)
  for (const each of [value, why]) if (isRefused(each)) return about(each, item.node)
  if (item.type === "number" && item.valid && !isWithin(item.valid, scaled(/** @type {string} */ (value)))) {
    return refuse("out-of-range", item.node, /** @type {string} */ (value))
  }
  if (isAbnormal(item, value) && why === null && !state.plan.private) return refuse("reason-needed", item.node)
  return settled(state, event, item, "answered", value, why)
}

/** @param {string} kind @returns {(state: State, event: Event, whole: Whole) => State | Refused} */
const leftOut = kind => (state, event, whole) => {
  const item = itemOfEvent(state, event, whole)
  if (isRefused(item)) return item
  if (kind === "skipped" && item.critical) return refuse("critical", item.node)
  const why = needed(state, event, item.node)
  return isRefused(why) ? why : settled(state, event, item, kind, null, why)
}

/** The reason that an event must give; what is only for oneself needs none. @param {State} state @param {Event} event @param {string} node */
const needed = (state, event, node) => {
  const why = reason(event.reason)
  if (isRefused(why)) return about(why, node)
  return why === null && !state.plan.private ? refuse("reason-needed", node) : why
}

/** @param {State} state @param {Event} event @param {Item} item @param {string} kind @param {any} value @param {any} why */
const settled = (state, event, item, kind, value, why) => {
  const answers = new Map(state.answers).set(item.id, { state: kind, value, at: event.at, reason: why })
  return audited({ ...state, answers, checker: null }, event, { node: item.node, old: oldValue(state, item), new: value, why })
}

/** @param {State} state @param {Item} item */
const oldValue = (state, item) => state.answers.get(item.id)?.value ?? null

/** @param {State} state @param {Event} event @param {Whole} whole */
const clear = (state, event, whole) => {
  const item = itemOfEvent(state, event, whole)
  if (isRefused(item)) return item
  const why = reason(event.reason)
  if (isRefused(why)) return about(why, item.node)
  if (!state.answers.has(item.id)) return refuse("nothing-to-clear", item.node)
  const answers = new Map(state.answers)
  answers.delete(item.id)
  return audited({ ...state, answers, checker: null }, event, { node: item.node, old: oldValue(state, item), why })
}

/** A note may be made to any item of the date; an empty one takes it back. @param {State} state @param {Event} event */
const note = (state, event) => {
  const item = knownItem(state, event.item)
  if (isRefused(item)) return item
  const said = event.value === "" ? null : text(event.value === undefined ? null : event.value)
  if (isRefused(said)) return about(said, item.node)
  const notes = new Map(state.notes)
  notes.delete(item.id)
  if (said) notes.set(item.id, said)
  return audited({ ...state, notes, checker: null }, event, { node: item.node, old: state.notes.get(item.id) ?? null, new: said })
}

/** @param {State} state @param {Event} event @param {Whole} whole */
const override = (state, event, whole) => {
  const node = nodeOfEvent(state, event)
  if (isRefused(node)) return node
  const name = "items" in node ? node.id : node.node, first = "items" in node ? node.items[0] : node
  const held = first ? whole.items.get(first.id)?.held : null
  if (held) return refuse("held", held)
  if (!node.hold || state.overrides.has(name) || passes(state, node, whole)) return refuse("nothing-held", name)
  const why = reason(event.reason)
  if (typeof why !== "string") return why ? about(why, name) : refuse("reason-needed", name)
  const overrides = new Map(state.overrides).set(name, { reason: why, at: event.at })
  return audited({ ...state, overrides, checker: null }, event, { node: name, why })
}

/** @param {State} state @param {Event} event @returns {Item | Pause | Refused} */
const nodeOfEvent = (state, event) => {
  const item = event.item ?? null, pause = event.pause ?? null
  if ((item === null) === (pause === null)) return refuse("malformed")
  if (pause === null) return knownItem(state, item)
  return state.plan.pauses.find(each => each.id === pause) ?? refuse("unknown-pause", "", pause)
}

/** @param {State} state @param {Event} event @param {Whole} whole */
const countersign = (state, event, whole) => {
  if (!state.plan.checker) return refuse("no-checker")
  const left = leftOf(whole)
  if (left) return left
  const who = person(event.by ?? "")
  if (isRefused(who)) return who
  if ([state.performer, state.user].some(each => each.toLowerCase() === who.toLowerCase())) return refuse("same-person", "", who)
  return audited({ ...state, checker: { id: who, at: event.at } }, event, { new: who, user: who })
}

/** What is still in the way of the completion call. @param {Whole} whole @returns {Refused | null} */
export const leftOf = whole => whole.unsettled !== null ? refuse("unsettled", "", whole.unsettled)
  : whole.held !== null ? refuse("held", whole.held) : null

/** @param {State} state @param {Event} event @param {Whole} whole */
const complete = (state, event, whole) => leftOf(whole) ?? audited({ ...state, closed: "complete" }, event)

/** @param {State} state @param {Event} event */
const stop = (state, event) => {
  const why = needed(state, event, "")
  return isRefused(why) ? why : audited({ ...state, closed: "stop" }, event, { why })
}

/** A closed run opened for a correction, or declared an error; both make a new record. @param {State} state @param {Event} event */
const reopened = (state, event) => {
  const why = reason(event.reason)
  if (typeof why !== "string") return why ?? refuse("reason-needed")
  const who = person(event.by || state.user)
  if (isRefused(who)) return who
  const after = event.do === "retract" ? { ...state, retracted: true } : { ...state, closed: /** @type {""} */ (""), checker: null }
  return audited({ ...after, user: who }, event, { why })
}

/** The state with one more row of the audit trail: ODK's columns.
 * @param {State} state @param {Event} event @param {{node?: string, old?: any, new?: any, why?: any, user?: string}} [said]
 * @returns {State} */
const audited = (state, event, said = {}) => ({
  ...state,
  audit: [...state.audit, {
    "event": event.do,
    "node": said.node ?? "",
    "start": event.since ?? event.at,
    "end": event.at,
    "old-value": said.old ?? null,
    "new-value": said.new ?? null,
    "user": said.user || state.user,
    "change-reason": said.why ?? null,
  }],
})

/** @type {{[kind: string]: (state: State, event: Event, whole: Whole) => State | Refused}} */
const handlers = {
  "resume": (state, event) => audited(state, event),
  "answer": answer,
  "not-applicable": leftOut("not-applicable"),
  "skip": leftOut("skipped"),
  "clear": clear,
  "note": note,
  "override": override,
  "countersign": countersign,
  "complete": complete,
  "stop": stop,
}
