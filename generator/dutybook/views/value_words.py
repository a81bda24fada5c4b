"""Values of the model in people's words: a role by its title, a rule as a phrase, a date as a date."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from ..model.base import Entity, Node, Text
from ..model.checklist import Condition, Range, Selected
from ..model.form import Form
from ..model.kinds import WORD_OF
from ..model.process import Limit
from ..model.rollout import After
from ..model.shape import alternatives, key_of, shape_of
from ..model.time import As, Clock, Count, Each, Event, Every, Span
from ..review.canon import kinds_of
from .due import DueWords
from .ink import Ink
from .scene import Scene

WHEN = (Every, Count, Event, Each, As)
SELECTS: tuple[type[Node], ...] = alternatives(Selected)
# Where the words for the values of a field stand.
VALUES = {
    "status": "status", "phase": "phase", "induction": "phase", "level": "authority", "strictness": "review.strictness",
    "stage": "stage", "mode": "verify.value.mode", "use": "verify.value.use", "ideal": "sheet.answers",
    "period": "review.period", "frequency": "review.period", "day-off": "when.policy.day-off",
    "missing-day": "when.policy.missing-day", "crossing": "when.policy.crossing",
    "counts-the-day": "when.policy.counts-the-day",
}  # fmt: skip
# Fields that need not be set.
WITHOUT = frozenset(("source", "note", "reason", "supersedes", "number", "version", "aliases", "also"))
# The same for fields whose values depend on the class that has them.
OF_CLASS = {
    ("Role", "kind"): "role-kind", ("Form", "kind"): "form-kind", ("Topic", "kind"): "topic-kind",
    ("Column", "type"): "column-type", ("Item", "type"): "verify.value.type",
}  # fmt: skip


class ValueWords:
    """Says values of one handbook in the language of its scene."""

    def __init__(self, scene: Scene, ink: Ink) -> None:
        self.scene = scene
        self.ink = ink
        self.days = DueWords(scene)

    def word(self, key: str, **values: object) -> str:
        """A word under `review`."""
        return self.scene.word(f"review.{key}", **values)

    def join(self, parts: Iterable[str]) -> str:
        """The parts of a list."""
        return self.word("list").join(parts)

    def quote(self, said: str) -> str:
        """Words that people wrote, in quotation marks and without a full stop."""
        return self.word("quote", said=self.ink.say(said.strip().rstrip("。.")))

    def title(self, node: Any) -> str:
        """What a thing is called; forms stand in their own marks in Chinese."""
        names = self.scene.words["review"]["name"]
        word = WORD_OF[type(node)]
        if word in names:
            return str(names[word]).format(year=getattr(node, "year", ""))
        title = self.ink.say(self.scene.title(node))
        return f"《{title}》" if isinstance(node, Form) and self.scene.language == "zh" else title

    def field(self, value: Any, key: str, holder: Node) -> str:
        """The value of an object's field."""
        kinds = kinds_of(type(holder)).get(attribute_of(holder, key), ())
        if value is None and isinstance(holder, Entity):
            value = self.scene.book.settled(holder, attribute_of(holder, key))[0]  # the unit's default
        if value is None or value == ():
            return self.nothing(key)
        if isinstance(value, tuple):
            return self.join(self._one(each, key, holder, kinds) for each in value)
        return self._one(value, key, holder, kinds)

    def nothing(self, key: str) -> str:
        """What is said where a field has no value: nobody has set it, or there simply is none."""
        return str(self.scene.words["none"]) if key in WITHOUT else self.word("nothing-set")

    def names(self, references: Iterable[str], kinds: tuple[str, ...], holder: Node) -> list[str]:
        """What some references name."""
        return [self._name(each, kinds, holder) for each in references]

    def about(self, node: Node) -> str:
        """A member of a list by what it is about: its first text, or what it first names."""
        if isinstance(node, SELECTS):
            return self._selected(node)
        kinds = kinds_of(type(node))
        for shape in shape_of(type(node)):
            value = getattr(node, shape.attribute)
            if isinstance(value, Text):
                return self.quote(self.scene.wording(value))
            if isinstance(value, date):
                return self.days.day(value, year=True)
            if isinstance(value, str) and shape.attribute in kinds:
                return self.quote(self._name(value, kinds[shape.attribute], node))
        return self.ink.say(str(getattr(node, "id", "")))

    def _one(self, value: Any, key: str, holder: Node, kinds: tuple[str, ...]) -> str:
        found = self._phrase(value, holder)
        if found is not None:
            return found
        if isinstance(value, Text):
            return self.quote(self.scene.wording(value))
        if isinstance(value, date):
            return self.days.day(value, year=True)
        if isinstance(value, Node):
            return self.title(value) if type(value) in WORD_OF else self.about(value)
        if kinds and isinstance(value, str):
            return self._name(value, kinds, holder)
        group = OF_CLASS.get((type(holder).__name__, key), VALUES.get(key))
        if group is not None:
            return self._chosen(group, value)
        if key == "minutes":
            return self.scene.when.amount(value, key)
        if key == "within" and not isinstance(value, Node):
            return self.scene.when.within(value)
        if isinstance(value, bool):
            return str(self.scene.words["yes" if value else "no"]).lower()
        return self.ink.say(str(value))

    def _chosen(self, group: str, value: object) -> str:
        found: Any = self.scene.words
        for part in group.split("."):
            found = found[part]
        return str(found[str(value).lower() if isinstance(value, bool) else str(value)])

    def _phrase(self, value: Any, holder: Node) -> str | None:
        """A rule, a length of time, a range or a condition as a phrase; None for anything else."""
        if isinstance(value, WHEN):
            return self.ink.say(self.scene.when.say(value, self.scene.book, holder))
        if isinstance(value, Span):
            return self.scene.when.span(value)
        if isinstance(value, Limit):
            return self.scene.when.amount(value.amount, value.unit)
        if isinstance(value, Clock):
            return str(value)
        if isinstance(value, After):
            lag = self.scene.when.span(value.lag) if value.lag is not None else ""
            name = self._name(value.after, ("stage",), holder)
            return self.word("after-lag" if lag else "after", stage=name, lag=lag)
        if isinstance(value, Range):
            ends = "both" if None not in (value.min, value.max) else "min" if value.max is None else "max"
            return self.scene.word(f"verify.value.range.{ends}", min=value.min, max=value.max)
        if isinstance(value, Condition):
            name = next(each for each in ("is_", "above", "below") if getattr(value, each) is not None)
            shown = getattr(value, name)
            return self.scene.word(f"verify.value.condition.{key_of(name)}", item=value.item, value=shown)
        return None

    def _name(self, reference: str, kinds: tuple[str, ...], holder: Node) -> str:
        if reference == "none":
            return str(self.scene.words["none"])
        found = self.scene.book.find_any(kinds, reference, holder)
        return self.ink.say(reference) if found is None else self.title(found)

    def _selected(self, node: Node) -> str:
        attribute = next(iter(vars(type(node))["__annotations__"]))
        value, key = getattr(node, attribute), key_of(attribute)
        kinds = kinds_of(type(node)).get(attribute, ())
        name = self.word("quote", said=self._name(value, kinds, node)) if kinds else str(value)
        if key == "each":
            name = str(self.scene.words["when"]["each"][value])
        elif key == "induction":
            name = str(self.scene.words["phase"][value])
        return self.word(f"select.{key}", name=name)


def attribute_of(holder: Node, key: str) -> str:
    """The attribute that a key of the YAML stands for."""
    return next((shape.attribute for shape in shape_of(type(holder)) if shape.key == key), key)
