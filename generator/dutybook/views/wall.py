"""A role's month as a page for the wall: every day with what kind of day it is and what falls due on it.

Plain values for site_config/templates/wall.typ. A page always shows a whole month: half of one would look as if
nothing were due in the other half.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any

import rfc8785

from ..book import unit_of
from ..calendar import DAY, Calendar, Day
from ..checklist.compile import is_dated
from ..due import Due
from ..model.calendar import Holiday, Notice
from ..model.organisation import Role
from ..model.time import Count
from ..moment import EARLIEST
from .due import DueWords
from .event import name_of

SHOWN = 7  # characters of the fingerprint


def month_pages(
    words: DueWords, role: Role, months: Sequence[date], items: Sequence[Due], moment: int
) -> dict[str, Any]:
    """The pages of some months, each given by its first day. `items` is whatever is due in them, daily duties too;
    `moment` the time of the handbook's commit, in seconds since 1970.
    """
    scene = words.scene
    who = words.whose(role)
    pages = [_page(words, role, first, [each for each in items if _in_month(each.at.due, first)]) for first in months]
    version = scene.book.settled(role, "version")[0]
    foot = [scene.word("calendar.wall.version", version=version)] if version is not None else []
    if moment > EARLIEST:
        foot.append(scene.word("calendar.wall.as-of", day=datetime.fromtimestamp(moment, UTC).date()))
    return {
        "language": scene.language,
        "title": scene.word("calendar.wall.document", who=who),
        "who": who,
        "weekdays": [words.weekday(date(2024, 1, 1) + DAY * place) for place in range(7)],
        "months": [{**page, "code": _code({**page, "who": who})} for page in pages],
        "foot": [*foot, scene.word("calendar.wall.uncontrolled")],
        "words": {
            key: scene.word(f"calendar.wall.{key}")
            for key in ("more", "all", "continued", "full-days", "notes-over", "critical", "code", "page")
        },
    }


def _in_month(day: date, first: date) -> bool:
    return (day.year, day.month) == (first.year, first.month)


def _code(page: dict[str, Any]) -> str:
    """The fingerprint of what a page shows: another on the wall than in the handbook means that it is out of date."""
    return sha256(rfc8785.dumps(page)).hexdigest()[:SHOWN]


def _page(words: DueWords, role: Role, first: date, items: Sequence[Due]) -> dict[str, Any]:
    scene = words.scene
    calendar = scene.book.calendar(unit_of(role))
    days = [first + timedelta(place) for place in range(monthrange(first.year, first.month)[1])]
    dated = [each for each in items if is_dated(each.duty)]
    cells = [_cell(words, calendar, day, [each for each in dated if each.at.due == day]) for day in days]
    blank: list[dict[str, Any] | None] = [None]
    filled = blank * first.weekday() + cells + blank * (-(first.weekday() + len(days)) % 7)
    missing = sorted({year for each in dated if (year := each.at.missing)} | {
        year for day in days if (year := calendar.missing_notice(day))
    })  # fmt: skip
    name = "sums-one" if len(dated) == 1 else "sums"
    years = scene.word("calendar.wall.join").join(map(str, missing))
    return {
        "title": scene.word("calendar.wall.title", y=first.year, m=first.month, month=words.month(first)),
        "sums": scene.word(f"calendar.wall.{name}", days=len(calendar.workdays(days[0], days[-1])), n=len(dated)),
        "provisional": scene.word("calendar.wall.provisional-note", years=years) if missing else "",
        "weeks": [filled[place : place + 7] for place in range(0, len(filled), 7)],
        "notes": [*_daily(words, items), *_days_off(words, calendar, days), *_moves(words, dated)],
        "critical": any(each.duty.critical for each in items),
    }


def _cell(words: DueWords, calendar: Calendar, day: date, items: Sequence[Due]) -> dict[str, Any]:
    found = calendar.day(day)
    unsure = calendar.is_provisional(day)
    said = [_kind_of_day(words, found)]
    if unsure:
        said.append(words.scene.word("calendar.wall.provisional"))
    ordered = sorted(items, key=lambda each: not each.duty.critical)
    lines = {_item(words, each, told=unsure): each.duty for each in ordered}
    return {
        "day": str(day.day),
        "said": " ".join(each for each in said if each),
        "work": found.work,
        "strong": found.sort in ("make-up", "own-workday"),
        "head": words.day_head(day, calendar),
        "items": [
            {"text": text, "critical": duty.critical, "detail": words.detail(duty)} for text, duty in lines.items()
        ],
    }


def _kind_of_day(words: DueWords, day: Day) -> str:
    """Off or at work, in words, with the holiday's name or the firm's reason; nothing for an ordinary workday."""
    names = {
        "weekend": "off",
        "holiday": "off-for",
        "make-up": "work-for",
        "own-day-off": "own-off",
        "own-workday": "own-work",
    }
    if day.sort == "workday":
        return ""
    name = words.scene.wording(day.name) if day.name is not None else ""
    return words.scene.word(f"calendar.wall.{names[day.sort]}", name=name)


def _item(words: DueWords, item: Due, *, told: bool) -> str:
    """An item on its day, with what is special about it; `told`: the day itself says that it is provisional."""
    scene, at = words.scene, item.at
    marks = []
    if at.opens is not None:
        marks.append(scene.word("calendar.wall.opens", day=_short(words, at.opens, at.due)))
    if isinstance(item.duty.when, Count):
        marks.append(scene.when.frequency(item.duty.when))
    elif at.due != at.nominal and at.sort != "period":
        marks.append(scene.word("calendar.wall.moved", day=_short(words, at.nominal, at.due)))
    if at.provisional and not told:
        marks.append(scene.word("calendar.wall.provisional"))
    said = name_of(words, item)
    if not marks:
        return said
    return said + scene.word("calendar.wall.marks", marks=scene.word("calendar.wall.comma").join(marks))


def _short(words: DueWords, day: date, near: date) -> str:
    """A date as seen from another: the day alone within the same month."""
    if not _in_month(day, near):
        return words.day(day)
    return words.scene.word("calendar.wall.day", n=day.day, ordinal=words.scene.when.ordinal(day.day))


def _daily(words: DueWords, items: Sequence[Due]) -> Iterator[str]:
    """What has to be done every workday and every day, a line each; by clock, as the items are."""
    scene = words.scene
    duties = {each.duty: each for each in items if not is_dated(each.duty)}
    for label in (scene.word("due.every-workday"), scene.word("due.every-day")):
        said = [name_of(words, each) for duty, each in duties.items() if words.daily(duty) == label]
        if said:
            listed = scene.word("calendar.wall.list").join(said)
            yield scene.word("calendar.wall.daily", label=label[:1].upper() + label[1:], items=listed)


def _moves(words: DueWords, items: Sequence[Due]) -> Iterator[str]:
    """What moved in the month and why, each reason once with all that it moved."""
    scene = words.scene
    reasons: dict[str, list[str]] = {}
    for each in items:
        if reason := words.reason(each.at):
            reasons.setdefault(reason, []).append(scene.title(each.duty))
    if reasons:
        join, stop = scene.word("calendar.wall.join"), scene.word("calendar.wall.stop")
        said = [
            scene.word("calendar.wall.move", titles=join.join(dict.fromkeys(titles)), reason=reason)
            for reason, titles in reasons.items()
        ]
        yield scene.word("calendar.wall.moves", moves=stop.join(said))


def _days_off(words: DueWords, calendar: Calendar, days: Sequence[date]) -> Iterator[str]:
    """The holidays of the month with their make-up workdays and the notice; then the firm's own days."""
    for year in calendar.listed.values():
        for holiday in year.holidays:
            shown = (holiday.from_, holiday.to or holiday.from_, *holiday.make_up)
            if any(days[0] <= each <= days[-1] for each in shown):
                yield _holiday(words, holiday, year.notice)
    own = [found for each in days if (found := calendar.day(each)).sort.startswith("own")]
    for name, group in groupby(own, key=words.sort):
        stretch = list(group)
        yield words.scene.word("calendar.wall.own", days=_span(words, stretch[0].date, stretch[-1].date), name=name)


def _holiday(words: DueWords, holiday: Holiday, notice: Notice | None) -> str:
    scene = words.scene
    parts = [
        scene.word(
            "calendar.wall.holiday",
            days=_span(words, holiday.from_, holiday.to or holiday.from_),
            name=scene.wording(holiday.name),
        )
    ]
    if holiday.make_up:
        listed = scene.word("calendar.wall.join").join(words.day(each) for each in holiday.make_up)
        parts.append(scene.word("calendar.wall.make-up", days=listed))
    said = notice.number if notice is not None else scene.word("due.no-notice")
    return scene.word("calendar.wall.stop").join(parts) + scene.word("calendar.wall.notice", notice=said)


def _span(words: DueWords, first: date, last: date) -> str:
    if first == last:
        return words.day(first)
    return words.scene.word("calendar.wall.span", first=words.day(first), last=words.day(last))
