"""`dutybook build --book`: the handbook of a unit as one PDF, to sign, to file and to hand over."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .common import Faulty, Refused, checked_book, find, language, languages_of, progress, write_whole

if TYPE_CHECKING:
    from ..model.organisation import Unit


def books(options: argparse.Namespace) -> int:
    """Writes a PDF for each unit and language and says where; nothing is written where one cannot be printed."""
    book = checked_book(options)
    languages = languages_of(book, options)
    units = list(dict.fromkeys(find(book, "unit", name, options) for name in options.book)) or book.units
    paths = _paths(units, languages, options)
    from ..moment import commit_time
    from ..printing import Press, Unprintable, once
    from ..report import report

    moment, done = commit_time(options.root), progress("book", len(paths))
    made: dict[Path, bytes] = {}
    problems = []
    try:
        for shown in languages:
            press = Press(book, options.root, [shown], moment)
            for unit in units:
                try:
                    made[paths[shown, unit]] = press.volume(unit)
                except Unprintable as error:
                    problems += error.problems
                done(len(made))
    finally:
        done(-1)
    if problems:
        sys.stderr.write(report(once(problems), "text", options.root, language(options)))
        raise Faulty
    for path, pdf in made.items():
        write_whole(path, pdf, options)
        sys.stdout.write(f"{path}\n")
    return 0


def _paths(units: list["Unit"], languages: list[str], options: argparse.Namespace) -> dict[tuple[str, "Unit"], Path]:
    """Where each book goes: into a folder as UNIT-LANGUAGE.pdf, or, where there is one, into the file named. Raises Refused."""
    out: Path = options.out or options.root / "books"
    if out.suffix[1:].isalpha() and out.suffix.casefold() != ".pdf" and not out.is_dir():
        raise Refused(options, "book-no-pdf", name=out)
    if out.suffix.casefold() != ".pdf":
        return {(shown, unit): out / f"{unit.id}-{shown}.pdf" for shown in languages for unit in units}
    if len(units) * len(languages) > 1:
        raise Refused(options, "one-book", name=out, count=len(units) * len(languages))
    return {(languages[0], units[0]): out}
