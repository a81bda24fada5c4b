"""CODEOWNERS: whom a code platform asks when somebody proposes a change, from owner roles and their teams.

In CODEOWNERS the last line that fits a file counts. So each folder has a line, and a file has one of its own only where
its owners are others: a new file falls to the folder's owners and makes nothing stale.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from ..book import Book, unit_of
from ..model.base import Entity, Node
from ..model.organisation import CustomerClasses, Unit
from ..model.work import Standard

FORMATS = {"github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS"}
BEGIN = (
    "# dutybook: made from owner roles and 'teams:' in handbook.yml; change those, then run: dutybook owners --write"
)
END = "# dutybook: end"
Owners = tuple[str, ...]


def owners(book: Book, form: str) -> str:
    """The part of CODEOWNERS that the handbook decides, between its marks. Empty where no team is named."""
    teams = _teams(book)
    if not teams:
        return ""
    lines = [BEGIN]
    for unit in sorted(book.units, key=lambda each: each.id):
        if form == "gitlab":
            lines += ["", f"[{unit.id}]"]
        for folder in ("handbook", "checklists"):
            lines += _folder(f"{folder}/{unit.id}/", _by_file(book, unit, folder, teams))
    return "\n".join([*lines, END]) + "\n"


def placed(text: str, made: str) -> str:
    """The text of a CODEOWNERS with what was made in place of what had been made before; other lines stay."""
    before, begins, rest = text.partition(BEGIN)
    after = rest.partition(f"{END}\n")[2] if begins else ""
    if not begins and before and not before.endswith("\n"):
        before += "\n"
    return before + made + after


def _teams(book: Book) -> Mapping[Node, Owners]:
    """By role, what CODEOWNERS calls its teams: @name, or an address of mail as it is."""
    found = {}
    for entry in book.settings.teams:
        role = book.find("role", entry.role, "")
        found[role] = tuple(team if "@" in team else f"@{team}" for team in entry.team)
    return found


def _by_file(book: Book, unit: Unit, folder: str, teams: Mapping[Node, Owners]) -> dict[str, Owners]:
    """The owners of each file of a unit in a folder, of all that stands in it."""
    found = {}
    for root in book.roots:
        path = root.mark.path
        if unit_of(root) == unit.id and path.startswith(f"{folder}/"):
            roles = [role for each in _entities(root) if (role := _owner(book, each)) is not None]
            found[path] = tuple(dict.fromkeys(team for role in roles for team in teams.get(role, ())))
    return found


def _folder(folder: str, files: Mapping[str, Owners]) -> Iterator[str]:
    """A line for the folder with the owners of most of its files, then one for each file that has others."""
    if not any(files.values()):
        return
    usual = max(Counter(files.values()).items(), key=lambda each: (each[1], each[0]))[0]
    if usual:
        yield _line(folder, usual)
    for path in sorted(files):
        if files[path] != usual:
            yield _line(path, files[path])


def _line(path: str, names: Owners) -> str:
    return " ".join((f"/{path}", *names))


def _entities(root: Node) -> Iterator[Entity]:
    if isinstance(root, Entity):
        yield root
    if isinstance(root, Standard):
        yield from root.duties
    elif isinstance(root, CustomerClasses):
        yield from root.classes


def _owner(book: Book, entity: Entity) -> Node | None:
    name = book.settled(entity, "owner")[0]
    found: Node | None = book.find("role", name, entity) if name else None
    return found
