// What Material's search box lacks. It hears only keys: words that were pasted, spoken or picked in an input method by
// mouse would not be searched, and letters that are still to become Chinese would. And Enter must lead nowhere while
// nothing is found.
{
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector(".md-search__input"))
  const hear = () => box?.dispatchEvent(new KeyboardEvent("keyup"))
  box?.addEventListener("input", event => { if (!(/** @type {InputEvent} */ (event).isComposing)) hear() })
  box?.addEventListener("compositionend", hear)
  window.addEventListener("keyup", event => { if (event.target === box && event.isComposing) event.stopImmediatePropagation() }, true)
  box?.addEventListener("focus", () => {
    const { base } = JSON.parse(document.getElementById("__config")?.textContent ?? "{}")
    const ahead = document.createElement("link")
    Object.assign(ahead, { rel: "prefetch", href: `${base}/search/entries.js` })
    document.head.append(ahead)
  }, { once: true })
  window.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.target !== box || document.querySelector(".md-search-result__item")) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }, true)
}
