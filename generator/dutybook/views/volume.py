"""A unit's handbook as one printed volume, in the form of a Chinese enterprise standard: plain values for the typesetter.

Chapters are those of a work standard, numbered as GB/T 1.1 does: purpose, scope, terms, duties, procedures, records, checks;
then appendices for what is not stated, what is assumed and why, and the clauses that everything rests on. What stands in them are the site's own pages,
block for block (volume_blocks.py), so that paper and site say the same.
"""

from datetime import UTC, datetime
from typing import Any

from ..book import Book
from ..model.organisation import Unit
from .blocks import Facts
from .common import badges, say_date
from .here import Here
from .scene import Scene
from .volume_back import Back
from .volume_blocks import Blocks, Place, Values
from .volume_body import Body

QUIET = ("/roles/", "/customer-classes/", "sources/")  # what is linked, but without its page behind it


def volume(scene: Scene, unit: Unit, moment: int) -> Values:
    """Everything that a unit's volume says. `moment` is when its content was last changed, in seconds since 1970."""
    return _Volume(scene, unit, moment).whole()


class _Volume:
    def __init__(self, scene: Scene, unit: Unit, moment: int) -> None:
        self.scene, self.unit, self.moment = scene, unit, moment
        self.book: Book = scene.book
        self.blocks = Blocks(scene)

    def word(self, name: str, **values: object) -> str:
        return self.scene.word(f"volume.{name}", **values)

    def whole(self) -> Values:
        front = self._front()
        chapters = Body(self.scene, self.unit, self.blocks).made() + Back(self.scene, self.unit, self.blocks).chapters()
        numbers = {place.label: place.number for place in self.blocks.places}
        made = {
            "language": self.scene.language,
            "title": self.scene.title(self.unit),
            "author": self.scene.wording(self.book.settings.title),
            "front": front,
            "chapters": chapters,
            "words": self.scene.words["volume"]["words"],
        }
        _settle(made, numbers)
        return made

    def _settled(self, name: str) -> Any:
        return self.book.settled(self.unit, name)[0]

    def _front(self) -> Values:
        """The cover, the page for approval, the record of revisions, and what every page bears."""
        here, unknown = Here(self.scene, "volume.md"), self.scene.word("origin.not-stated")
        owner = self.book.find("role", self._settled("owner") or "", self.unit)
        version, since = self._settled("version"), self._settled("effective_from")
        values = {
            "number": self.unit.number or self.word("no-number"),
            "version": version or unknown,
            "since": say_date(here, since) if since is not None else unknown,
            "owner": self.scene.title(owner) if owner is not None else unknown,
            "status": self.scene.word(f"status.{self._settled('status')}") if self._settled("status") else unknown,
            "replaces": self.unit.supersedes or "",
            "made": say_date(here, datetime.fromtimestamp(self.moment, UTC).date()),
        }
        facts = self.blocks.values([Facts(badges(here, self.unit))], "volume.md", Place(self.word("front"), "", ""))
        header = self.word("header", number=values["number"], title=self.scene.title(self.unit))
        return {
            **values,
            "standard": self.word(f"cover.{self.unit.kind}.over"),
            "kind": self.word(f"cover.{self.unit.kind}.under"),
            "signed": self.unit.kind == "organisation",
            "book": self.scene.wording(self.book.settings.title),
            "header": header,
            "edition": self.word("edition", version=values["version"], since=values["since"]),
            "facts": facts[0]["rows"] if facts else [],
        }


def _settle(value: Any, numbers: dict[str, str]) -> None:
    """Keeps the links whose target stands in the volume, and says which of them have their page told behind them."""
    if isinstance(value, dict):
        to = value.get("to")
        if isinstance(to, str):
            if to not in numbers:
                del value["to"]
            else:
                value.setdefault("quiet", any(part in to for part in QUIET))
        for each in value.values():
            _settle(each, numbers)
    elif isinstance(value, list):
        for each in value:
            _settle(each, numbers)
