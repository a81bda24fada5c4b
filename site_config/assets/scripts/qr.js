// QR codes by ISO/IEC 18004: bytes, error correction M, versions 1 to 20 (666 bytes), the mask that the standard's
// penalties prefer. `dutybookQr(text)` gives rows of booleans, dark is true, without the quiet zone.
{
  // Data codewords in all, and [blocks, data codewords a block] of both groups, for versions 1 to 20 at level M.
  const BLOCKS = [
    [[1, 16]], [[1, 28]], [[1, 44]], [[2, 32]], [[2, 43]], [[4, 27]], [[4, 31]], [[2, 38], [2, 39]], [[3, 36], [2, 37]],
    [[4, 43], [1, 44]], [[1, 50], [4, 51]], [[6, 36], [2, 37]], [[8, 37], [1, 38]],
    [[4, 40], [5, 41]], [[5, 41], [5, 42]], [[7, 45], [3, 46]], [[10, 46], [1, 47]], [[9, 43], [4, 44]], [[3, 44], [11, 45]], [[3, 41], [13, 42]],
  ]
  const CHECK = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26]
  const ALIGN = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
    [6, 30, 54], [6, 32, 58], [6, 34, 62],
    [6, 26, 46, 66], [6, 26, 48, 70], [6, 26, 50, 74], [6, 30, 54, 78], [6, 30, 56, 82], [6, 30, 58, 86], [6, 34, 62, 90]]
  const MASKS = /** @type {((r: number, c: number) => boolean)[]} */ ([
    (r, c) => (r + c) % 2 === 0, (r) => r % 2 === 0, (_, c) => c % 3 === 0, (r, c) => (r + c) % 3 === 0,
    (r, c) => ((r >> 1) + Math.floor(c / 3)) % 2 === 0, (r, c) => (r * c) % 2 + (r * c) % 3 === 0,
    (r, c) => ((r * c) % 2 + (r * c) % 3) % 2 === 0, (r, c) => ((r + c) % 2 + (r * c) % 3) % 2 === 0,
  ])

  // The field of 256 elements with the polynomial x^8 + x^4 + x^3 + x^2 + 1.
  const EXP = new Uint8Array(512), LOG = new Uint8Array(256)
  for (let power = 0, value = 1; power < 255; power++) {
    EXP[power] = EXP[power + 255] = value
    LOG[value] = power
    value = value & 128 ? (value << 1) ^ 285 : value << 1
  }

  /** The check codewords of data. @param {number[]} data @param {number} count */
  const checked = (data, count) => {
    let generator = [1]
    for (let power = 0; power < count; power++) {
      const next = [...generator, 0]
      generator.forEach((factor, place) => { if (factor) next[place + 1] ^= EXP[LOG[factor] + power] })
      generator = next
    }
    const rest = [...data, ...Array(count).fill(0)]
    data.forEach((_, place) => {
      const lead = rest[place]
      if (lead) generator.forEach((factor, step) => { rest[place + step] ^= EXP[LOG[factor] + LOG[lead]] })
    })
    return rest.slice(data.length)
  }

  /** All codewords, interleaved. @param {Uint8Array} bytes @param {number} version */
  const codewords = (bytes, version) => {
    const blocks = BLOCKS[version - 1], room = blocks.reduce((sum, [count, size]) => sum + count * size, 0)
    const bits = [0, 1, 0, 0]
    const put = (/** @type {number} */ value, /** @type {number} */ length) => {
      for (let bit = length - 1; bit >= 0; bit--) bits.push((value >> bit) & 1)
    }
    put(bytes.length, version < 10 ? 8 : 16)
    bytes.forEach(byte => put(byte, 8))
    for (let end = 0; end < 4 && bits.length < room * 8; end++) bits.push(0)
    while (bits.length % 8) bits.push(0)
    /** @type {number[]} */
    const words = []
    for (let place = 0; place < bits.length; place += 8) words.push(parseInt(bits.slice(place, place + 8).join(""), 2))
    for (let fill = 0; words.length < room; fill++) words.push(fill % 2 ? 17 : 236)
    const parts = blocks.flatMap(([count, size]) => Array.from({ length: count }, () => words.splice(0, size)))
    const checks = parts.map(part => checked(part, CHECK[version - 1]))
    const woven = (/** @type {number[][]} */ lists) => {
      const longest = Math.max(...lists.map(list => list.length))
      return Array.from({ length: longest }, (_, place) => lists.flatMap(list => place < list.length ? [list[place]] : [])).flat()
    }
    return [...woven(parts), ...woven(checks)]
  }

  /** The remainder that protects format and version. @param {number} value @param {number} polynomial @param {number} length */
  const protectedBits = (value, polynomial, length) => {
    let rest = value << length
    for (let bit = 31; bit >= length; bit--) if (rest & (1 << bit)) rest ^= polynomial << (bit - length)
    return (value << length) | rest
  }

  /** What has its place whatever is said: null is free for data. @param {number} version */
  const frame = version => {
    const size = version * 4 + 17
    /** @type {(boolean | null)[][]} */
    const grid = Array.from({ length: size }, () => Array(size).fill(null))
    const set = (/** @type {number} */ r, /** @type {number} */ c, /** @type {boolean} */ dark) => {
      if (r >= 0 && c >= 0 && r < size && c < size) grid[r][c] = dark
    }
    for (const [top, left] of [[0, 0], [0, size - 7], [size - 7, 0]])
      for (let r = -1; r < 8; r++) for (let c = -1; c < 8; c++) {
        const ring = Math.max(Math.abs(r - 3), Math.abs(c - 3))
        set(top + r, left + c, ring !== 2 && ring !== 4)
      }
    for (const r of ALIGN[version - 1]) for (const c of ALIGN[version - 1]) {
      if (grid[r][c] !== null) continue
      for (let y = -2; y < 3; y++) for (let x = -2; x < 3; x++) set(r + y, c + x, Math.max(Math.abs(y), Math.abs(x)) !== 1)
    }
    for (let place = 8; place < size - 8; place++) {
      grid[6][place] ??= place % 2 === 0
      grid[place][6] ??= place % 2 === 0
    }
    for (let place = 0; place < 9; place++) { grid[8][place] ??= false; grid[place][8] ??= false }
    for (let place = 1; place < 9; place++) { grid[8][size - place] ??= false; grid[size - place][8] ??= false }
    grid[size - 8][8] = true
    if (version > 6) {
      const bits = protectedBits(version, 0x1f25, 12)
      for (let bit = 0; bit < 18; bit++) {
        const dark = ((bits >> bit) & 1) === 1, r = Math.floor(bit / 3), c = size - 11 + bit % 3
        grid[r][c] = grid[c][r] = dark
      }
    }
    return grid
  }

  /** @param {(boolean | null)[][]} fixed @param {number[]} words @param {number} mask */
  const filled = (fixed, words, mask) => {
    const size = fixed.length, grid = fixed.map(row => /** @type {boolean[]} */ ([...row]))
    let place = 0
    for (let right = size - 1; right > 0; right -= 2) {
      if (right === 6) right = 5
      for (let step = 0; step < size; step++) for (const c of [right, right - 1]) {
        const r = (right + 1) & 2 ? step : size - 1 - step
        if (fixed[r][c] !== null) continue
        const dark = ((words[place >> 3] ?? 0) >> (7 - (place & 7)) & 1) === 1
        grid[r][c] = dark !== MASKS[mask](r, c)
        place++
      }
    }
    const bits = protectedBits(mask, 0x537, 10) ^ 0x5412 // level M is 00
    for (let bit = 0; bit < 15; bit++) {
      const dark = ((bits >> bit) & 1) === 1
      if (bit < 6) grid[bit][8] = dark
      else if (bit < 8) grid[bit + 1][8] = dark
      else grid[size - 15 + bit][8] = dark
      if (bit < 8) grid[8][size - 1 - bit] = dark
      else grid[8][bit === 8 ? 7 : 14 - bit] = dark
    }
    return grid
  }

  /** How hard a grid is to read, by the standard's four features. @param {boolean[][]} grid */
  const penalty = grid => {
    const size = grid.length, turned = grid[0].map((_, c) => grid.map(row => row[c]))
    let sum = 0, dark = 0
    for (const row of [...grid, ...turned]) {
      const said = row.map(each => each ? "1" : "0").join("")
      for (const run of said.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2
      for (let place = 0; place < size - 10; place++) {
        const part = said.slice(place, place + 11)
        if (part === "10111010000" || part === "00001011101") sum += 40
      }
    }
    for (let r = 0; r < size; r++) for (let c = 0; c < size; c++) {
      if (grid[r][c]) dark++
      if (r && c && grid[r][c] === grid[r - 1][c] && grid[r][c] === grid[r][c - 1] && grid[r][c] === grid[r - 1][c - 1]) sum += 3
    }
    return sum + Math.floor(Math.abs(dark * 20 / (size * size) - 10)) * 10
  }

  /** @param {string} text @returns {boolean[][]} Raises RangeError for what is longer than version 20 holds. */
  const qr = text => {
    const bytes = new TextEncoder().encode(text)
    const version = BLOCKS.findIndex((blocks, place) =>
      blocks.reduce((sum, [count, size]) => sum + count * size, 0) >= bytes.length + (place < 9 ? 2 : 3)) + 1
    if (!version) throw new RangeError(`${bytes.length} bytes`)
    const fixed = frame(version), words = codewords(bytes, version)
    const grids = MASKS.map((_, mask) => filled(fixed, words, mask))
    return grids.reduce((best, grid) => penalty(grid) < penalty(best) ? grid : best)
  }
  Object.assign(globalThis, { dutybookQr: qr })
}
