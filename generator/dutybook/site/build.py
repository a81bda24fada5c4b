"""Builds the site of every language into one folder, atomically and reproducibly."""

import logging
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

from ..appearance import site_config_folders, words_of
from ..book import Book
from ..moment import commit_time
from ..render import renderer
from .machines import AT_ROOT, write_root
from .missing import missing_page


class BuildError(Exception):
    """The engine could not build the site; the message says why, for people."""


def made_by_build(languages: Iterable[str]) -> tuple[str, ...]:
    """What a built site holds at its top."""
    return (*languages, "index.html", "404.html", *AT_ROOT)


def build(book: Book, root: Path, out: Path, edit_url: str = "") -> None:
    """Builds every language of a handbook without errors into `out`: zh/, en/ and a root that chooses.

    The folder is replaced as a whole when everything has been built; until then the old one stays.
    Raises BuildError when MkDocs finds fault with its configuration or with a link.
    """
    languages = book.settings.languages
    out = out.resolve()
    new = out.with_name(f".{out.name}.{os.getpid()}.new")
    shutil.rmtree(new, ignore_errors=True)
    epoch = str(commit_time(root))
    try:
        jobs = [(root, language, new / language, edit_url, epoch) for language in languages]
        _build_all(jobs)
        (new / "index.html").write_text(root_page(book, root), "utf-8")
        write_root(book, root, new)
        (new / "404.html").write_text(missing_page(book, root), "utf-8")
        replace(new, out)
    finally:
        shutil.rmtree(new, ignore_errors=True)


Job = tuple[Path, str, Path, str, str]


def _build_all(jobs: Sequence[Job]) -> None:
    workers = min(len(jobs), os.cpu_count() or 1)
    if workers == 1:
        failures = [build_language(job) for job in jobs]
    else:
        with ProcessPoolExecutor(workers, get_context("spawn"), _end_with_parent) as pool:
            failures = list(pool.map(build_language, jobs))
    said = [failure for failure in failures if failure]
    if said:
        raise BuildError("\n".join(said))


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever, and hold the parent's output open."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_wait_for, args=(parent.sentinel,), daemon=True).start()


def _wait_for(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def build_language(job: Job) -> str:
    """Builds one language with MkDocs in this process; what went wrong, or nothing."""
    root, language, out, edit_url, epoch = job
    os.environ["SOURCE_DATE_EPOCH"] = epoch
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s: %(message)s")
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    try:
        config = load_config(**_settings(root), site_dir=str(out.resolve()))
        options = config.plugins["dutybook"].config
        options["language"], options["root"], options["edit_url"] = language, str(root.resolve()), edit_url
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except MkDocsException as error:
        return f"{language}: {error}"
    if not config.site_url:
        # Without the site's address a sitemap lists nothing, and the page for what is missing finds no style.
        for name in ("sitemap.xml", "sitemap.xml.gz", "404.html"):
            (out / name).unlink(missing_ok=True)
    return ""


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


def replace(new: Path, out: Path) -> None:
    """Puts a finished folder in the place of an old one; a reader sees the old or the new, never half."""
    old = out.with_name(f".{out.name}.{os.getpid()}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)
