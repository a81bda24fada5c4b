"""What a scalar means: text → value, by the type of the field that asks for it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, get_args, get_origin

from .model.base import IdForm
from .model.form import Cell
from .model.shape import annotation
from .model.time import Clock, MonthDay
from .signs import NO_NAME

TRUE = frozenset(("true", "True", "TRUE", "yes", "Yes", "是"))
FALSE = frozenset(("false", "False", "FALSE", "no", "No", "否"))
# What people also write for yes and no; no field takes it.
SAYS_YES = frozenset(("on", "y", "ok", "对", "√", "✓", "☑"))
SAYS_NO = frozenset(("off", "n", "错", "×", "✗", "☐"))


class Wanted(tuple[str, str, str]):
    """What a scalar should have been: in English, in Chinese, and an example."""

    __slots__ = ()


ScalarReader = Callable[[str], Any]


def scalar_of(type_: Any) -> ScalarReader:
    """The reader for a scalar type: gives the value, or a Wanted when the text does not mean one."""
    if get_origin(type_) is Literal:
        return _literal(get_args(type_))
    if get_origin(type_) is Annotated:
        note = annotation(type_, IdForm)
        return _identifier(note) if note else _reference
    return SCALARS[type_]


def any_of(wanted: list[Any]) -> Wanted:
    """What was wanted when several types were possible."""
    parts = [part for part in wanted if isinstance(part, Wanted)]
    return Wanted(
        (
            " or ".join(dict.fromkeys(part[0] for part in parts)),
            "或".join(dict.fromkeys(part[1] for part in parts)),
            ", ".join(dict.fromkeys(part[2] for part in parts)),
        )
    )


def _plain_text(value: str) -> Any:
    return value.strip() or ANY_TEXT


ANY_TEXT = Wanted(("a single value", "一个单独的值", '"…"'))


PLAIN_REFERENCE = re.compile(r"[A-Za-z0-9/-]+").fullmatch


def _reference(value: str) -> Any:
    """Any name: whether it exists is asked later. One with signs that no name has was meant otherwise."""
    if PLAIN_REFERENCE(value):
        return value
    return ANY_ID if value == "\0" or re.search(NO_NAME, value) else value


ANY_ID = Wanted(("an id", "一个编号", "customer-manager"))


def _identifier(note: IdForm) -> ScalarReader:
    pattern = re.compile(note.pattern)
    example = note.says.split(": ")[1] if ": " in note.says else "visit-log"
    wanted = Wanted((f"an id ({note.says})", "合格的编号（小写字母、数字，用短横线连接）", example))
    return lambda value: value if pattern.fullmatch(value) else wanted


def _literal(words: tuple[str, ...]) -> ScalarReader:
    wanted = Wanted(("one of the possible words", "可用的词", ", ".join(words)))
    known = {word: word for word in words}
    return lambda value: known.get(value, wanted)


def _integer(value: str) -> Any:
    return int(value) if re.fullmatch(r"[+-]?[0-9]{1,9}", value) else A_NUMBER


A_NUMBER = Wanted(("a whole number", "整数", "12"))


def _boolean(value: str) -> Any:
    return True if value in TRUE else False if value in FALSE else A_BOOLEAN


A_BOOLEAN = Wanted(("true or false", "true或false", "true, false"))


def _clock(value: str) -> Any:
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", value)
    if found and ((int(found[1]) < 24 and int(found[2]) < 60) or value == "24:00"):
        return Clock(int(found[1]) * 60 + int(found[2]))
    return A_CLOCK


A_CLOCK = Wanted(("a time of day", "钟点", '"7:50"'))


def _date(value: str) -> Any:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return A_DATE
    return A_DATE


A_DATE = Wanted(("a date of the calendar", "日历上有的日期", "2026-11-01"))


def _month_day(value: str) -> Any:
    if re.fullmatch(r"[0-9]{2}-[0-9]{2}", value) and not isinstance(_date(f"2024-{value}"), Wanted):
        return MonthDay(value)
    return A_MONTH_DAY


A_MONTH_DAY = Wanted(("a day of the year", "年内的某一天", '"12-31"'))
SCALARS: dict[Any, ScalarReader] = {
    str: _plain_text,
    int: _integer,
    bool: _boolean,
    Clock: _clock,
    date: _date,
    MonthDay: _month_day,
    Cell: Cell,
}
