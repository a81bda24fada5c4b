"""What a code on a sheet turned out to name: in words, and as plain values for programs."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..checklist.definition import SHOWN, fingerprint
from ..history.git import Commit, NoHistory
from ..model.checklist import Checklist
from ..review.sheets import Side, sheet_changes
from ..review.trace import Carrier, Skipped, Traced, Trail
from .scene import Scene
from .sheet_changes import Group, SheetWords


class Search(NamedTuple):
    """What was asked for and where it was looked for.

    `named` is the checklist that the text of a QR code names, empty for a mere code. Without a trail, `no_history`
    says why the history could not be searched.
    """

    code: str
    named: str
    trail: Trail | None
    no_history: NoHistory | None

    @property
    def revisions(self) -> int:
        """How many revisions were looked at."""
        return self.trail.searched if self.trail is not None else 0

    @property
    def skipped(self) -> Sequence[Skipped]:
        """The revisions that could not be read."""
        return self.trail.skipped if self.trail is not None else ()

    @property
    def shallow(self) -> bool:
        """Whether the clone leaves out older revisions."""
        return self.trail is not None and self.trail.shallow


class Verdict:
    """A traced code in the language of a scene. `then` is the scene of the book in which the sheet was printed."""

    def __init__(self, search: Search, traced: Traced, scene: Scene, then: Scene | None) -> None:
        self.search = search
        self.traced = traced
        self.scene = scene
        self.then = then

    def word(self, key: str, **values: object) -> str:
        """A word under `verify`."""
        return self.scene.word(f"verify.{key}", **values)

    @property
    def status(self) -> str:
        """`current`, `outdated`, `mismatch` (the text names another checklist) or `unknown`."""
        if self.traced.issued is None:
            return "unknown"
        if self.is_misnamed:
            return "mismatch"
        return "current" if self.traced.is_current else "outdated"

    @property
    def is_misnamed(self) -> bool:
        """Whether the text names another checklist than the code."""
        issued = self.traced.issued
        return bool(self.search.named) and issued is not None and self.search.named != _key(issued)

    def groups(self) -> list[Group]:
        """What has changed since the sheet was printed."""
        issued, now = self.traced.issued, self.traced.now
        if issued is None or now is None or self.then is None:
            return []
        return SheetWords(issued, now, (self.then, self.scene)).groups(sheet_changes(issued, now))

    def text(self) -> str:
        """The verdict for people."""
        issued = self.traced.issued
        lines = self._unknown() if issued is None else self._known(issued)
        return "\n".join(lines) + "\n"

    def _known(self, issued: Side) -> list[str]:
        lines = [self._head(issued)]
        if self.is_misnamed:
            lines.append(self.word("mismatch", named=self.search.named, id=_key(issued)))
        now = self.traced.now
        if self.traced.is_current:
            lines.append(self.word("current"))
        elif now is None:
            lines.append(self.word("gone"))
        else:
            lines.append(self.word("outdated", code=fingerprint(*now)[:SHOWN]))
        lines += self._span()
        for place, group in enumerate(self.groups()):
            lines += ["", *([self.word("changes")] if place == 0 else []), f"  {group.title}"]
            lines += [f"    - {line}" for line in group.lines]
        return lines

    def _head(self, issued: Side) -> str:
        scene = self.then or self.scene
        checklist = issued.made.checklist
        version = _version(issued)
        return self.word(
            "sheet",
            code=self.traced.carriers[0].fingerprint[:SHOWN],
            title=scene.title(checklist),
            id=_key(issued),
            unit=scene.title(issued.book.unit(checklist)),
            version=self.word("version", version=version) if version else "",
        )

    def _span(self) -> list[str]:
        span = self.traced.span
        if span is None:
            return [] if self.search.no_history is not None else [self.word("uncommitted")]
        first, last = self._commit(span.first), self._commit(span.last)
        whole = self.traced.is_current or span.first == span.last
        lines = [
            self.word("since", first=first) if self.traced.is_current else self.word("from-to", first=first, last=last)
        ]
        if whole and not self.traced.is_current:
            lines = [self.word("only", commit=first)]
        if span.cut:
            lines.append(self.word("cut"))
        if self.traced.elsewhere:
            lines.append(self.word("elsewhere"))
        elif span.ended_by is not None:
            lines.append(self.word("ended-by", commit=self._commit(span.ended_by)))
        elif not self.traced.is_current:
            lines.append(self.word("ended-here"))
        return lines

    def _commit(self, commit: Commit) -> str:
        return self.word("commit", short=commit.short, date=commit.date, subject=commit.headline)

    def _unknown(self) -> list[str]:
        count = self.search.revisions
        searched = "" if not count else self.word("searched-one") if count == 1 else self.word("searched", n=count)
        reasons = [self._near(each) for each in self.traced.near]
        if self.search.no_history is not None:
            reasons.append(self.word(f"no-history.{self.search.no_history.why}", said=self.search.no_history.said))
        if self.search.skipped:
            reasons.append(self._unread())
        if self.search.shallow:
            reasons.append(self.word("shallow"))
        reasons.append(self.word("other"))
        head = self.word("unknown", code=self.search.code, searched=searched)
        return [head, self.word("why"), *(f"  - {reason}" for reason in reasons)]

    def _near(self, carrier: Carrier) -> str:
        found: Checklist | None = self.scene.book.find("checklist", carrier.key, "")
        title = self.scene.title(found) if found is not None else carrier.key
        return self.word("near", code=carrier.fingerprint[:SHOWN], title=title, id=carrier.key)

    def _unread(self) -> str:
        skipped = self.search.skipped
        commit, read = skipped[0]
        problem = self.word("missing")
        if read.problem is not None:
            problem = f"{read.problem.mark}: {read.problem.message(self.scene.language)}"
        name = "unread-one" if len(skipped) == 1 else "unread"
        return self.word(name, n=len(skipped), commit=self._commit(commit), problem=problem)

    def entry(self) -> dict[str, Any]:
        """The verdict for programs."""
        traced, search = self.traced, self.search
        issued, now, span = traced.issued, traced.now, traced.span
        return {
            "code": search.code,
            "status": self.status,
            "fingerprint": traced.carriers[0].fingerprint if issued is not None else None,
            "checklist": self._checklist(issued, self.then) if issued is not None else None,
            "named": search.named or None,
            "first": _plain(span.first) if span is not None else None,
            "last": _plain(span.last) if span is not None else None,
            "ended_by": _plain(span.ended_by) if span is not None and span.ended_by is not None else None,
            "other_branch": traced.elsewhere,
            "now": {**self._checklist(now, self.scene), "fingerprint": fingerprint(*now)} if now is not None else None,
            "changes": [_change(each) for each in sheet_changes(issued, now)] if issued and now else [],
            "says": [{"where": group.title, "what": group.lines} for group in self.groups()],
            "near": [{"code": each.fingerprint[:SHOWN], "checklist": each.key} for each in traced.near],
            "searched": {
                "revisions": search.revisions,
                "shallow": search.shallow,
                "skipped": [_skipped(each) for each in search.skipped],
                "no_history": search.no_history.why if search.no_history is not None else None,
            },
        }

    def _checklist(self, issued: Side, scene: Scene | None) -> dict[str, Any]:
        scene = scene or self.scene
        unit = issued.book.unit(issued.made.checklist)
        return {
            "id": _key(issued),
            "title": scene.title(issued.made.checklist),
            "unit": scene.title(unit),
            "version": _version(issued),
        }


def _key(side: Side) -> str:
    return side.book.key[side.made.checklist]


def _version(side: Side) -> str | None:
    version: str | None = side.book.settled(side.made.checklist, "version")[0]
    return version


def _plain(commit: Commit) -> Mapping[str, str]:
    return {"id": commit.id, "date": commit.date, "subject": commit.subject}


def _skipped(skipped: Skipped) -> dict[str, str | None]:
    commit, read = skipped
    problem = f"{read.problem.mark}: {read.problem.message()}" if read.problem is not None else None
    return {"id": commit.id, "date": commit.date, "reason": read.reason, "problem": problem}


def _change(change: Any) -> dict[str, Any]:
    return {
        **change._asdict(),
        "pause": change.pause or None,
        "item": change.item or None,
        "field": change.field or None,
    }
