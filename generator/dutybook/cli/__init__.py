"""The command `dutybook`. Each subcommand is a module that is imported only when it runs."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "check": "check the handbook and say what is wrong, where, and what to do",
    "build": "build the handbook site in every language",
    "serve": "build, serve on this machine, and rebuild on every edit",
    "due": "say what a role has to do by when, and why a date has moved",
    "workload": "say how much time a role's standard leaves for each visit, and list every assumption",
    "calendar": "write what is due as calendar files, tables and month pages for the wall",
    "sheet": "print checklists: dated, ready to sign, as PDF or HTML",
    "form": "print a form as a blank sheet of A4 paper",
    "run": "go through a checklist in the terminal, and leave a record",
    "records": "look at what runs have left, and hold it against what was expected",
    "diff": "say what a change of the handbook means to people",
    "export": "write the whole handbook for programs and spreadsheets: JSON, CSV, XLSX, Markdown",
    "suspects": "say what relies on words that have changed since, and which translations are out of date",
    "confirm": "record that somebody has read what relies on other words, and that it holds",
    "stale": "say whose reviews are overdue or due soon",
    "pages": "write the site's pages as Markdown for any other engine",
    "format": "bring the files into one style; comments and meaning stay",
    "schema": "write what editors need to complete, explain and check the files",
    "new": "ask what is needed for a unit, role, duty, standard, form, process or checklist, and write it",
    "rename": "give a thing another id, everywhere; the old one still leads to it",
    "retire": "say what depends on a thing, and take it out of force",
    "owners": "say whom a code platform asks about a change of which file: CODEOWNERS from owner roles",
    "explain": "explain a code that a check printed, such as DUT001, or a field of the files, such as handed-to",
}
WRONG_USE = {"run": 3}  # its 1 and 2 say what became of the run


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line; returns the exit code: 0 clean, 1 problems, 2 wrong use, 3 internal fault.

    `run` has codes of its own.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    _write_unicode()
    from .helping import Parser, chinese_asked, speak

    if words[:1] == ["--lang"]:
        words = [*words[2:], *words[:2]]
    speak(chinese=chinese_asked(words))
    parser = Parser(
        prog="dutybook",
        description="Checks a handbook written as YAML and makes its site. Run it in the folder that holds handbook/.",
        epilog="'dutybook COMMAND --help' explains a command.",
    )
    parser.add_argument("--version", action="version", version=_version() if "--version" in words else "")
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", required=True)
    chosen = next((word for word in words if not word.startswith("-")), None)
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if name == chosen:
            import_module(f".{name}", __name__).arguments(sub)
    try:
        options = parser.parse_args(words)
        code = _run(options)
        if arguments is None:
            _leave(options.command, code)
        return code
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 2
        return WRONG_USE.get(chosen or "", code) if code == 2 else code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception:
        from traceback import print_exc

        print_exc()
        sys.stderr.write("dutybook: this is a fault of the program and not of the handbook; please report it\n")
        return 3


def _run(options: argparse.Namespace) -> int:
    from .common import Faulty, Refused

    try:
        return int(import_module(f".{options.command}", __name__).run(options))
    except Refused as refused:
        sys.stderr.write(f"dutybook {options.command}: {refused}\n")
        return WRONG_USE.get(options.command, 2)
    except Faulty:
        return WRONG_USE.get(options.command, 1)


def _leave(command: str, code: int) -> None:
    """Ends the process of a check at once: to free a handbook's objects one by one takes a tenth of its time."""
    if command == "check":
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _write_unicode() -> None:
    """A console that cannot show a character gets a stand-in, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _version() -> str:
    from importlib.metadata import version

    return f"dutybook {version('dutybook')}"
