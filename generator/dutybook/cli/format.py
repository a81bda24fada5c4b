"""`dutybook format`: the files in one style, so that a change shows only what has changed."""

import argparse
import sys
from difflib import unified_diff
from pathlib import Path
from typing import Any

from .common import Refused, language, root_option, wants_colour, words_for, writing


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files or folders (default: the handbook and its checklists)",
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; say which files would change, and end with 1"
    )
    parser.add_argument("--diff", action="store_true", help="change nothing; show what would change")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Formats files. 1 when a file is at fault (it stays as it is) or, with --check, when one would change."""
    from ..edit.format import formatted
    from ..report import report
    from ..schema.place import address_of

    words = words_for(options)["format"]
    texts: dict[str, str] = {}
    problems = []
    for path, name, model in _chosen(options):
        data = path.read_bytes()
        text, faults = formatted(data, name, model, address_of(name, model))
        problems += faults
        if text is not None and text.encode() != data:
            texts[name] = text
            if options.diff:
                before = data.decode("utf-8").splitlines(keepends=True)
                sys.stdout.writelines(unified_diff(before, text.splitlines(keepends=True), name, name))
    if problems:
        sys.stderr.write(report(problems, "text", options.root, language(options), colour=wants_colour()))
    if options.check and texts:
        sys.stdout.write("".join(words["would"].format(name=name) + "\n" for name in texts))
        sys.stdout.flush()
        sys.stderr.write(words["repair"].format(command="dutybook format") + "\n")
    elif texts and not options.diff:
        from ..edit.write import write_all

        with writing(options):
            write_all(options.root, texts)
        sys.stdout.write("".join(words["changed"].format(name=name) + "\n" for name in texts))
    return 1 if problems or (options.check and texts) else 0


def _chosen(options: argparse.Namespace) -> list[Any]:
    """The files that are meant. Raises Refused for a path that is no file of the handbook."""
    from ..read import files_of

    files = files_of(options.root)
    if not files:
        raise Refused(options, "no-handbook", place=options.root)
    if not options.paths:
        return files
    chosen = []
    for path in options.paths:
        wanted = path.resolve()
        found = [each for each in files if each[0].resolve() == wanted or wanted in each[0].resolve().parents]
        if not found:
            raise Refused(options, "no-such-file", path=path)
        chosen += [each for each in found if each not in chosen]
    return chosen
