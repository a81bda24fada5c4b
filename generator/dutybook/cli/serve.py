"""`dutybook serve`: the site on this machine, rebuilt on every edit."""

import argparse
import os
import sys
from pathlib import Path

from .common import Refused, language, refuse_foreign, root_option


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    root_option(parser)
    parser.add_argument("-o", "--out", type=Path, default=None, metavar="DIR", help="where to build (default: site/)")
    parser.add_argument("--port", type=int, default=None, help="the port (default: 8000, or the next free one)")


def run(options: argparse.Namespace) -> int:
    """Serves until interrupted; 2 when there is no handbook or the port is taken. Raises Refused (see build)."""
    from ..bind import LANGUAGES
    from ..site.build import made_by_build
    from ..site.serve import serve

    if not (options.root / "handbook").is_dir():
        sys.stderr.write(f"dutybook serve: there is no handbook/ in {options.root}\n")
        return 2
    out = options.out or options.root / "site"
    if options.port is not None and not 0 < options.port < 65536:
        raise Refused(options, "bad-port", said=options.port)
    refuse_foreign(out, made_by_build(LANGUAGES), options)
    try:
        serve(options.root, out, language(options), options.port, os.environ.get("DUTYBOOK_EDIT_URL", ""))
    except OSError as error:
        sys.stderr.write(f"dutybook serve: {error}\n")
        return 2
    return 0
