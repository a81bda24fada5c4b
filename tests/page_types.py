"""Which pages of a built site stand for all others: one an address type, and one for everything else that looks its own way."""

import re
from pathlib import Path
from typing import NamedTuple

CLASSES = re.compile(r'<\w+ class="[^"]+"')
# A link to any kind of thing looks alike: what it leads to is its second class.
KIND_OF_LINK = re.compile(r"db-ref db-[a-z-]+")
MOVED = 'http-equiv="refresh"'


class Found(NamedTuple):
    """A page: its address below the language, its address type, and which elements it has."""

    address: str
    type: str
    looks: frozenset[str]


def page_types(folder: Path) -> list[str]:
    """The addresses of pages in the folder of a language: of each address type the one with the most kinds of elements,
    then those with elements that none of them has. A type that comes new is among them by itself.
    """
    of_type: dict[str, list[Found]] = {}
    for found in pages(folder):
        of_type.setdefault(found.type, []).append(found)
    chosen = [max(each, key=lambda page: (len(page.looks), page.address)) for each in of_type.values()]
    seen = frozenset().union(*(page.looks for page in chosen))
    left = [page for each in of_type.values() for page in each]
    while (best := max(left, key=lambda page: (len(page.looks - seen), page.address))).looks - seen:
        chosen.append(best)
        seen |= best.looks
    return [page.address for page in chosen]


def pages(folder: Path) -> list[Found]:
    """Every page in the folder of a language, but those that only lead on to another address."""
    found = []
    units = {each.parent.name for each in folder.glob("*/index.html") if any(each.parent.glob("*/index.html"))}
    for file in sorted(folder.rglob("*.html")):
        text = file.read_text("utf-8")
        if MOVED not in text[:1000]:
            address = file.relative_to(folder).as_posix()
            looks = frozenset(CLASSES.findall(KIND_OF_LINK.sub("db-ref", text)))
            found.append(Found(address, _type(address, units), looks))
    return found


def _type(address: str, units: set[str]) -> str:
    """An address without what tells it from others of its type: the unit, and the thing it is about."""
    *folders, name = address.split("/")
    if folders and folders[0] in units:
        folders[0] = "UNIT"
    if folders and folders != ["UNIT"] and name != "index.html":
        name = "THING.html"
    return "/".join([*folders, name])
