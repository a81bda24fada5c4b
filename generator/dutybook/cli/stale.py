"""`dutybook stale`: whose reviews are overdue or due soon, by owner."""

import argparse
import json
import sys
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from .common import Refused, a_day, checked_book, reliance_words, root_option, scene_of

if TYPE_CHECKING:
    from ..views.scene import Scene


class Review(NamedTuple):
    """A review that is due: whose, of what, by when, and when it was reviewed last."""

    owner: str
    key: str
    kind: str
    title: str
    due: date
    last: date
    place: str
    others: int


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--on", metavar="DATE", help="as of this day (default: today)")
    parser.add_argument(
        "--days", type=int, default=30, metavar="N", help="how far ahead 'due soon' looks (default: 30)"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Lists what is overdue or due soon; 1 when anything is overdue."""
    if not 0 <= options.days <= 3660:
        raise Refused(options, "bad-days", said=options.days)
    day = a_day(options.on, options)
    until = day + timedelta(options.days)
    scene = scene_of(checked_book(options), options)
    found = [each for each in _reviews(scene) if each.due <= until]
    overdue = sum(each.due < day for each in found)
    if options.format == "json":
        sys.stdout.write(json.dumps(_plain(found, day, until), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(found, scene, day, until, reliance_words(options)["stale"])) + "\n")
    return 1 if overdue else 0


def _reviews(scene: "Scene") -> list[Review]:
    """Every review by owner and then by day. What takes its dates from its unit stands there, counted."""
    from ..model.base import Entity
    from ..model.organisation import Unit
    from ..views.ink import Ink
    from ..views.review_names import Names

    book = scene.book
    followers: dict[str, int] = {}
    found = []
    for node, key in book.key.items():
        if not isinstance(node, Entity) or book.status(node) == "retired":
            continue
        own = node.reviewed_on is not None or node.review_every is not None
        unit = book.unit(node)
        if not own and not isinstance(node, Unit) and unit is not None:
            followers[unit.id] = followers.get(unit.id, 0) + 1
            continue
        due, last = book.next_review(node), book.settled(node, "reviewed_on")[0]
        if due is not None and last is not None:
            owner = book.settled(node, "owner")[0]
            role = book.find("role", owner, node) if owner else None
            name = Names((scene, scene), Ink(), "").role(role) if role is not None else ""
            found.append(
                Review(
                    name,
                    key,
                    scene.words_of(node),
                    scene.title(node),
                    due,
                    last,
                    f"{node.mark.path}:{node.mark.line}",
                    0,
                )
            )
    found = [each._replace(others=followers.get(each.key, 0)) if each.kind == "unit" else each for each in found]
    return sorted(found, key=lambda each: (each.owner, each.due, each.key))


def _lines(found: list[Review], scene: "Scene", day: date, until: date, words: Any) -> list[str]:
    from ..views.due import DueWords

    def say(which: date) -> str:
        return DueWords(scene).day(which, year=True)

    if not found:
        return [words["nothing"].format(on=say(day), until=say(until))]
    overdue = sum(each.due < day for each in found)
    lines = [words["head"].format(on=say(day), until=say(until))]
    lines.append(words["count"].format(overdue=overdue, soon=len(found) - overdue))
    for owner, group in groupby(found, key=lambda each: each.owner):
        lines += ["", owner or words["no-owner"]]
        for each in group:
            name = words["unit"].format(unit=each.title, n=each.others) if each.others else each.title
            said = words["overdue" if each.due < day else "soon"].format(day=say(each.due))
            last = words["last"].format(day=say(each.last))
            lines += [f"  {each.key}  {name}", f"    {words['line'].format(said=said, last=last)}  ({each.place})"]
    return lines


def _plain(found: list[Review], day: date, until: date) -> dict[str, Any]:
    reviews = [
        each._asdict() | {"due": each.due.isoformat(), "last": each.last.isoformat(), "overdue": each.due < day}
        for each in found
    ]
    return {"on": day.isoformat(), "until": until.isoformat(), "reviews": reviews}
