"""Processes that stay, one for each language: after an edit they make only the pages again that the edit changed.

A process reads and checks the handbook itself and remembers what it has read (memo.py). Where navigation, appearance and
the list of pages are as they were, changed pages are rendered and put in place one by one; otherwise the whole language is
built anew, aside, and all languages are put in place at once.
"""

import gc
import signal
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ..book import Book
from ..exporting import plain_pages
from ..moment import commit_time
from ..pipeline import Site, check, site
from .build import BuildError, Job, build_with, config_file, end_with_parent, ended, forks_safely, warm_up
from .folder import write_aside
from .inputs import looks_key
from .machines import ENDING


class Answer(NamedTuple):
    """What a process says: it is done; the handbook has errors; its language has to be built as a whole; or it cannot be
    built, and why.
    """

    said: Literal["done", "faulty", "whole", "failed"]
    why: str = ""


class Workshop:
    """The processes of all languages. To be closed."""

    def __init__(self, book: Book, root: Path, edit_url: str) -> None:
        self.languages = book.settings.languages
        forks = forks_safely()
        if forks:
            warm_up(book, root)
        context: Any = get_context("fork" if forks else "spawn")
        self._workers: list[tuple[str, Any, Connection]] = []
        for language in self.languages:
            here, there = context.Pipe()
            worker = context.Process(target=_work, args=(root, language, edit_url, there), daemon=True)
            worker.start()
            there.close()
            self._workers.append((language, worker, here))

    def begin(self, out: Path, *, whole: bool) -> None:
        """Lets every process bring its language below `out` up to date, or build it there as a whole."""
        for language, _, pipe in self._workers:
            with suppress(OSError):
                pipe.send((out / language, whole))

    def answers(self) -> list[Answer]:
        """What the processes say of what was begun, when all have ended it."""
        return [_answer(language, pipe) for language, _, pipe in self._workers]

    def close(self) -> None:
        """Ends the processes."""
        for _, worker, pipe in self._workers:
            pipe.close()
            worker.terminate()
            worker.join()


def _answer(language: str, pipe: Connection) -> Answer:
    try:
        answer: Answer = pipe.recv()
    except (EOFError, OSError):
        return Answer("failed", ended(language))
    return answer


def _work(root: Path, language: str, edit_url: str, pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who serves ends it
    end_with_parent()
    bench = _Bench(root, language, edit_url)
    gc.disable()
    with suppress(EOFError):
        while True:
            out, whole = pipe.recv()
            pipe.send(bench.build(out) if whole else bench.mend(out))
            gc.collect()  # while nobody waits


class _Made(NamedTuple):
    """What was built last: the pages, what gives them their looks, and MkDocs's plugin with all that it knows."""

    site: Site
    looks: str
    plugin: Any


class _Bench:
    """One language in its process."""

    def __init__(self, root: Path, language: str, edit_url: str) -> None:
        self._root, self._language, self._edit_url = root, language, edit_url
        self._made: _Made | None = None

    def build(self, out: Path) -> Answer:
        """Builds the whole language."""
        self._made = None
        checked = check(self._root)
        if checked.book is None or checked.errors:
            return Answer("faulty")
        looks, moment = self._looks()
        try:
            plugin = build_with(Job(self._root, self._language, out, self._edit_url, moment), checked.book)
        except BuildError as error:
            return Answer("failed", str(error))
        self._made = _Made(plugin.site, looks, plugin)
        return Answer("done")

    def mend(self, out: Path) -> Answer:
        """Puts what has changed in its place below `out`."""
        checked = check(self._root)
        if checked.book is None or checked.errors:
            return Answer("faulty")
        old = self._made
        looks, _ = self._looks()
        if old is None or looks != old.looks:
            return Answer("whole")
        new = site(checked.book, self._root, self._language, self._edit_url)
        pages = _changed(old.site.pages, new.pages)
        assets = _changed(old.site.assets, new.assets)
        if pages is None or assets is None or not self._is_arranged(old, new, checked.book):
            return Answer("whole")
        html = {path: old.plugin.render_anew(path, text) for path, text in pages.items()}
        if None in html.values():
            return Answer("whole")
        plain = plain_pages(new.pages, ENDING, pages)
        for path, text in html.items():
            front = path.removesuffix(".md")
            write_aside(out / f"{front}.html", text.encode("utf-8", "xmlcharrefreplace"))
            write_aside(out / f"{front}{ENDING}", plain[path].encode())
        for path, text in assets.items():
            write_aside(out / path, text.encode())
        self._made = old._replace(site=new)
        return Answer("done")

    def _is_arranged(self, old: _Made, new: Site, book: Any) -> bool:
        """Whether the new pages are arranged as the old ones were."""
        same = (new.title, new.navigation) == (old.site.title, old.site.navigation)
        return same and bool(old.plugin.is_set_up_for(book))

    def _looks(self) -> tuple[str, int]:
        moment = commit_time(self._root)
        return looks_key(self._root, config_file(self._root), moment), moment


def _changed(old: dict[str, str], new: dict[str, str]) -> dict[str, str] | None:
    """What has changed; None where something came or went."""
    if old.keys() != new.keys():
        return None
    return {path: text for path, text in new.items() if old[path] != text}
