"""The kind of fault of what cannot be printed: a text is right on the site, but paper would not show it as typed."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from .load import load_file, locate
from .problem import Mark, Problem, fault, kind

AROUND = 12  # characters quoted on either side of the one at fault


class Wording(NamedTuple):
    """A piece of what people wrote: the mapping it stands in, and its key there (a language, or a field)."""

    said: str
    holder: Mark
    key: str


@kind("PRT001", "error")
def character_not_printable() -> None:
    """The character '{character}' ({code}) in '{said}' cannot be printed.

    **Why.** The font of printed matter lacks it: an empty box would stand in its place on every copy.

    **Fix.** Say it with a common character or with words.

    “{said}”里的字符“{character}”（{code}）打印不出来。

    **为什么。** 打印用的字体里没有这个字，每一份纸上都会印成空框。

    **怎么改。** 换成常用字，或者改用文字说明。
    """


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
    return fault(character_not_printable, mark, character=character, code=f"U+{ord(character):04X}", said=near)
