"""`dutybook schema`: what editors need to complete, explain and check the files."""

import argparse
import sys
from pathlib import Path

from .common import readable_book, root_option, words_for


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "-o", "--out", type=Path, default=None, metavar="DIR", help="where to write (default: .schema/)"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; say which files are stale, and end with 1")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the schemas, or with --check compares them; 1 when some are stale or the handbook cannot be read."""
    from ..schema.files import schemas
    from ..schema.place import FOLDER

    book = readable_book(options)
    words = words_for(options)["schema"]
    out = options.out or options.root / FOLDER
    made = {name.removeprefix(f"{FOLDER}/"): text for name, text in schemas(book).items()}
    stale = [name for name, text in made.items() if not _is(out / name, text)]
    if out.is_dir():
        stale += sorted(name for file in out.rglob("*.json") if (name := file.relative_to(out).as_posix()) not in made)
    if options.check:
        sys.stdout.write("".join(words["stale"].format(name=out / name) + "\n" for name in stale))
        sys.stdout.flush()
        if stale:
            sys.stderr.write(words["repair"].format(command="dutybook schema") + "\n")
        return 1 if stale else 0
    from ..edit.write import write_all

    write_all(options.root, {str((out / name).resolve()): made[name] for name in stale if name in made})
    for name in stale:
        if name not in made:
            (out / name).unlink()
    sys.stdout.write(words["written"].format(place=out, count=len(stale)) + "\n")
    return 0


def _is(file: Path, text: str) -> bool:
    try:
        return file.read_text("utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False
