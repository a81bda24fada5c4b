"""Pages that consist of headings and raw HTML blocks, as Python-Markdown would make them, in a tenth of its time.

Whatever else a page holds makes `body_of` give up, and the engine's own Markdown does the page.
"""

import re
from html import unescape
from typing import NamedTuple

from mkdocs.structure.toc import TableOfContents, get_toc

HEADING = re.compile(
    r"(#{1,6}) ((?:[^\W_]|[ ,.;%?@/，。；：？！（）“”‘’、《》·—–…×→›]|&#[0-9]+;)+) \{#([A-Za-z][A-Za-z0-9_-]*)\}"
)
"""Words and marks that mean nothing to Markdown, or references to characters; the anchor in attr_list's form."""
ELEMENTS = ("details", "div", "dl", "figure", "nav", "ol", "p", "section", "table", "ul")
OPENING = re.compile(rf"<({'|'.join(ELEMENTS)})(?=[ >])")
TAGS = {name: re.compile(rf"<(/?){name}(?:>| [^<>]*>)") for name in ELEMENTS}
SCRIPTS = re.compile(r'(?:<script src="[^"<>]*"(?: defer)?></script>(?:\n|$))+')
DATA = re.compile(r"<(script|style)(?: [^<>]*)?>[^<]*</\1>")
UNSAFE = re.compile(
    r"[\t\r\x00-\x08\x0b-\x1f\ufeff]|<[!?]|</?(?:script|style|textarea|title|noscript|iframe|xmp|plaintext)\b|\[TOC\]"
)
"""What Python-Markdown reads in its own way: tabs, declarations, elements whose content is no markup, its own marks."""
IDS = re.compile(r'\sid="([^"]*)"|<a\s[^>]*?\bname="([^"]*)"')
PERMALINK = '<a class="headerlink" href="#{}" title="Permanent link">#</a>'


class Body(NamedTuple):
    """A page without its theme: HTML, headings as (level, anchor, HTML), the title as HTML."""

    html: str
    headings: tuple[tuple[int, str, str], ...]
    title: str | None


def body_of(text: str) -> Body | None:
    """A page's body; None when it holds anything but headings with anchors and whole blocks of HTML."""
    if UNSAFE.search(DATA.sub("", text)):
        return None
    parts: list[str] = []
    headings: list[tuple[int, str, str]] = []
    for block in text.strip("\n").split("\n\n"):
        heading = HEADING.fullmatch(block)
        if heading is not None:
            level, said, anchor = len(heading[1]), heading[2], heading[3]
            headings.append((level, anchor, said))
            parts.append(f'<h{level} id="{anchor}">{said}{PERMALINK.format(anchor)}</h{level}>')
        elif _is_whole(block):
            parts.append(f"{block}\n")
        else:
            return None
    if len({anchor for _, anchor, _ in headings}) < len(headings):
        return None
    first = headings[0] if headings and parts[0].startswith("<h") else None
    return Body("\n".join(parts).strip(), tuple(headings), first[2] if first and first[0] == 1 else None)


def _is_whole(block: str) -> bool:
    """Whether a block is elements of HTML, one a line or more, from its first to its last character."""
    if SCRIPTS.fullmatch(block) is not None:
        return True
    place = 0
    while (opening := OPENING.match(block, place)) is not None:
        place = _end_of(block, opening)
        if place == len(block):
            return True
        if block[place] != "\n":
            return False
        place += 1
    return False


def _end_of(block: str, opening: re.Match[str]) -> int:
    """Where an element ends; 0 where it does not."""
    depth = 0
    for found in TAGS[opening[1]].finditer(block, opening.start()):
        depth += -1 if found[1] else 1
        if not depth:
            return found.end()
    return 0


def toc_of(body: Body, depth: int) -> TableOfContents:
    """The table of contents: headings down to a level, nested as Python-Markdown nests them."""
    from markdown.extensions.toc import nest_toc_tokens

    tokens = [
        {"level": level, "id": anchor, "name": said, "html": said, "data-toc-label": ""}
        for level, anchor, said in body.headings
        if level <= depth
    ]
    return get_toc(nest_toc_tokens(tokens))


def anchors_of(html: str) -> set[str]:
    """What links can lead to."""
    return {unescape(found[1] or found[2]) for found in IDS.finditer(html)}
