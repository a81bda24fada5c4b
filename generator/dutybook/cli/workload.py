"""`dutybook workload`: how much time a role's standard leaves for each visit, and what falls due when."""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from .common import Faulty, Refused, checked_book, find, language, root_option, scene_of

if TYPE_CHECKING:
    from ..book import Book
    from ..model.organisation import CustomerClass, Role
    from ..views.workload_words import WorkloadWords
    from ..workload import Workload

GIVEN = re.compile(r"([^=]+)=([0-9]{1,7})")
MINUTES = re.compile(r"(?:([^=]+)=)?([0-9]{1,4})")
MOST, DAY = 1_000_000, 1440


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.description = (
        "Says how many minutes a month leaves for each visit that the standard asks for. "
        "Numbers of customers are yours to give; nothing is guessed, and every assumption is listed."
    )
    parser.add_argument("role", metavar="ROLE", help="a role, such as tobacco/customer-manager or customer-manager")
    parser.add_argument("--month", metavar="YYYY-MM", help="the month (default: this one)")
    parser.add_argument(
        "--class", dest="classes", action="append", default=[], metavar="CLASS=N",
        help="how many customers of a class there are, such as urban=120; once for each class",
    )  # fmt: skip
    for name in ("urban", "rural"):
        parser.add_argument(f"--{name}", metavar="N", help=f"short for --class {name}=N")
    parser.add_argument(
        "--customers",
        type=Path,
        metavar="FILE",
        help="the numbers from a file instead: CSV with a line CLASS,N for each class, or YAML as customers: {CLASS: N}",
    )
    parser.add_argument(
        "--minutes",
        action="append",
        default=[],
        metavar="[CLASS=]N",
        help="minutes a visit takes, of all or of a class",
    )
    parser.add_argument("--travel", metavar="N", help="minutes of travel a visit")
    parser.add_argument(
        "--visits", action="append", default=[], metavar="CLASS=N", help="try another number of visits a month each"
    )
    parser.add_argument("--field-day", metavar="N", help="try another number of minutes in the field a workday")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Prints the workload; 1 when the handbook or the file of customers has errors."""
    book = checked_book(options)
    role = find(book, "role", options.role, options)
    month = month_asked(options)
    from ..views.workload_words import WorkloadWords
    from ..workload import workload

    words = WorkloadWords(scene_of(book, options))
    load = workload(
        book, role, month,
        customers=_customers(book, role, options),
        minutes=_minutes(book, role, options),
        travel=_a_length(options.travel, options),
        visits=_counts(book, role, options.visits, options),
        day_minutes=_a_length(options.field_day, options),
    )  # fmt: skip
    if not load.workdays:
        raise Refused(options, "workload-no-workdays", month=words.month(load))
    if options.format == "json":
        said = json.dumps(words.entry(load), ensure_ascii=False, indent=2) + "\n"
    else:
        said = "\n".join(_text(words, load)) + "\n"
    sys.stdout.write(said)
    return 0


def month_asked(options: argparse.Namespace) -> date:
    """The first day of the month asked for; of this one when nothing is said. Raises Refused."""
    if options.month is None:
        return date.today().replace(day=1)
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", options.month):
        raise Refused(options, "bad-month", said=options.month)
    return date.fromisoformat(f"{options.month}-01")


def _customers(book: "Book", role: "Role", options: argparse.Namespace) -> "dict[CustomerClass, int]":
    short = [f"{name}={said}" for name in ("urban", "rural") if (said := getattr(options, name)) is not None]
    given = [*options.classes, *short]
    if options.customers is not None:
        if given:
            raise Refused(options, "workload-file-and-count")
        return _of_file(book, role, options)
    return _counts(book, role, given, options)


def _counts(
    book: "Book", role: "Role", given: Iterable[str], options: argparse.Namespace
) -> "dict[CustomerClass, int]":
    """What is given as CLASS=N. Raises Refused."""
    from ..customer_counts import folded

    found: dict[CustomerClass, int] = {}
    for said in given:
        parts = GIVEN.fullmatch(folded(said))
        if parts is None or int(parts[2]) > MOST:
            raise Refused(options, "workload-bad-count", said=said)
        group = _class(book, role, parts[1], options)
        if group in found:
            raise Refused(options, "workload-twice", name=parts[1])
        found[group] = int(parts[2])
    return found


def _of_file(book: "Book", role: "Role", options: argparse.Namespace) -> "dict[CustomerClass, int]":
    from ..customer_counts import read_counts
    from ..report import report

    counts, problems = read_counts(options.customers, book, role)
    if problems:
        sys.stderr.write(report(problems, "text", options.root, language(options)))
        raise Faulty
    return counts


def _class(book: "Book", role: "Role", name: str, options: argparse.Namespace) -> "CustomerClass":
    from ..customer_counts import class_list, classes_by_name, folded

    classes = classes_by_name(book, role)
    if not classes:
        raise Refused(options, "workload-serves-none", role=book.key[role])
    found = classes.get(folded(name))
    if found is None:
        known = class_list(book, role, language(options))
        raise Refused(options, "workload-no-class", role=book.key[role], name=name, known=known)
    return found


def _minutes(book: "Book", role: "Role", options: argparse.Namespace) -> "dict[CustomerClass, int]":
    from ..workload import classes_of

    found: dict[CustomerClass, int] = {}
    for said in sorted(options.minutes, key=lambda each: "=" in each):
        parts = MINUTES.fullmatch(said)
        if parts is None or int(parts[2]) > DAY:
            raise Refused(options, "workload-bad-minutes", said=said)
        groups = [_class(book, role, parts[1], options)] if parts[1] else classes_of(book, role)
        found |= dict.fromkeys(groups, int(parts[2]))
    return found


def _a_length(said: str | None, options: argparse.Namespace) -> int | None:
    """Minutes as typed; None when nothing is said. Raises Refused."""
    if said is None:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", said) or int(said) > DAY:
        raise Refused(options, "workload-bad-minutes", said=said)
    return int(said)


def _text(words: "WorkloadWords", load: "Workload") -> Iterator[str]:
    scene = words.scene
    unit = scene.book.unit(load.role)
    yield words.word(
        "head", role=scene.title(load.role), unit=scene.title(unit) if unit is not None else "", month=words.month(load)
    )
    yield from (f"  {line}" for line in words.lines(load))
    yield from ("", *_deadlines(words, load))
    yield from ("", words.word("assumptions"))
    for kind, remarks in groupby(words.remarks(load), key=lambda each: each.kind):
        yield f"  {words.word(f'kind.{kind}')}"
        yield from (f"    {each.said}" for each in remarks)


def _deadlines(words: "WorkloadWords", load: "Workload") -> Iterable[str]:
    """The days on which something falls due, with a bar a thing: the month's peaks at a glance."""
    from ..workload import deadlines

    found = deadlines(words.book, load.role, load.month)
    if not found:
        return [words.word("no-deadlines")]
    days = [(words.due.day(day, weekday=True), count) for day, count in sorted(found.items())]
    wide = max(_width(day) for day, _ in days)
    rows = [f"  {day}{' ' * (wide - _width(day))}  {'■' * count} {count}" for day, count in days]
    return [words.word("deadlines", n=found.total()), *rows]


def _width(said: Sequence[str]) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(1 if ord(each) < 0x1100 else 2 for each in said)
