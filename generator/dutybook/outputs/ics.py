"""Entries (views/event.py) → a calendar file (RFC 5545) that phones and desktops read alike.

All-day entries, one for each day on which something is due: no RRULE, which cannot know the official calendar, and no
RDATE, which Outlook skips. All-day dates have no time zone, so no VTIMEZONE is needed.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from icalendar import Calendar, Component, Event, Todo, vDuration

from ..calendar import DAY
from ..moment import EARLIEST
from ..views.event import Event as Entry

Made = TypeVar("Made", Event, Todo)


def events_file(name: str, language: str, entries: Iterable[Entry], moment: int) -> bytes:
    """A calendar of events. They do not block the day: people see them, and stay free for meetings."""
    return _file(name, language, [_event(each, moment) for each in entries])


def tasks_file(name: str, language: str, entries: Iterable[Entry], moment: int) -> bytes:
    """The same as tasks, for programs that have a list of tasks; their ids are others than those of the events."""
    return _file(name, language, [_task(each, moment) for each in entries])


def _file(name: str, language: str, components: list[Component]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//dutybook//calendar//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    # Those who subscribe get a change within a day; Outlook reads the older name.
    calendar.add("refresh-interval", vDuration(timedelta(days=1)), {"value": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for each in components:
        calendar.add_component(each)
    return bytes(calendar.to_ical())


def _event(entry: Entry, moment: int) -> Event:
    made = _common(Event(), entry, entry.uid, moment)
    made.add("dtstart", entry.day)
    made.add("dtend", entry.day + DAY)
    made.add("transp", "TRANSPARENT")
    made.add("status", "TENTATIVE" if entry.tentative else "CONFIRMED")
    return made


def _task(entry: Entry, moment: int) -> Todo:
    made = _common(Todo(), entry, f"task.{entry.uid}", moment)
    if entry.opens is not None and entry.opens < entry.day:
        made.add("dtstart", entry.opens)
    made.add("due", entry.day)
    made.add("status", "NEEDS-ACTION")
    return made


def _common(made: Made, entry: Entry, uid: str, moment: int) -> Made:
    stamp = datetime.fromtimestamp(moment, UTC)
    made.add("uid", uid)
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    made.add("sequence", sequence(moment))
    made.add("summary", entry.title)
    made.add("description", entry.text)
    made.add("categories", [entry.category])
    if entry.url:
        made.add("url", entry.url)
    return made


def sequence(moment: int) -> int:
    """The revision of an entry: the minutes from 1980 to the commit it was made from.

    A later commit gives a higher number, without a memory of what was exported before. The number of commits would do
    too, but a shallow clone, as continuous integration makes it, does not know it. In minutes, not seconds: RFC 5545
    allows 31 bits. Two exports within a minute are told apart by DTSTAMP, as RFC 5546 says.
    """
    return max(0, moment - EARLIEST) // 60
