"""The page of a role's workload: figures and where they come from, a tool to try numbers of customers, deadlines a day."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from ..book import Book, unit_of
from ..due import Due
from ..model.organisation import CustomerClass, Role
from ..workload import Group, Workload, classes_of, reckon, rounded, workload
from .agenda import agenda_of
from .blocks import Fact, Facts, Folded, Heat, Listing, Page, Prose, Row, Scripts, Section, Shown, Table
from .common import cell, inline
from .here import Here
from .markup import Markup, escape
from .month_grid import grid, marked_year, month_name
from .role_due import role_due_path
from .scene import Scene
from .workload_words import WorkloadWords

EXAMPLES = (50, 100, 150, 200)
MOST_SHADES = 4
TOOL = ("month", "customers", "visits", "minutes", "travel", "field-day", "reset", "print", "no-workdays")
FORMULAE = ("need", "field", "minutes", "load")


def workload_path(book: Book, role: Role) -> str:
    """Where the page of a role's workload lies; empty where the role serves no customers or no year is shown."""
    shown = role.kind == "post" and classes_of(book, role) and agenda_of(book).years
    return f"{unit_of(role)}/workload/{role.id}.md" if shown else ""


def workload_page(scene: Scene, role: Role) -> Page:
    """A role's workload over the months of the years shown."""
    here = Here(scene, workload_path(scene.book, role))
    words = WorkloadWords(scene)
    months = [
        workload(scene.book, role, date(year, month, 1))
        for year in agenda_of(scene.book).years
        for month in range(1, 13)
    ]
    items = agenda_of(scene.book).of(role)
    script = Scripts([here.asset("scripts/workload.js")])
    sections = [
        Section("try", words.word("page.tool"), [*_tool(here, words, months), Facts(given(here, words, months[0]))]),
        Section("rests-on", words.word("page.assumptions"), [_remarks(words, months[0])]),
        Section("formula", words.word("page.formula"), _formulae(words)),
        Section("examples", words.word("page.examples"), _examples(words, months)),
        Section("heat", words.word("page.heat"), [*_years(here, words, months, items), script]),
    ]
    lead = [Markup("<p>{}</p>").format(words.word("page.lead"))]
    title = words.word("of-role", role=scene.title(role))
    parent = (here.to(role), scene.title(role))
    return Page(here.path, title, "workload", words.word("page.kind"), lead, [], sections, parent)


def given(here: Here, words: WorkloadWords, load: Workload) -> list[Fact]:
    """What the handbook says: when one is out, and how often each class is visited; with its origin."""
    rows = [Fact(here.word("field.field-day"), _shown_day(here, words, load))]
    for each in load.classes:
        rule = escape(here.scene.when.say(each.visits, here.book, each)) if each.visits is not None else None
        rows.append(Fact(here.scene.title(each), here.shown(each, "visits", rule)))
    return rows


def _shown_day(here: Here, words: WorkloadWords, load: Workload) -> Shown:
    """The day in the field; an assumption where any of the times it is made of is one."""
    field = load.field
    if field is None:
        return here.not_stated()
    html = Markup("{} <small>{}–{}{}</small> · {}").format(
        words.length(field.minutes), field.leave, field.back, words.blocks(field), here.link(field.schedule)
    )
    around = [each for each in field.schedule.entries if field.leave <= each.start < field.back]
    holder = next((each for each in around if each.assumed), None)
    if holder is None:
        return Shown(html)
    return Shown(html, "assumed", here.reason(holder, "start" if "start" in holder.assumed else "end"))


def _tool(here: Here, words: WorkloadWords, months: Sequence[Workload]) -> Iterator[Any]:
    data = json.dumps(_data(here, words, months), ensure_ascii=False, separators=(",", ":"))
    # The fields that the script makes, as styles keep their place free until it does.
    load = months[0]
    fields = 1 + (load.field is None) + sum(2 + (each.visits is None) for each in load.classes)
    place = Markup('<div class="db-workload" style="--fields: {}" data-db-workload="{}" hidden></div>').format(
        fields, data
    )
    without = Markup('<p class="db-open" data-db-without>{}</p>').format(words.word("page.no-script"))
    yield Prose([place, without])


def _data(here: Here, words: WorkloadWords, months: Sequence[Workload]) -> dict[str, Any]:
    """What scripts/workload.js reckons with: numbers of each month, and words. No date is reckoned there."""
    first = months[0]
    return {
        "classes": [
            {"id": each.id, "title": here.scene.title(each), "customers": each.customers, "minutes": each.minutes}
            for each in first.classes
        ],
        "months": [
            {
                "month": f"{load.month:%Y-%m}",
                "title": _month(words, load),
                "workdays": load.workdays,
                "field": load.field_minutes,
                "visits": [_pair(group.visits) for group in load.groups],
                "unsure": bool(load.provisional),
            }
            for load in months
        ],
        "words": {name: words.scene.words["workload"]["page"][name] for name in TOOL} | {"join": words.word("join")},
        "sums": words.scene.words["workload"]["sums"],
    }


def _pair(visits: Fraction | None) -> list[int] | None:
    return None if visits is None else [visits.numerator, visits.denominator]


def _month(words: WorkloadWords, load: Workload) -> str:
    said = words.month(load)
    return words.word("page.provisional", month=said) if len(load.provisional) > 15 else said


def _formulae(words: WorkloadWords) -> list[Any]:
    note = Markup('<p class="db-small">{}</p>').format(words.word("source"))
    return [Listing([escape(words.word(f"formula.{name}")) for name in FORMULAE]), Prose([note])]


def _examples(words: WorkloadWords, months: Sequence[Workload]) -> list[Any]:
    """What some numbers of customers would come to in the months with the fewest and the most workdays."""
    settled = [load for load in months if not load.provisional and load.workdays] or [
        load for load in months if load.workdays
    ]
    ordered = sorted(settled, key=lambda load: load.workdays)
    known = bool(ordered) and all(group.visits is not None for group in ordered[0].groups)
    if not known or ordered[0].field_minutes is None:
        return [Prose([Markup('<p class="db-open">{}</p>').format(words.word("page.no-examples"))])]
    least, most = ordered[0], ordered[-1]
    head = [
        *(words.word("page.customers", group=words.scene.title(each)) for each in least.classes),
        words.word("page.example-need"),
        words.word("page.example-least", n=least.workdays),
        words.word("page.example-most", n=most.workdays),
    ]
    rows = [Row([escape(each) for each in _example(count, least, most)]) for count in EXAMPLES]
    note = Markup("<p>{}</p>").format(words.word("page.examples-note"))
    return [Prose([note]), Table(head, rows, "workload")]


def _example(count: int, least: Workload, most: Workload) -> list[str]:
    sums = [_with(load, count) for load in (least, most)]
    needs = list(dict.fromkeys(rounded(each.need, 1) for each in sums))
    minutes = [rounded(each.minutes) if each.minutes is not None else "" for each in sums]
    return [*[str(count)] * len(least.classes), "–".join(needs), *minutes]


def _with(load: Workload, count: int) -> Any:
    groups = [Group(count, group.visits, group.minutes) for group in load.groups]
    return reckon(groups, load.field_minutes, load.workdays)


def _remarks(words: WorkloadWords, load: Workload) -> Listing:
    said = Markup('<span class="db-tag">{}</span> {}')
    return Listing(
        [said.format(words.word(f"kind.{each.kind}"), each.said) for each in words.remarks(load, entering=True)]
    )


def _years(here: Here, words: WorkloadWords, months: Sequence[Workload], items: Sequence[Due]) -> Iterator[Any]:
    """Each year on its own: what each month has, then its days by how much falls due."""
    counts = Counter(item.at.due for item in items)
    said = words.word("page.heat-note" if counts else "page.heat-none")
    yield Prose([Markup("<p>{}</p>").format(said)])
    for year in agenda_of(here.book).years:
        of_year = [load for load in months if load.month.year == year]
        blocks: list[Any] = [_months(words, of_year, counts)]
        if counts:
            blocks.append(_heat(here, words, of_year, counts))
        yield Folded(marked_year(here.scene, year, here.word("dates.year", y=year)), blocks)


def _months(words: WorkloadWords, months: Sequence[Workload], counts: Counter[date]) -> Table:
    rows = []
    for load in months:
        inside = {
            day: count for day, count in counts.items() if (day.year, day.month) == (load.month.year, load.month.month)
        }
        day, most = max(inside.items(), key=lambda pair: (pair[1], -pair[0].day), default=(None, 0))
        busiest = words.word("page.busiest", day=words.due.day(day), n=most) if day is not None else ""
        field = "" if load.field_minutes is None else str(load.field_minutes)
        cells = [
            _month(words, load),
            load.workdays,
            field or words.scene.word("origin.not-stated"),
            sum(inside.values()),
            busiest,
        ]
        rows.append(Row([escape(each) for each in cells]))
    return Table(words.scene.words["workload"]["page"]["head"], rows, "workload")


def _heat(here: Here, words: WorkloadWords, months: Sequence[Workload], counts: Counter[date]) -> Heat:
    calendar = here.book.calendar(unit_of(months[0].role))
    dates = here.href(role_due_path(here.book, months[0].role))
    grids = []
    for load in months:
        made = grid(here.scene, calendar, load.month.year, load.month.month, counts, [])
        weeks = [
            [
                day._replace(kind=_shade(day, counts, load.month), href=f"{dates}{day.href}")
                if day is not None and day.href
                else day
                for day in week
            ]
            for week in made.weeks
        ]
        title = month_name(here.scene, load.month.year, load.month.month)
        grids.append((f"heat-{load.month:%Y-%m}", title, made._replace(weeks=weeks)))
    steps = words.scene.words["workload"]["page"]["steps"]
    return Heat(grids, words.word("page.legend"), steps)


def _shade(day: Any, counts: Counter[date], month: date) -> str:
    count = min(counts[month.replace(day=day.number)], MOST_SHADES)
    return f"{day.kind} heat-{count}".strip() if count else day.kind


def workloads_page(scene: Scene) -> Page:
    """Every role that has a workload, by unit, with what its standard states."""
    here = Here(scene, "workload.md")
    words = WorkloadWords(scene)
    sections = []
    for unit in scene.book.units:
        roles = [role for role in scene.book.within("role", unit) if workload_path(scene.book, role)]
        rows = [_row(here, words, role) for role in roles]
        if rows:
            head = [here.word("kind.role"), here.word("field.field-day"), here.word("kinds.customer-class")]
            sections.append(Section(unit.id, scene.title(unit), [Table(head, rows)]))
    lead = [Markup("<p>{}</p>").format(words.word("page.lead"))]
    if not sections:
        lead.append(Markup('<p class="db-open">{}</p>').format(words.word("page.none")))
    return Page(here.path, words.word("title"), "list", here.word("kind.page"), lead, [], sections)


def _row(here: Here, words: WorkloadWords, role: Role) -> Row:
    load = workload(here.book, role, agenda_of(here.book).first)
    link = Markup('<a href="{}">{}</a>').format(here.href(workload_path(here.book, role)), here.scene.title(role))
    return Row(
        [link, inline(here, _shown_day(here, words, load)), here.join(_class(here, each) for each in load.classes)]
    )


def _class(here: Here, group: CustomerClass) -> Markup:
    rule = escape(here.scene.when.say(group.visits, here.book, group)) if group.visits is not None else None
    return Markup("{}{}{}").format(here.link(group), here.word("colon"), cell(here, group, "visits", rule))
