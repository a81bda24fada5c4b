// What this device keeps of runs, as the start of a page lists it: those that are open, and those that are done.
import { fill, make } from "./dom.js"

/** Runs that this page can open: of its checklist, and what was imported here. @param {any} app @param {boolean} closed @returns {any[]} */
const ownRuns = (app, closed) => app.store.runs().filter((/** @type {any} */ each) =>
  each.closed === closed && (each.checklist === app.page.runnable.checklist || each.page === location.pathname))

/** @param {any} app @param {any} each */
const lineOf = (app, each) => [each.checklist === app.page.runnable.checklist ? "" : each.title?.[app.language] ?? each.checklist, each.day, each.performer, each.subject, each.audit[0].end.slice(11, 16)]
  .filter(Boolean).join(" · ")

/** @param {any} app */
export const openRuns = app => {
  const w = app.words[app.language].page, open = ownRuns(app, false)
  const older = (/** @type {any} */ each) => app.store.read(`pin|${each.pin}`)?.fingerprint !== app.page.runnable.fingerprint
  return open.length ? make("section", { class: "open" }, make("h2", {}, w.open), ...open.map(each => make("p", {},
    make("button", { type: "button", class: "main", "data-run": each.run, onclick: () => app.resume(each.run) }, fill(each.amends ? w["resume-amending"] : w.resume, { run: lineOf(app, each) })),
    older(each) && make("small", {}, ` ${w.older}`)))) : ""
}

/** @param {any} app */
export const doneRuns = app => {
  const words = app.words[app.language], w = words.page, done = ownRuns(app, true)
  const came = (/** @type {any} */ each) => each.retracted ? w.retracted : fill(words.result[each.result] ?? "", { n: each.exceptions ?? "" })
  return done.length ? make("details", { class: "history", open: done.some(each => !each.exported) }, make("summary", {}, fill(w.history, { n: done.length })),
    make("ul", {}, ...done.map(each => make("li", {}, make("button", { type: "button", "data-run": each.run, onclick: () => app.resume(each.run) }, lineOf(app, each)),
      make("p", {}, each.amends ? `${w.amending} ` : "", came(each), " ", each.exported ? w.out.done : make("b", { class: "odd" }, w.out.not), " ",
        each.exported && make("button", { type: "button", class: "quiet", onclick: () => { app.store.drop(each.run); app.leave() } }, w.remove)))))) : ""
}
