"""`dutybook records schema`: the JSON Schema of records."""

import argparse
import json
import sys
from pathlib import Path

from .common import root_option, write_whole


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="write it to a file instead of printing it")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Prints or writes the schema."""
    from ..run.format import json_schema

    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    if options.out is None:
        sys.stdout.write(text)
    else:
        write_whole(options.out, text.encode(), options)
    return 0
