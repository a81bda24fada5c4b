"""A checklist's run page: the payload of views/run.py for every date that the site shows, small enough to stand in a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..book import Book
from ..checklist.compile import Line, compiled
from ..model.checklist import Checklist
from ..model.time import Every
from ..run.format import json_schema
from .run import runnable
from .run_dates import dates, undated
from .scene import Scene, tag_of

WORKER = "run-worker.js"  # lies where its language begins, since a worker answers only for what lies below it
# Words that the page takes over from those of the terminal, so that both say the same.
TAKEN = ("refused", "result", "exception", "personal", "score", "because", "note", "confirm")
# And from those of the sheet: how a record of another version says what its own snapshot holds.
SHEET = (
    "if-is", "if-above", "if-below", "valid", "expect", "clock", "form", "between-forms", "by", "to", "form-to",
    "between-marks", "join", "stop", "hold", "critical",
)  # fmt: skip


def run_path(book: Book, checklist: Checklist) -> str:
    """Where the run page of a checklist lies in the folder of a language."""
    unit, _, name = book.key[checklist].partition("/")
    return f"{unit}/run/{name}.html"


def run_page(scenes: Sequence[Scene], checklist: Checklist, language: str, site_url: str = "") -> dict[str, Any]:
    """Everything in a run page, as plain JSON values. Each scene gives the words of its language; `language` is shown first."""
    book = scenes[0].book
    made = compiled(book, checklist)
    what = runnable(book, made, (), scenes, site_url)
    del what["dates"]
    what["clocks"] = {line.id: minutes for line in made.lines if (minutes := _minutes(line)) is not None}
    return {
        "runnable": what,
        "language": language,
        "languages": [scene.language for scene in scenes],
        "words": {scene.language: _interface(scene) for scene in scenes},
        # What is private is neither dated nor imported.
        **(dates(made, scenes) if not what["private"] else undated(made)),
        "schema": json_schema() if not what["private"] else None,
        "root": "",
        "links": None,
        "worker": None,
    }


def on_site(page: Mapping[str, Any], checklist: Checklist) -> dict[str, Any]:
    """The payload of a page that lies on a site: with ways to other pages, and the place that its languages share."""
    name = page["runnable"]["checklist"].partition("/")[2]
    today = "../../today.html" + (f"?role={page['runnable']['role']}" if checklist.role is not None else "")
    links = {"page": f"../checklists/{name}.html", "today": today}
    # What is private leaves no trace, so no worker keeps its page.
    worker = None if page["runnable"]["private"] else f"../../{WORKER}"
    return {**page, "root": "../../../", "links": links, "worker": worker}


def kept_words(words: Mapping[str, Any]) -> dict[str, str]:
    """What scripts/runs.js says on every page of the runs that a device keeps."""
    own, kept = words["run-page"], words["run-page"]["kept"]
    return {
        "unexported": own["unexported"],
        "open": kept["open-runs"],
        "all": kept["all"],
        "handed": own["out"]["done"],
        "not": own["out"]["not"],
        "unfinished": own["open"],
    }


def _minutes(line: Line) -> int | None:
    """By which minute of the day an item has to be done, where its duty has a time of day."""
    when = line.duty.when if line.duty is not None else None
    clock = (when.at or when.not_later_than) if isinstance(when, Every) else None
    return int(clock) if clock is not None else None


def _interface(scene: Scene) -> dict[str, Any]:
    words = scene.words
    return {
        "page": words["run-page"],
        **{name: words["run"][name] for name in TAKEN},
        "sheet": {name: words["sheet"][name] for name in SHEET},
        "faults": words["record"]["faults"],
        "answers": {name: scene.word(f"sheet.answers.{name}") for name in ("yes", "no")},
        "language": words["language"],
        "tag": tag_of(scene.language),
    }
