// Before a run: the date, who goes through it; what is open, what was not handed over, what this device did before.
import { bringIn } from "./bring.js"
import { datedOf } from "./dates.js"
import { dayOf, fill, make } from "./dom.js"
import { doneRuns, openRuns } from "./history.js"
import { person, subject } from "./values.js"

/** @param {any} app @returns {HTMLElement} */
export const startScreen = app => {
  const page = app.page, words = app.words[app.language], w = words.page, said = page.runnable.words[app.language]
  const asked = new URLSearchParams(location.search).get("date") ?? "", today = dayOf()
  const date = make("input", { type: "date", id: "date", value: /^\d{4}-\d\d-\d\d$/.test(asked) ? asked : today, "aria-describedby": "date-said",
    min: page.dated ? page.days?.first : null, max: page.dated ? page.days?.last : null })
  const dateSaid = make("p", { id: "date-said", class: "small", role: "status" })
  const who = make("input", { id: "who", autocomplete: "off", value: app.store.read("who") ?? "", "aria-describedby": "who-hint who-error" })
  const about = said.subject && make("input", { id: "about", autocomplete: "off", maxlength: 100, "aria-describedby": "about-error" })
  const whoError = make("p", { class: "error", id: "who-error", hidden: true }), aboutError = make("p", { class: "error", id: "about-error", hidden: true })
  const due = make("ul", { class: "due-list" })
  const showDate = () => {
    const dated = datedOf(page, date.value)
    dateSaid.textContent = dated ? dated.words[app.language].date : fill(w.outside, { first: page.days?.first ?? "", last: page.days?.last ?? "" })
    const items = dated ? Object.entries(dated.words[app.language].due) : []
    due.replaceChildren(...items.map(([id, why]) => make("li", {}, make("b", {}, said.items[id].text), ` ${why}`)))
    go.disabled = !dated
  }
  /** @param {any} found @param {HTMLElement} place @param {HTMLElement} field */
  const refused = (found, place, field) => {
    const is = found !== null && typeof found === "object"
    place.textContent = is ? fill(words.refused[found.refused], { said: found.said }) : ""
    place.hidden = !is
    field.setAttribute("aria-invalid", String(is))
    return is
  }
  const go = make("button", { class: "main", "data-do": "begin" }, w.begin)
  const form = make("form", { onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault()
    const performer = person(who.value), what = about ? subject(about.value) : null
    const bad = [refused(performer, whoError, who), about && refused(what, aboutError, about)]
    if (bad[0]) return who.focus()
    if (bad[1]) return about.focus()
    app.store.write("who", performer)
    app.begin(date.value, performer, what)
  } },
  make("label", { for: "date" }, w.date), date, dateSaid, due,
  make("label", { for: "who" }, w.who), make("p", { class: "small", id: "who-hint" }, w["who-hint"]), who, whoError,
  about && make("label", { for: "about" }, fill(w.about, { label: said.subject })), about, about && aboutError, go)
  date.addEventListener("change", showDate)
  showDate()

  return make("div", { class: "start" },
    make("header", { class: "head" }, make("div", { class: "line" }, app.back(false), make("h1", {}, said.title), app.tools())),
    make("main", {}, app.banners, make("p", { class: "objective" }, said.objective), ...said.hints.map((/** @type {string} */ each) => make("p", { class: "small" }, each)),
      openRuns(app), form, doneRuns(app), bringIn(app),
      page.links && make("p", { class: "links" }, make("a", { href: page.links.page }, w.page), " ", make("a", { href: page.links.today }, w.today)),
      make("footer", {}, `${page.runnable.checklist} · ${page.runnable.version ?? ""} · ${page.runnable.fingerprint.slice(0, 7)}`)))
}
