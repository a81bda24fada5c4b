"""What is typed is found: the cases of tests/search/ in a real browser, over http and from a folder; what is searched."""

import json
import random
import re
import time
from html import escape
from pathlib import Path
from typing import Any

import pytest
from barriers import Barriers
from browsing import NEEDS_BROWSER, Watch
from dutybook.outputs.search import parts, words_of
from dutybook.pipeline import Site, site
from hypothesis import given, settings
from hypothesis import strategies as st
from searching import answers, ask, bare, cases, reader
from sites import book_of, small_site


@NEEDS_BROWSER
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_typed_is_found(language: str, tab: Any, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    said, found = cases(language), answers(language, tab, address)
    wrong, missing, meant = [], [], 0
    for case, groups in zip(said["finds"], found, strict=True):
        pages = [group[0]["location"].removesuffix(".html") for group in groups]
        if pages[:1] != [each for each in case["first"] if each in pages[:1]]:
            wrong.append((case["query"], pages[:3]))
        also = [*case.get("also", []), case["first"][0]]
        meant += len(also)
        missing += [(case["query"], each) for each in also if each not in pages]
    right = 1 - len(wrong) / len(found)
    with capsys.disabled():
        print(
            f"\nsearch {language}: {len(found)} queries, recall {1 - len(missing) / meant:.2f}, first hit {right:.2f}"
        )
    assert len(found) >= 60
    assert missing == []
    assert right >= 0.95, wrong


@NEEDS_BROWSER
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_found_holds_what_was_typed(
    language: str, tab: Any, address: str, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of queries that are words of the handbook; those that are said otherwise there are not counted."""
    read = reader(built, language)
    queries = [each["query"] for each in cases(language)["finds"]]
    found = answers(language, tab, address)
    holds, hits, counted = 0, 0, 0
    for query, groups in zip(queries, found, strict=True):
        # English words may end in another way; Chinese ones stand as they were typed.
        words = [bare(word)[: 4 if language == "en" else 99] for word in query.replace(":", " : ").split()]
        words = [word for word in words if word != ":"] if language == "en" else [bare(query)]
        held = [all(word in read(group[0]["location"]) for word in words) for group in groups]
        if held[0]:
            counted, holds, hits = counted + 1, holds + sum(held), hits + len(held)
    with capsys.disabled():
        print(f"\nsearch {language}: {counted} queries, {hits} hits, precision {holds / hits:.2f}")
    assert counted >= 50
    assert holds / hits >= 0.95


@NEEDS_BROWSER
def test_any_query_is_answered(tab: Any, address: str) -> None:
    some = random.Random(7)
    signs = "客户经理12日前走访·:《》[](){}*+?.\\^$|/<>&\"' \t﻿𠮷😀éЖزabcs"
    queries = ["".join(some.choices(signs, k=some.randrange(1, 25))) for _ in range(200)]
    queries += ["客户" * 5000, "a " * 5000, "经理" * 11 + "火星"]
    began = time.monotonic()
    found = ask(tab, address, "zh", queries)
    assert len(found) == len(queries)
    # It takes two seconds; a search that tries every way to part a long word takes minutes.
    assert time.monotonic() - began < 30


@NEEDS_BROWSER
@pytest.mark.parametrize("language", ["zh", "en"])
def test_absent_words_find_nothing(language: str, tab: Any, address: str) -> None:
    queries = [*cases(language)["absent"], "", "   ", "《》", "[qq", "<b>qq</b>"]
    found = ask(tab, address, language, queries)
    assert {query: groups for query, groups in zip(queries, found, strict=True) if groups} == {}


@NEEDS_BROWSER
def test_hits_are_marked_in_the_words_of_their_section(tab: Any, address: str) -> None:
    form, term = ask(tab, address, "zh", ["写走访日志", "片区"])
    assert "每日<mark>写《走访日志</mark>》" in form[0][0]["text"]
    assert form[0][0]["title"].startswith("<mark>写走访日志</mark> <small>职责 · 烟草公司")
    glossary = next(group for group in term if group[0]["location"] == "glossary.html")
    assert glossary[1]["location"] == "glossary.html#area"
    assert "一名客户经理负责的区域" in glossary[1]["text"]


@NEEDS_BROWSER
@pytest.mark.parametrize(
    ("language", "query", "month", "heading", "due"),
    [
        ("zh", "2026年12月11日", "2026年12月到期事项", "12月11日（周五）", "汇总分析片区预测数据"),
        ("en", "Dec 11, 2026", "Due in December 2026", "Fri 11 December", "Aggregate and analyse the area"),
    ],
)
def test_a_date_leads_to_what_is_due_on_it(
    language: str, query: str, month: str, heading: str, due: str, browser: Any, address: str, built: Path
) -> None:
    page = browser.new_page()
    ((head, day), *_), ((quiet, *_), *_) = ask(page, address, language, [query, "2026-12-09"])
    page.close()
    assert head["location"] == quiet["location"] == "due/2026-12.html"
    assert re.sub("<.?mark>", "", head["title"]).startswith(month)
    assert (day["location"], re.sub("<.?mark>", "", day["title"])) == ("due/2026-12.html#d-2026-12-11", heading)
    assert due in day["text"]
    assert 'id="d-2026-12-11"' in (built / language / "due/2026-12.html").read_text("utf-8")


@NEEDS_BROWSER
@pytest.mark.parametrize("place", ["http", "folder"])
@pytest.mark.parametrize(
    ("language", "query", "meant"),
    [
        ("zh", "频率", "走访频次"),
        ("zh", "每月12日", "片区预测"),
        ("en", "visiting", "Visit"),
        ("en", "8:15", "morning meeting"),
    ],
)
def test_the_box_finds(place: str, language: str, query: str, meant: str, tab: Any, address: str, built: Path) -> None:
    base = address if place == "http" else built.as_uri() + "/"
    tab.goto("about:blank")  # what the page before still asked for is not this one's
    watch = Watch(tab, base)
    tab.goto(f"{base}{language}/tobacco/index.html")
    tab.fill(".md-search__input", query)
    assert meant in tab.inner_text(".md-search-result__item >> nth=0")
    assert tab.is_hidden(".db-search-lists")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/tobacco/*/*.html?h=*")
    assert watch.stop() == []


@NEEDS_BROWSER
def test_where_nothing_is_found_the_lists_are_offered(tab: Any, address: str) -> None:
    tab.goto(f"{address}en/tobacco/roles/customer-manager.html")
    tab.fill(".md-search__input", "blockchain")
    tab.wait_for_function("document.querySelector('.md-search-result__meta').textContent.includes('No matching')")
    tab.keyboard.press("Enter")
    assert tab.url.endswith("/tobacco/roles/customer-manager.html")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/en/glossary.html")


@NEEDS_BROWSER
def test_an_input_method_is_awaited(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}zh/glossary.html")
    page.fill(".md-search__input", "晨会")
    page.wait_for_selector(".md-search-result__item")
    page.fill(".md-search__input", "")
    page.wait_for_selector(".md-search-result__item", state="detached")
    ime = page.context.new_cdp_session(page)
    ime.send("Input.imeSetComposition", {"text": "zou'fang", "selectionStart": 8, "selectionEnd": 8})
    page.wait_for_timeout(300)
    assert page.input_value(".md-search__input") == "zou'fang"
    assert page.inner_text(".md-search-result__meta") == "键入以开始搜索"
    ime.send("Input.insertText", {"text": "走访日志"})
    assert "走访日志" in page.inner_text(".md-search-result__item >> nth=0")
    page.close()


@NEEDS_BROWSER
def test_a_page_that_nobody_searches_from_loads_no_index(browser: Any, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}zh/index.html", wait_until="networkidle")
    assert [url for url in asked if url.endswith("entries.js")] == []
    assert any(url.endswith("search-worker.js") for url in asked)
    page.close()


def rows_of(made: Site) -> list[Any]:
    script = made.assets["search/entries.js"]
    rows: list[Any] = json.loads(script[script.index("[") : script.index("\n]\n") + 2])
    return rows


def test_what_is_searched() -> None:
    rows = {row[0]: row for row in rows_of(small_site("en"))}
    assert rows["shop/duties/count.html"][2] == "Duty · Shop"
    said = json.dumps(rows["shop/duties/count.html"], ensure_ascii=False)
    assert "About this page" not in said
    assert "△" not in said
    assert rows["shop/duties/count.html"][3] > rows["shop/checklists/clerk-day.html"][3] > rows["rules/dut003.html"][3]
    assert [part[0] for part in rows["all-pages.html"][5]] == [""]
    assert "count" in [part[0] for part in rows["glossary.html"][5]]
    assert "shop/due/clerk.html" not in rows


def test_the_days_of_the_calendar_are_searched() -> None:
    made = small_site("en")
    days = json.loads(made.assets["search/entries.js"].split("self.dutybookDays = ")[1])
    rows = rows_of(made)
    assert len(days) > 40
    for day, (said, *places) in days.items():
        assert str(int(day[-2:])) in said
        assert all(re.fullmatch(r"\w+/duties/[\w-]+\.html", rows[place][0]) for place in places)


def test_numbers_and_other_names_are_searched(small: Path) -> None:
    file = small / "handbook/shop/roles/clerk.yml"
    file.write_text(file.read_text("utf-8") + "number: QB-7\naliases: [counter-hand]\n", "utf-8")
    rows = {row[0]: row for row in rows_of(site(book_of(small), small, "zh"))}
    assert rows["shop/roles/clerk.html"][4] == ["QB-7", "counter-hand"]


def test_words_of_html() -> None:
    html = '<table><thead><tr><th>A</th></tr></thead><tr><th>时间</th><td>每月<b>12</b>日前 <span class="x db-mark">△ 假设</span></td><td>丙</td></tr></table>'
    assert words_of(html, "zh") == "时间：每月12日前 · 丙"
    assert words_of("<p>a &lt; b</p><ul><li>c</li><li>d</li></ul>", "en") == "a < b · c · d"
    assert words_of("<p>a<svg><text>x</text><svg></svg></svg>b<br>c</p>", "en") == "ab · c"
    assert words_of('<div data-search-exclude><div>a</div><img src="x">b</div>c', "en") == "c"


@settings(max_examples=50)
@given(st.text())
def test_words_are_kept_whatever_they_are(text: str) -> None:
    said = words_of(f"<p>{escape(text)}</p>", "zh")
    assert said.replace("·", " ").split() == text.replace("·", " ").split()


def test_sections_and_rows() -> None:
    text = '# T {#top}\n\n<p>Lead.</p>\n\n## One &amp; two {#one}\n\n<table>\n<tr id="x"><td><b>Term</b><div>also: T</div></td><td>means</td></tr>\n</table>\n'
    assert [tuple(each) for each in parts(text, "en")] == [
        ("", "T", "Lead."), ("one", "One & two", "Term · also: T · means"),
    ]  # fmt: skip
    assert [tuple(each) for each in parts(text, "en", rows=True)] == [
        ("", "T", "Lead."), ("x", "Term", "also: T · means"), ("one", "One & two", ""),
    ]  # fmt: skip


def test_the_worker_stays_small() -> None:
    scripts = Path(__file__).parent.parent / "site_config/assets/scripts"
    files = [*sorted((scripts / "search").glob("*.js")), scripts / "search-box.js", scripts / "page-worker.js"]
    text = "".join(file.read_text("utf-8") for file in files)
    assert text.count("\n") <= 400
    # Older browsers of phones refuse a whole script for one pattern that looks back.
    assert not re.search(r"\(\?<[=!]", text)


@NEEDS_BROWSER
def test_everyone_can_use_the_results(browser: Any, address: str) -> None:
    page, barriers = browser.new_page(color_scheme="light"), Barriers()
    page.goto(f"{address}zh/glossary.html")
    for query, shown in (("客户经理", ".md-search-result__item"), ("火星人", ".db-search-lists")):
        page.fill(".md-search__input", query)
        page.wait_for_selector(shown, state="visible")
        assert barriers.on(page) == []
    page.goto(f"{address}404.html")
    assert barriers.on(page) == []
    page.close()
