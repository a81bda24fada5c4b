"""`dutybook owners`: CODEOWNERS, from owner roles and the teams that stand for them."""

import argparse
import sys
from pathlib import Path

from ..outputs.owners import FORMATS, owners, placed
from .common import Refused, checked_book, root_option, words_for, write_whole


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--format", choices=tuple(FORMATS), default="github", help="for which platform")
    parser.add_argument("--write", action="store_true", help="write .github/CODEOWNERS or .gitlab/CODEOWNERS")
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 when the file is stale")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Prints, writes or compares; 1 when a compared file is stale or the handbook has errors."""
    if options.write and options.check:
        raise Refused(options, "write-and-check")
    words = words_for(options)["owners"]
    made = owners(checked_book(options), options.format)
    file = options.root / FORMATS[options.format]
    text = _text(file, options)
    if not made:
        sys.stderr.write(words["no-teams"] + "\n")
    if options.check:
        if placed(text, made) != text:
            again = "" if options.format == "github" else f" --format {options.format}"
            sys.stderr.write(words["stale"].format(file=file, command=f"dutybook owners{again} --write") + "\n")
            return 1
    elif options.write and (made or text):
        write_whole(file, placed(text, made).encode(), options)
        sys.stdout.write(words["written"].format(file=file) + "\n")
    elif not options.write:
        sys.stdout.write(made)
    return 0


def _text(file: Path, options: argparse.Namespace) -> str:
    try:
        return file.read_text("utf-8") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(options, "unreadable-file", file=file, why=str(error)) from error
