"""What the site shows as inline HTML → runs of text for paper, so that both come from the same views.

A paragraph is `{"k": "p" | "li" | "source", "n": number of a list item, "r": runs}`. A run is `{"t": text}` with, where it
holds, `b` bold, `s` small, `o` not stated, `a` the sign of an assumption, `to` the label of what it leads to. Labels are
addresses from the root of the language's site, the same for every page that links there.
"""

import re
from html.parser import HTMLParser
from posixpath import dirname, normpath
from typing import Any, NamedTuple

from .markup import Markup

BLOCKS = frozenset(("p", "div", "li", "ul", "ol", "table", "tr", "td"))
BOLD = frozenset(("b", "strong"))
UNSHOWN = frozenset(("form", "nav", "script", "style", "svg", "button", "select", "input", "output", "template"))
VOID = frozenset(("br", "img", "input", "hr", "wbr"))
SPACE = re.compile(r"[ \t\r\n]+")
Run = dict[str, Any]


class Flow(NamedTuple):
    """Paragraphs; the reasons of what is assumed in them; the clauses they name; whether anything is not stated."""

    paragraphs: list[dict[str, Any]]
    reasons: list[str]
    clauses: list[str]
    is_open: bool


def flow(html: Markup | str, base: str, because: str = "") -> Flow:
    """A piece of HTML of the page at `base` as paragraphs. `because` begins the title of an assumption's sign."""
    reader = _Reader(base, because)
    reader.feed(str(html))
    reader.close()
    return reader.result()


def label(href: str, base: str) -> str:
    """Where a link of a page leads, from the root of the language's site."""
    address, mark, anchor = href.partition("#")
    address = address.partition("?")[0]
    path = normpath(f"{dirname(base)}/{address}").lstrip("/") if address else base.removesuffix(".md") + ".html"
    return f"{path}{mark}{anchor}"


class _Reader(HTMLParser):
    def __init__(self, base: str, because: str) -> None:
        super().__init__()
        self._base, self._because = base, because
        self._open: list[tuple[str, Run]] = []
        self._skipped = 0
        self._sign = False
        self._runs: list[Run] = []
        self._kind, self._number = "p", 0
        self._counts: list[int] = []
        self.paragraphs: list[dict[str, Any]] = []
        self.reasons: list[str] = []
        self.clauses: list[str] = []
        self.is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        classes = found.get("class", "").split()
        if tag == "br":
            self._text("\n")
        if tag in VOID:
            return
        if self._skipped or tag in UNSHOWN or "hidden" in found or "db-reason" in classes:
            self._skipped += 1
            return
        if tag in BLOCKS:
            self._end()
            self._begin(tag, classes)
        if "db-mark" in classes:
            self._assumed(found.get("title", ""))
            return
        style: Run = {}
        if tag in BOLD or "db-critical" in classes:
            style["b"] = True
        if tag == "small" or "db-small" in classes or "db-how" in classes:
            style["s"] = True
        if "db-open" in classes:
            style["o"] = self.is_open = True
        if tag == "a" and "db-term" not in classes and "href" in found:
            style["to"] = label(found["href"], self._base)
            if "db-clause" in classes:
                self.clauses.append(style["to"])
        self._open.append((tag, style))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._skipped:
            self._skipped -= 1
            return
        if tag in ("ul", "ol") and self._counts:
            self._counts.pop()
        if self._open:
            self._open.pop()
        if tag in BLOCKS:
            self._end()
            self._kind, self._number = "p", 0

    def _begin(self, tag: str, classes: list[str]) -> None:
        if tag in ("ul", "ol"):
            self._counts.append(0 if tag == "ol" else -1)
        elif tag == "li":
            if self._counts and self._counts[-1] >= 0:
                self._counts[-1] += 1
            self._kind, self._number = "li", max(self._counts[-1] if self._counts else 0, 0)
        elif "db-own-page" in classes or "db-origin" in classes:
            self._kind = "source"
        elif "db-remark" in classes:
            self._kind = "remark"

    def _assumed(self, title: str) -> None:
        """The sign stands for the word beside it; a remark is a reason as a whole and told apart."""
        self._skipped = 1
        if title:
            self.reasons.append(title.removeprefix(self._because))
        if self._kind != "remark":
            self._runs.append({"t": "△", "a": True})

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._text(SPACE.sub(" ", data))

    def _text(self, said: str) -> None:
        if self._skipped or not said:
            return
        style: Run = {}
        for _, each in self._open:
            style |= each
        last = self._runs[-1] if self._runs else None
        if last is not None and {name: value for name, value in last.items() if name != "t"} == style:
            last["t"] += said
        else:
            self._runs.append({"t": said, **style})

    def _end(self) -> None:
        runs, self._runs = self._runs, []
        if self._kind == "source":
            runs = [
                {**run, "t": f"{run['t'].strip()} "} for run in runs if run.get("to") in self.clauses or run.get("a")
            ]
        runs = _trimmed(runs)
        if self._kind == "remark":
            self.reasons.append("".join(run["t"] for run in runs).strip())
            if self.paragraphs:
                self.paragraphs[-1]["r"].append({"t": "△", "a": True})
        elif runs:
            self.paragraphs.append({"k": self._kind, "n": self._number, "r": runs})

    def result(self) -> Flow:
        """Everything read."""
        self._end()
        return Flow(self.paragraphs, self.reasons, self.clauses, self.is_open)


def _trimmed(runs: list[Run]) -> list[Run]:
    """Runs without space at either end of the paragraph, and none that is empty."""
    if runs:
        runs[0]["t"] = runs[0]["t"].lstrip()
        runs[-1]["t"] = runs[-1]["t"].rstrip()
    return [run for run in runs if run["t"]]
