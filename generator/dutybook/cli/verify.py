"""`dutybook sheet --verify CODE`: which checklist a sheet is, whether it still holds, and what has changed since."""

import argparse
import json
import re
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import parse_qs

from .common import Faulty, Refused, language, progress, scene_of

if TYPE_CHECKING:
    from ..book import Book
    from ..history.git import NoHistory
    from ..history.revisions import History

CODE = re.compile(r"[0-9a-f]{4,64}")
NAMED = re.compile(r"^dutybook:([a-z0-9-]+)/([a-z0-9-]+)$|/([a-z0-9-]+)/checklists/([a-z0-9-]+)\.html$")


def verify(options: argparse.Namespace) -> int:
    """Prints what the code in `options.verify` names; 0 when the sheet is current, 1 when it is not, or unknown."""
    from ..history.git import NoHistory
    from ..review.trace import Trail, trace
    from ..views.verify import Search, Verdict

    code, named = asked(options)
    with ExitStack() as stack:
        history, no_history = history_of(options, stack)
        here = book_here(options, history)
        trail = Trail(history, bars(stack)) if history is not None else None
        try:
            traced = trace(code, here, trail)
        except NoHistory as error:
            trail, no_history = None, error
            traced = trace(code, here, None)
    if len(traced.carriers) > 1:
        codes = ", ".join(f"{each.fingerprint[:12]} ({each.key})" for each in traced.carriers)
        raise Refused(options, "several-codes", code=code, codes=codes)
    search = Search(code, named, trail, no_history)
    then = scene_of(traced.issued.book, options) if traced.issued is not None else None
    verdict = Verdict(search, traced, scene_of(here, options), then)
    if options.format == "json":
        sys.stdout.write(json.dumps(verdict.entry(), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(verdict.text())
    return 0 if verdict.status == "current" else 1


def history_of(options: argparse.Namespace, stack: ExitStack) -> tuple["History | None", "NoHistory | None"]:
    """The history of the folder, open as long as the stack is; or why there is none."""
    from ..history.git import NoHistory
    from ..history.revisions import History

    try:
        return stack.enter_context(History.of(options.root)), None
    except NoHistory as error:
        return None, error


def bars(stack: ExitStack) -> Callable[[int, int], None]:
    """Shows how far each search is: so many of so many revisions."""
    bars: dict[int, Callable[[int], None]] = {}
    stack.callback(lambda: [bar(-1) for bar in bars.values()])
    return lambda done, all_: bars.setdefault(all_, progress("verify", all_))(done)


def asked(options: argparse.Namespace) -> tuple[str, str]:
    """The code that was typed or scanned, and the checklist that a scanned text names (else empty). Raises Refused."""
    said = normalize("NFKC", options.verify).strip()
    address, question, query = said.partition("?")
    if not question:
        code = said.casefold()
        if not CODE.fullmatch(code):
            raise Refused(options, "no-code", said=options.verify)
        return code, ""
    code = (parse_qs(query.partition("#")[0]).get("v") or [""])[-1].casefold()
    if not CODE.fullmatch(code):
        raise Refused(options, "no-code-in", said=options.verify)
    found = NAMED.search(address)
    return code, "/".join(part for part in found.groups() if part) if found is not None else ""


def book_here(options: argparse.Namespace, history: "History | None") -> "Book":
    """The handbook in the folder, or that of the last commit where it has errors. Raises Faulty."""
    from ..appearance import words_of
    from ..read import read
    from ..report import report

    book, problems = read(options.root)
    errors = [problem for problem in problems if problem.kind.severity == "error"]
    if book is not None and not errors:
        return book
    last = history.read(history.repository.resolve("HEAD")).book if history is not None else None
    if last is None:
        sys.stderr.write(report(errors, "text", options.root, language(options)))
        raise Faulty
    told = words_of(options.root, language(options))["verify"]["head-instead"]
    sys.stderr.write(f"dutybook {options.command}: {told}\n")
    return last
