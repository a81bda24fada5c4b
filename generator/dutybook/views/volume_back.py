"""The appendices of a volume: what is not stated, what is assumed and why, the clauses that it rests on."""

from collections.abc import Sequence

from ..model.organisation import Unit
from .scene import Scene
from .volume_blocks import Blocks, Place, Values


class Back:
    """Makes the appendices of what was gathered while the chapters were made."""

    def __init__(self, scene: Scene, unit: Unit, blocks: Blocks) -> None:
        self.scene, self.book, self.unit, self.blocks = scene, scene.book, unit, blocks
        self.made: list[Values] = []

    def word(self, name: str, **values: object) -> str:
        """A word under `volume`."""
        return self.scene.word(f"volume.{name}", **values)

    def chapters(self) -> list[Values]:
        """The appendices that have anything to say."""
        places = [place for place in self.blocks.places if place.open]
        reasons = {reason: found for reason, found in self.blocks.reasons.items() if reason}
        clauses = sorted(set(self.blocks.clauses), key=_clause_order)
        if places:
            self._appendix("open", [self._open_table(places)])
        if reasons:
            self._appendix("assumed", [self._reason_table(reasons)])
        if clauses:
            self._appendix("sources", [self._clause_table(clauses)])
        return self.made

    def _appendix(self, name: str, blocks: list[Values]) -> None:
        letter = "ABC"[sum(bool(each["appendix"]) for each in self.made)]
        number = self.word("appendix-number", letter=letter)
        self.blocks.at(number, self.word(f"appendix.{name}"), f"appendix-{name}")
        lead = [{"k": "flow", "flow": [{"k": "p", "n": 0, "r": [{"t": self.word(f"lead.{name}")}]}]}]
        self.made.append(
            {
                "number": number,
                "title": self.word(f"appendix.{name}"),
                "label": f"appendix-{name}",
                "blocks": lead + blocks,
                "sections": [],
                "appendix": letter,
            }
        )

    def _open_table(self, places: Sequence[Place]) -> Values:
        rows = []
        for place in places:
            what = self.word("list").join(dict.fromkeys(place.open))
            rows.append([_cell(place.number, place.label), _cell(place.title), _cell(what)])
        head = [self.word("clause"), self.word("name"), self.word("open")]
        return {"k": "table", "kind": "open", "head": head, "rows": rows, "weights": [22, 36, 46]}

    def _reason_table(self, reasons: dict[str, dict[Place, None]]) -> Values:
        rows = []
        for reason, found in reasons.items():
            runs: list[Values] = []
            for place in found:
                if place.number:
                    runs += [{"t": self.word("list")}] if runs else []
                    runs.append({"t": place.number, "to": place.label, "quiet": True})
            rows.append([_cell(reason), [{"k": "p", "n": 0, "r": runs or [{"t": "–"}]}]])
        return {
            "k": "table",
            "kind": "reasons",
            "head": [self.word("reason"), self.word("where")],
            "rows": rows,
            "weights": [56, 44],
        }

    def _clause_table(self, clauses: Sequence[str]) -> Values:
        rows = []
        for each in clauses:
            id_ = each.partition("#")[2]
            clause = self.book.get("clause", id_, self.unit)
            self.blocks.at(id_, id_, each)
            rows.append(
                [
                    [{"k": "p", "n": 0, "r": [{"t": id_, "b": True, "mark": each}]}],
                    _cell(self.scene.wording(clause.text)),
                ]
            )
        return {
            "k": "table",
            "kind": "clauses",
            "head": [self.word("clause"), self.word("says")],
            "rows": rows,
            "weights": [14, 90],
        }


def _cell(said: str, to: str = "") -> list[Values]:
    return [{"k": "p", "n": 0, "r": [{"t": said, **({"to": to, "quiet": False} if to else {})}]}]


def _clause_order(clause: str) -> tuple[str, int]:
    document, _, number = clause.partition("#")[2].partition("-")
    return document, int(number or 0)
