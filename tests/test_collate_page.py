"""The report in a real browser: nothing fetched, nothing refused, no barrier, on a phone and on paper."""

import io
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_BROWSER, Watch
from collating import as_yaml, records, write
from dutybook.cli import main

pytestmark = NEEDS_BROWSER
SAID = [
    {"day": "2026-11-02", "by": "E1", "answers": {"till": {"value": "150", "reason": "<b>" + "long" * 60}}},
    {"day": "2026-11-03", "by": "E1", "start": "2026-11-04T08:00:00+08:00", "checker": "E9"},
    {"day": "2026-11-04", "by": "E1", "leave": 1},
    {"amends": 0, "reason": "miscounted"},
    {"day": "2026-11-07", "by": "E1"},
]


@pytest.fixture(params=["zh", "en"])
def page_file(request: pytest.FixtureRequest, run_shop: Path, tmp_path: Path) -> Path:
    """A report with something in most of its lists."""
    write(tmp_path / "in", records(run_shop, SAID))
    (tmp_path / "in" / "bad.json").write_text('{"checklist": "<script>alert(1)</script>"}')
    (tmp_path / "roster.yml").write_text(as_yaml({"people": [{"id": "E1", "role": "shop/clerk"}]}))
    words = [
        "records",
        "collate",
        str(tmp_path / "in"),
        "--roster",
        str(tmp_path / "roster.yml"),
        "--root",
        str(run_shop),
    ]
    dates = ["--from", "2026-11-02", "--to", "2026-11-06", "-o", str(tmp_path / "out"), "--lang", request.param]
    assert main([*words, *dates]) == 1
    return tmp_path / "out" / "report.html"


def test_the_page_has_no_barrier_and_asks_for_nothing(page_file: Path, browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for width in (1280, 320):
        page = browser.new_page(viewport={"width": width, "height": 800}, bypass_csp=False)
        watch = Watch(page, page_file.as_uri())
        page.goto(page_file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert min(page.locator("td.c-reason").evaluate_all("all => all.map(each => each.offsetWidth)")) > 80
        assert page.locator("svg.days rect").count() == 5
        assert page.locator("#none li").count() > 2
        assert page.locator("svg[role=img]").count() == page.locator("svg[aria-label]").count() > 2
        assert watch.faults == []
        page.close()
    checked = browser.new_context(bypass_csp=True).new_page()  # axe is a script, which the page's own policy refuses
    checked.goto(page_file.as_uri())
    found = Axe().run(checked, options={"resultTypes": ["violations"]})
    assert [each["id"] for each in found.response["violations"]] == []
    checked.context.close()


def test_the_page_prints_on_a4(page_file: Path, browser: Any) -> None:
    import pdfplumber

    page = browser.new_page()
    page.goto(page_file.as_uri())
    data = page.pdf(prefer_css_page_size=True)
    page.close()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert {(round(each.width), round(each.height)) for each in pdf.pages} == {(595, 842)}
        words = [(each["x0"], each["x1"]) for leaf in pdf.pages for each in leaf.extract_words()]
    assert min(x0 for x0, _ in words) >= 20 / 25.4 * 72 - 1
    assert max(x1 for _, x1 in words) <= 595 - 12 / 25.4 * 72 + 1
