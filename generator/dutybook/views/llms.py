"""llms.txt (llmstxt.org): which pages a program should read, unit by unit, each with a line about it."""

from collections.abc import Iterator
from typing import Any

from ..model.organisation import Role, Unit
from .overviews import PATHS
from .scene import PLURALS, Scene
from .unit import ordered, own

GENERAL = ("roles", "forms", "due", "first-days", "glossary", "sources", "coverage", "assumptions")
ABOUT = ("purpose", "summary", "goal", "rule")


def contents(scene: Scene) -> Iterator[tuple[str, list[str]]]:
    """The headings of the file, each with its lines. Addresses are those of pages: `tobacco/index.md`."""
    for unit in scene.book.units:
        yield scene.title(unit), list(_unit(scene, unit))
    yield scene.word("page.start"), [_line(scene.word(f"page.{name}"), PATHS[name]) for name in GENERAL]


def _unit(scene: Scene, unit: Unit) -> Iterator[str]:
    yield _entry(scene, unit)
    yield from (_entry(scene, role) for role in ordered(own(scene, unit, "role")))
    for word in PLURALS:
        if word != "role" and own(scene, unit, word):
            yield _line(scene.word(f"kinds.{word}"), f"{unit.id}/{PLURALS[word]}/index.md")


def _entry(scene: Scene, node: Unit | Role | Any) -> str:
    text = next((said for name in ABOUT if (said := getattr(node, name, None)) is not None), None)
    about = " ".join(scene.wording(text).split()) if text is not None else ""
    return _line(scene.title(node), scene.place(node)[0], about)


def _line(title: str, path: str, about: str = "") -> str:
    said = title.replace("[", "(").replace("]", ")")
    return f"- [{said}]({path}): {about}" if about else f"- [{said}]({path})"
