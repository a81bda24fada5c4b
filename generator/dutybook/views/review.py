"""A review: what a difference means, section by section, in people's words."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..checklist.definition import SHOWN
from ..due import Occurrence
from ..model.base import Node
from ..model.kinds import WORD_OF
from ..model.organisation import Role
from ..review.deadlines import Deadline
from ..review.difference import Difference
from ..review.effort import Effort
from ..review.impact import Impact, Stale
from ..review.reach import Reached
from .change_words import LONG
from .ink import Ink
from .relying import relying
from .review_changes import ChangeList, Entry, Group
from .review_names import Names
from .scene import Scene

SINCE = ("both", "new", "old")
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
            self._section("effort", [Group("", [self._effort(each) for each in self.impact.efforts])]),
            self._section("changes", changes.groups(lambda each: each.matters, "substance")),
            self._section("wording", changes.groups(lambda each: each.stays, "wording")),
            self._section("sheets", [Group("", self._sheets())]),
            self._section("pages", [Group("", [*self._pages()])]),
            self._section("suspect", [Group("", self._suspect())]),
            self._section("stale", [Group("", [self._stale(each) for each in self.impact.stale])]),
            self._section("uncovered", [Group("", [*self._uncovered()])]),
            self._section("upkeep", changes.groups(lambda each: each.stays, "origin", "upkeep"), folded=True),
        ]
        shown = [each for each in sections if each.rows or any(group.entries for group in each.groups)]
        matters = any(each.matters for each in self.difference.changes) or bool(self.impact.deadlines)
        compared = self.word("compared", old=old, new=new, day=self.days.day(self.impact.day, year=True))
        summary = self._summary() if shown else self.word("nothing")
        return Review(
            self.word("title" if matters else "title-nothing"),
            compared,
            summary,
            shown,
            str(self.names.scenes[1].words["colon"]),
        )

    def _summary(self) -> str:
        found = {
            "roles": len({each.role for each in self.impact.reached}),
            "deadlines": len(self.impact.deadlines),
            "sheets": sum(bool(each.before and each.after) for each in self.impact.sheets),
            "stale": len(self.impact.stale),
            "uncovered": len(self.impact.uncovered),
        }
        words = self.names.words["counts"]
        counts = [words[name][number != 1].format(n=number) for name, number in found.items() if number]
        said = self.word("join").join(counts)
        if self.impact.reached or self.impact.deadlines:
            return said
        return self.word("blank").join(filter(None, (self.word("nothing-for-people"), said)))

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
            concerned = [*group]
            if how == "is":
                yield self.word(f"role-line.is-{concerned[0].since}")
                continue
            name = "does" if how == "does" else "other"
            yield self.word(
                f"role-line.{name}{'' if rhythm else '-never'}",
                how=self.names.words["how"].get(how, ""),
                rhythm=self.names.words["rhythm"].get(rhythm, ""),
                titles=self._named(concerned),
            )

    def _named(self, group: list[Reached]) -> str:
        """The titles of what reaches a role, each with a mark where it is new to the role or no longer concerns it."""
        marked = []
        for since, each in groupby(sorted(group, key=lambda one: SINCE.index(one.since)), key=lambda one: one.since):
            titles = self.names.titles([one.node for one in each])
            marked.append(titles if since == "both" else self.word(f"since.{since}", titles=titles))
        return self.word("join").join(marked)

    def _deadlines(self) -> Section:
        rows = [
            (
                self.names.linked(each.duty),
                self._who(each),
                self._dates(each.before, each),
                self._dates(each.after, each),
            )
            for each in self.impact.deadlines
        ]
        return self._table("deadlines", ("duty", "who", "before", "after"), rows)

    def _who(self, deadline: Deadline) -> str:
        side = self.names.side(deadline.duty)
        return side.join(side.title(role) for role in side.scene.book.roles_of(deadline.duty))

    def _dates(self, dates: Sequence[Occurrence], deadline: Deadline) -> str:
        said = self.names.says.new.join(self._date(each) for each in dates)
        return self.word("later", dates=said) if said and deadline.later else said or self.word("no-date")

    def _date(self, at: Occurrence) -> str:
        said = self.days.day(at.due, year=at.due.year != self.impact.day.year, weekday=True)
        return self.word("provisional", day=said) if at.provisional else said

    def _effort(self, effort: Effort) -> Entry:
        more = effort.after - effort.before
        numbers = {"before": effort.before, "after": effort.after, "n": abs(more)}
        said = self.word(
            "effort", sign="+" if more > 0 else "−", **{name: _round(each) for name, each in numbers.items()}
        )
        return Entry(self.word("line", field=self.names.role(effort.role), said=said))

    def _sheets(self) -> list[Entry]:
        """The sheets that have been printed and no longer hold; what is new or gone is told among the changes."""
        found = []
        for _, new, before, after in self.impact.sheets:
            if new is not None and before and after:
                said = self.word("to", old=before[:SHOWN], new=after[:SHOWN])
                found.append(Entry(self.word("line", field=self.names.linked(new), said=said)))
        return found

    def _pages(self) -> Iterator[Entry]:
        """The pages to read again, a line a kind."""
        by_kind: dict[str, list[Node]] = {}
        for node in self.impact.pages:
            by_kind.setdefault(WORD_OF[type(node)], []).append(node)
        for word, nodes in by_kind.items():
            kinds = self.names.words["kinds-of"][word] if len(nodes) > 1 else self.names.kind(word)
            kinds = kinds[0].upper() + kinds[1:]
            yield Entry(self.word("line", field=kinds, said=self.names.titles(nodes)))

    def _suspect(self) -> list[Entry]:
        """The words that rely on what changed and have stayed."""
        return [Entry(relying(self.names, each)) for each in self.impact.unconfirmed]

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


def _round(minutes: float) -> str:
    """Minutes to a tenth, without a nought after the point."""
    return f"{minutes:.1f}".removesuffix(".0")
