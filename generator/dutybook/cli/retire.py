"""`dutybook retire`: who depends on a thing, what must replace it, and with --apply its end."""

import argparse
import sys
from typing import Any

from .common import Refused, checked_book, language, root_option, words_for, writing
from .schema import renew_schemas


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("id", metavar="ID", help="the id, or unit/id: visit-log, tobacco/visit-log")
    parser.add_argument(
        "--kind", metavar="KIND", help="what it is, where several things have the id: role, duty, form …"
    )
    parser.add_argument(
        "--replace-with", metavar="ID", help="the thing of the same kind that takes its place everywhere"
    )
    parser.add_argument(
        "--apply", action="store_true", help="write: status: retired, and what replaces it where it is named"
    )
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Lists the uses; with --apply retires. 1 when something would be left that names what is retired."""
    from ..edit.retire import RETIRABLE, retired, uses
    from ..report import report
    from .naming import the_thing

    book = checked_book(options)
    words = words_for(options)["retire"]
    thing = the_thing(book, options.id, RETIRABLE, options, options.kind)
    if book.status(thing.node) == "retired":
        raise Refused(options, "retired-already", key=thing.key)
    instead = None
    if options.replace_with is not None:
        instead = the_thing(book, options.replace_with, RETIRABLE, options, thing.word)
        if instead.node is thing.node or book.status(instead.node) == "retired":
            raise Refused(options, "no-replacement", said=options.replace_with)
    found = uses(book, options.root, thing)
    sys.stdout.write("".join(f"{line}\n" for line in _listed(words, thing, found, instead)))
    if not options.apply:
        sys.stdout.write(words["not-applied"] + "\n")
        return 0
    if found and instead is None:
        sys.stdout.write(words["uses-left"].format(count=len(found)) + "\n")
        return 1
    change = retired(options.root, thing, instead, found)
    checked = change.tried()
    if checked.errors:
        sys.stdout.flush()
        sys.stderr.write(report(checked.errors, "text", options.root, language(options)) + words["faulty"] + "\n")
        return 1
    with writing(options):
        change.write()
    renew_schemas(options)
    sys.stdout.write(words["done"].format(key=thing.key) + "\n")
    return 0


def _listed(words: Any, thing: Any, found: list[Any], instead: Any) -> list[str]:
    if not found:
        return [words["unused"].format(kind=thing.word, key=thing.key)]
    lines = [words["used"].format(kind=thing.word, key=thing.key, count=len(found))]
    lines += [words["use"].format(mark=use.mark, holder=use.holder, field=use.key) for use in found]
    if instead is None:
        lines.append(words["replace"].get(thing.word, words["replace"]["other"]))
    else:
        lines.append(words["instead"].format(key=instead.key))
    return lines
