"""`dutybook confirm`: somebody has read what relies on changed words, and it holds."""

import argparse
import sys
from typing import TYPE_CHECKING

from .common import Refused, a_day, checked_book, find, reliance_words, root_option, writing

if TYPE_CHECKING:
    from ..book import Book
    from ..reliance.relations import Relation

SHOWN = 20  # confirmations that are listed one by one


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "ids", metavar="ID", nargs="*", help="a thing, or one part of it, as 'dutybook suspects' prints it"
    )
    parser.add_argument("--as", dest="role", metavar="ROLE", required=True, help="the role that has read it")
    parser.add_argument(
        "--new", action="store_true", help="record what is new, and drop what confirms nothing any more"
    )
    parser.add_argument(
        "--all", action="store_true", help="record everything as it stands: how a handbook begins to be watched"
    )
    parser.add_argument("--unit", metavar="UNIT", help="with --new or --all: only what lies in this unit")
    parser.add_argument("--note", metavar="TEXT", default="", help="a remark that is kept with it")
    parser.add_argument("--on", metavar="DATE", help="the day it was read (default: today)")
    parser.add_argument("--dry-run", action="store_true", help="write nothing; say what would be recorded")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Records confirmations; 2 when an id names nothing that waits for one."""
    from ..edit.confirm import confirmed, write

    book = checked_book(options)
    words = reliance_words(options)["confirm"]
    role, day = find(book, "role", options.role, options), a_day(options.on, options)
    found = _chosen(book, options)
    texts = confirmed(book, found, book.key[role], day, options.note, prune=options.new or options.all)
    if texts and not options.dry_run:
        with writing(options):
            write(options.root, texts)
    lines = [words["line"].format(id=each) for each in _named(book, found)]
    if len(lines) > SHOWN:
        lines = [*lines[:SHOWN], words["more"].format(n=len(lines) - SHOWN)]
    lines += [words["file"].format(name=each) for each in texts]
    lines.append(words["count"].format(n=len(found), role=book.key[role], day=day) if found else words["nothing"])
    if options.dry_run:
        lines.append(words["dry-run"])
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _chosen(book: "Book", options: argparse.Namespace) -> "list[Relation]":
    from ..book import unit_of
    from ..edit.confirm import asked_for, open_ones, things_of
    from ..hints import nearest
    from ..reliance.relations import relations
    from ..reliance.standing import id_of, standing

    if not options.ids and not options.new and not options.all:
        raise Refused(options, "confirm-what")
    waiting = open_ones(book)
    unit = find(book, "unit", options.unit, options).id if options.unit else None
    chosen = waiting if options.all else standing(book).new if options.new else []
    found = dict.fromkeys(each for each in chosen if unit is None or unit_of(each.thing) == unit)
    for name in options.ids:
        known = asked_for(book, name)
        if not known:
            names = {id_of(book, each) for each in relations(book)}
            guess = nearest(name, [*names, *(each.partition("#")[0] for each in names)])
            raise Refused(options, "nothing-relies-near" if guess else "nothing-relies", name=name, guess=guess)
        asked = [each for each in known if each in waiting]
        if not asked:
            raise Refused(options, "holds-already", name=name)
        things = things_of(asked, book)
        if len(things) > 1:
            part = name.partition("#")[1] + name.partition("#")[2]
            raise Refused(options, "several-suspects", name=name, shown=", ".join(f"{each}{part}" for each in things))
        found |= dict.fromkeys(asked)
    return list(found)


def _named(book: "Book", found: "list[Relation]") -> list[str]:
    from ..reliance.standing import id_of

    return list(dict.fromkeys(id_of(book, each) for each in found))
