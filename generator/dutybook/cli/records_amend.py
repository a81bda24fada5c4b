"""`dutybook records amend` and `records retract`: a new record that corrects one, or takes it back."""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .common import Refused, language, root_option

if TYPE_CHECKING:
    from ..run.read import Record


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    shared(parser, asks=True)
    parser.add_argument(
        "--answers", type=Path, metavar="FILE", help="take the items that were wrong from a file instead of asking"
    )
    parser.epilog = (
        "In a terminal it shows the record and asks which items were wrong. The old record stays as it is; the new one "
        "names it. A countersignature has to be given anew."
    )


def shared(parser: argparse.ArgumentParser, *, asks: bool = False) -> None:
    """The options that correcting and taking back share."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the record")
    asked = " (asked for where it is missing)" if asks else ""
    parser.add_argument("--reason", required=not asks, metavar="TEXT", help=f"why{asked}")
    parser.add_argument("--by", metavar="ID", help="who says so (default: who went through it)")
    parser.add_argument("-o", "--out", type=Path, metavar="DIR", help="where the new record goes (default: beside it)")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the corrected record; 1 where it is refused, or somebody leaves."""
    record = sound(options)
    if options.answers is None:
        return _asked(record, options)
    return written(_from_file(record, options), options)


def _asked(record: "Record", options: argparse.Namespace) -> int:
    """Asks in the terminal. Raises Refused where nobody is there to answer."""
    from ..appearance import words_of
    from ..terminal.amend import amended
    from ..terminal.console import Console
    from ..terminal.say import Speaker
    from ..views.recorded import recorded

    if not sys.stdin.isatty():
        raise Refused(options, "nobody-to-ask")
    if options.reason is not None or options.by is not None:
        who_and_why(record, options)
    said = language(options)
    words = words_of(options.root, said)
    speaker = Speaker(recorded(record.values, said, words), record.values["date"], said, words["run"], Console())
    made = amended(record, options.by, options.reason, speaker, words["records"], now)
    if made is None:
        return 1
    sys.stdout.write(f"{words['run']['record']}\n")
    return written(made, options)


def _from_file(record: "Record", options: argparse.Namespace) -> Any:
    from ..hints import nearest
    from ..terminal.answers import Unusable, read_answers
    from ..terminal.correct import corrected, named_in

    by, reason = who_and_why(record, options)
    try:
        entries = read_answers(options.answers)
        known = named_in(record)
        strange = next((each for each in entries if each not in known), None)
        if strange is not None:
            guess = nearest(strange, known) or ", ".join(sorted(known))
            raise Refused(options, "no-item", file=options.answers, name=strange, guess=guess)
        return corrected(record, by, reason, entries, now)
    except Unusable as error:
        raise Refused(options, f"answers-{error.name}", file=options.answers, said=error.said) from error


def now() -> datetime:
    """The time by this machine's clock, with its offset."""
    return datetime.now().astimezone()


def sound(options: argparse.Namespace) -> "Record":
    """The record of the file. Raises Refused where it is none, or is not sound."""
    from ..appearance import words_of
    from ..collate.gather import content, looked_at
    from ..run.read import Record
    from ..run.shape import Fault

    data = content(options.file)
    values = (data,) if isinstance(data, Fault) else looked_at(data)
    if isinstance(values, tuple):
        words = words_of(options.root, language(options))
        faults = words["due"]["join"].join(each.say(words["record"]["faults"]) for each in values)
        raise Refused(options, "no-sound-record", file=options.file, faults=faults)
    return Record(values)


def who_and_why(record: "Record", options: argparse.Namespace) -> tuple[str, str]:
    """Who corrects, by an id, and the reason. Raises Refused."""
    from ..run.values import Refused as Refusal
    from ..run.values import person, reason

    by, why = person(options.by or record.values["performer"]), reason(options.reason)
    if isinstance(by, Refusal):
        raise Refused(options, "bad-id", said=options.by)
    if not isinstance(why, str):
        raise Refused(options, "bad-reason")
    return by, why


def written(made: Any, options: argparse.Namespace) -> int:
    """Writes a new record and says where; or says what was refused."""
    from ..appearance import words_of
    from ..terminal.leave import write_record

    if isinstance(made, list):
        words = words_of(options.root, language(options))["run"]["refused"]
        for name, refused in made:
            said = words[refused.code].format(said=refused.said, node=refused.node, range="")
            sys.stderr.write(f"{options.file}: {name}: {said}\n")
        return 1
    folder = options.out or options.file.parent
    try:
        path = write_record(made, folder)
    except OSError as error:
        raise Refused(options, "cannot-write", path=folder, why=error.strerror or str(error)) from error
    sys.stdout.write(f"{path}\n")
    return 0
