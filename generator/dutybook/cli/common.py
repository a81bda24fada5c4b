"""What several commands share: where the handbook lies, and which language to speak."""

import argparse
import os
import sys
from pathlib import Path


def root_option(parser: argparse.ArgumentParser) -> None:
    """Adds --root and --lang."""
    parser.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR", help="the folder that holds handbook/ (default: this one)"
    )
    parser.add_argument(
        "--lang", choices=("zh", "en"), default=None, help="language of messages (default: the system's)"
    )


def language(options: argparse.Namespace) -> str:
    """The language of messages: as asked, else Chinese where the system speaks Chinese."""
    if options.lang:
        return str(options.lang)
    system = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "zh" if system.casefold().startswith("zh") else "en"


def wants_colour() -> bool:
    """Colour only on a terminal, and never under NO_COLOR."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
