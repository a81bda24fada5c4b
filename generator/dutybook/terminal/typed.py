"""What somebody typed: a command, or an answer in the form that the engine takes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..run.plan import Item
from ..run.values import narrow

# A Chinese keyboard gives 、 or ／ on the key of the slash.
SLASHES = "/／、"
SEPARATORS = re.compile(r"[\s,，、;；]+")


class Command(NamedTuple):
    """A command with what was said after it."""

    name: str
    rest: str


def command_of(line: str, names: Mapping[str, Sequence[str]]) -> Command | None:
    """The command that a line means, or None. Raises ValueError, with the word, for a command that does not exist."""
    if line in ("?", "？"):
        return Command("help", "")
    if not line.startswith(tuple(SLASHES)):
        return None
    word, _, rest = line[1:].strip().replace("\u3000", " ").partition(" ")
    folded = narrow(word).casefold()
    if folded.isascii() and folded.isdigit():
        return Command("go", folded)
    found = next((name for name, spelt in names.items() if folded in spelt), None)
    if found is None:
        raise ValueError(word)
    return Command(found, rest.strip())


def answer_of(line: str, item: Item, choices: Mapping[str, str], words: Mapping[str, Any], clock: str) -> Any:
    """What a line means as the answer to an item; what means nothing is given as it was typed, to be refused."""
    folded = narrow(line).casefold()
    if item.type in ("confirm", "yes-no"):
        return next((value for value in ("yes", "no") if folded in words["answers"][value]), line)
    if item.type == "time" and folded in words["now-words"]:
        return clock
    if item.type == "choice":
        return _choice(line, choices)
    if item.type == "multi-choice":
        return [_choice(each, choices) for each in SEPARATORS.split(line) if each]
    return line


def _choice(said: str, choices: Mapping[str, str]) -> str:
    """A choice by its number on the screen, by its words, or by its id."""
    ids = list(choices)
    number = narrow(said)
    if number.isascii() and number.isdigit() and 1 <= int(number) <= len(ids):
        return ids[int(number) - 1]
    return next((id_ for id_, text in choices.items() if text == said), said)
