"""The page of a schedule: the fixed points of a working day."""

from ..model.work import Schedule
from .blocks import Fact, Facts, Page, Section, Shown
from .common import about, badges
from .here import Here
from .markup import Markup
from .pictures.day import day as picture_day
from .scene import Scene


def schedule_page(scene: Scene, schedule: Schedule) -> Page:
    """A working day on a page of its own."""
    here = Here(scene, scene.place(schedule)[0])
    role = here.ref("role", schedule.role, schedule) if schedule.role else Markup()
    rows = [here.fact("role", schedule, "role", role)]
    rows[0] = rows[0]._replace(label=here.word("kind.role"))
    day = schedule.working_day
    if day is not None:
        hours = Markup("{}–{}").format(day.from_, day.to if day.to is not None else here.word("origin.not-stated"))
        rows.append(Fact(here.word("field.working-day"), here.shown(day, "to", hours) if day.to else Shown(hours)))
    sections = [
        Section("who", here.word("section.result"), [Facts(rows)]),
        *([Section("day", here.word("section.schedule"), [picture_day(here, schedule)])] if schedule.entries else []),
        about(here, schedule),
    ]
    unit = scene.book.unit(schedule)
    parent = (here.to(unit), scene.title(unit)) if unit is not None else None
    return Page(
        here.path,
        scene.title(schedule),
        "schedule",
        here.word("kind.schedule"),
        [],
        badges(here, schedule),
        sections,
        parent,
    )
