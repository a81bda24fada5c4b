// A checklist's run page: what is to be run stands in the page itself; nothing is fetched, nothing is sent.
import { uuid } from "./canonical.js"
import { datedOf } from "./dates.js"
import { fill, make, moment } from "./dom.js"
import { apply } from "./engine.js"
import { sessionOf, stateOf } from "./session.js"
import { keepOffline } from "./offline.js"
import { startScreen } from "./start.js"
import { storeOf, windowsOf } from "./store.js"
import { isRefused } from "./values.js"

const ASK = 150 // milliseconds in which another window answers that it has a run

const page = JSON.parse(document.getElementById("payload")?.textContent ?? "null")
const isPrivate = Boolean(page.runnable.private)
const reach = () => {
  if (isPrivate) return null // what is only for oneself is neither kept nor looked up
  try { return localStorage } catch { return null }
}
const store = storeOf(page.root ? new URL(page.root, location.href).pathname : location.pathname, reach(), isPrivate)
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
  banners: make("div", { class: "banners" }), status: () => {}, incoming: "",
  tools: () => make("div", { class: "tools" }, ...page.languages.filter((/** @type {string} */ each) => each !== app.language).map((/** @type {string} */ each) =>
    make("button", { type: "button", lang: app.words[each].tag, "data-language": each, onclick: () => switchTo(each) }, app.words[each].language))),
  /** The way back: from a run to the start, which keeps the run; from there to what is due today. @param {boolean} running */
  back: running => {
    const w = app.words[app.language].page, where = isPrivate ? w.page : running ? w.another : w.today, said = { class: "back", "aria-label": where, title: where }
    return running && !isPrivate ? make("button", { type: "button", ...said, "data-do": "leave", onclick: app.leave }, "‹")
      : page.links && make("a", { href: isPrivate ? page.links.page : page.links.today, ...said }, "‹")
  },
  banner: () => {
    if (isPrivate) return
    const w = app.words[app.language].page
    const all = store.runs().filter(each => each.run !== session?.kept.run), left = all.filter(each => each.closed && !each.exported)
    const open = session ? [] : all.filter(each => !each.closed && each.checklist !== page.runnable.checklist && each.page !== location.pathname)
    app.banners.replaceChildren(
      store.failed ? make("p", { class: "warning", role: "alert" }, w["storage-failed"]) : "",
      ...[[left, w.unexported], [open, w["open-elsewhere"]]].map(([runs, said]) => runs.length ? make("p", { class: "warning" }, fill(said, { n: runs.length }), " ",
        ...runs.slice(0, 5).flatMap((/** @type {any} */ each) => [make("a", { href: `${each.page}#run=${each.run}` }, `${each.title?.[app.language] ?? each.checklist} ${each.day}`), " "])) : ""))
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
  /** A record that came in from elsewhere becomes a run of this device. @param {any} record */
  take: record => {
    const same = record.fingerprint === page.runnable.fingerprint, closed = record.result !== "in-progress"
    // What the record says of itself stays as it is, so that a whole one that goes out again has the same bytes.
    const said = Object.fromEntries(["checklist", "version", "fingerprint", "url", "unit", "role", "definition"].map(name => [name, record[name]]))
    const runnable = same ? { ...page.runnable, ...said } : { ...said, checker: "checker" in record.definition ? record.definition.checker : "unknown", scoring: [], words: null, clocks: {} }
    const kept = { run: record.run, pin: store.pin(runnable), checklist: record.checklist, day: record.date,
      dated: { instance: record.instance, words: (same ? datedOf(page, record.date)?.words : null) ?? null }, performer: record.performer, subject: record.subject, audit: record.audit,
      drafts: {}, at: "", exported: closed ? "import" : "", page: location.pathname, owner: windows.me, closed, amends: record.amends, medium: closed ? record.medium : "browser" }
    store.write(`run|${record.run}`, kept)
    app.incoming = ""
    open(kept, runnable, true)
  },
  /** A closed run is corrected, or declared an error, by a new one that names it. @param {any} event @returns {any} what is refused */
  amend: event => {
    const { kept, runnable, state } = session, after = apply(state, { at: moment(), ...event }), record = session.record()
    if (isRefused(after)) return after
    const reason = after.audit[after.audit.length - 1]["change-reason"]
    session.stop()
    open({ ...kept, run: uuid(), audit: after.audit, closed: Boolean(after.closed), amends: { run: record.run, digest: record.digest, reason }, exported: "",
      drafts: {}, at: "", owner: windows.me }, runnable, false)
    return null
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
  if (isPrivate && session) return
  session?.stop()
  session = null
  app.incoming = /^#(in=.+)$/.exec(location.hash)?.[1] ?? ""
  if (app.incoming) address("") // it is in the page now, and a reload is not to bring it in again
  show()
  const run = /^#run=([0-9a-f-]{36})$/.exec(location.hash)?.[1]
  if (run && !isPrivate && store.read(`run|${run}`)) app.resume(run)
}
addEventListener("pagehide", () => session?.stop())
addEventListener("pageshow", event => { if (event.persisted && session && !isPrivate) app.resume(session.kept.run) })
addEventListener("hashchange", start)
if (isPrivate) start()
else {
  store.restore().then(start)
  keepOffline(page)
}
