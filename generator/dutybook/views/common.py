"""What every page of an entity shows: its badges, and the section about where it comes from."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ..model.base import Entity, Node, Originated
from ..model.kinds import WORD_OF
from ..model.organisation import Defaults
from ..walk import Reference, Worded, walk
from .blocks import Fact, Facts, Listing, Prose, Section, Shown
from .field_types import fields_link
from .here import Here
from .markup import Markup, escape
from .past import anchor_of, history_of

WITHOUT_PAGE = ("settings", "customer-classes", "waivers", "calendar-year", "own-calendar")


def say_date(here: Here, day: date) -> str:
    """A date as the language writes it."""
    months = here.scene.words["when"]["point"]["months"]
    return here.word("date", y=day.year, m=day.month, d=day.day, month=months[day.month - 1])


def badges(here: Here, entity: Entity) -> list[Fact]:
    """Status, owner, version and dates, with the unit's defaults filled in."""
    status = here.book.status(entity)
    found = []
    if status is not None:
        html = Markup('<span class="db-status db-status-{}">{}</span>').format(status, here.word(f"status.{status}"))
        found.append(_settled(here, entity, "status", html))
    found.append(owner(here, entity))
    if entity.number is not None:
        found.append(here.fact("number", entity, "number"))
    for name in ("version", "effective_from", "reviewed_on"):
        value, _ = here.book.settled(entity, name)
        if value is not None:
            html = escape(say_date(here, value) if isinstance(value, date) else value)
            found.append(_settled(here, entity, name, html))
    due = here.book.next_review(entity)
    if due is not None:
        html = Markup('<time datetime="{}" data-db-review="{}">{}</time>').format(
            due, here.word("phrase.review-overdue"), say_date(here, due)
        )
        found.append(_settled(here, entity, "review_every", html, label="next-review"))
    return [*found, *_stale(here, entity)]


def _stale(here: Here, entity: Entity) -> list[Fact]:
    """How many texts of an entity were translated from older ones; its title, which bears no mark, is one of them."""
    if not here.scene.stale:
        return []
    texts: list[Worded] = []
    walk(entity, entity, [], texts)
    number = sum(here.is_stale(each.text) for each in texts if each.owner is entity)
    if not number:
        return []
    said = here.scene.words["reliance"]["page"]["count"][number != 1].format(n=number)
    mark = Markup('<span class="db-fallback-mark db-stale-mark">{}</span>').format(said)
    return [Fact(here.word("reliance.page.badge"), Shown(mark))]


def owner(here: Here, entity: Entity) -> Fact:
    """The role that owns something, the unit's where it names none of its own."""
    role, _ = here.book.settled(entity, "owner")
    if role is None:
        return Fact(here.word("field.owner"), here.not_stated())
    return _settled(here, entity, "owner", here.ref("role", role, entity))


def _settled(here: Here, entity: Entity, attribute: str, html: Markup, label: str = "") -> Fact:
    _, holder = here.book.settled(entity, attribute)
    name = here.word(f"field.{label or attribute.replace('_', '-')}")
    if isinstance(holder, Originated):
        return Fact(name, here.shown(holder, attribute, html))
    return Fact(name, Shown(html))


def about(here: Here, entity: Node, *, extra: Sequence[Fact] = ()) -> Section:
    """Where an entity comes from, what uses it, and where its data stands."""
    rows: list[Fact] = list(extra)
    if isinstance(entity, Originated):
        sources = here.clauses(entity)
        if sources:
            rows.append(Fact(here.word("field.source"), Shown(sources)))
        if "reason" in entity.assumed:
            reason = here.reason(entity, "reason")
            rows.append(Fact(here.word("field.assumed"), Shown(reason, "assumed")))
    aliases = getattr(entity, "aliases", ())
    if aliases:
        rows.append(Fact(here.word("field.aliases"), Shown(here.join(escape(each) for each in aliases))))
    users = used_by(here, entity)
    if users:
        rows.append(Fact(here.word("field.used-by"), Shown(here.join(users))))
    if history := _past(here, entity):
        rows.append(Fact(here.word("past.field"), Shown(history)))
    rows.append(Fact(here.word("field.data"), Shown(data_link(here, entity))))
    return Section("about", here.word("section.about"), [Facts(rows), Prose([_signs(here)])])


def _signs(here: Here) -> Markup:
    """How a page marks where something comes from, each mark with what it means."""
    signs = (
        ("stated", Markup('<span class="db-clause">{}</span>').format(here.word("origin.example"))),
        ("assumed", Markup('<span class="db-mark">{}</span>').format(here.word("origin.assumed"))),
        ("not-stated", Markup('<span class="db-open">{}</span>').format(here.word("origin.not-stated"))),
    )
    items = (Markup("<li>{} {}</li>").format(sign, here.word(f"origin.means.{name}")) for name, sign in signs)
    return Markup('<ul class="db-signs" data-search-exclude>{}</ul>').format(Markup().join(items))


def used_by(here: Here, node: Node) -> list[Markup]:
    """Links to everything that names a thing, each once, in the order of kinds."""
    owners: dict[Node, None] = {}
    for reference in here.book.used_by.get(node, ()):
        owner = _page_owner(reference)
        if owner is not None and owner is not node:
            owners.setdefault(owner)
    return [here.link(owner) for owner in owners]


def _page_owner(reference: Reference) -> Any | None:
    """The thing with a page of its own that a reference stands in; defaults of a unit say nothing of use."""
    if isinstance(reference.holder, Defaults) or type(reference.owner) not in WORD_OF:
        return None
    return None if WORD_OF[type(reference.owner)] in WITHOUT_PAGE else reference.owner


def _past(here: Here, node: Node) -> Markup:
    """On which days of late something changed, and the history of its file; empty where nothing is known."""
    days = [
        Markup('<a href="{}">{}</a>').format(here.href("changes.md", anchor_of(step)), say_date(here, step.day))
        for step in here.scene.changed.get(node, ())
    ]
    parts = [here.join(days)] if days else []
    if address := history_of(here.scene.edit_url, node.mark.path):
        parts.append(Markup('<a href="{}">{}</a>').format(address, here.word("past.file")))
    return Markup(" · ").join(parts)


def data_link(here: Here, node: Node) -> Markup:
    """Where the data of something stands, as a link for editing where the handbook says how to make one."""
    mark = node.mark
    place = here.word("phrase.data-at", path=mark.path, line=mark.line)
    template = here.scene.edit_url
    may_stand = fields_link(here, node)
    if not template:
        return Markup('<code class="db-place">{}</code> · {}').format(place, may_stand)
    address = template.replace("{path}", mark.path).replace("{line}", str(mark.line))
    return Markup('<a class="db-edit" href="{}">{}</a> <code class="db-place">{}</code> · {}').format(
        address, here.word("phrase.edit"), place, may_stand
    )


def data_note(here: Here, *nodes: Node) -> Prose:
    """Where the data of something stands that has no page of its own: a line below it."""
    links = Markup("<br>").join(data_link(here, node) for node in nodes)
    note = Markup('<p class="db-small" data-search-exclude>{}{}{}</p>')
    return Prose([note.format(here.word("field.data"), here.word("colon"), links)])


def open_fields(here: Here, holders: Iterable[Originated]) -> int:
    """How many fields of some things are not stated."""
    return sum(len(holder.not_stated) for holder in holders)


def texts(here: Here, holder: Originated, attribute: str) -> Markup:
    """A field with several texts as a list."""
    items = Markup().join(Markup("<li>{}</li>").format(here.say(each)) for each in getattr(holder, attribute))
    return Markup("<ul>{}</ul>").format(items)


def prose_of(here: Here, holder: Originated, attribute: str, *more: str) -> list[Markup]:
    """What a page says first, and why it is assumed where it is; `more` are fields that have no place of their own."""
    return [*here.prose(getattr(holder, attribute)), *remarks(here, holder, attribute, *more)]


def remarks(here: Here, holder: Originated, *attributes: str) -> list[Markup]:
    """Why fields that stand as running text are assumed; a reason that they share once."""
    shown = (here.shown(holder, attribute, Markup()) for attribute in attributes)
    reasons = dict.fromkeys(each.reason for each in shown if each.origin == "assumed")
    remark = Markup('<p class="db-remark" data-search-exclude><span class="db-mark">{}</span> {}</p>')
    return [remark.format(here.word("origin.assumed"), reason) for reason in reasons]


def marked(here: Here, holder: Originated, html: Markup) -> Markup:
    """Something that is wholly assumed, with its mark; anything else as it is."""
    if "reason" not in holder.assumed:
        return html
    return assumed(here, html, here.reason(holder, "reason"))


def assumed(here: Here, html: Markup, reason: Markup) -> Markup:
    """A value with the mark of an assumption and its reason on hover and in reach of the keyboard."""
    return Markup(
        '<span class="db-assumed">{html}</span><span class="db-mark db-mark-short" role="note" title="{title}">{sign}</span>'
    ).format(
        title=f"{here.word('origin.assumed-because')}{reason.striptags()}", html=html, sign=here.word("origin.sign")
    )


def inline(here: Here, shown: Shown) -> Markup:
    """A value with its origin's mark, for a cell."""
    if shown.origin == "assumed":
        return assumed(here, shown.html, shown.reason)
    if shown.origin == "not-stated":
        return Markup('<span class="db-open">{}</span>').format(shown.html)
    return shown.html


def cell(here: Here, holder: Originated, attribute: str, html: Markup | None = None) -> Markup:
    """A field with its origin's mark, for a cell."""
    return inline(here, here.shown(holder, attribute, html))


def listing(anchor: str, title: str, items: Sequence[Markup]) -> Section:
    """A section that is a list of links."""
    return Section(anchor, title, [Listing(items)])
