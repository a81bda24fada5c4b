"""A checklist as it is run: the one payload that a browser's page embeds and a terminal goes through, as plain values.

What is executed is the definition whose fingerprint stands on the sheet. Beside it stands what depends on the date,
and the words of each language, which are those of the sheet.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..book import Book, unit_of
from ..checklist.compile import Compiled, Line
from ..checklist.definition import SHOWN, definition, fingerprint
from ..checklist.instance import Dated, instance
from ..model.reading import SelfCheck
from .scene import Scene
from .sheet import address, date_said, sheet
from .sheet_private import Notes, around
from .sheet_row import row
from .speaker import Said, Speaker

RUNNABLE = 1
PRIVATE = ("question", "prompt")  # sources whose answers nobody but oneself ever sees
ROW = ("text", "response", "lead", "detail", "marks", "range", "unit", "hold", "critical")


def runnable(
    book: Book, made: Compiled, days: Sequence[date], scenes: Sequence[Scene], site_url: str = ""
) -> dict[str, Any]:
    """Everything that a run of a checklist on one of some dates needs, as plain JSON values.

    Each scene gives the words of its language. Raises KeyError where a reference names nothing.
    """
    checklist = made.checklist
    code = fingerprint(book, made)
    version, since = (book.settled(checklist, name)[0] for name in ("version", "effective_from"))
    checker = book.find("role", checklist.checker, checklist) if checklist.checker is not None else None
    checks = _self_checks(book, made)
    return {
        "runnable": RUNNABLE,
        "checklist": book.key[checklist],
        "version": version,
        "effective": since.isoformat() if since is not None else None,
        "fingerprint": code,
        "url": address(book, checklist, scenes[0].language, None, code[:SHOWN], site_url),
        "unit": unit_of(checklist),
        "role": book.key[made.role] if made.role is not None else None,
        "checker": book.key[checker] if checker is not None else None,
        "private": checklist.use == "private" or any(line.source in PRIVATE for line in made.lines),
        "scoring": [
            {"id": book.key[check], "items": ids, "opposite-more-than": check.scoring.opposite_more_than}
            for check, ids in checks
        ],
        "definition": definition(book, made),
        "words": {scene.language: _words(scene, made, checker, checks) for scene in scenes},
        "dates": {each.isoformat(): _dated(book, made, each, scenes) for each in days},
    }


def _self_checks(book: Book, made: Compiled) -> list[tuple[SelfCheck, list[str]]]:
    """The self-checks whose questions are asked, each with the ids of the items that ask them."""
    found = []
    for check in book.self_checks:
        ids = [line.id for line in made.lines if line.node in check.questions]
        if ids:
            found.append((check, ids))
    return found


def _words(scene: Scene, made: Compiled, checker: Any, checks: list[tuple[SelfCheck, list[str]]]) -> dict[str, Any]:
    """What is said of a checklist in one language, whatever the date."""
    speaker = Speaker([scene])
    undated = sheet([scene], made, None)
    before, after = around(speaker, made)
    lines = {line.id: line for line in made.lines}
    return {
        "title": _said(undated["title"]),
        "objective": _said(undated["objective"]),
        "hints": [_said(each) for each in undated["hints"]],
        "completion": _said(undated["completion"][1]),
        "role": scene.title(made.role) if made.role is not None else "",
        "checker": scene.title(checker) if checker is not None else "",
        "subject": next((_said(each["label"]) for each in undated["meta"] if each["name"] in ("subject", "route")), ""),
        "before": _notes(before),
        # What stands both before and after says where to turn.
        "help": _notes([each for each in after if each in before]),
        "scoring": {
            scene.book.key[check]: {
                "says": scene.wording(check.scoring.says),
                "otherwise": scene.wording(check.scoring.otherwise),
            }
            for check, _ in checks
        },
        "pauses": {each["id"]: _pause(each) for each in undated["pauses"]},
        "items": {line.id: _item(speaker, line, lines) for line in made.lines},
    }


def _pause(pause: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": _said(pause["title"]),
        "notes": [_said(each) for each in pause["notes"]],
        "hold": _said(pause["hold"]),
    }


def _item(speaker: Speaker, line: Line, lines: dict[str, Line]) -> dict[str, Any]:
    printed = row(speaker, Dated(line, None), 0, lines, due=False)
    ids = [choice.id for choice in line.said.choices] if line.said is not None else []
    if line.type == "yes-no":
        ids = ["yes", "no"]
    choices = {id_: _said(each) for id_, each in zip(ids, printed["choices"], strict=True)}
    return {**{name: _said(printed[name]) for name in ROW}, "choices": choices}


def _dated(book: Book, made: Compiled, day: date, scenes: Sequence[Scene]) -> dict[str, Any]:
    """What depends on the date: the items that stand in each pause point, in their order, and what is said of it."""
    stops = instance(book, made, day).stops
    return {
        "instance": [{"pause": pause.id, "items": [each.line.id for each in lines]} for pause, lines in stops],
        "words": {scene.language: _of_the_day(scene, made, day) for scene in scenes},
    }


def _of_the_day(scene: Scene, made: Compiled, day: date) -> dict[str, Any]:
    printed = sheet([scene], made, day)
    rows = [each for pause in printed["pauses"] for each in pause["rows"]]
    coming = printed["coming"]
    return {
        "date": _said(date_said(Speaker([scene]), made.checklist, day)),
        "due": {each["id"]: _said(each["due"]) for each in rows if each["due"]},
        "empty": {pause["id"]: _said(pause["empty"]) for pause in printed["pauses"] if pause["empty"]},
        "coming": None
        if coming is None
        else {
            "title": _said(coming["title"]),
            "none": _said(coming["none"]),
            "rows": [{"day": _said(each["day"]), "items": _said(each["items"])} for each in coming["rows"]],
        },
    }


def _notes(notes: Notes) -> list[dict[str, Any]]:
    return [{"title": _said(each["title"]), "lines": [_said(line) for line in each["lines"]]} for each in notes]


def _said(wordings: Said) -> str:
    """The wording of a text in the one language of its speaker."""
    return wordings[0] if wordings else ""
