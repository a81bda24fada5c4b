"""The page "what changed": the last ninety days by day and unit, with old and new wording, and by role."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from ..memo import Same
from ..model.base import Node
from ..model.kinds import WORD_OF
from ..model.organisation import Role
from ..review.chronicle import Chronicle, Step
from ..review.reach import reached
from .blocks import Page, Prose, Row, Scripts, Section, Subheading, Table
from .common import say_date
from .here import Here
from .ink import Ink
from .markup import Markup, escape
from .overviews import PATHS
from .past import anchor_of, worth_telling
from .review_changes import ChangeList, Entry
from .review_names import Names
from .scene import Scene

MOST = 150  # entries of a day; more are counted


class PageInk(Ink):
    """HTML: what people wrote is escaped."""

    def say(self, said: str) -> str:
        return str(escape(super().say(said)))

    def link(self, label: str, address: str) -> str:
        return f'<a href="{escape(address)}">{label}</a>' if address else label


class PageNames(Names):
    """Names things of two earlier handbooks; links lead to the page that a thing has in the one that is built."""

    def __init__(self, step: Step, here: Here) -> None:
        books = (step.difference.old, step.difference.new)
        first, last = (Scene(book, here.scene.language, here.scene.words, ()) for book in books)
        super().__init__((first, last), PageInk(), "")
        self.here = here
        self.asked: dict[Node, str] = {}

    def address(self, node: Node) -> str:
        now = self.now(node)
        found = self.asked[node] = self.here.to(now) if now is not None else ""
        return found

    def now(self, node: Node) -> Any:
        """What a thing is in the handbook that is built; None where it is no more, or has no page."""
        key = next((scene.book.key[node] for scene in self.scenes if node in scene.book.key), None)
        return None if key is None else self.here.book.find(WORD_OF[type(node)], key, "")


class _Told(NamedTuple):
    """What is told of a step, and the addresses in today's handbook that its links rest on."""

    section: Section
    addresses: Mapping[Node, str]


def _told(here: Here, step: Step, names: PageNames) -> Section:
    """What is told of a step, which never changes but for where its links lead."""

    def made() -> _Told:
        names.asked = {}
        return _Told(_day(here, step, names), names.asked)

    def holds(told: _Told) -> bool:
        return all(names.address(node) == address for node, address in told.addresses.items())

    told: _Told = here.scene.kept.checked(here.scene.tool("step", Same(step)), holds, made)
    return told.section


def role_anchor(key: str) -> str:
    """The anchor of a role's changes."""
    return f"role-{key.replace('/', '-')}"


def changes_page(scene: Scene, chronicle: Chronicle) -> Page:
    """What changed, by day and unit, then by role."""
    here = Here(scene, PATHS["changes"])
    word = scene.words["changes"]
    steps = [(step, PageNames(step, here)) for step in chronicle.steps]
    sections = [_told(here, step, names) for step, names in steps]
    lead = [Markup("<p>{}</p>").format(each) for each in _lead(here, chronicle)]
    seen = Markup('<p class="db-small" data-db-last-visit="{}" hidden></p>').format(word["since-visit"])
    sections.append(_roles(here, steps))
    sections[0] = sections[0]._replace(blocks=[*sections[0].blocks, Scripts([here.asset("scripts/changes.js")])])
    return Page(
        here.path,
        here.word("page.changes"),
        "list",
        here.word("kind.page"),
        [*lead, seen],
        [],
        sections,
        searched=False,
    )


def _lead(here: Here, chronicle: Chronicle) -> Iterator[str]:
    word = here.scene.words["changes"]
    if chronicle.why or chronicle.first is None or chronicle.last is None:
        yield word["none"].format(why=word["why"].get(chronicle.why, word["why"]["other"]))
        return
    span = {"first": say_date(here, chronicle.first), "last": say_date(here, chronicle.last)}
    yield word["span" if chronicle.steps else "span-empty"].format(**span)
    if chronicle.shallow:
        yield word["shallow"].format(**span)


def _day(here: Here, step: Step, names: PageNames) -> Section:
    word = here.scene.words["changes"]
    day = say_date(here, step.day)
    title = day if step.alone else word["days"].format(first=say_date(here, step.since), last=day)
    mark = Markup('<p class="db-small" data-db-day="{}" data-db-commit="{}">{} <strong hidden>{}</strong></p>').format(
        step.day, step.commit.short, word["as-of"].format(commit=step.commit.short), word["new"]
    )
    blocks: list[Any] = [Prose([mark])]
    left = MOST
    groups = ChangeList(names, step.difference.changes).groups(worth_telling, "substance", "wording")
    for place, group in enumerate(groups):
        shown = group.entries[:left]
        left -= len(shown)
        if shown:
            blocks += [
                Subheading(f"{anchor_of(step)}-{place}", Markup(group.title).unescape()),
                _list(shown),
            ]
    more = sum(len(group.entries) for group in groups) - MOST
    if more > 0:
        said = word["more"].format(n=more, commit=step.commit.short, since=step.since)
        blocks.append(Prose([Markup("<p>{}</p>").format(said)]))
    if not groups:
        blocks.append(Prose([Markup("<p>{}</p>").format(word["upkeep"])]))
    return Section(anchor_of(step), title, blocks)


def _list(entries: list[Entry]) -> Prose:
    items = Markup().join(Markup("<li>{}</li>").format(_entry(each)) for each in entries)
    return Prose([Markup('<ul class="db-changed">{}</ul>').format(items)])


def _entry(entry: Entry) -> Markup:
    """An entry with its lines; the ink has escaped what people wrote."""
    lines = Markup().join(Markup("<li>{}</li>").format(Markup(line)) for line in entry.lines)
    return Markup(entry.said) + (Markup("<ul>{}</ul>").format(lines) if lines else Markup())


def _roles(here: Here, steps: list[tuple[Step, PageNames]]) -> Section:
    """For each role the days on which something changed for it, and what; those without are listed after them."""
    word = here.scene.words["changes"]
    concerned: dict[Role, list[tuple[Step, str]]] = {}
    for step, names in steps:
        things: dict[Role, dict[Node, None]] = {}
        for each in here.scene.kept.of(("reached", Same(step)), partial(reached, step.difference, [])):
            role = names.now(each.role)
            if role is not None:
                things.setdefault(role, {})[each.node] = None
        for role, nodes in things.items():
            concerned.setdefault(role, []).append((step, names.titles(list(nodes))))
    posts = [role for unit in here.book.units for role in here.book.within("role", unit)]
    rows = [
        Row([here.link(role), Markup("<br>").join(_of_day(here, each) for each in concerned[role])], _place(here, role))
        for role in posts
        if role in concerned
    ]
    quiet = [
        Markup('<span id="{}">{}</span>').format(_place(here, role), here.link(role))
        for role in posts
        if role not in concerned
    ]
    blocks: list[Any] = [Table([here.word("kind.role"), word["column"]], rows)] if rows else []
    if quiet:
        blocks.append(Prose([Markup("<p>{}{}{}</p>").format(word["quiet"], here.word("colon"), here.join(quiet))]))
    return Section("roles", word["roles"], blocks)


def _of_day(here: Here, entry: tuple[Step, str]) -> Markup:
    step, titles = entry
    link = Markup('<a href="#{}">{}</a>').format(anchor_of(step), say_date(here, step.day))
    return Markup("{}{}{}").format(link, here.word("colon"), Markup(titles))


def _place(here: Here, role: Role) -> str:
    return role_anchor(here.book.key[role])
