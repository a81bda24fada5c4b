// What this device keeps of runs: a draft in localStorage, under keys of this site alone (pages opened from folders share
// one store). What a run was begun with is kept beside it once for all runs of the same definition. Storage that is
// missing, denied or full is told, and the run goes on in memory.
import { digestOf } from "./canonical.js"
import { diskOf } from "./disk.js"

/** @typedef {{run: string, pin: string, checklist: string, day: string, dated: any, performer: string, subject: string | null,
 *   audit: any[], drafts: {[item: string]: any}, at: string, exported: string, page: string, owner: string,
 *   closed: boolean, amends: any}} Kept */

/** @param {string} place the site's path @param {Storage | null} storage @param {boolean} isPrivate nothing is kept anywhere */
export const storeOf = (place, storage, isPrivate) => {
  const head = `dutybook-run/1${place}|`, disk = diskOf(head, isPrivate), lasting = /^(run|pin)\|/
  /** @type {Map<string, string>} */
  const memory = new Map()
  const set = (/** @type {string} */ name, /** @type {string} */ said) => {
    memory.set(name, said)
    for (const [each, text] of [...memory]) while (!put(each, text) && makeRoom()); // what had no room before may have it now
    store.failed = memory.size > 0
  }
  let isFull = false
  const put = (/** @type {string} */ name, /** @type {string} */ said) => {
    try {
      storage?.setItem(head + name, said)
      if (storage) memory.delete(name)
      return true
    } catch (error) {
      isFull = /** @type {any} */ (error)?.name === "QuotaExceededError"
      return false // it stays in memory
    }
  }
  /** What was handed in longest ago makes room for what was not. */
  const makeRoom = () => {
    const oldest = isFull && store.runs().filter(each => each.closed && each.exported && !memory.has(`run|${each.run}`)).pop()
    if (oldest) store.drop(oldest.run)
    return Boolean(oldest)
  }
  const store = {
    failed: storage === null,
    /** @param {string} name @returns {any} */
    read: name => {
      try { return parsedOr(memory.get(name) ?? storage?.getItem(head + name) ?? "null") } catch { return null }
    },
    /** @param {string} name @param {any} value */
    write: (name, value) => {
      if (value?.audit) value.saves = (value.saves ?? 0) + 1
      const said = JSON.stringify(value)
      if (lasting.test(name)) disk.put(name, said)
      set(name, said)
    },
    /** What only the disk still has comes back. */
    restore: async () => {
      for (const [name, said] of await disk.all()) {
        const here = store.read(name), there = parsedOr(said)
        if (there && (!here || (there.saves ?? 0) > (here.saves ?? 0))) set(name, said)
      }
    },
    /** @param {string} name */
    forget: name => {
      memory.delete(name)
      if (lasting.test(name)) disk.forget(name)
      try { storage?.removeItem(head + name) } catch { /* nothing was kept */ }
    },
    /** @param {string} start @returns {string[]} */
    names: start => {
      const found = new Set(memory.keys())
      try { for (let place = 0; place < (storage?.length ?? 0); place++) found.add((storage?.key(place) ?? "").replace(head, "")) } catch { /* none */ }
      return [...found].filter(each => each.startsWith(start)).sort()
    },
    /** Whether an event of the storage is about this name. @param {string | null} key @param {string} name */
    isOf: (key, name) => key === head + name,
    /** What a run was begun with, kept once. @param {any} runnable @returns {string} its name */
    pin: runnable => {
      const name = digestOf(runnable).slice(0, 16)
      if (store.read(`pin|${name}`) === null) store.write(`pin|${name}`, runnable)
      return name
    },
    /** @returns {Kept[]} every run of this site, the newest first */
    runs: () => store.names("run|").map(store.read).filter(each => each && Array.isArray(each.audit) && each.audit.length && /^\/(?!\/)/.test(each.page))
      .sort((one, other) => one.audit[0].end < other.audit[0].end ? 1 : -1),
    /** @param {string} run */
    drop: run => {
      const kept = store.read(`run|${run}`)
      store.forget(`run|${run}`)
      if (kept && !store.runs().some(each => each.pin === kept.pin)) store.forget(`pin|${kept.pin}`)
    },
  }
  return store
}

/** @param {string} said @returns {any} */
const parsedOr = said => { try { return JSON.parse(said) } catch { return null } }

/** What windows of this site tell each other, over whichever way there is. @param {ReturnType<typeof storeOf>} store @param {(said: any) => void} hear */
export const windowsOf = (store, hear) => {
  const me = Math.random().toString(36).slice(2)
  /** @type {BroadcastChannel | null} */
  let channel = null
  try { channel = new BroadcastChannel("dutybook-run") } catch { /* the storage tells too */ }
  const take = (/** @type {any} */ said) => { if (said && said.from !== me) hear(said) }
  if (channel) channel.onmessage = event => take(event.data)
  addEventListener("storage", event => { if (store.isOf(event.key, "tell") && event.newValue) take(JSON.parse(event.newValue)) })
  return {
    me,
    /** @param {any} said */
    tell: said => {
      const whole = { ...said, from: me, at: Date.now() + Math.random() }
      channel?.postMessage(whole)
      store.write("tell", whole)
    },
  }
}
