"""The home of a language: what this is, the way in for each of its users, every post, and what is used most."""

from typing import Any

from ..model.organisation import Role, Unit
from .blocks import Card, Cards, Page, Panel, Panels, Prose, Section, Subheading, Way
from .here import Here
from .markup import Markup, escape
from .overviews import PATHS, posts_of
from .pictures.rows import stage_flow
from .scene import Scene
from .unit import own

# The ways in: who comes, and where each looks first. A part of this page is named by its anchor.
DOORS = {
    "newcomer": ("#i-am", "first-days", "forms", "glossary"),
    "supervisor": ("today", "due", "workload", "changes", "roles"),
    "owner": ("editing", "fields", "reviews", "changes", "coverage"),
}
AMOUNTS = {"post": "roles", "duty": "due", "form": "forms"}
GENERAL = (
    "today",
    "due",
    "first-days",
    "forms",
    "workload",
    "glossary",
    "changes",
    "sources",
    "coverage",
    "assumptions",
    "rules",
    "all",
)


def home_page(scene: Scene) -> Page:
    """What this is, in a line, and how much of it; the ways in; I am a …; what is used most; what there is to read."""
    here = Here(scene, "index.md")
    settings = scene.book.settings
    lead = [Markup('<p class="db-tagline">{}</p>').format(here.say(settings.summary, terms=False)), _amount(here)]
    posts = posts_of(scene)
    panels = Panels([_unit(here, unit, roles) for unit, roles in posts], "posts")
    with_posts = [unit for unit, _ in posts]
    others = [unit for unit in scene.book.units if unit not in with_posts]
    sections = [
        Section("doors", here.word("section.doors"), [Panels([_door(here, name) for name in DOORS], "doors")]),
        Section("i-am", here.word("section.i-am"), [_say(here, "lead.home-roles"), panels]),
        *_rollouts(here),
        Section("find", here.word("section.find"), [Cards([_card(here, name) for name in GENERAL])]),
    ]
    if others:
        sections.append(Section("units", here.word("page.reading"), [Cards([_reading(here, unit) for unit in others])]))
    return Page(here.path, scene.wording(settings.title), "home", "", lead, [], sections, wide=True)


def _amount(here: Here) -> Markup:
    """How much there is of what one looks for, each with the way to it."""
    found = {
        "post": sum(len(roles) for _, roles in posts_of(here.scene)),
        "duty": len(here.book.duties),
        "form": len(here.book.forms),
    }
    links = Markup(" ").join(
        Markup('<a class="db-amount-{}" href="{}">{}</a>').format(
            kind, here.href(PATHS[AMOUNTS[kind]]), here.count(kind, number)
        )
        for kind, number in found.items()
        if number
    )
    return Markup('<p class="db-amount">{}</p>').format(links)


def _rollouts(here: Here) -> list[Section]:
    """The stages of each rollout in the handbook, in a row."""
    blocks: list[Any] = []
    for unit in here.book.units:
        stages = own(here.scene, unit, "stage")
        if stages:
            blocks += [Subheading(f"rollout-{unit.id}", here.scene.title(unit)), stage_flow(here, stages)]
    return [Section("rollout", here.word("section.rollout"), blocks)] if blocks else []


def _say(here: Here, key: str) -> Prose:
    return Prose([Markup("<p>{}</p>").format(here.word(key))])


def _door(here: Here, name: str) -> Panel:
    ways = [
        Way(here.word(f"doors.{name}.i-am"), place)
        if place.startswith("#")
        else Way(here.word(f"page.{place}"), here.href(PATHS[place]))
        for place in DOORS[name]
    ]
    return Panel(here.word(f"doors.{name}.title"), name, escape(here.word(f"doors.{name}.text")), ways)


def _unit(here: Here, unit: Unit, roles: list[Role]) -> Panel:
    ways = [Way(here.scene.title(role), here.to(role), _duties(here, role)) for role in roles]
    return Panel(here.scene.title(unit), "unit", here.say(unit.purpose, terms=False), ways, here.to(unit))


def _duties(here: Here, role: Role) -> str:
    duties = len(here.book.duties_of(role))
    return here.count("duty", duties) if duties else ""


def _card(here: Here, name: str) -> Card:
    return Card(here.word(f"page.{name}"), here.href(PATHS[name]), name, escape(here.word(f"home.{name}")))


def _reading(here: Here, unit: Unit) -> Card:
    return Card(here.scene.title(unit), here.to(unit), "topic", here.say(unit.purpose, terms=False))
