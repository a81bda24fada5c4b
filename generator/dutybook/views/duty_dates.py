"""The dates of one duty in the years shown, for its page."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from ..due import Due
from .agenda import agenda_of, opening
from .blocks import Folded, Prose, Section
from .date_notes import begins
from .due import DueWords
from .here import Here
from .markup import Markup
from .month_grid import marked_year


def dates_sections(here: Here, items: Sequence[Due]) -> list[Section]:
    """Every date of a duty, year by year, with the reason where one has moved; folded, since there may be many."""
    if not items:
        return []
    words, years = DueWords(here.scene), agenda_of(here.book).years
    blocks: list[Any] = [Prose(begins(here, items[0].duty, agenda_of(here.book).first))]
    for year, found in groupby(items, key=lambda item: item.at.due.year):
        title = marked_year(here.scene, year, here.word("dates.year", y=year))
        dates = Markup().join(_date(here, words, item) for item in found)
        blocks.append(Prose([Markup('<p><b>{}</b></p><ul class="db-dates">{}</ul>').format(title, dates)]))
    summary = here.word("dates.dates-of", first=years[0], last=years[-1], n=len(items))
    return [Section("dates", here.word("dates.dates"), [Folded(summary, blocks)])]


def _date(here: Here, words: DueWords, item: Due) -> Markup:
    said, opens = words.day(item.at.due, weekday=True), opening(item.at)
    if opens is not None:
        said = here.word("dates.from-to", first=words.day(opens), last=said)
    tag = Markup(' <span class="db-tag">{}</span>').format(here.word("due.provisional")) if item.at.provisional else ""
    reason = words.reason(item.at)
    why = Markup(' <small class="db-why">{}</small>').format(reason) if reason else ""
    return Markup("<li>{}{}{}</li>").format(said, tag, why)
