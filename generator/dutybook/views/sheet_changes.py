"""The difference between two sheets in people's words: lines, grouped by pause point."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from ..due import Policy
from ..model.shape import key_of
from ..review.sheets import Plain, SheetChange, Side
from .scene import Scene

TEXTS = frozenset(("title", "objective", "completion", "text", "response", "unit"))
CHOSEN = frozenset(("use", "mode", "type", "source"))
YES_OR_NO = frozenset(("hold", "critical", "due"))
NAMES = {"checker": "role", "by": "role", "role": "role", "forms": "form", "receivers": "role", "duty": "duty"}
TEXT_LISTS = frozenset(("detail", "choices"))


class Group(NamedTuple):
    """What changed in one pause point (its title), or in the checklist as a whole."""

    title: str
    lines: list[str]


class SheetWords:
    """Says what is different between two sheets. The scenes are the old and the new book in one language."""

    def __init__(self, old: Side, new: Side, scenes: tuple[Scene, Scene]) -> None:
        self.sides = (old, new)
        self.scenes = scenes
        self.words: Mapping[str, Any] = scenes[1].words["verify"]

    def word(self, key: str, **values: object) -> str:
        """A word under `verify`."""
        return self.scenes[1].word(f"verify.{key}", **values)

    def groups(self, changes: Iterable[SheetChange]) -> list[Group]:
        """The lines of some changes, by pause point, in their order."""
        found: dict[str, Group] = {"": Group(self.word("change.whole"), [])}
        for change in changes:
            whole = change.what in ("added", "removed") and not change.item
            pause = "" if whole else change.pause
            group = found.get(pause)
            if group is None:
                group = found[pause] = Group(self._pause(pause), [])
            group.lines.extend(self.lines(change))
        return [group for group in found.values() if group.lines]

    def lines(self, change: SheetChange) -> list[str]:
        """A change in words; a text that changed in two languages takes a line for each."""
        if change.what in ("added", "removed"):
            plain = change.new if change.what == "added" else change.old
            if change.item:
                return [self.word(f"change.{change.what}", item=self._quoted(plain["text"]))]
            items = self._join(self._quoted(item["text"]) for item in plain["items"])
            with_ = self.word("change.with", items=items) if items else ""
            return [self.word(f"change.pause-{change.what}", title=self._said(plain["title"]), items=with_)]
        if change.what == "moved":
            return [self.word("change.moved", item=self._item(change.item), old=self._said(change.old["title"]))]
        if change.what == "order":
            name = self._item if change.pause else lambda id_: self._quote(self._pause(id_))
            return [self.word("change.order", items=self._join(name(each) for each in change.new))]
        return [self._placed(change, said) for said in self._field(change)]

    def _placed(self, change: SheetChange, said: str) -> str:
        """What changed of a field, with the field's name and the item it belongs to."""
        field = self.word(f"field.{change.field}")
        own = self.scenes[1].language
        # An item whose wording changed would be named by a wording that stands there anyway.
        if not change.item or (change.field == "text" and change.old.get(own) != change.new.get(own)):
            return self.word("change.field", field=field, said=said)
        return self.word("change.item-field", item=self._item(change.item), field=field, said=said)

    def _field(self, change: SheetChange) -> list[str]:
        """What changed of a field: old and new value, or what its list gained and lost."""
        if change.field in YES_OR_NO:
            return [self.word(f"change.{'on' if change.new else 'off'}")]
        if change.field in TEXT_LISTS:
            return self._texts(change.old or [], change.new or [])
        if change.field in ("forms", "receivers", "by"):
            return self._names(change)
        if change.field == "names":
            return self._titles(change.old or {}, change.new or {})
        if change.field == "around":
            return [self.word("change.another")]
        if change.field in TEXTS and change.old and change.new:
            return self._wordings(change.old, change.new)
        return [self.word("change.to", old=self._value(0, change), new=self._value(1, change))]

    def _texts(self, old: list[Plain], new: list[Plain]) -> list[str]:
        """What changed in a list of texts or choices: wordings where one stands for another, else gains and losses."""
        gone, came = [each for each in old if each not in new], [each for each in new if each not in old]
        chosen = {each["id"]: each for each in gone if "id" in each}
        pairs = [(chosen[each["id"]], each) for each in came if each.get("id") in chosen]
        if not chosen and len(gone) == len(came):
            pairs = list(zip(gone, came, strict=True))
        said = [line for one, other in pairs for line in self._wordings(one.get("text", one), other.get("text", other))]
        lost = [self._quoted(each.get("text", each)) for each in gone if all(each is not one for one, _ in pairs)]
        gained = [self._quoted(each.get("text", each)) for each in came if all(each is not two for _, two in pairs)]
        return [*said, *self._gains(lost, gained)] or [self.word("change.list-order")]

    def _names(self, change: SheetChange) -> list[str]:
        old, new = change.old or [], change.new or []
        word = NAMES[change.field]
        lost = [self._name(0, word, key) for key in old if key not in new]
        gained = [self._name(1, word, key) for key in new if key not in old]
        if lost and gained and len(lost) == len(old) and len(gained) == len(new):
            return [self.word("change.to", old=self._join(lost), new=self._join(gained))]
        return self._gains(lost, gained) or [self.word("change.list-order")]

    def _titles(self, old: Plain, new: Plain) -> list[str]:
        """The titles on the sheet that were changed; what is named no more, or newly, stands with its item."""
        found = []
        for kind in sorted({*old, *new}):
            one, other = old.get(kind, {}), new.get(kind, {})
            for key in sorted({*one} & {*other}):
                if one[key] != other[key]:
                    found += self._wordings(one[key], other[key])
        return found

    def _gains(self, lost: list[str], gained: list[str]) -> list[str]:
        found = [self.word("change.removed", item=self._join(lost))] if lost else []
        return found + ([self.word("change.added", item=self._join(gained))] if gained else [])

    def _join(self, parts: Iterable[str]) -> str:
        return self.word("change.list").join(parts)

    def _wordings(self, old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
        """The old and new wording in each language in which they differ; the scene's own language needs no mark."""
        own = self.scenes[1].language
        found = []
        for language in sorted({*old, *new}, key=lambda each: each != own):
            if old.get(language) != new.get(language):
                one, other = (
                    self._quote(said) if said else self.word("value.nothing")
                    for said in (old.get(language), new.get(language))
                )
                said = self.word("change.to", old=one, new=other)
                name = self.words["language"][language]
                found.append(said if language == own else self.word("change.in-language", said=said, language=name))
        return found

    def _value(self, place: int, change: SheetChange) -> str:
        """A field's old (place 0) or new (1) value in words."""
        value = (change.old, change.new)[place]
        if value is None:
            return self.word("value.nothing")
        if change.field in TEXTS:
            return self._quoted(value)
        if change.field in CHOSEN:
            return self.word(f"value.{change.field}.{value}")
        if change.field in NAMES:
            return self._name(place, NAMES[change.field], value)
        say = SAYS.get(change.field)
        return say(self, place, change, value) if say is not None else str(value)

    def _range(self, place: int, change: SheetChange, value: Plain) -> str:
        least, most = value.get("min"), value.get("max")
        ends = "both" if None not in (least, most) else "min" if most is None else "max"
        return self.word(f"value.range.{ends}", min=least, max=most)

    def _condition(self, place: int, change: SheetChange, value: Plain) -> str:
        name = next(each for each in ("is", "above", "below") if each in value)
        other = next((line for line in self.sides[place].made.lines if line.id == value["item"]), None)
        choices = other.said.choices if other is not None and other.said is not None else ()
        scene = self.scenes[place]
        chosen = next((scene.wording(each.text) for each in choices if each.id == value[name]), value[name])
        item = scene.wording(other.text) if other is not None else value["item"]
        return self.word(f"value.condition.{name}", item=item.rstrip("。."), value=chosen)

    def _when(self, place: int, change: SheetChange, value: Plain) -> str:
        scene, made = self.scenes[place], self.sides[place].made
        key = (change.old, change.new)[place]
        line = next((each for each in made.lines if each.id == change.item), None)
        near = line.duty if line is not None else made.checklist
        if near is None or near.when is None:
            return str(key)
        return scene.when.say(near.when, scene.book, near)

    def _policy(self, place: int, change: SheetChange, value: list[Any]) -> str:
        says = self.scenes[1].words["when"]["policy"]
        named = zip(Policy._fields, value, strict=True)
        other = (change.new, change.old)[place] or [None] * len(value)
        told = [
            str(says[key_of(name)][str(each).lower()])
            for (name, each), theirs in zip(named, other, strict=True)
            if each != theirs
        ]
        return self.word("change.join").join(told)

    def _ideal(self, place: int, change: SheetChange, value: str) -> str:
        return str(self.scenes[1].words["sheet"]["answers"][value])

    def _name(self, place: int, word: str, key: str) -> str:
        scene = self.scenes[place]
        found = scene.book.find(word, key, "")
        if found is None:
            return key
        title = scene.title(found)
        return f"《{title}》" if word == "form" and scene.language == "zh" else title

    def _pause(self, id_: str) -> str:
        """The title of a pause point: of the new sheet, or of the old one where it is gone."""
        for place in (1, 0):
            for stop in self.sides[place].made.stops:
                if stop.pause.id == id_:
                    return self.scenes[place].wording(stop.pause.title)
        return id_

    def _item(self, id_: str) -> str:
        """The quoted wording of an item, as _pause."""
        for place in (1, 0):
            for line in self.sides[place].made.lines:
                if line.id == id_:
                    return self._quote(self.scenes[place].wording(line.text).rstrip("。."))
        return id_

    def _said(self, text: Mapping[str, str]) -> str:
        """A text that is plain values, in the scene's language or another."""
        return text.get(self.scenes[1].language) or next(iter(text.values()))

    def _quoted(self, text: Mapping[str, str]) -> str:
        return self._quote(self._said(text))

    def _quote(self, said: str) -> str:
        return self.word("change.quote", said=said.rstrip("。."))


SAYS: dict[str, Callable[[SheetWords, int, SheetChange, Any], str]] = {
    "valid": SheetWords._range,
    "expect": SheetWords._range,
    "only-if": SheetWords._condition,
    "when": SheetWords._when,
    "policy": SheetWords._policy,
    "ideal": SheetWords._ideal,
}
