// What a payload says of a date: what stands on the list, why, and the date in words. Everything was made beforehand
// (generator/dutybook/views/run_page.py); here it is looked up.
import { fill } from "./dom.js"

const DAY = 86400000

/** A checklist on a date, as plain values; null where the payload does not know the date and it matters.
 * @param {any} page @param {string} day @returns {any} */
export const datedOf = (page, day) => {
  const days = page.days, place = days ? (Date.parse(day) - Date.parse(days.first)) / DAY : -1
  const known = Number.isInteger(place) && place >= 0 && place < (days?.kind.length ?? 0)
  if (!known && page.dated) return null
  const plan = page.plans[known && page.dated ? page.plan[place] : 0]
  /** @type {any} */
  const words = {}
  for (const [at, language] of page.languages.entries()) {
    words[language] = {
      date: known ? said(days, language, day, place) : day,
      due: Object.fromEntries(Object.entries(plan.due).map(([item, text]) => [item, page.texts[text][at]])),
    }
  }
  return { instance: page.instances[plan.instance], words }
}

/** @param {any} days @param {string} language @param {string} day @param {number} place */
const said = (days, language, day, place) => {
  const [y, m, d] = day.split("-").map(Number), words = days.words[language]
  return fill(words.said, { y, m, d, month: words.months[m - 1], weekday: words.weekdays[(days.weekday + place) % 7], kind: words.kinds[days.kind[place]] })
}
