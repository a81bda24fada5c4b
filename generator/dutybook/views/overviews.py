"""Pages that span the units: what is due, first month, all forms, roles, reviews, all pages."""

from collections.abc import Sequence
from typing import Any

from ..model.base import Entity
from ..model.kinds import KINDS
from ..model.organisation import Role, Unit
from .agenda import agenda_of
from .blocks import Listing, Page, Prose, Row, Section, Subheading, Table
from .common import say_date
from .duty import by_rhythm
from .here import Here
from .markup import Markup, escape
from .month import months_block
from .role import acting, dates_link, first_days_blocks
from .scene import Scene
from .unit import form_table, own, role_cards

PATHS = {
    "today": "today.md",
    "due": "due.md",
    "first-days": "first-days.md",
    "workload": "workload.md",
    "forms": "forms.md",
    "roles": "roles.md",
    "glossary": "glossary.md",
    "sources": "sources/index.md",
    "coverage": "coverage.md",
    "assumptions": "assumptions.md",
    "reviews": "reviews.md",
    "changes": "changes.md",
    "editing": "editing/index.md",
    "fields": "fields/index.md",
    "rules": "rules/index.md",
    "all": "all-pages.md",
}


def posts_of(scene: Scene) -> list[tuple[Unit, list[Role]]]:
    """The units that have posts, with their posts."""
    found = []
    for unit in scene.book.units:
        posts = [role for role in own(scene, unit, "role") if role.kind == "post"]
        if posts:
            found.append((unit, posts))
    return found


def due_page(scene: Scene) -> Page:
    """What is due, by role and rhythm; before it the way to the months and to each role's dates."""
    here = Here(scene, PATHS["due"])
    sections = []
    if agenda_of(scene.book).years:
        sections.append(Section("months", here.word("dates.by-month"), [months_block(here)]))
    for unit, posts in posts_of(scene):
        for role in posts:
            duties = [
                duty for duty in scene.book.duties_of(role) if not role.acts_as or role in here.book.roles_of(duty)
            ]
            if duties:
                anchor = f"{unit.id}-{role.id}"
                title = f"{scene.title(unit)} · {scene.title(role)}"
                blocks = [*dates_link(here, role), *by_rhythm(here, duties, prefix=anchor)]
                sections.append(Section(anchor, title, blocks))
    return _page(here, "due", sections)


def first_days_page(scene: Scene) -> Page:
    """The first month of every role that plans one."""
    here = Here(scene, PATHS["first-days"])
    sections = []
    for unit, posts in posts_of(scene):
        for role in posts:
            # A role that acts as another takes over its first month, and is named there.
            blocks = first_days_blocks(here, role) if role.onboarding else []
            if blocks:
                anchor = f"{unit.id}-{role.id}"
                named = [
                    each._replace(anchor=f"{anchor}-{each.anchor}") if isinstance(each, Subheading) else each
                    for each in blocks
                ]
                link = Prose(
                    [Markup("<p>{}</p>").format(here.join(here.link(each) for each in (role, *acting(here, role))))]
                )
                sections.append(Section(anchor, f"{scene.title(unit)} · {scene.title(role)}", [link, *named]))
    return _page(here, "first-days", sections)


def forms_page(scene: Scene) -> Page:
    """All forms, by unit."""
    here = Here(scene, PATHS["forms"])
    return _page(here, "forms", _by_unit(scene, "form", lambda forms: form_table(here, forms)))


def roles_page(scene: Scene) -> Page:
    """All roles, by unit."""
    here = Here(scene, PATHS["roles"])
    return _page(here, "roles", _by_unit(scene, "role", lambda roles: role_cards(here, roles)))


def _by_unit(scene: Scene, word: str, block: Any) -> list[Section]:
    sections = []
    for unit in scene.book.units:
        found = own(scene, unit, word)
        if found:
            sections.append(Section(unit.id, scene.title(unit), [block(found)]))
    return sections


def reviews_page(scene: Scene) -> Page:
    """Every entity with its owner and the dates of its reviews, by unit."""
    here = Here(scene, PATHS["reviews"])
    head = [here.word(f"column.{name}") for name in ("page", "kind", "owner", "reviewed", "due")]
    sections = []
    for unit in scene.book.units:
        rows = []
        for kind in KINDS.values():
            if issubclass(kind.model, Entity) and kind.word != "duty":
                rows += [_review(here, each) for each in own(scene, unit, kind.word)]
        if rows:
            sections.append(Section(unit.id, scene.title(unit), [Table(head, rows, "reviews")]))
    return _page(here, "reviews", sections)


def _review(here: Here, entity: Any) -> Row:
    owner = here.book.settled(entity, "owner")[0]
    last = here.book.settled(entity, "reviewed_on")[0]
    due = here.book.next_review(entity)
    open_ = Markup('<span class="db-open">{}</span>').format(here.word("origin.not-stated"))
    return Row(
        [
            here.link(entity),
            escape(here.kind_word(entity)),
            here.ref("role", owner, entity) if owner else open_,
            escape(say_date(here, last)) if last else open_,
            escape(say_date(here, due)) if due else open_,
        ]
    )


def all_pages(scene: Scene, pages: Sequence[Page]) -> Page:
    """A list of every page."""
    here = Here(scene, PATHS["all"])
    groups: dict[str, list[Page]] = {}
    for page in pages:
        groups.setdefault(page.path.split("/")[0] if "/" in page.path else "", []).append(page)
    units = {unit.id: scene.title(unit) for unit in scene.book.units}
    titles = {
        "": here.word("page.start"),
        "due": here.word("page.due"),
        "sources": here.word("page.sources"),
        "editing": here.word("page.editing"),
        "fields": here.word("page.fields"),
        "rules": here.word("page.rules"),
    }
    sections = []
    for group, found in groups.items():
        items = [
            Markup('<a href="{}">{}</a> <small>{}</small>').format(here.href(p.path), p.title, p.kind_word)
            for p in found
        ]
        sections.append(
            Section(f"group-{group or 'start'}", units.get(group, titles.get(group, group)), [Listing(items)])
        )
    page = _page(here, "all", sections)
    return page._replace(
        lead=[*page.lead, Markup("<p>{}</p>").format(here.word("phrase.page-count", n=len(pages) + 1))]
    )


def _page(here: Here, name: str, sections: Sequence[Section]) -> Page:
    lead = [Markup("<p>{}</p>").format(here.word(f"lead.{name}"))]
    return Page(here.path, here.word(f"page.{name}"), "list", here.word("kind.page"), lead, [], sections)
