"""`dutybook schema`: what editors need to complete, explain and check the files."""

import argparse
import sys
from pathlib import Path

from ..schema.place import FOLDER
from .common import readable_book, root_option, words_for, writing


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "-o", "--out", type=Path, default=None, metavar="DIR", help="where to write (default: .schema/)"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; say which files are stale, and end with 1")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the schemas, or with --check compares them; 1 when some are stale or the handbook cannot be read."""
    words = words_for(options)["schema"]
    out = options.out or options.root / FOLDER
    made = _made(options)
    stale = _stale(out, made)
    if options.check:
        sys.stdout.write("".join(words["stale"].format(name=out / name) + "\n" for name in stale))
        sys.stdout.flush()
        if stale:
            sys.stderr.write(words["repair"].format(command="dutybook schema") + "\n")
        return 1 if stale else 0
    _write(options, out, made, stale)
    sys.stdout.write(words["written"].format(place=out, count=len(stale)) + "\n")
    return 0


def renew_schemas(options: argparse.Namespace) -> None:
    """Brings the schemas up to date where there are any: after ids have come or gone."""
    out = options.root / FOLDER
    if out.is_dir():
        made = _made(options)
        _write(options, out, made, _stale(out, made))


def _made(options: argparse.Namespace) -> dict[str, str]:
    """The text of every schema, by its path from the folder of schemas."""
    from ..schema.files import schemas

    return {name.removeprefix(f"{FOLDER}/"): text for name, text in schemas(readable_book(options)).items()}


def _stale(out: Path, made: dict[str, str]) -> list[str]:
    """What is missing, different, or no more wanted."""
    there = {file.relative_to(out).as_posix() for file in out.rglob("*.json")} if out.is_dir() else set()
    return [*(name for name, text in made.items() if not _is(out / name, text)), *sorted(there - made.keys())]


def _write(options: argparse.Namespace, out: Path, made: dict[str, str], stale: list[str]) -> None:
    from ..edit.write import write_all

    with writing(options):
        out.mkdir(parents=True, exist_ok=True)
        write_all(out, {name: made[name] for name in stale if name in made})
        for name in stale:
            if name not in made:
                (out / name).unlink()


def _is(file: Path, text: str) -> bool:
    try:
        return file.read_text("utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False
