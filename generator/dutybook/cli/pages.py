"""`dutybook pages DIR`: the same pages as the site, as Markdown for any engine."""

import argparse
import os
import sys
from pathlib import Path

from ..pipeline import check
from ..report import report
from .common import language, refuse_foreign, root_option, wants_colour, writing


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    root_option(parser)
    parser.add_argument("out", type=Path, metavar="DIR", help="the folder to write; it is replaced as a whole")


def run(options: argparse.Namespace) -> int:
    """Writes the pages; 1 when the handbook has errors. Raises Refused when the folder holds something else."""
    checked = check(options.root)
    if checked.book is None or checked.errors:
        found = report(checked.errors, "text", options.root, language(options), colour=wants_colour())
        sys.stderr.write(f"{found}dutybook pages: nothing was written\n")
        return 1
    from ..site.pages import write_pages

    refuse_foreign(options.out, checked.book.settings.languages, options)
    with writing(options):
        folders = write_pages(checked.book, options.root, options.out, os.environ.get("DUTYBOOK_EDIT_URL", ""))
    sys.stdout.writelines(f"{folder}\n" for folder in folders)
    return 0
