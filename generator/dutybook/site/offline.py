"""The site as one file to unpack and open without a server: a zip with the same bytes for the same content."""

import io
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

# Only a server has a use for them.
_SERVED = frozenset(("404.html", "sitemap.xml", "sitemap.xml.gz"))
_TAG = re.compile(r"""<([a-zA-Z][\w-]*)((?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?)>""")
_ELEMENT = re.compile(r"<(style|script)[^>]*>(.*?)</\1>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_CSS = re.compile(r"""(?:url\(\s*|@import\s+(?!url))["']?([^"')\s;]+)""")
_CODE = re.compile(
    r"""(?:\bimport\b[^"'`\n;]*|\b(?:importScripts|fetch|Worker|EventSource|WebSocket)\(\s*)["'`]([^"'`\n]+)"""
)
_LOADING = {
    "link": ("href",), "use": ("href", "xlink:href"), "image": ("href", "xlink:href"), "object": ("data",),
    "form": ("action",), "base": ("href",),
}  # fmt: skip
_EVERYWHERE = ("src", "srcset", "poster", "background", "formaction", "ping", "manifest", "style")
# What these links name is told, not loaded.
_TOLD = frozenset(("canonical", "alternate", "author", "license", "next", "prev", "edit", "me", "help"))


class Foreign(NamedTuple):
    """An address on another host that a built file loads."""

    file: str
    line: int
    address: str


def foreign(folder: Path) -> list[Foreign]:
    """Everything in a built site that would be loaded from another host.

    Pages are looked at attribute by attribute, styles by `url()` and `@import`. Scripts of the theme may name hosts for
    what nobody has switched on; only what they load as a module or by a literal address counts.
    """
    found = []
    for file in sorted(folder.rglob("*")):
        if file.suffix in _LOOKS:
            text = file.read_text("utf-8")
            for place, address in _LOOKS[file.suffix](text):
                if _is_foreign(address):
                    line = text.count("\n", 0, place) + 1
                    found.append(Foreign(file.relative_to(folder).as_posix(), line, address))
    return found


def _is_foreign(address: str) -> bool:
    parts = urlsplit(address.strip())
    return bool(parts.netloc) and parts.scheme in ("", "http", "https", "ws", "wss", "ftp")


def _in_page(text: str) -> Iterator[tuple[int, str]]:
    for tag in _TAG.finditer(text):
        if "//" not in tag[2]:
            continue  # nearly all of them
        attributes = {name.casefold(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(tag[2])}
        name = tag[1].casefold()
        if name == "link" and set(attributes.get("rel", "").casefold().split()) & _TOLD:
            continue
        for attribute in (*_LOADING.get(name, ()), *_EVERYWHERE):
            value = attributes.get(attribute, "")
            if attribute == "style":
                yield from ((tag.start(), each) for each in _CSS.findall(value))
            elif attribute == "srcset":
                yield from ((tag.start(), each.split()[0]) for each in value.split(",") if each.strip())
            elif value:
                yield tag.start(), value
    for element in _ELEMENT.finditer(text):
        inside = _in_style if element[1] == "style" else _in_script
        yield from ((element.start(2) + place, address) for place, address in inside(element[2]))


def _in_style(text: str) -> Iterator[tuple[int, str]]:
    yield from ((found.start(), found[1]) for found in _CSS.finditer(text))


def _in_script(text: str) -> Iterator[tuple[int, str]]:
    yield from ((found.start(), found[1]) for found in _CODE.finditer(text))


_LOOKS = {".html": _in_page, ".svg": _in_page, ".css": _in_style, ".js": _in_script}


def packed(folder: Path, name: str, moment: int) -> bytes:
    """A built site as a zip whose files lie in a folder `name`, in order, all of one time (seconds since 1970, UTC)."""
    # A zip knows no time before 1980.
    stamp = max(time.gmtime(moment)[:6], (1980, 1, 1, 0, 0, 0))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(folder.rglob("*"), key=lambda each: each.relative_to(folder).as_posix()):
            if file.is_file() and file.name not in _SERVED:
                entry = zipfile.ZipInfo(f"{name}/{file.relative_to(folder).as_posix()}", stamp)
                entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
                archive.writestr(entry, file.read_bytes())
    return made.getvalue()
