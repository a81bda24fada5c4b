"""HTML as views put it together: markupsafe's, four times as fast, since a site is made of forty thousand pieces."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

import markupsafe

_SPECIAL = re.compile("[&<>\"']").search


class Markup(markupsafe.Markup):
    """Markup whose `format` and `join` run in C. Its fields have no format of their own: `{}` and `{name}` alone."""

    __slots__ = ()
    if not TYPE_CHECKING:
        # Markupsafe's own looks for __html__ first, which no text has that views put together.
        __new__ = str.__new__

    def format(self, *values: Any, **named: Any) -> Self:
        """The fields filled in, whatever is no markup escaped."""
        said = {name: _escaped(value) for name, value in named.items()} if named else {}
        known = [value if type(value) is Markup else _escaped(value) for value in values]
        return str.__new__(type(self), str.format(self, *known, **said))

    def join(self, parts: Iterable[Any]) -> Self:
        """Parts one after the other, whatever is no markup escaped."""
        known = [part if type(part) is Markup else _escaped(part) for part in parts]
        return str.__new__(type(self), str.join(self, known))

    def __add__(self, other: Any) -> Self:
        """This and then another text, escaped where it is no markup."""
        if not isinstance(other, str):
            return NotImplemented
        return str.__new__(type(self), str.__add__(self, _escaped(other)))


def escape(value: Any) -> Markup:
    """A value as HTML: markup as it is, all else escaped."""
    return str.__new__(Markup, _escaped(value))


def _escaped(value: Any) -> str:
    """As escape, as a plain str where it was none of ours."""
    if type(value) is str and _SPECIAL(value) is None:
        return value
    return str.__str__(value if isinstance(value, markupsafe.Markup) else markupsafe.escape(value))
