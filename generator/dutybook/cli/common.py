"""What several commands share: where the handbook lies, and which language to speak."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..book import Book
    from ..outputs.typeset import Typesetter
    from ..views.scene import Scene


def root_option(parser: argparse.ArgumentParser) -> None:
    """Adds --root and --lang."""
    parser.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR", help="the folder that holds handbook/ (default: this one)"
    )
    parser.add_argument(
        "--lang", choices=("zh", "en"), default=None, help="language of messages (default: the system's)"
    )


def language(options: argparse.Namespace) -> str:
    """The language of messages: as asked, else Chinese where the system speaks Chinese."""
    if options.lang:
        return str(options.lang)
    system = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "zh" if system.casefold().startswith("zh") else "en"


def wants_colour() -> bool:
    """Colour only on a terminal, and never under NO_COLOR."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


class Refused(Exception):
    """Wrong use of a command: what is wrong and what to do, in the language of messages. Exit code 2."""

    def __init__(self, options: argparse.Namespace, name: str, /, **values: object) -> None:
        from ..appearance import words_of

        said = words_of(options.root, language(options))["refused"][name]
        super().__init__(str(said).format(**values))


def words_for(options: argparse.Namespace) -> Any:
    """What the editing commands say, in the language of messages."""
    from ..appearance import words_of

    return words_of(options.root, language(options))["editing"]


def reliance_words(options: argparse.Namespace) -> Any:
    """What the commands about suspect links and reviews say, in the language of messages."""
    from ..appearance import words_of

    return words_of(options.root, language(options))["reliance"]


@contextmanager
def writing(options: argparse.Namespace) -> Iterator[None]:
    """What goes wrong with files in here is said in words. Raises Refused."""
    try:
        yield
    except OSError as error:
        raise Refused(options, "not-written", reason=error.strerror or str(error)) from None


class Faulty(Exception):
    """The handbook has errors; they have been printed. Exit code 1."""


def checked_book(options: argparse.Namespace) -> "Book":
    """The handbook of the command's folder. Raises Faulty, with the problems printed, where it has errors."""
    from ..pipeline import check
    from ..report import report

    checked = check(options.root)
    if checked.book is None or checked.errors:
        sys.stderr.write(report(checked.errors, "text", options.root, language(options)))
        raise Faulty
    return checked.book


def readable_book(options: argparse.Namespace) -> "Book":
    """The handbook as far as it can be read. Raises Faulty, with the problems printed, where nothing can be."""
    from ..read import read
    from ..report import report

    book, problems = read(options.root)
    if book is None:
        sys.stderr.write(report(problems, "text", options.root, language(options)))
        raise Faulty
    return book


def scene_of(book: "Book", options: argparse.Namespace, said: str | None = None) -> "Scene":
    """The book in a language: the one given, else that of the command's messages where the book has it."""
    from ..appearance import words_of
    from ..views.scene import Scene

    wanted = said or options.lang or language(options)
    chosen = wanted if wanted in book.settings.languages else book.settings.languages[0]
    return Scene(book, chosen, words_of(options.root, chosen), ())


def languages_of(book: "Book", options: argparse.Namespace) -> list[str]:
    """The languages of what is printed: as asked, else that of the messages where asked, else the handbook's first."""
    said = options.languages or options.lang or book.settings.languages[0]
    wanted = [each.strip() for each in said.split(",") if each.strip()]
    unknown = [each for each in wanted if each not in book.settings.languages]
    if unknown or not wanted:
        raise Refused(options, "no-language", name=", ".join(unknown), known=", ".join(book.settings.languages))
    return list(dict.fromkeys(wanted))


def find(book: "Book", word: str, name: str, options: argparse.Namespace) -> Any:
    """The thing of a kind that a name means: `unit/id`, or an id or a title that only one has. Raises Refused."""
    from ..hints import nearest
    from ..model.kinds import KINDS

    found = book.find(word, name, "")
    if found is not None:
        return found
    keys = [book.key[each] for each in book.all(KINDS[word].model)]
    same = [key for key in keys if key.rpartition("/")[2] == name] or [
        book.key[each]
        for each in book.all(KINDS[word].model)
        if (title := getattr(each, "title", None)) is not None and name in title.said.values()
    ]
    if len(same) == 1:
        return book.find(word, same[0], "")
    if same:
        raise Refused(options, "several", name=name, keys=", ".join(same))
    guess = nearest(name, [*keys, *(key.rpartition("/")[2] for key in keys)])
    raise Refused(options, f"no-{word}", name=name, guess=guess or ", ".join(keys[:5]))


def a_day(said: str | None, options: argparse.Namespace) -> date:
    """A date as typed; today when nothing is said. Raises Refused for what is no date between 2000 and 2099."""
    if said is None:
        return date.today()
    if re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", said):
        with suppress(ValueError):
            return date.fromisoformat(said)
    raise Refused(options, "bad-date", said=said)


def a_moment(said: str, options: argparse.Namespace) -> datetime:
    """A date with a time of day as typed. Raises Refused."""
    if re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}", said):
        with suppress(ValueError):
            return datetime.fromisoformat(said)
    raise Refused(options, "bad-moment", said=said)


def refuse_foreign(out: Path, own: Container[str], options: argparse.Namespace) -> None:
    """Keeps a folder that a command replaces as a whole from being one with anything else in it. Raises Refused."""
    if out.is_dir():
        names = sorted(each.name for each in out.iterdir() if each.name not in own)
    else:
        names = [out.name] if out.exists() else []
    if names:
        raise Refused(options, "foreign", folder=out, names=", ".join(names[:3]))


def spread(first: str, last: str, years: int, options: argparse.Namespace) -> tuple[date, date]:
    """Two dates in order, at most some years apart. Raises Refused."""
    one, other = a_day(first, options), a_day(last, options)
    if other < one:
        raise Refused(options, "reversed", first=one, last=other)
    if (other.year - one.year, other.month, other.day) >= (years, one.month, one.day):
        raise Refused(options, "too-long", first=one, last=other, years=years)
    return one, other


def refuse_unprintable(book: "Book", data: object, typesetter: "Typesetter", options: argparse.Namespace) -> None:
    """Raises Faulty, with the problems printed, where the font lacks a character of what is to be printed."""
    from ..outputs.typeset import strings
    from ..report import report
    from ..unprintable import unprintable
    from ..walk import wordings

    written = wordings((book.settings, *book.roots))
    problems = unprintable(strings(data), written, typesetter.missing, options.root)
    if problems:
        sys.stderr.write(report(problems, "text", options.root, language(options)))
        raise Faulty


def progress(name: str, count: int) -> Callable[[int], None]:
    """Shows on a terminal how far a long work is; a negative number clears the line. Silent elsewhere."""
    shown = count > 3 and sys.stderr.isatty()

    def show(done: int) -> None:
        if shown and done < 0:
            sys.stderr.write("\r\x1b[K")
        elif shown:
            bar = "#" * (30 * done // count)
            sys.stderr.write(f"\r{name} [{bar:<30}] {done}/{count}")
            sys.stderr.flush()

    return show


def write_whole(path: Path, content: bytes, options: argparse.Namespace) -> None:
    """Writes a file whole or not at all. Raises Refused where that cannot be done."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise Refused(options, "cannot-write", path=path, why=error.strerror or str(error)) from error
