"""A checklist on a date: which items are due, why, and what comes up."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ..book import Book
from ..calendar import DAY
from ..due import Due, due_between, dues
from ..model.base import Node
from ..model.checklist import Pause
from .compile import Compiled, Line, Stop, is_dated


class Dated(NamedTuple):
    """A line on a date, with what falls due where it is due on that date."""

    line: Line
    due: Due | None


class Instance(NamedTuple):
    """A checklist on a date: each pause point with its lines, and what comes up in the days after."""

    made: Compiled
    date: date
    stops: tuple[tuple[Pause, tuple[Dated, ...]], ...]
    coming: tuple[Due, ...]


AHEAD = 7  # days that a sheet looks ahead


def instance(book: Book, made: Compiled, day: date) -> Instance:
    """A checklist on a date."""
    today = _dues(book, made, day, day)
    stops = tuple((stop.pause, lines) for stop, lines in stops_on(made, lambda line: today.get(line.node)))
    coming: tuple[Due, ...] = ()
    if made.checklist.use == "work" and any(stop.due for stop in made.stops):
        coming = tuple(_coming(book, made, day))
    return Instance(made, day, stops, coming)


def stops_on(made: Compiled, due: Callable[[Line], Due | None]) -> Iterator[tuple[Stop, tuple[Dated, ...]]]:
    """The pause points with their lines on a day; `due` is what falls due on it of a line. A pause point of what is due shows
    that alone, critical items first.
    """
    for stop in made.stops:
        lines = [Dated(line, due(line)) for line in stop.lines]
        if stop.due:
            lines = [each for each in lines if each.due is not None or not is_candidate(each.line)]
            lines.sort(key=lambda each: not each.line.critical)
        yield stop, tuple(lines)


def is_candidate(line: Line) -> bool:
    """Whether a line in a pause point of what is due stands there only on the days on which it is due."""
    return line.duty is not None and is_dated(line.duty)


def _dues(book: Book, made: Compiled, first: date, last: date) -> dict[Node, Due]:
    found: dict[Node, Due] = {}
    for line in made.lines:
        duty = line.duty
        if duty is not None and made.role is not None and is_dated(duty) and duty not in found:
            at = next(dues(book, duty, made.role, first, last), None)
            if at is not None:
                found[duty] = at
    return found


def _coming(book: Book, made: Compiled, day: date) -> Iterator[Due]:
    if made.role is not None:
        items = due_between(book, [made.role], day + DAY, day + timedelta(AHEAD))
        yield from (item for item in items if is_dated(item.duty))
