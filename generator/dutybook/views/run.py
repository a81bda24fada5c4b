"""A checklist as it is run: the one payload that a browser's page embeds and a terminal goes through, as plain values.

What is executed is the definition whose fingerprint stands on the sheet. Beside it stands what depends on the date,
and the words of each language, which are those of the sheet.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..book import Book, unit_of
from ..checklist.compile import Compiled
from ..checklist.definition import SHOWN, definition, fingerprint
from ..checklist.instance import instance
from ..model.reading import SelfCheck
from .scene import Scene
from .sheet import address, sheet

RUNNABLE = 1
PRIVATE = ("question", "prompt")  # sources whose answers nobody but oneself ever sees


def runnable(
    book: Book, made: Compiled, days: Sequence[date], scenes: Sequence[Scene], site_url: str = ""
) -> dict[str, Any]:
    """Everything that a run of a checklist on one of some dates needs, as plain JSON values.

    Each scene gives the words of its language. Raises KeyError where a reference names nothing.
    """
    checklist = made.checklist
    code = fingerprint(book, made)
    sheets = {each: {scene.language: sheet([scene], made, each, site_url) for scene in scenes} for each in days}
    version, since = (book.settled(checklist, name)[0] for name in ("version", "effective_from"))
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
        "checker": _checker(book, made),
        "private": checklist.use == "private" or any(line.source in PRIVATE for line in made.lines),
        "scoring": [
            {"id": book.key[check], "items": ids, "opposite-more-than": check.scoring.opposite_more_than}
            for check, ids in checks
        ],
        "definition": definition(book, made),
        "words": {
            scene.language: _words(scene, made, [sheets[each][scene.language] for each in days], checks)
            for scene in scenes
        },
        "dates": {each.isoformat(): _dated(book, made, each, sheets[each]) for each in days},
    }


def _checker(book: Book, made: Compiled) -> str | None:
    named = made.checklist.checker
    found = book.find("role", named, made.checklist) if named is not None else None
    return book.key[found] if found is not None else None


def _self_checks(book: Book, made: Compiled) -> list[tuple[SelfCheck, list[str]]]:
    """The self-checks whose questions are asked, each with the ids of the items that ask them."""
    found = []
    for check in book.self_checks:
        ids = [line.id for line in made.lines if line.node in check.questions]
        if ids:
            found.append((check, ids))
    return found


def _words(
    scene: Scene, made: Compiled, sheets: list[dict[str, Any]], checks: list[tuple[SelfCheck, list[str]]]
) -> dict[str, Any]:
    """What is said of a checklist in one language, whatever the date."""
    one = sheets[0]
    checker = made.checklist.checker
    role = scene.book.find("role", checker, made.checklist) if checker is not None else None
    rows = {row["id"]: row for each in sheets for pause in each["pauses"] for row in pause["rows"]}
    return {
        "title": _said(one["title"]),
        "objective": _said(one["objective"]),
        "mode": _said(one["mode"]),
        "private": _said(one["private"]),
        "completion": _said(one["completion"][1]),
        "role": scene.title(made.role) if made.role is not None else "",
        "checker": scene.title(role) if role is not None else "",
        "before": [_said(each) for each in one["before"]],
        # What stands both before and after says where to turn.
        "help": [_said(each) for each in one["after"] if each in one["before"]],
        "scoring": {
            scene.book.key[check]: {
                "says": scene.wording(check.scoring.says),
                "otherwise": scene.wording(check.scoring.otherwise),
            }
            for check, _ in checks
        },
        "pauses": {
            each["id"]: {name: _said(each[name]) for name in ("title", "note", "hold")} for each in one["pauses"]
        },
        "items": {id_: _item(made, row) for id_, row in rows.items()},
    }


def _item(made: Compiled, row: dict[str, Any]) -> dict[str, Any]:
    line = next(each for each in made.lines if each.id == row["id"])
    ids = [choice.id for choice in line.said.choices] if line.said is not None else []
    if line.type == "yes-no":
        ids = ["yes", "no"]
    texts = ("text", "response", "lead", "detail", "range", "unit", "hold", "critical")
    return {
        **{name: _said(row[name]) for name in texts},
        "marks": [_said(each) for each in row["marks"]],
        "choices": {id_: _said(each) for id_, each in zip(ids, row["choices"], strict=True)},
    }


def _dated(book: Book, made: Compiled, day: date, sheets: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What depends on the date: the items that stand in each pause point, in their order, and what is said of it."""
    stops = instance(book, made, day).stops
    return {
        "instance": [{"pause": pause.id, "items": [each.line.id for each in lines]} for pause, lines in stops],
        "words": {language: _of_the_day(each) for language, each in sheets.items()},
    }


def _of_the_day(one: dict[str, Any]) -> dict[str, Any]:
    rows = [row for pause in one["pauses"] for row in pause["rows"]]
    coming = one["coming"]
    return {
        "date": _said(one["meta"][0]["value"]) if one["meta"] else "",
        "due": {row["id"]: _said(row["due"]) for row in rows if row["due"]},
        "empty": {pause["id"]: _said(pause["empty"]) for pause in one["pauses"] if pause["empty"]},
        "coming": None
        if coming is None
        else {
            "title": _said(coming["title"]),
            "none": _said(coming["none"]),
            "rows": [{"day": _said(row["day"]), "items": _said(row["items"])} for row in coming["rows"]],
        },
    }


def _said(wordings: list[str]) -> str:
    """The wording of a text in the one language of its sheet."""
    return wordings[0] if wordings else ""
