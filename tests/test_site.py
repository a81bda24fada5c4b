"""The built site: every link and anchor leads somewhere, nothing is orphaned, two builds are the same bytes."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from conftest import run
from dutybook.pipeline import check, site

GOLDEN = Path(__file__).parent / "golden"
# One page of each type, from the small handbook.
GOLDEN_PAGES = {
    "home": "index.md",
    "unit": "shop/index.md",
    "role": "shop/roles/clerk.md",
    "standard": "shop/standards/sales.md",
    "duty": "shop/duties/count.md",
    "schedule": "shop/schedules/day.md",
    "checklist": "shop/checklists/clerk-day.md",
    "form": "shop/forms/stock-sheet.md",
    "process": "shop/processes/complaint.md",
    "stage": "shop/rollout/pilot.md",
    "customer-class": "shop/customer-classes/regular.md",
    "topic": "shop/topics/welcome.md",
    "worksheet": "shop/worksheets/note.md",
    "self-check": "shop/self-checks/tired.md",
    "glossary": "glossary.md",
    "source": "sources/s1.md",
    "coverage": "coverage.md",
    "due": "due.md",
    "role-due": "shop/due/clerk.md",
    "workload": "shop/workload/clerk.md",
    "month": "due/2026-10.md",
    "today": "today.md",
    "fields": "fields/form.md",
    "editing": "editing/index.md",
    "rule": "rules/dut003.md",
    "rule-of-a-slip": "rules/slp001.md",
}


class Links(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.anchors.add(found["id"] or "")
        link = found.get("href") if tag in ("a", "link") else found.get("src")
        if link:
            self.links.append(link)


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[Path, Links]:
    found = {}
    for file in built.rglob("*.html"):
        parser = Links()
        parser.feed(file.read_text("utf-8"))
        found[file] = parser
    return found


def test_every_link_and_anchor_leads_somewhere(built: Path, pages: dict[Path, Links]) -> None:
    dead = []
    for file, parser in pages.items():
        for link in parser.links:
            if link == "data:,":
                continue  # an icon that nobody has to fetch
            if urlsplit(link).scheme or link.startswith("//"):
                dead.append((file.relative_to(built), link, "another host"))
                continue
            address, anchor = urldefrag(link)
            address = address.partition("?")[0]
            if file == built / "404.html":
                address = address.removeprefix("/")  # it is shown below any folder, so it names the server's
            target = file if not address else (file.parent / unquote(address)).resolve()
            if not target.exists():
                dead.append((file.relative_to(built), link, "no such file"))
            elif anchor and target in pages and unquote(anchor) not in pages[target].anchors:
                dead.append((file.relative_to(built), link, "no such anchor"))
    dead = [each for each in dead if each[1] not in ("https://squidfunk.github.io/mkdocs-material/",)]
    assert dead == []


def test_every_page_is_reached_from_home_in_two_languages(built: Path, pages: dict[Path, Links]) -> None:
    for language in ("zh", "en"):
        home = built / language / "index.html"
        reached, todo = {home}, [home]
        while todo:
            file = todo.pop()
            for link in pages[file].links:
                target = (file.parent / unquote(urlsplit(link).path)).resolve()
                if target in pages and target.is_relative_to(built / language) and target not in reached:
                    reached.add(target)
                    todo.append(target)
        # Pages that only lead on from former addresses are for old links.
        pages_left = (built / language).rglob("*.html")
        everything = {file for file in pages_left if 'http-equiv="refresh"' not in file.read_text("utf-8")}
        assert everything - reached == set()


def test_languages_have_the_same_pages(built: Path) -> None:
    names = [{file.relative_to(built / each) for file in (built / each).rglob("*.html")} for each in ("zh", "en")]
    assert names[0] == names[1]


def test_pages_say_their_language(built: Path) -> None:
    """Chinese as Simplified Chinese, so that the right glyphs are chosen; also where an address leads on."""
    said = {
        language: {
            (re.search(r'<html lang="([^"]+)"', file.read_text("utf-8")) or ("", "none"))[1]
            for file in (built / language).rglob("*.html")
        }
        for language in ("zh", "en")
    }
    assert said == {"zh": {"zh-CN"}, "en": {"en"}}


def test_root_offers_both_languages_without_javascript(built: Path) -> None:
    text = (built / "index.html").read_text("utf-8")
    assert 'href="zh/index.html"' in text
    assert 'href="en/index.html"' in text


def test_headings_have_stable_anchors(pages: dict[Path, Links]) -> None:
    bad = [
        (file.name, anchor)
        for file, parser in pages.items()
        for anchor in parser.anchors
        if re.fullmatch(r"_\d+", anchor)
    ]
    assert bad == []


def test_what_users_wrote_is_escaped(small: Path) -> None:
    file = small / "handbook/shop/roles/clerk.yml"
    evil = "<script>alert(1)</script> **x** [y](z) {#w} `v`"
    text = file.read_text("utf-8").replace("接待顾客。", f'"{evil}"').replace("Serves customers.", f'"{evil}"')
    text = text.replace("en: Clerk", f'en: "{evil}"')
    file.write_text(text, "utf-8")
    checked = check(small)
    assert checked.book is not None
    assert not checked.errors
    made = site(checked.book, small, "en")
    for text in made.pages.values():
        assert "<script>" not in text
    import markdown

    html = markdown.markdown(made.pages["shop/roles/clerk.md"], extensions=["attr_list", "toc"])
    assert "<strong>x</strong>" not in html
    assert 'href="z"' not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **x** [y](z)" in html


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", GOLDEN_PAGES)
def test_golden_page(kind: str, language: str, update_golden: bool) -> None:
    root = Path(__file__).parent / "rules" / "base"
    book = check(root).book
    assert book is not None
    text = site(book, root, language).pages[GOLDEN_PAGES[kind]]
    golden = GOLDEN / f"{kind}.{language}.md"
    if update_golden:
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8"), "if the change is meant: pytest tests/test_site.py --update-golden"


def test_two_builds_are_the_same_bytes(small: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        told = run("build", "-o", str(tmp_path / name), cwd=small)
        assert told.returncode == 0, told.stderr
    files = {
        name: {
            file.relative_to(tmp_path / name): file.read_bytes()
            for file in (tmp_path / name).rglob("*")
            if file.is_file()
        }
        for name in ("one", "two")
    }
    assert files["one"] == files["two"]


def test_ready_pages_give_the_same_site(small: Path, tmp_path: Path) -> None:
    assert run("build", "-o", str(tmp_path / "site"), cwd=small).returncode == 0
    assert run("pages", str(tmp_path / "pages"), cwd=small).returncode == 0
    for language in ("zh", "en"):
        out = tmp_path / f"plain-{language}"
        told = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-d", str(out)],
            cwd=tmp_path / "pages" / language, capture_output=True, text=True, check=False,
            env={**os.environ, "COVERAGE_PROCESS_CONFIG": ""},
        )  # fmt: skip
        assert told.returncode == 0, told.stderr
        # MkDocs adds a page for what is missing, which only finds its style at the root of a server.
        (out / "404.html").unlink()
        plain = {file.relative_to(out): file.read_bytes() for file in out.rglob("*.html")}
        built = tmp_path / "site" / language
        # Another engine has no Markdown beside its pages.
        beside = re.compile(rb'\n<link rel=" alternate" type="text/markdown" href="[^"]*">\n')
        assert plain == {file.relative_to(built): beside.sub(b"", file.read_bytes()) for file in built.rglob("*.html")}
        for data in ("scripts/due-data.js", "search/entries.js", "search/search_index.js"):
            assert (out / data).read_bytes() == (built / data).read_bytes()


def test_a_faulty_handbook_leaves_the_last_site(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert run("build", "-o", str(out), cwd=small).returncode == 0
    before = {file.relative_to(out): file.stat().st_mtime_ns for file in out.rglob("*")}
    (small / "handbook/shop/roles/clerk.yml").write_text("id: clerk\n", "utf-8")
    told = run("build", "-o", str(out), cwd=small)
    assert told.returncode == 1
    assert "handbook/shop/roles/clerk.yml:1:1" in told.stderr
    assert {file.relative_to(out): file.stat().st_mtime_ns for file in out.rglob("*")} == before


def test_edit_links_name_file_and_line(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    told = run("build", "-o", str(out), "--edit-url", "https://example.org/edit/{path}#L{line}", cwd=small)
    assert told.returncode == 0, told.stderr
    text = (out / "en/shop/duties/count.html").read_text("utf-8")
    line = (small / "handbook/shop/standards/sales.yml").read_text("utf-8").split("\n").index("  - id: count") + 1
    assert f'href="https://example.org/edit/handbook/shop/standards/sales.yml#L{line}"' in text


def test_a_missing_wording_is_marked(small: Path) -> None:
    file = small / "handbook/shop/roles/clerk.yml"
    file.write_text(file.read_text("utf-8").replace(", en: Serves customers.", ""), "utf-8")
    book = check(small).book
    assert book is not None
    text = site(book, small, "en").pages["shop/roles/clerk.md"]
    assert '<span class="db-fallback" lang="zh">接待顾客。</span>' in text


def test_a_term_may_belong_to_some_units_only(small: Path) -> None:
    file = small / "handbook/glossary/words.yml"
    text = file.read_text("utf-8")
    for units, linked in (("[shop]", True), ("[]", True)):
        file.write_text(
            text.replace("term: {zh: 盘点, en: count}", f"units: {units}, term: {{zh: 盘点, en: count}}"), "utf-8"
        )
        book = check(small).book
        assert book is not None
        assert ('glossary.html#count"' in site(book, small, "zh").pages["shop/duties/count.md"]) == linked
    assert 'class="db-term" href="../glossary.html#count"' in site(book, small, "zh").pages["sources/s1.md"]
    file.write_text(text.replace("term: {zh: 盘点, en: count}", "units: [shop], term: {zh: 盘点, en: count}"), "utf-8")
    book = check(small).book
    assert book is not None
    assert 'class="db-term" href="../glossary.html#count"' not in site(book, small, "zh").pages["sources/s1.md"]
