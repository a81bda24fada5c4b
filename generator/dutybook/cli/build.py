"""`dutybook build`: the site in every language."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from ..book import Book
from ..pipeline import check
from ..report import report
from .common import Refused, language, refuse_foreign, root_option, wants_colour, write_whole, writing


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
        "--offline",
        action="store_true",
        help="one zip instead (default: site.zip), to unpack and open without a server or a network",
    )
    parser.add_argument(
        "--edit-url",
        default=os.environ.get("DUTYBOOK_EDIT_URL", ""),
        help="address of a file in the web editor, with {path} and {line} (default: $DUTYBOOK_EDIT_URL)",
    )


def run(options: argparse.Namespace) -> int:
    """Builds the site, or books; 1 when the handbook has errors, and then nothing is written.

    Raises Refused when the folder holds something else than an earlier build, or cannot be written.
    """
    if options.book is not None:
        if options.offline:
            raise Refused(options, "book-offline")
        from .book import books

        return books(options)
    if options.languages is not None:
        raise Refused(options, "in-without-book")
    checked = check(options.root)
    if checked.book is None or checked.errors:
        found = report(checked.errors, "text", options.root, language(options), colour=wants_colour())
        sys.stderr.write(f"{found}dutybook build: nothing was built\n")
        return 1
    if options.offline:
        return _offline(checked.book, options)
    from ..site.build import BuildError, build, made_by_build

    out = options.out or options.root / "site"
    refuse_foreign(out, made_by_build(checked.book.settings.languages), options)
    try:
        with writing(options):
            build(checked.book, options.root, out, options.edit_url)
    except BuildError as error:
        sys.stderr.write(f"{error}\ndutybook build: nothing was built\n")
        return 1
    sys.stdout.write(f"{out}/index.html\n")
    return 0


def _offline(book: Book, options: argparse.Namespace) -> int:
    """Builds the site aside and writes it as one zip; 1 when something in it would be loaded from another host.

    Raises Refused where the file cannot be written.
    """
    from ..appearance import words_of
    from ..moment import commit_time
    from ..site.build import BuildError, build
    from ..site.offline import foreign, packed

    out = options.out or options.root / "site.zip"
    if out.is_dir():
        raise Refused(options, "is-folder", path=out)
    words = words_of(options.root, language(options))["offline"]
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside) / "site"
        try:
            build(book, options.root, folder, options.edit_url)
        except BuildError as error:
            sys.stderr.write(f"{error}\n{words['nothing']}\n")
            return 1
        found = foreign(folder)
        if found:
            said = [words["foreign"].format(**each._asdict()) for each in found[:10]]
            said += [words["more"].format(n=len(found) - 10)] if len(found) > 10 else []
            sys.stderr.write("\n".join([*said, words["nothing"]]) + "\n")
            return 1
        write_whole(out, packed(folder, out.stem, commit_time(options.root)), options)
    sys.stdout.write(f"{out}\n")
    return 0
