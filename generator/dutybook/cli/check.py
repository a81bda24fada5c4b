"""`dutybook check`: all problems of the handbook at once."""

import argparse
import sys
from datetime import date

from ..pipeline import check
from ..report import FORMATS, report
from .common import Refused, language, root_option, wants_colour


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    root_option(parser)
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="how to print the problems")
    parser.add_argument("--strict", action="store_true", help="count warnings as errors")
    parser.add_argument(
        "--fix",
        action="store_true",
        help="show what can be corrected without changing what is said: signs, spaces, quotation marks, misspelt keys, "
        "the encoding; ask, then write",
    )
    parser.add_argument("--yes", action="store_true", help="with --fix: write without asking")
    parser.add_argument(
        "--on", type=date.fromisoformat, default=None, metavar="DATE", help="judge overdue reviews as of this day"
    )


def run(options: argparse.Namespace) -> int:
    """Prints the problems; 1 when there is an error (with --strict, any problem). Writes only with --fix."""
    if options.yes and not options.fix:
        raise Refused(options, "yes-alone")
    if options.fix and options.format != "text":
        raise Refused(options, "fix-as-text")
    checked = check(options.root, options.on)
    if options.fix:
        from .fixes import fix

        if fix(options, checked):
            checked = check(options.root, options.on)
    sys.stdout.write(report(checked.problems, options.format, options.root, language(options), colour=wants_colour()))
    return 1 if checked.errors or (options.strict and checked.problems) else 0
