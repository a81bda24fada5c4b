// The ways out: a file, the share sheet, the clipboard. The file is ready before the tap, or a browser would not share it.
import { canonical } from "./canonical.js"
import { make } from "./dom.js"
import { fileName } from "./record.js"

/** @param {any} record @param {any} w @param {(how: string) => void} done @returns {HTMLElement} */
export const waysOut = (record, w, done) => {
  const text = `${canonical(record)}\n`, name = fileName(record)
  const file = new File([text], name, { type: "application/json" })
  const told = make("p", { role: "status" })
  const say = (/** @type {string} */ what) => { told.textContent = what }
  const url = URL.createObjectURL(file)
  const link = make("a", { class: "button main", href: url, download: name, "data-do": "file", onclick: () => { done("file"); say(w.out.saved) } }, w.out.file)
  const canShare = (() => { try { return Boolean(navigator.canShare?.({ files: [file] })) } catch { return false } })()
  const share = canShare && make("button", { type: "button", "data-do": "share", onclick: () =>
    navigator.share({ files: [file], title: name }).then(() => { done("share"); say(w.out.shared) }, () => say(w.out.failed)) }, w.out.share)
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
  return make("div", { class: "out" }, make("p", { class: "small" }, name), make("div", { class: "row" }, link, share, copy), area, told)
}
