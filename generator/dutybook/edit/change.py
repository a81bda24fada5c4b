"""A change to several files of a handbook: what they will say, tried on a copy before anything is written."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from yaml.nodes import Node

from ..load import load_bytes
from ..model.base import Model
from ..pipeline import Checked, check
from ..read import files_of
from .splice import Cut, spliced
from .write import write_all


class File(NamedTuple):
    """A file as it stands, read anew: its path, what it holds, its text and its nodes."""

    name: str
    model: type[Model]
    text: str
    root: Node


class Change:
    """What is to be written. `texts` are by the paths that hold after the moves."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.texts: dict[str, str] = {}
        self.moves: dict[str, str] = {}

    def files(self) -> Iterator[File]:
        """Every file of the handbook and its checklists."""
        for path, name, model in files_of(self.root):
            data = path.read_bytes()
            node, _ = load_bytes(data, name)
            if node is not None:
                yield File(name, model, data.decode("utf-8"), node)

    def cut(self, file: File, cuts: list[Cut]) -> None:
        """Notes the cuts of a file."""
        if cuts:
            self.texts[self.moved(file.name)] = spliced(file.text, cuts)

    def moved(self, name: str) -> str:
        """How a file is called after the moves."""
        for old, new in self.moves.items():
            if name == old or name.startswith(f"{old}/"):
                return new + name.removeprefix(old)
        return name

    @contextmanager
    def trial(self) -> Iterator[tuple[Checked, Path]]:
        """What a check says of the handbook with the change, and the copy on which that was found out."""
        with TemporaryDirectory(prefix="dutybook-") as folder:
            copy = Path(folder)
            for part in ("handbook", "checklists"):
                if (self.root / part).is_dir():
                    shutil.copytree(self.root / part, copy / part)
            write_all(copy, self.texts, self.moves)
            yield check(copy), copy

    def tried(self) -> Checked:
        """As trial, where the copy is not needed."""
        with self.trial() as (checked, _):
            return checked

    def write(self) -> None:
        """Writes everything, or nothing. Raises OSError."""
        write_all(self.root, self.texts, self.moves)


def fingerprints(checked: Checked) -> Mapping[str, str]:
    """The fingerprint of each checklist, by its key."""
    from ..checklist.compile import compiled
    from ..checklist.definition import fingerprint

    book = checked.book
    if book is None or checked.errors:
        return {}
    return {book.key[each]: fingerprint(book, compiled(book, each)) for each in book.checklists}
