"""`dutybook form`: forms as blank sheets of A4 paper."""

import argparse
import sys
from pathlib import Path

from .common import Faulty, Refused, checked_book, find, language, languages_of, root_option, write_whole


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("form", nargs="?", metavar="FORM", help="such as tobacco/visit-log")
    parser.add_argument("--all", action="store_true", help="every form of the handbook, in one file")
    parser.add_argument(
        "-o", "--out", type=Path, metavar="FILE.pdf", help="where to write (default: named after the form)"
    )
    parser.add_argument("--in", dest="languages", metavar="zh|en|zh,en", help="language of the form, or two at once")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the blank and says where; nothing is written when it cannot be printed."""
    book = checked_book(options)
    if bool(options.form) == options.all:
        raise Refused(options, "which-form", known=", ".join(book.key[each] for each in book.forms[:5]))
    forms = book.forms if options.all else [find(book, "form", options.form, options)]
    if not forms:
        raise Refused(options, "nothing-to-print")
    out = options.out or Path("forms.pdf" if options.all else f"{book.key[forms[0]].replace('/', '-')}.pdf")
    if out.suffix != ".pdf":
        raise Refused(options, "no-pdf", name=out)
    languages = languages_of(book, options)
    from ..moment import commit_time
    from ..printing import Press, Unprintable

    try:
        made = Press(book, options.root, languages, commit_time(options.root)).forms(forms)
    except Unprintable as error:
        from ..report import report

        sys.stderr.write(report(error.problems, "text", options.root, language(options)))
        raise Faulty from error
    write_whole(out, made, options)
    sys.stdout.write(f"{out}\n")
    return 0
