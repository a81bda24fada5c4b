// How well pages and their sections hold what was typed.

import { fold, stem, stems } from "./said.js"

/** @typedef {{anchor: string, heading: string, words: string, name: string, body: string}} Part a section of a page */
/** @typedef {{address: string, title: string, about: string, weight: number, names: string[], name: string, stems: string, initials: string[], parts: Part[]}} Page */
/** @typedef {{part: Part, points: number}} Hit */

/** How well a text holds a word, from 0 to 1, and where. @param {string} text @param {Word} word */
function find(text, word) {
  let quality = 0, at = -1
  const { text: typed, stem: sought } = word, latin = /^[a-z]/.test(typed)
  for (let place = text.indexOf(sought); place >= 0 && quality < 1; place = text.indexOf(sought, place + 1)) {
    const before = text[place - 1] ?? "", after = text[place + typed.length] ?? ""
    let found = 1
    if (latin) found = /[a-z0-9]/.test(before) ? 0 : token(text.slice(place, place + 40), typed, sought)
    else if (/^\d/.test(typed) && /\d/.test(before)) found = 0
    else if (/\d$/.test(typed) && /\d/.test(after)) found = 0.6
    if (found > quality) [quality, at] = [found, place]
  }
  return { quality, at }
}

/** How well the word at the beginning of a text is the one that was typed. @param {string} text @param {string} typed @param {string} sought */
function token(text, typed, sought) {
  if (text.startsWith(typed) && !/[a-z0-9]/.test(text[typed.length] ?? "")) return 1
  const whole = /^[a-z0-9]*/.exec(text)?.[0] ?? ""
  return stem(whole) === sought ? 0.9 : text.startsWith(typed) ? 0.7 : sought.length > 4 && sought !== typed ? 0.5 : 0
}

/** Points of a word in a page's title, the more of it the word is. @param {Page} page @param {Word} word */
function inTitle(page, word) {
  const { quality, at } = find(page.name, word), share = Math.min(1, word.text.length / page.name.length)
  const named = page.names.some(name => name.startsWith(word.text)) ? 20 : 0
  return Math.max(named, quality && quality * (30 + 40 * share + (at ? 0 : 5)))
}

/** Points of a word in a section. @param {Part} part @param {Word} word */
function inPart(part, word) {
  const name = part.anchor ? find(part.name, word).quality : 0, { quality, at } = find(part.body, word)
  return Math.max(name * 14, quality && quality * (10 + 3 / (1 + at / 100) + (part.anchor ? 0 : 1)))
}

/** Points for all that was typed standing together. @param {Page} page @param {Word[]} words @param {boolean} inHead @param {string} asked */
function together(page, words, inHead, asked) {
  const said = fold(words.map(word => word.text).join(" ")), phrase = { text: said, stem: words.length > 1 ? said : words[0].stem }
  if (page.name === said || page.name === asked) return 60
  if (page.names.includes(said) || page.stems === stems(said)) return 50
  if (page.parts.some(part => part.anchor && part.name === said)) return 33
  if (words.length < 2) return 0
  return find(page.name, phrase).quality ? 25 : inHead ? 15 : page.parts.some(part => find(part.body, phrase).quality) ? 8 : 0
}

/** A page's points and the sections that hold what was typed; nothing when a word is missing. @param {Page} page @param {Word[]} words @param {string} asked */
export function rate(page, words, asked) {
  const titled = words.map(word => inTitle(page, word)), inHead = titled.every(Boolean)
  const each = page.parts.map(part => words.map(word => inPart(part, word)))
  const best = words.map((_, which) => Math.max(titled[which], ...each.map(points => points[which])))
  if (best.some(points => !points)) return undefined
  const beside = words.length > 1 && each.some(points => points.every(Boolean)) ? 4 : 0
  const points = (mean(best) + Math.max(beside, together(page, words, inHead, asked))) * page.weight / 100
  const hits = page.parts.map((part, which) => ({ part, points: mean(each[which]) })).filter(hit => hit.points)
  return { page, points, inHead, hits: hits.sort((one, other) => other.points - one.points) }
}

/** @param {number[]} points */
const mean = points => points.reduce((sum, one) => sum + one, 0) / points.length
