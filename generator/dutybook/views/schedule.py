"""The page of a schedule: the fixed points of a working day."""

from markupsafe import Markup, escape

from ..model.work import Schedule, ScheduleEntry
from .blocks import Fact, Facts, Moment, Page, Section, Shown, Timeline
from .common import about, badges, cell
from .scene import Here, Scene


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
        Section("day", here.word("section.schedule"), [timeline(here, schedule)]),
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


def timeline(here: Here, schedule: Schedule) -> Timeline:
    """The entries of a schedule as a timeline."""
    return Timeline([_moment(here, entry) for entry in schedule.entries])


def _moment(here: Here, entry: ScheduleEntry) -> Moment:
    details = []
    if entry.duties:
        details.append(here.refs("duty", entry.duties, entry))
    if entry.with_:
        details.append(cell(here, entry, "with_", here.refs("role", entry.with_, entry)))
    if entry.place is not None:
        details.append(here.say(entry.place))
    sources = here.clauses(entry)
    if sources:
        details.append(sources)
    wholly = "reason" in entry.assumed or "start" in entry.assumed
    if wholly:
        reason = here.reason(entry, "start" if "start" in entry.assumed else "reason")
        words = Markup('<span class="db-mark" title="{}">{}</span>')
        details.append(words.format(reason.striptags(), here.word("origin.assumed")))
    until = Markup()
    if entry.end is not None:
        words = escape(here.word("phrase.until", time=entry.end))
        until = words if wholly else cell(here, entry, "end", words)
    return Moment(
        str(entry.start),
        here.word(f"strictness.{entry.strictness}"),
        until,
        here.say(entry.what),
        details,
        "assumed" if wholly else "stated",
        entry.id,
    )
