// Folds the months that have passed, by the reader's clock: a build does not know today. Without this script every
// month is open. What a link leads to is always open; what is folded is not printed.
{
  const months = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details[data-db-month]")])
  const now = new Date()
  const month = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}`

  /** Opens the month that the address names, or that holds the day it names. */
  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const around = target?.closest("details")
    if (!target || !around || around.open) return
    around.open = true
    target.scrollIntoView()
  }

  for (const each of months) each.open = (each.dataset.dbMonth ?? "") >= month
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-db-now]"))
  if (link && months.some(each => each.dataset.dbMonth === month)) {
    link.hash = `m-${month}`
    link.hidden = false
  }
  openTarget()
  addEventListener("hashchange", openTarget)
}
