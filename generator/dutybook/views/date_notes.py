"""What dates rest on, in words: the notice of a year, and the day from which duties are in force."""

from collections.abc import Iterable
from datetime import date

from ..effect import begins_on, in_force_from
from ..model.calendar import CalendarYear
from ..model.work import Duty
from .blocks import Callout, Prose
from .common import say_date
from .here import Here
from .markup import Markup


def year_note(here: Here, year: int) -> Prose | Callout:
    """The notice that a year's days off rest on, or a caution that it is missing."""
    listed = next((each for each in here.book.all(CalendarYear) if each.year == year), None)
    if listed is None or listed.notice is None:
        said = Markup("<p>{}</p>").format(here.word("dates.no-notice", y=year))
        return Callout("caution", here.word("dates.provisional-title"), [said])
    number, published = listed.notice.number, say_date(here, listed.notice.published)
    rests = here.word("dates.notice", number=number, date=published)
    return Prose([Markup('<p class="db-small">{}</p>').format(rests)])


def since(here: Here, duties: Iterable[Duty], first: date) -> list[Markup]:
    """From when the handbook of some duties is in force, where the days shown begin before that: those days are for
    comparison. Duties that say themselves when they begin have none before.
    """
    held = (in_force_from(here.book, duty) for duty in duties if begins_on(here.book, duty) is None)
    starts = [start for start in held if start is not None]
    return _small(here, "dates.since", min(starts)) if starts and min(starts) > first else []


def begins(here: Here, duty: Duty, first: date) -> list[Markup]:
    """From when a duty is due, where the days shown begin before that."""
    start = begins_on(here.book, duty)
    return _small(here, "dates.begins", start) if start is not None and start > first else since(here, [duty], first)


def _small(here: Here, word: str, start: date) -> list[Markup]:
    return [Markup('<p class="db-small">{}</p>').format(here.word(word, date=say_date(here, start)))]
