"""`dutybook suspects`: what relies on words that have changed since somebody compared them."""

import argparse
import json
import sys
from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING, Any

from .common import checked_book, reliance_words, root_option, scene_of

if TYPE_CHECKING:
    from ..reliance.standing import Suspect
    from ..views.suspects import Former, Told


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Lists them by owner; 1 when there are any."""
    from ..reliance.standing import standing
    from ..views.suspects import SuspectWords, suspects_json

    book = checked_book(options)
    now = standing(book)
    words = SuspectWords(scene_of(book, options), _former(now.suspects, options))
    told = sorted(map(words.told, now.suspects), key=lambda each: each.owner)
    if options.format == "json":
        sys.stdout.write(json.dumps(suspects_json(told, len(now.new)), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(told, len(now.new), now.begun, reliance_words(options)["suspects"])) + "\n")
    return 1 if told else 0


def _former(suspects: "list[Suspect]", options: argparse.Namespace) -> "Former":
    """What they were confirmed with; nothing where there is no history."""
    from ..history.git import NoHistory
    from ..history.revisions import History
    from ..review.former import former

    if suspects:
        with suppress(NoHistory), History.of(options.root) as history:
            return former(history, suspects)
    return {}


def _lines(told: "list[Told]", new: int, begun: bool, words: Any) -> list[str]:
    if not begun:
        return [words["not-begun"]]
    lines = [words["count"][len(told) != 1].format(n=len(told)), words["how"]] if told else [words["none"]]
    for owner, group in groupby(told, key=lambda each: each.owner):
        lines += ["", owner]
        for each in group:
            lines += [f"  {each.id}  ({each.place})", f"    {each.what}", f"    {each.since}"]
            lines.append(f"    {words['own'].format(said=each.own)}")
            lines += [f"    {words['changed'].format(said=said)}" for said in each.changes]
            if not each.changes:
                lines.append(f"    {words['unknown']}")
    return [*lines, *(["", words["new"][new != 1].format(n=new)] if new else [])]
