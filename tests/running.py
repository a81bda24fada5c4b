"""Run pages for tests: those of the small shop and some of the real handbook, laid out as on a site; and a person who runs them."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dutybook.appearance import words_of
from dutybook.book import Book
from dutybook.checklist.compile import compiled
from dutybook.pipeline import check, run_pages
from dutybook.run.read import Record, file_bytes, file_name, read_record
from dutybook.run.record import follows
from dutybook.views.run import runnable
from dutybook.views.run_page import WORKER, run_path
from dutybook.views.scene import Scene

PROJECT = Path(__file__).parent.parent


def lay_out(root: Path, folder: Path) -> Path:
    """Writes the run pages of a handbook as a site has them."""
    book = _book(root)
    for language in book.settings.languages:
        write_pages(run_pages(book, root, language), folder / language)
    return folder


def write_pages(pages: Mapping[str, str], folder: Path) -> None:
    """Writes the run pages among the pages of a language, and the worker that keeps them."""
    worker = (PROJECT / "site_config" / "assets" / WORKER).read_text("utf-8")
    for name, text in ((WORKER, worker), *pages.items()):
        if name == WORKER or "/run/" in name:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")


@cache
def _book(root: Path) -> Book:
    found = check(root).book
    assert found is not None
    return found


@cache
def payload(root: Path, key: str, day: date) -> dict[str, Any]:
    """What Python says of a checklist on a date."""
    book = _book(root)
    scenes = [Scene(book, each, words_of(root, each), ()) for each in book.settings.languages]
    checklist = next(each for each in book.checklists if book.key[each] == key)
    return runnable(book, compiled(book, checklist), [day], scenes)


def run_paths(root: Path) -> list[str]:
    """Where the run pages of a handbook lie, in the folder of a language."""
    book = _book(root)
    return [run_path(book, each) for each in book.checklists]


def sound(name: str, data: bytes) -> dict[str, Any]:
    """A record as Python reads it: nothing wrong with it, and everything follows."""
    found = read_record(data)
    assert isinstance(found, Record), found
    assert follows(found.values) == []
    assert file_bytes(found.values) == data
    assert name == file_name(found.values)
    return dict(found.values)


class Person:
    """Somebody at a run page. Everything that the page says or asks for that it should not is in `faults`."""

    def __init__(self, context: Any, url: str, *, now: str = "", before: str = "") -> None:
        self.page = context.new_page()
        self.faults: list[str] = []
        self.page.on(
            "console", lambda said: self.faults.append(said.text) if said.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda asked: None if self._is_own(asked.url) else self.faults.append(asked.url))
        self.url = url
        if now:
            self.page.clock.install(time=now)
        if before:
            self.page.add_init_script(before)
        self.page.goto(url)
        self.page.wait_for_selector(".head")  # what the disk still had is looked at first

    def _is_own(self, url: str) -> bool:
        return url.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0] == self.url.split("#")[0].split("?")[
            0
        ] or url.startswith(("data:", "blob:"))

    def begin(self, performer: str = "E1") -> "Person":
        self.page.fill("#who", performer)
        self.page.click("[data-do=begin]")
        self.page.wait_for_selector(".item")
        return self

    def choose(self, item: str, value: str) -> None:
        self.page.check(f"#i-{item} input[value='{value}']")

    def write(self, item: str, value: str) -> None:
        self.page.fill(f"#i-{item}-value", value)
        self.page.press(f"#i-{item}-value", "Tab")

    def because(self, item: str, reason: str) -> None:
        self.page.fill(f"#i-{item}-why", reason)
        self.page.click(f"#i-{item} .why .main")

    def do(self, item: str, what: str) -> None:
        more = self.page.locator(f"#i-{item} .more")
        if more.get_attribute("open") is None:
            more.locator("summary").click()
        more.locator(f"[data-do='{what}']").click()

    def state(self, item: str) -> str:
        return str(self.page.get_attribute(f"#i-{item}", "data-state"))

    def count(self) -> str:
        return str(self.page.inner_text(".head .count"))

    def kept(self) -> list[dict[str, Any]]:
        """What the browser keeps of runs."""
        found = self.page.evaluate(
            "() => Object.entries(localStorage).filter(([name]) => name.includes('|run|')).map(each => each[1])"
        )
        return [json.loads(each) for each in found]

    def go_round(self) -> None:
        """All of the shop's round, with something of everything."""
        self.choose("lights", "yes")
        self.choose("shelves", "no")
        self.because("shelves", "两格空着")
        self.do("prices", "not-applicable")
        self.because("prices", "stocktaking")
        self.do("queue", "skip")
        self.because("queue", "nobody there")
        self.choose("door", "yes")
        self.do("door", "note")
        self.because("door", "<b>swept</b>")
        self.write("minutes-on-site", "１２。５0")
        self.choose("anything-wrong", "violation")
        self.choose("report-violations", "yes")

    def complete(self) -> None:
        self.page.click("[data-do=complete]")
        self.page.wait_for_selector(".outcome:not([hidden])")

    def record(self) -> tuple[str, bytes]:
        """The exported file: its name and its bytes. It is valid by the published schema."""
        from recording import valid

        with self.page.expect_download() as waiting:
            self.page.click(".outcome [data-do=file]")
        return waiting.value.suggested_filename, valid(Path(waiting.value.path()).read_bytes())

    def leave(self) -> None:
        self.page.close()


def bring(person: Person, file: Path) -> None:
    """Chooses the file of a record."""
    person.page.click(".import summary")
    person.page.set_input_files("#file", file)
    person.page.wait_for_selector(".import-told p")
