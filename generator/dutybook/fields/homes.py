"""Which class of the model is explained on which page: one page a kind of file, and two for what several kinds share."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ..model import time
from ..model.base import Entity, Model, Originated, Text
from ..model.kinds import KINDS
from ..model.shape import alternatives, models_in, shape_of
from ..schema.files import OF_A_UNIT, OF_ALL

# Pages for what several kinds of files share: what every thing may have and the small parts, and the ways to say when.
EVERYWHERE, WHEN = "everywhere", "when"


class Home(NamedTuple):
    """A page of the field reference: its word, and the classes explained on it, the whole file's first."""

    word: str
    classes: tuple[type[Model], ...]


@cache
def homes() -> tuple[Home, ...]:
    """Every page: the kinds of files in the order of the schemas, then what they share."""
    words = [*OF_A_UNIT, *OF_ALL]
    reached = {word: tuple(_reached(KINDS[word].model)) for word in words}
    shared: dict[type[Model], None] = {Originated: None, Entity: None}
    times: dict[type[Model], None] = {}
    for word in words:
        for each in reached[word]:
            if each.__module__ == time.__name__:
                times.setdefault(each)
            elif sum(each in others for others in reached.values()) > 1:
                shared.setdefault(each)
    own = [Home(word, tuple(each for each in reached[word] if each not in times | shared)) for word in words]
    ways = alternatives(time.When)
    parts = [each for each in times if each not in ways]
    return (*own, Home(WHEN, (*ways, *parts)), Home(EVERYWHERE, tuple(shared)))


def home_of(model: type[Any]) -> str:
    """The word of the page that explains a class; texts are explained on the page about everything."""
    if model is Text:
        return EVERYWHERE
    return next(home.word for home in homes() if model in home.classes)


def holder_of(model: type[Model], attribute: str) -> type[Model]:
    """The class that declares a field: what every entity has is explained once, with Entity."""
    return next(each for each in reversed(model.__mro__) if attribute in getattr(each, "fields", ()))


def _reached(model: type[Model]) -> Iterator[type[Model]]:
    """A class and every class that its fields may hold, each once, in the order of the fields."""
    seen: dict[type[Model], None] = {}
    todo = [model]
    while todo:
        each = todo.pop(0)
        if each not in seen:
            seen[each] = None
            todo += [inner for shape in shape_of(each) for inner in models_in(shape.type)]
    yield from seen
