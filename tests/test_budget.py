"""What a reader waits for: how much comes over the wire, and that nothing moves once it is there."""

import gzip
import time
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_BROWSER, Quiet, served

pytestmark = NEEDS_BROWSER
# What is promised is 300 kB; what it takes is a third of that, and this says when it has grown by half.
MOST = 150_000
# How much what was seen has moved: shares of the screen by shares of the way, as browsers measure it; what, from and to where.
WATCH = """window.moved = []; new PerformanceObserver(list => { for (const each of list.getEntries()) if (!each.hadRecentInput)
  moved.push([each.value, ...each.sources.map(({ node, previousRect: from, currentRect: to }) =>
    `${node?.outerHTML?.slice(0, 90)} ${from.x},${from.y},${from.width},${from.height} ${to.x},${to.y},${to.width},${to.height}`)]) })
  .observe({ type: "layout-shift", buffered: true })"""
PAGES = (
    "zh/index.html", "en/tobacco/roles/customer-manager.html", "zh/due/2026-10.html", "en/tobacco/workload/customer-manager.html",
)  # fmt: skip
SLOW = {".css": 0.05, ".js": 0.1}


class Compressed(Quiet):
    """Sends files as hosts do, compressed, and notes what it sent."""

    sent: dict[str, int]

    def do_GET(self) -> None:
        """Sends a file."""
        file = Path(self.translate_path(self.path))
        data = gzip.compress(file.read_bytes(), 6)
        self.sent[self.path] = self.sent.get(self.path, 0) + len(data)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class Slow(Quiet):
    """Styles and scripts come late, as over a poor line."""

    def do_GET(self) -> None:
        """Sends a file, in its time."""
        time.sleep(SLOW.get(Path(self.path).suffix, 0))
        super().do_GET()

    def end_headers(self) -> None:
        """Nothing is kept: each page is the first."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_home_is_light(language: str, built: Path, browser: Any) -> None:
    handler = type("Counting", (Compressed,), {"sent": {}})
    with served(built, handler=handler) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}{language}/index.html")
        page.wait_for_load_state("networkidle")
        context.close()
    sent = {name: size for name, size in handler.sent.items() if not name.endswith((".png", ".svg", ".ico"))}
    assert f"/{language}/index.html" in sent
    said = "\n".join(f"{size:>9,} {name}" for name, size in sorted(sent.items(), key=lambda each: -each[1]))
    assert sum(sent.values()) <= MOST, f"{sum(sent.values()):,} bytes\n{said}"


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_however_late_styles_and_scripts_come(width: int, built: Path, browser: Any) -> None:
    with served(built, handler=Slow) as address:
        context = browser.new_context(viewport={"width": width, "height": 800})
        context.add_init_script(WATCH)
        for name in PAGES:
            page = context.new_page()
            page.goto(f"{address}{name}")
            page.wait_for_timeout(200)
            moved = page.evaluate("moved")
            assert sum(each[0] for each in moved) < 0.01, (name, moved)
            page.close()
        context.close()


def test_what_moves_is_noticed(browser: Any) -> None:
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto("data:text/html,<p id=a>first</p><h1>second</h1><p>third</p>")
    page.wait_for_timeout(100)
    page.evaluate("document.querySelector('#a').style.height = '300px'")
    page.wait_for_function("moved.length > 0")
    assert page.evaluate("moved[0][0]") > 0.01
    context.close()
