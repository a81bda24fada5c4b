"""What is due, in words: dates, kinds of day, the reasons for a shift; and as plain values for programs."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..calendar import Calendar, Day
from ..due import Due, Move, Occurrence
from ..effect import in_force_from
from ..limit import Limit
from ..model.base import Node
from ..model.organisation import Role
from ..model.time import Count, Every
from ..model.work import Duty
from .scene import Scene

KEYS = (
    "duty", "role", "title", "rule", "time", "form", "handed_to",
    "nominal", "due", "opens", "shifted", "reason", "provisional", "in_force", "kind",
)  # fmt: skip


class DueWords:
    """Says dates and what happened to them in the language of a scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._words = scene.words["due"]
        self._months = scene.words["when"]["point"]["months"]

    def weekday(self, day: date) -> str:
        """The weekday's name."""
        return str(self._words["weekdays"][day.weekday()])

    def month(self, day: date) -> str:
        """The name of a date's month."""
        return str(self._months[day.month - 1])

    def day(self, day: date, *, year: bool = False, weekday: bool = False) -> str:
        """A date in words, with its year and its weekday where asked for."""
        said = self._words["day-year" if year else "day"].format(
            y=day.year, m=day.month, d=day.day, month=self._months[day.month - 1]
        )
        if not weekday:
            return str(said)
        return f"{said}（{self.weekday(day)}）" if self.scene.language == "zh" else f"{self.weekday(day)} {said}"

    def pieces(self) -> dict[str, Any]:
        """What a script makes the same words of: date with year and weekday, then what kind of day it is."""
        said = self._words["day-year"]
        whole = f"{said}（{{weekday}}）" if self.scene.language == "zh" else f"{{weekday}} {said}"
        return {"said": f"{whole} · {{kind}}", "months": self._months, "weekdays": self._words["weekdays"]}

    def sort(self, day: Day) -> str:
        """What kind of day it is: a workday, a weekend, a holiday with its name."""
        name = self.scene.wording(day.name) if day.name is not None else ""
        return str(self._words["day-sort"][day.sort].format(name=name))

    def _why(self, day: Day, calendar_day: str) -> str:
        name = self.scene.wording(day.name) if day.name is not None else ""
        notice = day.notice.number if day.notice is not None else self._words["no-notice"]
        sort = day.sort if day.sort in self._words["is"] else "weekend"
        said, weekday = self._words["is"][sort], self._words["weekdays-full"][day.date.weekday()]
        return str(said.format(day=calendar_day, weekday=weekday, name=name, notice=notice))

    def _move(self, move: Move) -> str:
        back = move.to < move.day.date
        ways = self._words["way"]
        return str(
            self._words["move"][move.cause].format(
                why=self._why(move.day, self.day(move.day.date)),
                to=self.day(move.to, weekday=True),
                way=ways["previous" if back else "next"],
                other=ways["next" if back else "previous"],
            )
        )

    def reason(self, occurrence: Occurrence | Limit) -> str:
        """Why a date is not the one the rule names; empty where it is."""
        if not occurrence.moves:
            return ""
        return str(self._words["join"]).join(self._move(move) for move in occurrence.moves)

    def rule(self, duty: Duty) -> str:
        """The rule in words."""
        return "" if duty.when is None else self.scene.when.say(duty.when, self.scene.book, duty)

    def clock(self, item: Due) -> str:
        """The time of day in words; empty where there is none."""
        when = item.duty.when
        if item.clock is None or not isinstance(when, Every):
            return ""
        return str(self._words["at-clock" if when.at is not None else "by-clock"].format(clock=item.clock))

    def names(self, word: str, references: Iterable[str], near: Node) -> list[str]:
        """The titles of what some references name; `none` names nothing."""
        return [self.scene.title(self.scene.book.get(word, each, near)) for each in references if each != "none"]

    def forms(self, duty: Duty) -> str:
        """The forms of a duty in words."""
        forms = (self._words["form"].format(form=name) for name in self.names("form", duty.form, duty))
        return str(self._words["list"]).join(forms)

    def receivers(self, duty: Duty) -> str:
        """Those to whom the result is handed, in words."""
        return str(self._words["list"]).join(self.names("role", duty.handed_to, duty))

    def detail(self, duty: Duty) -> str:
        """The forms of a duty and those to whom the result goes, in a line: 《走访日志》 → 市场经理."""
        receivers = self.receivers(duty)
        handed = self.scene.word("due.handed", roles=receivers) if receivers else ""
        return " ".join(part for part in (self.forms(duty), handed) if part)

    def entry(self, item: Due) -> dict[str, Any]:
        """An item as plain values, the same in every format."""
        book, at = self.scene.book, item.at
        return {
            "duty": book.key[item.duty],
            "role": book.key[item.role],
            "title": self.scene.title(item.duty),
            "rule": self.rule(item.duty),
            "time": str(item.clock) if item.clock is not None else None,
            "form": [book.key[book.get("form", each, item.duty)] for each in item.duty.form if each != "none"],
            "handed_to": [
                book.key[book.get("role", each, item.duty)] for each in item.duty.handed_to if each != "none"
            ],
            "nominal": at.nominal.isoformat(),
            "due": at.due.isoformat(),
            "opens": at.opens.isoformat() if at.opens is not None else None,
            "shifted": at.due != at.nominal,
            "reason": self.reason(at),
            "provisional": at.provisional,
            "in_force": at.due >= (in_force_from(book, item.duty) or at.due),
            "kind": at.sort,
        }

    def whose(self, role: Role) -> str:
        """A role with its unit."""
        unit = self.scene.book.unit(role)
        title = self.scene.title(role)
        return title if unit is None else self.scene.word("due.head", role=title, unit=self.scene.title(unit))

    def heads(self) -> list[str]:
        """The heads of a table of entries."""
        return [str(self._words["csv"][key]) for key in KEYS]

    def row(self, entry: Mapping[str, Any]) -> list[str]:
        """An entry as the row of a table for people: forms, receivers and kinds by their names."""
        return [self._cell(key, entry[key]) for key in KEYS]

    def _cell(self, key: str, value: Any) -> str:
        if isinstance(value, bool):
            return str(self._words["yes-no"][value])
        if isinstance(value, list):
            word = "form" if key == "form" else "role"
            return str(self._words["list"]).join(self.names(word, value, self.scene.book.settings))
        if key == "kind":
            return str(self._words["kind"][value])
        return "" if value is None else str(value)

    def daily(self, duty: Duty) -> str:
        """Every day, or every workday."""
        workdays = isinstance(duty.when, Every) and duty.when.every == "workday"
        return str(self._words["every-workday" if workdays or isinstance(duty.when, Count) else "every-day"])

    def day_head(self, day: date, calendar: Calendar) -> str:
        """A date with its weekday and what kind of day it is: 2026-09-12 周六 · 周末."""
        return f"{day.isoformat()} {self.weekday(day)} · {self.sort(calendar.day(day))}"
