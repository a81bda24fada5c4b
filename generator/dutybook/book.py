"""The whole handbook, frozen and indexed: what exists, under which key, and what refers to what."""

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from typing import Any, Literal, TypeVar, cast

from .calendar import Calendar
from .model.base import Entity, Node, Originated
from .model.calendar import CalendarYear, OwnCalendar
from .model.checklist import Checklist, Waivers
from .model.form import Form
from .model.kinds import WORD_OF
from .model.organisation import Assumption, CustomerClass, CustomerClasses, Part, Role, Unit
from .model.process import Process
from .model.reading import SelfCheck, Topic, Worksheet
from .model.rollout import Stage
from .model.shape import key_of
from .model.words import Clause, Glossary, Settings, Source, Term, former_ids
from .model.work import Duty, Schedule, Standard
from .problem import Mark
from .walk import Reference, Worded, walk

T = TypeVar("T")
Origin = Literal["stated", "assumed", "not-stated", "absent"]
GLOBAL = frozenset(("unit", "term", "clause", "source", "glossary"))


class Book:
    """All objects of a handbook. Keys are `unit/id`, or the id alone for what belongs to no unit."""

    def __init__(self, settings: Settings, roots: list[Node], faulty: set[Mark], lost: set[str]) -> None:
        self.settings = settings
        self.roots = roots
        self.faulty = faulty
        self.lost = lost
        self.today = date.today()
        self.confirmed: tuple[tuple[str, str], ...] = ()
        self.key: dict[Node, str] = {}
        self.twice: list[tuple[Node, Node]] = []
        self.standard_of: dict[Duty, Standard] = {}
        self.document_of: dict[Clause, Source] = {}
        self.glossary_of: dict[Term, Glossary] = {}
        self._at: dict[tuple[str, str], Node] = {}
        self._aliases: dict[tuple[str, str], Node] = {}
        self._kinds: dict[str, list[Node]] = {}
        self._roles: dict[Duty, list[Role]] = {}
        self.derived: dict[object, Any] = {}
        self._calendars: dict[str, Calendar] = {}
        self._found: dict[tuple[str, str, str], Node | None] = {}
        for assumption in settings.assumptions:
            self._add(assumption, "")
        for root in roots:
            self._add_root(root)

    def _add_root(self, root: Node) -> None:
        unit = unit_of(root)
        if isinstance(root, CustomerClasses):
            self._add_all(root.classes, unit)
            return
        if isinstance(root, CalendarYear | OwnCalendar | Waivers):
            self._kinds.setdefault(WORD_OF[type(root)], []).append(root)
            return
        self._add(root, unit)
        if isinstance(root, Standard):
            self._add_all(root.duties, unit)
            self.standard_of |= dict.fromkeys(root.duties, root)
        elif isinstance(root, Unit):
            self._add_all(root.parts, unit)
            self._add_all(root.assumptions, unit)
        elif isinstance(root, Glossary):
            self._add_all(root.terms, "")
            self.glossary_of |= dict.fromkeys(root.terms, root)
        elif isinstance(root, Source):
            self._add_all(root.clauses, "")
            self.document_of |= dict.fromkeys(root.clauses, root)
            self._aliases |= {
                ("clause", former): clause for clause in root.clauses for former in former_ids(clause, root)
            }

    def _add_all(self, nodes: tuple[Any, ...], unit: str) -> None:
        for node in nodes:
            self._add(node, unit)

    def _add(self, node: Any, unit: str) -> None:
        word = WORD_OF[type(node)]
        key = node.id if word in GLOBAL or not unit else f"{unit}/{node.id}"
        first = self._at.setdefault((word, key), node)
        if first is not node:
            self.twice.append((node, first))
        self.key[node] = key
        self._kinds.setdefault(word, []).append(node)
        for alias in getattr(node, "aliases", ()):
            own = word in GLOBAL or not unit
            self._aliases.setdefault((word, alias if own else f"{unit}/{alias}"), node)

    @property
    def whole(self) -> bool:
        """Whether everything could be read; what seems to be missing may stand in what could not."""
        return not self.lost and not self.faulty

    def all(self, model: type[T]) -> list[T]:
        """Everything of a class, in the order of files and then of places."""
        return cast("list[T]", self._kinds.get(WORD_OF[model], []))

    @cached_property
    def _by_unit(self) -> dict[tuple[str, str], list[Node]]:
        found: dict[tuple[str, str], list[Node]] = {}
        for word, nodes in self._kinds.items():
            for node in nodes:
                found.setdefault((word, unit_of(node)), []).append(node)
        return found

    def within(self, word: str, unit: Unit) -> list[Any]:
        """The things of a kind that belong to a unit."""
        return cast("list[Any]", self._by_unit.get((word, unit.id), []))

    @cached_property
    def units(self) -> list[Unit]:
        """The units in the order of the navigation."""
        return sorted(self.all(Unit), key=lambda unit: (unit.order, unit.id))

    roles = property(lambda self: cast("list[Role]", self.all(Role)))
    standards = property(lambda self: cast("list[Standard]", self.all(Standard)))
    duties = property(lambda self: cast("list[Duty]", self.all(Duty)))
    schedules = property(lambda self: cast("list[Schedule]", self.all(Schedule)))
    forms = property(lambda self: cast("list[Form]", self.all(Form)))
    processes = property(lambda self: cast("list[Process]", self.all(Process)))
    stages = property(lambda self: cast("list[Stage]", self.all(Stage)))
    classes = property(lambda self: cast("list[CustomerClass]", self.all(CustomerClass)))
    topics = property(lambda self: cast("list[Topic]", self.all(Topic)))
    worksheets = property(lambda self: cast("list[Worksheet]", self.all(Worksheet)))
    self_checks = property(lambda self: cast("list[SelfCheck]", self.all(SelfCheck)))
    checklists = property(lambda self: cast("list[Checklist]", self.all(Checklist)))
    terms = property(lambda self: cast("list[Term]", self.all(Term)))
    glossaries = property(lambda self: cast("list[Glossary]", self.all(Glossary)))
    sources = property(lambda self: cast("list[Source]", self.all(Source)))
    clauses = property(lambda self: cast("list[Clause]", self.all(Clause)))
    assumptions = property(lambda self: cast("list[Assumption]", self.all(Assumption)))
    parts = property(lambda self: cast("list[Part]", self.all(Part)))

    def find(self, word: str, reference: str, near: Node | str) -> Any:
        """What a reference of this kind names, seen from a node or a unit; None when nothing."""
        unit = near if isinstance(near, str) else unit_of(near)
        asked = (word, reference, unit)
        try:
            return self._found[asked]
        except KeyError:
            found = self._found[asked] = self._look_up(word, reference, unit)
            return found

    def _look_up(self, word: str, reference: str, unit: str) -> Node | None:
        keys = (reference,) if "/" in reference or word in GLOBAL else (f"{unit}/{reference}", reference)
        for table in (self._at, self._aliases):
            for key in keys:
                if (word, key) in table:
                    return table[word, key]
        front, slash, rest = reference.partition("/")
        is_former = slash and ("unit", front) not in self._at
        moved = self._aliases.get(("unit", front)) if is_former else None
        return None if moved is None else self._look_up(word, f"{self.key[moved]}/{rest}", unit)

    def find_any(self, kinds: tuple[str, ...], reference: str, near: Node | str) -> Any:
        """As find, for a reference that may name several kinds."""
        if len(kinds) == 1:
            return self.find(kinds[0], reference, near)
        return next((found for word in kinds if (found := self.find(word, reference, near)) is not None), None)

    def get(self, word: str, reference: str, near: Node | str) -> Any:
        """As find, in a handbook without errors: raises KeyError when nothing is named so."""
        found = self.find(word, reference, near)
        if found is None:
            raise KeyError(f"{word} {reference}")
        return found

    def ids(self, word: str, unit: str) -> list[str]:
        """How the things of a kind are written in references from a unit: its own ones first."""
        keys = [key for kind, key in self._at if kind == word]
        own = [key.removeprefix(f"{unit}/") for key in keys if key.startswith(f"{unit}/")]
        return own + [key for key in keys if not key.startswith(f"{unit}/")]

    def unit(self, node: Node) -> Unit | None:
        """The unit a node belongs to; None for what belongs to no unit."""
        return cast("Unit | None", self._at.get(("unit", unit_of(node))))

    def calendar(self, unit: str = "") -> Calendar:
        """The calendar by which a unit works: the official one with the firm's own days for that unit."""
        found = self._calendars.get(unit)
        if found is None:
            own = [day for file in self.all(OwnCalendar) for day in file.days if not day.units or unit in day.units]
            found = self._calendars[unit] = Calendar(self.all(CalendarYear), own)
        return found

    def roles_of(self, duty: Duty) -> list[Role]:
        """The roles that a duty names itself, or else its standard's."""
        known = self._roles.get(duty)
        if known is None:
            named = duty.role or ((role,) if (role := self.standard_of[duty].role) else ())
            known = [found for each in named if (found := self.find("role", each, duty)) is not None]
            self._roles[duty] = known
        return known

    def duties_of(self, role: Role) -> list[Duty]:
        """The duties of a role, with those of the role it acts as."""
        acts = self.find("role", role.acts_as, role) if role.acts_as else None
        own, others = (self._duties_by_role.get(each, []) for each in (role, acts))
        if not others:
            return list(own)
        both = {*own, *others}
        return [duty for duty in self.duties if duty in both]

    @cached_property
    def _duties_by_role(self) -> dict[Role | None, list[Duty]]:
        """The duties that name a role, in the order of all duties."""
        found: dict[Role | None, dict[Duty, None]] = {}
        for duty in self.duties:
            for role in self.roles_of(duty):
                found.setdefault(role, {})[duty] = None
        return {role: list(duties) for role, duties in found.items()}

    def taken_over(self, role: Role, attribute: str) -> Any:
        """What a role says under a field, or where it says nothing the role it acts as."""
        own = getattr(role, attribute)
        acts = self.find("role", role.acts_as, role) if role.acts_as and not own else None
        return own if acts is None else getattr(acts, attribute)

    def settled(self, entity: Entity, attribute: str) -> tuple[Any, Node | None]:
        """A field's value with the unit's default, and who says it: the entity, its standard or the defaults."""
        chain: list[Node | None] = [entity]
        if isinstance(entity, Duty):
            chain.append(self.standard_of[entity])
        unit = self.unit(entity)
        if unit is not None:
            chain += [unit] if entity is not unit and attribute == "owner" and unit.owner else []
            chain.append(unit.defaults)
        for each in chain:
            value = getattr(each, attribute, None)
            if value is not None:
                return value, each
        return None, None

    def status(self, entity: Entity) -> str | None:
        """The entity's status, or the unit's default."""
        return cast("str | None", self.settled(entity, "status")[0])

    def next_review(self, entity: Entity) -> date | None:
        """When the entity is to be reviewed next: the last review plus the interval in months."""
        last, months = self.settled(entity, "reviewed_on")[0], self.settled(entity, "review_every")[0]
        return None if last is None or months is None else add_months(last, months)

    @cached_property
    def _walked(self) -> tuple[list[Reference], list[Worded]]:
        references: list[Reference] = []
        texts: list[Worded] = []
        for node in (self.settings, *self.roots):
            walk(node, node, references, texts)
        return references, texts

    @property
    def references(self) -> list[Reference]:
        """Every reference of the handbook."""
        return self._walked[0]

    @property
    def texts(self) -> list[Worded]:
        """Every text of the handbook."""
        return self._walked[1]

    @cached_property
    def said(self) -> Mapping[str, str]:
        """By language every wording, one below the other: what is not found in it stands in none of them."""
        found: dict[str, list[str]] = {}
        for each in self.texts:
            for language, wording in each.text.said.items():
                found.setdefault(language, []).append(wording)
        return {language: "\n".join(wordings) for language, wordings in found.items()}

    @cached_property
    def _resolved(self) -> tuple[dict[Node, list[Reference]], list[Reference]]:
        used: dict[Node, list[Reference]] = {}
        dangling: list[Reference] = []
        for reference in self.references:
            target = self.find_any(reference.kinds, reference.value, reference.owner)
            if target is None:
                dangling.append(reference)
            else:
                used.setdefault(target, []).append(reference)
        return used, dangling

    @property
    def used_by(self) -> Mapping[Node, list[Reference]]:
        """For each thing, the references that name it."""
        return self._resolved[0]

    @property
    def dangling(self) -> list[Reference]:
        """The references that name nothing."""
        return self._resolved[1]


def unit_of(node: Node) -> str:
    """The id of the unit in whose folder a node's file lies; empty outside the units."""
    return unit_of_path(node.mark.path)


@cache
def unit_of_path(path: str) -> str:
    """As unit_of, for the path of a file."""
    parts = path.split("/")
    folder = parts[1] if len(parts) > 2 else ""
    return "" if folder in ("glossary", "sources", "calendar", "pages") else folder


def origin_of(holder: Originated, attribute: str) -> Origin:
    """How a field came to its value: stated by the source, assumed, not stated, or simply absent."""
    key = key_of(attribute)
    value = getattr(holder, attribute)
    if value is None or value == ():
        return "not-stated" if key in holder.not_stated else "absent"
    return "assumed" if key in holder.assumed or "reason" in holder.assumed else "stated"


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("a month has 28 days")  # pragma: no cover
