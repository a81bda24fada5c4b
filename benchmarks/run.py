"""Prints ratios, all measured in one run on one machine: CPU time of whole processes, the best of several.

`--quick` leaves out the site; sphinx-needs is compared where it is installed.
"""

import argparse
import importlib.util
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from synthetic import write

COMPOSE = """
import sys, yaml
from pathlib import Path
for file in sorted(Path(sys.argv[1], "handbook").rglob("*.yml")):
    yaml.compose(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
"""
# As installed: what pip installs is compiled already, so nothing is to be compiled anew at every start.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "NO_MKDOCS_2_WARNING": "1",
    "SOURCE_DATE_EPOCH": "1700000000",
}


def cpu(*command: str, cwd: Path | None = None, times: int = 5) -> float:
    """The least CPU seconds of a command and its children, of several runs."""
    best = float("inf")
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            command, cwd=cwd, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def peak(*command: str) -> float:
    """The largest memory of a command, in MiB."""
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    told = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, check=True)
    return float(told.stdout)


def line(name: str, value: float, most: str, unit: str = "×") -> None:
    """One result against what is allowed."""
    print(f"{name:<66}{value:8.2f} {unit:<4} {most}")


def main() -> None:
    """Runs all benchmarks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out the site")
    options = parser.parse_args()
    dutybook = str(Path(sys.executable).with_name("dutybook"))
    with tempfile.TemporaryDirectory() as folder:
        roots = {duties: Path(folder) / str(duties) for duties in (650, 2_000, 10_000)}
        for duties, root in roots.items():
            write(root, duties)
        checks = {duties: cpu(dutybook, "check", "--root", str(root)) for duties, root in roots.items()}
        floor = cpu(sys.executable, "-c", COMPOSE, str(roots[2_000]))
        bare = cpu(sys.executable, "-c", "pass", times=20)
        print(
            f"check: {', '.join(f'{n} duties {seconds:.3f} s' for n, seconds in checks.items())}; composing 2000: {floor:.3f} s\n"
        )
        line("check of 2,000 duties / composing the same files", checks[2_000] / floor, "≤ 3, aim 1.5")
        line("check of 10,000 duties / of 2,000", checks[10_000] / checks[2_000], "≤ 5.5")
        line("dutybook --help / python -c pass", cpu(dutybook, "--help", times=20) / bare, "≤ 4")
        line(
            "peak memory of the check of 10,000 duties",
            peak(dutybook, "check", "--root", str(roots[10_000])),
            "≤ 400",
            "MiB",
        )
        if importlib.util.find_spec("sphinx_needs"):
            line(
                "sphinx-needs / dutybook check, 2,000 items", sphinx_needs(Path(folder)) / checks[2_000], "≥ 20, aim 45"
            )
        else:
            print("sphinx-needs is not installed: no comparison (pip install sphinx-needs)")
        if not options.quick:
            build(dutybook, roots[650], Path(folder))


NEEDS = """
extensions = ["sphinx_needs"]
needs_id_regex = "^[A-Z0-9_]{3,}"
needs_types = [
    {"directive": name, "title": name, "prefix": name[0].upper(), "color": "#fff", "style": "node"}
    for name in ("duty", "form", "role", "clause")
]
needs_extra_options = ["rule", "measure", "check_how", "title_en", "measure_en", "check_how_en"]
needs_extra_links = [
    {"option": name, "incoming": f"{name} of", "outgoing": name}
    for name in ("filled", "handed", "checked", "basis", "done_by", "recorded")
]
"""


def sphinx_needs(folder: Path) -> float:
    """CPU seconds of building the needs of the same 2,000 duties: the same fields, links and files."""
    source = folder / "needs"
    source.mkdir()
    (source / "conf.py").write_text(NEEDS)
    roles = "".join(f".. role:: Role {each}\n   :id: R_{each}\n\n   Does things.\n\n" for each in ("HEAD", "WORKER"))
    names = []
    for standard in range(100):
        text = f"Standard {standard}\n============\n\n.. form:: Form {standard}\n   :id: F_{standard:04d}\n"
        text += "   :filled: R_WORKER\n   :handed: R_HEAD\n\n   Five columns.\n\n"
        text += "".join(_need(number, standard) for number in range(standard * 20, standard * 20 + 20))
        (source / f"standard-{standard:04d}.rst").write_text(text)
        names.append(f"   standard-{standard:04d}\n")
    clause = ".. clause:: Clause\n   :id: C_1\n\n   The rule.\n\n"
    (source / "index.rst").write_text(f"Duties\n======\n\n.. toctree::\n\n{''.join(names)}\n{roles}{clause}")
    command = (sys.executable, "-m", "sphinx", "-b", "needs", "-E", "-q", str(source), str(folder / "needs-out"))
    return cpu(*command, times=1)


def _need(number: int, standard: int) -> str:
    return (
        f".. duty:: 职责{number}\n   :id: D_{number:05d}\n   :title_en: Duty {number}\n   :rule: every month by 12\n"
        f"   :measure: 没有差错。\n   :measure_en: Without a mistake.\n   :check_how: 抽查。\n   :check_how_en: Spot checks.\n"
        f"   :done_by: R_WORKER\n   :recorded: F_{standard:04d}\n   :handed: R_HEAD\n   :checked: R_HEAD\n   :basis: C_1\n\n"
        f"   完成第{number}项工作，词语{number % 80}要写清楚，交给负责的人。\n\n"
        f"   Do piece of work {number}, with word {number % 80} written clearly, for whoever is in charge.\n\n"
    )


def build(dutybook: str, root: Path, folder: Path) -> None:
    """The site of 1,000 pages: against MkDocs on the same pages as ready Markdown, and against itself after an edit."""
    (root / "mkdocs.yml").write_text((Path(__file__).parents[1] / "mkdocs.yml").read_text("utf-8"), "utf-8")
    (root / "site_config/assets").mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [dutybook, "pages", str(folder / "pages"), "--root", str(root)], check=True, stdout=subprocess.DEVNULL
    )
    mkdocs = str(Path(sys.executable).with_name("mkdocs"))
    ready = cpu(mkdocs, "build", "-q", "-d", str(folder / "ready"), cwd=folder / "pages" / "zh", times=3)
    ours = min(anew(root, mkdocs, "build", "-q", "-d", str(folder / "ours")) for _ in range(3))
    pages = sum(1 for _ in (folder / "ours").rglob("*.html"))
    line(f"cold build of one language ({pages} pages) / mkdocs on ready pages", ours / ready, "≤ 1.0, aim 0.7")
    words = (dutybook, "build", "--root", str(root), "-o", str(folder / "site"))
    cold = min(anew(root, *words) for _ in range(3))
    line("unchanged build of two languages / cold", cpu(*words, times=3) / cold, "≤ 0.2")
    line("build after an edit of one duty / cold", min(edited(root, words, each) for each in range(3)) / cold, "≤ 0.25")
    forget(root)
    line("largest process of a cold build", peak(*words), "≤ 500", "MiB")
    both = min(wall(root, *words) for _ in range(3))
    settings = root / "handbook/handbook.yml"
    settings.write_text(settings.read_text("utf-8").replace("languages: [zh, en]", "languages: [zh]"), "utf-8")
    alone = (*words[:-1], str(folder / "alone"))
    line("two languages / one, by the clock", both / min(wall(root, *alone) for _ in range(3)), "≤ 1.2")


def forget(root: Path) -> None:
    """Lets the next build know nothing."""
    shutil.rmtree(root / ".cache", ignore_errors=True)


def anew(root: Path, *command: str) -> float:
    """CPU seconds of a build that knows nothing."""
    forget(root)
    return cpu(*command, cwd=root, times=1)


def wall(root: Path, *command: str) -> float:
    """Seconds by the clock of a build that knows nothing."""
    forget(root)
    begin = time.perf_counter()
    cpu(*command, cwd=root, times=1)
    return time.perf_counter() - begin


def edited(root: Path, words: Sequence[str], number: int) -> float:
    """CPU seconds of a build after the text of one duty has changed."""
    file = next(iter(sorted((root / "handbook").glob("*/standards/standard-*.yml"))))
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"text: {zh: ", f"text: {{zh: 第{number}次，", text, count=1), "utf-8")
    return cpu(*words, times=1)


if __name__ == "__main__":
    main()
