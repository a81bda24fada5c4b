"""The rules, by family. A new rule module is added to this list."""

from ..problem import Kind
from . import (
    amounts,
    answers,
    calendars,
    checklists,
    classes,
    deadlines,
    duties,
    forms,
    handovers,
    items,
    origins,
    pauses,
    processes,
    references,
    reviews,
    roles,
    said_days,
    schedules,
    sources,
    stages,
    suspects,
    teams,
    terms,
    texts,
    uses,
    workloads,
)
from .engine import Rule, run

FAMILIES = (
    references, origins, roles, duties, handovers, deadlines, said_days, calendars, amounts, classes, schedules, forms, processes, stages, texts,
    terms, sources, reviews, teams, checklists, pauses, items, answers, uses, suspects, workloads,
)  # fmt: skip
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (each for family in FAMILIES for each in vars(family).values() if isinstance(each, Kind)),
        key=lambda each: each.code,
    )
)

__all__ = ["FAMILIES", "RULES", "Rule", "run"]
