"""Days that a duty's words name, against the day on which it is due."""

import re
from collections.abc import Iterator

from ..book import Book
from ..model.base import Text
from ..model.time import Every
from ..model.work import Duty
from .engine import Finding, at, rule

# A day of any month by which something is due: 12日前, by the 12th. With a month (3月12日前) it is a day of the year.
SIGNS = {"zh": "日", "en": "y the "}
BY = {
    "zh": re.compile(r"(?<![0-9])(?<![0-9]月)([0-9]{1,2})日(?:之前|以前|前)"),
    "en": re.compile(r"\b[Bb]y the ([0-9]{1,2})(?:st|nd|rd|th)\b(?! of [A-Z])"),
}


@rule("WHN011", "error")
def words_with_another_day(book: Book) -> Iterator[Finding]:
    """The words of the duty '{duty}' say by day {said}, but "when:" says by day {due}.

    **Why.** Calendars and printed sheets follow "when:", people follow what they read; one of them is late.

    **Fix.** Write the same day in "when:" and in the words of both languages.

    职责“{duty}”的文字写{said}日前，“when:”写的却是{due}日。

    **为什么。** 日历和印出来的清单照“when:”，看文字的人照文字，总有一方会误期。

    **怎么改。** “when:”和中英文的文字写同一天。
    """
    for duty in book.duties:
        when = duty.when
        if isinstance(when, Every) and when.every == "month" and isinstance(when.by, int):
            for key, language, days in _days(duty):
                # Words may name other days too, such as that of an input.
                if days and when.by not in days:
                    yield at(duty, f"{key}.{language}", duty=duty.id, said=days[0], due=when.by)


def _days(duty: Duty) -> Iterator[tuple[str, str, list[int]]]:
    """The days by which something is due that a duty's title, text and measure name, each with its field and language."""
    for key in ("title", "text", "measure"):
        text = getattr(duty, key)
        if isinstance(text, Text):
            for language, pattern in BY.items():
                said = text.get(language) or ""
                if SIGNS[language] in said:
                    yield key, language, [int(found) for found in pattern.findall(said)]
