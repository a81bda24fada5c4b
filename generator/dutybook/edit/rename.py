"""Another id for a thing, everywhere: in its file, in the file's name, in every reference, with the old id as an alias."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from yaml.nodes import MappingNode, ScalarNode

from ..book import GLOBAL, Book, unit_of, unit_of_path
from ..model.base import IdForm
from ..model.checklist import Condition, Item
from ..model.kinds import KINDS
from ..model.shape import annotation
from ..model.words import Clause
from ..pipeline import Checked
from ..reliance.lines import Line, lines_of, text_of
from ..schema.place import FOLDER
from .change import Change, File
from .splice import Cut, rewritten, value_of, with_alias
from .typed import Place, Thing, walk

# What has no id, or is called by a year.
KEPT = ("settings", "customer-classes", "waivers", "calendar-year", "own-calendar")
RENAMABLE = tuple(word for word in KINDS if word not in KEPT)


class Named(NamedTuple):
    """A thing by the id that a person typed."""

    word: str
    key: str
    node: Any


def named(book: Book, name: str, word: str | None = None) -> list[Named]:
    """The things that an id may mean: `unit/id`, or an id alone wherever it is used."""
    found = []
    for each in (word,) if word else RENAMABLE:
        for node in book.all(KINDS[each].model):
            key = book.key.get(node, "")
            if name in (key, key.rpartition("/")[2]):
                found.append(Named(each, key, node))
    return found


def is_id(name: str, word: str) -> bool:
    """Whether a word may be the id of a thing of this kind: A6 and A6-29 are ids of a document and of its clause."""
    form: IdForm = annotation(KINDS[word].model.fields["id"][0], IdForm)
    return re.fullmatch(form.pattern, name) is not None


def taken(book: Book, thing: Named, new: str) -> Any:
    """What already goes by the new id (itself excepted), or None."""
    unit = "" if thing.word in GLOBAL else unit_of(thing.node)
    found = book.find(thing.word, f"{unit}/{new}" if unit else new, "")
    return None if found is thing.node else found


class Renamed(NamedTuple):
    """A rename that has been thought through but not written."""

    change: Change
    references: int
    checked: Checked


def renamed(book: Book, root: Path, thing: Named, new: str) -> Renamed:
    """The rename of a thing in a handbook without errors, tried on a copy."""
    work = _Renaming(book, Change(root), thing, new)
    work.move()
    references = work.rewrite()
    work.confirmations()
    return Renamed(work.change, references, work.change.tried())


class _Renaming:
    def __init__(self, book: Book, change: Change, thing: Named, new: str) -> None:
        self.book = book
        self.change = change
        self.word, self.key, self.node = thing
        self.old: str = thing.node.id
        self.new = new

    def move(self) -> None:
        """The folder of a unit, or the file that is named for the thing."""
        path = self.node.mark.path
        if self.word == "unit":
            for part in ("handbook", "checklists"):
                if (self.change.root / part / self.old).is_dir():
                    self.change.moves[f"{part}/{self.old}"] = f"{part}/{self.new}"
        elif self.is_root and path.endswith(f"/{self.old.casefold()}.yml"):
            folder = path.rpartition("/")[0]
            self.change.moves[path] = f"{folder}/{self.new.casefold()}.yml"

    @property
    def is_root(self) -> bool:
        """Whether the thing has a file of its own."""
        return self.node in self.book.roots

    def rewrite(self) -> int:
        """Notes every cut in every file; how many references there are."""
        references = 0
        for file in self.change.files():
            cuts = list(self._references(file))
            references += len(cuts)
            cuts += self._identity(file)
            if self.word == "unit":
                cuts += self._schema_line(file)
            self.change.cut(file, cuts)
        return references

    def _references(self, file: File) -> Iterator[Cut]:
        unit = unit_of_path(file.name)
        items = self._items_without_id(file)
        for each in walk(file.root, file.model):
            if isinstance(each, Place):
                said = self._named_anew(each, unit)
                if said is not None:
                    yield rewritten(each.node, file.text, said)
            elif each.model is Condition and items:
                item = value_of(each.node, "item")
                if isinstance(item, ScalarNode) and item.value == self.old:
                    yield rewritten(item, file.text, self.new)

    def _named_anew(self, place: Place, unit: str) -> str | None:
        value: str = place.node.value
        if value == "none":
            return None
        target = self.book.find_any(place.kinds, value, unit)
        front, slash, _ = value.rpartition("/")
        if target is self.node:
            return f"{front}{slash}{self.new}"
        if self._goes_along(target):
            return self._of_the_document(value)
        if self.word == "unit" and front == self.old and target is not None:
            return f"{self.new}/{value.removeprefix(f'{front}/')}"
        return None

    def _goes_along(self, node: Any) -> bool:
        """Whether something is a clause that is numbered by the document which is renamed."""
        return (
            isinstance(node, Clause)
            and self.word == "source"
            and node in self.node.clauses
            and (node.id.startswith(f"{self.old}-"))
        )

    def _of_the_document(self, clause: str) -> str:
        return f"{self.new}-{clause.removeprefix(f'{self.old}-')}"

    def _items_without_id(self, file: File) -> bool:
        """Whether items of this file may go by the id of the duty that is renamed."""
        if self.word != "duty" or not file.name.startswith("checklists/"):
            return False
        things = (each for each in walk(file.root, file.model) if isinstance(each, Thing) and each.model is Item)
        ids = {found.value for each in things if (found := value_of(each.node, "id")) is not None}
        return self.old not in ids

    def _identity(self, file: File) -> Iterator[Cut]:
        if file.name != self.node.mark.path:
            return
        for each in walk(file.root, file.model):
            if isinstance(each, Thing) and each.model is Clause and self.word == "source":
                number = value_of(each.node, "id")
                if isinstance(number, ScalarNode) and number.value.startswith(f"{self.old}-"):
                    yield rewritten(number, file.text, self._of_the_document(number.value))
            if isinstance(each, Thing) and each.model is type(self.node) and self._is_it(each.node):
                identity = value_of(each.node, "id")
                assert isinstance(identity, ScalarNode)
                yield rewritten(identity, file.text, self.new)
                if "aliases" in each.model.fields:
                    yield with_alias(each.node, each.model, file.text, self.old, self.new)

    def _is_it(self, node: MappingNode) -> bool:
        mark = self.node.mark
        return (node.start_mark.line + 1, node.start_mark.column + 1) == (mark.line, mark.column)

    def _schema_line(self, file: File) -> Iterator[Cut]:
        found = re.match(rf"#[^\n]*{re.escape(FOLDER)}/({re.escape(self.old)})/", file.text)
        if found:
            yield Cut(found.start(1), found.end(1), self.new)

    def confirmations(self) -> None:
        """The lines of confirmations that name the thing, or what lies in the unit, by its new name."""
        for name, text in self.book.confirmed:
            lines = {self._line_anew(line) for line in lines_of(text).lines}
            anew = text_of(lines)
            if anew != text:
                self.change.texts[self.change.moved(name)] = anew

    def _line_anew(self, line: Line) -> Line:
        thing, on = (self._name_anew(each) if ":" in each else each for each in (line.thing, line.on))
        role = self._name_anew(f"role:{line.role}").removeprefix("role:")
        return line._replace(thing=thing, on=on, role=role)

    def _name_anew(self, name: str) -> str:
        word, _, key = name.partition(":")
        front, slash, rest = key.partition("/")
        if self.word == "unit" and front == self.old and (slash or word == "unit"):
            return f"{word}:{self.new}{slash}{rest}"
        if (word, key) == (self.word, self.key):
            return f"{word}:{key.rpartition('/')[0]}/{self.new}" if slash else f"{word}:{self.new}"
        return name
