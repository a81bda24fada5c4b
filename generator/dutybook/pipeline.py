"""The public API: read a handbook, check it, give its pages. The shells only translate to and from it."""

from collections.abc import Callable
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .book import Book
from .memo import Kept, Sets, Texts
from .model.checklist import Checklist
from .problem import Kind, Problem
from .read import parsed_once, read
from .uncollected import uncollected

if TYPE_CHECKING:
    from .views.scene import Scene


# What the pages of a handbook are made of in a language, from one call to the next.
_MADE: Sets[Any] = Sets()


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

    with uncollected():
        book, problems = read(root, parsed_once(root, anew=True))
        if book is not None:
            book.today = today or date.today()
            problems += run(book, RULES, root)
    return Checked(book, sorted(problems, key=lambda each: (*each.mark, each.kind.code)))


def kinds() -> list[Kind[..., object]]:
    """Every kind of fault there is, by code."""
    return list(_kinds())


@cache
def _kinds() -> tuple[Kind[..., object], ...]:
    from . import count_faults, print_faults, roster_faults, shape_faults, slip_faults, value_faults, yaml_faults
    from .check import RULES

    modules = (yaml_faults, shape_faults, print_faults, roster_faults, count_faults, slip_faults, value_faults)
    found = [each for module in modules for each in vars(module).values() if isinstance(each, Kind)]
    return tuple(sorted([*found, *RULES], key=lambda each: each.code))


class Site(NamedTuple):
    """The site of one language before any engine has seen it: path → Markdown, the navigation, and what is no page of the
    engine: `assets`, path → text, such as data for scripts and pages that lead on from former addresses.
    """

    language: str
    title: str
    pages: dict[str, str]
    navigation: list[Any]
    assets: dict[str, str]


def site(book: Book, root: Path, language: str, edit_url: str = "", texts: Texts | None = None) -> Site:
    """The pages of a handbook without errors in one language. Pure: nothing is written. `texts` are those that another
    process has made before.
    """
    with uncollected():
        return _site(book, root, language, edit_url, texts)


def _site(book: Book, root: Path, language: str, edit_url: str, texts: Texts | None) -> Site:
    from .appearance import site_config_folders, words_of
    from .fields.excerpt import Excerpts
    from .outputs.search import INDEX, NO_INDEX, search_script
    from .render import redirect_pages, render, renderer
    from .review.chronicle import chronicle
    from .views.redirects import redirects_of
    from .views.scene import Scene
    from .views.site_map import assets_of, navigation, pages_of

    kept = _MADE.begin((root.resolve(), language, edit_url))
    scene = Scene(book, language, words_of(root, language), _kinds(), edit_url, Excerpts(book, root, kept), kept, texts)
    environment = renderer(folder / "templates" for folder in site_config_folders(root))
    made = pages_of(scene, chronicle(root))
    pages = render(made, scene, environment, kept)
    titles = {page.path: page.title for page in made}
    assets = assets_of(scene) | redirect_pages(redirects_of(scene, pages), titles, scene, environment)
    assets |= run_pages(book, root, language, kept)
    assets |= {INDEX: search_script(made, pages, scene)} | NO_INDEX
    assets["scripts/search-worker.js"] = _bundled(root, "search", kept)
    return Site(language, scene.wording(book.settings.title), pages, navigation(scene), assets)


def prepare(book: Book, root: Path, *, anew: bool = True) -> None:
    """Makes what the sites of all languages share, so that processes which part after this make none of it again. Not `anew`,
    they have texts that an earlier build has made.
    """
    from .appearance import site_config_folders
    from .example import example_of
    from .render import renderer
    from .review.chronicle import chronicle
    from .views.agenda import agenda_of

    for name in ("outputs.search", "views.site_map"):
        import_module(f".{name}", __package__)
    with uncollected():
        for kind in _kinds() if anew else ():
            example_of(kind)
        agenda_of(book)
        chronicle(root)
        renderer(folder / "templates" for folder in site_config_folders(root)).compile_all()


def run_pages(book: Book, root: Path, language: str, kept: Kept[Any] | None = None) -> dict[str, str]:
    """The run page of every checklist, by path. `kept` has what they were made of before."""
    from .views.run_page import on_site, run_page, run_path

    known = kept if kept is not None else Kept[Any]()
    scenes, page = _scenes(book, root, known), _run_page_maker(root, language, known)
    return {run_path(book, each): page(on_site(run_page(scenes, each, language), each)) for each in book.checklists}


def run_file(book: Book, root: Path, checklist: Checklist, language: str, site_url: str = "") -> str:
    """The run page of a checklist as a file of its own. Pure: nothing is written."""
    from .views.run_page import run_page

    kept = Kept[Any]()
    page = _run_page_maker(root, language, kept)
    return page(run_page(_scenes(book, root, kept), checklist, language, site_url))


def _scenes(book: Book, root: Path, kept: Kept[Any]) -> "list[Scene]":
    from .appearance import words_of
    from .views.scene import Scene

    return [Scene(book, each, words_of(root, each), (), kept=kept) for each in book.settings.languages]


def _run_page_maker(root: Path, language: str, kept: Kept[Any]) -> Callable[[dict[str, Any]], str]:
    from .appearance import asset, site_config_folders, words_of
    from .bundle import stripped
    from .render import RunPages, renderer

    environment = renderer(folder / "templates" for folder in site_config_folders(root))
    code = asset(root, "scripts/qr.js").read_text("utf-8")
    script = kept.of(("stripped", code), lambda: stripped(code)) + _bundled(root, "run", kept)
    style = asset(root, "styles/run.css").read_text("utf-8")
    return RunPages(words_of(root, language), script, style, environment).page


def _bundled(root: Path, name: str, kept: Kept[Any]) -> str:
    """The modules of a folder of scripts as one script."""
    from .appearance import site_config_folders
    from .bundle import bundled

    modules = {
        file.name: file.read_text("utf-8")
        for folder in reversed(site_config_folders(root))
        for file in sorted((folder / "assets" / "scripts" / name).glob("*.js"))
    }
    made: str = kept.of(("script", tuple(modules.items())), lambda: bundled(modules, "main.js"))
    return made
