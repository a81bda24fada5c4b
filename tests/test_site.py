"""The built site: every link and anchor leads somewhere, nothing is orphaned, two builds are the same bytes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import EDIT_URL, build, run
from dutybook.pipeline import check, site
from linking import Links, SitePages, Slow, target_of
from sites import SMALL, book_of, page_of, small_site

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


@pytest.fixture(scope="module")
def found(built: Path) -> SitePages:
    return SitePages(built)


def test_links_are_read_as_a_parser_reads_them(found: SitePages) -> None:
    for path in ("zh/index.html", "en/tobacco/roles/customer-manager.html", "en/today.html", "index.html", "404.html"):
        slow = Slow(found.texts[path])
        assert found.pages[path] == Links(tuple(slow.links), frozenset(slow.anchors)), path


def test_every_link_and_anchor_leads_somewhere(found: SitePages) -> None:
    dead = []
    for page, (links, _) in found.pages.items():
        for link in links:
            if link in ("data:,", "https://squidfunk.github.io/mkdocs-material/"):
                continue  # an icon that nobody has to fetch; the theme's name
            if urlsplit(link).scheme or link.startswith("//"):
                dead.append((page, link, "another host"))
                continue
            # The page for what is missing is shown below any folder, so it names the server's.
            target, anchor = target_of(page, link.removeprefix("/") if page == "404.html" else link)
            if target not in found.files:
                dead.append((page, link, "no such file"))
            elif anchor and target in found.pages and anchor not in found.pages[target].anchors:
                dead.append((page, link, "no such anchor"))
    assert dead == []


def test_every_page_is_reached_from_home_in_two_languages(found: SitePages) -> None:
    for language in ("zh/", "en/"):
        home = f"{language}index.html"
        reached, todo = {home}, [home]
        while todo:
            page = todo.pop()
            for link in found.pages[page].links:
                target = target_of(page, link)[0]
                if target in found.pages and target.startswith(language) and target not in reached:
                    reached.add(target)
                    todo.append(target)
        # Pages that only lead on from former addresses are for old links.
        everything = {
            page
            for page, text in found.texts.items()
            if page.startswith(language) and 'http-equiv="refresh"' not in text
        }
        assert everything - reached == set()


def test_languages_have_the_same_pages(found: SitePages) -> None:
    names = [{page[3:] for page in found.pages if page.startswith(f"{each}/")} for each in ("zh", "en")]
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


def test_headings_have_stable_anchors(found: SitePages) -> None:
    anchors = [(page, anchor) for page, (_, anchors) in found.pages.items() for anchor in anchors]
    assert [each for each in anchors if re.fullmatch(r"_\d+", each[1])] == []


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
    text = small_site(language).pages[GOLDEN_PAGES[kind]]
    golden = GOLDEN / f"{kind}.{language}.md"
    if update_golden:
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8"), "if the change is meant: pytest tests/test_site.py --update-golden"


@pytest.mark.parametrize("name", ["shop/index.md", "shop/duties/count.md", "due/2026-10.md", "assumptions.md"])
def test_a_page_alone_is_the_sites(name: str) -> None:
    """Other tests look at one page of a handbook without making its site."""
    assert page_of(book_of(SMALL), SMALL, name) == small_site("en").pages[name]


def files_of(folder: Path) -> dict[Path, bytes]:
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_two_builds_are_the_same_bytes(small: Path, small_built: Path, tmp_path: Path) -> None:
    build(small, tmp_path / "again", DUTYBOOK_EDIT_URL=EDIT_URL)
    assert files_of(tmp_path / "again") == files_of(small_built)


def test_ready_pages_give_the_same_site(small: Path, small_built: Path, tmp_path: Path) -> None:
    assert run("pages", str(tmp_path / "pages"), cwd=small, DUTYBOOK_EDIT_URL=EDIT_URL).returncode == 0
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
        built = small_built / language
        # Another engine has no Markdown beside its pages.
        beside = re.compile(rb'\n<link rel=" alternate" type="text/markdown" href="[^"]*">\n')
        assert plain == {file.relative_to(built): beside.sub(b"", file.read_bytes()) for file in built.rglob("*.html")}
        for data in ("scripts/due-data.js", "search/entries.js", "search/search_index.js"):
            assert (out / data).read_bytes() == (built / data).read_bytes()


def test_a_faulty_handbook_leaves_the_last_site(small: Path, small_built: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    shutil.copytree(small_built, out)
    before = {file.relative_to(out): file.stat().st_mtime_ns for file in out.rglob("*")}
    (small / "handbook/shop/roles/clerk.yml").write_text("id: clerk\n", "utf-8")
    told = run("build", "-o", str(out), cwd=small)
    assert told.returncode == 1
    assert "handbook/shop/roles/clerk.yml:1:1" in told.stderr
    assert {file.relative_to(out): file.stat().st_mtime_ns for file in out.rglob("*")} == before


def test_edit_links_name_file_and_line(small_built: Path) -> None:
    text = (small_built / "en/shop/duties/count.html").read_text("utf-8")
    line = (SMALL / "handbook/shop/standards/sales.yml").read_text("utf-8").split("\n").index("  - id: count") + 1
    assert f'href="https://example.org/edit/handbook/shop/standards/sales.yml#L{line}"' in text


def test_a_missing_wording_is_marked(small: Path) -> None:
    file = small / "handbook/shop/roles/clerk.yml"
    file.write_text(file.read_text("utf-8").replace(", en: Serves customers.", ""), "utf-8")
    book = check(small).book
    assert book is not None
    text = page_of(book, small, "shop/roles/clerk.md")
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
        assert ('glossary.html#count"' in page_of(book, small, "shop/duties/count.md", "zh")) == linked
    assert 'class="db-term" href="../glossary.html#count"' in page_of(book, small, "sources/s1.md", "zh")
    file.write_text(text.replace("term: {zh: 盘点, en: count}", "units: [shop], term: {zh: 盘点, en: count}"), "utf-8")
    book = check(small).book
    assert book is not None
    assert 'class="db-term" href="../glossary.html#count"' not in page_of(book, small, "sources/s1.md", "zh")


def test_titles_are_no_markup_anywhere(small: Path, tmp_path: Path) -> None:
    evil = '</title><script>hurt()</script> & "x" <i>y'
    for name, old in (
        ("handbook.yml", "{zh: 手册, en: Handbook}"),
        ("shop/unit.yml", "{zh: 门店, en: Shop}"),
        ("shop/standards/sales.yml", "{zh: 开门, en: Open the shop}"),
        ("glossary/words.yml", "{zh: 用语, en: Words}"),
    ):
        file = small / "handbook" / name
        file.write_text(file.read_text("utf-8").replace(old, f"{{zh: '甲{evil}', en: 'A {evil}'}}", 1), "utf-8")
    build(small, tmp_path / "site")
    pages = {path: path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html")}
    assert pages
    assert not [path for path, text in pages.items() if "<script>hurt" in text or "<i>y" in text]
    duty = pages[tmp_path / "site/en/shop/duties/open.html"]
    assert "<title>A &lt;/title&gt;&lt;script&gt;" in duty
