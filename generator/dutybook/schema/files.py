"""Every schema as a file: a small one a kind of file and unit, over the classes and the unit's ids."""

import json

from ..book import Book
from ..model.kinds import FOLDERS, KINDS
from ..model.organisation import Unit
from .classes import definitions
from .place import FOLDER
from .types import Schema

DRAFT = "http://json-schema.org/draft-07/schema#"
MADE = "Made by 'dutybook schema' from the model and the handbook. Do not edit by hand."
# What the files of a unit may hold, and what files outside the units do.
OF_A_UNIT = ("unit", *(kind.word for kind in FOLDERS.values()), "customer-classes", "checklist", "waivers")
OF_ALL = ("settings", "glossary", "source", "calendar-year", "own-calendar")


def schemas(book: Book) -> dict[str, str]:
    """The text of every schema file, by its path from the folder that holds handbook/."""
    from .ids import ids_of

    classes = _text({"definitions": definitions()})
    units = sorted(unit.id for unit in book.all(Unit))
    made = {}
    for unit in ("", *units):
        folder = f"{FOLDER}/{unit}" if unit else FOLDER
        for word in OF_A_UNIT if unit else OF_ALL:
            made[f"{folder}/{word}.json"] = _text(_file(word))
        made[f"{folder}/model.json"] = classes
        made[f"{folder}/ids.json"] = _text({"definitions": ids_of(book, unit)})
    return made


def _file(word: str) -> Schema:
    kind = KINDS[word]
    return {"title": f"{kind.zh} / {word}", "$ref": f"model.json#/definitions/{kind.model.__name__}"}


def _text(schema: Schema) -> str:
    return json.dumps({"$schema": DRAFT, "$comment": MADE, **schema}, ensure_ascii=False, indent=1) + "\n"
