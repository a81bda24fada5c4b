"""`dutybook build`: the site in every language."""

import argparse
import os
import sys
from pathlib import Path

from ..pipeline import check
from ..report import report
from .common import Refused, language, refuse_foreign, root_option, wants_colour


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    root_option(parser)
    parser.add_argument(
        "-o", "--out", type=Path, default=None, metavar="DIR", help="where to build (default: site/; books: books/)"
    )
    parser.add_argument(
        "--book",
        nargs="*",
        default=None,
        metavar="UNIT",
        help="instead of the site, one PDF of each unit's handbook (default: all units); -o takes a FILE.pdf for one",
    )
    parser.add_argument("--in", dest="languages", metavar="zh|en|zh,en", help="languages of the books")
    parser.add_argument(
        "--edit-url",
        default=os.environ.get("DUTYBOOK_EDIT_URL", ""),
        help="address of a file in the web editor, with {path} and {line} (default: $DUTYBOOK_EDIT_URL)",
    )


def run(options: argparse.Namespace) -> int:
    """Builds the site, or books; 1 when the handbook has errors, and then nothing is written.

    Raises Refused when the folder holds something else than an earlier build.
    """
    if options.book is not None:
        from .book import books

        return books(options)
    if options.languages is not None:
        raise Refused(options, "in-without-book")
    checked = check(options.root)
    if checked.book is None or checked.errors:
        found = report(checked.errors, "text", options.root, language(options), colour=wants_colour())
        sys.stderr.write(f"{found}dutybook build: nothing was built\n")
        return 1
    from ..site.build import BuildError, build, made_by_build

    out = options.out or options.root / "site"
    refuse_foreign(out, made_by_build(checked.book.settings.languages), options)
    try:
        build(checked.book, options.root, out, options.edit_url)
    except BuildError as error:
        sys.stderr.write(f"{error}\ndutybook build: nothing was built\n")
        return 1
    sys.stdout.write(f"{out}/index.html\n")
    return 0
