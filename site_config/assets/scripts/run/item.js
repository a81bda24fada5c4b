// One item of a run on the page: native inputs in a fieldset. What is typed is a draft until the engine takes it.
import { isAbnormal } from "./standing.js"
import { clockOf, fill, make } from "./dom.js"
import { personal } from "./personal.js"

/** @typedef {{item: any, said: any, number: number, words: any, due: string, clock: number | null, private: boolean,
 *   name: (node: string) => string, act: (event: any) => any, draft: (item: string, draft: any) => void,
 *   here: (item: string) => void}} Setting */

/** An item's elements, and how they follow the state. @param {Setting} setting */
export const itemCard = setting => {
  const { item, said, words, act } = setting, id = `i-${item.id}`, w = words.page
  /** @type {any} */
  let draft = {}
  /** @type {any} */
  let answer = null, note = ""
  const error = make("p", { class: "error", id: `${id}-error`, hidden: true })
  const told = make("p", { class: "told", id: `${id}-told` })
  const state = make("p", { class: "state" })
  const warning = make("p", { class: "warning", role: "status", hidden: true })
  const late = make("p", { class: "late", hidden: true })
  const legend = make("legend", {}, make("span", { class: "number" }, String(setting.number)), " ",
    said.critical && make("b", { class: "critical" }, "◆", said.critical, " "), make("span", { class: "text" }, said.text))
  // What has to be known first stands first, as on paper; a legend has to be the first element, so the style puts it there.
  const cautions = make("div", { id: `${id}-cautions`, class: "cautions" }, said.lead && make("p", { class: "lead" }, said.lead), said.hold && make("p", { class: "hold" }, said.hold))
  const hints = make("div", { id: `${id}-hints`, class: "hints" },
    setting.due && make("p", { class: "due" }, setting.due), late, said.detail && make("p", {}, said.detail),
    said.marks && make("p", {}, said.marks), item.type !== "confirm" && said.response && make("p", {}, said.response),
    said.range && make("p", { class: "range" }, said.range))

  const keep = () => setting.draft(item.id, Object.keys(draft).length ? draft : null)
  const described = `${id}-cautions ${id}-hints ${id}-error`

  /** @param {any} refused */
  const wrong = refused => {
    const message = refused ? fill(words.refused[refused.refused] ?? refused.refused, {
      said: refused.refused === "unsettled" ? setting.name(refused.said) : refused.said, node: setting.name(refused.node), range: said.range }) : ""
    error.textContent = message
    error.hidden = !message
    for (const each of inputs()) each.toggleAttribute("aria-invalid", false), message && each.setAttribute("aria-invalid", "true")
  }

  /** @param {any} event */
  const attempt = event => {
    const before = draft
    draft = {}
    keep()
    const after = act({ item: item.id, ...event })
    if (after && after.refused) {
      draft = before
      keep()
      if (after.refused === "reason-needed" && !draft.ask) return ask(event)
      return wrong(after)
    }
    wrong(null)
    warn(typeof event.value === "string" ? event.value : "", event.reason ?? "")
  }

  /** @param {...string} texts */
  const warn = (...texts) => {
    const kinds = [...new Set(texts.flatMap(personal))].map(kind => words.personal[kind])
    warning.textContent = kinds.length ? fill(words.personal.warning, { kinds: kinds.join(w.join) }) : ""
    warning.hidden = !kinds.length
  }

  const area = make("textarea", { rows: 2, maxlength: 2000, id: `${id}-why`, "aria-describedby": `${id}-error`,
    oninput: () => { draft.why = area.value; keep() } })
  const asked = make("label", { for: `${id}-why` })
  const why = make("div", { class: "why", hidden: true }, asked, area, make("div", { class: "row" },
    make("button", { type: "button", class: "main", onclick: () => settle() }, w.keep),
    make("button", { type: "button", onclick: () => { draft = {}; keep(); wrong(null); follow(null) } }, w.cancel)))

  const settle = () => {
    const event = draft.ask
    if (!event) return
    attempt(event.do === "note" ? { ...event, value: area.value.trim() } : { ...event, reason: area.value })
  }

  /** Asks for the reason of an event, or for a note. @param {any} event */
  const ask = event => {
    draft.ask = event
    draft.why ??= event.do === "note" ? note : event.do === "answer" || !answer ? "" : answer.reason ?? ""
    keep()
    showAsk()
  }
  const showAsk = () => {
    asked.textContent = w.ask[draft.ask.do]
    area.value = draft.why ?? ""
    if (!why.hidden) return
    why.hidden = false
    if (frame.isConnected) why.scrollIntoView({ block: "nearest" }) // it may have opened below the window's edge
  }

  const control = controlOf(setting, id, described, value => attempt({ do: "answer", value }), value => { draft.value = value; keep() })
  const inputs = () => [...control.querySelectorAll("input, textarea"), area]
  const button = (/** @type {string} */ name, /** @type {() => void} */ go) =>
    make("button", { type: "button", "data-do": name, onclick: go }, w.do[name])
  const skip = button("skip", () => ask({ do: "skip" })), na = button("not-applicable", () => setting.private ? attempt({ do: "not-applicable" }) : ask({ do: "not-applicable" }))
  const clear = button("clear", () => { draft = {}; attempt({ do: "clear" }) })
  const over = item.hold && button("override", () => ask({ do: "override" }))
  const more = make("details", { class: "more" }, make("summary", { "aria-label": `${w.more}: ${said.text}`, title: w.more }, "⋯"), make("div", { class: "row" }, na,
    !item.critical && !setting.private && skip, !setting.private && button("note", () => ask({ do: "note" })), clear, over))
  const frame = make("fieldset", { class: "item", id, tabindex: -1, onfocusin: () => setting.here(item.id) },
    legend, cautions, hints, control, error, why, warning, state, told, more)

  /** The elements as the run says. @param {any} standing @param {any} [run] */
  const follow = (standing, run) => {
    if (run) {
      answer = run.answers.get(item.id) ?? null
      note = run.notes.get(item.id) ?? ""
      frame.dataset.state = standing.state
      const shut = run.closed || standing.state === "off" || standing.state === "waiting" || Boolean(standing.held)
      for (const each of [...inputs(), ...more.querySelectorAll("button")]) each.disabled = Boolean(shut)
      frame.classList.toggle("shut", Boolean(shut))
      more.hidden = Boolean(shut)
      control.hidden = standing.state === "off" || standing.state === "waiting"
      frame.classList.toggle("undone", Boolean(run.closed) && ["open", "blocked", "waiting"].includes(standing.state))
      state.textContent = frame.classList.contains("undone") ? w.state.undone : standing.state === "off" ? w.state.off : standing.state === "waiting" ? w.state.waiting
        : standing.held && !run.closed ? fill(w.state.held, { node: setting.name(standing.held) }) : ""
      clear.hidden = !answer
      if (over) over.hidden = run.overrides.has(item.node) || passesNow()
    }
    told.replaceChildren(...sayings(answer, note, run?.overrides.get(item.node) ?? null))
    control.set(draft.value ?? draft.ask?.value ?? (answer?.state === "answered" ? answer.value : null), draft.value !== undefined && !draft.ask)
    if (draft.ask) showAsk()
    else why.hidden = true
  }
  const passesNow = () => answer !== null && (answer.state === "not-applicable" || (answer.state === "answered" && !(item.type === "confirm" && answer.value === "no")))

  /** @param {any} given @param {string} noted @param {any} overridden */
  const sayings = (given, noted, overridden) => {
    const parts = []
    if (given) {
      const value = given.state !== "answered" ? w.did[given.state] : shownValue(item, said, words, given.value)
      const odd = given.state !== "answered" || isAbnormal(item, given.value)
      parts.push(make("b", { class: odd ? "odd" : "fine" }, odd ? "! " : "✓ ", make("span", { class: "value" }, value)), !setting.private && make("span", { class: "at" }, ` ${given.at.slice(11, 16)}`))
      if (given.reason) parts.push(make("span", {}, ` ${fill(words.because, { reason: given.reason })}`))
    }
    if (noted) parts.push(make("span", { class: "noted" }, ` ${fill(words.note, { text: noted })}`))
    if (overridden) parts.push(make("span", { class: "odd" }, ` ${fill(w.overridden, { text: overridden.reason })}`))
    return parts.filter(Boolean)
  }

  return {
    frame, follow,
    error: () => error.textContent ?? "",
    /** @param {any} kept */
    restore: kept => { draft = kept ?? {} },
    /** What stands in a field and was not taken yet. */
    flush: () => { if (draft.value !== undefined && !draft.ask) attempt({ do: "answer", value: draft.value }) },
    /** @param {number} minutes of the day; -1 on another day */
    tick: minutes => {
      const open = setting.clock !== null && minutes > setting.clock && ["open", "blocked", "waiting"].includes(frame.dataset.state ?? "")
      late.hidden = !open
      late.textContent = open ? fill(w.late, { clock: clockOf(Number(setting.clock)) }) : ""
    },
  }
}

/** An answer in words. @param {any} item @param {any} said @param {any} words @param {any} value @returns {string} */
export const shownValue = (item, said, words, value) => {
  if (Array.isArray(value)) return value.map(each => said.choices[each] ?? each).join(words.page.join)
  if (item.type === "confirm") return value === "yes" ? said.response || words.confirm.yes : words.confirm.no
  if (item.type === "number" && said.unit) return `${value} ${said.unit}`
  return said.choices[value] ?? value
}

/** The inputs of a type. @param {Setting} setting @param {string} id @param {string} described
 * @param {(value: any) => void} give @param {(value: any) => void} typed @returns {any} */
const controlOf = ({ item, said, words }, id, described, give, typed) => {
  const several = item.type === "multi-choice"
  if (["confirm", "yes-no", "choice", "multi-choice"].includes(item.type)) {
    const pairs = item.type === "confirm" ? [["yes", said.response || words.confirm.yes], ["no", words.confirm.no]] : Object.entries(said.choices)
    const boxes = pairs.map(([value, text]) => {
      const box = make("input", { type: several ? "checkbox" : "radio", name: id, value, "aria-describedby": described, onchange: () => {
        const chosen = boxes.filter(each => each.box.checked).map(each => each.box.value)
        if (several && !chosen.length) return box.checked = true
        give(several ? chosen : box.value)
      } })
      return { box, label: make("label", { class: `option ${value}` }, box, make("span", {}, text)) }
    })
    const made = make("div", { class: `control ${item.type}` }, ...boxes.map(each => each.label))
    made.set = (/** @type {any} */ value) => { for (const { box } of boxes) box.checked = Array.isArray(value) ? value.includes(box.value) : box.value === value }
    return made
  }
  const long = item.type === "text"
  const field = make(long ? "textarea" : "input", {
    ...(long ? { rows: 2 } : { type: "text", inputmode: { number: "decimal", time: "numeric" }[/** @type {"number" | "time"} */ (item.type)] ?? "text", size: item.type === "sign-off" ? 12 : 8 }),
    id: `${id}-value`, autocomplete: "off", "aria-describedby": described, "aria-label": said.unit ? `${said.text} (${said.unit})` : said.text,
    oninput: () => { pending = true; typed(field.value) }, onchange: () => commit(), onblur: () => commit(),
    onkeydown: (/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter" && !long) { event.preventDefault(); pending = true; commit() } },
  })
  let pending = false
  // A window that closes may take the focus away after it is hidden; what was half typed stays a draft then.
  const commit = () => {
    if (!pending || document.visibilityState === "hidden" || !field.value.trim()) return
    pending = false
    give(field.value)
  }
  const now = item.type === "time" && make("button", { type: "button", onclick: () => {
    const at = new Date()
    give(`${at.getHours()}:${String(at.getMinutes()).padStart(2, "0")}`)
  } }, words.page.now)
  const made = make("div", { class: `control ${item.type}` }, field, said.unit && make("span", { class: "unit", "aria-hidden": "true" }, said.unit), now)
  made.set = (/** @type {any} */ value, /** @type {boolean} */ isDraft) => {
    if (document.activeElement !== field || value !== null) field.value = value ?? ""
    pending = isDraft
  }
  return made
}
