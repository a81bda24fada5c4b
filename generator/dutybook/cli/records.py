"""`dutybook records`: looks at what runs have left, and holds it against what was expected."""

import argparse
from importlib import import_module

COMMANDS = {
    "verify": "say of each file whether it is a sound record, or what is wrong with it",
    "collate": "hold the records of some days against what was expected, and report",
    "amend": "write a new record that corrects one, with the reason",
    "retract": "write a new record that takes one back, with the reason",
    "transcribe": "make a record of a sheet that was filled in on paper",
    "schema": "write the JSON Schema of records",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The commands below `records`."""
    commands = parser.add_subparsers(metavar="COMMAND", dest="does", required=True)
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        import_module(f".records_{name}", __package__).arguments(sub)


def run(options: argparse.Namespace) -> int:
    """Runs the command below `records`."""
    return int(import_module(f".records_{options.does}", __package__).run(options))
