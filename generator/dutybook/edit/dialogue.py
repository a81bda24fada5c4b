"""Questions and answers: from the model's explanations to the data of a new thing, each answer checked at once."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, get_args, get_origin

from ..bind import reader_of
from ..binding import INVALID, Binding
from ..book import Book
from ..load import load_bytes
from ..model.base import ClauseRef, Id, Model, Text
from ..model.kinds import WORD_OF
from ..model.shape import FieldShape, alternatives, is_model
from ..schema.classes import called
from .noted import noted
from .plan import asked, is_asked
from .proposals import kinds_of, words_of_type
from .typed import plain_of

SHOWN = 30  # ids in a list of proposals


class Dialogue:
    """Asks in a language. `hear` gives an answer to a prompt, `say` shows a line; `means` says what the words of the
    files stand for.
    """

    def __init__(
        self,
        book: Book,
        words: Mapping[str, Any],
        means: Mapping[str, str],
        language: str,
        hear: Callable[[str], str],
        say: Callable[[str], None],
    ) -> None:
        self.book = book
        self.words = words
        self.means = means
        self.language = language
        self.hear = hear
        self.say = say
        self.unit = ""

    def thing(self, model: type[Model], given: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The data of an object: what is given, and what the answers say."""
        said: dict[str, Any] = dict(given or {})
        open_: list[str] = []
        for shape in asked(model):
            if shape.key in said or not is_asked(model, shape.key, said):
                continue
            value = self.field(model, shape, said)
            if value is not None:
                said[shape.key] = value
            elif shape.gap:
                open_.append(shape.key)
        if open_ and "not_stated" in model.fields:
            said["not-stated"] = open_
        return said

    def field(self, model: type[Model], shape: FieldShape, said: Mapping[str, Any]) -> Any:
        """The value of a field, or None where it is left open."""
        if shape.key == "id":
            return self._id(model, said)
        return self.value(shape.type, shape.key, self._meaning(shape), needed=shape.needed)

    def _meaning(self, shape: FieldShape) -> str:
        return shape.zh if self.language == "zh" else shape.en

    def origin(self) -> dict[str, Any]:
        """Where the thing comes from: clauses of a source, or a reason of one's own."""
        clauses = self._one(tuple[ClauseRef, ...], "source", self.words["source"], needed=False)
        if clauses is not None:
            return {"source": clauses if isinstance(clauses, list) else [clauses]}
        return {"assumed": {"reason": self._text(self.words["reason"], needed=True)}}

    def value(self, type_: Any, key: str, what: str, *, needed: bool) -> Any:
        """A value of a type."""
        options = alternatives(type_)
        if len(options) == 1 and get_origin(options[0]) is tuple:
            return self._several(get_args(options[0])[0], key, what, needed=needed)
        if len(options) == 1 and options[0] is Text:
            return self._text(what, needed=needed)
        if all(is_model(option) for option in options):
            return self._part(options, what, needed=needed)
        return self._one(type_, key, what, needed=needed)

    def _text(self, what: str, *, needed: bool) -> dict[str, str] | None:
        said: dict[str, str] = {}
        for language in self.book.settings.languages:
            is_needed = needed or bool(said)  # every language, or none
            prompt = self._prompt("text", what, needed=is_needed, language=self.words["languages"][language])
            while not (answer := self.hear(prompt).strip()) and is_needed:
                self.say(self.words["needed"])
            if not answer:
                return None
            said[language] = answer
        return said

    def _part(self, options: tuple[type[Model], ...], what: str, *, needed: bool) -> dict[str, Any] | None:
        if len(options) > 1:
            names = [self._called(option) for option in options]
            chosen = self.chosen(what, [str(place) for place in range(1, len(names) + 1)], names, needed=needed)
            return None if chosen is None else self.thing(options[int(chosen) - 1])
        if not needed:
            first = asked(options[0])[0]
            label = self.words["part"].format(what=what, field=self._meaning(first))
            value = self.value(first.type, first.key, label, needed=False)
            return None if value is None else self.thing(options[0], {first.key: value})
        return self.thing(options[0])

    def _called(self, model: type[Model]) -> str:
        return called(model)[1] if self.language == "zh" else " ".join((model.__doc__ or "").split("\n\n")[0].split())

    def _several(self, element: Any, key: str, what: str, *, needed: bool) -> list[Any] | None:
        options = alternatives(element)
        if not any(is_model(option) or option is Text for option in options):
            return self._one(tuple[element, ...], key, what, needed=needed)  # type: ignore[no-any-return]
        found: list[Any] = []
        while True:
            label = self.words["item"].format(what=what, number=len(found) + 1)
            value = self.value(element, key, label, needed=needed and not found)
            if value is None:
                return found or None
            found.append(value)

    def _id(self, model: type[Model], said: Mapping[str, Any]) -> str:
        names = [value for value in said.values() if isinstance(value, dict)]
        guess = slug(names[0].get("en", "")) if names else ""
        while True:
            answer = self.hear(self.words["id"].format(guess=guess) if guess else self.words["id-alone"]).strip()
            answer = answer or guess
            fault = self._fault(Id, "id", answer) or self._taken(model, answer)
            if fault is None:
                return answer
            self.say(fault)

    def _taken(self, model: type[Model], name: str) -> str | None:
        word = WORD_OF.get(model)
        found = (
            self.book.find(word, f"{self.unit}/{name}" if self.unit and word != "unit" else name, "") if word else None
        )
        return None if found is None else str(self.words["taken"]).format(name=name, mark=found.mark)

    def _one(self, type_: Any, key: str, what: str, *, needed: bool) -> Any:
        """A value that is typed in one go: a word, a number, ids, or anything as the files write it."""
        proposals, names = self._proposals(type_)
        several = get_origin(alternatives(type_)[0]) is tuple
        if int in alternatives(type_):
            # A number is a number here, not the place of a proposal.
            what = self.words["or-words"].format(what=what, words=self.words["comma"].join(("12", *proposals)))
        elif proposals:
            return self.chosen(what, proposals, names, needed=needed, several=several, type_=type_, key=key)
        while True:
            answer = self.hear(self._prompt("value", what, needed=needed)).strip()
            if not answer:
                if not needed:
                    return None
                self.say(self.words["needed"])
                continue
            value = self._parsed(answer)
            fault = self._fault(type_, key, value)
            if fault is None:
                return value
            self.say(fault)

    def chosen(
        self, what: str, proposals: list[str], names: list[str], *, needed: bool,
        several: bool = False, type_: Any = None, key: str = "",
    ) -> Any:  # fmt: skip
        """One of the proposals (or several), by its number or by itself."""
        self.say(self._prompt("choose-several" if several else "choose", what, needed=needed))
        for place, (proposal, name) in enumerate(zip(proposals[:SHOWN], names, strict=False), 1):
            label = proposal if proposal != str(place) else ""
            self.say(f"  {place:>2}  {label}  {name}".rstrip() if label else f"  {place:>2}  {name}")
        if len(proposals) > SHOWN:
            self.say(self.words["more"].format(count=len(proposals) - SHOWN))
        while True:
            answer = self.hear("> ").strip()
            if not answer:
                if not needed:
                    return None
                self.say(self.words["needed"])
                continue
            value = self._picked(answer, proposals, names, several=several)
            fault = self._fault(type_, key, value) if type_ is not None else self._unknown(value, proposals)
            fault = fault or (self._dangling(type_, value) if type_ is not None else None)
            if fault is None:
                return value
            self.say(fault)

    def _picked(self, answer: str, proposals: list[str], names: list[str], *, several: bool) -> Any:
        """What an answer picks: by numbers, by the words of the files, or by what those stand for."""
        said = {name: proposal for proposal, name in zip(proposals, names, strict=False) if name}
        if answer in said:
            return said[answer]
        if answer.startswith("{"):
            return self._parsed(answer)
        words = [each for each in re.split(r"[\s,，、]+", answer) if each] if several else [answer]
        picked = [
            proposals[int(each) - 1] if each.isdecimal() and 0 < int(each) <= len(proposals) else said.get(each, each)
            for each in words
        ]
        return picked if several and len(picked) != 1 else picked[0]

    def _unknown(self, value: Any, proposals: list[str]) -> str | None:
        return None if value in proposals else str(self.words["not-among"])

    def _dangling(self, type_: Any, value: Any) -> str | None:
        kinds = kinds_of(type_)
        for each in value if isinstance(value, list) else [value]:
            if (
                kinds
                and isinstance(each, str)
                and each != "none"
                and self.book.find_any(kinds, each, self.unit) is None
            ):
                return str(self.words["no-such"]).format(name=each)
        return None

    def _proposals(self, type_: Any) -> tuple[list[str], list[str]]:
        """What may be chosen: words of the type, ids of the handbook; and what those stand for."""
        words = words_of_type(type_)
        kinds = kinds_of(type_)
        ids = [key for kind in kinds for key in self.book.ids(kind, self.unit)]
        own = [key for key in ids if "/" not in key] or ids
        names = [self.title(kinds, key) for key in own]
        return words + own, [self._meant(word) for word in words] + names

    def _meant(self, word: str) -> str:
        """What a word of the files stands for, where it does not say so itself."""
        said = str(self.means.get(word, ""))
        return "" if said == word.replace("-", " ") else said

    def title(self, kinds: tuple[str, ...], key: str) -> str:
        """What a thing is called, in the language of the questions."""
        found = self.book.find_any(kinds, key, self.unit)
        said = next(
            (
                value
                for name in ("title", "term", "reason", "text")
                if isinstance(value := getattr(found, name, None), Text)
            ),
            None,
        )
        return "" if said is None else said.get(self.language) or next(iter(said.said.values()))

    def _prompt(self, name: str, what: str, *, needed: bool, **values: object) -> str:
        return str(self.words[name]).format(what=what, optional="" if needed else self.words["optional"], **values)

    def _parsed(self, answer: str) -> Any:
        """An answer as data; one that begins with a bracket is read as the files write it."""
        if answer[:1] in "{[":
            node, problems = load_bytes(answer.encode(), "answer")
            if node is not None and not problems:
                return plain_of(node)
        return answer

    def _fault(self, type_: Any, key: str, value: Any) -> str | None:
        """What is wrong with a value for a field, in words; None when nothing is."""
        node, problems = load_bytes(json.dumps({key: value}, ensure_ascii=False).encode(), "answer")
        if node is None:
            return problems[0].message(self.language)
        binding = Binding("answer")
        read = reader_of(type_)(node.value[0][1], key, binding)
        if read is INVALID or noted(binding):
            problem = noted(binding)[0]
            return f"{problem.message(self.language)}. {problem.fix(self.language)}"
        return None


def slug(text: str, most: int = 4) -> str:
    """An id out of an English title; empty where the title gives none."""
    words = re.findall(r"[a-z0-9]+", text.casefold().replace("'s", "").replace("’s", ""))
    kept = [word for word in words if word not in ("the", "a", "an", "of", "and")][:most]
    name = "-".join(kept)
    return name if re.match("[a-z]", name) else ""
