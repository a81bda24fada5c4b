"""Which rules look at a field, and which pages show it: site_config/field-uses.yml, made by the tests, which run both."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ..appearance import site_config_folders
from ..load import plain

# The rules about every reference, and about every text.
REFERENCE, TEXT = "reference", "Text"


class Uses(NamedTuple):
    """The codes of rules that look at something, and the words of pages that show it."""

    rules: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@cache
def uses() -> Mapping[str, Uses]:
    """By `Class.key`, or the words of all references and all texts."""
    found: dict[str, Any] = plain(site_config_folders(Path())[-1] / "field-uses.yml")
    return {
        name: Uses(tuple(said.get("rules", "").split()), tuple(said.get("pages", "").split()))
        for name, said in found.items()
    }


def fields_of_rule(code: str) -> list[str]:
    """The fields that a rule looks at, as `Class.key`."""
    return [name for name, found in uses().items() if code in found.rules]
