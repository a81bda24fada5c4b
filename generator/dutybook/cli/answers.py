"""Where the answers for `dutybook new` come from: a person, a file, or the command line."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from .common import Faulty, Refused, language

if TYPE_CHECKING:
    from ..book import Book
    from ..model.work import Standard

NOT_FIELDS = ("unit", "standard")


class Maker:
    """Gathers the data of a new thing."""

    def __init__(self, book: "Book", options: argparse.Namespace, words: Any) -> None:
        from ..appearance import words_of
        from ..edit.dialogue import Dialogue

        self.book = book
        self.options = options
        self.words = words
        self.given = _from_file(options) | _from_options(options)
        self.asks = options.answers is None and not options.set
        means = words_of(options.root, language(options))["choice"]
        self.dialogue = Dialogue(book, words, means, language(options), _hear(options), _say)

    def unit(self) -> str:
        """The unit that the thing belongs to. Raises Refused when none or an unknown one is named."""
        known = [unit.id for unit in self.book.units if unit.kind == "organisation"]
        said = self.options.unit or self.given.get("unit")
        if said is None and self.asks:
            titles = [self.dialogue.title(("unit",), key) for key in known]
            said = self.dialogue.chosen(self.words["which-unit"], known, titles, needed=True)
        found = self.book.find("unit", str(said), "") if said else None
        if found is None:
            raise Refused(self.options, "which-unit", said=said or "", known=", ".join(known))
        self.dialogue.unit = found.id
        return str(found.id)

    def standard(self, unit: str) -> "Standard":
        """The standard that a duty is added to. Raises Refused when none or an unknown one is named."""
        known = [each.id for each in self.book.standards if self.book.key[each] == f"{unit}/{each.id}"]
        said = self.options.standard or self.given.get("standard")
        if said is None and self.asks and known:
            titles = [self.dialogue.title(("standard",), key) for key in known]
            said = self.dialogue.chosen(self.words["which-standard"], known, titles, needed=True)
        found: Standard | None = self.book.find("standard", str(said), unit) if said else None
        if found is None:
            raise Refused(self.options, "which-standard", said=said or "", known=", ".join(known))
        return found

    def data(self, unit: str, standard: "Standard | None") -> dict[str, Any]:
        """The fields of the thing, as its file will say them."""
        from ..edit.create import MODELS

        fields = {key: value for key, value in self.given.items() if key not in NOT_FIELDS}
        if not self.asks:
            return fields
        _say(self.words["intro"])
        data = self.dialogue.thing(MODELS[self.options.kind], fields)
        return data | self.dialogue.origin()


def _hear(options: argparse.Namespace) -> Any:
    def hear(prompt: str) -> str:
        sys.stdout.write(prompt)
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stdout.write("\n")
            raise Refused(options, "answers-ended")
        return line

    return hear


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _from_file(options: argparse.Namespace) -> dict[str, Any]:
    from ..bind import bind
    from ..edit.create import MODELS
    from ..edit.noted import noted
    from ..edit.typed import plain_of
    from ..load import load_file

    if options.answers is None:
        return {}
    node, problems = load_file(options.answers, str(options.answers))
    if node is None:
        _refuse(options, problems)
    found = plain_of(node)
    if not isinstance(found, dict):
        raise Refused(options, "no-answers", place=options.answers)
    node.value = [pair for pair in node.value if pair[0].value not in NOT_FIELDS]
    _, binding = bind(node, MODELS[options.kind], str(options.answers))
    if noted(binding) and not options.set:
        _refuse(options, noted(binding))
    return found


def _from_options(options: argparse.Namespace) -> dict[str, Any]:
    from ..edit.typed import plain_of
    from ..load import load_bytes

    found: dict[str, Any] = {}
    for each in options.set:
        key, sign, written = each.partition("=")
        if not sign:
            raise Refused(options, "no-field", said=each)
        node, problems = load_bytes(f"{key}: {written}\n".encode(), f"--set {key}")
        if node is None:
            _refuse(options, problems)
        found |= plain_of(node)
    return found


def _refuse(options: argparse.Namespace, problems: Any) -> NoReturn:
    from ..report import report

    sys.stderr.write(report(problems, "text", Path(), language(options)))
    raise Faulty
