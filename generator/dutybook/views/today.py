"""The page of a day: what a role has to do on it, chosen by a script from data made beforehand (due_data.py)."""

import json

from ..model.organisation import Role
from .agenda import agenda_of
from .blocks import Page, Prose, Scripts, Section
from .due_data import DATA, roles_shown
from .here import Here
from .markup import Markup
from .month import months_block
from .role_due import TODAY, role_due_path
from .run_page import kept_words
from .scene import Scene

PLACE = '<div data-db-today hidden><p class="db-day-head" role="status" data-db-head></p><div data-db-body></div></div>'


def today_page(scene: Scene) -> Page:
    """The choice of a role and a day, the place for what they have, and the months for readers without JavaScript."""
    here, agenda = Here(scene, TODAY), agenda_of(scene.book)
    lead = [Markup("<p>{}</p>").format(here.word("lead.today"))]
    sections = []
    if agenda.years:
        tool = Prose([_unexported(here), _form(here), Markup(PLACE), _without(here)])
        scripts = Scripts([here.asset(DATA), here.asset("scripts/runs.js"), here.asset("scripts/today.js")])
        sections = [
            Section("day", here.word("dates.today-page.day"), [tool, scripts]),
            Section("by-role", here.word("dates.by-role"), [Prose([_roles(here)])]),
            Section("by-month", here.word("dates.by-month"), [months_block(here)]),
        ]
    else:
        lead.append(Markup('<p class="db-open">{}</p>').format(here.word("dates.today-page.no-calendar")))
    return Page(here.path, here.word("page.today"), "today", here.word("kind.page"), lead, [], sections)


def _form(here: Here) -> Markup:
    agenda = agenda_of(here.book)

    def word(name: str) -> str:
        return here.word(f"dates.today-page.{name}")

    options = Markup('<option value="">{}</option>').format(word("choose"))
    for unit in here.book.units:
        roles = Markup().join(
            Markup('<option value="{}">{}</option>').format(here.book.key[role], here.scene.title(role))
            for role in roles_shown(here.book)
            if here.book.unit(role) is unit
        )
        if roles:
            options += Markup('<optgroup label="{}">{}</optgroup>').format(here.scene.title(unit), roles)
    return Markup(
        '<form class="db-day-form" data-db-day hidden>'
        '<label>{} <select name="role">{}</select></label>'
        '<label>{} <input type="date" name="date" min="{}" max="{}"></label>'
        '<span><button type="button" data-step="-1">‹ {}</button>'
        '<button type="button" data-step="0">{}</button>'
        '<button type="button" data-step="1">{} ›</button></span></form>'
    ).format(
        word("role"), options, word("date"), agenda.first, agenda.last, word("previous"), word("now"), word("next")
    )  # fmt: skip


def _unexported(here: Here) -> Markup:
    """The place for the runs that this device keeps; scripts/runs.js fills it."""
    said = json.dumps(kept_words(here.scene.words), ensure_ascii=False)
    return Markup('<div class="db-runs" data-db-runs="{}" data-db-all hidden></div><p class="db-small">{}</p>').format(
        said, here.word("run-page.kept.elsewhere")
    )


def _without(here: Here) -> Markup:
    """What stands there until the script has done its work."""
    return Markup('<p class="db-open" data-db-without>{}</p>').format(here.word("dates.today-page.no-script"))


def _roles(here: Here) -> Markup:
    """The due dates of each role, by unit."""
    rows = Markup()
    for unit in here.book.units:
        links = Markup(" · ").join(_link(here, role) for role in here.book.within("role", unit) if _path(here, role))
        if links:
            rows += Markup("<li>{}: {}</li>" if here.scene.language == "en" else "<li>{}：{}</li>").format(
                here.scene.title(unit), links
            )
    return Markup("<ul>{}</ul>").format(rows)


def _path(here: Here, role: Role) -> str:
    return role_due_path(here.book, role)


def _link(here: Here, role: Role) -> Markup:
    return Markup('<a href="{}">{}</a>').format(here.href(_path(here, role)), here.scene.title(role))
