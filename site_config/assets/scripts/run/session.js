// A run on the page: its state, what is kept of it, and the elements that follow it.
import { otherVersion } from "./bring.js"
import { apply, begin } from "./engine.js"
import { codeOf } from "./compact.js"
import { fill, make, moment } from "./dom.js"
import { finishOf } from "./finish.js"
import { itemCard } from "./item.js"
import { planOf } from "./plan.js"
import { printedOf } from "./printed.js"
import { recordOf, replayed } from "./record.js"
import { exceptionsOf, resultOf, standing } from "./standing.js"
import { isRefused } from "./values.js"
import { wordsOfDefinition } from "./words.js"

/** The run that was kept, or begun now. @param {any} kept @param {any} runnable */
export const stateOf = (kept, runnable) => {
  const plan = planOf(runnable.definition, kept.dated.instance, runnable.checker, runnable.scoring)
  return kept.audit.length ? replayed(plan, kept) : begin(plan, kept.performer, kept.at0, kept.subject)
}

/** @param {any} app @param {any} kept @param {any} runnable @param {any} begun @param {boolean} again whether it was begun before */
export const sessionOf = (app, kept, runnable, begun, again) => {
  let state = begun, since = moment(), readonly = false
  /** @type {any} */
  let timer = 0
  const words = app.words[app.language]
  const said = runnable.words?.[app.language] ?? wordsOfDefinition(runnable.definition, app.language, words)
  const w = words.page, dated = kept.dated.words?.[app.language] ?? { date: kept.day, due: {} }
  const titles = new Map()
  for (const pause of state.plan.pauses) {
    titles.set(pause.id, said.pauses[pause.id]?.title ?? pause.id)
    for (const item of pause.items) titles.set(item.node, said.items[item.id].text), titles.set(item.id, said.items[item.id].text)
  }
  const name = (/** @type {string} */ node) => titles.get(node) ?? node

  const save = (quiet = false) => {
    clearTimeout(timer)
    if (state.plan.private || readonly) return
    const other = app.store.read(`run|${kept.run}`)?.owner
    if (other && other !== app.windows.me) return lose()
    kept.audit = state.audit
    kept.closed = Boolean(state.closed)
    const whole = standing(state)
    Object.assign(kept, { result: resultOf(state, whole), exceptions: exceptionsOf(state, whole).length, retracted: state.retracted, title: runnable.definition.title })
    kept.owner = app.windows.me
    const failed = app.store.failed
    app.store.write(`run|${kept.run}`, kept)
    if (app.store.failed !== failed) app.banner()
    if (!quiet) app.status(app.store.failed ? w["not-saved"] : fill(w.saved, { time: moment().slice(11, 16) }))
  }
  const lose = () => {
    readonly = true
    body.classList.add("lost")
    for (const each of body.querySelectorAll("input, textarea, button")) each.disabled = true
    app.lost(kept.run)
  }

  /** @param {any} event */
  const act = event => {
    if (readonly) return null
    const after = apply(state, { at: moment(), ...(event.item && since ? { since } : {}), ...event })
    if (isRefused(after)) return after
    state = after
    since = moment()
    if (event.item) kept.at = event.item
    save()
    refresh(event.do === "complete" || event.do === "stop")
    return null
  }

  const session = {
    kept, runnable, words, said, plan: state.plan, private: state.plan.private, act, name,
    get state() { return state },
    /** @param {any} refused */
    say: refused => fill(words.refused[refused.refused] ?? refused.refused, { said: refused.refused === "unsettled" ? name(refused.said) : refused.said, node: name(refused.node) }),
    record: () => recordOf(state, runnable, kept.dated.instance, kept.day, kept.run, kept.medium ?? "browser", kept.amends),
    flush: () => { for (const card of cards.values()) card.flush() },
    /** @param {string} id */
    go: id => {
      const frame = cards.get(id)?.frame ?? finish.frame
      frame.scrollIntoView({ block: "center" })
      frame.focus({ preventScroll: true })
    },
    /** @param {string} how */
    exported: how => { kept.exported = how; save(true); app.banner() },
    leave: () => app.leave(),
    discard: () => {
      readonly = true
      app.store.drop(kept.run)
      app.leave()
    },
    amend: (/** @type {any} */ event) => app.amend(event),
    /** The run in few signs, where it is of this page's version. */
    code: () => runnable.fingerprint === app.page.runnable.fingerprint && !kept.amends ? codeOf({ ...kept, audit: state.audit }, runnable) : "",
    stop: () => { save(true); clearInterval(clock) },
    lose,
    refresh: () => refresh(false),
    restore: () => { if (kept.at && cards.has(kept.at)) cards.get(kept.at).frame.scrollIntoView({ block: "center" }) },
  }

  /** @type {Map<string, any>} */
  const cards = new Map()
  let number = 0
  const sections = state.plan.pauses.map((/** @type {any} */ pause) => {
    const words = said.pauses[pause.id]
    const made = pause.items.map((/** @type {any} */ item) => {
      const card = itemCard({ item, said: said.items[item.id], number: ++number, words: app.words[app.language], due: dated.due[item.id] ?? "",
        clock: runnable.clocks?.[item.id] ?? null, private: state.plan.private, name, act,
        draft: (id, draft) => {
          if (draft) kept.drafts[id] = draft
          else delete kept.drafts[id]
          kept.at = id
          clearTimeout(timer)
          timer = setTimeout(save, 200)
        },
        here: id => { kept.at = id; place(id) } })
      card.restore(kept.drafts[item.id])
      cards.set(item.id, card)
      return card.frame
    })
    const over = pause.hold && make("div", { class: "over-pause", hidden: true }, ...overrideOf(pause))
    return make("section", { class: "pause", id: `p-${pause.id}`, "aria-labelledby": `p-${pause.id}-title` },
      make("h2", { id: `p-${pause.id}-title` }, words?.title ?? pause.id), ...(words?.notes ?? []).map((/** @type {string} */ each) => make("p", { class: "small" }, each)),
      words?.hold && make("p", { class: "hold" }, words.hold), ...made, made.length ? "" : make("p", { class: "empty" }, w["nothing-due"]), over)
  })

  /** Going on although a pause point is not done. @param {any} pause */
  function overrideOf(pause) {
    const error = make("p", { class: "error", id: `o-${pause.id}-error`, hidden: true })
    const why = make("textarea", { id: `o-${pause.id}`, rows: 2, maxlength: 500, "aria-describedby": error.id })
    return [make("details", {}, make("summary", {}, w.do.override), make("label", { for: why.id }, w.ask.override), why, error,
      make("button", { type: "button", "data-do": "override", onclick: () => {
        const refused = act({ do: "override", pause: pause.id, reason: why.value })
        error.textContent = refused ? session.say(refused) : ""
        error.hidden = !refused
        why.setAttribute("aria-invalid", String(Boolean(refused)))
      } }, w.do.override))]
  }

  const bar = make("progress", { max: 1, value: 0, "aria-label": w.progress })
  const count = make("span", { class: "count" }), where = make("span", { class: "where" })
  const finish = finishOf(session), printed = printedOf(session)
  const notes = (/** @type {any[]} */ all, /** @type {string} */ kind) => all.length ? make("aside", { class: `notes ${kind}`, "aria-label": w[kind] },
    ...all.map(each => make("div", {}, each.title && make("h2", {}, each.title), ...each.lines.map((/** @type {string} */ line) => make("p", {}, line))))) : ""
  const step = (/** @type {number} */ by) => {
    const ids = [...cards.keys()], at = ids.indexOf(kept.at)
    if (by < 0) return session.go(ids[Math.max(0, at - 1)])
    const whole = standing(state)
    const next = [...ids.slice(at + 1), ...ids].find(id => whole.items.get(id)?.state === "open")
    session.go(next ?? "")
  }
  const nextButton = make("button", { type: "button", class: "main", "data-do": "next", onclick: () => step(1) }, w.next)
  const status = make("p", { role: "status", class: "saved" })
  app.status = (/** @type {string} */ text) => { status.textContent = text }
  const body = make("div", { class: "run" },
    make("header", { class: "head" }, make("div", { class: "line" }, app.back(true), make("h1", {}, said.title), app.tools()), make("div", { class: "line small" }, where, count), bar),
    make("main", {}, app.banners, otherVersion(app, runnable) && make("p", { class: "warning other" }, otherVersion(app, runnable)),
      kept.amends && make("p", { class: "warning amends" }, fill(w.amends, { run: kept.amends.run.slice(0, 8), reason: kept.amends.reason })),
      make("p", { class: "meta" }, [state.plan.private ? "" : dated.date, said.role, state.plan.private ? "" : kept.performer, kept.subject].filter(Boolean).join(" · ")),
      ...said.hints.map((/** @type {string} */ each) => make("p", { class: "small" }, each)), state.plan.private && make("p", { class: "small" }, w.private),
      notes(said.before, "before"), ...sections, finish.frame, printed.frame, state.plan.private ? notes(said.help, "help") : "",
      make("footer", {}, `${runnable.checklist} · ${runnable.version ?? ""} · ${runnable.fingerprint.slice(0, 7)}`)),
    make("nav", { class: "foot", "aria-label": w.steps }, make("button", { type: "button", "data-do": "back", onclick: () => step(-1) }, w.back), status, nextButton))

  /** @param {string | null} id */
  const place = id => {
    const pause = state.plan.pauses.find((/** @type {any} */ each) => each.items.some((/** @type {any} */ item) => item.id === id))
    where.textContent = pause ? name(pause.id) : w.finish
  }
  /** @param {boolean} closing */
  const refresh = closing => {
    const whole = standing(state), [settled, of] = whole.progress
    body.classList.toggle("closed", Boolean(state.closed))
    for (const [id, card] of cards) card.follow(whole.items.get(id), state)
    for (const pause of state.plan.pauses) {
      const over = body.querySelector(`#p-${CSS.escape(pause.id)} .over-pause`)
      if (over) over.hidden = Boolean(state.closed) || state.overrides.has(pause.id) || !["open", "waiting", "blocked", "done"].includes(whole.pauses.get(pause.id) ?? "")
        || whole.held !== pause.id
    }
    count.textContent = `${settled}/${of}`
    bar.max = of || 1
    bar.value = settled
    nextButton.textContent = whole.next ? w.next : w["to-finish"]
    place(state.closed ? null : kept.at && cards.has(kept.at) ? kept.at : whole.next)
    finish.follow(state, whole, closing)
    printed.follow(state, whole)
    tick()
  }
  const tick = () => {
    const now = new Date(), today = moment(now).slice(0, 10) === kept.day && !state.closed
    for (const card of cards.values()) card.tick(today ? now.getHours() * 60 + now.getMinutes() : -1)
  }
  const clock = setInterval(tick, 20000)
  if (again && !state.closed) {
    const resumed = apply(state, { do: "resume", at: moment() })
    if (!isRefused(resumed)) state = resumed
  }
  app.root.replaceChildren(body)
  document.title = said.title
  save(true)
  refresh(false)
  return session
}
