"""What `dutybook check --fix` shows, asks and writes."""

import argparse
import difflib
import sys
from collections.abc import Iterator

from ..fixing import Fix, fixes, write
from ..pipeline import Checked
from ..source import BREAK, decode
from .common import language, wants_colour

YES = frozenset(("y", "yes", "是", "好"))
TINTS = {"-": "\x1b[31m", "+": "\x1b[32m", "@": "\x1b[36m"}


def fix(options: argparse.Namespace, checked: Checked) -> bool:
    """Shows the safe corrections and writes them when that is wanted; whether something was written."""
    from ..appearance import words_of

    words = words_of(options.root, language(options))["fixing"]
    found = fixes(options.root, checked.problems, options.on)
    if not found:
        sys.stdout.write(f"{words['nothing']}\n\n")
        return False
    for each in found:
        sys.stdout.write("".join(_shown(each, words)))
    count = sum(len(each.problems) for each in found)
    if not _is_wanted(options, words["ask"].format(count=count, files=len(found))):
        sys.stdout.write(f"{words['not-written']}\n\n")
        return False
    for each in found:
        sys.stdout.write(_written(options, each, words) + "\n")
    sys.stdout.write("\n")
    return True


def _written(options: argparse.Namespace, fix: Fix, words: dict[str, str]) -> str:
    try:
        done = write(options.root, fix)
    except OSError as error:
        return words["failed"].format(path=fix.name, reason=error.strerror)
    return words["written" if done else "changed-meanwhile"].format(path=fix.name)


def _is_wanted(options: argparse.Namespace, question: str) -> bool:
    if options.yes:
        return True
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    sys.stdout.write(question)
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in YES


def _shown(fix: Fix, words: dict[str, str]) -> Iterator[str]:
    """A file's corrections as a difference, with what it does not show: encoding and line ends."""
    codes = ", ".join(dict.fromkeys(problem.kind.code for problem in fix.problems))
    yield words["file"].format(path=fix.name, count=len(fix.problems), codes=codes) + "\n"
    before, after = decode(fix.before), decode(fix.after)
    if before.encoding != "utf-8" or before.bom:
        yield words["encoding"].format(encoding=before.encoding.upper() + (" BOM" if before.bom else "")) + "\n"
    old, new = (BREAK.split(each.text or "") for each in (before, after))
    if old == new and before.text != after.text:
        yield words["line-ends"] + "\n"
    for line in difflib.unified_diff(old, new, fix.name, fix.name, lineterm="", n=1):
        tint = TINTS.get(line[0], "") if wants_colour() else ""
        yield f"{tint}{line}\x1b[0m\n" if tint else f"{line}\n"
    yield "\n"
