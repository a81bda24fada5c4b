"""The collation's tables, in words: one wording of every cell for the page, CSV and spreadsheet."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .scene import Scene

COUNTS = ("expected", "done", "early", "late", "partial", "stopped", "unclear", "missing")
RUN = ("day", "checklist", "title", "person", "result", "run")
# A table: its columns by the names that the collation gives them; `title`, `sort` and `question` are made here.
TABLES: Mapping[str, tuple[str, ...]] = {
    "by-role": ("role", *COUNTS),
    "by-checklist": ("checklist", "title", *COUNTS),
    "by-day": ("day", *COUNTS),
    "expected": (
        "day", "checklist", "title", "role", "person", "instead-of", "reason", "outcome", "end", "run", "digest",
    ),
    "excused": ("day", "checklist", "title", "role", "person", "reason"),
    "exceptions": ("day", "checklist", "title", "person", "item", "kind", "reason", "critical", "run", "digest"),
    "unsigned": (*RUN, "digest"),
    "items": (
        "checklist", "title", "item", "asked", "missed", "no", "skipped", "open", "not-applicable", "seconds", "timed",
        "running",
    ),
    "questions": ("checklist", "title", "item", "question", "figure", "of"),
    "occasional": ("checklist", "title", "why", "runs", "complete"),
    "unexpected": (*RUN, "digest", "why"),
    "conflicts": (*RUN, "digest"),
    "corrections": (*RUN, "digest", "sort", "reason"),
    "quarantined": ("sha256", "name", "claims", "faults"),
    "clocks": (*RUN, "digest", "start", "end", "sort"),
    "personal": (*RUN, "digest", "place", "kind"),
    "definitions": ("checklist", "title", "fingerprint", "runs", "standing"),
}  # fmt: skip
CORRECTIONS = ("amended", "retracted", "lost", "forked", "pending", "drafts")


class Table(NamedTuple):
    """A table: its name, its columns, and its rows as the collation has them."""

    name: str
    columns: tuple[str, ...]
    rows: list[Mapping[str, Any]]


def tables(values: Mapping[str, Any]) -> dict[str, Table]:
    """Every table of a collation."""
    rows = {name: values.get(name, []) for name in TABLES}
    rows["corrections"] = [{**row, "sort": sort} for sort in CORRECTIONS for row in values[sort]]
    return {name: Table(name, columns, list(rows[name])) for name, columns in TABLES.items()}


class Cells:
    """What stands in a cell, in one language."""

    def __init__(self, scene: Scene, values: Mapping[str, Any]) -> None:
        self.scene = scene
        self._words = scene.words["records"]
        self._texts = values["texts"]

    def head(self, column: str) -> str:
        """The name of a column."""
        return str(self._words["column"][column])

    def table(self, table: Table) -> list[list[str]]:
        """A table as rows of text, its heads first."""
        heads = [self.head(each) for each in table.columns]
        return [heads, *([self.said(table.name, each, row) for each in table.columns] for row in table.rows)]

    def said(self, table: str, column: str, row: Mapping[str, Any]) -> str:
        """One cell."""
        value = row.get(column)
        if column == "title":
            return self.title(row["checklist"])
        if column == "item":
            return self.item(row)
        if column == "question":
            return str(self._words["question"][row["kind"]]).format(**{**row, "item": self.item(row)})
        if column == "faults":
            return self.faults(row["faults"])
        if column in ("outcome", "result", "standing"):
            return str(self._words[column][value])
        if column in ("kind", "why", "sort"):
            return str(self._words[self._sorts(table, column)][value])
        if isinstance(value, bool):
            return str(self._words["yes-no"][value])
        return "" if value is None else str(value)

    def title(self, key: str) -> str:
        """A checklist's title; its key where nothing says more."""
        return self._in_language(self._texts.get(key, {}).get("title")) or key

    def item(self, row: Mapping[str, Any]) -> str:
        """What an item says; a pause point stands by its id."""
        name = row["item"] if "item" in row else row["node"].rpartition("/")[2]
        said = self._texts.get(row["checklist"], {}).get("items", {}).get(name)
        return self._in_language(said) or name

    def faults(self, faults: Iterable[Any]) -> str:
        """Why something was set aside."""
        from ..run.shape import Fault

        said = self.scene.words["record"]["faults"]
        return str(self.scene.words["due"]["join"]).join(Fault(*each).say(said) for each in faults)

    def _sorts(self, table: str, column: str) -> str:
        if column == "kind":
            return "personal" if table == "personal" else "exception"
        if column == "sort":
            return "clock" if table == "clocks" else "correction"
        return "unexpected" if table == "unexpected" else "why"

    def _in_language(self, text: Mapping[str, str] | None) -> str:
        return (text.get(self.scene.language) or next(iter(text.values()), "")) if text else ""
