"""A scalar that its field does not take, and what was probably meant: times, dates and numbers in another form.

Every guess is read by the field itself; one that the field does not take is no guess.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from . import slip_faults, value_faults
from .problem import Kind
from .scalars import FALSE, SAYS_NO, SAYS_YES, TRUE, ScalarReader, Wanted
from .signs import BLANK, DASHES, half_width, named_blank, unwrapped

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
LONGEST = 60


class Guess(NamedTuple):
    """What a scalar was meant to be: the kind of slip, the text the field takes, and whether it is surely that."""

    kind: Kind[..., Any]
    meant: str
    safe: bool
    values: dict[str, object]


def guess(written: str, read: ScalarReader) -> tuple[Guess, Any] | None:
    """The first guess that the field takes, with the value it gives; None where there is none."""
    if len(written) > LONGEST:
        return None
    for kind, meant, safe in _guesses(written.strip(" \n")):
        if meant != written:
            value = read(meant)
            if not isinstance(value, Wanted):
                return Guess(kind, meant, safe, _told(kind, written)), value
    return None


def _told(kind: Kind[..., Any], written: str) -> dict[str, object]:
    """What the message of a kind quotes besides the value."""
    if kind is slip_faults.wide_blank:
        character, character_zh = named_blank(next(each for each in written if re.match(BLANK, each)))
        return {"character": character, "character_zh": character_zh, "seen": written.strip()}
    sign = next((each for each in written if each in DASHES), "")
    return {"sign": sign or written[:1], "seen": written}


def _guesses(written: str) -> Iterator[tuple[Kind[..., Any], str, bool]]:
    if re.search(BLANK, written):
        yield slip_faults.wide_blank, re.sub(BLANK, "", written), True
    narrow = half_width(written).strip()
    yield slip_faults.full_width_characters, narrow, True
    inner = unwrapped(written)
    if inner is not None:
        yield slip_faults.curly_quotation_mark, inner, True
    hyphened = re.sub(f"[{DASHES}]", "-", half_width(inner or written)).strip()
    yield value_faults.dash_for_hyphen, hyphened, True
    for kind, forms in (
        (value_faults.time_in_another_form, _time),
        (value_faults.date_in_another_form, _date),
        (value_faults.number_in_another_form, _number),
        (value_faults.word_for_yes_or_no, _yes_or_no),
    ):
        meant = forms(hyphened)
        if meant is not None:
            yield kind, meant, False


TIME = re.compile(
    r"(上午|早上|早|下午|晚上|晚|中午)?\s*(\d{1,2})\s*(?:[:.,;-]|点|时|h)\s*(\d{1,2}|半|)\s*(?:分|h|时)?\s*(am|pm|a\.m\.|p\.m\.)?",
    re.IGNORECASE,
)


def _time(text: str) -> str | None:
    """7.50, 0750, 7点50分, 7:5, 3:30 pm → 7:50, 15:30."""
    if re.fullmatch(r"\d{3,4}", text):
        return f"{int(text[:-2])}:{text[-2:]}"
    found = TIME.fullmatch(text)
    if found is None:
        return None
    before, hours, minutes, after = found.groups()
    late = (before or "")[:1] in ("下", "晚") or (after or "").casefold().startswith("p")
    hour = int(hours) + (12 if late and int(hours) < 12 else 0)
    return f"{hour}:{'30' if minutes == '半' else (minutes or '0').zfill(2)}"


ORDERS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?", lambda m: _day(m[1], m[2], m[3])),
    (r"(\d{4})(\d{2})(\d{2})", lambda m: _day(m[1], m[2], m[3])),
    (r"(\d{1,2})\.(\d{1,2})\.(\d{4})", lambda m: _day(m[3], m[2], m[1])),
    (r"(\d{1,2})[-/.月]\s*(\d{1,2})\s*[日号]?", lambda m: f"{int(m[1]):02d}-{int(m[2]):02d}"),
)


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _date(text: str) -> str | None:
    """2026/11/24, 2026年11月24日, 24.11.2026, 12月31日 → 2026-11-24, 12-31."""
    for pattern, form in ORDERS:
        found = re.fullmatch(pattern, text)
        if found:
            return form(found)
    # Day before month or month before day: no doubt only when one of them cannot be a month.
    found = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", text)
    if found and max(int(found[1]), int(found[2])) > 12:
        month, day = sorted((found[1], found[2]), key=int)
        return _day(found[3], month, day)
    return None


def _number(text: str) -> str | None:
    """12日, 第12, 12.0, 1,000, 十二 → 12, 1000."""
    found = re.fullmatch(
        r"(?:第|每|约)?\s*([+-]?\d{1,3}(?:,\d{3})+|[+-]?\d{1,9})(?:\.0+)?\s*(?:[^\d\s:.,/-]\D{0,12})?", text
    )
    if found:
        return found[1].replace(",", "")
    return _chinese_number(re.sub(r"^第|[^零〇一二两三四五六七八九十百]+$", "", text))


def _chinese_number(text: str) -> str | None:
    """A number below a thousand in Chinese: 十二, 二十, 一百零五."""
    found = re.fullmatch(
        r"(?:([一二两三四五六七八九])百零?)?(?:([一二三四五六七八九])?(十))?([零〇一二两三四五六七八九])?", text
    )
    if not text or found is None:
        return None
    hundreds, tens, ten, ones = found.groups()
    total = 100 * DIGITS[hundreds] if hundreds else 0
    total += 10 * (DIGITS[tens] if tens else 1) if ten else 0
    return str(total + (DIGITS[ones] if ones else 0))


def _yes_or_no(text: str) -> str | None:
    said = text.casefold()
    if said in SAYS_YES or said in map(str.casefold, TRUE):
        return "true"
    return "false" if said in SAYS_NO or said in map(str.casefold, FALSE) else None
