"""What people ask is answered at most two clicks from the home of their language: a walk over the built pages."""

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
import yaml
from conftest import PROJECT
from dutybook.pipeline import check

QUESTIONS = [
    pytest.param(one, id=f"{who}: {one['ask']['en']}")
    for who, asked in yaml.safe_load((Path(__file__).parent / "two_clicks/questions.yml").read_text("utf-8")).items()
    for one in asked
]
LINK = re.compile(r'<a\s[^>]*?href="([^"]+)"')


def links(folder: Path, page: str) -> Iterator[str]:
    """The pages that a page leads to, as paths below the folder of its language."""
    for href in LINK.findall((folder / page).read_text("utf-8")):
        address = urldefrag(unescape(href))[0].partition("?")[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address))) if address else page
        if target.endswith(".html") and not target.startswith("../") and (folder / target).is_file():
            yield target


@pytest.fixture(scope="module")
def clicks(built: Path) -> dict[str, dict[str, int]]:
    """How many clicks each page is from the home of its language, two at most."""
    found = {}
    for language in ("zh", "en"):
        known = {"index.html": 0}
        for click in (1, 2):
            for page in [each for each, steps in known.items() if steps == click - 1 and each != "all-pages.html"]:
                for target in links(built / language, page):
                    known.setdefault(target, click)
        found[language] = known
    return found


def section(html: str, anchor: str) -> str:
    """The words from an anchor to the next heading or row that has one."""
    start = re.search(rf'<(h1|h2|h3|tr|li|div|details)\b[^>]*\bid="{re.escape(anchor)}"[^>]*>', html)
    assert start is not None, f"no #{anchor}"
    ends = {"h3": "<h[23] id|<footer", "tr": "</tr>", "li": "<li id=|</ol>", "details": "</details>"}
    inside = re.split(ends.get(start[1], "<h2 id|<footer"), html[start.end() :], maxsplit=1)[0]
    inside = re.sub(r"<(script|style)\b.*?</\1>", " ", inside, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inside)).split())


def bare(text: str) -> str:
    """Without blanks beside Chinese: elements inside a sentence leave none for the reader either."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", text)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_is_near(question: Any, language: str, built: Path, clicks: dict[str, dict[str, int]]) -> None:
    page = f"{question['page']}.html"
    assert clicks[language].get(page, 9) <= question.get("clicks", 2)
    said = bare(section((built / language / page).read_text("utf-8"), question["section"]))
    assert [word for word in question["words"][language] if bare(word) not in said] == [], said[:400]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_post_is_one_click_from_home_and_answers_everything(
    language: str, built: Path, clicks: dict[str, dict[str, int]]
) -> None:
    book = check(PROJECT).book
    assert book is not None
    posts = [role for role in book.roles if role.kind == "post"]
    assert len(posts) > 10
    for role in posts:
        unit, _, name = book.key[role].partition("/")
        page = f"{unit}/roles/{name}.html"
        assert clicks[language].get(page) == 1, page
        html = (built / language / page).read_text("utf-8")
        for anchor in ("who", "my-day", "due", "authority", "first-days", "measures", "escalations"):
            assert section(html, anchor), (page, anchor)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_term_is_one_click_from_its_first_use(language: str, built: Path) -> None:
    html = (built / language / "tobacco/roles/customer-manager.html").read_text("utf-8")
    terms = set(re.findall(r'<a class="db-term" href="../../glossary.html#([^"]+)"', html))
    assert {"area", "retail-customer"} <= terms
    glossary = (built / language / "glossary.html").read_text("utf-8")
    for term in terms:
        assert len(section(glossary, term)) > 15, term


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_that_people_look_for_is_near(language: str, built: Path, clicks: dict[str, dict[str, int]]) -> None:
    """Roles, forms, processes, stages, standards and customer classes: two clicks; duties: three at most."""
    kinds = ("roles", "forms", "processes", "rollout", "standards", "customer-classes", "schedules", "checklists")
    folder = built / language
    pages = [
        file.relative_to(folder).as_posix()
        for kind in kinds
        for file in folder.glob(f"*/{kind}/*.html")
        if 'http-equiv="refresh"' not in file.read_text("utf-8")
    ]
    assert len(pages) > 100
    far = [page for page in pages if page not in clicks[language]]
    assert far == []
