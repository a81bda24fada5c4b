"""The report of collated records as a page: figures, charts and lists. Nothing ranks people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from .due import DueWords
from .records_tables import Cells, Table, tables
from .scene import Scene

Values = Mapping[str, Any]
MOST = 300  # rows of a list on the page; the tables beside it hold all
SEGMENTS = {
    "complete": ("done", "early"),
    "late": ("late",),
    "begun": ("partial", "stopped", "unclear"),
    "missing": ("missing",),
}
# The sections of the page in order, each with its table and the columns that the page shows of it.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "by-role": ("role", "bar", "expected", "missing", "done", "early", "late", "partial", "stopped", "unclear"),
    "by-checklist": ("title", "bar", "expected", "missing", "done", "early", "late", "partial", "stopped", "unclear"),
    "by-day": ("day", "expected", "missing", "done", "early", "late", "partial", "stopped", "unclear"),
    "undone": ("day", "title", "person", "instead-of", "outcome"),
    "shifted": ("day", "title", "person", "outcome", "end"),
    "exceptions": ("day", "title", "person", "item", "kind", "reason"),
    "unsigned": ("day", "title", "person", "result", "run"),
    "items": ("title", "item", "asked", "missed", "no", "skipped", "open", "not-applicable", "seconds"),
    "questions": ("title", "question"),
    "occasional": ("title", "why", "runs", "complete"),
    "excused": ("day", "title", "person", "reason"),
    "unexpected": ("day", "title", "person", "result", "why"),
    "conflicts": ("day", "title", "person", "result", "run", "digest"),
    "corrections": ("day", "title", "person", "sort", "reason", "run"),
    "quarantined": ("sha256", "name", "claims", "faults"),
    "clocks": ("day", "title", "person", "sort", "start", "end", "run"),
    "personal": ("day", "title", "person", "place", "kind"),
    "definitions": ("title", "fingerprint", "runs", "standing"),
}
BY_KEY = ("by-checklist", "occasional", "definitions")  # where checklists stand by title and key
TITLED = ("by-checklist", "occasional", "unexpected", "conflicts", "items", "amended", "retracted")
SHORT = {"run": 8, "digest": 12, "sha256": 16, "fingerprint": 7}


def records_page(scene: Scene, values: Values, limits: Mapping[str, int]) -> dict[str, Any]:
    """The context of records.html.j2. `limits` are the figures from which on questions are asked."""
    return _Report(scene, values).page(limits)


class _Report:
    def __init__(self, scene: Scene, values: Values) -> None:
        self._scene = scene
        self._values = values
        self._words = scene.words["records"]
        self._dates = DueWords(scene)
        self._cells = Cells(scene, values)
        keys = {row["checklist"] for name in TITLED for row in values[name]}
        self._titles = Counter(self._cells.title(key) for key in keys)
        self._roles = Counter(self._role(row["role"]) for row in values["by-role"])
        self._is_one_year = values["from"][:4] == values["to"][:4]

    def page(self, limits: Mapping[str, int]) -> dict[str, Any]:
        values, words, totals = self._values, self._words, self._values["totals"]
        complete = totals["done"] + totals["early"] + totals["late"]
        share = words["share"].format(n=_percent(complete, totals["expected"]))
        lead = words["lead"].format(expected=totals["expected"], complete=complete, share=share)
        about = [each.format(**limits, outside=values["outside"]) for each in words["about"]]
        return {
            "language": self._scene.language,
            "title": words["title"].format(first=self._date(values["from"]), last=self._date(values["to"])),
            "lead": lead if totals["expected"] else words["lead-none"],
            "notes": [words["provisional"]] if values["provisional"] else [],
            "figures": [
                {"name": words["column"][name], "figure": totals[name]} for name in totals if name != "excused"
            ],
            "legend": [{"name": name, "text": words["legend"][name]} for name in SEGMENTS],
            "sections": [*self._filled(), {**self._empty("about"), "lines": about}],
        }

    def _filled(self) -> Iterator[dict[str, Any]]:
        """The sections that have something in them, then the titles of those that have nothing."""
        bare = []
        for section in self._sections():
            if section["rows"]:
                yield section
            else:
                bare.append(section["title"])
        if bare:
            yield {**self._empty("none"), "lines": bare}

    def _empty(self, name: str) -> dict[str, Any]:
        said = self._words["said"].get(name, "")
        title = self._words["section"][name]
        return {
            "name": name, "title": title, "said": said, "chart": None, "heads": [], "rows": [], "lines": [], "more": "",
        }  # fmt: skip

    def _sections(self) -> Iterator[dict[str, Any]]:
        known = tables(self._values)
        expected = known["expected"]
        known["undone"] = _only(expected, ("partial", "stopped", "unclear", "missing"))
        known["shifted"] = _only(expected, ("early", "late"))
        known["items"] = known["items"]._replace(rows=[row for row in known["items"].rows if row["missed"]])
        for name, columns in SECTIONS.items():
            section = self._section(name, known[name], columns)
            if name == "by-day" and section["rows"]:
                section["chart"] = self._chart(known[name].rows)
            yield section

    def _section(self, name: str, table: Table, columns: tuple[str, ...]) -> dict[str, Any]:
        rest = len(table.rows) - MOST
        columns = tuple(each for each in columns if each != "instead-of" or any(row[each] for row in table.rows))
        file = "expected.csv" if table.name == "expected" else f"{table.name}.csv"
        return {
            **self._empty(name),
            "heads": [{"name": each, "text": self._head(each)} for each in columns],
            "rows": [[self._cell(table.name, each, row) for each in columns] for row in table.rows[:MOST]],
            "more": self._words["more"].format(n=rest, file=file) if rest > 0 else "",
        }

    def _head(self, column: str) -> str:
        return self._cells.head("checklist" if column == "title" else column)

    def _cell(self, table: str, column: str, row: Values) -> dict[str, Any]:
        if column == "bar":
            return {"name": column, "text": self._words["bar"].format(**_sums([row])), "segments": _segments(row)}
        text, small = self._cells.said(table, column, row), ""
        if column == "day":
            text = self._day(row["day"])
        elif column == "title":
            small = row["checklist"] if table in BY_KEY or self._titles[text] > 1 else ""
            small = small if small != text else ""
        elif column == "role":
            text = self._role(row["role"])
            small = row["role"] if self._roles[text] > 1 and text != row["role"] else ""
        elif column in ("start", "end"):
            text = text.replace("T", " ") if table == "clocks" else text[:16].replace("T", " ")
        elif column in SHORT:
            text = text[: SHORT[column]]
        return {"name": column, "text": text, "small": small}

    def _role(self, key: str) -> str:
        role = self._scene.book.find("role", key, "")
        return self._scene.title(role) if role is not None else key

    def _date(self, said: str) -> str:
        return self._dates.day(date.fromisoformat(said), year=True)

    def _day(self, said: str) -> str:
        """A day of the stretch with its weekday, and with its year where the stretch has several or it lies outside."""
        is_plain = self._is_one_year and said[:4] == self._values["from"][:4]
        return self._dates.day(date.fromisoformat(said), year=not is_plain, weekday=True)

    def _chart(self, rows: list[Values]) -> dict[str, Any]:
        """The days as columns of parts, each as high as its share of the fullest day."""
        most = max(row["expected"] for row in rows)
        first, last = self._day(rows[0]["day"]), self._day(rows[-1]["day"])
        label = self._words["chart"].format(first=first, last=last, **_sums(rows))
        fullest = self._words["fullest"].format(n=most)
        columns = [
            {"x": 10 * place + 1, "title": self._column_title(row), "parts": list(_parts(row, most))}
            for place, row in enumerate(rows)
        ]
        return {
            "label": label,
            "width": 10 * len(rows),
            "columns": columns,
            "scale": list(dict.fromkeys((first, fullest, last))),
        }

    def _column_title(self, row: Values) -> str:
        return f"{self._day(row['day'])} {self._words['bar'].format(**_sums([row]))}"


def _only(table: Table, outcomes: tuple[str, ...]) -> Table:
    return table._replace(rows=[row for row in table.rows if row["outcome"] in outcomes])


def _sums(rows: Iterable[Values]) -> dict[str, int]:
    listed = list(rows)
    sums = {name: sum(row[each] for row in listed for each in group) for name, group in SEGMENTS.items()}
    return {"expected": sum(row["expected"] for row in listed), **sums}


def _segments(row: Values) -> list[dict[str, Any]]:
    """A bar of a hundred units: whole tenths, laid edge to edge."""
    found, done = [], 0
    for name, group in SEGMENTS.items():
        size = sum(row[each] for each in group)
        if size:
            left, right = (1000 * part // row["expected"] for part in (done, done + size))
            found.append({"name": name, "x": _tenths(left), "size": _tenths(right - left)})
        done += size
    return found


def _parts(row: Values, most: int) -> Iterator[dict[str, Any]]:
    done = 0
    for name, group in SEGMENTS.items():
        size = sum(row[each] for each in group)
        if size:
            low, high = (1080 * part // most for part in (done, done + size))
            yield {"name": name, "y": _tenths(1100 - high), "size": _tenths(high - low)}
        done += size


def _tenths(size: int) -> str:
    return f"{size // 10}.{size % 10}"


def _percent(part: int, whole: int) -> str:
    """So many of a hundred, with one decimal, rounded down: what is not whole never reads as whole."""
    return _tenths(1000 * part // whole) if whole else "0"
