// What a printed run needs beside its items, and the screen does not: what it is a record of, its digest, places to sign.
import { fill, make } from "./dom.js"
import { exceptionsOf, reasonOfEnd, resultOf } from "./standing.js"

/** @param {any} session @returns {any} */
export const printedOf = session => {
  const w = session.words.page, p = w.printed, said = session.said, runnable = session.runnable
  const frame = make("section", { class: "printed" })
  const row = (/** @type {string} */ label, /** @type {string} */ value, kind = "") => make("div", { class: kind }, make("dt", {}, label), make("dd", {}, value))
  const sign = (/** @type {string} */ label, id = "") => make("div", {}, make("span", {}, label), make("b", {}, id))
  const style = document.documentElement.style
  for (const [name, text] of Object.entries({
    foot: [runnable.checklist, runnable.version && fill(p.version, { version: runnable.version }), fill(p.fingerprint, { code: runnable.fingerprint.slice(0, 7) }),
      session.private ? "" : fill(p.run, { run: session.kept.run.slice(0, 8) })].filter(Boolean).join(" · "),
    "page-before": p.page[0], "page-between": p.page[1], "page-after": p.page[2] })) style.setProperty(`--${name}`, JSON.stringify(text))
  return {
    frame,
    /** @param {any} state @param {any} whole */
    follow: (state, whole) => {
      if (session.private) return
      const record = state.closed ? session.record() : null, found = exceptionsOf(state, whole)
      const result = state.retracted ? w.retracted : fill(session.words.result[resultOf(state, whole)], { n: found.length })
      frame.replaceChildren(make("dl", {}, row(w.result, reasonOfEnd(state) ? `${result} ${fill(session.words.because, { reason: reasonOfEnd(state) })}` : result), row(p.times, `${state.audit[0].end.slice(0, 16).replace("T", " ")} – ${record ? record.end.slice(0, 16).replace("T", " ") : ""}`),
        row(p.number, session.kept.run, "code"), session.kept.amends && row(p.amends, `${session.kept.amends.run} · ${session.kept.amends.reason}`),
        record && row(p.digest, record.digest, "code")),
      said.completion && make("p", { class: "call" }, `${p.completion} `, make("b", {}, said.completion)),
      make("div", { class: "signs" }, sign(p.doer, state.performer), session.plan.checker && sign(p.checker, state.checker?.id ?? ""), sign(w.date)))
    },
  }
}
