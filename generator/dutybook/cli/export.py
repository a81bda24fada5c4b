"""`dutybook export DIR`: the whole handbook for programs and spreadsheets."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from .common import Refused, a_day, checked_book, languages_of, refuse_foreign, root_option, writing

USUAL = "model,csv,xlsx,pages"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("out", type=Path, metavar="DIR", help="the folder to write; it is replaced as a whole")
    parser.add_argument("--write", default=USUAL, metavar="LIST", help=f"what is written (default: {USUAL})")
    parser.add_argument("--languages", metavar="LIST", help="languages of tables and pages, as zh,en (default: all)")
    parser.add_argument(
        "--on", metavar="DATE", help="look for the next dates of deadlines from this day (default: the last commit's)"
    )
    parser.epilog = "docs/export.md says what the files hold and what programs may rely on."
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the export and prints where. Raises Refused where the folder holds something else."""
    from ..exporting import PARTS, export
    from ..site.folder import replacing, write_files

    wanted = [each.strip() for each in options.write.split(",") if each.strip()]
    unknown = [each for each in wanted if each not in PARTS]
    if unknown or not wanted:
        raise Refused(options, "no-such-output", name=", ".join(unknown), known=", ".join(PARTS))
    book = checked_book(options)
    every = book.settings.languages
    languages = languages_of(book, options) if options.languages else list(every)
    refuse_foreign(options.out, ("llms.txt", "model.json", "schemas", "tables", *every), options)
    files = export(book, options.root, languages, wanted, _day(options))
    with writing(options), replacing(options.out) as new:
        write_files(new, files.items())
    sys.stdout.write(f"{options.out}\n")
    return 0


def _day(options: argparse.Namespace) -> date:
    """From which day on: as asked, else the day that stands for the content, so that a commit gives the same bytes."""
    from ..moment import commit_time

    if options.on is not None:
        return a_day(options.on, options)
    return datetime.fromtimestamp(commit_time(options.root), UTC).date()
