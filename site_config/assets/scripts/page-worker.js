// A page that was opened from a folder may not start a worker. This stands in for the one of the search (it is loaded on
// no other pages): the same script, run in the page.
self.Worker = /** @type {any} */ (class extends EventTarget {
  /** @param {string | URL} address */
  constructor(address) {
    super()
    const script = document.createElement("script")
    script.src = String(address)
    document.head.append(script)
    /** @type {Promise<(message: unknown, reply: (data: unknown) => void) => void>} */
    this.answer = new Promise((done, failed) => {
      script.onload = () => done(/** @type {any} */ (self).dutybookAnswer)
      script.onerror = failed
    })
  }

  /** @param {unknown} message */
  postMessage(message) {
    this.answer.then(answer => answer(message, data => this.dispatchEvent(new MessageEvent("message", { data }))))
  }
})
