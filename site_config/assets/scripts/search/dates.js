// Dates of the calendar that a query names, and the pages of their months.

import { reworded } from "./said.js"

const MONTHS = "january february march april may june july august september october november december".split(" ")

/** The dates that a query may name, [year or 0, month, day or 0]: 12月11日, 2026-12-11, 11 December, 12/11, which in
 * English may mean either day. @param {string} query @param {boolean} dayFirst */
function datesIn(query, dayFirst) {
  const said = reworded(query).replace(/[(,]? ?(周|星期|礼拜)[一二三四五六日天]\)?$/, "").replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /, "").replace(/,/g, "")
  const month = (/** @type {string} */ name) => MONTHS.findIndex(each => each.startsWith(name.replace(/^sept$/, "sep"))) + 1
  let found = /^(20\d\d)[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?[月日]?$/.exec(said) ?? /^(20\d\d)(\d\d)(\d\d)$/.exec(said) ?? /^()(\d{1,2})月(\d{1,2})日?$/.exec(said)
  if (found) return [[+found[1], +found[2], +(found[3] ?? 0)]]
  found = /^()(\d{1,2})[-/.](\d{1,2})$/.exec(said)
  if (found) return [[0, +found[2], +found[3]], ...(dayFirst ? [[0, +found[3], +found[2]]] : [])]
  found = /^(\d{1,2})?(?:st|nd|rd|th)?(?: of)? ?([a-z]{3,9})\.?(?: (20\d\d))?$/.exec(said)
  if (found && month(found[2])) return [[+(found[3] ?? 0), month(found[2]), +(found[1] ?? 0)]]
  found = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (20\d\d))?$/.exec(said)
  return found && month(found[1]) ? [[+(found[3] ?? 0), month(found[1]), +found[2]]] : []
}

/** The pages of the months that a query names by a date, the nearest first, each with what falls due on the day.
 * @param {string} query @param {Page[]} all
 * @param {Record<string, [string, ...number[]]>} days days in words, with the places of the pages of what falls due */
export function onDates(query, all, days) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0"), far = (/** @type {string} */ key) => Math.abs(Date.parse(key) - Date.now())
  const found = datesIn(query, !Object.values(days)[0]?.[0].includes("月")).flatMap(([year, month, day]) => all.flatMap(page => {
    const [, shown] = new RegExp(`^due/(${year || "\\d+"}-${two(month)})\\.html$`).exec(page.address) ?? []
    const there = shown && day <= new Date(Date.UTC(+shown.slice(0, 4), month, 0)).getUTCDate()
    return there && (year || day) ? [{ page, key: `${shown}-${two(day || 1)}`, day }] : []
  }))
  return found.sort((one, other) => far(one.key) - far(other.key)).map(({ page, key, day }) => {
    const [label, ...due] = day ? days[key] ?? [""] : [""]
    const words = due.map(place => all[place].title).join(" · "), hits = label ? [{ part: { anchor: `d-${key}`, heading: label, words, name: "", body: "" }, points: 1 }] : []
    return { page, points: 1000, inHead: false, hits }
  })
}
