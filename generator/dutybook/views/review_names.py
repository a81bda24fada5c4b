"""What the things of a review are called, and where their pages lie."""

from collections.abc import Sequence

from ..model.base import Node
from ..model.kinds import WORD_OF
from ..model.organisation import Role
from .change_words import ChangeWords
from .ink import Ink
from .scene import Scene
from .value_words import ValueWords

MOST = 12  # titles in a list


class Names:
    """Names things of two handbooks. `site` is the address of the published site, empty where there is none."""

    def __init__(self, scenes: tuple[Scene, Scene], ink: Ink, site: str) -> None:
        self.scenes = scenes
        self.ink = ink
        self.site = site.rstrip("/")
        self.says = ChangeWords(scenes, ink)
        self.word = self.says.word
        self.words = scenes[1].words["review"]
        self._new = {scenes[1].book.settings, *scenes[1].book.roots, *scenes[1].book.key}

    def side(self, node: Node) -> ValueWords:
        """The words of the handbook that a thing belongs to."""
        return self.says.new if node in self._new else self.says.old

    def title(self, node: Node) -> str:
        """A thing's title in quotation marks."""
        title = self.side(node).title(node)
        return (
            title
            if title.startswith("《") or WORD_OF[type(node)] in self.words["name"]
            else self.word("quote", said=title)
        )

    def linked(self, node: Node) -> str:
        """A thing's title, linked to its page where there is one."""
        return self.ink.link(self.title(node), self.address(node))

    def titles(self, nodes: Sequence[Node]) -> str:
        """The titles of some things; of many, the first ones and how many more."""
        shown = self.says.new.join(self.linked(node) for node in nodes[:MOST])
        return shown if len(nodes) <= MOST else self.word("many", shown=shown, n=len(nodes) - MOST)

    def address(self, node: Node) -> str:
        """The address of a thing's page; empty where it has none."""
        scene = self.scenes[1]
        if not self.site or node not in scene.book.key:
            return ""
        path, anchor = scene.place(node)
        return f"{self.site}/{scene.language}/{path.removesuffix('.md')}.html{'#' if anchor else ''}{anchor}"

    def unit(self, node: Node) -> str:
        """The title of the unit that a thing belongs to; what belongs to none belongs to the whole handbook."""
        side = self.side(node)
        unit = side.scene.book.unit(node)
        return side.title(unit) if unit is not None else self.word("whole-handbook")

    def role(self, role: Role) -> str:
        """A role with its unit, and who else carries out its duties."""
        name = self.ink.link(self.side(role).title(role), self.address(role))
        said = self.word("of-unit", title=name, unit=self.unit(role))
        book = self.scenes[1].book
        acting = [each for each in book.roles if each.acts_as and book.find("role", each.acts_as, each) is role]
        if not acting:
            return said
        return self.word("acting", role=said, others=self.says.new.join(map(self.says.new.title, acting)))

    def kind(self, word: str) -> str:
        """What kind of thing it is, as a line begins with it."""
        return str(self.words["kind"].get(word) or self.scenes[1].words["kind"][word])
