"""Prints what a thousand dated sheets cost, against WeasyPrint on the same sheets as HTML where it is installed.

CPU time of whole processes and peak memory, in one run on one machine. WeasyPrint sets some of the sheets and is
reckoned up; it needs Pango from the system: apt-get install libpango-1.0-0 libpangoft2-1.0-0, pip install weasyprint.
"""

import importlib.util
import sys
import tempfile
from pathlib import Path

from run import cpu, line, peak

PROJECT = Path(__file__).parents[1]
CHECKLIST = "tobacco/customer-manager-day"
STRETCH = ("--from", "2024-01-01", "--to", "2027-12-31")  # about a thousand workdays
WEASYPRINT = """
import sys
from pathlib import Path
from weasyprint import HTML
for file in sorted(Path(sys.argv[1]).glob("*.html")):
    HTML(filename=str(file)).write_pdf()
"""
SOME = 40


def main() -> None:
    """Runs the benchmark."""
    dutybook = str(Path(sys.executable).with_name("dutybook"))
    with tempfile.TemporaryDirectory() as folder:
        out, pages = Path(folder, "pdf"), Path(folder, "html")
        command = [dutybook, "sheet", CHECKLIST, *STRETCH, "-o", f"{out}/", "--root", str(PROJECT)]
        ours = cpu(*command, times=1)
        count = len(list(out.iterdir()))
        print(f"{count} sheets: {ours:.1f} s of CPU, {ours / count * 1000:.0f} ms a sheet\n")
        line("peak memory of the process", peak(*command), "≤ 400", "MiB")
        one = cpu(dutybook, "sheet", CHECKLIST, "--date", "2026-12-11", "-o", f"{out}/one.pdf", "--root", str(PROJECT))
        line("one sheet, the whole command", one, "", "s")
        if importlib.util.find_spec("weasyprint"):
            pages.mkdir()
            days = [file.stem[-8:] for file in sorted(out.iterdir())][-SOME:]
            for day in days:
                date = f"{day[:4]}-{day[4:6]}-{day[6:]}"
                cpu(
                    dutybook,
                    "sheet",
                    CHECKLIST,
                    "--date",
                    date,
                    "-o",
                    f"{pages}/{day}.html",
                    "--root",
                    str(PROJECT),
                    times=1,
                )
            theirs = cpu(sys.executable, "-c", WEASYPRINT, str(pages), times=1) / SOME * count
            line("WeasyPrint on the same sheets / dutybook sheet", theirs / ours, "≥ 10")
        else:
            print("WeasyPrint is not installed: no comparison (pip install weasyprint)")


if __name__ == "__main__":
    main()
