"""Somebody corrects a record in a terminal: sees it, names the items that were wrong, answers them again, says why."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from ..run.plan import Item
from ..run.read import Record
from ..run.standing import standing
from ..run.values import Refused
from .correct import record_of_correction, taken_up
from .kept import Kept
from .say import Speaker
from .session import Left, Session
from .typed import SLASHES

Correct = Mapping[str, Any] | None


def amended(
    record: Record,
    by: str | None,
    reason: str | None,
    speaker: Speaker,
    words: Mapping[str, Any],
    now: Callable[[], datetime],
) -> Correct:
    """The record that corrects another; None where somebody leaves, and then nothing has happened.

    `by` and `reason` are asked for where they are None. `words` are those under `records`.
    """
    kept = taken_up(record, now)
    try:
        return _Amendment(record, kept, speaker, words).go(by, reason)
    except (Left, EOFError, KeyboardInterrupt) as end:
        if not isinstance(end, Left):
            speaker.console.plain("")
        speaker.console.say(words["amend"]["left"])
        return None


class _Amendment:
    def __init__(self, record: Record, kept: Kept, speaker: Speaker, words: Mapping[str, Any]) -> None:
        self._record, self._kept, self._speaker = record, kept, speaker
        self._words, self._results = words["amend"], words["result"]
        self._console = speaker.console

    def go(self, by: str | None, reason: str | None) -> Correct:
        """Asks for everything, until the completion call is made again."""
        self._head()
        why = self._reopened(by, reason)
        session = Session(self._kept, self._speaker, self._console)
        while (item := self._wrong()) is not None:
            session.once(item)
        session.go()
        self._speaker.outcome(self._kept.state)
        return record_of_correction(self._record, self._kept.state, why)

    def _head(self) -> None:
        values, words = self._record.values, self._words
        self._console.say(self._speaker.said["title"], style="bold")
        names = {name: values[name] for name in ("date", "performer")}
        self._console.say(words["head"].format(**names, result=self._results[values["result"]]))
        self._overview()

    def _overview(self) -> None:
        """Every item with its answer, its reason and its note."""
        state, speaker = self._kept.state, self._speaker
        whole = standing(state)
        self._console.say()
        for place, item in enumerate(state.plan.items.values(), 1):
            answer = state.answers.get(item.id)
            said = speaker.answer(item, answer.state, answer.value) if answer is not None else self._words["unanswered"]
            said = self._words["off"] if whole.items[item.id].state == "off" else said
            self._console.say(self._words["item"].format(place=place, text=speaker.text(item.id), answer=said), 2)
            self._console.list(self._beside(item), 6, "dim")

    def _beside(self, item: Item) -> list[str]:
        answer, note = self._kept.state.answers.get(item.id), self._kept.state.notes.get(item.id)
        reason = self._speaker.word("because", reason=answer.reason) if answer is not None and answer.reason else ""
        return [reason, self._speaker.word("note", text=note) if note else ""]

    def _reopened(self, by: str | None, reason: str | None) -> str:
        """Opens the run again, once who does so and why are known; the reason."""
        own = self._record.values["performer"]
        self._console.say()
        while True:
            who = by or self._console.ask(self._words["by"].format(performer=own)) or own
            why = reason or self._console.ask(self._words["reason"])
            refused = self._kept.do({"do": "amend", "by": who, "reason": why})
            if refused is None:
                return why
            self._console.say(self._speaker.refusal(refused), 2, "warn")
            if refused.code == "not-closed":
                raise Left
            by, reason = (None, why) if refused.code == "not-an-id" else (who, None)

    def _wrong(self) -> Item | None:
        """The next item that was wrong; None when all others are as they should be."""
        items = list(self._kept.state.plan.items.values())
        commands = self._speaker.words["commands"]
        self._console.say()
        while True:
            line = self._console.ask(self._words["which"].format(most=len(items)))
            word = line.lstrip(SLASHES).casefold()
            if not line:
                return None
            if word in commands["save"]:
                raise Left
            if word in commands["list"]:
                self._overview()
            elif not word.isdecimal() or not 1 <= int(word) <= len(items):
                self._console.say(self._words["no-item"].format(said=line, most=len(items)), 2, "warn")
            elif self._may_be_answered(items[int(word) - 1]):
                return items[int(word) - 1]

    def _may_be_answered(self, item: Item) -> bool:
        """Whether an item can be answered now; says why it cannot."""
        now = standing(self._kept.state).items[item.id]
        code = {"off": "not-asked", "waiting": "waiting"}.get(now.state) or ("held" if now.held else "")
        if code:
            self._console.say(self._speaker.refusal(Refused(code, now.held or item.node)), 2, "warn")
        return not code
