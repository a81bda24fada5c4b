"""Somebody goes through a checklist: what is asked next, what the answer means, and the way back."""

from collections.abc import Mapping
from typing import Any

from ..run.personal import personal
from ..run.plan import Item, Pause
from ..run.standing import Whole, passes, standing
from ..run.values import Refused
from .console import Console
from .kept import Kept
from .say import Speaker
from .typed import SLASHES, Command, answer_of, command_of


class Left(Exception):
    """Somebody leaves the run as it is, to go on another time."""


class Session:
    """A run that is gone through, item by item. The cursor is where somebody went back to; None: wherever it goes on."""

    def __init__(self, kept: Kept, speaker: Speaker, console: Console) -> None:
        self.kept, self.speaker, self.console = kept, speaker, console
        self._cursor: str | None = None
        self._pause: str | None = None
        self._off: set[str] = set()

    def go(self) -> None:
        """Goes on until the run is closed. Raises Left, EOFError and KeyboardInterrupt where somebody leaves."""
        while not self.kept.state.closed:
            whole = standing(self.kept.state)
            chosen = self._cursor or whole.next or self._holding(whole)
            if chosen is None:
                self._finish()
                continue
            item = self.kept.state.plan.items[chosen]
            self._show(item, whole)
            while not self._asked(item):
                pass

    def once(self, item: Item) -> None:
        """Shows one item and asks until it is done with. Raises as `go` does."""
        self._cursor = item.id
        self._show(item, standing(self.kept.state))
        while not self._asked(item) and self._cursor == item.id:
            pass
        self._cursor = None

    def _holding(self, whole: Whole) -> str | None:
        """The item to go back to where a hold keeps everything else back."""
        if whole.held is None:
            return None
        self.console.say()
        self.console.say(self.speaker.word("holding", node=self.speaker.title(whole.held)), style="warn")
        node = self.kept.state.plan.nodes[whole.held]
        items = node.items if isinstance(node, Pause) else (node,)
        return next(each.id for each in items if not passes(self.kept.state, each, whole))

    def _show(self, item: Item, whole: Whole) -> None:
        """An item; before it the headings of pause points that are new or empty, and what does not apply."""
        pauses = [each.id for each in self.kept.state.plan.pauses]
        here = pauses.index(item.pause)
        last = pauses.index(self._pause) if self._pause is not None else -1
        for place in range(last + 1, here) if last < here else ():
            if whole.pauses[pauses[place]] == "empty":
                self.speaker.pause(self.kept.state.plan.pauses[place], whole)
        if last != here:
            self.speaker.pause(self.kept.state.plan.pauses[here], whole)
            self._pause = item.pause
        before = list(self.kept.state.plan.items.values())
        before = before[: before.index(item)]
        for other in before:
            if whole.items[other.id].state == "off" and other.id not in self._off:
                self._off.add(other.id)
                self.speaker.off(other)
        self.speaker.item(item, len(before) + 1, self.kept.state, keeps=self._cursor is not None)
        self.kept.look()

    def _asked(self, item: Item) -> bool:
        """Asks once; whether the item is done with."""
        words = self.speaker
        line = self.console.ask(words.word(f"prompt.{item.type}", unit=words.said["items"][item.id]["unit"]))
        try:
            command = command_of(line, words.words["commands"])
        except ValueError as error:
            self.console.say(words.word("no-command", word=error), 2, "warn")
            return False
        if command is not None:
            return self._obeyed(command, item)
        if not line:
            if self._cursor is not None and item.id in self.kept.state.answers:
                return self._forward(item)
            self.console.say(words.word("empty"), 2, "dim")
            return False
        value = answer_of(line, item, words.choices(item), words.words, self.kept.clock())
        return self._settled(item, {"do": "answer", "item": item.id, "value": value})

    def _settled(self, item: Item, event: Mapping[str, Any]) -> bool:
        if not self._tried(event):
            return False
        self.speaker.kept(item, self.kept.state)
        return self._forward(item)

    def _tried(self, event: Mapping[str, Any]) -> bool:
        """Does something; asks for a reason where one is needed. Nothing is done without it."""
        texts = [each for name in ("value", "reason") if isinstance(each := event.get(name), str)]
        if not all(self._may_be_kept(each) for each in texts):
            return False
        refused = self.kept.do(event)
        if refused is not None and refused.code == "reason-needed":
            reason = self.console.ask(self.speaker.word("prompt.reason"))
            if not reason or reason in ("?", "？") or reason[0] in SLASHES:
                self.console.say(self.speaker.word("cancelled"), 2, "dim")
                return False
            if not self._may_be_kept(reason):
                return False
            refused = self.kept.do({**event, "reason": reason})
        if refused is not None:
            self._refused(refused)
        return refused is None

    def _refused(self, refused: Refused) -> None:
        self.console.say(f"{self.console.marks.no} {self.speaker.refusal(refused)}", 2, "warn")

    def _may_be_kept(self, text: str) -> bool:
        """Whether a text may stand in the record, where it seems to hold somebody's number."""
        kinds = personal(text) if not self.kept.state.plan.private else []
        if not kinds:
            return True
        names = self.speaker.word("join").join(self.speaker.word(f"personal.{kind}") for kind in kinds)
        self.console.say(self.speaker.word("personal.warning", kinds=names), 2, "warn")
        return self._agreed(self.speaker.word("prompt.keep"))

    def _agreed(self, prompt: str) -> bool:
        return self.console.ask(prompt).casefold() in self.speaker.words["answers"]["yes"]

    def _obeyed(self, command: Command, item: Item) -> bool:
        """Does what a command says; whether the item is done with."""
        rest, said = command.rest, {"reason": command.rest} if command.rest else {}
        match command.name:
            case "back":
                return self._back(item)
            case "go":
                return self._jump(int(rest))
            case "skip" | "not-applicable":
                return self._settled(item, {"do": command.name, "item": item.id, **said})
            case "note":
                text = rest or self.console.ask(self.speaker.word("prompt.note"))
                if self._tried({"do": "note", "item": item.id, "value": text}):
                    self.console.say(self.speaker.word("note", text=text or "–"), 2, "dim")
                return False
            case "clear":
                self._cursor = item.id if self._tried({"do": "clear", "item": item.id, **said}) else self._cursor
                return self._cursor == item.id
            case "override":
                return self._overridden(item, said)
            case "save" | "stop" | "list":
                return self._left(command)
            case _:
                self.console.list(self.speaker.words["help"], style="dim")
        return False

    def _left(self, command: Command) -> bool:
        """What can be done at any time: look at everything, leave, or stop the run."""
        if command.name == "save":
            raise Left
        if command.name == "stop":
            return self._tried({"do": "stop", **({"reason": command.rest} if command.rest else {})})
        self.speaker.overview(self.kept.state)
        return False

    def _overridden(self, item: Item, said: Mapping[str, str]) -> bool:
        """Goes on past what holds everything later back: this item, or its pause point."""
        held = standing(self.kept.state).held
        if held not in (item.node, item.pause):
            self.console.say(self.speaker.word("refused.nothing-held"), 2, "warn")
            return False
        target = {"item": item.id} if held == item.node else {"pause": item.pause}
        if not self._tried({"do": "override", **target, **said}):
            return False
        self.console.say(self.speaker.word("overridden", node=self.speaker.title(held)), 2, "warn")
        self._cursor = None
        return True

    def _reachable(self) -> list[str]:
        """The items that somebody can go to: what applies and is held back by nothing."""
        items = standing(self.kept.state).items
        return [id_ for id_, each in items.items() if each.state not in ("off", "waiting") and not each.held]

    def _back(self, item: Item | None) -> bool:
        known = self._reachable()
        order = list(self.kept.state.plan.items)
        end = order.index(item.id) if item is not None else len(order)
        before = [id_ for id_ in known if order.index(id_) < end]
        if not before:
            self.console.say(self.speaker.word("at-the-start"), 2, "dim")
            return False
        self._cursor = before[-1]
        return True

    def _jump(self, place: int) -> bool:
        order = list(self.kept.state.plan.items)
        if not 1 <= place <= len(order) or order[place - 1] not in self._reachable():
            self.console.say(self.speaker.word("not-there", place=place), 2, "warn")
            return False
        self._cursor = order[place - 1]
        return True

    def _forward(self, item: Item) -> bool:
        """On to the next item: after a way back through what was answered since, up to the first open one."""
        if self._cursor is not None:
            order = list(self.kept.state.plan.items)
            after = [id_ for id_ in self._reachable() if order.index(id_) > order.index(item.id)]
            open_ = standing(self.kept.state).next
            self._cursor = after[0] if after and after[0] != open_ else None
        return True

    def _finish(self) -> None:
        """The end: what is not as it should be, the checker's signature, the completion call."""
        self.console.say()
        self.speaker.exceptions(self.kept.state)
        if self.kept.state.plan.checker and self.kept.state.checker is None and not self._signed():
            return
        self.console.say(self.speaker.word("call", text=self.speaker.said["completion"]), style="bold")
        line = self.console.ask(self.speaker.word("prompt.complete"))
        if line.casefold() in self.speaker.words["answers"]["yes"]:
            self._tried({"do": "complete"})
        elif not self._turned(line):
            self.console.say(self.speaker.word("empty"), 2, "dim")

    def _signed(self) -> bool:
        """Asks the checker to sign, once; whether to go on to the completion call."""
        words = self.speaker
        line = self.console.ask(words.word("prompt.checker", role=words.said["checker"]))
        if not line:
            return True
        if line.casefold() in (*words.words["answers"]["yes"], *words.words["answers"]["no"]):
            self._refused(Refused("not-an-id", said=line))
            return False
        return not self._turned(line) and self._tried({"do": "countersign", "by": line})

    def _turned(self, line: str) -> bool:
        """Whether a line at the end was a command: back, to an item, away."""
        try:
            command = command_of(line, self.speaker.words["commands"])
        except ValueError as error:
            self.console.say(self.speaker.word("no-command", word=error), 2, "warn")
            return True
        if command is None:
            return False
        if command.name in ("back", "go"):
            self._back(None) if command.name == "back" else self._jump(int(command.rest))
        elif command.name in ("save", "stop", "list"):
            self._left(command)
        else:
            self.console.list(self.speaker.words["help-end"], style="dim")
        return True
