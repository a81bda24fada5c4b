"""From when duties and checklists hold."""

from datetime import date

from .book import Book
from .model.checklist import Checklist
from .model.organisation import Defaults
from .model.work import Duty


def in_force_from(book: Book, node: Duty | Checklist) -> date | None:
    """The day from which a duty or checklist is in force, where anybody says so."""
    found = book.settled(node, "effective_from")[0]
    return found if isinstance(found, date) else None


def begins_on(book: Book, node: Duty | Checklist) -> date | None:
    """The day before which nothing is due: where a duty, its standard or a checklist says itself when it takes effect.

    The default of a unit dates its handbook as a whole: days before it follow the same rules, and are shown for
    comparison, with a word that says so.
    """
    found, holder = book.settled(node, "effective_from")
    return found if isinstance(found, date) and not isinstance(holder, Defaults) else None


def from_then(book: Book, node: Duty | Checklist, first: date) -> date:
    """The first day of a stretch on which a duty or checklist can be due."""
    return max(first, begins_on(book, node) or first)
