"""A change of a field in people's words: which field, of what, from what to what."""

import re
from difflib import SequenceMatcher
from typing import Any

from ..model.base import Node, Text
from ..review.canon import kinds_of
from ..review.compare import FieldChange, Place
from .ink import Ink
from .scene import Scene
from .value_words import VALUES, ValueWords, attribute_of

CONTEXT = 12  # characters that are kept on either side of what changed in a long text
LONG = 70
FIGURE = re.compile(
    r"[0-9０-９]+|(?:[二三四五六七八九十两百千]|[一二三四五六七八九十百千]{2,})(?=[个次日天月年周户小时分钟元%])"
)
POLICIES = frozenset(("day-off", "missing-day", "crossing", "counts-the-day"))
# Fields whose values are too much for a line.
TABLES = frozenset(("sample", "rows"))


class ChangeWords:
    """Says changes in one language. The scenes are the old and the new handbook."""

    def __init__(self, scenes: tuple[Scene, Scene], ink: Ink) -> None:
        self.old, self.new = (ValueWords(scene, ink) for scene in scenes)
        self.ink = ink
        self.word = self.new.word
        self.words = scenes[1].words
        self.language = scenes[1].language

    def field(self, key: str) -> str:
        """What a field is called."""
        for names in (self.words["review"]["field"], self.words["verify"]["field"], self.words["field"]):
            if key in names:
                said = str(names[key])
                return said[0].lower() + said[1:]
        return self.ink.say(key)

    def lines(self, change: FieldChange) -> list[str]:
        """A change, a line each; a text that changed in two languages takes two."""
        path = change.path
        if path[-1].member is not None and path[-1].member is change.new:
            path = (*path[:-1], Place(path[-1].key))  # what it was and is stands there anyway
        return [self.word("line", field=self.label(path), said=said) for said in self._said(change)]

    def label(self, path: tuple[Place, ...]) -> str:
        """The way to a field: members of lists by what they are about, then the field's name."""
        if path[-1].key in POLICIES and len(path) > 1:
            path = path[:-1]  # the phrases of a policy say what they are about
        *way, last = [self.new.about(each.member) if each.member is not None else self.field(each.key) for each in path]
        for each in reversed(way):
            last = self.word("line", field=each, said=last)
        return last

    def _said(self, change: FieldChange) -> list[str]:
        key = change.path[-1].key
        before, after = change.holders
        if key in TABLES:
            return [self.word("table")]
        if change.what == "added":
            return [self.word("gain", items=self.new.field(change.new, key, after))]
        if change.what == "removed":
            return [self.word("loss", items=self.old.field(change.old, key, before))]
        if change.what == "order":
            return [self._order(change.new)]
        if isinstance(change.old, Text) and isinstance(change.new, Text):
            return self.wordings(change.old, change.new)
        if key == "not-stated":
            return self._members([self.field(each) for each in change.old], [self.field(each) for each in change.new])
        kinds = kinds_of(type(after)).get(attribute_of(after, key), ())
        if kinds and (isinstance(change.old, tuple) or isinstance(change.new, tuple)):
            return self._references(change, kinds)
        if isinstance(change.old, tuple) and isinstance(change.new, tuple):
            return self._members(*self._shown(change, key))
        if isinstance(change.new, bool) and key not in VALUES:
            return [self.word("on" if change.new else "off")]
        old, new = self.old.field(change.old, key, before), self.new.field(change.new, key, after)
        return [self.word("to", old=old, new=new)]

    def _order(self, members: tuple[Any, ...]) -> str:
        named = [
            self.new.quote(self.new.scene.wording(each)) if isinstance(each, Text) else self._member(each)
            for each in members
        ]
        return self.word("order-of", items=self.new.join(named))

    def _member(self, member: Node) -> str:
        return self.new.quote(self.new.scene.title(member)) if hasattr(member, "title") else self.new.about(member)

    def _references(self, change: FieldChange, kinds: tuple[str, ...]) -> list[str]:
        """What a list of references gained and lost; what became of it where it is another one altogether."""
        old = self.old.names(change.old or (), kinds, change.holders[0])
        new = self.new.names(change.new or (), kinds, change.holders[1])
        if set(old) & set(new):
            return self._members(old, new)
        nothing = self.new.nothing(change.path[-1].key)
        return [self.word("to", old=self.new.join(old) or nothing, new=self.new.join(new) or nothing)]

    def _shown(self, change: FieldChange, key: str) -> tuple[list[str], list[str]]:
        """The members of a list of plain values, before and after."""
        before, after = change.holders
        return (
            [self.old.field(each, key, before) for each in change.old],
            [self.new.field(each, key, after) for each in change.new],
        )

    def _members(self, old: list[str], new: list[str]) -> list[str]:
        """What a list gained and lost."""
        lost, gained = [each for each in old if each not in new], [each for each in new if each not in old]
        parts = [self.word("loss", items=self.new.join(lost))] if lost else []
        parts += [self.word("gain", items=self.new.join(gained))] if gained else []
        return [self.word("join").join(parts) or self.word("order")]

    def wordings(self, old: Text, new: Text) -> list[str]:
        """The old and new wording in each language in which they differ; the reader's own needs no mark."""
        found = []
        for language in sorted({*old.said, *new.said}, key=lambda each: each != self.language):
            one, other = old.get(language), new.get(language)
            if one != other:
                shown = shortened(one, other) if one and other else (one, other)
                pair = [self.new.quote(said) if said else self.word("nothing-set") for said in shown]
                said = self.word("to", old=pair[0], new=pair[1])
                if language != self.language:
                    name = self.words["review"]["language"][language]
                    said = self.word("in-language", said=said, language=name)
                changed = one and other and sorted(FIGURE.findall(one)) != sorted(FIGURE.findall(other))
                found.append(self.word("figures", said=said) if changed else said)
        return found


def shortened(old: str, new: str) -> tuple[str, str]:
    """Two wordings without the long parts at the beginning and the end that they have in common."""
    if max(len(old), len(new)) <= LONG:
        return old, new
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    first, last = blocks[0], blocks[-2] if len(blocks) > 1 else blocks[0]
    start = first.size if first.a == first.b == 0 else 0
    tail = last.size if last.a + last.size == len(old) and last.b + last.size == len(new) and last.a >= start else 0
    return _part(old, start, len(old) - tail), _part(new, start, len(new) - tail)


def _part(said: str, start: int, end: int) -> str:
    """A stretch of a text with a little around it; words of letters are kept whole."""
    first, last = max(start - CONTEXT, 0), min(end + CONTEXT, len(said))
    while first > 0 and _is_letter(said[first - 1]) and _is_letter(said[first]):
        first -= 1
    while last < len(said) and _is_letter(said[last - 1]) and _is_letter(said[last]):
        last += 1
    return f"{'…' if first else ''}{said[first:last].strip()}{'…' if last < len(said) else ''}"


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()
