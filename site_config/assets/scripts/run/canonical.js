// Plain values as canonical JSON (RFC 8785), and their SHA-256 in plain JavaScript: crypto.subtle and randomUUID are
// missing on an intranet page over plain http.

/** @param {any} value @returns {string} Raises TypeError for text that is no Unicode (lone surrogates). */
export const canonical = value => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`
  if (value !== null && typeof value === "object") {
    return `{${Object.keys(value).sort().map(name => `${canonical(name)}:${canonical(value[name])}`).join(",")}}`
  }
  if (typeof value === "string" && /[\ud800-\udfff]/u.test(value)) throw new TypeError("lone surrogate")
  return JSON.stringify(value)
}

/** The SHA-256 of plain values as canonical JSON, in hexadecimal. @param {any} value */
export const digestOf = value => sha256(new TextEncoder().encode(canonical(value)))

const PRIMES = [...Array(312).keys()].filter(n => n > 1 && [...Array(n).keys()].every(d => d < 2 || n % d)).slice(0, 64)
const fraction = (/** @type {number} */ root) => Math.floor((root - Math.floor(root)) * 4294967296)
const ROUNDS = PRIMES.map(prime => fraction(Math.cbrt(prime)))
const START = PRIMES.slice(0, 8).map(prime => fraction(Math.sqrt(prime)))

/** FIPS 180-4. @param {Uint8Array} bytes */
export const sha256 = bytes => {
  const size = bytes.length, blocks = Math.ceil((size + 9) / 64), view = new DataView(new ArrayBuffer(blocks * 64))
  new Uint8Array(view.buffer).set(bytes)
  view.setUint8(size, 0x80)
  view.setUint32(blocks * 64 - 8, Math.floor(size / 0x20000000))
  view.setUint32(blocks * 64 - 4, size << 3)
  const hash = [...START], w = new Int32Array(64)
  const turn = (/** @type {number} */ x, /** @type {number} */ by) => x >>> by | x << 32 - by
  for (let block = 0; block < blocks; block++) {
    for (let t = 0; t < 64; t++) {
      if (t < 16) w[t] = view.getInt32(block * 64 + t * 4)
      else {
        const a = w[t - 15], b = w[t - 2]
        w[t] = w[t - 16] + w[t - 7] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10)
      }
    }
    let [a, b, c, d, e, f, g, h] = hash
    for (let t = 0; t < 64; t++) {
      const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + ROUNDS[t] + w[t] | 0
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0
      h = g; g = f; f = e; e = d + one | 0; d = c; c = b; b = a; a = one + two | 0
    }
    for (const [place, each] of [a, b, c, d, e, f, g, h].entries()) hash[place] = hash[place] + each | 0
  }
  return hash.map(each => (each >>> 0).toString(16).padStart(8, "0")).join("")
}

/** A random UUID (RFC 9562, version 4); getRandomValues is there where randomUUID is not. */
export const uuid = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = bytes[6] & 0x0f | 0x40
  bytes[8] = bytes[8] & 0x3f | 0x80
  const hex = [...bytes].map(each => each.toString(16).padStart(2, "0")).join("")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}
