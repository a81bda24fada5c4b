// Chinese by the initials of its sounds, for who types letters only.

// The 3,755 characters of level 1 of GB 2312 stand in the order of their sounds: where each initial begins.
const SOUNDS = "aB0A1 bB0C5 cB2C1 dB4EE eB6EA fB7A2 gB8C1 hB9FE jBBF7 kBFA6 lC0AC mC2E8 nC4C3 oC5B6 pC5BE qC6DA rC8BB sC8F6 tCBFA wCDDA xCEF4 yD1B9 zD4D1"
/** @type {Map<string, string>} */
const sounds = new Map()

// Characters that words of an office give another sound than their place says: 长期, 银行, 供给, 会计, 调整, 重复 …
const SECOND = "长zc重zc行xh会hk给gj调dt率ls传cz系xj校xj便bp单ds降jx参cs种zc曾cz朝cz乐ly弹dt省sx车cj识sz属sz盛sc合hg藏cz术sz折zs石sd畜cx核hg角jj期qj奇qj将jq强qj卡kq提td屏pb粘nz尽jj"

/** The initials of the sounds of a text, in every way it may be read: 走访日志 is zfrz. @param {string} text */
export function initials(text) {
  if (!sounds.size) hear()
  return [...text].reduce((read, sign) => {
    const each = sounds.get(sign) ?? (/[a-z0-9]/.test(sign) ? sign : "")
    return each.length > 1 && read.length < 16 ? [...each].flatMap(one => read.map(so => so + one)) : read.map(so => so + each.slice(0, 1))
  }, [""])
}

function hear() {
  const decoder = new TextDecoder("gbk"), starts = SOUNDS.split(" ").map(each => /** @type {const} */ ([each[0], parseInt(each.slice(1), 16)]))
  for (let row = 0xb0; row <= 0xd7; row++) {
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell++) {
      const [sound] = starts.filter(([, start]) => start <= row * 256 + cell).pop() ?? [""]
      sounds.set(decoder.decode(new Uint8Array([row, cell])), sound)
    }
  }
  for (const [, sign, both] of SECOND.matchAll(/(.)([a-z]{2})/g)) sounds.set(sign, both)
}
