"""The rules, by family. A new rule module is added to this list."""

from . import references
from .engine import Rule, run
from ..problem import Kind

FAMILIES = (references,)
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (each for family in FAMILIES for each in vars(family).values() if isinstance(each, Kind)),
        key=lambda each: each.code,
    )
)

__all__ = ["FAMILIES", "RULES", "Rule", "run"]
