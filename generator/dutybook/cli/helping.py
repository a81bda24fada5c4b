"""The help of the commands in the language of messages. The English stands in the commands; nothing is loaded for it.

Chinese is looked up sentence by sentence (site_config/help/zh.yml), only when help or a complaint about the use is
printed. argparse's own sentences come by its hook for gettext, which looks nothing up while a parser is made.
"""

import argparse
from collections.abc import Sequence
from functools import cache
from gettext import gettext
from pathlib import Path
from typing import Any

# argparse asks for these while it makes a parser; they are put into words when help is printed.
AT_START = frozenset(
    ("positional arguments", "options", "show this help message and exit", "show program's version number and exit")
)


class Parser(argparse.ArgumentParser):
    """A parser, and those of its subcommands, whose help is in Chinese where `chinese` says so."""

    chinese = False

    def format_help(self) -> str:
        """The help, as --help prints it."""
        if self.chinese:
            _translate(self)
        return super().format_help()


def speak(*, chinese: bool) -> None:
    """From now on help and complaints are in Chinese, or in English."""
    Parser.chinese = chinese
    # The hook that argparse has for gettext is no part of its typed surface.
    setattr(argparse, "_", _own if chinese else gettext)  # noqa: B010


def chinese_asked(words: Sequence[str]) -> bool:
    """Whether a command line asks for Chinese: by --lang, else by the system's language."""
    from .common import language

    said = argparse.Namespace(lang=None)
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            said.lang = words[place + 1]
        elif word.startswith("--lang="):
            said.lang = word.partition("=")[2]
    return language(said) == "zh"


class Formatter(argparse.HelpFormatter):
    """Breaks lines by the columns that characters take: a Chinese one takes two."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        from ..terminal.width import wrap

        return list(wrap(" ".join(text.split()), width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        from ..terminal.width import wrap

        return "\n".join(wrap(" ".join(text.split()), width, indent))


def in_chinese(said: str) -> str:
    """A sentence of the help in Chinese; a description is its summary as a sentence. English where there is none."""
    known = _known()
    if said in known:
        return known[said]
    summary = f"{said[:1].lower()}{said[1:].removesuffix('.')}"
    return f"{known[summary]}。" if summary in known else said


def _translate(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = Formatter
    parser.description = in_chinese(parser.description) if parser.description else None
    parser.epilog = in_chinese(parser.epilog) if parser.epilog else None
    for group in parser._action_groups:
        group.title = in_chinese(group.title) if group.title else None
    for action in _actions(parser):
        if action.help and action.help != argparse.SUPPRESS:
            action.help = in_chinese(action.help)


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The options and arguments of a parser, and the entries of its list of commands."""
    found = list(parser._actions)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found += action._choices_actions
    return found


def _own(said: str) -> str:
    """What stands for a sentence of argparse."""
    return said if said in AT_START else _known().get(said, said)


@cache
def _known() -> dict[str, str]:
    from ..appearance import site_config_folders
    from ..load import plain

    found: dict[str, Any] = plain(site_config_folders(Path())[-1] / "help" / "zh.yml")
    return {english: str(chinese) for english, chinese in found.items()}
