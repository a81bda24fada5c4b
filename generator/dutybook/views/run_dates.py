"""What stands on a checklist on every date that the site shows, for its run page.

What is different from date to date is kept once: which items stand where, what is said of them, and the words that dates
are made of. scripts/run/dates.js puts them together again; `tests/test_run_pages.py` compares both for every date.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ..book import Book, unit_of
from ..calendar import Calendar
from ..checklist.compile import Compiled, is_dated
from ..checklist.instance import is_candidate, stops_on
from ..due import Due
from ..memo import Same
from ..model.time import Count
from ..model.work import Duty
from .agenda import Agenda, agenda_of
from .scene import Scene
from .sheet_row import due_said
from .speaker import Speaker


def undated(made: Compiled) -> dict[str, Any]:
    """The one thing that stands on a checklist which knows no dates."""
    instance = [{"pause": stop.pause.id, "items": [line.id for line in stop.lines]} for stop in made.stops]
    return {"days": None, "dated": False, "instances": [instance], "texts": [], "plans": [{"instance": 0, "due": {}}], "plan": []}  # fmt: skip


def dates(made: Compiled, scenes: Sequence[Scene]) -> dict[str, Any]:
    """What stands on the list on every date, and why; each thing once."""
    agenda = agenda_of(scenes[0].book)
    said = _words_of_days(made, agenda.days, scenes)
    duties = {line.id: line.duty for line in made.lines if line.duty is not None and is_dated(line.duty)}
    if not duties or made.role is None:
        return undated(made) | {"days": said}
    key = (_key(made, duties, scenes), agenda.years)
    plans: dict[str, Any] = scenes[0].kept.of(key, lambda: _plans(made, duties, scenes))
    return {"days": said, "dated": True, **plans}


def _key(made: Compiled, duties: Mapping[str, Duty], scenes: Sequence[Scene]) -> tuple[object, ...]:
    """What the plans of a checklist are made of: where its items stand, by which rules they fall due, and the words."""
    agenda, book = agenda_of(scenes[0].book), scenes[0].book
    stops = tuple(
        (stop.pause.id, stop.due, tuple((line.id, line.critical, is_candidate(line)) for line in stop.lines))
        for stop in made.stops
    )
    rules = tuple((name, Same(agenda.of_rule(duty)), duty.when, _class_of(book, duty)) for name, duty in duties.items())
    return (*(scene.tool("plans") for scene in scenes), scenes[0].first_language, stops, rules)


def _class_of(book: Book, duty: Duty) -> object:
    """The class of customers that a rule names in its words."""
    when = duty.when
    return book.find("customer-class", when.for_, duty) if isinstance(when, Count) and when.for_ else None


def _plans(made: Compiled, duties: Mapping[str, Duty], scenes: Sequence[Scene]) -> dict[str, Any]:
    """The plan of each date, and what plans are made of."""
    agenda = agenda_of(scenes[0].book)
    dues = _dues(agenda, duties)
    speakers = [Speaker([scene]) for scene in scenes]
    instances, texts, plans = _Once(), _Once(), _Once()

    def placed(today: Mapping[str, Due]) -> int:
        stops = list(stops_on(made, lambda line: today.get(line.id)))
        instance = [{"pause": stop.pause.id, "items": [each.line.id for each in lines]} for stop, lines in stops]
        due = {
            each.line.id: texts.place([_said(speaker, each.due, spell=stop.due) for speaker in speakers])
            for stop, lines in stops for each in lines if each.due is not None
        }  # fmt: skip
        return plans.place({"instance": instances.place(instance), "due": due})

    plan, ordinary = [], None
    for day in agenda.days:
        today = dues.get(day)
        if today is not None:
            plan.append(placed(today))
            continue
        # On most days nothing is due on any date: they are all alike.
        ordinary = placed({}) if ordinary is None else ordinary
        plan.append(ordinary)
    return {
        "instances": instances.all,
        "texts": texts.all,
        "plans": plans.all,
        "plan": plan,
    }


def _dues(agenda: Agenda, duties: Mapping[str, Duty]) -> dict[date, dict[str, Due]]:
    """What falls due on each date, by item; of several of one item, the first."""
    found: dict[date, dict[str, Due]] = {}
    for name, duty in duties.items():
        for due in agenda.dates(duty):
            found.setdefault(due.at.due, {}).setdefault(name, due)
    return found


def _said(speaker: Speaker, due: Due, *, spell: bool) -> str:
    return (due_said(speaker, due, spell=spell) or [""])[0]


def _words_of_days(made: Compiled, days: Sequence[date], scenes: Sequence[Scene]) -> dict[str, Any] | None:
    """The words that dates are made of, and what kind of day each is: the same for all checklists of a unit."""
    if not days:
        return None
    calendar = scenes[0].book.calendar(unit_of(made.checklist))
    key = (*(scene.tool("days") for scene in scenes), scenes[0].first_language, calendar.made_of, days[0], days[-1])
    found: dict[str, Any] = scenes[0].kept.of(key, lambda: _of_calendar(calendar, days, scenes))
    return found


def _of_calendar(calendar: Calendar, days: Sequence[date], scenes: Sequence[Scene]) -> dict[str, Any]:
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
