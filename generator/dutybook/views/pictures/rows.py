"""Small pictures in a row: the stages of a rollout one after the other, and how often customers are visited."""

from collections.abc import Sequence
from typing import NamedTuple

from ...model.organisation import CustomerClass
from ...model.rollout import Stage
from ..common import cell
from ..here import Here
from ..markup import Markup, escape

MOST_DOTS = 12


class StageStep(NamedTuple):
    """A stage in the row; `here` on its own page."""

    number: int
    title: str
    href: str
    text: Markup
    here: bool


class StageFlow(NamedTuple):
    """The stages in order; `more` is the address of their line of time, where another page has it."""

    label: str
    steps: Sequence[StageStep]
    more: str
    more_word: str
    block: str = "picture_stages"


class Visits(NamedTuple):
    """A customer class: how often it is visited, as dots and in words."""

    title: Markup
    dots: int
    said: Markup


class VisitRows(NamedTuple):
    """How often customers are visited, class by class. `per` is the period that the dots stand for."""

    label: str
    per: str
    rows: Sequence[Visits]
    block: str = "picture_visits"


def stage_flow(here: Here, stages: Sequence[Stage], current: Stage | None = None) -> StageFlow:
    """Stages as a row, each with the effect that is expected of it where there is room for that."""
    steps = [
        StageStep(
            stage.order,
            here.scene.title(stage),
            here.to(stage),
            here.say(stage.effect, terms=False) if current is None else Markup(),
            stage is current,
        )
        for stage in stages
    ]
    unit = here.book.unit(stages[0])
    path = f"{unit.id}/rollout/index.md" if unit is not None else here.path
    more = here.href(path) if path != here.path else ""
    return StageFlow(here.word("picture.stages.label"), steps, more, here.word("picture.gantt.title"))


def visit_rows(here: Here, groups: Sequence[CustomerClass]) -> VisitRows | None:
    """How often each class is visited a month; nothing where nobody says so of any class by the month."""
    rates = [group.visits for group in groups if group.visits is not None]
    if not rates or any(rate.per != "month" or rate.count > MOST_DOTS for rate in rates):
        return None
    rows = []
    for group in groups:
        words = None if group.visits is None else escape(here.scene.when.say(group.visits, here.book, group))
        dots = group.visits.count if group.visits is not None else 0
        rows.append(Visits(here.link(group), dots, cell(here, group, "visits", words)))
    return VisitRows(here.word("picture.visits.label"), here.word("picture.visits.per-month"), rows)
