"""The page of a customer class: who belongs to it, how often they are visited, by whom."""

from ..model.organisation import CustomerClass
from .blocks import Fact, Facts, Page, Section, Shown
from .common import about, badges, listing
from .here import Here
from .markup import Markup, escape
from .scene import Scene


def customer_class_page(scene: Scene, group: CustomerClass) -> Page:
    """A customer class on a page of its own."""
    here = Here(scene, scene.place(group)[0])
    visits = escape(scene.when.say(group.visits, scene.book, group)) if group.visits is not None else None
    minutes = escape(here.word("phrase.minutes", n=group.minutes)) if group.minutes is not None else None
    rows = [
        here.fact("rule", group, "rule"),
        here.fact("visits", group, "visits", visits),
        here.fact("visit-minutes", group, "minutes", minutes),
        here.fact("channel", group, "channel"),
    ]
    if group.customers is not None:
        rows.insert(1, here.fact("customers", group, "customers"))
    serving = [
        here.link(role)
        for role in scene.book.roles
        if any(scene.book.find("customer-class", each, role) is group for each in role.serves)
    ]
    if serving:
        rows.append(Fact(here.word("field.served-by"), Shown(here.join(serving))))
    sections = [Section("result", here.word("section.result"), [Facts(rows)])]
    duties = [
        here.link(duty)
        for duty in scene.book.duties
        if any(scene.book.find("customer-class", each, duty) is group for each in duty.customer_class)
    ]
    if duties:
        sections.append(listing("duties", here.word("section.duties"), duties))
    sections.append(about(here, group))
    unit = scene.book.unit(group)
    parent = (here.href(f"{unit.id}/customer-classes/index.md"), here.word("kinds.customer-class")) if unit else None
    lead: list[Markup] = []
    return Page(
        here.path, scene.title(group), "customer-class", here.word("kind.customer-class"), lead, badges(here, group), sections,
        parent,
    )  # fmt: skip
