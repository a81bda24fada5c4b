"""A checklist's run page: the payload of views/run.py for every date that the site shows, small enough to stand in a page.

What is different from date to date is kept once: which items stand where, what is said of them, and the words that dates
are made of. scripts/run/dates.js puts them together again; `tests/test_run_page.py` compares both for every date.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ..book import Book, unit_of
from ..calendar import DAY
from ..checklist.compile import Compiled, Line, compiled, is_dated
from ..checklist.instance import Dated, is_candidate
from ..due import Due
from ..model.checklist import Checklist
from ..model.time import Every
from ..run.format import json_schema
from .agenda import agenda_of
from .run import runnable
from .scene import Scene
from .sheet_row import row
from .speaker import Speaker

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
        **(_dates(book, made, scenes) if not what["private"] else _undated(made)),
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
        "tag": "zh-CN" if scene.language == "zh" else scene.language,
    }


def _undated(made: Compiled) -> dict[str, Any]:
    instance = [{"pause": stop.pause.id, "items": [line.id for line in stop.lines]} for stop in made.stops]
    return {"days": None, "dated": False, "instances": [instance], "texts": [], "plans": [{"instance": 0, "due": {}}], "plan": []}  # fmt: skip


def _dates(book: Book, made: Compiled, scenes: Sequence[Scene]) -> dict[str, Any]:
    """What stands on the list on every date, and why; each thing once."""
    agenda = agenda_of(book)
    days = [agenda.first + DAY * n for n in range((agenda.last - agenda.first).days + 1)] if agenda.years else []
    instances, texts, plans = _Once(), _Once(), _Once()
    dues = _dues(book, made)
    plan = []
    for day in days:
        stops = _stops(made, {line: found[day] for line, found in dues.items() if day in found})
        instance = [{"pause": pause, "items": [each.line.id for each in lines]} for pause, _, lines in stops]
        due = {
            each.line.id: texts.place(_said(scenes, made, each, due=is_due))
            for _, is_due, lines in stops for each in lines if each.due is not None
        }  # fmt: skip
        plan.append(plans.place({"instance": instances.place(instance), "due": due}))
    if not dues:
        return _undated(made) | {"days": _days(made, days, scenes)}
    return {
        "days": _days(made, days, scenes),
        "dated": True,
        "instances": instances.all,
        "texts": texts.all,
        "plans": plans.all,
        "plan": plan,
    }


def _dues(book: Book, made: Compiled) -> dict[str, dict[date, Due]]:
    """When each item falls due; of several on one day, the first."""
    agenda, found = agenda_of(book), dict[str, dict[date, Due]]()
    for line in made.lines:
        if line.duty is not None and made.role is not None and is_dated(line.duty):
            found[line.id] = {}
            for due in agenda.dates(line.duty):
                found[line.id].setdefault(due.at.due, due)
    return found


def _stops(made: Compiled, today: Mapping[str, Due]) -> list[tuple[str, bool, list[Dated]]]:
    """The pause points with their items on a day, as checklist/instance.py has them."""
    found = []
    for stop in made.stops:
        lines = [each for each in stop.lines if not stop.due or each.id in today or not is_candidate(each)]
        shown = [Dated(line, today.get(line.id)) for line in lines]
        if stop.due:
            shown.sort(key=lambda each: not each.line.critical)
        found.append((stop.pause.id, stop.due, shown))
    return found


def _said(scenes: Sequence[Scene], made: Compiled, each: Dated, *, due: bool) -> list[str]:
    lines = {line.id: line for line in made.lines}
    return [(row(Speaker([scene]), each, 0, lines, due=due)["due"] or [""])[0] for scene in scenes]


def _days(made: Compiled, days: Sequence[date], scenes: Sequence[Scene]) -> dict[str, Any] | None:
    """The words that dates are made of, and what kind of day each is."""
    if not days:
        return None
    calendar = scenes[0].book.calendar(unit_of(made.checklist))
    kinds = _Once()
    speakers = [Speaker([scene]).dues[0] for scene in scenes]
    kind = []
    for day in days:
        when, mark = calendar.day(day), calendar.is_provisional(day)
        said = [
            f"{words.sort(when)} · {words.scene.word('sheet.provisional')}" if mark else words.sort(when)
            for words in speakers
        ]
        kind.append(kinds.place(said))
    return {
        "first": days[0].isoformat(),
        "last": days[-1].isoformat(),
        "weekday": days[0].weekday(),
        "kind": kind,
        "words": {
            words.scene.language: words.pieces() | {"kinds": [each[place] for each in kinds.all]}
            for place, words in enumerate(speakers)
        },
    }


class _Once:
    """Values, each kept once, by their place."""

    def __init__(self) -> None:
        self.all: list[Any] = []
        self._places: dict[str, int] = {}

    def place(self, value: Any) -> int:
        name = repr(value)
        if name not in self._places:
            self._places[name] = len(self.all)
            self.all.append(value)
        return self._places[name]
