"""A working day: its fixed points in order, each tied to its place on a scale of hours."""

from collections.abc import Sequence
from typing import NamedTuple

from ...model.time import Clock
from ...model.work import Schedule, ScheduleEntry
from ..common import cell
from ..here import Here
from ..markup import Markup, escape
from .day_layout import Bar, Scale, bars_of, scale_of, ticks_of


class Moment(NamedTuple):
    """A point of a day. `kind` is how strict it is, `origin` stated or assumed."""

    time: str
    strictness: str
    kind: str
    until: Markup
    what: Markup
    details: Sequence[Markup]
    origin: str


class Stretch(NamedTuple):
    """A bar of the scale, and its look: field, meeting or other; whether its beginning or its end is assumed."""

    bar: Bar
    look: str


class Day(NamedTuple):
    """A day as a list of points and a scale beside it. `ties` are lines from the scale to the list, in per cent of the height;
    `ticks` are full hours and where they stand.
    """

    moments: Sequence[Moment]
    stretches: Sequence[Stretch]
    ties: Sequence[tuple[float, float, str]]
    ticks: Sequence[tuple[str, float]]
    legend: Sequence[tuple[str, str]]
    block: str = "picture_day"


def day(here: Here, schedule: Schedule) -> Day:
    """The picture of a schedule with at least one entry."""
    entries = schedule.entries
    scale = _scale(schedule)
    spans = [_span(entry) for entry in entries]
    bars = bars_of(scale, spans)
    ties = [
        (scale.at(entry.start), round((number + 0.5) * 100 / len(entries), 2), "assumed" if _start(entry) else "stated")
        for number, entry in enumerate(entries)
    ]
    return Day(
        [_moment(here, entry) for entry in entries],
        [Stretch(bar, _look(entry)) for entry, bar in zip(entries, bars, strict=True) if bar is not None],
        ties,
        [(str(Clock(minute)), scale.at(minute)) for minute in ticks_of(scale, 2 * len(entries))],
        _legend(here, entries),
    )


def _scale(schedule: Schedule) -> Scale:
    times: list[int] = [time for entry in schedule.entries for time in (entry.start, entry.end) if time is not None]
    if schedule.working_day is not None:
        times += [time for time in (schedule.working_day.from_, schedule.working_day.to) if time is not None]
    return scale_of(times)


def _span(entry: ScheduleEntry) -> tuple[int, int] | None:
    return (entry.start, entry.end) if entry.end is not None and entry.end > entry.start else None


def _wholly(entry: ScheduleEntry) -> bool:
    return "reason" in entry.assumed


def _start(entry: ScheduleEntry) -> bool:
    """Whether the beginning of an entry is assumed."""
    return _wholly(entry) or "start" in entry.assumed


def _look(entry: ScheduleEntry) -> str:
    look = "field" if entry.counts_as_field_time else "meeting" if entry.with_ else "other"
    start = " db-starts-assumed" if _start(entry) else ""
    end = " db-ends-assumed" if _wholly(entry) or "end" in entry.assumed else ""
    return f"{look}{start}{end}"


def _moment(here: Here, entry: ScheduleEntry) -> Moment:
    details = []
    if entry.duties:
        details.append(here.refs("duty", entry.duties, entry))
    if entry.with_:
        details.append(cell(here, entry, "with_", here.refs("role", entry.with_, entry)))
    if entry.place is not None:
        details.append(here.say(entry.place))
    sources = here.clauses(entry)
    if sources:
        details.append(sources)
    wholly = _start(entry)
    if wholly:
        reason = here.reason(entry, "start" if "start" in entry.assumed else "reason")
        words = Markup('<span class="db-mark" title="{}">{}</span>')
        details.append(words.format(reason.striptags(), here.word("origin.assumed")))
    until = Markup()
    if entry.end is not None:
        said = escape(here.word("phrase.until", time=entry.end))
        until = said if wholly else cell(here, entry, "end", said)
    return Moment(
        str(entry.start),
        here.word(f"strictness.{entry.strictness}"),
        entry.strictness,
        until,
        here.say(entry.what),
        details,
        "assumed" if wholly else "stated",
    )


def _legend(here: Here, entries: Sequence[ScheduleEntry]) -> list[tuple[str, str]]:
    """The signs that this day uses."""
    spans = [_look(entry).split()[0] for entry in entries if _span(entry) is not None]
    signs = [(kind, any(entry.strictness == kind for entry in entries)) for kind in ("at", "not-later-than", "about")]
    signs += [(look, look in spans) for look in ("field", "meeting", "other")]
    signs.append(("guess", any(_start(entry) or "end" in entry.assumed for entry in entries)))
    return [(name, here.word(f"picture.day.legend.{name}")) for name, shown in signs if shown]
