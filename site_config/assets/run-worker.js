// Keeps the pages that a device opened to run checklists, and the page of the day, so that they open again without a
// network. What is kept is asked of the network first and is only the answer when there is none: a page is never old for
// no reason, and a run that is open has its own definition (scripts/run/store.js), whatever page opens it.
{
  const worker = /** @type {any} */ (globalThis), scope = worker.registration.scope
  const CACHE = `dutybook-run/1${new URL(scope).pathname}`, PATIENCE = 4000

  /** The name of a page, without what is asked of it. @param {string} url */
  const nameOf = url => url.split(/[?#]/)[0]

  /** @param {any} urls */
  const keep = async urls => {
    const cache = await caches.open(CACHE), own = (Array.isArray(urls) ? urls : []).filter(each => typeof each === "string" && each.startsWith(scope))
    for (const name of new Set(own.map(nameOf))) {
      const got = await fetch(name, { cache: "no-cache" }).catch(() => null)
      if (got?.ok && !got.redirected) await cache.put(name, got)
    }
  }

  /** @param {Request} request */
  const answer = async request => {
    const name = nameOf(request.url), cache = await caches.open(CACHE), kept = await cache.match(name)
    if (!kept) return fetch(request)
    const fresh = fetch(request).then(async got => {
      if (got.ok && !got.redirected) await cache.put(name, got.clone())
      return got.status < 500 ? got : kept
    })
    const late = new Promise(done => setTimeout(done, PATIENCE, kept))
    return Promise.race([fresh, late]).catch(() => kept)
  }

  addEventListener("install", () => worker.skipWaiting())
  addEventListener("activate", event => /** @type {any} */ (event).waitUntil(worker.clients.claim()))
  addEventListener("message", event => /** @type {any} */ (event).waitUntil(keep(/** @type {any} */ (event).data?.keep)))
  addEventListener("fetch", event => {
    const asked = /** @type {any} */ (event), request = asked.request
    if (request.method === "GET" && request.url.startsWith(scope)) asked.respondWith(answer(request))
  })
}
