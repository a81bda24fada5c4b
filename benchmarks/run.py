"""Prints ratios, all measured in one run on one machine: CPU time of whole processes, the best of several.

`--quick` leaves out the site; sphinx-needs is compared where it is installed.
"""

import argparse
import importlib.util
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from synthetic import write

COMPOSE = """
import sys, yaml
from pathlib import Path
for file in sorted(Path(sys.argv[1], "handbook").rglob("*.yml")):
    yaml.compose(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
"""
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000"}


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
        roots = {duties: Path(folder) / str(duties) for duties in (200, 2_000, 10_000)}
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
            build(dutybook, roots[200], Path(folder))


def sphinx_needs(folder: Path) -> float:
    """CPU seconds of building the needs of 2,000 items, the same fields as ours."""
    source = folder / "needs"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["sphinx_needs"]\nneeds_id_regex = "^[A-Z0-9_]{3,}"\n')
    items = (
        f".. req:: Duty {number}\n   :id: D_{number:05d}\n   :status: open\n   :tags: worker, head\n\n"
        f"   Do piece of work {number}, with word {number % 80} written clearly, for whoever is in charge.\n\n"
        for number in range(2_000)
    )
    (source / "index.rst").write_text("Duties\n======\n\n" + "".join(items))
    command = (sys.executable, "-m", "sphinx", "-b", "needs", "-E", "-q", str(source), str(folder / "needs-out"))
    return cpu(*command, times=1)


def build(dutybook: str, root: Path, folder: Path) -> None:
    """One language through the plugin against MkDocs on the same pages as ready Markdown."""
    (root / "mkdocs.yml").write_text((Path(__file__).parents[1] / "mkdocs.yml").read_text("utf-8"), "utf-8")
    (root / "site_config/assets").mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [dutybook, "pages", str(folder / "pages"), "--root", str(root)], check=True, stdout=subprocess.DEVNULL
    )
    mkdocs = str(Path(sys.executable).with_name("mkdocs"))
    ready = cpu(mkdocs, "build", "-q", "-d", str(folder / "ready"), cwd=folder / "pages" / "zh", times=3)
    ours = cpu(mkdocs, "build", "-q", "-d", str(folder / "ours"), cwd=root, times=3)
    pages = sum(1 for _ in (folder / "ours").rglob("*.html"))
    line(f"cold build of one language ({pages} pages) / mkdocs on ready pages", ours / ready, "≤ 1.15")


if __name__ == "__main__":
    main()
