// The end of a run: who checks, the completion call, stopping; and after it what came of it, and the ways out.
import { fill, make } from "./dom.js"
import { waysOut } from "./leave.js"
import { exceptionsOf, reasonOfEnd, resultOf, scoresOf, standing } from "./standing.js"

/** @param {any} session @returns {any} */
export const finishOf = session => {
  const w = session.words.page, said = session.said
  const summary = make("div", { class: "summary", role: "alert", tabindex: -1, hidden: true })
  const note = make("p", { role: "status" })
  const checkError = make("p", { class: "error", id: "check-error", hidden: true })
  const who = make("input", { id: "checker", autocomplete: "off", "aria-describedby": "check-error" })
  const sign = make("button", { type: "button", onclick: () => refusal(session.act({ do: "countersign", by: who.value.trim() }), who, checkError) }, w.sign)
  const check = session.plan.checker && !session.private && make("div", { class: "check" },
    make("label", { for: "checker" }, fill(w.checker, { role: said.checker })), make("div", { class: "row" }, who, sign), checkError)
  const done = make("button", { type: "button", class: "main", "data-do": "complete", onclick: () => {
    session.flush()
    const refused = session.act({ do: "complete" })
    if (refused?.refused) showLeft()
  } }, said.completion)
  const stopError = make("p", { class: "error", id: "stop-error", hidden: true })
  const reason = make("textarea", { id: "stop-why", rows: 2, maxlength: 500, "aria-describedby": "stop-error" })
  // A correction that is given up leaves nothing: stopped, it would stand for the record that it was to correct.
  const stop = session.kept.amends ? make("button", { type: "button", "data-do": "discard", onclick: session.discard }, w.correct.discard) : make("details", { class: "stop" }, make("summary", {}, w.stop), make("label", { for: "stop-why" }, w.ask.stop), reason, stopError,
    make("button", { type: "button", "data-do": "stop", onclick: () => refusal(session.act({ do: "stop", reason: reason.value }), reason, stopError) }, w.stop))
  const early = make("details", { class: "early" }, make("summary", {}, w.out.early))
  early.addEventListener("toggle", () => {
    if (early.open) early.replaceChildren(early.firstChild, make("p", { class: "small" }, w.out["early-note"]), waysOut(session, () => {}))
  })
  const ends = make("div", { class: "ends" }, summary, check, session.private ? null : make("p", { class: "small" }, w["completion-note"]),
    session.private ? null : done, session.private ? null : stop, session.private ? null : early)
  const outcome = make("div", { class: "outcome", tabindex: -1, hidden: true })
  const scores = make("div", { class: "scores", role: "status" })
  const frame = make("section", { id: "finish", "aria-labelledby": "finish-title" }, make("h2", { id: "finish-title" }, session.private ? w.result : w.finish), ends, scores, outcome, note)

  /** @param {any} after @param {HTMLElement} field @param {HTMLElement} place */
  const refusal = (after, field, place) => {
    place.textContent = after?.refused ? session.say(after) : ""
    place.hidden = !after?.refused
    field.toggleAttribute("aria-invalid", false)
    if (after?.refused) field.setAttribute("aria-invalid", "true")
  }

  const showLeft = () => {
    const whole = standing(session.state)
    const left = [...whole.items].filter(([, each]) => ["open", "blocked", "waiting"].includes(each.state)).map(([id]) => id)
    const lines = left.map(id => make("li", {}, make("a", { href: `#i-${id}`, onclick: (/** @type {Event} */ event) => { event.preventDefault(); session.go(id) } }, said.items[id]?.text ?? id)))
    const held = whole.held && fill(session.words.refused.held, { node: session.name(whole.held) })
    summary.replaceChildren(make("h3", {}, left.length ? fill(w.left, { n: left.length }) : held || ""), left.length ? make("ul", {}, ...lines) : "")
    summary.hidden = false
    summary.focus()
  }

  /** @param {any} state @param {any} whole */
  const showOutcome = (state, whole) => {
    const result = resultOf(state, whole), found = exceptionsOf(state, whole), words = session.words
    const lines = found.map(each => make("li", {}, each.critical ? make("b", { class: "critical" }, "◆ ") : "", fill(words.exception[each.kind], { node: session.name(each.node), reason: each.reason ?? "" })))
    const unsigned = session.plan.checker && !state.checker && state.closed === "complete"
    outcome.replaceChildren(make("p", { class: `result ${result}` }, make("b", {}, state.retracted ? w.retracted : fill(words.result[result], { n: found.length })), reasonOfEnd(state) && ` ${fill(words.because, { reason: reasonOfEnd(state) })}`),
      lines.length ? make("ul", {}, ...lines) : "",
      state.checker ? make("p", {}, fill(w.checked, { id: state.checker.id })) : unsigned ? make("p", {}, fill(w.unchecked, { role: said.checker })) : "",
      make("h3", {}, w.out.title), make("p", {}, session.kept.exported ? w.out.done : w.out.why),
      waysOut(session, session.exported), make("div", { class: "row" }, make("button", { type: "button", "data-do": "print", onclick: () => print() }, w.print),
        make("button", { type: "button", "data-do": "start", onclick: session.leave }, w.another)), state.retracted ? "" : correction())
  }
  /** What was wrong is corrected in a new record; the old one stays as it is. */
  const correction = () => {
    const error = make("p", { class: "error", id: "amend-error", hidden: true })
    const by = make("input", { id: "amend-by", autocomplete: "off", value: session.state.performer, "aria-describedby": error.id })
    const why = make("textarea", { id: "amend-why", rows: 2, maxlength: 500, "aria-describedby": error.id })
    const button = (/** @type {string} */ kind) => make("button", { type: "button", "data-do": kind, onclick: () => {
      const refused = session.amend({ do: kind, by: by.value.trim(), reason: why.value })
      if (refused) refusal(refused, refused.refused === "not-an-id" ? by : why, error)
    } }, w.correct[kind])
    return make("details", { class: "correct" }, make("summary", {}, w.correct.title), make("p", { class: "small" }, w.correct.note),
      make("label", { for: by.id }, w.correct.by), by, make("label", { for: why.id }, w.correct.why), why, error, make("div", { class: "row" }, button("amend"), button("retract")))
  }
  return {
    frame,
    /** @param {any} state @param {any} whole @param {boolean} closing */
    follow: (state, whole, closing) => {
      ends.hidden = Boolean(state.closed)
      outcome.hidden = !state.closed
      const isReady = whole.unsettled === null && whole.held === null
      if (isReady || state.closed) summary.hidden = true
      done.classList.toggle("ready", isReady)
      if (check) check.hidden = !isReady
      note.textContent = state.checker && !state.closed ? fill(w.checked, { id: state.checker.id }) : ""
      if (state.closed) showOutcome(state, whole)
      if (closing) outcome.focus() // the button that had it is gone
      if (session.private) scores.replaceChildren(...scoresOf(state).map(each => make("p", {}, each.verdict === null
        ? fill(w.undecided, each) : `${fill(session.words.score, { n: each.opposite, of: each.of, answered: each.answered })} ${said.scoring[each.id]?.[each.verdict] ?? ""}`)))
    },
  }
}
