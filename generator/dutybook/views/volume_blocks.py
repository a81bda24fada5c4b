"""Blocks of pages (blocks.py) → plain values for a printed volume; what is open or assumed is gathered for its appendices."""

from collections.abc import Iterable, Sequence
from typing import Any

from .blocks import Callout, Fact, Facts, Listing, Prose, StepBlock, Subheading, Table
from .markup import Markup, escape
from .paper_flow import Flow, flow
from .scene import Scene

Values = dict[str, Any]
TO_FILL = [20, 34, 50]  # a table with a column to write in
SHORT = 22  # what is never longer gets a line of its own
LONGEST = 40  # letters of a word that a column is made wide enough for
SIGN = '<span class="db-mark"'  # a detail that only says that all of it is assumed


class Place:
    """A numbered section of a volume: where what is open or assumed was found. `label` is what others refer to."""

    def __init__(self, number: str, title: str, label: str) -> None:
        self.number, self.title, self.label = number, title, label
        self.open: list[str] = []


class Blocks:
    """Turns blocks into values. Reasons of assumptions are kept with the places they hold for, clauses as they come."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.because = scene.word("origin.assumed-because")
        self.places: list[Place] = []
        self.reasons: dict[str, dict[Place, None]] = {}
        self.clauses: dict[str, None] = {}

    def at(self, number: str, title: str, label: str) -> Place:
        """Begins a section; what is converted with it belongs to it."""
        self.places.append(Place(number, title, label))
        return self.places[-1]

    def values(self, blocks: Iterable[Any], base: str, place: Place) -> list[Values]:
        """Blocks as values, in order; pictures, tools and scripts of the site are left out."""
        found: list[Values] = []
        for block in blocks:
            for made in self._values(block, base, place):
                if found and made["k"] == found[-1]["k"] == "facts":
                    found[-1]["rows"] += made["rows"]
                else:
                    found.append(made)
        return found

    def _values(self, block: Any, base: str, place: Place) -> list[Values]:
        if isinstance(block, Facts):
            rows = [self._fact(fact, base, place) for fact in block.rows]
            return [{"k": "facts", "rows": rows}] if rows else []
        if isinstance(block, Table):
            return [self._table(block, base, place)]
        if isinstance(block, Prose):
            return self.prose(block.elements, base, place)
        if isinstance(block, Listing):
            items = Markup("<ul>{}</ul>").format(
                Markup().join(Markup("<li>{}</li>").format(each) for each in block.items)
            )
            return self.prose([items], base, place)
        if isinstance(block, Callout):
            return [
                {"k": "callout", "title": block.title, "flow": self._flow(Markup().join(block.elements), base, place)}
            ]
        if hasattr(block, "moments"):  # a day, however the site pictures it
            return [self._day(block.moments, base, place)]
        if isinstance(block, StepBlock):
            return [self._step(block, base, place)]
        if isinstance(block, Subheading):
            return [{"k": "subheading", "title": block.title}]
        return []

    def prose(self, elements: Sequence[Markup], base: str, place: Place) -> list[Values]:
        """Paragraphs."""
        said = self._flow(Markup().join(elements), base, place)
        return [{"k": "flow", "flow": said}] if said else []

    def _flow(self, html: Markup | str, base: str, place: Place, what: str = "") -> list[Values]:
        return self._noted(flow(html, base, self.because), place, what).paragraphs

    def _noted(self, made: Flow, place: Place, what: str) -> Flow:
        for reason in made.reasons:
            self.reasons.setdefault(reason.rstrip("。."), {})[place] = None
        self.clauses |= dict.fromkeys(made.clauses)
        if made.is_open and (what or not place.open):
            place.open.append(what or place.title)
        return made

    def _fact(self, fact: Fact, base: str, place: Place) -> Values:
        shown = fact.shown
        if shown.origin == "not-stated":
            place.open.append(fact.label)
            return {"label": fact.label, "flow": [_run(str(escape(shown.html)), o=True)]}
        said = self._flow(shown.html, base, place, fact.label)
        if shown.origin == "assumed":
            if said:
                said[-1]["r"].append({"t": "△", "a": True})
            reason = "".join(run["t"] for each in flow(shown.reason, base).paragraphs for run in each["r"])
            self.reasons.setdefault(reason.rstrip("。."), {})[place] = None
        return {"label": fact.label, "flow": said}

    def _table(self, table: Table, base: str, place: Place) -> Values:
        rows = [
            [self._flow(cell, base, place, head) for head, cell in zip(table.head, row.cells, strict=False)]
            for row in table.rows
        ]
        return {
            "k": "table",
            "kind": table.kind,
            "head": list(table.head),
            "rows": rows,
            "weights": TO_FILL if table.kind == "sheet" else _weights(table.head, rows),
        }

    def _day(self, moments: Iterable[Any], base: str, place: Place) -> Values:
        rows = []
        for each in moments:
            signs = [detail for detail in each.details if str(detail).startswith(SIGN)]
            time = Markup("<b>{}</b> {} {}{}").format(each.time, each.strictness, each.until, Markup().join(signs))
            details = Markup(" · ").join(detail for detail in each.details if detail not in signs)
            what = Markup("{}<br><small>{}</small>").format(each.what, details) if details else each.what
            rows.append([self._flow(time, base, place), self._flow(what, base, place)])
        head = [self.scene.word("column.when"), self.scene.word("column.what")]
        return {"k": "table", "kind": "day", "head": head, "rows": rows, "weights": [30, 100]}

    def _step(self, block: StepBlock, base: str, place: Place) -> Values:
        return {
            "k": "step",
            "number": block.number,
            "does": self._flow(block.does, base, place),
            "rows": [self._fact(fact, base, place) for fact in block.facts],
            "ways": [self._flow(way, base, place) for way in block.ways],
        }


def _run(said: str, **style: Any) -> Values:
    return {"k": "p", "n": 0, "r": [{"t": said, **style}]}


def _weights(head: Sequence[str], rows: Sequence[Sequence[list[Values]]]) -> list[int]:
    """How wide columns are beside each other: by what stands in them, the wide ones held back, none too narrow."""
    found = []
    for place, title in enumerate(head):
        lengths = [_length(row[place]) for row in rows if place < len(row)]
        longest = max(lengths, default=0)
        usual = longest + 2 if longest <= SHORT else sum(lengths) / len(lengths)
        words = [word for row in rows if place < len(row) for word in _words(row[place])]
        found.append(
            max(10, _wide(title) + 2, *(len(word) + 3 for word in words if len(word) < LONGEST), min(60, round(usual)))
        )
    return found


def _words(paragraphs: list[Values]) -> list[str]:
    """What cannot be broken: words in Latin letters."""
    return [word for each in paragraphs for run in each["r"] for word in run["t"].split() if word.isascii()]


def _length(paragraphs: list[Values]) -> int:
    return max((_wide("".join(run["t"] for run in each["r"])) for each in paragraphs), default=0)


def _wide(said: str) -> int:
    return sum(1 if ord(each) < 0x1100 else 2 for each in said)
