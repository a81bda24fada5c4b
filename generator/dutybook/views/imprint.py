"""What a page says of itself when it is printed: document number, version, date.

The number is the page's path, which never changes without leaving an alias; a number that the handbook gives stands beside it.
"""

from datetime import date

from ..model.base import Entity
from .blocks import Page
from .common import say_date
from .here import Here
from .markup import Markup
from .scene import Scene


class Imprints:
    """The imprints of a scene's pages: of an entity its own version and date, of any other page those of its unit, and
    where it belongs to none those of the handbook: its version, and the last day from which any of its units is in force.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        places = ((scene.place(node), node) for node in scene.book.key if isinstance(node, Entity))
        self._of_page = {path: node for (path, anchor), node in places if not anchor}
        days = (scene.book.settled(unit, "effective_from")[0] for unit in scene.book.units)
        self._latest: date | None = max((day for day in days if day is not None), default=None)

    def on(self, page: Page) -> Page:
        """The page with its imprint."""
        return page._replace(imprint=self._said(page.path))

    def _said(self, path: str) -> Markup:
        here, word = Here(self.scene, path), self.scene.word
        entity = self._of_page.get(path) or self.scene.book.find("unit", path.partition("/")[0], "")
        code, version, day = path.removesuffix(".md"), self.scene.book.settings.version, self._latest
        parts = [word("print.number", code=code)]
        if isinstance(entity, Entity):
            settled = self.scene.book.settled
            version, day = settled(entity, "version")[0], settled(entity, "effective_from")[0]
            if entity.number is not None and path in self._of_page:
                parts = [word("print.numbered", code=code, number=entity.number)]
        parts.append(word("print.version", version=version) if version else word("print.no-version"))
        if day is not None:
            parts.append(word("print.from", day=say_date(here, day)))
        return Markup(" · ").join(parts)
