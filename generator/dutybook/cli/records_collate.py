"""`dutybook records collate`: records against what was expected, as a page, tables and JSON."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..uncollected import uncollected
from .common import (
    Faulty,
    Refused,
    a_day,
    checked_book,
    language,
    progress,
    root_option,
    scene_of,
    spread,
    writing,
)
from .records_verify import existing

if TYPE_CHECKING:
    from ..book import Book
    from ..collate.gather import Gathered
    from ..collate.index import Index
    from ..collate.roster import Roster
    from ..views.scene import Scene

YEARS = 5
FORMATS = ("html", "csv", "xlsx", "json")
USUAL = "html,csv,xlsx,json"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("records", nargs="+", type=Path, metavar="DIR", help="folders with records, or records")
    parser.add_argument("--roster", type=Path, required=True, metavar="FILE", help="who holds which post (YAML)")
    parser.add_argument("--from", dest="first", required=True, metavar="DATE", help="what was expected from this day …")
    parser.add_argument("--to", dest="last", required=True, metavar="DATE", help="… to this day")
    parser.add_argument(
        "--on",
        metavar="DATE",
        help="list runs that end after this day: their clocks were ahead (the report knows no today)",
    )
    parser.add_argument("-o", "--out", type=Path, metavar="DIR", help="write the report into this folder")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="what to print: a summary, or the whole collation"
    )
    parser.add_argument(
        "--write", default=USUAL, metavar="LIST", help=f"what -o writes: {', '.join(FORMATS)} (default: {USUAL})"
    )
    parser.add_argument(
        "--index", metavar="FILE|URL", help="remember what was verified: a file of SQLite, or postgresql+psycopg://…"
    )
    parser.add_argument("--rebuild", action="store_true", help="make the index anew from the files")
    parser.epilog = (
        "Exit codes: 0 every record was used, 1 some were set aside or contradict each other, 2 wrong use. "
        "docs/records.md explains the roster and the report."
    )
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Writes and prints the report."""
    from ..collate.collation import collation
    from ..collate.gather import files_in, gather

    first, last = spread(options.first, options.last, YEARS, options)
    wanted = _wanted(options)
    folders = existing(options.records, options)
    _refuse_inside(options.out, folders, options)
    book = checked_book(options)
    roster = _roster(options, book)
    show = progress("records", sum(1 for _ in files_in(folders)) if sys.stderr.isatty() else 0)
    with uncollected():
        with _index(options) as index:
            gathered = gather(folders, show, index)
        show(-1)
        values = collation(book, roster, gathered, first, last, a_day(options.on, options) if options.on else None)
    scene = scene_of(book, options)
    if options.out is not None:
        from ..outputs.files import write_all

        with writing(options):
            write_all(options.out, _files(scene, values, gathered, wanted, options))
    if options.format == "json":
        sys.stdout.write(_json(values))
    else:
        sys.stdout.write(_summary(scene, values, gathered, last))
    return 1 if values["quarantined"] or values["conflicts"] else 0


@contextmanager
def _index(options: argparse.Namespace) -> Iterator["Index | None"]:
    """The index, where one is asked for. Raises Refused where it cannot be used."""
    if options.index is None:
        yield None
        return
    from ..collate.index import Broken, open_index, told

    try:
        index = open_index(options.index, anew=options.rebuild)
        with closing(index), told():
            yield index
    except Broken as error:
        raise Refused(options, "broken-index", index=without_password(options.index), why=error) from error
    except ModuleNotFoundError as error:
        raise Refused(options, "no-sqlalchemy", name=error.name) from error


def without_password(where: str) -> str:
    """A URL as it may be shown."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", where)


def _wanted(options: argparse.Namespace) -> list[str]:
    wanted = [each.strip() for each in options.write.split(",") if each.strip()]
    unknown = [each for each in wanted if each not in FORMATS]
    if unknown or not wanted:
        raise Refused(options, "no-such-output", name=", ".join(unknown), known=", ".join(FORMATS))
    return wanted


def _refuse_inside(out: Path | None, folders: list[Path], options: argparse.Namespace) -> None:
    """A report among the records would be read as one of them the next time."""
    if out is not None and any(out.resolve().is_relative_to(each.resolve()) for each in folders):
        raise Refused(options, "no-out-inside", folder=out)


def _roster(options: argparse.Namespace, book: "Book") -> "Roster":
    from ..collate.roster import read_roster
    from ..report import report

    roster, problems = read_roster(options.roster, book)
    if roster is None:
        sys.stderr.write(report(problems, "text", Path(), language(options)))
        raise Faulty
    return roster


def _files(
    scene: "Scene", values: dict[str, Any], gathered: "Gathered", wanted: list[str], options: argparse.Namespace
) -> dict[str, bytes]:
    from ..outputs.table import csv_of
    from ..views.records_tables import Cells, tables

    cells = Cells(scene, values)
    found = {"files.csv": csv_of(_seen(cells, gathered)).encode()}
    if "csv" in wanted or "xlsx" in wanted:
        rows = {name: cells.table(table) for name, table in tables(values).items()}
        found |= {f"{name}.csv": csv_of(each).encode() for name, each in rows.items() if "csv" in wanted}
        if "xlsx" in wanted:
            found["report.xlsx"] = _workbook(scene, rows)
    if "json" in wanted:
        found["report.json"] = _json(values).encode()
    if "html" in wanted:
        found["report.html"] = _page(scene, values, options).encode()
    return found


def _workbook(scene: "Scene", rows: dict[str, list[list[str]]]) -> bytes:
    from ..outputs.workbook import workbook

    titles = scene.words["records"]["sheet"]
    return workbook({titles[name]: each for name, each in rows.items()})


def _json(values: dict[str, Any]) -> str:
    """The collation as JSON, a line for each row: people compare such files, and the encoder in C knows no indents."""
    return "{\n" + ",\n".join(f"{_compact(name)}: {_rows(values[name])}" for name in sorted(values)) + "\n}\n"


def _rows(value: Any) -> str:
    return "[\n" + ",\n".join(map(_compact, value)) + "\n]" if value and isinstance(value, list) else _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _seen(cells: Any, gathered: "Gathered") -> list[list[str]]:
    """Every file and what became of it: the only table that knows where files lie."""
    words = cells.scene.words["records"]["verdict"]
    heads = [cells.head(each) for each in ("path", "verdict", "faults", "sha256", "digest")]
    rows = [
        [each.path, words[each.verdict], cells.faults(each.faults), each.sha256, each.digest] for each in gathered.seen
    ]
    return [heads, *rows]


def _page(scene: "Scene", values: dict[str, Any], options: argparse.Namespace) -> str:
    from markupsafe import Markup

    from ..appearance import site_config_folders
    from ..collate.signs import LEAST, QUICK, RUNNING
    from ..render import renderer
    from ..views.records import records_page

    folders = site_config_folders(options.root)
    style = next(file for folder in folders if (file := folder / "assets" / "styles" / "records.css").is_file())
    page = records_page(scene, values, {"least": LEAST, "quick": QUICK, "running": RUNNING})
    template = renderer(folder / "templates" for folder in folders).get_template("records.html.j2")
    return template.render(page=page, style=Markup(style.read_text("utf-8"))).lstrip()


def _summary(scene: "Scene", values: dict[str, Any], gathered: "Gathered", last: date) -> str:
    from ..collate.clocks import is_ahead
    from ..views.records_tables import Cells

    told, cells = scene.words["records"]["told"], Cells(scene, values)
    verdicts = [each.verdict for each in gathered.seen]
    counts = {name: verdicts.count(name) for name in ("counted", "duplicate", "quarantined", "other")}
    lists = {name: len(values[name]) for name in ("questions", "exceptions", "unsigned", "unexpected", "conflicts")}
    lines = [
        told["total"].format(**values["totals"]),
        told["lists"].format(**lists, outside=values["outside"]),
        told["files"].format(files=len(verdicts), **counts),
    ]
    lines += [
        told["aside"].format(path=each.path, faults=cells.faults(each.faults))
        for each in gathered.seen
        if each.verdict == "quarantined"
    ]
    today = date.today()
    ahead = sum(is_ahead(run, today) for run in gathered.runs.values())
    if ahead and not values["on"]:  # else they are listed
        lines.append(told["ahead"].format(n=ahead, on=today))
    if last > today:
        lines.append(told["future"])
    return "\n".join(lines) + "\n"
