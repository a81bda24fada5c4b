"""Builds the site of every language into one folder, atomically and reproducibly."""

import logging
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread, active_count
from typing import Any, NamedTuple

from ..appearance import site_config_folders, words_of
from ..book import Book
from ..moment import commit_time
from ..pipeline import prepare
from ..render import renderer
from .folder import replacing, write_files
from .inputs import whole_key
from .kept import Kept, compiled_templates, has_kept
from .machines import AT_ROOT, for_machines
from .missing import missing_page


class BuildError(Exception):
    """The engine could not build the site; the message says why, for people."""


class Job(NamedTuple):
    """One language to build. `whole` is the key of all that it is made from, empty where nobody can know; `moment` the time
    that stands for the content, in seconds since 1970.
    """

    root: Path
    language: str
    out: Path
    edit_url: str
    moment: int
    whole: str = ""


def made_by_build(languages: Iterable[str]) -> tuple[str, ...]:
    """What a built site holds at its top."""
    return (*languages, "index.html", "404.html", *AT_ROOT)


def build(book: Book, root: Path, out: Path, edit_url: str = "") -> None:
    """Builds every language of a handbook without errors into `out`: zh/, en/ and a root that chooses.

    The folder is replaced as a whole when everything has been built; until then the old one stays. A language whose site
    has been built of the same files before is not built again. Raises BuildError when MkDocs finds fault with its
    configuration or with a link.
    """
    moment = commit_time(root)
    whole = whole_key(root, config_file(root), edit_url, moment)
    with replacing(out) as new:
        jobs = [Job(root, each, new / each, edit_url, moment, whole) for each in book.settings.languages]
        _build_all([job for job in jobs if not restored(job)], book)
        write_files(new, root_files(book, root).items())


def root_files(book: Book, root: Path) -> dict[str, bytes]:
    """What the site has for all languages, by path."""
    pages = {"index.html": root_page(book, root), "404.html": missing_page(book, root)}
    return {path: text.encode() for path, text in pages.items()} | for_machines(book, root)


def restored(job: Job) -> bool:
    """Whether the site of a language could be written as it was kept."""
    kept = Kept(job.root, job.language)
    if not job.whole or kept.whole != job.whole:
        return False
    if not kept.place_all(job.out):
        shutil.rmtree(job.out, ignore_errors=True)
        return False
    return True


def _build_all(jobs: Sequence[Job], book: Book) -> None:
    """Builds languages side by side where the machine can."""
    if len(jobs) > 1 and (os.cpu_count() or 1) > 1:
        failures = _side_by_side(jobs, book)
    else:
        failures = [build_language(job, book) for job in jobs]
    said = [failure for failure in failures if failure]
    if said:
        raise BuildError("\n".join(said))


def _side_by_side(jobs: Sequence[Job], book: Book) -> list[str]:
    forks = forks_safely()
    context: Any = get_context("fork" if forks else "spawn")
    if forks:
        warm_up(book, jobs[0].root)
    workers = []
    for job in jobs:
        told, tells = context.Pipe(duplex=False)
        worker = context.Process(target=_work, args=(job, book if forks else None, tells))
        worker.start()
        tells.close()
        workers.append((job, worker, told))
    failures = [_told(job, told) for job, _, told in workers]
    for _, worker, _ in workers:
        worker.join()
    return failures


def forks_safely() -> bool:
    """Whether processes may be forked, so that they have the book and the engine already: not beside threads, nor on macOS."""
    return sys.platform == "linux" and active_count() == 1


def warm_up(book: Book, root: Path) -> None:
    """Loads and makes what the processes of all languages share, before they part."""
    from mkdocs.config import load_config

    import_module("mkdocs.commands.build")
    renderer(folder / "templates" for folder in site_config_folders(root)).bytecode_cache = compiled_templates(root)
    prepare(book, root, anew=not any(has_kept(root, each) for each in book.settings.languages))
    load_config(**_settings(root))  # imports theme and plugins


def _work(job: Job, book: Book | None, tells: Connection) -> None:
    end_with_parent()
    tells.send(build_language(job, book))


def _told(job: Job, told: Connection) -> str:
    try:
        failure: str = told.recv()
    except EOFError:
        return ended(job.language)
    return failure


def ended(language: str) -> str:
    """What is said of a process that went without a word."""
    return f"{language}: the build was ended from outside"


def end_with_parent() -> None:
    """Ends this process when the one that started it is gone: it would go on for nobody, and hold that one's output open."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_wait_for, args=(parent.sentinel,), daemon=True).start()


def _wait_for(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def build_language(job: Job, book: Book | None = None) -> str:
    """Builds one language with MkDocs in this process; what went wrong, or nothing. Without `book` it is read anew."""
    try:
        build_with(job, book)
    except BuildError as error:
        return str(error)
    return ""


def build_with(job: Job, book: Book | None = None) -> Any:
    """As build_language; gives MkDocs's plugin, which knows all that was built. Raises BuildError."""
    os.environ["SOURCE_DATE_EPOCH"] = str(job.moment)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s: %(message)s")
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    try:
        config = load_config(**_settings(job.root), site_dir=str(job.out.resolve()))
        plugin: Any = config.plugins["dutybook"]
        options = plugin.config
        options["language"], options["root"], options["edit_url"] = job.language, str(job.root.resolve()), job.edit_url
        plugin.hand_over(book, job.whole)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except MkDocsException as error:
        raise BuildError(f"{job.language}: {error}") from error
    return plugin


def _settings(root: Path) -> dict[str, str]:
    file = config_file(root)
    if file.parent == root.resolve():
        return {"config_file": str(file)}
    return {"config_file": str(file), "docs_dir": str(site_config_folders(root)[-1] / "assets")}


def config_file(root: Path) -> Path:
    """The project's mkdocs.yml, or the one that came with the tool."""
    own = root.resolve() / "mkdocs.yml"
    packaged = site_config_folders(root)[-1]
    found = (own, packaged / "mkdocs.yml", packaged.parent / "mkdocs.yml")
    return next(file for file in found if file.is_file())


def root_page(book: Book, root: Path) -> str:
    """The page at the root of the site, which chooses a language."""
    sites = []
    for language in book.settings.languages:
        title = book.settings.title.get(language) or next(iter(book.settings.title.said.values()))
        sites.append((language, words_of(root, language)["language"], title))
    environment = renderer(folder / "templates" for folder in site_config_folders(root))
    text: str = environment.get_template("root.html.j2").render(sites=sites)
    return text.lstrip()
