"""A role's workload in words and as plain values: figures, and everything that they rest on."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

from ..book import origin_of
from ..model.base import Originated
from ..model.organisation import CustomerClass
from ..model.shape import key_of
from ..workload import FieldDay, Group, Workload, deadlines, rounded, schedules_of, visits_a_month
from .due import DueWords
from .scene import Scene

KINDS = ("entered", "not-stated", "assumed", "provisional", "method")


class Remark(NamedTuple):
    """Something that the figures rest on. `kind`: assumed, not-stated, entered, method or provisional."""

    kind: str
    said: str


class WorkloadWords:
    """Says a workload in the language of a scene. `entered` are the fields of classes that the user gave."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.book = scene, scene.book
        self.due = DueWords(scene)

    def word(self, name: str, **values: object) -> str:
        """A word under `workload`."""
        return self.scene.word(f"workload.{name}", **values)

    def month(self, load: Workload) -> str:
        """The month with its year."""
        return self.word("month", y=load.month.year, m=load.month.month, month=self.due.month(load.month))

    def lines(self, load: Workload) -> list[str]:
        """The figures, a line each."""
        return [*self._time(load), *self._need(load), *self._load(load)]

    def _time(self, load: Workload) -> Iterator[str]:
        yield self.word("workdays", n=load.workdays)
        if load.day_minutes is not None and load.field_minutes is not None:
            hours = rounded(Fraction(load.field_minutes, 60))
            day = self.length(load.day_minutes)
            yield self.word("field-entered", day=day, minutes=load.field_minutes, hours=hours)
            return
        if load.field is None or load.field_minutes is None:
            yield self.word("no-field")
            return
        yield self.word(
            "field",
            day=self.length(load.field.minutes),
            leave=load.field.leave,
            back=load.field.back,
            blocks=self.blocks(load.field),
            minutes=load.field_minutes,
            hours=rounded(Fraction(load.field_minutes, 60)),
        )

    def length(self, minutes: int) -> str:
        """A length of time in hours and minutes."""
        hours, rest = divmod(minutes, 60)
        return self.word(
            "hours-minutes" if hours and rest else "hours-only" if hours else "minutes-only", h=hours, m=rest
        )

    def blocks(self, field: FieldDay) -> str:
        """What is fixed between leaving and returning; empty where nothing is."""
        said = self.word("list").join(
            self.word("block", start=each.start, what=self._what(each.entry), n=each.minutes) for each in field.blocks
        )
        return self.word("blocks", blocks=said) if said else ""

    def _what(self, entry: Any) -> str:
        said = self.scene.wording(entry.what).rstrip("。.")
        return said if self.scene.language == "zh" else said[:1].lower() + said[1:]

    def _need(self, load: Workload) -> Iterator[str]:
        if not load.classes:
            yield self.word("no-classes")
            return
        parts = [
            self.word(
                "part", group=self.scene.title(each), n=group.customers, visits=number(group.visits), need=number(need)
            )
            for each, group, need in zip(load.classes, load.groups, load.sums.needs, strict=True)
            if need is not None
        ]
        if not parts:
            known = any(group.visits is not None for group in load.groups)
            yield self.word("no-counts" if known else "no-visits", group=load.classes[0].id)
            return
        total = self.word("total", need=number(load.sums.need)) if len(parts) > 1 else ""
        total += self.word("a-day", n=rounded(load.sums.a_day)) if load.sums.a_day is not None else ""
        yield self.word("need", parts=self.word("join").join(parts), total=total)

    def _load(self, load: Workload) -> Iterator[str]:
        if load.sums.minutes is None:
            return
        yield self.word("minutes-per-visit", n=rounded(load.sums.minutes))
        if load.sums.load is None:
            yield self.word("no-load")
            return
        yield self.word(
            "load", percent=rounded(load.sums.load * 100), minutes=self._each_minutes(load), travel=load.travel or 0
        )
        if load.sums.load > 1:
            yield self.word("over", owner=self._owner(load))

    def _each_minutes(self, load: Workload) -> str:
        visited = [(each, group.minutes) for each, group, need in self._rows(load) if need]
        if len({minutes for _, minutes in visited}) == 1:
            return self.word("load-minutes", n=visited[0][1])
        return self.word("list").join(
            self.word("load-group", group=self.scene.title(each), n=minutes) for each, minutes in visited
        )

    def _rows(self, load: Workload) -> Iterable[tuple[CustomerClass, Group, Fraction | None]]:
        return zip(load.classes, load.groups, load.sums.needs, strict=True)

    def _owner(self, load: Workload) -> str:
        """Who owns the schedule and so the finding."""
        holder = load.field.schedule if load.field is not None else load.role
        owner = self.book.find("role", self.book.settled(holder, "owner")[0] or "", holder)
        return self.scene.title(owner) if owner is not None else self.word("owner-none")

    def remarks(self, load: Workload, *, entering: bool = False) -> list[Remark]:
        """Everything that the figures rest on. With `entering` the reader will enter counts, minutes and travel."""
        found = [
            remark for each, group, _ in self._rows(load) for remark in self._of_class(load, each, group, entering)
        ]
        if load.classes and not entering:
            found.append(
                self._remark("entered", "travel-entered", n=load.travel)
                if load.travel is not None
                else self._remark("not-stated", "travel-open")
            )
        found += self._of_field(load, entering)
        found += self._of_calendar(load) if not entering else []
        return sorted([*found, *self._of_method(load)], key=lambda each: KINDS.index(each.kind))

    def _remark(self, kind: str, name: str, **values: object) -> Remark:
        return Remark(kind, self.word(f"says.{name}", **values))

    def _of_class(self, load: Workload, each: CustomerClass, group: Group, entering: bool) -> Iterator[Remark]:
        title = self.scene.title(each)
        given = None if each.visits is None else visits_a_month(each.visits, load.month, load.workdays)
        if group.visits is not None and group.visits != given:
            yield self._remark("entered", "visits-entered", group=title, n=number(group.visits))
        elif each.visits is None:
            yield self._remark("not-stated", "visits-reader" if entering else "visits-open", group=title)
        else:
            rule = self.scene.when.say(each.visits, self.book, each)
            said = self.word("says.visits", group=title, rule=rule)
            if origin_of(each, "visits") == "assumed":
                yield Remark("assumed", self._because(said, each, "visits"))
        if not entering and group.customers is None:
            yield self._remark("not-stated", "customers-open", group=title)
        elif group.customers is not None and group.customers == each.customers:
            kind = "assumed" if origin_of(each, "customers") == "assumed" else "method"
            yield self._remark(kind, "customers-stated", group=title, n=group.customers)
        elif group.customers is not None:
            yield self._remark("entered", "customers-entered", group=title, n=group.customers)
        if group.minutes is None:
            yield self._remark("not-stated", "minutes-open", group=title)
        elif group.minutes != each.minutes:
            yield self._remark("entered", "minutes-entered", group=title, n=group.minutes)

    def _of_field(self, load: Workload, entering: bool) -> Iterator[Remark]:
        field = load.field
        if load.day_minutes is not None:
            yield self._remark("entered", "field-entered", n=load.day_minutes)
            return
        if field is None:
            yield self._remark("not-stated", "no-schedule-reader" if entering else "no-schedule")
            return
        if len(schedules_of(self.book, load.role)) > 1:
            yield self._remark("method", "schedule", title=self.scene.title(field.schedule))
        around = [each for each in field.schedule.entries if field.leave <= each.start < field.back]
        assumed = [(self._reason(each, name), each) for each in around if (name := _assumed(each))]
        for reason, run in groupby(sorted(assumed, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
            times = self.word("list").join(
                self.word("says.time", start=each.start, what=self._what(each)) for _, each in run
            )
            yield self._remark("assumed", "reason", what=self.word("says.times", times=times), reason=reason)
        for each in field.endless:
            yield self._remark(
                "method", "endless", what=self.word("says.time", start=each.start, what=self._what(each))
            )

    def _because(self, said: str, holder: Originated, attribute: str) -> str:
        return self.word("says.reason", what=said, reason=self._reason(holder, attribute))

    def _reason(self, holder: Originated, attribute: str) -> str:
        reason = holder.assumed.get(key_of(attribute), holder.assumed.get("reason"))
        if isinstance(reason, str):
            reason = self.book.get("assumption", reason, holder).reason
        return self.scene.wording(reason).rstrip("。.") if reason is not None else ""

    def _of_calendar(self, load: Workload) -> Iterator[Remark]:
        calendar = self.book.calendar(load.role.mark.path.split("/")[1])
        for year, run in groupby(load.provisional, key=calendar.missing_notice):
            days = list(run)
            first, last = self.due.day(days[0]), self.due.day(days[-1])
            said = first if len(days) == 1 else self.word("says.days", first=first, last=last)
            yield self._remark("provisional", "provisional", days=said, y=year)

    def _of_method(self, load: Workload) -> Iterator[Remark]:
        rules = [each.visits for each in load.classes if each.visits is not None]
        pers = {rule.per for rule in rules}
        applies = {
            "minimum": any(rule.at_least for rule in rules),
            "week": "week" in pers,
            "spread": bool(pers & {"quarter", "year"}),
            "daily": "day" in pers,
            "whole": True,
            "dated": True,
            "person": True,
        }
        yield from (self._remark("method", name) for name, holds in applies.items() if holds)

    def entry(self, load: Workload) -> dict[str, Any]:
        """The workload as plain values for programs. A fraction is exact text, with a rounded number beside it."""
        field = load.field
        return {
            "role": self.book.key[load.role],
            "month": f"{load.month:%Y-%m}",
            "workdays": load.workdays,
            "provisional": [day.isoformat() for day in load.provisional],
            "field": None
            if field is None
            else {
                "schedule": self.book.key[field.schedule],
                "leave": str(field.leave),
                "return": str(field.back),
                "blocks": [{"entry": each.entry.id, "minutes": each.minutes} for each in field.blocks],
                "minutes_a_day": field.minutes,
            },
            "field_minutes_a_day_entered": load.day_minutes,
            "field_minutes": load.field_minutes,
            "classes": [
                {
                    "class": self.book.key[each],
                    "customers": group.customers,
                    "visits_a_month": exact(group.visits),
                    "need": exact(need),
                    "minutes": group.minutes,
                }
                for each, group, need in self._rows(load)
            ],
            "travel": load.travel,
            "need": exact(load.sums.need),
            "visits_a_workday": figure(load.sums.a_day),
            "minutes_per_visit": figure(load.sums.minutes),
            "load": figure(load.sums.load, 3),
            "deadlines": {day.isoformat(): n for day, n in sorted(deadlines(self.book, load.role, load.month).items())},
            "assumptions": [{"kind": each.kind, "text": each.said} for each in self.remarks(load)],
        }


def _assumed(entry: Originated) -> str:
    """The field by which an entry's time is an assumption; empty where it is none."""
    return next((name for name in ("reason", "start", "end") if name in entry.assumed), "")


def number(value: Fraction | None) -> str:
    """A number of visits: whole, or with two decimals."""
    return "" if value is None else rounded(value, 2)


def exact(value: Fraction | None) -> str | None:
    """A fraction as text: 320, or 390/7."""
    return None if value is None else str(value)


def figure(value: Fraction | None, digits: int = 1) -> dict[str, Any] | None:
    """A fraction as exact text and as a rounded number."""
    return None if value is None else {"exact": str(value), "rounded": float(rounded(value, digits))}
