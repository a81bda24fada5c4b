"""`dutybook rename`: another id for a thing, everywhere; the old one still leads to it."""

import argparse
import sys
from typing import TYPE_CHECKING

from .common import Refused, checked_book, language, root_option, words_for, writing
from .schema import renew_schemas

if TYPE_CHECKING:
    from ..edit.rename import Named


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("old", metavar="OLD", help="the id, or unit/id: customer-manager, tobacco/customer-manager")
    parser.add_argument("new", metavar="NEW", help="the new id, without the unit")
    parser.add_argument(
        "--kind", metavar="KIND", help="what it is, where several things have the id: role, duty, form …"
    )
    parser.add_argument("--dry-run", action="store_true", help="change nothing; say what would change")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Renames, or says why not; 1 when the handbook has errors, 2 when the id is not to be had."""
    from ..edit.change import fingerprints
    from ..edit.rename import RENAMABLE, is_id, renamed, taken
    from ..pipeline import Checked
    from ..report import report
    from .naming import the_thing

    book = checked_book(options)
    words = words_for(options)["rename"]
    thing = the_thing(book, options.old, RENAMABLE, options, options.kind)
    new = options.new.removeprefix(f"{thing.key.rpartition('/')[0]}/") if "/" in thing.key else options.new
    if not is_id(new, thing.word):
        raise Refused(
            options, f"no-{thing.word}-id" if thing.word in ("source", "clause") else "no-id", said=options.new
        )
    if new == thing.node.id:
        raise Refused(options, "same-id", said=new)
    other = taken(book, thing, new)
    if other is not None:
        raise Refused(options, "taken", said=new, mark=other.mark)
    made = renamed(book, options.root, thing, new)
    if made.checked.errors:
        sys.stderr.write(report(made.checked.errors, "text", options.root, language(options)))
        raise Refused(options, "would-be-faulty")
    if not options.dry_run:
        with writing(options):
            made.change.write()
        renew_schemas(options)
    name = f"{thing.key.rpartition('/')[0]}/{new}" if "/" in thing.key else new
    lines = [words["done"].format(kind=thing.word, old=thing.key, new=name)]
    lines += [words["moved"].format(old=old, new=other) for old, other in made.change.moves.items()]
    lines += [words["changed"].format(name=each) for each in made.change.texts]
    lines.append(words["count"].format(references=made.references, files=len(made.change.texts)))
    lines.append(words[_alias(thing)].format(old=thing.node.id))
    before, after = fingerprints(Checked(book, [])), fingerprints(made.checked)
    again = sorted(key for key, said in after.items() if before.get(key) != said)
    if again:
        lines.append(words["reprint"].format(count=len(again), names=", ".join(again)))
    if options.dry_run:
        lines.append(words["dry-run"])
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _alias(thing: "Named") -> str:
    """What becomes of the old id: an alias, or nothing."""
    return "alias" if "aliases" in type(thing.node).fields else "no-alias"
