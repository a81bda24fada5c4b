"""Problems → text for people, JSON, GitHub annotations, JUnit XML."""

import json
from collections.abc import Callable
from pathlib import Path

from .problem import Problem
from .source import Lines, decode, lines_corrected

Sources = Callable[[str], Lines]
MOST_CORRECTED = 6
# As much of a file as is ever read for the line under a message: what is larger is no file of a handbook.
MOST_SHOWN = 1024 * 1024
WORDS = {
    "en": {
        "error": "error", "warning": "warning", "fix": "fix", "corrected": "corrected", "clean": "no problems",
        "count": "{errors} error(s), {warnings} warning(s)",
    },
    "zh": {
        "error": "错误", "warning": "警告", "fix": "改法", "corrected": "改后", "clean": "没有问题",
        "count": "{errors}个错误，{warnings}个警告",
    },
}  # fmt: skip


def report(problems: list[Problem], form: str, root: Path, language: str = "en", *, colour: bool = False) -> str:
    """The problems in one of FORMATS, ending in a line break."""
    return FORMATS[form](problems, root, language, colour)


def _text(problems: list[Problem], root: Path, language: str, colour: bool) -> str:
    words = WORDS[language]
    lines_of = _reader(root)
    blocks = [_block(problem, lines_of, language, colour) for problem in problems]
    errors = sum(problem.kind.severity == "error" for problem in problems)
    count = words["count"].format(errors=errors, warnings=len(problems) - errors)
    return "".join(blocks) + (count if problems else words["clean"]) + "\n"


def _block(problem: Problem, lines_of: Sources, language: str, colour: bool) -> str:
    kind, mark, words = problem.kind, problem.mark, WORDS[language]
    bold, tint, off = (
        ("\x1b[1m", "\x1b[31m" if kind.severity == "error" else "\x1b[33m", "\x1b[0m") if colour else ("",) * 3
    )
    head = f"{bold}{mark}:{off} {tint}{words[kind.severity]}{off} {kind.code} {problem.message(language)}\n"
    lines = lines_of(mark.path)
    shown = ""
    if mark.line <= len(lines) and lines[mark.line - 1].strip():
        line, caret = _window(lines[mark.line - 1], mark.column)
        gutter = f"{mark.line:>5}"
        shown = f"{gutter} | {line}\n{' ' * len(gutter)} | {caret}{tint}^{off}\n"
    right = corrected_lines(problem, lines)
    if right:
        written = "".join(f"{number:>5} | {line}\n" for number, line in right)
        shown += f"      {words['fix']}: {problem.fix(language)}\n      {words['corrected']}:\n{written}"
        return f"{head}{shown}\n"
    return f"{head}{shown}      {words['fix']}: {problem.fix(language)}\n\n"


def corrected_lines(problem: Problem, lines: Lines, most: int = MOST_CORRECTED) -> list[tuple[int, str]]:
    """The lines as they should read, with their numbers, to be copied; none where there are many."""
    found = lines_corrected(lines.text, problem.edits) if problem.edits else []
    return found if len(found) <= most else []


def _window(line: str, column: int, most: int = 100) -> tuple[str, str]:
    """The part of a line around a column, and the blank that puts a caret under it."""
    start = max(0, min(column - 1 - most // 2, len(line) - most)) if len(line) > most else 0
    part = line[start : start + most]
    before = part[: column - 1 - start]
    blank = "".join("\u3000" if is_wide(letter) else " " for letter in before)
    return part, blank


def is_wide(letter: str) -> bool:
    """Whether a terminal gives a character two columns."""
    from unicodedata import east_asian_width

    return east_asian_width(letter) in "WF"


def _json(problems: list[Problem], root: Path, language: str, colour: bool) -> str:
    lines_of = _reader(root)
    found = [
        {
            "path": problem.mark.path,
            "line": problem.mark.line,
            "column": problem.mark.column,
            "code": problem.kind.code,
            "name": problem.kind.name,
            "severity": problem.kind.severity,
            "message": problem.message(language),
            "fix": problem.fix(language),
            "corrected": [
                {"line": number, "text": text} for number, text in corrected_lines(problem, lines_of(problem.mark.path))
            ],
            "safe": problem.safe,
        }
        for problem in problems
    ]
    return json.dumps({"problems": found}, ensure_ascii=False, indent=2) + "\n"


def _github(problems: list[Problem], root: Path, language: str, colour: bool) -> str:
    lines_of = _reader(root)
    return "".join(_annotation(problem, lines_of, language) for problem in problems)


def _annotation(problem: Problem, lines_of: Sources, language: str) -> str:
    """A workflow command of GitHub Actions, with its escapes."""
    mark, kind = problem.mark, problem.kind
    title = _property(f"{kind.code} {kind.name}")
    right = "".join(f"\n{text}" for _, text in corrected_lines(problem, lines_of(mark.path)))
    words = _data(problem.message(language) + "\n" + problem.fix(language) + right)
    return f"::{kind.severity} file={_property(mark.path)},line={mark.line},col={mark.column},title={title}::{words}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _junit(problems: list[Problem], root: Path, language: str, colour: bool) -> str:
    from xml.sax.saxutils import escape, quoteattr

    errors = [problem for problem in problems if problem.kind.severity == "error"]
    cases = []
    for problem in problems:
        name = quoteattr(f"{problem.kind.code} {problem.mark}")
        words = escape(f"{problem.mark}: {problem.message(language)}\n{problem.fix(language)}")
        told = quoteattr(problem.message(language))
        kind = quoteattr(problem.kind.name)
        body = (
            f"<failure type={kind} message={told}>{words}</failure>"
            if problem.kind.severity == "error"
            else f"<system-out>{words}</system-out>"
        )
        cases.append(f"  <testcase classname={quoteattr(problem.mark.path)} name={name}>{body}</testcase>\n")
    if not problems:
        cases.append('  <testcase classname="handbook" name="dutybook check"/>\n')
    head = f'<testsuite name="dutybook check" tests="{max(len(problems), 1)}" failures="{len(errors)}">\n'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{"".join(cases)}</testsuite>\n'


FORMATS: dict[str, Callable[[list[Problem], Path, str, bool], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "junit": _junit,
}


def _reader(root: Path) -> Sources:
    """Gives the lines of a file, each file read once; an empty one where it cannot be read."""
    known: dict[str, Lines] = {}

    def lines_of(path: str) -> Lines:
        if path not in known:
            try:
                with (root / path).open("rb") as file:
                    data = file.read(MOST_SHOWN)
            except OSError:
                data = b""
            text = decode(data).text
            known[path] = Lines(data.decode("utf-8", "replace") if text is None else text)
        return known[path]

    return lines_of
