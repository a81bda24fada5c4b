"""`dutybook records retract`: a new record that takes one back."""

import argparse

from .records_amend import now, shared, sound, who_and_why, written


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    shared(parser)
    parser.epilog = "The old record stays as it is; together they count as no run."


def run(options: argparse.Namespace) -> int:
    """Writes the record that takes another back; 1 where it is refused."""
    from ..terminal.correct import retracted

    record = sound(options)
    by, reason = who_and_why(record, options)
    return written(retracted(record, by, reason, now), options)
