"""Prints what the search of a thousand pages costs in a browser: until the first answer, and a query after it.

CPU time of the page's thread, where the search runs as it does for pages opened from a folder; the best of several.
"""

import gzip
import tempfile
from pathlib import Path
from typing import Any

from run import line
from synthetic import write

PROJECT = Path(__file__).parents[1]
ASSETS = PROJECT / "site_config/assets"
WORKER = "scripts/search-worker.js"
PAGE = """<!doctype html><meta charset="utf-8"><script src="scripts/page-worker.js"></script><script>
const worker = new Worker("scripts/search-worker.js")
const ask = data => new Promise(done => {
  worker.addEventListener("message", event => done(event.data.data.items.length), { once: true })
  worker.postMessage({ type: 2, data })
})
</script>"""
QUERIES = {
    "zh": ("词语17", "第400项", "没有这个词", "zz400"),
    "en": ("word 17", "pieces of work 400", "unheard", "duties"),
}


def main() -> None:
    """Runs the benchmark."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root, out = Path(folder, "handbook"), Path(folder, "site")
        write(root, 900)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for language in QUERIES:
            pages, size = lay_out(root, out, language)
            tries = [seconds(browser, out, language) for _ in range(3)]
            print(f"search, {language}: {pages} pages, {size / 1000:.0f} kB compressed")
            line("until the first answer", min(first for first, _ in tries), "< 1", "s")
            line("a query after it", min(next_ for _, next_ in tries) * 1000, "< 100", "ms")
        browser.close()


def lay_out(root: Path, out: Path, language: str) -> tuple[int, int]:
    """The search of a handbook in a folder: how many pages it knows, and its size compressed."""
    from dutybook.outputs.search import INDEX
    from dutybook.pipeline import check, site

    book = check(root).book
    assert book is not None
    assets = site(book, root, language).assets
    script, alone = assets[INDEX], "scripts/page-worker.js"
    texts = {
        INDEX: script,
        WORKER: assets[WORKER],
        alone: (ASSETS / alone).read_text("utf-8"),
        "index.html": PAGE,
    }
    for name, text in texts.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, "utf-8")
    return script.count('.html","'), len(gzip.compress(script.encode(), mtime=0))


def seconds(browser: Any, out: Path, language: str) -> tuple[float, float]:
    """CPU seconds until the first answer, and of a query after it."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
    session.send("Performance.enable")

    def spent() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(float(each["value"]) for each in metrics if each["name"] == "TaskDuration")

    page.goto((out / "index.html").as_uri())
    first, *others = QUERIES[language]
    began = spent()
    assert page.evaluate("query => ask(query)", first) > 0
    ready = spent()
    for query in others:
        page.evaluate("query => ask(query)", query)
    after = spent()
    page.close()
    return ready - began, (after - ready) / len(others)


if __name__ == "__main__":
    main()
