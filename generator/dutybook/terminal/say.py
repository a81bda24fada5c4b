"""What a run says: its head, its pause points, its items, its end. Every word comes from the payload or the words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..run.plan import Item, Pause
from ..run.shape import shown
from ..run.standing import Whole, exceptions, result, scores, standing
from ..run.state import State
from ..run.values import Refused
from .console import Console
from .width import width


class Speaker:
    """Says everything of a run in one language."""

    def __init__(self, payload: Mapping[str, Any], day: str, language: str, words: Mapping[str, Any], console: Console):
        self.payload, self.day, self.words, self.console = payload, day, words, console
        self.said = payload["words"][language]
        self.dated = payload["dates"][day]["words"][language]

    def word(self, key: str, /, **values: object) -> str:
        """A word of the interface, under `run`, by its dotted key."""
        found: Any = self.words
        for part in key.split("."):
            found = found[part]
        return str(found).format(**values)

    def head(self, *, kept: bool = True) -> None:
        """What is run, for which date, and how; `kept`: the answers go to the disk."""
        console, said = self.console, self.said
        console.say(said["title"], style="bold")
        console.list((self.dated["date"], said["role"]), indent=0)
        console.list((said["objective"], *said["hints"]), indent=0)
        console.say(self._identity(), style="dim")
        self._notes(said["before"])
        console.say(self.word("hint" if kept else "hint-unkept"), style="dim")

    def _notes(self, notes: Iterable[Mapping[str, Any]]) -> None:
        for each in notes:
            self.console.list((each["title"],), indent=0, style="bold")
            self.console.list(each["lines"], style="warn")

    def _identity(self) -> str:
        code = str(self.payload["fingerprint"])[:7]
        return self.word("identity", key=self.payload["checklist"], version=self.payload["version"] or "–", code=code)

    def pause(self, pause: Pause, whole: Whole) -> None:
        """The heading of a pause point."""
        said = self.said["pauses"][pause.id]
        done, of = whole.progress
        self.console.say()
        self.console.say(f"{self.console.marks.pause} {said['title']}", style="bold")
        parts = (self.word("progress", done=done, of=of), *said["notes"])
        self.console.say(self.word("between").join(part for part in parts if part), 2, "dim")
        self.console.list((said["hold"],), style="warn")
        if pause.id in self.dated["empty"]:
            self.console.say(self.dated["empty"][pause.id], 2)

    def item(self, item: Item, place: int, state: State, *, keeps: bool) -> None:
        """An item with everything that belongs to it; cautions come first. `keeps`: an empty line leaves its answer."""
        console, said = self.console, self.said["items"][item.id]
        lead = " ".join(part for part in (self._sign(item, said), f"{place}/{len(state.plan.items)}", "") if part)
        head = f"{lead} {said['text']}"
        console.say()
        console.list((said["lead"], said["hold"], self.dated["due"].get(item.id, "")), style="warn")
        console.say(head, style="bold", hang=min(width(lead) + 1, 8))
        if said["response"] and said["response"] != said["detail"]:
            console.say(self.word("response", text=said["response"]), 2)
        console.list((said["detail"], said["marks"], said["range"]))
        if item.type in ("choice", "multi-choice"):
            console.list((f"{number} {text}" for number, text in enumerate(self.choices(item).values(), 1)), hang=2)
        console.list(self._before(item, state, keeps=keeps), style="dim")

    def _sign(self, item: Item, said: Mapping[str, Any]) -> str:
        return f"{self.console.marks.critical}{said['critical']}" if item.critical else ""

    def _before(self, item: Item, state: State, *, keeps: bool) -> Iterator[str]:
        """What was said of an item so far."""
        answer = state.answers.get(item.id)
        if answer is not None:
            yield self.word("now-keeps" if keeps else "now", answer=self.answer(item, answer.state, answer.value))
            yield self.word("because", reason=answer.reason) if answer.reason else ""
        if item.id in state.notes:
            yield self.word("note", text=state.notes[item.id])

    def choices(self, item: Item) -> dict[str, str]:
        """The choices of an item in the order of its definition; in a journal their words stand in that of the alphabet."""
        said = self.said["items"][item.id]["choices"]
        return {id_: said[id_] for id_ in item.choices}

    def answer(self, item: Item, kind: str, value: Any) -> str:
        """An answer in words."""
        if kind != "answered":
            return self.word(f"state.{kind}")
        said = self.said["items"][item.id]
        if item.type == "confirm":
            return self.word(f"confirm.{value}")
        if item.type in ("choice", "multi-choice", "yes-no"):
            values = value if isinstance(value, list) else [value]
            return self.word("join").join(said["choices"].get(each, each) for each in values)
        return f"{value} {said['unit']}".strip() if item.type == "number" else str(value)

    def off(self, item: Item) -> None:
        """An item that does not apply, and why."""
        said = self.said["items"][item.id]
        self.console.say(
            self.word("off", mark=self.console.marks.off, text=said["text"], lead=said["lead"].rstrip("：:")), 2, "dim"
        )

    def kept(self, item: Item, state: State) -> None:
        """That an answer is safe, and how it was understood."""
        answer, marks = state.answers[item.id], self.console.marks
        done = answer.state == "answered" and answer.value != "no"
        sign = marks.done if done else marks.off if answer.state == "not-applicable" else marks.no
        self.console.say(f"{sign} {self.answer(item, answer.state, answer.value)}", 2)

    def refusal(self, refused: Refused) -> str:
        """Why something is refused, in words."""
        item = self.said["items"].get(refused.node.rpartition("/")[2], {})
        about = self.said["items"].get(refused.said, {}).get("text") or shown(refused.said)
        return self.word(
            f"refused.{refused.code}", node=self.title(refused.node), said=about, range=item.get("range", "")
        )

    def title(self, node: str) -> str:
        """An item or pause point by its name in the audit trail, in words."""
        pause, _, item = node.partition("/")
        found = self.said["items"].get(item) if item else self.said["pauses"].get(pause)
        return str((found or {}).get("text") or (found or {}).get("title") or node)

    def text(self, item: str) -> str:
        """What an item says."""
        return str(self.said["items"][item]["text"])

    def overview(self, state: State) -> None:
        """Every item with its sign: done, open, not done, not applicable."""
        whole, marks = standing(state), self.console.marks
        signs = {"answered": marks.done, "off": marks.off, "not-applicable": marks.off, "skipped": marks.no}
        for place, item in enumerate(state.plan.items.values(), 1):
            sign = signs.get(whole.items[item.id].state, marks.open)
            if whole.items[item.id].state == "answered" and state.answers[item.id].value == "no":
                sign = marks.no
            self.console.say(f"{sign} {place:2} {self.said['items'][item.id]['text']}", 2, hang=width(sign) + 4)

    def exceptions(self, state: State) -> int:
        """What was not as it should be, with the reasons; how many that were."""
        found = list(exceptions(state, standing(state))) if not state.plan.private else []
        for each in found:
            sign = self.console.marks.critical if each.critical else self.console.marks.no
            text = self.word(f"exception.{each.kind}", node=self.title(each.node), reason=each.reason or "")
            self.console.say(f"{sign} {text}", 2, hang=width(sign) + 1)
        return len(found)

    def outcome(self, state: State) -> None:
        """What the run came to; a self-check's score by its source's rule and nothing more."""
        for score in scores(state):
            self.console.say(self.word("score", n=score.opposite, of=score.of, answered=score.answered))
            verdict = self.said["scoring"][score.id][score.verdict] if score.verdict else self.word("undecided")
            self.console.say(verdict, style="bold")
        self._notes(self.said["help"])
        if not state.plan.private:
            whole = standing(state)
            n = len(list(exceptions(state, whole)))
            self.console.say(self.word(f"result.{result(state, whole)}", n=n), style="bold")

    def coming(self) -> None:
        """What comes up in the days after."""
        coming = self.dated["coming"]
        if coming is not None:
            self.console.say()
            self.console.say(coming["title"], style="dim")
            self.console.list(
                [coming["none"], *(f"{row['day']} {row['items']}" for row in coming["rows"])], style="dim"
            )
