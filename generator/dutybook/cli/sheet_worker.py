"""What prints one file of sheets, in this process or in one of several."""

from datetime import date
from pathlib import Path
from typing import Any

from ..book import Book
from ..pipeline import check
from ..printing import Job, Press, Unprintable
from ..problem import Problem

Setting = tuple[str, list[str], int, str]
_presses: list[Press] = []


def press_of(setting: Setting, book: Book) -> Press:
    """The press of a command's options."""
    root, languages, moment, site_url = setting
    return Press(book, Path(root), languages, moment, site_url)


def printed(press: Press, part: tuple[Path, list[tuple[str, str]]]) -> bytes | list[Problem]:
    """The bytes of a file, or what is wrong with it. A sheet is named by its file and its date."""
    path, named = part
    files = {each.mark.path: each for each in press.book.checklists}
    jobs = [Job(files[file], date.fromisoformat(day) if day else None) for file, day in named]
    try:
        return press.html(jobs).encode() if path.suffix == ".html" else press.pdf(jobs)
    except Unprintable as error:
        return error.problems


def begin(setting: Setting) -> None:
    """Makes a process ready to print: each reads the handbook once."""
    book = check(Path(setting[0])).book
    assert book is not None, "the handbook was without errors a moment ago"
    _presses.append(press_of(setting, book))


def print_part(part: tuple[Path, list[tuple[str, str]]]) -> Any:
    """The bytes of one file, in a process made ready by `begin`."""
    return printed(_presses[0], part)
