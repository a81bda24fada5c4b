// Marks review dates that have passed. The pages carry the date; only the reader's clock knows today.
const today = new Date().toISOString().slice(0, 10)
for (const due of document.querySelectorAll("time[data-db-review]")) {
  if (due.dateTime < today) {
    due.classList.add("db-overdue")
    due.append(` (${due.dataset.dbReview})`)
  }
}
