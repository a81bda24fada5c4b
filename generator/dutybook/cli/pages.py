"""`dutybook pages DIR`: the same pages as the site, as Markdown for any engine."""

import argparse
import os
import sys
from pathlib import Path

from ..pipeline import check
from ..report import report
from .common import language, root_option, wants_colour


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    root_option(parser)
    parser.add_argument("out", type=Path, metavar="DIR", help="the folder to write; it is replaced as a whole")


def run(options: argparse.Namespace) -> int:
    """Writes the pages; 1 when the handbook has errors, 2 when the folder holds something else."""
    checked = check(options.root)
    if checked.book is None or checked.errors:
        found = report(checked.errors, "text", options.root, language(options), colour=wants_colour())
        sys.stderr.write(f"{found}dutybook pages: nothing was written\n")
        return 1
    from ..site.pages import write_pages

    foreign = [each.name for each in options.out.iterdir()] if options.out.is_dir() else []
    foreign = [name for name in foreign if name not in checked.book.settings.languages]
    if foreign or options.out.is_file():
        sys.stderr.write(
            f"dutybook pages: {options.out} holds something else ({', '.join(foreign[:3]) or 'it is a file'})\n"
        )
        return 2
    for folder in write_pages(checked.book, options.root, options.out, os.environ.get("DUTYBOOK_EDIT_URL", "")):
        sys.stdout.write(f"{folder}\n")
    return 0
