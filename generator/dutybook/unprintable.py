"""Where a character was written that cannot be put on paper: a text is right on the site, but the font lacks it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from .load import load_file, locate
from .print_faults import character_not_printable
from .problem import Mark, Problem, fault
from .walk import Wording

AROUND = 12  # characters quoted on either side of the one at fault


def unprintable(
    shown: Iterable[str], wordings: Iterable[Wording], missing: Callable[[str], list[str]], root: Path
) -> list[Problem]:
    """The characters of what is to be printed that the font lacks, each once at the wording that it comes from.

    `wordings` is whatever the printed strings may be made of, `missing` tells which characters of a text are lacking
    (Typesetter.missing). What comes from no wording comes from the words of the interface, and is placed there.
    """
    faulty = [(said, lost) for said in dict.fromkeys(shown) if (lost := missing(said))]
    if not faulty:
        return []
    left = {character: said for said, lost in faulty for character in lost}
    found: list[Problem] = []
    for wording in dict.fromkeys(wordings):
        for character in missing(wording.said):
            if any(character in lost and _is_part(wording.said, character, said) for said, lost in faulty):
                found.append(_problem(character, wording.said, _place(wording, root)))
                left.pop(character, None)
    return found + [_problem(character, said, Mark("site_config/words", 1, 1)) for character, said in left.items()]


def _is_part(wording: str, character: str, said: str) -> bool:
    """Whether a printed string shows a wording, or the line of it that has the character."""
    return any(line.strip(" 。.") in said for line in wording.split("\n") if character in line)


def _place(wording: Wording, root: Path) -> Mark:
    node = load_file(root / wording.holder.path, wording.holder.path)[0]
    return (node and locate(node, wording.holder, wording.key)) or wording.holder


def _problem(character: str, said: str, mark: Mark) -> Problem:
    place = said.index(character)
    near = " ".join(said[max(0, place - AROUND) : place + AROUND + 1].split())
    return fault(character_not_printable, mark, character=character, code=f"{ord(character):04X}", said=near)
