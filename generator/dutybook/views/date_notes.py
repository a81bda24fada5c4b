"""What dates rest on, in words: the notice of a year, and the day from which duties are in force."""

from collections.abc import Iterable
from datetime import date

from ..book import Book
from ..model.calendar import CalendarYear
from ..model.work import Duty
from .blocks import Callout, Prose
from .common import say_date
from .markup import Markup
from .scene import Here


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
    """From when the first of some duties is in force, where the days shown begin before that."""
    starts = [start for duty in duties if (start := in_force_from(here.book, duty)) is not None]
    if not starts or min(starts) <= first:
        return []
    said = here.word("dates.since", date=say_date(here, min(starts)))
    return [Markup('<p class="db-small">{}</p>').format(said)]


def in_force_from(book: Book, duty: Duty) -> date | None:
    """The day from which a duty holds, where anybody says so."""
    found = book.settled(duty, "effective_from")[0]
    return found if isinstance(found, date) else None
