"""`dutybook check`: all problems of the handbook at once."""

import argparse
import sys
from datetime import date

from ..pipeline import check
from ..report import FORMATS, report
from .common import language, root_option, wants_colour


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    root_option(parser)
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="how to print the problems")
    parser.add_argument("--strict", action="store_true", help="count warnings as errors")
    parser.add_argument(
        "--on", type=date.fromisoformat, default=None, metavar="DATE", help="judge overdue reviews as of this day"
    )


def run(options: argparse.Namespace) -> int:
    """Prints the problems; 1 when there is an error (with --strict, any problem)."""
    checked = check(options.root, options.on)
    sys.stdout.write(report(checked.problems, options.format, options.root, language(options), colour=wants_colour()))
    return 1 if checked.errors or (options.strict and checked.problems) else 0
