// Over https and on localhost a service worker keeps the pages that were opened, so that they open again without a network.
// It is a bonus: where there is none, or it fails, nothing is missing but that.

/** @param {any} page */
export const keepOffline = page => {
  const workers = /** @type {any} */ (navigator).serviceWorker
  if (!page.worker || !workers) return
  const url = new URL(page.worker, location.href).href
  try {
    const types = /** @type {any} */ (window).trustedTypes
    const trusted = types ? types.createPolicy("dutybook", { createScriptURL: () => url }).createScriptURL("") : url
    workers.register(trusted).then(() => workers.ready)
      .then((/** @type {any} */ ready) => ready.active.postMessage({ keep: [location.href.split(/[?#]/)[0]] })).catch(() => {})
  } catch { /* a folder, or a browser that forbids it */ }
}
