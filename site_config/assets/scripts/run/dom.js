// Elements out of plain values. Text goes in as text only: nothing that somebody wrote is ever markup.

/** @param {string} tag @param {{[name: string]: any}} [attributes] @param {...(Node | string | null | false)} children @returns {any} */
export const make = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value)
    else if (value === true) made.setAttribute(name, "")
    else if (value !== false && value != null) made.setAttribute(name, String(value))
  }
  made.append(.../** @type {(Node | string)[]} */ (children.filter(each => each != null && each !== false && each !== "")))
  return made
}

/** A wording with its values. @param {string} wording @param {{[name: string]: any}} [values] */
export const fill = (wording, values = {}) => wording.replace(/\{(\w+)\}/g, (all, name) => name in values ? String(values[name]) : all)

/** A moment on this device's clock, with its offset. @param {Date} [now] */
export const moment = (now = new Date()) => {
  const two = (/** @type {number} */ n) => String(Math.trunc(n)).padStart(2, "0"), off = -now.getTimezoneOffset(), size = Math.abs(off)
  return `${dayOf(now)}T${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}${off < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`
}

/** A time of day, given in minutes, as it is written here. @param {number} minutes */
export const clockOf = minutes => `${Math.trunc(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`

/** @param {Date} [now] */
export const dayOf = (now = new Date()) => [String(now.getFullYear()).padStart(4, "0"), now.getMonth() + 1, now.getDate()]
  .map(each => String(each).padStart(2, "0")).join("-")
