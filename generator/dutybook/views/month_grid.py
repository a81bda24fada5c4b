"""A month as a calendar: its weeks from Monday, days off and make-up workdays named, and how much is due on each day."""

from calendar import monthcalendar, monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from ..calendar import DAY, Calendar, Day
from .blocks import DayCell, Grid
from .due import DueWords
from .due_items import anchor_of
from .scene import Scene

ORDINARY = ("workday", "weekend")


def month_name(scene: Scene, year: int, month: int) -> str:
    """A month with its year in words; provisional where the year's notice is missing."""
    name = scene.words["when"]["point"]["months"][month - 1]
    return marked_year(scene, year, scene.word("dates.month", y=year, m=month, month=name))


def marked_year(scene: Scene, year: int, said: str) -> str:
    """What is said of a year, with the mark of a year whose notice is missing."""
    provisional = scene.book.calendar().is_provisional(date(year, 1, 1))
    return scene.word("dates.provisional", what=said) if provisional else said


def days_of(year: int, month: int) -> list[date]:
    """The days of a month."""
    first = date(year, month, 1)
    return [first + DAY * place for place in range(monthrange(year, month)[1])]


def grid(
    scene: Scene, calendar: Calendar, year: int, month: int, counts: Mapping[date, int], remarks: Sequence[str]
) -> Grid:
    """A month's grid; `counts` says how much is due on a day, which then leads to its place in the list."""
    bare = scene.kept.of(_key(scene, "grid", calendar, year, month), lambda: _weeks(scene, calendar, year, month))
    weeks = [
        [_with_count(scene, calendar, date(year, month, day.number), counts, day) if day else None for day in week]
        for week in bare
    ]
    return Grid(month_name(scene, year, month), scene.words["dates"]["weekdays"], weeks, remarks)


def _key(scene: Scene, name: str, calendar: Calendar, year: int, month: int) -> tuple[object, ...]:
    """What is said of the days of a month rests on the calendar alone."""
    return scene.tool(name, scene.first_language, calendar.made_of, year, month)


def _weeks(scene: Scene, calendar: Calendar, year: int, month: int) -> list[list[DayCell | None]]:
    """The weeks of a month in which nothing is due."""
    return [
        [_cell(scene, calendar, date(year, month, number), 0) if number else None for number in week]
        for week in monthcalendar(year, month)
    ]


def _with_count(scene: Scene, calendar: Calendar, when: date, counts: Mapping[date, int], bare: DayCell) -> DayCell:
    count = counts.get(when, 0)
    return _cell(scene, calendar, when, count) if count else bare


def _cell(scene: Scene, calendar: Calendar, when: date, count: int) -> DayCell:
    day = calendar.day(when)
    kind = "work" if day.work else "off"
    special = day.sort not in ORDINARY
    return DayCell(
        when.day,
        f"{kind} special" if special else kind if kind == "off" else "",
        scene.word(f"dates.{kind}") if special else "",
        # Where something is due there is no room for the name; the remarks below have it.
        scene.wording(day.name) if day.name is not None and not day.work and not count else "",
        scene.word("dates.cell-count", n=count) if count else "",
        f"#{anchor_of(when.isoformat())}" if count else "",
    )


def remarks(words: DueWords, calendar: Calendar, year: int, month: int) -> list[str]:
    """The days of a month that are special or not settled yet, in words."""
    days = days_of(year, month)

    def made() -> list[str]:
        return [*special_days(words, calendar, days, notice=False), *unsure_days(words, calendar, days)]

    found: list[str] = words.scene.kept.of(_key(words.scene, "remarks", calendar, year, month), made)
    return found


def special_days(words: DueWords, calendar: Calendar, days: Iterable[date], *, notice: bool) -> Iterator[str]:
    """Which of some days are off or worked although their weekday says otherwise, in words; with the notice."""
    known = (calendar.day(each) for each in days)
    for special, run in groupby(known, key=lambda day: (day.sort, day.name, day.notice)):
        if special[0] not in ORDINARY:
            yield _span(words, list(run), notice)


def unsure_days(words: DueWords, calendar: Calendar, days: Sequence[date]) -> Iterator[str]:
    """The days of a settled year that the next year's notice may still arrange, in words."""
    for missing, run in groupby(days, key=calendar.missing_notice):
        if missing is not None and missing != days[0].year:
            said = _days_in_words(words, list(run))
            yield words.scene.word("dates.unsure", days=said, y=missing)


def _days_in_words(words: DueWords, run: Sequence[date]) -> str:
    first, last = words.day(run[0]), words.day(run[-1])
    return first if len(run) == 1 else words.scene.word("dates.from-to", first=first, last=last)


def _span(words: DueWords, run: list[Day], notice: bool) -> str:
    scene = words.scene
    days = _days_in_words(words, [day.date for day in run])
    said = scene.word("dates.named", days=days, name=words.sort(run[0]))
    if not notice or run[0].sort.startswith("own"):
        return said
    number = run[0].notice.number if run[0].notice is not None else scene.word("due.no-notice")
    return scene.word("dates.by-notice", text=said, notice=number)
