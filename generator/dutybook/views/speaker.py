"""Says everything of a book in the languages of a sheet: the first leads, the others stand below it."""

from collections.abc import Callable, Sequence

from ..book import Book
from ..model.base import Text
from .due import DueWords
from .scene import Scene

Said = list[str]


class Speaker:
    """A book in one language or several. What is said is a list of wordings, each wording once."""

    def __init__(self, scenes: Sequence[Scene]) -> None:
        self.scenes = tuple(scenes)
        self.dues = tuple(DueWords(scene) for scene in scenes)
        self.book: Book = scenes[0].book

    def each(self, say: Callable[[Scene], str]) -> Said:
        """What a function says in each language."""
        return list(dict.fromkeys(said for scene in self.scenes if (said := say(scene))))

    def word(self, key: str, **values: object) -> Said:
        """A word of the interface, under `sheet`."""
        return self.each(lambda scene: scene.word(f"sheet.{key}", **values))

    def title(self, node: object) -> Said:
        """The title of anything; nothing of nothing."""
        return [] if node is None else self.each(lambda scene: scene.title(node))

    def titles(self, nodes: Sequence[object]) -> Callable[[Scene], str]:
        """Says several titles as a list in a language."""
        return lambda scene: scene.word("sheet.join").join(scene.title(node) for node in nodes)

    def text(self, text: Text | None) -> Said:
        """A text of the handbook."""
        return [] if text is None else self.each(lambda scene: scene.wording(text).strip())

    def item(self, text: Text | None) -> Said:
        """A text as an item says it: without the full stop of a sentence."""
        return [said.rstrip("。.") for said in self.text(text)]

    def due(self, say: Callable[[DueWords], str]) -> Said:
        """What a function says of dates in each language."""
        return list(dict.fromkeys(said for words in self.dues if (said := say(words))))
