"""`dutybook calendar`: what is due as calendar files, tables and month pages, a set for each role."""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .common import Refused, checked_book, find, progress, refuse_unprintable, root_option, scene_of, spread, writing
from .due import YEARS

if TYPE_CHECKING:
    from ..book import Book
    from ..due import Due
    from ..model.organisation import Role
    from ..views.due import DueWords


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.description = (
        "Writes for each role: NAME.ics for phones and calendar programs, NAME.csv for spreadsheets, and "
        "NAME-YEAR.pdf with a page for each month to hang on the wall (A4 landscape)."
    )
    parser.add_argument(
        "roles", nargs="*", metavar="ROLE", help="roles, such as tobacco/customer-manager (default: all with dates)"
    )
    parser.add_argument("--year", metavar="YEAR", help="a year (default: this one, and the next once its notice is in)")
    parser.add_argument("--month", metavar="YYYY-MM", help="a month")
    parser.add_argument("--from", dest="first", metavar="DATE", help="from this day …")
    parser.add_argument("--to", dest="last", metavar="DATE", help="… to this day; month pages show whole months")
    parser.add_argument("--tasks", action="store_true", help="also write NAME-tasks.ics, for programs with task lists")
    parser.add_argument("--daily", action="store_true", help="also put in what is due every day")
    parser.add_argument(
        "--provisional",
        action="store_true",
        help="put dates of years without a holiday notice into the .ics, as tentative",
    )
    parser.add_argument(
        "-o", "--out", type=Path, default=None, metavar="DIR", help="the folder to write to (default: calendars/)"
    )
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the files and prints their names; 1 when the handbook has errors or cannot be printed as it is."""
    book = checked_book(options)
    first, last = days_of(options, book)
    asked = [find(book, "role", name, options) for name in options.roles]
    from ..moment import commit_time
    from ..outputs.files import write_all
    from ..views.due import DueWords

    # What is written speaks the handbook's language, messages the user's, as with sheets.
    words = DueWords(scene_of(book, options, options.lang or book.settings.languages[0]))
    work = Work(words, first, last, commit_time(options.root), options)
    dues = {role: work.dues(role) for role in asked or book.roles}
    dated = {role: items for role, items in dues.items() if work.chosen(items)}
    files = work.texts(dated) | work.pages(dated)
    folder = options.out or options.root / "calendars"
    with writing(options):
        written = write_all(folder, files) if files else []
    sys.stdout.writelines(f"{path}\n" for path in written)
    empty = [role for role in asked if role not in dated]
    sys.stderr.writelines(f"{note}\n" for note in work.notes(DueWords(scene_of(book, options)), dated, empty))
    return 0


def days_of(options: argparse.Namespace, book: "Book") -> tuple[date, date]:
    """The days that are asked for; without a word this year, and the next as soon as its notice has been entered."""
    ranged = options.first or options.last
    if sum(bool(each) for each in (ranged, options.year, options.month)) > 1:
        raise Refused(options, "one-period")
    if ranged:
        if not (options.first and options.last):
            raise Refused(options, "half-a-range")
        return spread(options.first, options.last, YEARS, options)
    if options.month:
        return _month(options)
    if options.year and not re.fullmatch(r"20[0-9]{2}", options.year):
        raise Refused(options, "bad-year", said=options.year)
    year = int(options.year or date.today().year)
    known = not options.year and not book.calendar().is_provisional(date(year + 1, 1, 1))
    return date(year, 1, 1), date(year + known, 12, 31)


def _month(options: argparse.Namespace) -> tuple[date, date]:
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", options.month):
        raise Refused(options, "bad-month", said=options.month)
    year, month = (int(part) for part in options.month.split("-"))
    from ..due import month_of

    return month_of(date(year, month, 1))


class Work(NamedTuple):
    """What is made, in which words, for which days. Everything is made before anything is written."""

    words: "DueWords"
    first: date
    last: date
    moment: int
    options: argparse.Namespace

    def dues(self, role: "Role") -> list["Due"]:
        """What is due for a role in every month that the days touch."""
        from ..due import due_between, month_of

        return due_between(self.words.scene.book, [role], month_of(self.first)[0], month_of(self.last)[1])

    def chosen(self, items: Iterable["Due"]) -> list["Due"]:
        """What is asked for: on the days themselves, and without what comes every day unless that is wanted too."""
        from ..checklist.compile import is_dated

        daily = self.options.daily
        return [each for each in items if self.first <= each.at.due <= self.last and (daily or is_dated(each.duty))]

    def texts(self, dues: Mapping["Role", list["Due"]]) -> dict[str, bytes]:
        """The calendar files and the table of each role."""
        from ..outputs.ics import events_file, tasks_file
        from ..outputs.table import csv_of
        from ..views.event import events

        words, found = self.words, {}
        for role, items in dues.items():
            chosen, stem = self.chosen(items), f"{self._stem(role)}{self._asked()}"
            sure = [each for each in chosen if self.options.provisional or not each.at.provisional]
            entries, name = list(events(words, sure)), words.scene.word("calendar.name", who=words.whose(role))
            made = (name, words.scene.language, entries, self.moment)
            if entries:
                found[f"{stem}.ics"] = events_file(*made)
            if entries and self.options.tasks:
                found[f"{stem}-tasks.ics"] = tasks_file(*made)
            found[f"{stem}.csv"] = csv_of([words.heads(), *(words.row(words.entry(each)) for each in chosen)]).encode()
        return found

    def pages(self, dues: Mapping["Role", list["Due"]]) -> dict[str, bytes]:
        """The month pages of each role, a file for each year. Raises Faulty where the font lacks a character."""
        from ..outputs.typeset import Typesetter
        from ..outputs.wall import pdf_of
        from ..views.wall import month_pages

        data = {
            f"{self._stem(role)}-{name}.pdf": month_pages(self.words, role, months, items, self.moment)
            for role, items in dues.items()
            for name, months in self._years()
        }
        typesetter = Typesetter(self.options.root, self.moment)
        refuse_unprintable(self.words.scene.book, list(data.values()), typesetter, self.options)
        found, done = {}, progress("calendar", len(data))
        for place, (name, each) in enumerate(data.items(), 1):
            found[name] = pdf_of(each, typesetter)
            typesetter.forget()
            done(place)
        done(-1)
        return found

    def _years(self) -> Iterator[tuple[str, list[date]]]:
        """The months by year, with a name for each year's file: 2026, or what there is of it."""
        from ..due import periods

        starts = [start for start, _ in periods("month", self.first, self.last)]
        for year, group in groupby(starts, key=lambda each: each.year):
            months = list(group)
            names = dict.fromkeys((f"{months[0]:%Y-%m}", f"{months[-1]:%Y-%m}"))
            yield str(year) if len(months) == 12 else "_".join(names), months

    def _asked(self) -> str:
        """What stands after the role in a name: nothing without a word about days, so that an address to subscribe to
        stays the same, else the days, so that a month's file never takes the place of the whole.
        """
        options = self.options
        if options.first:
            return f"-{self.first}_{self.last}"
        return f"-{options.year or options.month}" if options.year or options.month else ""

    def _stem(self, role: "Role") -> str:
        return self.words.scene.book.key[role].replace("/", "-")

    def notes(self, words: "DueWords", dues: Mapping["Role", list["Due"]], empty: Iterable["Role"]) -> Iterator[str]:
        """What there are no files for, and what was left out of them, and why, in the words of messages."""
        word, days = words.scene.word, {"first": self.first, "last": self.last}
        for role in empty:
            yield word("calendar.nothing", who=words.whose(role), **days)
        left = [each for items in dues.values() for each in self.chosen(items) if each.at.missing is not None]
        if not self.options.provisional:
            for year in sorted({each.at.missing for each in left if each.at.missing is not None}):
                its = [each.at.due for each in left if each.at.missing == year]
                yield word("calendar.left-out", year=year, n=len(its), first=min(its), last=max(its))
