"""Which schema describes which file, and where it lies."""

from posixpath import dirname, relpath

from ..book import unit_of_path
from ..model.base import Model
from ..model.kinds import WORD_OF

FOLDER = ".schema"


def schema_of(name: str, model: type[Model]) -> str:
    """The schema of a file, as a path from the folder that holds handbook/: one a kind of file and unit.

    Units differ in how references are written: `id` inside the unit, `unit/id` from elsewhere.
    """
    unit = unit_of_path(name)
    return f"{FOLDER}/{unit}/{WORD_OF[model]}.json" if unit else f"{FOLDER}/{WORD_OF[model]}.json"


def address_of(name: str, model: type[Model]) -> str:
    """As schema_of, seen from the file: what its first line says."""
    return relpath(schema_of(name, model), dirname(name))
