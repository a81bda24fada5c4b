"""`dutybook new`: asks what is needed for a new thing, and writes it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..edit.plan import KINDS_TO_MAKE
from .common import Refused, checked_book, language, root_option, words_for, writing
from .schema import renew_schemas

if TYPE_CHECKING:
    from ..problem import Problem


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("kind", choices=KINDS_TO_MAKE, metavar="KIND", help="what to make: " + ", ".join(KINDS_TO_MAKE))
    parser.add_argument("--unit", metavar="UNIT", help="the unit that it belongs to")
    parser.add_argument("--standard", metavar="STANDARD", help="of a duty: the standard that it is added to")
    parser.add_argument(
        "--answers", type=Path, metavar="FILE", help="take the answers from a YAML file, written as the thing itself"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help="an answer, written as in the files; asks nothing",
    )
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Asks (or takes the answers given), tries the result, writes it; 1 when it would be at fault."""
    from ..edit.create import MODELS, answers_text, completed, place_of
    from .answers import Maker

    book = checked_book(options)
    words = words_for(options)["new"]
    maker = Maker(book, options, words)
    unit = "" if options.kind == "unit" else maker.unit()
    standard = maker.standard(unit) if options.kind == "duty" else None
    said = maker.data(unit, standard)
    # A new thing is a draft until somebody puts it in force; a draft may still lack what belongs around it.
    data = completed({"status": "draft", **said}, MODELS[options.kind])
    place = standard.mark.path if standard is not None else place_of(options.kind, unit, str(data.get("id", "")))
    if standard is None and (options.root / place).exists():
        raise Refused(options, "exists", place=place)
    done = _written(options, words, data, place, standard)
    if done and maker.asks:
        # Nobody answers twice what was answered well.
        kept = options.root / f"new-{options.kind}-{data['id']}.yml"
        above = {"unit": unit} if unit else {}
        above |= {"standard": standard.id} if standard is not None else {}
        with writing(options):
            kept.write_text(answers_text(above | said), "utf-8")
        command = f"dutybook new {options.kind} --answers {kept.name}"
        sys.stderr.write(words["kept"].format(place=kept, command=command) + "\n")
    return done


def _written(options: argparse.Namespace, words: Any, data: dict[str, Any], place: str, standard: Any) -> int:
    from ..edit.change import Change
    from ..edit.create import MODELS, standard_file, text_of, with_duty
    from ..report import report

    if standard is None:
        change = Change(options.root)
        change.texts[place], problems = text_of(data, MODELS[options.kind], place)
    else:
        change, file = standard_file(options.root, standard)
        problems = with_duty(change, file, data)
    faults = "".join(_without_place(problem, language(options)) for problem in problems)
    if not problems:
        with change.trial() as (checked, copy):
            faults = report(checked.errors, "text", copy, language(options)) if checked.errors else ""
    if faults:
        sys.stderr.write(faults + words["faulty"] + "\n")
        return 1
    with writing(options):
        change.write()
    renew_schemas(options)
    sys.stdout.write(words["written"].format(place=place) + "\n")
    return 0


def _without_place(problem: "Problem", speak: str) -> str:
    """A fault of answers that stand in no file."""
    return f"{problem.kind.code} {problem.message(speak)}\n      {problem.fix(speak)}\n\n"
