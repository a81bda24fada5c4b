"""`dutybook records transcribe`: a record of a sheet that was filled in on paper.

The code at the sheet's foot says which wording it had: the present one, or one of the history. A sheet of another wording
is never taken for the present one.
"""

import argparse
import re
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .common import Refused, a_day, find, root_option

if TYPE_CHECKING:
    from ..book import Book
    from ..model.checklist import Checklist
    from ..terminal.kept import Kept

CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]")
CODES = {0: 0, 1: 1, 2: 0, 3: 1}  # what `run` ends with → what this ends with: exceptions on paper are no failure


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("checklist", metavar="CHECKLIST", help="such as tobacco/customer-visit")
    parser.add_argument("--code", required=True, metavar="CODE", help="the code at the sheet's foot, or its QR's text")
    parser.add_argument("--date", required=True, metavar="DATE", help="the date on the sheet")
    parser.add_argument("--at", required=True, metavar="TIME", help="when it was completed, as written on it: 17:30")
    parser.add_argument("--performer", required=True, metavar="ID", help="who filled it in, by an id")
    parser.add_argument("--subject", metavar="TEXT", help="whom or what it is about, such as a customer's number")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="take the answers from a file, JSON or YAML")
    parser.add_argument("-o", "--out", type=Path, default=Path("records"), metavar="DIR", help="where the record goes")
    parser.epilog = "Exit codes: 0 written, 1 answers are missing or refused, 2 wrong use. Nothing is kept half-way."
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Asks for the answers, or takes them from a file, and writes the record."""
    from ..terminal.console import Console
    from ..terminal.leave import Ways, go_through
    from .run import EXIT, answered, speaker_of

    day = a_day(options.date, options)
    if not CLOCK.fullmatch(options.at):
        raise Refused(options, "bad-clock", said=options.at)
    payload = _payload(day, options)
    if payload["private"]:
        raise Refused(options, "private-sheet")
    speaker = speaker_of(payload, day.isoformat(), options, Console())
    kept, ways = _begun(payload, day, options), Ways(options.out, "", "paper")
    if options.answers is not None:
        return CODES[answered(kept, speaker, ways, options)]
    speaker.head()
    return CODES[EXIT[go_through(kept, speaker, ways)]]


def _begun(payload: dict[str, Any], day: date, options: argparse.Namespace) -> "Kept":
    from ..run.engine import begin
    from ..run.plan import planned
    from ..run.values import Refused as Refusal
    from ..run.values import person, subject
    from ..terminal.kept import Kept

    who, about = person(options.performer), subject(options.subject)
    if isinstance(who, Refusal):
        raise Refused(options, "bad-id", said=options.performer)
    if isinstance(about, Refusal):
        raise Refused(options, "bad-subject", said=options.subject)
    # Paper knows one time, and nobody measured how long an item took.
    moment = datetime.strptime(f"{day.isoformat()} {options.at}", "%Y-%m-%d %H:%M").astimezone()
    state = begin(planned(payload, day.isoformat()), who, moment.isoformat(timespec="seconds"), about)
    if isinstance(state, Refusal):
        raise AssertionError(state)
    return Kept(state, None, lambda: moment)


def _payload(day: date, options: argparse.Namespace) -> dict[str, Any]:
    """The checklist as it was when the sheet was printed, on its date. Raises Refused."""
    from ..appearance import words_of
    from ..checklist.compile import compiled
    from ..views.run import runnable
    from ..views.scene import Scene

    with ExitStack() as stack:
        book, checklist = _printed(options, stack)
        if day.year not in book.calendar(checklist.mark.path.split("/")[1]).listed:
            raise Refused(options, "no-calendar", year=day.year)
        scenes = [Scene(book, each, words_of(options.root, each), ()) for each in book.settings.languages]
        return runnable(book, compiled(book, checklist), [day], scenes)


def _printed(options: argparse.Namespace, stack: ExitStack) -> "tuple[Book, Checklist]":
    """The handbook and the checklist that a sheet was printed from."""
    from ..history.git import NoHistory
    from ..review.trace import Trail, trace
    from .verify import asked, bars, book_here, history_of

    options.verify = options.code
    code, _ = asked(options)
    history, _ = history_of(options, stack)
    here = book_here(options, history)
    wanted = find(here, "checklist", options.checklist, options)
    try:
        traced = trace(code, here, Trail(history, bars(stack)) if history is not None else None)
    except NoHistory:
        traced = trace(code, here, None)
    if len(traced.carriers) > 1:
        codes = ", ".join(f"{each.fingerprint[:12]} ({each.key})" for each in traced.carriers)
        raise Refused(options, "several-codes", code=code, codes=codes)
    if not traced.carriers or traced.issued is None:
        raise Refused(options, "unknown-sheet", code=code)
    now = here.find("checklist", traced.carriers[0].key, "")
    if now is not wanted:
        raise Refused(options, "other-sheet", code=code, key=traced.carriers[0].key, wanted=here.key[wanted])
    return traced.issued.book, traced.issued.made.checklist
