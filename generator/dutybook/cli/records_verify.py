"""`dutybook records verify`: whether files are sound records."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .common import Refused, language, progress, root_option

if TYPE_CHECKING:
    from ..book import Book


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="records, or folders with records")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
    parser.epilog = "Exit codes: 0 all sound, 1 some are not, 2 wrong use. A digest shows accidental change, no more."
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Says of each file whether it is sound; 1 when one is not, or there is none."""
    from ..appearance import words_of
    from ..collate.gather import NAMES, files_in

    files = existing(options.files, options)
    book, words = _book(options), words_of(options.root, language(options))
    named = {each for each in files if not each.is_dir()}
    chosen = [each for each in files_in(files) if each in named or each.name.casefold().endswith(NAMES)]
    show = progress("verify", len(chosen))
    found = []
    for count, path in enumerate(chosen):
        show(count)
        found.append(_entry(path, book, words))
    show(-1)
    faulty = sum(not each["sound"] for each in found)
    if options.format == "json":
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    else:
        for each in found:
            sys.stdout.write(_line(each, words) + "\n")
        sys.stdout.write(words["records"]["told"]["sum"].format(sound=len(found) - faulty, faulty=faulty) + "\n")
    return 1 if faulty or not found else 0


def existing(paths: list[Path], options: argparse.Namespace) -> list[Path]:
    """Paths that are there. Raises Refused."""
    for path in paths:
        if not path.exists():
            raise Refused(options, "no-such", path=path)
    return paths


def _book(options: argparse.Namespace) -> "Book | None":
    """The handbook of the folder, where there is one: records can be verified without."""
    from ..read import read

    return read(options.root)[0] if (options.root / "handbook").is_dir() else None


def _entry(path: Path, book: "Book | None", words: Any) -> dict[str, Any]:
    from ..collate.gather import content, looked_at
    from ..run.shape import Fault

    data = content(path)
    values = (data,) if isinstance(data, Fault) else looked_at(data)
    if isinstance(values, tuple):
        said = [each.say(words["record"]["faults"]) for each in values]
        codes = [{"code": each.code, "path": each.path, "says": text} for each, text in zip(values, said, strict=True)]
        return {"file": str(path), "sound": False, "faults": codes}
    names = ("checklist", "date", "performer", "result", "status", "run", "digest", "fingerprint")
    return {
        "file": str(path), "sound": True, "faults": [], **{each: values[each] for each in names},
        "definition": _standing(values, book),
    }  # fmt: skip


def _standing(values: Any, book: "Book | None") -> str:
    """Whether the checklist inside is the one that the handbook has: current, other, no-checklist, or unknown."""
    from ..checklist.compile import compiled
    from ..checklist.definition import fingerprint

    if book is None:
        return "unknown"
    checklist = book.find("checklist", values["checklist"], "")
    if checklist is None:
        return "no-checklist"
    return "current" if fingerprint(book, compiled(book, checklist)) == values["fingerprint"] else "other"


def _line(entry: dict[str, Any], words: Any) -> str:
    told = words["records"]["told"]
    if not entry["sound"]:
        faults = words["due"]["join"].join(each["says"] for each in entry["faults"])
        return str(told["faulty"].format(path=entry["file"], faults=faults))
    return str(
        told["sound"].format(
            path=entry["file"], checklist=entry["checklist"], day=entry["date"], person=entry["performer"],
            result=words["records"]["result"][entry["result"]], digest=entry["digest"][:12],
            standing=words["records"]["known"][entry["definition"]],
        )
    )  # fmt: skip
