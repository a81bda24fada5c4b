"""`dutybook diff REV [REV]`: what a change of the handbook means to people."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from .common import Faulty, Refused, a_day, language, root_option, scene_of

if TYPE_CHECKING:
    from ..book import Book
    from ..history.revisions import History


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("old", metavar="REV", help="the revision to compare with: a commit, a branch, HEAD~1")
    parser.add_argument(
        "new",
        metavar="REV",
        nargs="?",
        help="the revision that is compared (default: the files here, committed or not)",
    )
    parser.add_argument("--format", choices=("text", "md", "json"), default="text", help="how to print it")
    parser.add_argument("--on", metavar="DATE", help="show the next dates from this day on (default: today)")
    parser.add_argument("--site", metavar="URL", default="", help="the published site, for links in Markdown")
    root_option(parser)


def run(options: argparse.Namespace) -> int:
    """Prints what the change means; 0 also when nothing has changed."""
    from ..history.git import NoHistory
    from ..history.revisions import History

    day = a_day(options.on, options)
    try:
        with History.of(options.root) as history:
            old, old_name = _at(history, options.old, options)
            new, new_name = _at(history, options.new, options) if options.new else _here(history, options)
    except NoHistory as error:
        raise Refused(
            options, "no-history", why=_words(options)["review"]["no-history"][error.why].format(said=error.said)
        ) from error
    sys.stdout.write(_told(old, new, (old_name, new_name), day, options))
    return 0


def _told(old: "Book", new: "Book", names: tuple[str, str], day: Any, options: argparse.Namespace) -> str:
    from ..review.difference import difference
    from ..review.impact import impact
    from ..views.ink import Ink, MarkdownInk
    from ..views.review import ReviewWords

    found = difference(old, new)
    means = impact(found, day)
    scenes = (scene_of(old, options), scene_of(new, options))
    ink = MarkdownInk() if options.format == "md" else Ink()
    words = ReviewWords(found, means, scenes, ink, options.site)
    review = words.review(*map(ink.say, names))
    if options.format == "json":
        from ..views.review_entry import entry

        return json.dumps(entry(words, review), ensure_ascii=False, indent=2) + "\n"
    from ..views.review_written import as_markdown, as_text

    return as_markdown(review) if options.format == "md" else as_text(review)


def _at(history: "History", name: str, options: argparse.Namespace) -> tuple["Book", str]:
    """The handbook at a revision, and what to call it. Raises Refused."""
    from ..history.git import UnknownRevision

    try:
        commit = history.repository.resolve(name)
    except UnknownRevision as error:
        raise Refused(options, "unknown-revision", name=name) from error
    read = history.read(commit)
    if read.book is None and read.reason == "none":
        raise Refused(options, "no-handbook-at", name=name)
    words = _words(options)
    if read.book is None:
        problem = words["verify"]["missing"]
        if read.problem is not None:
            problem = f"{read.problem.mark}: {read.problem.message(language(options))}"
        raise Refused(options, "unreadable", name=name, problem=problem)
    return read.book, words["review"]["revision"].format(short=commit.short, date=commit.date, subject=commit.headline)


def _here(history: "History", options: argparse.Namespace) -> tuple["Book", str]:
    """The handbook in the folder, committed or not. Raises Faulty."""
    from ..report import report

    book, problems = history.here(options.root)
    errors = [problem for problem in problems if problem.kind.severity == "error"]
    if book is None or errors:
        sys.stderr.write(report(errors, "text", options.root, language(options)))
        raise Faulty
    return book, _words(options)["review"]["work-tree"]


def _words(options: argparse.Namespace) -> Any:
    from ..appearance import words_of

    return words_of(options.root, language(options))
