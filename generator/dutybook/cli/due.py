"""`dutybook due`: what a role has to do by when, with the reason where a date has moved."""

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from .common import Refused, a_day, a_moment, checked_book, find, root_option, scene_of, spread

YEARS = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("role", metavar="ROLE", help="a role, such as tobacco/customer-manager or customer-manager")
    parser.add_argument("--on", metavar="DATE", help="what falls due on this day (default: today)")
    parser.add_argument("--from", dest="first", metavar="DATE", help="what falls due from this day …")
    parser.add_argument("--to", dest="last", metavar="DATE", help="… to this day")
    parser.add_argument(
        "--happened", metavar="MOMENT", help="what has to follow an event of this time, 2026-11-24T15:00"
    )
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text", help="how to print it")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Prints what is due; 0 also when nothing is."""
    book = checked_book(options)
    role = find(book, "role", options.role, options)
    words = _words(book, options)
    if options.happened is not None:
        if options.on or options.first or options.last:
            raise Refused(options, "happened-alone")
        return _write(_events(book, role, words, a_moment(options.happened, options), options.format))
    first, last = days_of(options)
    from ..due import due_between

    items = due_between(book, [role], first, last)
    if options.format == "text":
        return _write(_text(items, role, words, first, last))
    return _write(formatted([words.entry(item) for item in items], words, options.format))


def _write(said: str) -> int:
    """Prints as it is: the lines of a table end in CRLF, and no system makes CR CR LF of that."""
    if "\r\n" in said and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="")
    sys.stdout.write(said)
    return 0


def days_of(options: argparse.Namespace) -> tuple[date, date]:
    """The stretch of days that is asked for: one day, or from one to another; today when nothing is said."""
    if options.on and (options.first or options.last):
        raise Refused(options, "on-or-range")
    if not (options.first or options.last):
        day = a_day(options.on, options)
        return day, day
    if not (options.first and options.last):
        raise Refused(options, "half-a-range")
    return spread(options.first, options.last, YEARS, options)


def formatted(entries: list[dict[str, Any]], words: Any, form: str) -> str:
    """Entries as JSON or CSV."""
    if form == "json":
        return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
    from ..outputs.table import csv_of

    return csv_of([words.heads(), *(words.row(entry) for entry in entries)])


def _words(book: Any, options: argparse.Namespace) -> Any:
    from ..views.due import DueWords

    return DueWords(scene_of(book, options))


def _text(items: list[Any], role: Any, words: Any, first: date, last: date) -> str:
    scene = words.scene
    calendar = scene.book.calendar(role.mark.path.split("/")[1])
    lines = [words.whose(role)]
    if not items:
        name = "due.none-day" if first == last else "due.none"
        return f"{lines[0]}\n{scene.word(name, first=words.day(first, year=True), last=words.day(last, year=True))}\n"
    daily = list(dict.fromkeys(item.duty for item in items if item.at.sort == "daily")) if first != last else []
    if daily:
        known = {item.duty: item for item in items}
        lines += ["", *(line for duty in daily for line in _item(known[duty], words, words.daily(duty)))]
    dated = [item for item in items if item.duty not in daily]
    for day, group in groupby(dated, key=lambda item: item.at.due):
        lines += ["", words.day_head(day, calendar)]
        lines += [line for item in group for line in _item(item, words, words.rule(item.duty))]
    if any(item.at.provisional for item in items):
        lines += ["", scene.word("due.provisional-note")]
    if early := [start for item in items if (start := _in_force_from(scene.book, item)) > item.at.due]:
        lines += ["", scene.word("dates.since", date=words.day(min(early), year=True))]
    return "\n".join(lines) + "\n"


def _in_force_from(book: Any, item: Any) -> date:
    from ..effect import in_force_from

    return in_force_from(book, item.duty) or item.at.due


def _item(item: Any, words: Any, rule: str) -> Iterable[str]:
    scene = words.scene
    clock = words.clock(item)
    mark = f" [{scene.word('due.provisional')}]" if item.at.provisional else ""
    yield f"  {'◆ ' if item.duty.critical else ''}{clock}{' ' if clock else ''}{scene.title(item.duty)}{mark}"
    if detail := words.detail(item.duty):
        yield f"      {detail}"
    reason = words.reason(item.at)
    said = words.scene.words["due"]["join"].join(part for part in (rule, reason) if part)
    yield f"      {said}"


def _events(book: Any, role: Any, words: Any, happened: datetime, form: str) -> str:
    from ..book import unit_of
    from ..due import policy_of
    from ..limit import limit_of
    from ..model.time import Event

    found = []
    for duty in book.duties_of(role):
        if isinstance(duty.when, Event):
            limit = limit_of(duty, happened, policy_of(book, duty), book.calendar(unit_of(duty)))
            if limit is not None:
                found.append((duty, limit))
    if form != "text":
        return formatted([_event_entry(duty, role, limit, happened, words) for duty, limit in found], words, form)
    if not found:
        return f"{words.scene.word('due.no-events')}\n"
    lines = [words.whose(role)]
    for duty, limit in found:
        head = words.scene.word("due.after", title=words.scene.title(duty), until=_until(limit, happened, words))
        lines += ["", f"  {head}", f"      {words.rule(duty)}"]
        lines += [f"      {words.reason(limit)}"] if limit.moves else []
    return "\n".join(lines) + "\n"


def _until(limit: Any, happened: datetime, words: Any) -> str:
    from ..calendar import DAY

    if limit.moment == happened:
        return str(words.scene.word("due.at-once"))
    if limit.whole_day:
        day = words.day((limit.moment - DAY).date(), year=True, weekday=True)
        return str(words.scene.word("due.until-day", day=day))
    day = words.day(limit.moment.date(), year=True, weekday=True)
    return str(words.scene.word("due.until", day=day, clock=limit.moment.strftime("%H:%M")))


def _event_entry(duty: Any, role: Any, limit: Any, happened: datetime, words: Any) -> dict[str, Any]:
    from ..calendar import DAY
    from ..due import Due, Occurrence

    day = (limit.moment - DAY).date() if limit.whole_day else limit.moment.date()
    nominal = limit.moves[0].day.date if limit.moves else day
    entry = words.entry(
        Due(
            duty,
            role,
            Occurrence("deadline", nominal, day, happened.date(), limit.moves, limit.missing, happened.date()),
        )
    )
    return {**entry, "time": None if limit.whole_day else limit.moment.strftime("%H:%M"), "kind": "event"}
