"""`dutybook explain CODE`: what a code means, why it matters, and what to do; or what a field of the files means."""

import argparse
import sys
from typing import Any

from ..hints import nearest
from ..pipeline import kinds
from ..problem import Kind, without_values
from .common import Refused, language, root_option


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    root_option(parser)
    parser.add_argument(
        "code",
        nargs="?",
        metavar="CODE",
        help="the code or name, or the name of a field in the files; without it, all codes are listed",
    )


def run(options: argparse.Namespace) -> int:
    """Prints the explanation; 2 when there is no such code."""
    speak = language(options)
    known = {each.code: each for each in kinds()}
    if options.code is None:
        for each in known.values():
            sys.stdout.write(f"{each.code}  {each.severity:<7}  {each.name}\n")
        return 0
    asked = options.code.upper()
    found = known.get(asked) or next((each for each in known.values() if each.name == options.code), None)
    if found is None:
        return _field(options, known)
    told = found.explained(speak)
    why, fix = ("为什么", "怎么改") if speak == "zh" else ("Why", "Fix")
    sentence, reason, remedy = (without_values(each) for each in told)
    sys.stdout.write(
        f"{found.code} {found.name} ({found.severity})\n{sentence}\n\n{why}: {reason}\n\n{fix}: {remedy}\n"
    )
    sys.stdout.write(_example(found, options))
    return 0


def _field(options: argparse.Namespace, known: dict[str, Kind[..., Any]]) -> int:
    """What a field of the files means; 2 where the word is neither a code nor a field."""
    from ..appearance import words_of
    from .explain_field import keys, told

    speak = language(options)
    if options.code in keys():
        sys.stdout.write(told(options.code, words_of(options.root, speak), speak))
        return 0
    guess = nearest(options.code.upper(), known) or nearest(options.code, keys())
    raise Refused(options, "no-code-near" if guess else "no-code-or-field", said=options.code, guess=guess)


def _example(kind: Kind[..., Any], options: argparse.Namespace) -> str:
    """A line as somebody typed it, what is said about it, and how it should read."""
    from ..appearance import words_of
    from ..example import example_of

    example, words = example_of(kind), words_of(options.root, language(options))["example"]
    if example is None:
        return ""
    parts = [f"\n{words['title']}:"]
    parts += [f"  {words['wrong']}:", *(f"    {line}" for line in example.wrong)] if example.wrong else []
    parts += [f"  {words['message']}:", f"    {example.problem.message(language(options))}"]
    parts += [f"  {words['right']}:", *(f"    {line}" for line in example.right)] if example.right else []
    return "\n".join(parts) + "\n"
