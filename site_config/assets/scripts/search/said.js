// What was typed, as words: folded, stemmed, and said as the handbook says it.

/** @typedef {{text: string, stem: string}} Word a word of the query; Latin ones are also found by their stem */

/** Folds case, full-width forms and quotation marks; blanks beside Chinese fall away, so that 《走访日志》 is 走访日志. @param {string} text */
export const fold = text => text.normalize("NFKC").toLowerCase().replace(/[《》“”‘’"']/g, "")
  .replace(/([^\x00-\x7f])\s+/g, "$1").replace(/\s+([^\x00-\x7f])/g, "$1").trim()

const ASIDE = new Set("a an and are at be by can do does for from how i in is it many me much my of often on or our that the this to us we what when where which who whom whose with you your".split(" "))

export const ASKING = /我们的?|我的?|是?谁|在?哪[里儿些]?|什么(时候)?|怎么[样办]?|怎样|如何|几点|多久|多少|是不是|要不要|早上|上午|中午|下午|晚上|的(?=[\u3400-\u9fff]{2})|[是吗呢了]/g

/** Words of a query: what stands between blanks and marks. @param {string} query @returns {Word[]} */
export function wordsOf(query) {
  const typed = query.normalize("NFKC").replace(/[，。；？！（）()、,;?!]|:(?!\d)/g, " ").split(/\s+/).map(fold).filter(Boolean)
  const said = typed.filter(word => !ASIDE.has(word))
  return (said.length ? said : typed).map(text => ({ text, stem: stem(text) }))
}

/** What visits, visited and visiting have in common; always the beginning of the word. @param {string} word */
export function stem(word) {
  if (!/^[a-z]{4,}$/.test(word)) return word
  const one = word.replace(/^(...+)ies$/, "$1").replace(/(ch|sh|ss|x)es$/, "$1").replace(/([^siu])s$/, "$1").replace(/ysis$/, "ys")
  const bare = one.replace(/^([a-z]*[aeiouy][a-z]+)(ing|ed)$/, "$1").replace(/^(..+[hknrt])ly$/, "$1")
  return bare === one ? one.replace(/^(...+)[ey]$/, "$1") : bare.replace(/^(...+)([bdgmnprt])\2$/, "$1$2")
}

/** @param {string} text */
export const stems = text => text.split(" ").map(stem).join(" ")

/** The same said as the handbook says it: 十二号 is 12日, 8点半 and 8时30分 are 8:30, 07:50 is 7:50, 4 pm is 16:00. @param {string} query */
export const reworded = query => fold(query)
  .replace(/([一二三]?)十([一二三四五六七八九]?)(?=[月日号点时])/g, (_, tens, ones) => String(10 * digit(tens || "一") + digit(ones || "零")))
  .replace(/[一二三四五六七八九](?=[月日号点时])/g, found => String(digit(found)))
  .replace(/(\d)号/g, "$1日").replace(/(\d)[点时]半/g, "$1:30").replace(/(\d)点一刻/g, "$1:15").replace(/(\d)点三刻/g, "$1:45").replace(/(\d)[点时](\d\d)分?/g, "$1:$2").replace(/(\d)点钟?/g, "$1:00")
  .replace(/(星期|礼拜)(?=[一二三四五六日天])/g, "周").replace(/周天/g, "周日").replace(/\b(at )?noon\b/g, "12:00")
  .replace(/(下午|晚上)(\d)(?=:)/g, (_, part, hour) => String(+hour + 12))
  .replace(/(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\b\.?/g, (_, hour, minute, half) => `${+hour % 12 + (half === "p" ? 12 : 0)}:${minute ?? "00"}`)
  .replace(/(^|\D)0(\d:\d\d)/g, "$1$2")

/** The other spelling of English words, American or British. @param {string} query */
export const respelled = query => fold(query)
  .replace(/([a-z]{2})(iz|is)(?=(e[drs]?|ers|ing|ations?)\b)/g, (_, front, end) => front + (end === "iz" ? "is" : "iz"))
  .replace(/([a-z]{2})(yz|ys)(?=(e[drs]?|ing)\b)/g, (_, front, end) => front + (end === "yz" ? "ys" : "yz"))
  .replace(/\b(behavi|col|fav|hon|lab|neighb)(ou?r)/g, (_, front, end) => front + (end === "or" ? "our" : "or"))
  .replace(/\bcenter/g, "centre").replace(/\b(enrol|fulfil)l\b/g, "$1")

/** @param {string} sign */
const digit = sign => "零一二三四五六七八九".indexOf(sign)
