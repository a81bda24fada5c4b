"""What somebody typed, what is said about it, and how it should read: for `dutybook explain` and the rule pages.

Nothing but the wrong line is written down (site_config/examples.yml); message and corrected line are
made by checking it, so an example cannot say anything else than the tool does.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from .appearance import site_config_folders
from .load import plain
from .memo import Texts, key_of
from .mend import read_bytes
from .model.work import Standard
from .problem import Kind, Problem
from .source import lines_corrected

FILE = "handbook/shop/standards/stock.yml"


class Example(NamedTuple):
    """A kind of fault as it happens: the lines typed, the problem, the lines as they should read."""

    wrong: list[str]
    problem: Problem
    right: list[str]


@cache
def example_of(kind: Kind[..., Any]) -> Example | None:
    """The example of a kind; None for kinds that show only between files. Raises ValueError when it is at fault."""
    known = _known()
    return _made(kind, known["base"], known["examples"][kind.code]) if kind.code in known["examples"] else None


class Said(NamedTuple):
    """An example in a language: the lines typed, what is said of them, the lines as they should read."""

    wrong: list[str]
    message: str
    right: list[str]


def said_of(kind: Kind[..., Any], language: str, texts: Texts) -> Said | None:
    """As example_of; `texts` has those that another process has made before."""

    def made() -> str:
        example = example_of(kind)
        said = None if example is None else (example.wrong, example.problem.message(language), example.right)
        return json.dumps(said, ensure_ascii=False)

    found = json.loads(texts.of(("example", kind.code, language, _digest()), made))
    return None if found is None else Said(*found)


@cache
def _known() -> Any:
    return plain(_file())


@cache
def _digest() -> str:
    return key_of(_file().read_text("utf-8"))


def _file() -> Path:
    return site_config_folders(Path())[-1] / "examples.yml"


def _made(kind: Kind[..., Any], base: str, said: dict[str, str]) -> Example:
    right, wrong = said.get("right", ""), said.get("wrong", "")
    if right not in base:
        raise ValueError(f"{kind.code}: '{right}' does not stand in the file of the examples")
    text = base.replace(right, wrong, 1) if right else base
    found = read_bytes(text.encode(said.get("saved-as", "utf-8")), FILE, Standard).problems
    problem = next((each for each in found if each.kind is kind), None)
    if problem is None:
        raise ValueError(f"{kind.code}: the example is no such fault")
    corrected = [line for _, line in lines_corrected(text, problem.edits)]
    return Example(_around(base, text), problem, corrected or _around(text, base))


def _around(before: str, after: str) -> list[str]:
    """The lines of a text in which it differs from another one."""
    old, new = before.split("\n"), after.split("\n")
    first = next((place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    same = next(
        (place for place, (one, other) in enumerate(zip(old[::-1], new[::-1], strict=False)) if one != other), 0
    )
    return [line.rstrip("\r") for line in new[first : max(first, len(new) - same)] if line.strip()]
