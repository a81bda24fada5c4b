"""All pages of the site in one language, and the navigation over them. Nothing is registered by hand."""

from collections.abc import Callable, Iterator
from typing import Any

from ..fields.homes import homes
from ..model.organisation import Unit
from ..review.chronicle import Chronicle
from .agenda import agenda_of
from .blocks import Page
from .changes import changes_page
from .checklist import checklist_page
from .customer_class import customer_class_page
from .due_data import DATA, due_script
from .duty import duty_page
from .editing import INDEX as EDITING
from .editing import editing_page
from .field_types import field_path
from .fields import INDEX, field_pages, fields_page, name_of
from .form import form_page
from .here import Here
from .home import home_page
from .imprint import Imprints
from .month import month_page, month_path
from .month_grid import marked_year, month_name
from .overviews import PATHS, all_pages, due_page, first_days_page, forms_page, reviews_page, roles_page
from .past import changed
from .process import process_page
from .reading import self_check_page, topic_page, worksheet_page
from .registers import coverage_page, glossary_page, source_page, sources_page
from .role import role_page
from .role_due import role_due_page, role_due_path
from .rule import rule_pages
from .scene import PLURALS, Scene
from .schedule import schedule_page
from .stage import stage_page
from .standard import standard_page, standards_page
from .task import doable, task_page, task_path
from .today import today_page
from .unit import assumptions_page, list_page, ordered, own, unit_page
from .workload import workload_page, workload_path, workloads_page

ENTITY_PAGES: dict[str, Callable[[Scene, Any], Page]] = {
    "role": role_page,
    "standard": standard_page,
    "duty": duty_page,
    "schedule": schedule_page,
    "checklist": checklist_page,
    "form": form_page,
    "process": process_page,
    "stage": stage_page,
    "customer-class": customer_class_page,
    "topic": topic_page,
    "worksheet": worksheet_page,
    "self-check": self_check_page,
}
Navigation = list[Any]


def pages_of(scene: Scene, chronicle: Chronicle) -> list[Page]:
    """Every page of the site, the list of all pages last. `chronicle` is what has changed of late."""
    scene.changed = changed(scene.book, chronicle)
    pages = [home_page(scene), today_page(scene), due_page(scene)]
    pages += [month_page(scene, year, month) for year in agenda_of(scene.book).years for month in range(1, 13)]
    pages += [first_days_page(scene), workloads_page(scene), forms_page(scene), roles_page(scene)]
    for unit in scene.book.units:
        pages += _unit_pages(scene, unit)
    pages += [glossary_page(scene), assumptions_page(scene, None), sources_page(scene)]
    pages += [source_page(scene, source) for source in scene.book.sources]
    pages += [editing_page(scene), *(task_page(scene, task) for task in doable(scene))]
    pages += [coverage_page(scene), reviews_page(scene), changes_page(scene, chronicle)]
    pages += [fields_page(scene), *field_pages(scene)]
    pages += scene.kept.of(scene.tool("rules"), lambda: rule_pages(scene.apart()))
    imprints = Imprints(scene)
    return [imprints.on(page) for page in (*pages, all_pages(scene, pages))]


def _unit_pages(scene: Scene, unit: Unit) -> Iterator[Page]:
    yield unit_page(scene, unit)
    for word, make in ENTITY_PAGES.items():
        found = own(scene, unit, word)
        if found:
            yield standards_page(scene, unit) if word == "standard" else list_page(scene, unit, word)
        for entity in found:
            yield make(scene, entity)
        if word == "role":
            yield from (role_due_page(scene, role) for role in found if role_due_path(scene.book, role))
            yield from (workload_page(scene, role) for role in found if workload_path(scene.book, role))
    if unit.assumptions:
        yield assumptions_page(scene, unit)


def assets_of(scene: Scene) -> dict[str, str]:
    """What the site has beside its pages and is made from the handbook, by path."""
    return {DATA: due_script(scene)} if agenda_of(scene.book).years else {}


def navigation(scene: Scene) -> Navigation:
    """The tree of titles and paths: start, each unit, reading for oneself, about the handbook."""
    start: Navigation = [
        {scene.word("page.home"): "index.md"},
        *(_general(scene, name) for name in ("today", "due", "first-days", "workload", "roles", "forms", "glossary")),
    ]
    years = _years(scene)
    if years:
        start.insert(3, {scene.word("dates.by-month"): years})
    tabs: Navigation = [{scene.word("page.start"): start}]
    reading: Navigation = []
    for unit in scene.book.units:
        entry = {scene.title(unit): _unit_navigation(scene, unit)}
        (reading if unit.kind == "reading" else tabs).append(entry)
    if reading:
        tabs.append({scene.word("page.reading"): reading})
    sources = {scene.word("page.sources"): ["sources/index.md", *(_entry(scene, each) for each in scene.book.sources)]}
    rules = {
        scene.word("page.rules"): [
            "rules/index.md",
            *({f"{k.code} {k.name}": f"rules/{k.code.casefold()}.md"} for k in scene.kinds),
        ]
    }
    here = Here(scene, INDEX)
    fields = {here.word("page.fields"): [INDEX, *({name_of(here, h.word): field_path(h.word)} for h in homes())]}
    examples = ({task.title[scene.language]: task_path(task)} for task in doable(scene))
    editing = {here.word("page.editing"): [EDITING, *examples]}
    about = [
        editing,
        sources,
        *(_general(scene, name) for name in ("coverage", "assumptions", "reviews", "changes")),
        fields,
        rules,
        _general(scene, "all"),
    ]
    return [*tabs, {scene.word("page.about"): about}]


def _general(scene: Scene, name: str) -> dict[str, str]:
    return {scene.word(f"page.{name}"): PATHS[name]}


def _years(scene: Scene) -> Navigation:
    """The months of each year shown."""
    return [
        {
            marked_year(scene, year, scene.word("dates.year", y=year)): [
                {month_name(scene, year, month): month_path(year, month)} for month in range(1, 13)
            ]
        }
        for year in agenda_of(scene.book).years
    ]


def _entry(scene: Scene, node: Any) -> dict[str, Any]:
    return {scene.title(node): scene.place(node)[0]}


def _unit_navigation(scene: Scene, unit: Unit) -> Navigation:
    tree: Navigation = [f"{unit.id}/index.md"]
    for word in ENTITY_PAGES:
        found = ordered(own(scene, unit, word))
        if not found or word == "duty":
            continue
        index = f"{unit.id}/{PLURALS[word]}/index.md"
        inside: Navigation = [_standard(scene, each) if word == "standard" else _entry(scene, each) for each in found]
        tree.append({scene.word(f"kinds.{word}"): [index, *inside]})
        if word == "role":
            dated = [(role, path) for role in found if (path := role_due_path(scene.book, role))]
            if dated:
                tree.append({scene.word("dates.calendar"): [{scene.title(role): path} for role, path in dated]})
            served = [(role, path) for role in found if (path := workload_path(scene.book, role))]
            if served:
                tree.append({scene.word("workload.title"): [{scene.title(role): path} for role, path in served]})
        if word == "standard" and own(scene, unit, "duty"):
            tree.append({scene.word("kinds.duty"): f"{unit.id}/{PLURALS['duty']}/index.md"})
    if unit.assumptions:
        tree.append({scene.word("kinds.assumption"): f"{unit.id}/assumptions.md"})
    return tree


def _standard(scene: Scene, standard: Any) -> dict[str, Any]:
    return {scene.title(standard): [scene.place(standard)[0], *(_entry(scene, duty) for duty in standard.duties)]}
