"""What the site shows, for tests that read it: whole sites made once a process, and one page of a handbook alone."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from dutybook.appearance import site_config_folders, words_of
from dutybook.book import Book
from dutybook.fields.excerpt import Excerpts
from dutybook.pipeline import Site, check, site
from dutybook.render import render, renderer
from dutybook.review.chronicle import chronicle
from dutybook.site.build import Job, build_language
from dutybook.views.scene import Scene
from dutybook.views.site_map import pages_of

PROJECT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "rules" / "base"
TODAY = date(2026, 11, 24)  # by which reviews of the real handbook are overdue


@cache
def real_book() -> Book:
    """The real handbook, which has no errors. Not to be changed."""
    return book_of(PROJECT)


def book_of(root: Path) -> Book:
    """The handbook in a folder, which has no errors."""
    checked = check(root, TODAY)
    assert checked.book is not None
    assert not checked.errors, checked.errors
    return checked.book


@cache
def small_site(language: str) -> Site:
    """The pages of the small handbook as it is. Not to be changed."""
    return site(book_of(SMALL), SMALL, language)


def page_of(book: Book, root: Path, name: str, language: str = "en") -> str:
    """One page as `site` would have it, without the rules' pages, which nothing but the rules changes.

    test_site.py holds it to what the site has.
    """
    scene = Scene(book, language, words_of(root, language), (), "", Excerpts(book, root))
    (page,) = (page for page in pages_of(scene, chronicle(root)) if page.path == name)
    return render([page], scene, renderer(folder / "templates" for folder in site_config_folders(root)))[name]


def build_one(root: Path, language: str, out: Path, patch: pytest.MonkeyPatch) -> str:
    """Builds one language of a handbook in this process; what went wrong, or nothing."""
    for name in ("SOURCE_DATE_EPOCH", "NO_MKDOCS_2_WARNING"):
        patch.setenv(name, "1")  # which are set again, and put back after the test
    return build_language(Job(root, language, out, "", 1))
