// The worker behind Material's search box. It looks for what was typed, as it was typed: any part of a Chinese text, a
// word or the beginning of one in Latin letters. What is searched comes with the first query (search/entries.js), so
// that a page that nobody searches from loads none of it.
//
// Messages in: {type: 0} at the start, {type: 2, data: query} for each query.
// Messages out: {type: 1} when ready, {type: 3, data: {items, suggest}} with a group of sections per page.
//
// On a page that was opened from a folder no worker may start; page-worker.js runs this in the page.
(() => {
"use strict"

/** @typedef {{anchor: string, heading: string, words: string, name: string, body: string}} Part a section of a page */
/** @typedef {{address: string, title: string, about: string, weight: number, names: string[], name: string, stems: string, initials: string, parts: Part[]}} Page */
/** @typedef {{text: string, stem: string}} Word a word of the query; Latin ones are also found by their stem */
/** @typedef {{part: Part, points: number}} Hit */

const MOST = 100, LONGEST = 200, AROUND = 170
const address = self.document ? /** @type {HTMLScriptElement} */ (document.currentScript).src : self.location.href
/** @type {Promise<Page[]> | undefined} */
let loading
/** @type {Map<string, string>} the term that another name stands for */
const meant = new Map()

/** Folds case, full-width forms and quotation marks; blanks beside Chinese fall away, so that 《走访日志》 is 走访日志. @param {string} text */
const fold = text => text.normalize("NFKC").toLowerCase().replace(/[《》“”‘’"']/g, "")
  .replace(/([^\x00-\x7f])\s+/g, "$1").replace(/\s+([^\x00-\x7f])/g, "$1").trim()

/** @returns {Promise<Page[]>} */
function pages() {
  loading ??= load().then(() => {
    const { dutybookSearch, dutybookSynonyms } = /** @type {any} */ (self)
    for (const [term, ...others] of dutybookSynonyms) for (const other of others) meant.set(fold(other), fold(term))
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

// The 3,755 characters of level 1 of GB 2312 stand in the order of their sounds: where each initial begins.
const SOUNDS = "aB0A1 bB0C5 cB2C1 dB4EE eB6EA fB7A2 gB8C1 hB9FE jBBF7 kBFA6 lC0AC mC2E8 nC4C3 oC5B6 pC5BE qC6DA rC8BB sC8F6 tCBFA wCDDA xCEF4 yD1B9 zD4D1"
/** @type {Map<string, string>} */
const sounds = new Map()

/** The initials of the sounds of a text: 走访日志 is zfrz. @param {string} text */
function initials(text) {
  if (!sounds.size) hear()
  return [...text].map(sign => sounds.get(sign) ?? (/[a-z0-9]/.test(sign) ? sign : "")).join("")
}

function hear() {
  const decoder = new TextDecoder("gbk"), starts = SOUNDS.split(" ").map(each => /** @type {const} */ ([each[0], parseInt(each.slice(1), 16)]))
  for (let row = 0xb0; row <= 0xd7; row++) {
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell++) {
      const [sound] = starts.filter(([, start]) => start <= row * 256 + cell).pop() ?? [""]
      sounds.set(decoder.decode(new Uint8Array([row, cell])), sound)
    }
  }
}

const ASIDE = new Set("a an and are at be by can do does for from how i in is it many me much my of often on or our that the this to us we what when where which who whom whose with you your".split(" "))

const ASKING = /我们的?|我的?|是?谁|在?哪[里儿些]?|什么(时候)?|怎么样?|怎样|如何|几点|多久|多少|是不是|要不要|[是吗呢]/g

/** Words of a query: what stands between blanks and marks. @param {string} query @returns {Word[]} */
function wordsOf(query) {
  const typed = query.normalize("NFKC").replace(/[，。；？！（）()、,;?!]|:(?!\d)/g, " ").split(/\s+/).map(fold).filter(Boolean)
  const said = typed.filter(word => !ASIDE.has(word))
  return (said.length ? said : typed).map(text => ({ text, stem: stem(text) }))
}

/** What visits, visited and visiting have in common; always the beginning of the word. @param {string} word */
function stem(word) {
  if (!/^[a-z]{4,}$/.test(word)) return word
  const one = word.replace(/^(...+)ies$/, "$1").replace(/(ch|sh|ss|x)es$/, "$1").replace(/([^siu])s$/, "$1").replace(/ysis$/, "ys")
  const bare = one.replace(/^([a-z]*[aeiouy][a-z]+)(ing|ed)$/, "$1").replace(/^(..+[hknrt])ly$/, "$1")
  return bare === one ? one.replace(/^(...+)[ey]$/, "$1") : bare.replace(/^(...+)([bdgmnprt])\2$/, "$1$2")
}

/** @param {string} text */
const stems = text => text.split(" ").map(stem).join(" ")

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
function rate(page, words, asked) {
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

/** The same said as the handbook says it: 十二号 is 12日, 8点半 is 8:30, 07:50 is 7:50. @param {string} query */
const reworded = query => fold(query)
  .replace(/([一二三]?)十([一二三四五六七八九]?)(?=[日号点])/g, (_, tens, ones) => String(10 * digit(tens || "一") + digit(ones || "零")))
  .replace(/[一二三四五六七八九](?=[日号点])/g, found => String(digit(found)))
  .replace(/(\d)号/g, "$1日").replace(/(\d)点半/g, "$1:30").replace(/(\d)点(\d\d)分?/g, "$1:$2").replace(/(\d)点钟?/g, "$1:00")
  .replace(/(^|\D)0(\d:\d\d)/g, "$1$2")

/** @param {string} sign */
const digit = sign => "零一二三四五六七八九".indexOf(sign)

/** Parts of a long Chinese word that stand somewhere: 农村客户走访频次 may be two words; empty when one stands nowhere.
 * @param {string} word @param {Page[]} all @returns {string[]} */
function split(word, all) {
  const known = (/** @type {string} */ piece) => /[\u3400-\u9fff]/.test(piece) &&
    all.some(page => page.name.includes(piece) || page.parts.some(part => part.body.includes(piece)))
  if (known(word)) return [word]
  if (word.length < 4 || word.length > 24 || /[a-z]/.test(word)) return []
  for (let cut = word.length - 2; cut > 1; cut--) {
    const rest = known(word.slice(0, cut)) ? split(word.slice(cut), all) : []
    if (rest.length) return [word.slice(0, cut), ...rest]
  }
  return []
}

/** @param {string} query @param {Page[]} all */
function search(query, all) {
  const typed = wordsOf(query = query.slice(0, LONGEST))
  const among = (/** @type {Word[]} */ words) => words.length ? all.flatMap(page => rate(page, words, fold(query)) ?? []) : []
  let words = typed, found = among(words)
  if (!found.length) found = among(words = wordsOf(reworded(query)))
  const others = wordsOf(meant.get(fold(query)) ?? words.map(word => inOtherWords(word.text, found) ?? word.text).join("，"))
  if (others.some((word, which) => word.text !== words[which]?.text)) {
    const known = new Set(found.map(each => each.page))
    found = [...found, ...among(others).filter(each => !known.has(each.page)).map(each => ({ ...each, points: each.points / 2 }))]
    words = [...words, ...others]
  }
  if (!found.length) found = byInitials(typed, all)
  if (!found.length) {
    const pieces = wordsOf(reworded(query).replace(ASKING, " ")).map(word => split(word.text, all))
    if (pieces.every(each => each.length)) found = among(words = wordsOf(pieces.flat().join("，")))
  }
  return found.sort((one, other) => other.points - one.points).slice(0, MOST).map(each => group(each, words))
}

/** The glossary's term for a word: for another name of it, or for a part of one where only the glossary has the word.
 * @param {string} word @param {{page: Page}[]} found */
function inOtherWords(word, found) {
  const only = found.length > 0 && found.every(({ page }) => page.address === "glossary.html")
  return meant.get(word) ?? (only ? [...meant].find(([other]) => other.includes(word))?.[1] : undefined)
}

/** Pages whose titles sound as the letters say. @param {Word[]} words @param {Page[]} all */
function byInitials(words, all) {
  const letters = words.map(word => word.text).join("")
  if (!/^[a-z]{2,}$/.test(letters)) return []
  return all.filter(page => /[^\x00-\x7f]/.test(page.name) && (letters.length > 2 ? page.initials.includes(letters) : page.initials === letters))
    .map(page => ({ page, points: 40 * letters.length / page.initials.length * page.weight / 100, inHead: true, hits: /** @type {Hit[]} */ ([]) }))
}

/** A page with its sections as Material's box shows them: the page first, what scores less than it on demand.
 * @param {{page: Page, points: number, inHead: boolean, hits: Hit[]}} found @param {Word[]} words */
function group({ page, points, inHead, hits }, words) {
  const pattern = patternOf(words), lead = page.parts.find(part => !part.anchor)
  const sections = hits.filter(hit => hit.part.anchor), shows = !inHead && !(lead && hits.some(hit => hit.part === lead && hit.points >= hits[0].points))
  const terms = Object.fromEntries(words.filter(word => !/[*+:~^-]/.test(word.text)).map(word => [word.stem, true]))
  const item = (/** @type {string} */ anchor, /** @type {string} */ title, /** @type {string} */ text, /** @type {number} */ score) =>
    ({ location: anchor ? `${page.address}#${anchor}` : page.address, title, text: excerpt(text, pattern), score, terms })
  const head = `${mark(page.title, pattern)} <small>${escape(page.about)}</small>`
  return [item("", head, lead?.words ?? "", points), ...sections.map(({ part }, place) =>
    item(part.anchor, mark(part.heading, pattern), part.words, points + (shows && !place ? 0.01 : -1)))]
}

/** What to mark of the words of a query. @param {Word[]} words */
function patternOf(words) {
  const plain = (/** @type {string} */ sign) => sign.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")
  const sources = words.map(word => /^[a-z]/.test(word.text) ? `\\b${plain(word.stem)}[a-z0-9]*` : [...word.text].map(plain).join("[\\s《》“”]*"))
  return new RegExp(`(${sources.join("|")})`, "i")
}

/** @param {string} text */
const escape = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")

/** @param {string} text @param {RegExp} pattern */
const mark = (text, pattern) => text.split(pattern).map((part, odd) => odd % 2 ? `<mark>${escape(part)}</mark>` : escape(part)).join("")

/** The words of a section around the first hit, with the hits marked. @param {string} text @param {RegExp} pattern */
function excerpt(text, pattern) {
  const at = Math.max(0, text.search(pattern))
  const first = at < 50 ? 0 : text.slice(at - 40, at).search(/[\s·，。；]/) + 1 + at - 40
  return (first ? "…" : "") + mark(text.slice(first, first + AROUND), pattern) + (first + AROUND < text.length ? "…" : "")
}

/** @param {{type: number, data: any}} message @param {(reply: unknown) => void} reply */
async function answer(message, reply) {
  if (message.type === 0) reply({ type: 1 })
  if (message.type === 2) reply({ type: 3, data: { items: message.data.trim() ? search(message.data, await pages()) : [], suggest: [] } })
}

if (self.document) /** @type {any} */ (self).dutybookAnswer = answer
else self.onmessage = event => answer(event.data, reply => /** @type {any} */ (self).postMessage(reply))
})()
