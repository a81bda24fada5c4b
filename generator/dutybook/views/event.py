"""What falls due as entries of a calendar program: plain values, the same for events and tasks."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ..due import Due
from ..model.work import Duty
from .due import DueWords
from .scene import Scene


class Event(NamedTuple):
    """One day on which something is due.

    `uid` is made of the duty and the period that the occurrence belongs to: neither another wording nor another rule
    for days off nor another calendar changes it, so a shift moves an entry and never doubles it. (The nominal date
    would not do: that of a last workday depends on the calendar.)
    """

    uid: str
    day: date
    opens: date | None
    title: str
    text: str
    category: str
    url: str
    tentative: bool


def name_of(words: DueWords, item: Due) -> str:
    """A duty as it stands on its day: with its time of day where it has one."""
    clock, title = words.clock(item), words.scene.title(item.duty)
    return words.scene.word("calendar.timed", clock=clock, title=title) if clock else title


def events(words: DueWords, items: Iterable[Due]) -> Iterator[Event]:
    """The entries of some items. A window stands on its last day, with its first in words: what counts is the day by
    which it is done, and an entry over weeks would hide the days that matter.
    """
    scene, book = words.scene, words.scene.book
    for item in items:
        title, at = f"{'◆' if item.duty.critical else ''}{name_of(words, item)}", item.at
        if at.opens is not None:
            title = scene.word("calendar.window", title=title, day=words.day(at.opens))
        if at.provisional:
            title = scene.word("calendar.tentative", title=title)
        unit = book.unit(item.duty)
        yield Event(
            f"{book.key[item.duty].replace('/', '.')}.{at.period:%Y%m%d}@dutybook",
            at.due,
            at.opens,
            title,
            "\n".join(_lines(words, item)),
            scene.title(unit) if unit is not None else "",
            address(scene, item.duty),
            at.provisional,
        )


def _lines(words: DueWords, item: Due) -> Iterator[str]:
    """What to know about it: the rule, the nominal date and why it moved, form and receiver, where it is described."""
    scene, duty, at = words.scene, item.duty, item.at
    yield scene.word("calendar.rule", rule=words.rule(duty))
    if at.due != at.nominal:
        yield scene.word("calendar.nominal", day=words.day(at.nominal, year=True, weekday=True))
    if at.moves:
        yield scene.word("calendar.reason", reason=words.reason(at))
    if at.missing is not None:
        yield scene.word("calendar.unsure", year=at.missing)
    for key, said in (("form", words.forms(duty)), ("to", words.receivers(duty))):
        if said:
            yield scene.word(f"calendar.{key}", said=said)
    yield scene.word("calendar.role", said=words.whose(item.role))
    if address(scene, duty):
        yield scene.word("calendar.page", address=address(scene, duty))


def address(scene: Scene, duty: Duty) -> str:
    """The address of a duty's page; empty where the handbook does not say where its site lies."""
    base = (scene.book.settings.site_url or "").rstrip("/")
    return f"{base}/{scene.language}/{scene.place(duty)[0].removesuffix('.md')}.html" if base else ""
