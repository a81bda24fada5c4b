"""The public API: read a handbook, check it, give its pages. The shells only translate to and from it."""

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .book import Book
from .model.checklist import Checklist
from .problem import Kind, Problem
from .read import read

if TYPE_CHECKING:
    from .views.scene import Scene


class Checked(NamedTuple):
    """A handbook and everything that is wrong with it, in the order of places."""

    book: Book | None
    problems: list[Problem]

    @property
    def errors(self) -> list[Problem]:
        """The problems that make the handbook unfit to publish."""
        return [problem for problem in self.problems if problem.kind.severity == "error"]

    @property
    def warnings(self) -> list[Problem]:
        """The problems that somebody should look at."""
        return [problem for problem in self.problems if problem.kind.severity == "warning"]


def check(root: Path, today: date | None = None) -> Checked:
    """Reads the handbook in a folder and runs every rule over it. Never writes.

    `today` is the date by which reviews are overdue; the day of the call when absent.
    """
    from .check import RULES, run

    # Nodes and objects make no garbage worth collecting; the collector would walk them again and again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        book, problems = read(root)
        if book is not None:
            book.today = today or date.today()
            problems += run(book, RULES, root)
    finally:
        if collecting:
            gc.enable()
    return Checked(book, sorted(problems, key=lambda each: (*each.mark, each.kind.code)))


def kinds() -> list[Kind[..., object]]:
    """Every kind of fault there is, by code."""
    from . import count_faults, print_faults, roster_faults, shape_faults, slip_faults, value_faults, yaml_faults
    from .check import RULES

    modules = (yaml_faults, shape_faults, print_faults, roster_faults, count_faults, slip_faults, value_faults)
    found = [each for module in modules for each in vars(module).values() if isinstance(each, Kind)]
    return sorted([*found, *RULES], key=lambda each: each.code)


class Site(NamedTuple):
    """The site of one language before any engine has seen it: path → Markdown, the navigation, and what is no page of the
    engine: `assets`, path → text, such as data for scripts and pages that lead on from former addresses.
    """

    language: str
    title: str
    pages: dict[str, str]
    navigation: list[Any]
    assets: dict[str, str]


def site(book: Book, root: Path, language: str, edit_url: str = "") -> Site:
    """The pages of a handbook without errors in one language. Pure: nothing is written."""
    from .appearance import site_config_folders, words_of
    from .fields.excerpt import Excerpts
    from .outputs.search import INDEX, NO_INDEX, search_script
    from .render import redirect_pages, render, renderer
    from .review.chronicle import chronicle
    from .views.redirects import redirects_of
    from .views.scene import Scene
    from .views.site_map import assets_of, navigation, pages_of

    scene = Scene(book, language, words_of(root, language), kinds(), edit_url, Excerpts(book, root))
    environment = renderer(folder / "templates" for folder in site_config_folders(root))
    made = pages_of(scene, chronicle(root))
    pages = render(made, scene, environment)
    titles = {page.path: page.title for page in made}
    assets = assets_of(scene) | redirect_pages(redirects_of(scene, pages), titles, scene, environment)
    assets |= run_pages(book, root, language)
    assets |= {INDEX: search_script(made, pages, scene)} | NO_INDEX
    assets["scripts/search-worker.js"] = _bundled(root, "search")
    return Site(language, scene.wording(book.settings.title), pages, navigation(scene), assets)


def run_pages(book: Book, root: Path, language: str) -> dict[str, str]:
    """The run page of every checklist, by path."""
    from .views.run_page import on_site, run_page, run_path

    scenes, page = _scenes(book, root), _run_page_maker(root, language)
    return {run_path(book, each): page(on_site(run_page(scenes, each, language), each)) for each in book.checklists}


def run_file(book: Book, root: Path, checklist: Checklist, language: str, site_url: str = "") -> str:
    """The run page of a checklist as a file of its own. Pure: nothing is written."""
    from .views.run_page import run_page

    return _run_page_maker(root, language)(run_page(_scenes(book, root), checklist, language, site_url))


def _scenes(book: Book, root: Path) -> "list[Scene]":
    from .appearance import words_of
    from .views.scene import Scene

    return [Scene(book, each, words_of(root, each), ()) for each in book.settings.languages]


def _run_page_maker(root: Path, language: str) -> Callable[[dict[str, Any]], str]:
    from .appearance import asset, site_config_folders, words_of
    from .bundle import stripped
    from .render import renderer, run_page

    environment = renderer(folder / "templates" for folder in site_config_folders(root))
    script = stripped(asset(root, "scripts/qr.js").read_text("utf-8")) + _bundled(root, "run")
    style = asset(root, "styles/run.css").read_text("utf-8")
    words = words_of(root, language)
    return lambda payload: run_page(payload, words, script, style, environment)


def _bundled(root: Path, name: str) -> str:
    """The modules of a folder of scripts as one script."""
    from .appearance import site_config_folders
    from .bundle import bundled

    modules = {
        file.name: file.read_text("utf-8")
        for folder in reversed(site_config_folders(root))
        for file in sorted((folder / "assets" / "scripts" / name).glob("*.js"))
    }
    return bundled(modules, "main.js")
