"""Slips of every sort in the files of a handbook, one after another: `python tests/fuzz.py ROUNDS SEED [FOLDER]`.

Without a folder each file of the real handbook is looked at alone; with one, the whole handbook in it
is checked with every slip.

Whatever is done to a file, checking it ends in problems with places, in both languages, in less than
two seconds; what `--fix` would write has fewer problems and no new one. The same seed makes the same slips.
"""

import random
import re
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dutybook.mend import read_bytes
from dutybook.model.base import Node
from dutybook.paths import ReadablePath
from dutybook.pipeline import check
from dutybook.problem import Problem
from dutybook.read import Parsed, parsed, read
from dutybook.report import report
from dutybook.source import applied, decode

PROJECT = Path(__file__).parent.parent
TODAY = date(2026, 11, 24)
LONGEST = 2.0
WIDE = {
    ord(half): wide
    for half, wide in zip(":,[]{}\"'- 0123456789", "：，［］｛｝“’－　０１２３４５６７８９", strict=True)
}
TYPED = [
    "", " ", "\t", "\n", ":", ": ", "{", "}", "[", "]", "'", '"', "：", "，", "　", "\xa0", "“", "”", "【", "- ", "-", "#", " #", "*",
    "&a ", "*a", "!", "%", "@", "`", ">", "|", "? ", "\\", "---\n", "```\n", "<<<<<<< HEAD\n", "\u200b", "\u2028", "\r", "\x0b", "\ufeff",
    "null", "~", "yes", "２", "—", "{{", "[[", "<<: ", "... \n", "\n\n  ", "𠮷", "é", "\ufffd",
]  # fmt: skip
Slip = Callable[[bytes, random.Random], bytes]


class File(NamedTuple):
    """A file of the handbook: its name, what it holds, its bytes."""

    name: str
    model: type[Node]
    data: bytes


def on_text(change: Callable[[str, random.Random], str]) -> Slip:
    """A slip in the text as one in the bytes."""
    return lambda data, chance: change(data.decode("utf-8", "replace"), chance).encode("utf-8")


def flip(data: bytes, chance: random.Random) -> bytes:
    """Other bits in a few bytes."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The file up to somewhere."""
    return data[: chance.randrange(len(data))]


def type_in(text: str, chance: random.Random) -> str:
    """Something typed, with something deleted."""
    start = chance.randrange(len(text) + 1)
    return text[:start] + chance.choice(TYPED) + text[start + chance.choice((0, 0, 0, 1, 2, 7, 30)) :]


def widen(text: str, chance: random.Random) -> str:
    """Full-width signs on a line or two."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 2)):
        line = chance.randrange(len(lines))
        signs = chance.sample(sorted(WIDE), chance.randint(1, len(WIDE)))
        lines[line] = lines[line].translate({sign: WIDE[sign] for sign in signs})
    return "\n".join(lines)


def shift(text: str, chance: random.Random) -> str:
    """Another indentation of some lines."""
    lines = text.split("\n")
    first = chance.randrange(len(lines))
    by = chance.choice((-4, -2, -1, 1, 2, 3, 4))
    for line in range(first, min(first + chance.choice((1, 1, 1, 2, 5)), len(lines))):
        lead = len(lines[line]) - len(lines[line].lstrip(" "))
        lines[line] = " " * max(0, lead + by) + lines[line][lead:]
    return "\n".join(lines)


def move(text: str, chance: random.Random) -> str:
    """Some lines elsewhere, twice, or not at all."""
    lines = text.split("\n")
    first = chance.randrange(len(lines))
    taken = lines[first : first + chance.choice((1, 1, 2, 5, 20))]
    if chance.random() < 0.7:
        del lines[first : first + len(taken)]
    to = chance.randrange(len(lines) + 1)
    lines[to:to] = taken * chance.choice((0, 1, 1, 1, 2))
    return "\n".join(lines)


def respell(text: str, chance: random.Random) -> str:
    """A word of the file misspelt everywhere, or in one place."""
    words = re.findall(r"[a-z][a-z-]+", text)
    word = chance.choice(words or ["x"])
    at = chance.randrange(len(word))
    wrong = chance.choice(
        (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word.upper(), word + "s", word[::-1])
    )
    return text.replace(word, wrong, chance.choice((1, -1)))


def save_as(data: bytes, chance: random.Random) -> bytes:
    """Another encoding, or other line ends."""
    text = data.decode("utf-8", "replace")
    if chance.random() < 0.4:
        return text.replace("\n", chance.choice(("\r\n", "\r", "\n\r", "\x85")), chance.choice((-1, 5))).encode("utf-8")
    return text.encode(
        chance.choice(("gb18030", "utf-16", "utf-16-le", "utf-8-sig", "big5", "latin-1", "utf-32")), "replace"
    )


SLIPS: tuple[Slip, ...] = (
    flip, cut, save_as, *(on_text(each) for each in (type_in, type_in, type_in, widen, widen, shift, shift, move, move, respell)),
)  # fmt: skip


def files(root: Path = PROJECT) -> list[File]:
    """The files of a handbook and its checklists."""
    found: list[File] = []

    def keep(path: ReadablePath, name: str, model: type[Node]) -> Parsed:
        found.append(File(name, model, path.read_bytes()))
        return parsed(path, name, model)

    read(root, keep)
    return found


def broken(file: File, chance: random.Random) -> bytes:
    """A file after one to three slips."""
    data = file.data
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(SLIPS)(data, chance) or b"x"
    return data


def look(file: File, data: bytes) -> list[Problem]:
    """Checks a file alone, and what is said about it. Raises AssertionError where something is wrong with that."""
    before = time.process_time()
    problems = read_bytes(data, file.name, file.model).problems
    seconds = time.process_time() - before
    assert seconds < LONGEST, f"{seconds:.1f} s"
    look_at_words(file, data, problems)
    look_at_corrections(file, data, problems)
    return problems


def look_at_all(root: Path, file: File, data: bytes) -> list[Problem]:
    """Checks the whole handbook of a folder with a file broken; the folder is as before afterwards."""
    path = root / file.name
    path.write_bytes(data)
    try:
        before = time.process_time()
        problems = check(root, TODAY).problems
        seconds = time.process_time() - before
        report(problems, "text", root, "zh")
    finally:
        path.write_bytes(file.data)
    assert seconds < LONGEST + 1, f"{seconds:.1f} s"
    look_at_words(file, data, [problem for problem in problems if problem.mark.path == file.name])
    return problems


def look_at_words(file: File, data: bytes, problems: list[Problem]) -> None:
    """Every problem has a place in the file and words in both languages."""
    text = decode(data).text
    lines = len(re.split("\r\n|[\n\r\x85\u2028\u2029]", data.decode("utf-8", "replace") if text is None else text))
    for problem in problems:
        assert problem.mark.path == file.name
        assert 1 <= problem.mark.line <= lines, problem.mark
        assert problem.mark.column >= 1
        for language in ("en", "zh"):
            said = problem.message(language) + problem.fix(language)
            assert said.strip()
            assert not re.search(r"\{(?:key|sign|seen|value|meant|hint|said|what|wanted|more)(?:_zh)?\}", said), said


def look_at_corrections(file: File, data: bytes, problems: list[Problem]) -> None:
    """Every correction lies inside the file and makes it better."""
    text = decode(data).text
    if text is None:
        assert not any(problem.edits for problem in problems)
        return
    for problem in problems:
        assert all(0 <= edit.start <= edit.end <= len(text) for edit in problem.edits), problem
        if problem.safe and problem.edits:
            after = read_bytes(applied(text, problem.edits).encode("utf-8"), file.name, file.model).problems
            solved, left = ([each.kind for each in found].count(problem.kind) for found in (problems, after))
            assert left < solved, (problem, after)


def main() -> None:
    """Many rounds; each file that shows something wrong is kept in /tmp/fuzz."""
    rounds, seed = int(sys.argv[1]), int(sys.argv[2])
    root = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    known, kept, slowest = files(root or PROJECT), 0, 0.0
    for number in range(rounds):
        chance = random.Random(f"{seed}/{number}")
        file = chance.choice(known)
        data = broken(file, chance)
        before = time.process_time()
        try:
            if root is None:
                look(file, data)
            else:
                look_at_all(root, file, data)
        except Exception as error:  # whatever it is, it is to be seen
            kept += 1
            folder = Path("/tmp/fuzz")
            folder.mkdir(exist_ok=True)
            (folder / f"{seed}-{number}.bin").write_bytes(data)
            print(f"{seed}/{number} {file.name}: {type(error).__name__} {str(error)[:300]}")
        slowest = max(slowest, time.process_time() - before)
    print(f"{rounds} rounds, {kept} wrong, slowest {slowest:.2f} s")


if __name__ == "__main__":
    main()
