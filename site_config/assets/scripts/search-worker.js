// The worker behind Material's search box. Material's own cannot find a part of a Chinese word; this one looks
// for what was typed, as it was typed, and sorts by where it stands.
//
// Messages in: {type: 0, data: {config, docs}} at the start, {type: 2, data: query} for each query.
// Messages out: {type: 1} when ready, {type: 3, data: {items, suggest}} with a group of sections per page.

/** @typedef {{location: string, title: string, text: string, page: string, name: string, body: string}} Entry */

/** @type {Entry[]} */
let entries = []
const MOST = 30

/** Folds case and full-width forms, so that ６:３０ finds 6:30. @param {string} text */
const fold = text => text.normalize("NFKC").toLowerCase()

/** @param {string} html */
const plain = html => html.replace(/<[^>]*>/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&")
  .replace(/&#39;/g, "'").replace(/&quot;/g, '"').replace(/\s+/g, " ")

/** Words of a query: what stands between spaces and marks. @param {string} query */
const wordsOf = query => fold(query).replace(/[《》“”"'，。；？！（）()、,;?!]/g, " ").split(/\s+/).filter(Boolean)

/** English words are also found by their stem: visits, visited and visiting by visit. @param {string} word */
const stem = word => /^[a-z]{5,}$/.test(word) ? word.replace(/(ies|es|ed|ing|s|y)$/, "") : word

/** How well an entry answers; 0 when a word is missing. @param {Entry} entry @param {string[]} words @param {string} query */
function score(entry, words, query) {
  let total = entry.name === query ? 200 : entry.name.startsWith(query) ? 20 : 0
  for (const word of words) {
    const latin = /^[a-z]/.test(word)
    const inName = find(entry.name, word, latin), inBody = find(entry.body, word, latin)
    if (inName < 0 && inBody < 0) return 0
    total += inName === 0 ? 60 : inName > 0 ? 30 : 0
    if (inName >= 0) total += 20 * word.length / Math.max(entry.name.length, 1)
    if (inBody >= 0) total += 5 + 5 / (1 + inBody / 200)
  }
  return entry.location.includes("#") ? total : total + 4
}

/** Where a word stands: anywhere in Chinese, at the start of a word in Latin. */
function find(/** @type {string} */ text, /** @type {string} */ word, /** @type {boolean} */ latin) {
  for (let place = text.indexOf(word); place >= 0; place = text.indexOf(word, place + 1)) {
    if (!latin || place === 0 || !/[a-z0-9]/.test(text[place - 1])) return place
  }
  return -1
}

/** @param {string} text */
const escape = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")

/** The words of a section around the first hit, with the hits marked. @param {string} text @param {string[]} words */
function excerpt(text, words) {
  const lower = fold(text)
  const first = Math.max(0, Math.min(...words.map(word => lower.indexOf(word)).filter(place => place >= 0), text.length) - 30)
  return (first > 0 ? "…" : "") + mark(text.slice(first, first + 160), words)
}

/** @param {string} text @param {string[]} words */
function mark(text, words) {
  const pattern = words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")
  return pattern ? text.split(new RegExp(`(${pattern})`, "i")).map((part, odd) => odd % 2 ? `<mark>${escape(part)}</mark>` : escape(part)).join("") : escape(text)
}

/** @param {string} query */
function search(query) {
  const typed = wordsOf(query), words = typed.map(stem)
  /** @type {Map<string, {best: number, hits: {entry: Entry, score: number}[]}>} */
  const groups = new Map()
  for (const entry of words.length ? entries : []) {
    const points = score(entry, words, typed.join(" "))
    if (!points) continue
    const group = groups.get(entry.page) ?? { best: 0, hits: [] }
    group.best = Math.max(group.best, points)
    group.hits.push({ entry, score: points })
    groups.set(entry.page, group)
  }
  const sorted = [...groups].sort((one, other) => other[1].best - one[1].best || (one[0] < other[0] ? -1 : 1)).slice(0, MOST)
  return sorted.map(([page, group]) => {
    const whole = entries.find(entry => entry.location === page)
    const hits = group.hits.filter(hit => hit.entry !== whole).sort((one, other) => other.score - one.score)
    const own = group.hits.find(hit => hit.entry === whole)
    const shown = whole ? [{ entry: whole, score: own?.score ?? group.best }, ...hits] : hits
    return shown.map(({ entry, score }) => ({
      location: entry.location, title: mark(entry.title, words), text: excerpt(entry.text, words), tags: [],
      score, terms: Object.fromEntries(typed.map(word => [word, true])),
    }))
  })
}

self.onmessage = event => {
  const { type, data } = event.data
  if (type === 0) {
    entries = data.docs.map((/** @type {{location: string, title: string, text: string}} */ doc) => {
      const title = plain(doc.title), text = plain(doc.text)
      return { location: doc.location, page: doc.location.split("#")[0], title, text, name: fold(title), body: fold(text) }
    })
    self.postMessage({ type: 1 })
  } else if (type === 2) {
    self.postMessage({ type: 3, data: { items: search(data), suggest: [] } })
  }
}
