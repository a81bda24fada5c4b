"""Prints how a collation grows: 10,000 records and 100,000, in one process each, against bare `json.loads` of the files.

The records are made the same every time: the small handbook of the tests, one record a person and workday for twelve weeks. The default is a
tenth of both; `--full` takes minutes and 2 GB of disk.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
FIRST = date(2026, 11, 2)
BARE = "import json, sys\nfrom pathlib import Path\nfor file in Path(sys.argv[1]).rglob('*.json'): json.loads(file.read_bytes())"
MEASURED = (
    "import resource, subprocess, sys, time\nbegan = time.perf_counter()\n"
    "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode\n"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
    "print(code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, time.perf_counter() - began)"
)


def main() -> None:
    """Makes the records, collates them, and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="10,000 and 100,000 records")
    parser.add_argument("--folder", type=Path, help="where the records are made (default: a temporary folder)")
    options = parser.parse_args()
    sizes = (10_000, 100_000) if options.full else (1_000, 10_000)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        root = Path(folder) / "small"
        shutil.copytree(TESTS / "rules" / "base", root)
        figures = [_measure(root, Path(folder), count) for count in sizes]
    for count, (bare, cold, warm, memory) in zip(sizes, figures, strict=True):
        print(
            f"{count:>7} records: json.loads {bare:6.1f} s, collate {cold:6.1f} s ({cold / bare:4.1f} x), "
            f"with an index {warm:6.1f} s ({warm / bare:4.1f} x), {memory:5.0f} MiB"
        )
    small, large = figures
    print(f"ratio of times {large[1] / small[1]:.2f} for ten times the records (linear: at most 11)")
    print(f"most memory {max(each[3] for each in figures):.0f} MiB (at most 1024)")


def _measure(root: Path, folder: Path, count: int) -> tuple[float, float, float, float]:
    """CPU seconds of bare reading, of a collation without and with an index, and the largest memory in MiB."""
    files = folder / str(count)
    people = make(root, files, count)
    roster = folder / f"roster-{count}.yml"
    roster.write_text("people:\n" + "".join(f"  - {{id: {each}, role: shop/clerk}}\n" for each in people))
    words = [
        sys.executable, "-m", "dutybook", "records", "collate", str(files), "--roster", str(roster), "--root", str(root),
        "--from", FIRST.isoformat(), "--to", (FIRST + timedelta(59)).isoformat(), "-o", str(folder / "out"),
    ]  # fmt: skip
    bare = _run(sys.executable, "-c", BARE, str(files))
    cold = _run(*words)
    index = ["--index", str(folder / f"{count}.sqlite")]
    _run(*words, *index)
    warm = _run(*words, *index)
    shutil.rmtree(files)
    return bare[0], cold[0], warm[0], max(cold[1], warm[1])


def _run(*words: str) -> tuple[float, float]:
    told = subprocess.run([sys.executable, "-c", MEASURED, *words], capture_output=True, text=True, check=True)
    code, seconds, memory, _ = (float(each) for each in told.stdout.split())
    if code:
        raise SystemExit(f"{words} ended with {code:.0f}: {told.stderr}")
    return seconds, memory


def make(root: Path, folder: Path, count: int) -> list[str]:
    """Writes so many records, a folder for each day; gives the ids of the people. Each day of a person has one."""
    sys.path.insert(0, str(TESTS))
    from collating import record
    from dutybook.run.read import file_bytes, file_name, sealed

    days = [day for day in (FIRST + timedelta(place) for place in range(60)) if day.weekday() < 5]
    people = [f"E{place}" for place in range(1 + (count - 1) // len(days))]
    models = {day: record(root, {"day": day.isoformat(), "by": "E0", "checker": "B1"}) for day in days}
    for place in range(count):
        day, who = days[place % len(days)], people[place // len(days)]
        made = _as_if_by(models[day], who, f"{day} {who}", place)
        path = folder / day.isoformat() / file_name(made)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file_bytes(sealed(made)))
    return people


def _as_if_by(model: dict[str, Any], who: str, run: str, place: int) -> dict[str, Any]:
    """A record of another person, with another number in it: as the engine would have made it."""
    number = str(200 + place % 300)
    audit = []
    for row in model["audit"]:
        own = row["event"] != "countersign"
        changed = {**row, "user": who if own else row["user"]}
        audit.append({**changed, "new-value": number} if row["node"].endswith("/till") else changed)
    answers = [{**each, "value": number} if each["item"] == "till" else each for each in model["answers"]]
    return {**model, "performer": who, "run": str(uuid5(NAMESPACE_URL, run)), "audit": audit, "answers": answers}


if __name__ == "__main__":
    main()
