// The ways out: a file, the share sheet, the clipboard, a QR code for a short one. The file is ready before the tap, or a
// browser would not share it.
import { canonical } from "./canonical.js"
import { make } from "./dom.js"
import { fileName } from "./record.js"

/** @param {any} session @param {(how: string) => void} done @returns {HTMLElement} */
export const waysOut = (session, done) => {
  const record = session.record(), w = session.words.page
  const text = `${canonical(record)}\n`, name = fileName(record)
  const file = new File([text], name, { type: "application/json" })
  const told = make("p", { role: "status" })
  const say = (/** @type {string} */ what) => { told.textContent = what }
  const url = URL.createObjectURL(file)
  const link = make("a", { class: "button main", href: url, download: name, "data-do": "file", onclick: () => { done("file"); say(w.out.saved) } }, w.out.file)
  // Chromium shares files of few kinds, and JSON is none of them: the same bytes go as a text.
  const shared = [file, new File([text], `${name}.txt`, { type: "text/plain" })].find(each => {
    try { return Boolean(navigator.canShare?.({ files: [each] })) } catch { return false }
  })
  const share = shared && make("button", { type: "button", "data-do": "share", onclick: () =>
    navigator.share({ files: [shared], title: name }).then(() => { done("share"); say(w.out.shared) }, () => say(w.out.failed)) }, w.out.share)
  const area = make("textarea", { class: "raw", rows: 3, readonly: true, "aria-label": w.out.text, hidden: true })
  const copy = make("button", { type: "button", "data-do": "copy", onclick: async () => {
    let did = false
    try { await navigator.clipboard.writeText(text); did = true } catch { /* not there over plain http */ }
    if (!did) {
      area.hidden = false
      area.value = text
      area.select()
      did = document.execCommand("copy")
    }
    if (did) done("copy")
    say(did ? w.out.copied : w.out.select)
  } }, w.out.copy)
  const code = session.code(), rows = code && squares(code), square = make("div", { class: "square", hidden: true })
  const show = rows && make("button", { type: "button", "data-do": "qr", "aria-expanded": "false", onclick: () => {
    square.hidden = !square.hidden
    show.setAttribute("aria-expanded", String(!square.hidden))
    if (!square.hidden) square.replaceChildren(drawn(rows, w.out.qr), make("p", { class: "small" }, location.protocol === "file:" ? w.out["qr-text"] : w.out["qr-note"]),
      record.result === "in-progress" ? "" : make("button", { type: "button", "data-do": "scanned", onclick: () => { done("qr"); say(w.out.done) } }, w.out.scanned))
  } }, w.out.qr)
  return make("div", { class: "out" }, make("p", { class: "small" }, name), make("div", { class: "row" }, link, share, copy, show), square, area, told)
}

/** The squares of what a phone reads: the address of this page that brings the run in; from a folder the code alone.
 * @param {string} code @returns {boolean[][] | null} null for what is too long */
const squares = code => {
  const qr = /** @type {any} */ (globalThis).dutybookQr, head = location.protocol === "file:" ? "dutybook-run:" : `${location.origin}${location.pathname}#in=`
  try { return qr(head + code) } catch { return null }
}

/** @param {boolean[][]} rows @param {string} label */
const drawn = (rows, label) => {
  const name = "http://www.w3.org/2000/svg", svg = document.createElementNS(name, "svg"), path = document.createElementNS(name, "path")
  svg.setAttribute("viewBox", `-4 -4 ${rows.length + 8} ${rows.length + 8}`)
  svg.setAttribute("role", "img")
  svg.setAttribute("aria-label", label)
  path.setAttribute("d", rows.flatMap((row, r) => row.flatMap((dark, c) => dark ? [`M${c} ${r}h1v1h-1z`] : [])).join(""))
  svg.append(path)
  return svg
}
