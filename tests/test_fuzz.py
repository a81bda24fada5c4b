"""Whatever is typed, a check ends in problems with places: what fuzzing found, and a short run of it. See fuzz.py."""

import random
import time
from pathlib import Path

import fuzz
import pytest

FOUND = sorted((Path(__file__).parent / "found").glob("*.bin"))
END = b"# --- the file ---\n"


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.stem)
def test_found(file: Path, small: Path) -> None:
    """Files that once ended in a traceback, in too many messages or not soon enough."""
    head, data = file.read_bytes().split(END, 1)
    name = head.decode("utf-8").split("\n", 1)[0].removeprefix("# where: ")
    path = small / name
    before = path.read_bytes() if path.exists() else data
    model = next(each.model for each in fuzz.files(small) if Path(each.name).parent == Path(name).parent)
    started = time.process_time()
    problems = fuzz.look_at_all(small, fuzz.File(name, model, before), data)
    assert time.process_time() - started < fuzz.LONGEST
    assert problems
    assert sum(problem.mark.path == name for problem in problems) <= 110


@pytest.mark.parametrize("part", range(4))
def test_files_of_the_real_handbook(part: int) -> None:
    known = fuzz.files()
    for number in range(60):
        chance = random.Random(f"real/{part}/{number}")
        file = chance.choice(known)
        fuzz.look(file, fuzz.broken(file, chance))


@pytest.mark.parametrize("part", range(4))
def test_a_whole_handbook(part: int, small: Path) -> None:
    known = fuzz.files(small)
    for number in range(30):
        chance = random.Random(f"whole/{part}/{number}")
        file = chance.choice(known)
        fuzz.look_at_all(small, file, fuzz.broken(file, chance))


def test_the_same_seed_makes_the_same_slips() -> None:
    file = fuzz.files()[0]
    one, other = (fuzz.broken(file, random.Random("x")) for _ in range(2))
    assert one == other != file.data
