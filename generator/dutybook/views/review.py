"""A review: what a difference means, section by section, in people's words."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..checklist.definition import SHOWN
from ..due import Occurrence
from ..model.organisation import Role
from ..review.deadlines import Deadline
from ..review.difference import Difference
from ..review.impact import Impact, Sheet, Stale
from ..review.reach import Reached
from .change_words import LONG
from .ink import Ink
from .review_changes import ChangeList, Entry, Group
from .review_names import Names
from .scene import Scene

HOWS = ("is", "does", "fills", "receives", "checks", "told", "takes-part")
RHYTHMS = (
    "day", "week", "month", "quarter", "half-year", "year", "occasion", "event", "ongoing", "rollout", "",
)  # fmt: skip


class Section(NamedTuple):
    """A part of a review: groups of entries, or a table (`columns`, `rows`). `folded`: of interest to few."""

    name: str
    title: str
    lead: str
    groups: list[Group]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    folded: bool = False


class Review(NamedTuple):
    """What a difference means: a title, what was compared, a summary, and the sections that have something to say.

    `colon` is how the language writes one.
    """

    title: str
    compared: str
    summary: str
    sections: list[Section]
    colon: str


class ReviewWords:
    """Says a difference and its impact in the language of two scenes, the old and the new handbook's.

    `site` is the address of the published site, for links; the handbook's own by default.
    """

    def __init__(
        self, difference: Difference, impact: Impact, scenes: tuple[Scene, Scene], ink: Ink, site: str = ""
    ) -> None:
        self.difference = difference
        self.impact = impact
        self.names = Names(scenes, ink, site or scenes[1].book.settings.site_url or "")
        self.ink = ink
        self.word = self.names.word
        self.days = self.names.says.new.days

    def review(self, old: str, new: str) -> Review:
        """The whole review. `old` and `new` say what was compared."""
        changes = ChangeList(self.names, self.difference.changes)
        sections = [
            self._section("roles", [Group("", self._roles())]),
            self._deadlines(),
            self._section("effort", [Group("", [*self._efforts()])]),
            self._section("changes", changes.groups(lambda each: each.matters, "substance")),
            self._section("wording", changes.groups(lambda each: each.stays, "wording")),
            self._section("sheets", [Group("", [self._sheet(each) for each in self.impact.sheets])]),
            self._section("stale", [Group("", [self._stale(each) for each in self.impact.stale])]),
            self._section("uncovered", [Group("", [*self._uncovered()])]),
            self._section("upkeep", changes.groups(lambda each: each.stays, "origin", "upkeep"), folded=True),
        ]
        shown = [each for each in sections if each.rows or any(group.entries for group in each.groups)]
        matters = any(each.matters for each in self.difference.changes) or bool(self.impact.deadlines)
        compared = self.word("compared", old=old, new=new, day=self.days.day(self.impact.day, year=True))
        summary = self._summary(matters=matters) if shown else self.word("nothing")
        return Review(
            self.word("title" if matters else "title-nothing"),
            compared,
            summary,
            shown,
            str(self.names.scenes[1].words["colon"]),
        )

    def _summary(self, *, matters: bool) -> str:
        found = {
            "roles": len({each.role for each in self.impact.reached}),
            "deadlines": len(self.impact.deadlines),
            "sheets": sum(bool(each.before) for each in self.impact.sheets),
            "stale": len(self.impact.stale),
            "uncovered": len(self.impact.uncovered),
        }
        words = self.names.words["counts"]
        counts = [words[name][number != 1].format(n=number) for name, number in found.items() if number]
        said = self.word("join").join(counts)
        return said if matters else " ".join(filter(None, (self.word("nothing-for-people"), said)))

    def _section(self, name: str, groups: list[Group], *, folded: bool = False) -> Section:
        words = self.names.words
        return Section(name, words["section"][name], words["lead"].get(name, ""), groups, folded=folded)

    def _table(self, name: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Section:
        heads = tuple(self.word(f"column.{each}") for each in columns)
        return self._section(name, [])._replace(columns=heads, rows=tuple(rows))

    def _roles(self) -> list[Entry]:
        by_role: dict[Role, list[Reached]] = {}
        for each in self.impact.reached:
            by_role.setdefault(each.role, []).append(each)
        return [Entry(self.names.role(role), tuple(self._ways(found))) for role, found in by_role.items()]

    def _ways(self, found: list[Reached]) -> Iterator[str]:
        """How a role is concerned: a line for each way and rhythm."""

        def order(each: Reached) -> tuple[int, int]:
            return HOWS.index(each.how), RHYTHMS.index(each.rhythm)

        for (how, rhythm), group in groupby(sorted(found, key=order), key=lambda each: (each.how, each.rhythm)):
            name = how if how in ("is", "does") else "other"
            yield self.word(
                f"role-line.{name}{'' if rhythm or how == 'is' else '-never'}",
                how=self.names.words["how"].get(how, ""),
                rhythm=self.names.words["rhythm"].get(rhythm, ""),
                titles=self.names.titles([each.node for each in group]),
            )

    def _deadlines(self) -> Section:
        rows = [
            (self.names.linked(each.duty), self._who(each), self._dates(each.before), self._dates(each.after))
            for each in self.impact.deadlines
        ]
        return self._table("deadlines", ("duty", "who", "before", "after"), rows)

    def _who(self, deadline: Deadline) -> str:
        side = self.names.side(deadline.duty)
        return side.join(side.title(role) for role in side.scene.book.roles_of(deadline.duty))

    def _dates(self, dates: Sequence[Occurrence]) -> str:
        return self.names.says.new.join(self._date(each) for each in dates) or self.word("no-date")

    def _date(self, at: Occurrence) -> str:
        said = self.days.day(at.due, year=at.due.year != self.impact.day.year, weekday=True)
        return self.word("provisional", day=said) if at.provisional else said

    def _efforts(self) -> Iterator[Entry]:
        for each in self.impact.efforts:
            before, after = round(each.before), round(each.after)
            sign = "+" if after > before else "−"
            said = self.word("effort-role", sign=sign, n=abs(after - before), before=before, after=after)
            yield Entry(self.word("line", field=self.names.role(each.role), said=said))
        for time in self.impact.each_time:
            said = self.word("effort-each", before=self._minutes(time.before), after=self._minutes(time.after))
            yield Entry(self.word("line", field=self.names.linked(time.duty), said=said))

    def _minutes(self, minutes: int | None) -> str:
        return self.word("nothing-set") if minutes is None else str(minutes)

    def _sheet(self, sheet: Sheet) -> Entry:
        node = sheet.new or sheet.old
        assert node is not None
        old, new = sheet.before[:SHOWN], sheet.after[:SHOWN]
        name = "sheet-new" if not old else "sheet-gone" if not new else "to"
        return Entry(self.word("line", field=self.names.linked(node), said=self.word(name, old=old, new=new)))

    def _stale(self, stale: Stale) -> Entry:
        says = self.names.says
        language = self.names.words["language"][stale.language]
        wording = stale.new.said[stale.language]
        said = says.new.quote(wording if len(wording) <= LONG else f"{wording[:LONG]}…")
        field = says.label(stale.path)
        line = self.word("stale-line", title=self.names.linked(stale.node), field=field, language=language, said=said)
        return Entry(line, (self.ink.say(f"{stale.new.mark.path}:{stale.new.mark.line}"),))

    def _uncovered(self) -> Iterator[Entry]:
        for clause in self.impact.uncovered:
            text = self.ink.say(self.names.scenes[1].wording(clause.text))
            yield Entry(self.word("clause", id=self.ink.link(clause.id, self.names.address(clause)), text=text))
