"""What falls due as data for scripts: `scripts/due-data.js`, one for each language, loaded by the pages that need it.

Nothing is reckoned in the browser: every day has its words and every duty its dates. `window.dutybookDue` is

    {
      "first": "2025-01-01", "last": "2027-12-31",   every date from the first to the last is known
      "days": ["2025年1月1日（周三）", …],            a wording for each date, in order
      "kinds": [{"text": "元旦放假", "work": false, "notice": "…"}, …],  the kinds of day there are; the notice, and
                                                     "special" for what is no ordinary workday or weekend, where so
      "kind": [0, …],                                which of `kinds` each date is, in order
      "own": {"tobacco": {"2026-12-24": 7}},         where a unit's day is of another of the `kinds`
      "provisional": [["2026-12-29", "2027-12-31"]], from when to when days hang on a notice that is missing
      "reasons": ["9月12日是周六，提前到9月11日（周五）", …],
      "dates": [{"2026-09-11": [{"nominal": "2026-09-12", "why": 0}]}, …],
                       schedules of dates, each used by one duty or many: for each due date what falls due on it (more
                       than one where shifts bring two together), with `from`, the first day it can be done, `nominal`
                       where it is another day, `why`, one of `reasons`, and `provisional`: each only where it holds
      "duties": {"tobacco/forecast-summary": {
          "title": …, "page": …, "rule": "每月12日前", "dates": 0 (of `dates`) or "daily": "workday" | "day",
          "sort": "deadline" | "window" | "period" | "count" | "daily", "clock": "17:00前", "critical": true, "assumed": true,
          "forms": [["《…》", page], …], "to": [["市场经理", page], …],
          "since": "2026-11-01" (days before are for comparison) or "begins": "2027-03-01" (nothing is due before)}},
      "roles": {"tobacco/customer-manager": {
          "title": …, "unit": …, "page": …, "calendar": page, "duties": [keys of `duties` by clock],
          "checklists": [{"title": …, "page": …, "run": page, "rule": …, "dates" or "daily" where it is used on certain days, "begins"}]}},
      "words": {…}                                   words of the interface, those under `dates.today-words`
    }

Pages are addresses from the folder of the language. A duty without `dates` and `daily` does not stand here.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from ..book import Book, origin_of, unit_of
from ..calendar import DAY, Calendar, Day
from ..checklist.compile import is_dated
from ..due import Due, Occurrence, occurrences, period_of, policy_of
from ..effect import begins_on, from_then, in_force_from
from ..model.checklist import Checklist
from ..model.organisation import Role
from ..model.time import Count, Every, When
from ..model.work import Duty
from .agenda import Agenda, agenda_of, opening
from .due import DueWords
from .role_due import role_due_path
from .run_page import run_path
from .scene import Scene

DATA = "scripts/due-data.js"


def due_script(scene: Scene) -> str:
    """The script that gives pages the data; its text is the same for the same handbook."""
    said = json.dumps(DueData(scene).whole(), ensure_ascii=False, separators=(",", ":"))
    # Harmless wherever it is pasted: no tag can end or begin in it.
    return f"window.dutybookDue = {said.replace('<', chr(92) + 'u003c')};\n"


def roles_shown(book: Book) -> list[Role]:
    """The roles somebody can look up on a day: those with duties that fall due, or with checklists."""
    agenda = agenda_of(book)
    return [
        role
        for role in book.roles
        if role.kind == "post" and (agenda.has_dates(role) or agenda.daily(role) or checklists_for(book, role))
    ]


def checklists_for(book: Book, role: Role) -> list[Checklist]:
    """The checklists of a role and of the role it acts as; what is private is nobody's business here."""
    known = book.derived.get("checklists-of-roles")
    if known is None:
        known = book.derived["checklists-of-roles"] = {
            each: book.find("role", each.role, each) for each in book.checklists if each.role and each.use != "private"
        }
    roles = [role, *([book.find("role", role.acts_as, role)] if role.acts_as else ())]
    return [each for each, its_role in known.items() if its_role in roles]


class DueData:
    """The values of the script in the language of a scene. Raises IndexError where the handbook lists no year."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.book = scene, scene.book
        self.agenda: Agenda = agenda_of(scene.book)
        self.words = DueWords(scene)
        self._kinds: dict[tuple[Any, ...], int] = {}
        self._kind_values: list[dict[str, Any]] = []
        self._reasons: dict[str, int] = {}
        self._dates: dict[str, int] = {}

    def whole(self) -> dict[str, Any]:
        """Everything."""
        agenda, common = self.agenda, self.book.calendar()
        days = agenda.days
        kind = [self._kind(common.day(day)) for day in days]
        own = {unit.id: self._own(self.book.calendar(unit.id), common, days) for unit in self.book.units}
        roles = roles_shown(self.book)
        duties = dict.fromkeys(duty for role in roles for duty in self._duties(role))
        return {
            "first": agenda.first.isoformat(),
            "last": agenda.last.isoformat(),
            "days": self.scene.kept.of(
                self.scene.tool("dates", agenda.first, agenda.last),
                lambda: [self.words.day(day, year=True, weekday=True) for day in days],
            ),
            "kind": kind,
            "own": {unit: found for unit, found in own.items() if found},
            "kinds": self._kind_values,
            "provisional": _stretches(day for day in days if common.is_provisional(day)),
            "duties": {self.book.key[duty]: self._duty(duty) for duty in duties},
            "roles": {self.book.key[role]: self._role(role) for role in roles},
            "reasons": list(self._reasons),
            "dates": [json.loads(each) for each in self._dates],
            "words": {
                **self.scene.words["dates"]["today-words"],
                "sign": self.scene.word("origin.sign"),
                "assumed": self.scene.word("dates.assumed"),
                "run": self.scene.word("run-page.run-now"),
                **{f"run-{state}": self.scene.word(f"run-page.kept.{state}") for state in ("open", "left", "handed")},
            },
        }

    def _kind(self, day: Day) -> int:
        key = (day.sort, day.name, day.notice)
        if key not in self._kinds:
            self._kinds[key] = len(self._kind_values)
            value: dict[str, Any] = {"text": self.words.sort(day), "work": day.work}
            if day.sort not in ("workday", "weekend"):
                value["special"] = True
                if not day.sort.startswith("own"):
                    value["notice"] = day.notice.number if day.notice is not None else self.scene.word("due.no-notice")
            self._kind_values.append(value)
        return self._kinds[key]

    def _own(self, calendar: Calendar, common: Calendar, days: Sequence[date]) -> dict[str, int]:
        if calendar.made_of == common.made_of:
            return {}
        return {day.isoformat(): self._kind(found) for day in days if (found := calendar.day(day)) != common.day(day)}

    def _one(self, duty: Duty) -> Due:
        """A duty on the first of its dates, also where it begins after the years shown."""
        known = self.agenda.dates(duty)
        if known:
            return known[0]
        when, first = cast("Every | Count", duty.when), self.agenda.first
        calendar = self.book.calendar(unit_of(duty))
        dates = occurrences(when, policy_of(self.book, duty), calendar, first, self.agenda.last)
        return Due(duty, self.book.roles_of(duty)[0], next(dates))

    def _duties(self, role: Role) -> list[Duty]:
        found = [*self.agenda.daily(role), *(duty for duty in self.book.duties_of(role) if self.agenda.dates(duty))]
        clocks = {duty: self._one(duty).clock for duty in found}

        def order(duty: Duty) -> tuple[int, str]:
            clock = clocks[duty]
            return int(clock) if clock is not None else 24 * 60, self.book.key[duty]

        return sorted(found, key=order)

    def _duty(self, duty: Duty) -> dict[str, Any]:
        one = self._one(duty)
        since, begins = in_force_from(self.book, duty), self._begins(duty)
        optional = {
            "clock": self.words.clock(one),
            "critical": duty.critical,
            "assumed": origin_of(duty, "when") == "assumed",
            "forms": [self._named("form", each, duty) for each in duty.form if each != "none"],
            "to": [self._named("role", each, duty) for each in duty.handed_to if each != "none"],
            "since": since.isoformat() if since is not None and since > self.agenda.first and not begins else "",
            "begins": begins,
        }
        return {
            "title": self.scene.title(duty),
            "page": self._page(duty),
            "rule": self.words.rule(duty),
            "sort": one.at.sort,
            **(
                {"dates": self._on(item.at for item in self.agenda.dates(duty))}
                if is_dated(duty)
                else {"daily": _daily(duty.when)}
            ),
            **{name: value for name, value in optional.items() if value},
        }

    def _begins(self, node: Duty | Checklist) -> str:
        """The day before which nothing is due, where it is among the days shown."""
        found = begins_on(self.book, node)
        return found.isoformat() if found is not None and found > self.agenda.first else ""

    def _named(self, word: str, reference: str, near: Duty) -> list[str]:
        node = self.book.get(word, reference, near)
        title = self.scene.title(node)
        return [self.scene.word("due.form", form=title) if word == "form" else title, self._page(node)]

    def _page(self, node: Any) -> str:
        return _address(self.scene.place(node)[0])

    def _on(self, dates: Iterable[Occurrence]) -> int:
        """The place of the dates of a rule among the schedules known."""
        found: dict[str, list[dict[str, Any]]] = {}
        for at in dates:
            opens, reason = opening(at), self.words.reason(at)
            values = {
                "from": opens.isoformat() if opens is not None else "",
                "nominal": at.nominal.isoformat() if at.nominal != at.due else "",
                "provisional": at.provisional,
            }
            said: dict[str, Any] = {name: value for name, value in values.items() if value}
            if reason:
                said["why"] = self._reasons.setdefault(reason, len(self._reasons))
            found.setdefault(at.due.isoformat(), []).append(said)
        return self._dates.setdefault(json.dumps(found), len(self._dates))

    def _role(self, role: Role) -> dict[str, Any]:
        unit, path = self.book.unit(role), role_due_path(self.book, role)
        return {
            "title": self.scene.title(role),
            "unit": self.scene.title(unit) if unit is not None else "",
            "page": self._page(role),
            **({"calendar": _address(path)} if path else {}),
            "duties": [self.book.key[duty] for duty in self._duties(role)],
            "checklists": [self._checklist(each) for each in checklists_for(self.book, role)],
        }

    def _checklist(self, checklist: Checklist) -> dict[str, Any]:
        when = checklist.when
        found: dict[str, Any] = {
            "title": self.scene.title(checklist),
            "page": self._page(checklist),
            "run": run_path(self.book, checklist),
            **({"begins": begins} if (begins := self._begins(checklist)) else {}),
        }
        if when is None:
            return found
        found["rule"] = self.scene.when.say(when, self.book, checklist)
        if not isinstance(when, Every | Count):
            return found
        if period_of(when) in ("day", "workday"):
            return found | {"daily": _daily(when)}
        calendar, policy = self.book.calendar(unit_of(checklist)), policy_of(self.book, checklist)
        first = from_then(self.book, checklist, self.agenda.first)
        dates = occurrences(when, policy, calendar, first, self.agenda.last)
        return found | {"dates": self._on(dates)}


def _address(path: str) -> str:
    return path.removesuffix(".md") + ".html"


def _daily(when: When | None) -> str:
    return "workday" if isinstance(when, Every | Count) and period_of(when) == "workday" else "day"


def _stretches(days: Iterable[date]) -> list[list[str]]:
    """Days in order as the first and last of each run."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][1] == DAY:
            runs[-1][1] = day
        else:
            runs.append([day, day])
    return [[each.isoformat() for each in run] for run in runs]
