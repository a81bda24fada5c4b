// Hits as Material's box shows them.

const AROUND = 170

/** A page with its sections as Material's box shows them: the page first, what scores less than it on demand.
 * @param {{page: Page, points: number, inHead: boolean, hits: Hit[]}} found @param {Word[]} words */
export function group({ page, points, inHead, hits }, words) {
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
