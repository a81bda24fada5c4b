"""Which thing of the handbook an id on the command line means."""

import argparse
from typing import TYPE_CHECKING

from .common import Refused

if TYPE_CHECKING:
    from ..book import Book
    from ..edit.rename import Named


def the_thing(
    book: "Book", name: str, kinds: tuple[str, ...], options: argparse.Namespace, word: str | None
) -> "Named":
    """The one thing that an id names. Raises Refused when there is none, or several."""
    from ..edit.rename import named
    from ..hints import nearest
    from ..model.kinds import KINDS

    if word is not None and word not in kinds:
        raise Refused(options, "no-kind", kind=word, kinds=", ".join(kinds))
    found = [each for each in named(book, name, word) if each.word in kinds]
    exact = [each for each in found if each.key == name and ("/" in name or each.word == "unit")]
    found = exact or found
    if len(found) == 1:
        return found[0]
    if found:
        shown = "\n".join(f"  {each.key} --kind {each.word}" for each in found)
        raise Refused(options, "several-things", name=name, shown=shown)
    known = [book.key[each] for kind in kinds for each in book.all(KINDS[kind].model)]
    guess = nearest(name, [*known, *(key.rpartition("/")[2] for key in known)])
    raise Refused(options, "nothing-named-so" if guess else "nothing-named", name=name, guess=guess)
