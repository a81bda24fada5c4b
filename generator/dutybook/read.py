"""A folder with a handbook → the book and every fault of loading and binding."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

from . import shape_faults as faults
from .binding import Result
from .book import Book
from .hints import nearest, one_of
from .load import MAX_BYTES, scalars_of
from .memo import Sets
from .mend import read_bytes, read_file
from .model.base import Node
from .model.calendar import CalendarYear, OwnCalendar
from .model.checklist import Checklist, Waivers
from .model.kinds import FOLDERS
from .model.organisation import CustomerClasses, Unit
from .model.words import Glossary, Settings, Source
from .paths import ReadablePath
from .problem import Mark, Problem, fault

SHARED: dict[str, type[Node]] = {"glossary": Glossary, "sources": Source}
CONFIRMED = "confirmed.txt"
UNCHECKED = frozenset(("pages",))
UNIT_FILES: dict[str, type[Node]] = {"unit.yml": Unit, "customer-classes.yml": CustomerClasses}


class Parsed(NamedTuple):
    """What one file gave. It depends on the file's name and bytes alone, so that equal files need one parsing."""

    value: Any | None
    problems: tuple[Problem, ...]
    faulty: frozenset[Mark]
    lost: frozenset[str]


Parser = Callable[[ReadablePath, str, type[Node]], Parsed]


def parsed(path: ReadablePath, name: str, model: type[Node]) -> Parsed:
    """The object that a file describes, or None, and what is wrong with it. `name` is how people call the file."""
    return _parsed(read_file(path, name, model), path, name)


# The files of a folder as they were read last.
_KNOWN: Sets[Parsed] = Sets()


def parsed_once(folder: Path, *, anew: bool = False) -> Parser:
    """As parsed, for the handbook in a folder: a file whose name and bytes are known gives what it gave before, the very
    same objects. `anew` begins a reading, at the end of which is known what this one and the one before it read.
    """
    name_of_set = folder.resolve()
    kept = _KNOWN.begin(name_of_set) if anew else _KNOWN.last(name_of_set)

    def parse(path: ReadablePath, name: str, model: type[Node]) -> Parsed:
        try:
            data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
        except OSError:
            data = None
        if data is None:
            return parsed(path, name, model)
        return kept.of((name, model, data), lambda: _parsed(read_bytes(data, name, model), path, name))

    return parse


def _parsed(found: Result, path: ReadablePath, name: str) -> Parsed:
    if found.node is None:
        # Nobody knows what an unreadable file defines: references to its name are not faulted too.
        own = path.parent.name if path.name == "unit.yml" else path.stem
        holder = name.removesuffix(".yml") if path.name in UNIT_FILES else name.rpartition("/")[0]
        return Parsed(None, tuple(found.problems), frozenset(), frozenset((own, holder)))
    if found.sound:
        return Parsed(found.value, tuple(found.problems), frozenset(), frozenset())
    return Parsed(found.value, tuple(found.problems), found.faulty, frozenset(scalars_of(found.node, "id")))


def read(root: ReadablePath, parse: Parser = parsed) -> tuple[Book | None, list[Problem]]:
    """The handbook below a folder. The book is None only when there is no readable handbook.yml.

    `parse` may know some files already; it gives what `parsed` would.
    """
    home = root / "handbook"
    settings_file = home / "handbook.yml"
    if not settings_file.is_file():
        place = "handbook/handbook.yml" if home.is_dir() else "handbook"
        return None, [fault(faults.no_handbook, Mark(place, 1, 1), place=place)]
    problems: list[Problem] = []
    reading = _Reading(problems, parse)
    settings = reading.file(settings_file, "handbook/handbook.yml", Settings)
    files = [*_files(home, problems), *_checklists(root, problems)]
    roots = [found for file, name, model in files if (found := reading.file(file, name, model)) is not None]
    if settings is None:
        return None, problems
    book = Book(cast("Settings", settings), roots, reading.faulty, reading.lost)
    book.confirmed = tuple(_confirmed(home))
    return book, problems


class _Reading:
    """Reads file after file and keeps what went wrong."""

    def __init__(self, problems: list[Problem], parse: Parser) -> None:
        self.problems = problems
        self.parse = parse
        self.faulty: set[Mark] = set()
        self.lost: set[str] = set()

    def file(self, path: ReadablePath, name: str, model: type[Node]) -> Any | None:
        """The object that a file describes, or None."""
        found = self.parse(path, name, model)
        self.problems += found.problems
        self.faulty |= found.faulty
        self.lost |= found.lost
        return found.value


def _files(home: ReadablePath, problems: list[Problem]) -> Iterator[tuple[ReadablePath, str, type[Node]]]:
    """Every YAML file of the handbook with its name and what it should hold, in a fixed order."""
    for entry in sorted(home.iterdir()):
        if entry.name.startswith(".") or entry.name in UNCHECKED:
            continue
        name = f"handbook/{entry.name}"
        if not entry.is_dir():
            if is_yaml(entry) and entry.name != "handbook.yml":
                problems.append(_misplaced(name, ("handbook.yml",)))
        elif entry.name in SHARED:
            yield from _folder(entry, name, SHARED[entry.name], problems)
        elif entry.name == "calendar":
            yield from _calendar(entry, name, problems)
        else:
            yield from _unit(entry, name, problems)


def _calendar(
    folder: ReadablePath, name: str, problems: list[Problem]
) -> Iterator[tuple[ReadablePath, str, type[Node]]]:
    for entry in sorted(folder.iterdir()):
        place = f"{name}/{entry.name}"
        if entry.name == "cn" and entry.is_dir():
            yield from _folder(entry, place, CalendarYear, problems)
        elif entry.name == "firm.yml":
            yield entry, place, OwnCalendar
        elif not entry.name.startswith(".") and (is_yaml(entry) or entry.is_dir()):
            problems.append(_misplaced(place, ("cn", "firm.yml")))


def _checklists(root: ReadablePath, problems: list[Problem]) -> Iterator[tuple[ReadablePath, str, type[Node]]]:
    """The definitions of checklists: checklists/<unit>/<checklist>.yml, beside the handbook."""
    home = root / "checklists"
    units = sorted(entry.name for entry in (root / "handbook").iterdir() if (entry / "unit.yml").is_file())
    for entry in sorted(home.iterdir()) if home.is_dir() else ():
        name = f"checklists/{entry.name}"
        if entry.is_dir() and entry.name in units:
            for file, place, _ in _folder(entry, name, Checklist, problems):
                yield file, place, Waivers if file.name == "waived.yml" else Checklist
        elif not entry.name.startswith(".") and (is_yaml(entry) or entry.is_dir()):
            problems.append(_misplaced(name, tuple(units)))


def _unit(folder: ReadablePath, name: str, problems: list[Problem]) -> Iterator[tuple[ReadablePath, str, type[Node]]]:
    if not (folder / "unit.yml").is_file():
        problems.append(fault(faults.unit_without_file, Mark(f"{name}/unit.yml", 1, 1), folder=name))
    for entry in sorted(folder.iterdir()):
        place = f"{name}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if entry.name in FOLDERS:
                yield from _folder(entry, place, FOLDERS[entry.name].model, problems)
            else:
                problems.append(_misplaced(place, tuple(FOLDERS)))
        elif entry.name in UNIT_FILES:
            yield entry, place, UNIT_FILES[entry.name]
        elif is_yaml(entry):
            problems.append(_misplaced(place, tuple(UNIT_FILES)))


def _folder(
    folder: ReadablePath, name: str, model: type[Node], problems: list[Problem]
) -> Iterator[tuple[ReadablePath, str, type[Node]]]:
    for entry in sorted(folder.iterdir()):
        place = f"{name}/{entry.name}"
        if entry.suffix == ".yml" and entry.is_file():
            yield entry, place, model
        elif is_yaml(entry) or entry.is_dir():
            problems.append(_misplaced(place, (f"{entry.stem}.yml",)))


def is_yaml(path: ReadablePath) -> bool:
    """Whether a file's name claims to be YAML, in any spelling."""
    return path.suffix.casefold() in (".yml", ".yaml")


def _confirmed(home: ReadablePath) -> Iterator[tuple[str, str]]:
    """The files of confirmations with their texts: the handbook's own and each unit's."""
    for folder in (home, *sorted(each for each in home.iterdir() if each.is_dir())):
        file = folder / CONFIRMED
        if file.is_file():
            name = f"handbook/{CONFIRMED}" if folder is home else f"handbook/{folder.name}/{CONFIRMED}"
            yield name, file.read_bytes().decode("utf-8", "replace")


def _misplaced(place: str, known: tuple[str, ...]) -> Problem:
    guess = nearest(place.rsplit("/", 1)[-1], known)
    return fault(
        faults.unknown_place,
        Mark(place, 1, 1),
        place=place,
        hint=f"Did you mean '{guess}'?" if guess else f"Possible here are: {one_of(known)}.",
        hint_zh=f"是不是“{guess}”？" if guess else f"这里可以有：{one_of(known)}。",
    )


def files_of(root: Path) -> list[tuple[Path, str, type[Node]]]:
    """Every file of a handbook and of its checklists, how people call it, and what it should hold."""
    home = root / "handbook"
    if not home.is_dir():
        return []
    settings = [(home / "handbook.yml", "handbook/handbook.yml", Settings)] if (home / "handbook.yml").is_file() else []
    found = [*settings, *_files(home, []), *_checklists(root, [])]
    return cast("list[tuple[Path, str, type[Node]]]", found)
