"""A checklist on a date as a sheet of paper: every word that stands on it, chosen and in order, in one language or two.

A sheet is plain values, the same for PDF and HTML. A text is a list of wordings, one for each language of the sheet.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from ..book import Book, unit_of
from ..checklist.compile import Compiled, Line, Stop
from ..checklist.definition import SHOWN, fingerprint
from ..checklist.instance import Dated, Instance, instance, is_candidate
from ..due import Due
from ..model.checklist import Checklist
from ..model.organisation import Role
from ..model.time import Each
from .due import DueWords
from .scene import PLURALS, Scene
from .sheet_private import around
from .sheet_row import row
from .speaker import Said, Speaker


def sheet(
    scenes: Sequence[Scene], made: Compiled, day: date | None, site_url: str = "", *, candidates: bool = False
) -> dict[str, Any]:
    """A checklist as a sheet for a date, or without one: then the pause points of what is due stay open.

    With `candidates` a sheet without a date holds the rows of everything that may be due, each with the key of its duty.
    Raises KeyError where a reference names nothing: only handbooks without errors are printed.
    """
    speaker = Speaker(scenes)
    book, checklist = speaker.book, made.checklist
    on = instance(book, made, day) if day is not None else None
    private = checklist.use == "private"
    code = fingerprint(book, made)[:SHOWN]
    before, after = around(speaker, made)
    return {
        "language": scenes[0].language,
        "id": book.key[checklist],
        "title": speaker.text(checklist.title),
        "owner": scenes[0].wording(book.settings.title),
        "objective": speaker.text(checklist.objective),
        "hints": _hints(speaker, made),
        "date-said": [] if private else date_said(speaker, checklist, day),
        "meta": [] if private else _meta(speaker, made, day),
        "before": before,
        "pauses": _pauses(speaker, made, on, candidates=candidates),
        "coming": _coming(speaker, on) if on is not None and any(stop.due for stop in made.stops) else None,
        "reasons": [] if private else speaker.word("reasons"),
        "completion": [speaker.word("completion"), speaker.text(checklist.completion)],
        "signatures": [] if private else _signatures(speaker, checklist),
        "after": after,
        "footer": _footer(speaker, checklist, code),
        "page": speaker.word("page", page="{page}", pages="{pages}"),
        "address": address(book, checklist, scenes[0].language, day, code, site_url),
        "date": day.isoformat() if day is not None else "",
        "code": code,
    }


def address(book: Book, checklist: Checklist, language: str, day: date | None, code: str, site_url: str = "") -> str:
    """What the sheet's code says: the address of the checklist's page with date and fingerprint.

    Without the address of a site it names the checklist for `dutybook sheet --verify`.
    """
    unit, _, name = book.key[checklist].partition("/")
    dated = f"date={day.isoformat()}&" if day is not None else ""
    base = (site_url or book.settings.site_url or "").rstrip("/")
    if not base:
        return f"dutybook:{unit}/{name}?{dated}v={code}"
    return f"{base}/{language}/{unit}/{PLURALS['checklist']}/{name}.html?{dated}v={code}"


def _hints(speaker: Speaker, made: Compiled) -> list[Said]:
    """How to go through it."""
    found = [speaker.word(f"mode.{made.checklist.mode}")]
    if made.checklist.use == "private":
        found.append(speaker.word("private"))
    return found


def _meta(speaker: Speaker, made: Compiled, day: date | None) -> list[dict[str, Any]]:
    """The head's fields: a label and what stands there, or a blank to write on."""
    unit = speaker.book.unit(made.checklist)
    units, role = speaker.title(unit), speaker.title(made.role)
    who = [" · ".join(pair) for pair in zip(units, role, strict=False)] if len(units) == len(role) else role
    fields = [] if day is not None else [_field("date", speaker.word("date"))]
    fields += [_field("role", speaker.word("role"), who), _field("name", speaker.word("name"))]
    when = made.checklist.when
    if isinstance(when, Each):
        fields.append(_field("subject", speaker.word(f"subject.{when.each}"), wide=True))
    elif made.checklist.use == "work" and made.role is not None and _goes_out(speaker.book, made.role):
        fields.append(_field("route", speaker.word("route"), wide=True))
    return fields


def _field(name: str, label: Said, value: Said | None = None, *, wide: bool = False) -> dict[str, Any]:
    return {"name": name, "label": label, "value": value, "wide": wide}


def date_said(speaker: Speaker, checklist: Checklist, day: date | None) -> Said:
    """The date with its weekday and what kind of day it is; nothing where it is left to be written."""
    if day is None:
        return []
    calendar = speaker.book.calendar(unit_of(checklist))
    when, mark = calendar.day(day), calendar.is_provisional(day)

    def say(words: DueWords) -> str:
        said = f"{words.day(day, year=True, weekday=True)} · {words.sort(when)}"
        return f"{said} · {words.scene.word('sheet.provisional')}" if mark else said

    return speaker.due(say)


def _goes_out(book: Book, role: Role) -> bool:
    """Whether a role's day has time in the field."""
    schedules = [each for each in book.schedules if each.role and book.find("role", each.role, each) is role]
    return any(entry.counts_as_field_time for schedule in schedules for entry in schedule.entries)


def _pauses(speaker: Speaker, made: Compiled, on: Instance | None, *, candidates: bool) -> list[dict[str, Any]]:
    """The pause points; items are numbered through, so that a reason can name its item."""
    found = []
    lines = {line.id: line for line in made.lines}
    number = 0
    for place, stop in enumerate(made.stops):
        shown = on.stops[place][1] if on is not None else _undated(stop, candidates=candidates)
        rows = [row(speaker, each, number + n, lines, due=stop.due) for n, each in enumerate(shown, 1)]
        if candidates:
            for each, made_row in zip(shown, rows, strict=True):
                made_row.update(_candidate(speaker.book, each.line, due=stop.due))
        number += len(rows)
        found.append(_pause(speaker, made.checklist, stop, rows, _empty(speaker, stop.due, rows, on)))
    return found


def _undated(stop: Stop, *, candidates: bool) -> list[Dated]:
    """The items of a pause point that stand on it on every date; with all that may be due, critical ones first."""
    if not stop.due:
        return [Dated(line, None) for line in stop.lines]
    if not candidates:
        return [Dated(line, None) for line in stop.lines if not is_candidate(line)]
    return [Dated(line, None) for line in sorted(stop.lines, key=lambda line: not line.critical)]


def _candidate(book: Book, line: Line, *, due: bool) -> dict[str, str]:
    """The duty whose dates decide whether a row is shown, or marked as due."""
    key = book.key[line.duty] if line.duty is not None and is_candidate(line) else ""
    return {"candidate": key if due else "", "dated": "" if due else key}


def _empty(speaker: Speaker, due: bool, rows: list[Any], on: Instance | None) -> Said:
    if not due or (rows and on is not None):
        return []
    return speaker.word("nothing-due" if on is not None else "due-undated")


def _pause(speaker: Speaker, checklist: Checklist, stop: Stop, rows: list[Any], empty: Said) -> dict[str, Any]:
    pause = stop.pause
    seconds = pause.seconds or 0
    name, amount = ("seconds", seconds) if seconds < 120 else ("minutes", round(seconds / 60))
    private = checklist.use == "private"
    return {
        "id": pause.id,
        "title": speaker.text(pause.title),
        "notes": [speaker.word(name, n=amount)] if seconds else [],
        "hold": speaker.word("hold") if pause.hold else [],
        "sign": [] if private else [speaker.word("time"), speaker.word("initials")],
        "due": stop.due,
        "rows": rows,
        "empty": empty,
    }


def _coming(speaker: Speaker, on: Instance) -> dict[str, Any]:
    """What comes up in the week after, a line for each day."""
    rows = []
    for day, group in groupby(on.coming, key=lambda item: item.at.due):
        items = list(group)

        def say(words: DueWords, items: list[Due] = items) -> str:
            return words.scene.word("sheet.join").join(_coming_item(words, item) for item in items)

        def head(words: DueWords, day: date = day) -> str:
            return words.day(day, weekday=True)

        rows.append({"day": speaker.due(head), "items": speaker.due(say)})
    return {"title": speaker.word("coming"), "rows": rows, "none": [] if rows else speaker.word("coming-none")}


def _coming_item(words: DueWords, item: Due) -> str:
    mark = words.scene.word("sheet.in-brackets", said=words.scene.word("sheet.provisional"))
    return f"{'◆' if item.duty.critical else ''}{words.scene.title(item.duty)}{mark if item.at.provisional else ''}"


def _signatures(speaker: Speaker, checklist: Checklist) -> list[dict[str, Any]]:
    checker = speaker.book.find("role", checklist.checker, checklist) if checklist.checker else None
    return [
        {"label": speaker.word("doer"), "who": []},
        {"label": speaker.word("checker"), "who": speaker.title(checker)},
        {"label": speaker.word("date-time"), "who": []},
    ]


def _footer(speaker: Speaker, checklist: Checklist, code: str) -> Said:
    """Which definition this is: id, version, fingerprint, since when; one line in the first language."""
    scene, book = speaker.scenes[0], speaker.book
    version = book.settled(checklist, "version")[0]
    since = book.settled(checklist, "effective_from")[0]
    parts = [book.key[checklist]]
    if version is not None:
        parts.append(scene.word("sheet.version", version=version))
    parts.append(scene.word("sheet.fingerprint", code=code))
    if since is not None:
        parts.append(scene.word("sheet.effective", day=since.isoformat()))
    parts.append(scene.word("sheet.uncontrolled"))
    return parts
