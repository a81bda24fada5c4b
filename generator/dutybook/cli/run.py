"""`dutybook run`: goes through a checklist in the terminal, and leaves a record."""

import argparse
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from .common import Refused, a_day, checked_book, find, language, root_option

if TYPE_CHECKING:
    from ..run.state import State
    from ..terminal.console import Console
    from ..terminal.journal import Found, Journal
    from ..terminal.kept import Kept
    from ..terminal.leave import Ways
    from ..terminal.say import Speaker

EXIT = {"complete": 0, "stopped": 1, "in-progress": 1, "complete-with-exceptions": 2}
WRONG = 3


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("checklist", metavar="CHECKLIST", nargs="?", help="such as tobacco/customer-visit")
    parser.add_argument("--date", metavar="DATE", help="the date that it is for (default: today)")
    parser.add_argument(
        "--performer", metavar="ID", help="who goes through it, by an id (default: $DUTYBOOK_PERFORMER)"
    )
    parser.add_argument("--subject", metavar="TEXT", help="whom or what it is about, such as a customer's number")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="take the answers from a file, JSON or YAML")
    parser.add_argument("--resume", nargs="?", const="", metavar="RUN", help="go on with a run (default: the last one)")
    parser.add_argument("--dry-run", action="store_true", help="go through it and leave nothing behind")
    parser.add_argument("-o", "--out", type=Path, default=Path("records"), metavar="DIR", help="where the record goes")
    parser.add_argument("--journal", type=Path, metavar="DIR", help="where open runs are kept")
    parser.epilog = "Exit codes: 0 complete, 1 stopped or incomplete, 2 complete with exceptions, 3 wrong use."
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Goes through a checklist; the exit code says what became of it."""
    if options.resume is not None:
        return _resumed(options)
    if options.checklist is None:
        raise Refused(options, "which-checklist")
    from ..terminal.console import Console
    from ..terminal.leave import go_through

    day = a_day(options.date, options).isoformat()
    payload = _payload(options, day)
    console = Console()
    speaker = speaker_of(payload, day, options, console)
    performer = _performer(payload, options, speaker)
    kept = _begun(payload, day, performer, _subject(options, speaker), options)
    try:
        if options.answers is not None:
            return answered(kept, speaker, _ways(kept, options), options)
        _tell_open(kept, payload, options, speaker)
        speaker.head(kept=kept.journal is not None)
        return EXIT[go_through(kept, speaker, _ways(kept, options))]
    finally:
        if kept.journal is not None:
            kept.journal.close()


def _payload(options: argparse.Namespace, day: str) -> dict[str, Any]:
    from datetime import date

    from ..appearance import words_of
    from ..checklist.compile import compiled
    from ..views.run import runnable
    from ..views.scene import Scene

    book = checked_book(options)
    checklist = find(book, "checklist", options.checklist, options)
    scenes = [Scene(book, each, words_of(options.root, each), ()) for each in book.settings.languages]
    return runnable(book, compiled(book, checklist), [date.fromisoformat(day)], scenes)


def speaker_of(payload: Mapping[str, Any], day: str, options: argparse.Namespace, console: "Console") -> "Speaker":
    """Says everything in the language of messages, where the handbook has it."""
    from ..appearance import words_of
    from ..terminal.say import Speaker

    chosen = language(options)
    chosen = chosen if chosen in payload["words"] else next(iter(payload["words"]))
    return Speaker(payload, day, chosen, words_of(options.root, chosen)["run"], console)


def _performer(payload: Mapping[str, Any], options: argparse.Namespace, speaker: "Speaker") -> str:
    """Who goes through it, by an id; asked for where nothing says it. What is only for oneself asks nobody."""
    from ..run.values import Refused as Refusal
    from ..run.values import person

    if payload["private"]:
        return "self"
    said = options.performer or os.environ.get("DUTYBOOK_PERFORMER")
    while True:
        if not said and options.answers is not None:
            raise Refused(options, "no-performer")
        asked = not said
        found = person(said or _ask(speaker, "performer"))
        if not isinstance(found, Refusal):
            return str(found)
        if not asked:
            raise Refused(options, "bad-id", said=said)
        speaker.console.say(speaker.word("refused.not-an-id", said=found.said), 2, "warn")


def _ask(speaker: "Speaker", name: str, **values: str) -> str:
    try:
        return speaker.console.ask(speaker.word(f"prompt.{name}", **values))
    except (EOFError, KeyboardInterrupt):
        sys.stdout.write("\n")
        raise SystemExit(1) from None


def _subject(options: argparse.Namespace, speaker: "Speaker") -> str | None:
    """Whom or what it is about; asked for where the sheet has a blank for it, and may be left out."""
    from ..run.values import Refused as Refusal
    from ..run.values import subject

    label = speaker.said["subject"]
    said = options.subject
    if said is None and label and options.answers is None:
        said = _ask(speaker, "subject", label=label)
    found = subject(said)
    if isinstance(found, Refusal):
        raise Refused(options, "bad-subject", said=said)
    return cast("str | None", found)


def _begun(
    payload: dict[str, Any], day: str, performer: str, subject: str | None, options: argparse.Namespace
) -> "Kept":
    from ..run.engine import begin
    from ..run.plan import planned
    from ..terminal.journal import Journal
    from ..terminal.kept import Kept

    at = _now().isoformat(timespec="seconds")
    state = begin(planned(payload, day), performer, at, subject)
    journal = None
    # Answers from a file are all there at once: nothing has to outlive the process.
    if not (payload["private"] or options.dry_run or options.answers is not None):
        head = {"payload": payload, "day": day, "performer": performer, "subject": subject, "at": at}
        try:
            journal = Journal.begin(_folder(options), str(uuid4()), head)
        except OSError as error:
            raise Refused(options, "no-journal", folder=_folder(options), reason=error.strerror) from error
    return Kept(cast("State", state), journal, _now)


def _now() -> datetime:
    return datetime.now().astimezone()


def _folder(options: argparse.Namespace) -> Path:
    from ..terminal.journal import state_folder

    return options.journal if options.journal is not None else state_folder()


def _tell_open(kept: "Kept", payload: Mapping[str, Any], options: argparse.Namespace, speaker: "Speaker") -> None:
    """Says that another run of the same checklist is still open; whoever wanted that one can still go there."""
    from ..terminal.journal import Broken, open_runs, read_journal

    if kept.journal is None:
        return
    for path in open_runs(_folder(options)):
        try:
            found = read_journal(path) if path != kept.journal.path else None
        except (Broken, OSError):
            continue
        if found is not None and found.checklist == payload["checklist"]:
            speaker.console.say(speaker.word("another", day=found.head.get("day", "")), style="warn")
            speaker.console.plain(_command(path, options))
            return


def _command(path: Path, options: argparse.Namespace) -> str:
    """The command that goes on with a run."""
    folder = f" --journal {quote(str(options.journal))}" if options.journal is not None else ""
    return f"dutybook run --resume {path.name[:8]}{folder}"


def _ways(kept: "Kept", options: argparse.Namespace) -> "Ways":
    from ..terminal.leave import Ways

    command = _command(kept.journal.path, options) if kept.journal is not None else ""
    return Ways(None if options.dry_run else options.out, command)


def answered(kept: "Kept", speaker: "Speaker", ways: "Ways", options: argparse.Namespace) -> int:
    """Takes the answers from a file, and says what is missing or refused; the exit code of `run`."""
    from ..hints import nearest
    from ..run.personal import personal
    from ..terminal.answers import Unusable, answer_all, read_answers, unknown
    from ..terminal.leave import close

    try:
        entries = read_answers(options.answers)
        strange = unknown(entries, kept.state.plan)
        if strange:
            guess = nearest(strange[0], kept.state.plan.known) or ", ".join(kept.state.plan.items)
            raise Refused(options, "no-item", file=options.answers, name=strange[0], guess=guess)
        failed = answer_all(kept, entries)
    except Unusable as error:
        raise Refused(options, f"answers-{error.name}", file=options.answers, said=error.said) from error
    for name, refused in failed.refused:
        sys.stderr.write(f"{options.answers}: {name}: {speaker.refusal(refused)}\n")
    for name in failed.missing:
        sys.stderr.write(f"{options.answers}: {speaker.word('missing', item=name, text=speaker.text(name))}\n")
    if failed.refused or failed.missing:
        return WRONG if failed.refused else EXIT["in-progress"]
    for row in kept.state.audit:
        for kind in sorted({kind for name in ("new-value", "change-reason") for kind in personal(row[name])}):
            said = speaker.word("personal.warning", kinds=speaker.word(f"personal.{kind}"))
            sys.stderr.write(f"{options.answers}: {row['node']}: {said}\n")
    speaker.exceptions(kept.state)
    return EXIT[close(kept, speaker, ways)]


def _resumed(options: argparse.Namespace) -> int:
    from ..terminal.console import Console
    from ..terminal.kept import Kept
    from ..terminal.leave import close, go_through

    if options.answers is not None or options.date is not None or options.performer is not None:
        raise Refused(options, "resume-alone")
    found, journal, state = _taken_up(options)
    head, console = found.head, Console()
    try:
        speaker = speaker_of(head["payload"], head["day"], options, console)
        kept = Kept(state, journal, _now)
        speaker.head(kept=kept.journal is not None)
        ways = _ways(kept, options)
        if state.closed:
            return EXIT[close(kept, speaker, ways)]
        console.say(
            speaker.word("resumed", start=head["at"][:16].replace("T", " "), events=len(found.events)), style="bold"
        )
        kept.do({"do": "resume"})
        return EXIT[go_through(kept, speaker, ways)]
    finally:
        journal.close()


def _taken_up(options: argparse.Namespace) -> "tuple[Found, Journal, State]":
    """The run that is meant, where it was left. Raises Refused."""
    from ..terminal.journal import Broken, Busy
    from ..terminal.resume import replay, take_up

    folder = _folder(options)
    wanted = [each for each in (options.resume, options.checklist) if each]
    try:
        taken = take_up(folder, wanted)
        if taken is not None:
            return *taken, replay(taken[0])
    except Broken as error:
        raise Refused(options, "broken-journal", path=error.path, line=error.line) from error
    except Busy as error:
        raise Refused(options, "busy", run=error.path.stem[:8]) from error
    except OSError as error:
        raise Refused(options, "no-journal", folder=folder, reason=error.strerror) from error
    raise Refused(options, "no-run", run=" ".join(wanted) or "–", folder=folder)
