// localStorage reaches the disk some seconds later, and a browser that is killed, or whose battery dies, loses them.
// IndexedDB writes at once; what it has and localStorage lacks comes back at the next start. Where there is none, there is
// localStorage alone.

const BASE = "dutybook-run", TABLE = "kept", PATIENCE = 1500

/** @param {string} head what the names of this site begin with @param {boolean} off nothing is kept */
export const diskOf = (head, off) => {
  /** @type {Promise<IDBDatabase | null>} */
  const opened = off ? Promise.resolve(null) : new Promise(done => {
    setTimeout(done, PATIENCE, null)
    try {
      const asked = indexedDB.open(BASE, 1)
      asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE)
      asked.onsuccess = () => done(asked.result)
      asked.onerror = () => done(null)
    } catch { done(null) }
  })
  /** @param {(table: IDBObjectStore) => void} go */
  const change = go => opened.then(base => { try { if (base) go(base.transaction(TABLE, "readwrite", { durability: "strict" }).objectStore(TABLE)) } catch { /* it is closing */ } })
  return {
    /** @param {string} name @param {string} said */
    put: (name, said) => void change(table => table.put(said, head + name)),
    /** @param {string} name */
    forget: name => void change(table => table.delete(head + name)),
    /** @returns {Promise<[string, string][]>} everything of this site */
    all: () => opened.then(base => base ? new Promise(done => {
      const table = base.transaction(TABLE).objectStore(TABLE), own = IDBKeyRange.bound(head, `${head}\uffff`), names = table.getAllKeys(own), values = table.getAll(own)
      values.onsuccess = () => done(names.result.map((name, place) => [String(name).slice(head.length), values.result[place]]))
      values.onerror = () => done([])
    }) : []).catch(() => []),
  }
}
