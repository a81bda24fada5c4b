// A checklist's run page: what is to be run stands in the page itself; nothing is fetched, nothing is sent.
import { uuid } from "./canonical.js"
import { datedOf } from "./dates.js"
import { fill, make, moment } from "./dom.js"
import { sessionOf, stateOf } from "./session.js"
import { startScreen } from "./start.js"
import { storeOf, windowsOf } from "./store.js"

const ASK = 150 // milliseconds in which another window answers that it has a run

const page = JSON.parse(document.getElementById("payload")?.textContent ?? "null")
const isPrivate = Boolean(page.runnable.private)
const reach = () => {
  if (isPrivate) return null // what is only for oneself is neither kept nor looked up
  try { return localStorage } catch { return null }
}
const store = storeOf(page.root ? new URL(page.root, location.href).pathname : location.pathname, reach())
/** @type {any} */
let session = null
let asking = 0

const windows = isPrivate ? { me: "", tell: () => {} } : windowsOf(store, said => {
  if (said.ask && session?.kept.run === said.ask) windows.tell({ held: said.ask })
  if (said.held && said.held === app.wanted) offer(said.held)
  if (said.taken && session?.kept.run === said.taken) session.lose()
})

/** @type {any} */
const app = {
  page, store, windows, language: page.language, words: page.words, root: document.getElementById("app"), wanted: "",
  banners: make("div", { class: "banners" }), status: () => {},
  tools: () => make("div", { class: "tools" }, ...page.languages.filter((/** @type {string} */ each) => each !== app.language).map((/** @type {string} */ each) =>
    make("button", { type: "button", lang: app.words[each].tag, "data-language": each, onclick: () => switchTo(each) }, app.words[each].language))),
  banner: () => {
    if (isPrivate) return
    const w = app.words[app.language].page
    const left = store.runs().filter(each => each.closed && !each.exported && each.run !== session?.kept.run)
    app.banners.replaceChildren(
      store.failed ? make("p", { class: "warning", role: "alert" }, w["storage-failed"]) : "",
      left.length ? make("p", { class: "warning" }, fill(w.unexported, { n: left.length }), " ", ...left.slice(0, 5).map(each =>
        make("a", { href: `${each.page}#run=${each.run}` }, `${each.checklist} ${each.day}`)).flatMap(each => [each, " "])) : "")
  },
  /** @param {string} day @param {string} performer @param {string | null} subject */
  begin: (day, performer, subject) => {
    const dated = datedOf(page, day), at = moment(), run = uuid()
    const kept = { run, pin: isPrivate ? "" : store.pin(page.runnable), checklist: page.runnable.checklist, day, dated, performer, subject, audit: [],
      at0: at, drafts: {}, at: "", exported: "", page: location.pathname, owner: windows.me, closed: false, amends: null }
    open(kept, page.runnable, false)
  },
  /** @param {string} run */
  resume: run => {
    app.wanted = run
    windows.tell({ ask: run })
    clearTimeout(asking)
    asking = setTimeout(() => { if (app.wanted === run) take(run) }, ASK)
  },
  /** A record that came in a file becomes a run of this device. @param {any} record */
  take: record => {
    const same = record.fingerprint === page.runnable.fingerprint
    const runnable = same ? page.runnable : { ...Object.fromEntries(["checklist", "version", "fingerprint", "url", "unit", "role", "definition"].map(name => [name, record[name]])),
      checker: "checker" in record.definition ? record.definition.checker : "unknown", scoring: [], words: null, clocks: {} }
    const dated = same ? datedOf(page, record.date) : null
    const kept = { run: record.run, pin: store.pin(runnable), checklist: record.checklist, day: record.date, dated: { instance: record.instance, words: dated?.words ?? null },
      performer: record.performer, subject: record.subject, audit: record.audit, drafts: {}, at: "", exported: record.result === "in-progress" ? "" : "import",
      page: location.pathname, owner: windows.me, closed: record.result !== "in-progress", amends: record.amends }
    store.write(`run|${record.run}`, kept)
    open(kept, runnable, true)
  },
  leave: () => {
    session?.stop()
    session = null
    app.wanted = ""
    address("")
    show()
  },
  /** Another window went on with the run. @param {string} run */
  lost: run => offer(run),
}

/** @param {string} run */
const offer = run => {
  app.wanted = ""
  clearTimeout(asking)
  const w = app.words[app.language].page
  app.banners.replaceChildren(make("p", { class: "warning", role: "alert" }, w.elsewhere, " ",
    make("button", { type: "button", "data-do": "take-over", onclick: () => { session?.stop(); session = null; take(run) } }, w["take-over"])))
  app.banners.scrollIntoView({ block: "nearest" })
}

/** Goes on with a run that this device keeps, whoever had it. @param {string} run */
const take = run => {
  app.wanted = ""
  const kept = store.read(`run|${run}`), runnable = kept && store.read(`pin|${kept.pin}`)
  if (!runnable) return app.leave()
  kept.owner = windows.me
  store.write(`run|${run}`, kept)
  windows.tell({ taken: run })
  open(kept, runnable, true)
}

/** @param {any} kept @param {any} runnable @param {boolean} again */
const open = (kept, runnable, again) => {
  const state = stateOf(kept, runnable)
  if (!state || "code" in state || "refused" in state) return app.leave()
  delete kept.at0
  app.banner()
  session = sessionOf(app, kept, runnable, state, again)
  app.banner()
  if (!isPrivate) address(`#run=${kept.run}`)
  if (again) session.restore()
  else scrollTo(0, 0)
}

/** @param {string} hash */
const address = hash => { try { history.replaceState(null, "", location.pathname + location.search + hash) } catch { /* some browsers forbid it for files */ } }

/** @param {string} language */
const switchTo = language => {
  app.language = language
  document.documentElement.lang = app.words[language].tag
  const place = scrollY
  if (session) {
    const { kept, runnable, state } = session
    session.stop()
    session = sessionOf(app, kept, runnable, state, false)
    app.banner()
    scrollTo(0, place)
  } else show()
  /** @type {HTMLElement | null} */ (document.querySelector("[data-language]"))?.focus({ preventScroll: true })
}

const show = () => {
  if (isPrivate) return app.begin(moment().slice(0, 10), "self", null)
  app.root.replaceChildren(startScreen(app))
  document.title = page.runnable.words[app.language].title
  app.banner()
}

const start = () => {
  show()
  const run = /^#run=([0-9a-f-]{36})$/.exec(location.hash)?.[1]
  if (run && !isPrivate && store.read(`run|${run}`)) app.resume(run)
}
addEventListener("pagehide", () => session?.stop())
addEventListener("pageshow", event => { if (event.persisted && session && !isPrivate) app.resume(session.kept.run) })
addEventListener("hashchange", start)
start()
