// The worker behind Material's search box. It looks for what was typed, as it was typed: any part of a Chinese text, a
// word or the beginning of one in Latin letters. What is searched comes with the first query (search/entries.js), so
// that a page that nobody searches from loads none of it.
//
// Messages in: {type: 0} at the start, {type: 2, data: query} for each query.
// Messages out: {type: 1} when ready, {type: 3, data: {items, suggest}} with a group of sections per page.
//
// On a page that was opened from a folder no worker may start; page-worker.js runs this in the page.

import { onDates } from "./dates.js"
import { rate } from "./rate.js"
import { ASKING, fold, respelled, reworded, stems, wordsOf } from "./said.js"
import { group } from "./shown.js"
import { initials } from "./sounds.js"

const MOST = 100, LONGEST = 200
const address = self.document ? /** @type {HTMLScriptElement} */ (document.currentScript).src : self.location.href
/** @type {Promise<Page[]> | undefined} */
let loading
/** @type {Map<string, string>} the term that another name stands for */
const meant = new Map()
/** @type {Record<string, [string, ...number[]]>} days in words, with the places of the pages of what falls due */
let days = {}

/** @returns {Promise<Page[]>} */
function pages() {
  loading ??= load().then(() => {
    const { dutybookSearch, dutybookSynonyms, dutybookDays } = /** @type {any} */ (self)
    days = dutybookDays
    for (const [term, ...others] of dutybookSynonyms) for (const other of others) for (const said of [fold(other), stems(fold(other))]) meant.set(said, fold(term))
    return dutybookSearch.map(read)
  })
  loading.catch(() => { loading = undefined })
  return loading
}

/** @returns {Promise<unknown>} */
function load() {
  const entries = new URL("../search/entries.js", address).href
  if (!self.document) return Promise.resolve().then(() => /** @type {any} */ (self).importScripts(entries))
  const script = document.createElement("script")
  script.src = entries
  document.head.append(script)
  return new Promise((done, failed) => { script.onload = done; script.onerror = failed })
}

/** @param {[string, string, string, number, string[], [string, string, string][]]} row @returns {Page} */
function read([address, title, about, weight, names, rows]) {
  const parts = rows.map(([anchor, heading, words]) => ({ anchor, heading, words, name: fold(heading), body: fold(words) }))
  const slug = address.replace(/^.*\//, "").replace(/\.html$/, "")
  return { address, title, about, weight, names: [...names.map(fold), slug], name: fold(title), stems: stems(fold(title)), initials: initials(fold(title)), parts }
}

/** @param {string} query @param {Page[]} all */
function search(query, all) {
  const typed = wordsOf(query = query.slice(0, LONGEST))
  const among = (/** @type {Word[]} */ words) => words.length ? all.flatMap(page => rate(page, words, fold(query)) ?? []) : []
  let words = typed, found = among(words)
  if (!found.length) found = among(words = wordsOf(reworded(query)))
  if (!found.length) found = among(words = wordsOf(respelled(query)))
  const otherwise = wordsOf(meaning(fold(query)) ?? words.map(word => inOtherWords(word.text, found) ?? word.text).join("，"))
  if (otherwise.some((word, which) => word.text !== words[which]?.text)) {
    const known = new Set(found.map(each => each.page))
    found = [...found, ...among(otherwise).filter(each => !known.has(each.page)).map(each => ({ ...each, points: each.points / 2 }))]
    words = [...words, ...otherwise]
  }
  if (!found.length) found = byInitials(typed, all)
  if (!found.length) {
    const pieces = wordsOf(reworded(query).replace(ASKING, " ")).map(word => /[\u3400-\u9fff]/.test(word.text) ? split(word.text, all) : [word.text])
    if (pieces.every(each => each.length)) found = among(words = wordsOf(pieces.flat().map(each => meaning(each) ?? each).join("，")))
  }
  const dated = onDates(query, all, days), pages = new Set(dated.map(each => each.page))
  const others = found.filter(each => !pages.has(each.page)).sort((one, other) => other.points - one.points)
  return [...dated, ...others].slice(0, MOST).map(each => group(each, words))
}

/** The term that another name stands for, in whatever form of the word. @param {string} name */
const meaning = name => meant.get(name) ?? meant.get(stems(name))

/** The glossary's term for a word: for another name of it, or for a part of one where only the glossary has the word.
 * @param {string} word @param {{page: Page}[]} found */
function inOtherWords(word, found) {
  const only = found.length > 0 && found.every(({ page }) => page.address === "glossary.html")
  return meaning(word) ?? (only ? [...meant].find(([other]) => other.includes(word))?.[1] : undefined)
}

/** Pages whose titles sound as the letters say. @param {Word[]} words @param {Page[]} all */
function byInitials(words, all) {
  const letters = words.map(word => word.text).join("")
  if (!/^[a-z]{2,}$/.test(letters)) return []
  return all.filter(page => /[^\x00-\x7f]/.test(page.name) && page.initials.some(each => letters.length > 2 ? each.includes(letters) : each === letters))
    .map(page => ({ page, points: 40 * letters.length / page.initials[0].length * page.weight / 100, inHead: true, hits: /** @type {Hit[]} */ ([]) }))
}

/** Parts of a long Chinese word that stand somewhere: 农村客户走访频次 may be two words; empty when one stands nowhere.
 * @param {string} word @param {Page[]} all @returns {string[]} */
function split(word, all) {
  const known = (/** @type {string} */ piece) => meant.has(piece) || all.some(page => page.name.includes(piece) || page.parts.some(part => part.body.includes(piece)))
  if (/[\u3400-\u9fff]/.test(word) && known(word)) return [word]
  const runs = word.match(/[\u3400-\u9fff]+|[^\u3400-\u9fff]+/g) ?? []
  if (runs.length > 1 && runs.length < 4) {
    const each = runs.map(run => /[\u3400-\u9fff]/.test(run) ? split(run, all) : /[a-z:]/.test(run) && known(run) ? [run] : [])
    return each.every(found => found.length) ? each.flat() : []
  }
  if (word.length < 3 || word.length > 24 || runs.length > 1 || !/[\u3400-\u9fff]/.test(word)) return []
  for (let cut = word.length - (word.length > 3 ? 2 : 1); cut > (word.length > 3 ? 1 : 0); cut--) {
    const rest = known(word.slice(0, cut)) ? split(word.slice(cut), all) : []
    if (rest.length) return [word.slice(0, cut), ...rest]
  }
  return []
}

/** @param {{type: number, data: any}} message @param {(reply: unknown) => void} reply */
async function answer(message, reply) {
  if (message.type === 0) reply({ type: 1 })
  if (message.type === 2) reply({ type: 3, data: { items: message.data.trim() ? search(message.data, await pages()) : [], suggest: [] } })
}

if (self.document) /** @type {any} */ (self).dutybookAnswer = answer
else self.onmessage = event => answer(event.data, reply => /** @type {any} */ (self).postMessage(reply))
