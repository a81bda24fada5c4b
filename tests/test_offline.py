"""The site without a server or a network: the zip, from a folder; under a sub-path of a plain host; nothing foreign."""

import calendar
import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_BROWSER, Quiet, Watch, served
from conftest import EDIT_URL, run
from dutybook.book import Book
from dutybook.cli import main
from dutybook.site.offline import Foreign, foreign, packed
from sites import SMALL


@pytest.fixture(scope="module")
def unpacked(small_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small handbook's zip, made by the command of a site that lies ready, and unpacked."""
    folder = tmp_path_factory.mktemp("offline")

    def build(book: Book, root: Path, out: Path, edit_url: str) -> None:
        assert (book.find("role", "shop/clerk", "").id, root, edit_url) == ("clerk", SMALL, EDIT_URL)
        shutil.copytree(small_built, out)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dutybook.site.build.build", build)
        words = ["--offline", "-o", str(folder / "手册.zip"), "--root", str(SMALL), "--edit-url", EDIT_URL]
        assert main(["build", *words]) == 0
    with zipfile.ZipFile(folder / "手册.zip") as archive:
        archive.extractall(folder)
    return folder / "手册"


def test_the_zip_is_in_order_and_the_same_bytes(unpacked: Path) -> None:
    made = (unpacked.parent / "手册.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    assert all(name.startswith("手册/") for name in names)
    assert {"手册/index.html", "手册/zh/search/entries.js", "手册/en/search/search_index.js"} <= set(names)
    assert not [name for name in names if name.endswith("404.html")]
    assert len({entry.date_time for entry in entries}) == 1
    moment = calendar.timegm((*entries[0].date_time, 0, 0, 0))
    assert packed(unpacked, "手册", moment) == made


@NEEDS_BROWSER
def test_works_from_the_unpacked_folder(unpacked: Path, browser: Any) -> None:
    base = unpacked.as_uri() + "/"
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    watch = Watch(page, base)
    page.goto(f"{base}index.html")
    page.wait_for_url("**/zh/index.html")
    page.fill(".md-search__input", "盘点")
    page.click(".md-search-result__link >> nth=0")
    page.wait_for_url("**/shop/duties/count.html?h=*")
    assert page.locator("mark[data-md-highlight]").count() > 0
    page.click("a.db-language")
    page.wait_for_url("**/en/shop/duties/count.html*")
    page.goto(f"{base}en/today.html")
    page.wait_for_selector("select[name=role]", state="visible")
    page.goto(f"{base}en/shop/checklists/clerk-day.html")
    page.click(".db-run-now a")
    page.wait_for_url("**/en/shop/run/clerk-day.html*")
    assert page.locator("h1").count() == 1
    page.go_back()
    page.emulate_media(media="print")
    assert page.locator(".db-paper").is_visible()
    assert page.locator(".md-header").is_hidden()
    context.close()
    assert watch.faults == []


@NEEDS_BROWSER
def test_works_under_a_sub_path_of_a_plain_host(built: Path, browser: Any) -> None:
    with served(built.parent) as address:
        base = address.replace("127.0.0.1", "handbook.intranet") + f"{built.name}/"
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        watch = Watch(page, base)
        page.goto(base)
        page.wait_for_url(f"{base}en/index.html")
        assert not page.evaluate("isSecureContext")
        page.fill(".md-search__input", "visit log")
        page.click(".md-search-result__link >> nth=0")
        page.wait_for_url(f"{base}en/tobacco/forms/visit-log.html*")
        page.click("a.db-language")
        page.wait_for_url(f"{base}zh/tobacco/forms/visit-log.html*")
        page.goto(f"{base}zh/today.html")
        page.wait_for_selector("select[name=role]", state="visible")
        page.goto(f"{base}zh/tobacco/run/customer-manager-day.html")
        assert page.locator("h1").count() == 1
        context.close()
        assert watch.faults == []


def test_nothing_built_loads_from_another_host(built: Path) -> None:
    assert foreign(built) == []


@pytest.mark.parametrize(
    ("name", "text", "address"),
    [
        ("a.html", '<p>x</p>\n<img alt="a > b" src="https://x.org/a.png">', "https://x.org/a.png"),
        ("a.html", "<p>\n<script src=//x.org/a.js></script>", "//x.org/a.js"),
        ("a.html", '\n<link rel="stylesheet" href="http://x.org/a.css">', "http://x.org/a.css"),
        ("a.html", '\n<link href="https://x.org" rel="preconnect">', "https://x.org"),
        ("a.html", "\n<img srcset='a.png 1x, https://x.org/b.png 2x'>", "https://x.org/b.png"),
        ("a.html", '\n<div style="background: url(https://x.org/c.png)"></div>', "https://x.org/c.png"),
        ("a.html", '\n<iframe src="https://x.org/"></iframe>', "https://x.org/"),
        ("a.html", "<style>\n@import 'https://x.org/d.css';</style>", "https://x.org/d.css"),
        ("a.html", "<script>\nfetch('https://x.org/e')</script>", "https://x.org/e"),
        ("a.svg", '<svg>\n<use href="https://x.org/f.svg#g"/></svg>', "https://x.org/f.svg#g"),
        ("a.css", '\n@import url("https://x.org/g.css");', "https://x.org/g.css"),
        ("a.js", '\nimport { a } from "https://x.org/h.js"', "https://x.org/h.js"),
    ],
)
def test_what_is_foreign(name: str, text: str, address: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert foreign(tmp_path) == [Foreign(name, 2, address)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<a href="https://x.org/">x</a><link rel="canonical" href="https://x.org/a.html">'),
        ("a.html", '<img src="data:,"><script src="../a.js"></script><a title="src=https://x.org/">x</a>'),
        ("a.html", '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>'),
        ("a.html", "<p>&lt;img src=https://x.org/&gt;</p>"),
        ("a.css", "a { background: url(b.png) }"),
        ("a.js", "// see https://x.org/\nconst a = 'https://x.org/'"),
    ],
)
def test_what_is_not_foreign(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert foreign(tmp_path) == []


def test_a_site_that_loads_from_another_host_is_not_written(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(book: object, root: Path, out: Path, edit_url: str) -> None:
        (out / "zh").mkdir(parents=True)
        (out / "zh/index.html").write_text('<link rel="stylesheet" href="https://fonts.example.org/kai.css">')

    monkeypatch.setattr("dutybook.site.build.build", build)
    assert main(["build", "--offline", "-o", str(tmp_path / "x.zip"), "--root", str(small), "--lang", "en"]) == 1
    said = capsys.readouterr().err
    assert "zh/index.html:1: the page loads https://fonts.example.org/kai.css from another host" in said
    assert "nothing was written" in said
    assert not (tmp_path / "x.zip").exists()


def test_a_folder_is_no_zip(small: Path, tmp_path: Path) -> None:
    told = run("build", "--offline", "-o", str(tmp_path), cwd=small)
    assert told.returncode == 2
    assert f"{tmp_path} is a folder" in told.stderr


class Missing(Quiet):
    """Answers as hosts do: 404.html for whatever is missing, below any folder."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Sends the site's own page."""
        said = (Path(self.directory) / "handbook/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)


@NEEDS_BROWSER
@pytest.mark.parametrize(
    ("path", "said", "target"),
    [
        ("zh/tobacco/forms/走访日志.html", "搜索“走访日志”", "zh/index.html"),
        ("en/tobacco/duties/visit-logg.html", "Search for “visit logg”", "en/index.html"),
    ],
)
def test_an_address_that_leads_nowhere(
    path: str, said: str, target: str, built: Path, browser: Any, tmp_path: Path
) -> None:
    (tmp_path / "handbook").symlink_to(built)
    with served(tmp_path, handler=Missing) as address:
        page = browser.new_page()
        page.goto(f"{address}handbook/{path}")
        assert page.locator("h1:visible").count() == 1
        page.click(f"text={said}")
        page.wait_for_url(f"{address}handbook/{target}*")
        page.wait_for_selector(".md-search-result__meta:visible")
        page.close()
