"""The links and anchors of built pages, read in a hurry: a site has eighty megabytes of them."""

import posixpath
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag

# Comments and the inside of scripts and styles are no tags.
TAG = re.compile(
    r"""<!--.*?-->|<(script|style)\b((?:[^>"']|"[^"]*"|'[^']*')*+)>.*?</\1>|<([a-z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*+)>""",
    re.DOTALL | re.IGNORECASE,
)
VALUE = re.compile(r"""\s(id|href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


class Links(NamedTuple):
    """What leads from a page, and where it can be entered."""

    links: tuple[str, ...]
    anchors: frozenset[str]


def links_of(html: str) -> Links:
    """The links and anchors of a page."""
    links: dict[str, None] = {}
    anchors = set()
    for block, inside, tag, attributes in TAG.findall(html):
        wanted = "href" if tag in ("a", "link") else "src"
        for name, *values in VALUE.findall(attributes or inside) if "=" in (attributes or inside) else ():
            value = unescape("".join(values))
            if name == "id" and value:
                anchors.add(value)
            elif name == wanted and value and block != "style":
                links[value] = None
    return Links(tuple(links), frozenset(anchors))


class Slow(HTMLParser):
    """The same as html.parser sees it, to hold the hurry to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: dict[str, None] = {}
        self.anchors: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what a tag leads to and how it is called."""
        found = dict(attrs)
        if found.get("id"):
            self.anchors.add(found["id"] or "")
        link = found.get("href") if tag in ("a", "link") else found.get("src")
        if link:
            self.links[link] = None


class SitePages:
    """Every page of a built site, by its path below it."""

    def __init__(self, site: Path) -> None:
        self.files = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
        self.texts = {path: file.read_text("utf-8") for path, file in self.files.items() if path.endswith(".html")}
        self.pages = {path: links_of(text) for path, text in self.texts.items()}


def target_of(page: str, link: str) -> tuple[str, str]:
    """The path that a link of a page leads to, and the anchor there."""
    address, anchor = urldefrag(link)
    address = unquote(address.partition("?")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), address)) if address else page, unquote(anchor)
