"""`dutybook sheet`: checklists on paper, dated and ready to sign."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .common import (
    Faulty,
    Refused,
    a_day,
    checked_book,
    find,
    language,
    languages_of,
    progress,
    root_option,
    spread,
    write_whole,
)

if TYPE_CHECKING:
    from ..book import Book
    from ..printing import Job

YEARS = 5
IN_ONE_FILE = 60  # sheets; a PDF is set as a whole, at about 4 MiB of memory a sheet
Part = tuple[Path, list[tuple[str, str]]]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("checklist", nargs="?", metavar="CHECKLIST", help="such as tobacco/customer-manager-day")
    parser.add_argument("--role", metavar="ROLE", help="every checklist that this role uses on the date")
    parser.add_argument("--all", action="store_true", help="every checklist, of the role or of the whole handbook")
    parser.add_argument("--date", metavar="DATE", help="the date on the sheet (default: today)")
    parser.add_argument("--undated", action="store_true", help="without a date, to be filled in by hand")
    parser.add_argument("--from", dest="first", metavar="DATE", help="the days on which it is used, from this day …")
    parser.add_argument("--to", dest="last", metavar="DATE", help="… to this day")
    parser.add_argument(
        "-o", "--out", metavar="FILE", help="FILE.pdf or FILE.html; a folder (ending in /) gets a file a sheet"
    )
    parser.add_argument("--in", dest="languages", metavar="zh|en|zh,en", help="language of the sheet, or two at once")
    parser.add_argument("--site-url", default=None, metavar="URL", help="address of the handbook's site, for the code")
    parser.add_argument(
        "--run",
        dest="as_run",
        action="store_true",
        help="FILE.html to go through in a browser instead, whole in itself",
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="how many processes print a file a sheet")
    parser.add_argument(
        "--verify",
        metavar="CODE",
        help="which checklist a printed sheet is: the code at its foot, or its QR code's text",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print what --verify finds")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the sheets and says where; nothing is written when one of them cannot be printed."""
    if options.verify is not None:
        from .verify import verify

        return verify(options)
    book = checked_book(options)
    languages = languages_of(book, options)
    if options.as_run:
        return _run_file(book, languages[0], options)
    parts = _parts(_jobs(book, options), options)
    done = progress("sheet", len(parts))
    try:
        written = _print_all(book, options, languages, parts, done)
    finally:
        done(-1)
    for path, text in written:
        write_whole(path, text, options)
        sys.stdout.write(f"{path}\n")
    return 0


def _run_file(book: "Book", shown: str, options: argparse.Namespace) -> int:
    """Writes the run page of a checklist: every date in one file, so it takes none of them."""
    from ..pipeline import run_file

    if not options.checklist or options.all or options.role or options.first or options.last:
        raise Refused(options, "run-one")
    checklist = find(book, "checklist", options.checklist, options)
    path = Path(options.out or f"{_name((checklist.mark.path, ''))}_run.html")
    if path.suffix != ".html":
        raise Refused(options, "run-html", name=str(path))
    write_whole(path, run_file(book, options.root, checklist, shown, options.site_url or "").encode(), options)
    sys.stdout.write(f"{path}\n")
    return 0


def _jobs(book: "Book", options: argparse.Namespace) -> list["Job"]:
    """What is to be printed, in the order of days and then of the checklists."""
    from ..checklist.used import is_used_on
    from ..printing import Job

    role = find(book, "role", options.role, options) if options.role else None
    if options.checklist and (role is not None or options.all):
        raise Refused(options, "one-or-many")
    if not options.checklist and role is None and not options.all:
        raise Refused(options, "which-sheet", known=", ".join(book.key[each] for each in book.checklists[:5]))
    days = _days(options)
    if options.checklist:
        chosen = [find(book, "checklist", options.checklist, options)]
        found = _days_of(book, chosen[0], days) or _workdays(book, chosen[0], days)
        return [Job(chosen[0], day) for day in found]
    chosen = [each for each in book.checklists if role is None or _is_of(book, each, role)]
    if options.all:
        jobs = [Job(each, day) for each in chosen for day in _days_of(book, each, days) or [None]]
    else:
        jobs = [Job(each, day) for day in days for each in chosen if day is None or is_used_on(book, each, day)]
    if not jobs:
        raise Refused(options, "nothing-to-print")
    return sorted(jobs, key=lambda job: job.day or date.min)


def _is_of(book: "Book", checklist: Any, role: Any) -> bool:
    acts = book.find("role", role.acts_as, role) if role.acts_as else None
    return checklist.role is not None and book.find("role", checklist.role, checklist) in (role, acts)


def _days(options: argparse.Namespace) -> list[date | None]:
    """The days asked for: none, one, or a stretch."""
    from datetime import timedelta

    if options.undated and (options.date or options.first or options.last):
        raise Refused(options, "undated-alone")
    if options.date and (options.first or options.last):
        raise Refused(options, "on-or-range")
    if options.undated:
        return [None]
    if not (options.first or options.last):
        return [a_day(options.date, options)]
    if not (options.first and options.last):
        raise Refused(options, "half-a-range")
    first, last = spread(options.first, options.last, YEARS, options)
    return [first + timedelta(place) for place in range((last - first).days + 1)]


def _days_of(book: "Book", checklist: Any, days: Sequence[date | None]) -> list[date | None]:
    """One day as it is; of a stretch, the days on which a checklist is used."""
    from ..checklist.used import days_used

    first, last = days[0], days[-1]
    if len(days) == 1 or first is None or last is None:
        return list(days)
    return list(days_used(book, checklist, first, last))


def _workdays(book: "Book", checklist: Any, days: Sequence[date | None]) -> list[date]:
    """The workdays of a stretch: the days of a checklist that has none of its own."""
    from ..book import unit_of

    calendar = book.calendar(unit_of(checklist))
    return [day for day in days if day is not None and calendar.is_workday(day)]


def _parts(jobs: Sequence["Job"], options: argparse.Namespace) -> list[Part]:
    """Which sheets go into which file."""
    named = [(job.checklist.mark.path, job.day.isoformat() if job.day is not None else "") for job in jobs]
    out = options.out
    if out is not None and (out.endswith(("/", os.sep)) or Path(out).is_dir()):
        return [(Path(out) / f"{_name(each)}.pdf", [each]) for each in named]
    path = Path(out) if out is not None else Path(f"{_name(named[0]) if len(named) == 1 else _names(named)}.pdf")
    if path.suffix not in (".pdf", ".html"):
        raise Refused(options, "no-suffix", name=str(path))
    groups = [named[place : place + IN_ONE_FILE] for place in range(0, len(named), IN_ONE_FILE)]
    if len(groups) == 1 or path.suffix == ".html":
        return [(path, named)]
    return [(path.with_stem(f"{path.stem}-{number}"), group) for number, group in enumerate(groups, 1)]


def _name(each: tuple[str, str]) -> str:
    path, day = each
    _, unit, file = path.split("/")
    return "_".join(part for part in (f"{unit}-{file.removesuffix('.yml')}", day.replace("-", "")) if part)


def _names(named: Sequence[tuple[str, str]]) -> str:
    units = {path.split("/")[1] for path, _ in named}
    days = sorted({day.replace("-", "") for _, day in named if day})
    spread_of = [] if not days else days if len(days) == 1 else [f"{days[0]}-{days[-1]}"]
    return "_".join([units.pop() if len(units) == 1 else "handbook", "sheets", *spread_of])


def _print_all(
    book: "Book", options: argparse.Namespace, languages: list[str], parts: list[Part], done: Callable[[int], None]
) -> Iterator[tuple[Path, bytes]]:
    """The bytes of every file; all of them before the first is written, when they fit into memory easily."""
    from ..moment import commit_time

    setting = (str(options.root), languages, commit_time(options.root), options.site_url or "")
    workers = max(1, min(options.jobs, len(parts)))
    made = []
    if workers == 1:
        from .sheet_worker import press_of, printed

        press = press_of(setting, book)
        for place, part in enumerate(parts, 1):
            made.append(printed(press, part))
            done(place)
    else:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        from .sheet_worker import begin, print_part

        with ProcessPoolExecutor(workers, get_context("spawn"), begin, (setting,)) as pool:
            for place, one in enumerate(pool.map(print_part, parts, chunksize=8), 1):
                made.append(one)
                done(place)
    faults = [problem for each in made if not isinstance(each, bytes) for problem in each]
    if faults:
        from ..printing import once
        from ..report import report

        faults = once(faults)
        sys.stderr.write(report(faults, "text", options.root, language(options)))
        raise Faulty
    return zip((path for path, _ in parts), (each for each in made if isinstance(each, bytes)), strict=True)
