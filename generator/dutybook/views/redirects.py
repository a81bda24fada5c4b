"""Pages for former ids: a link to an old address, or a code that was printed with it, leads to the page of today."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..model.base import Entity, IdForm
from ..model.base import Id as IdType
from ..model.organisation import Unit
from ..model.shape import annotation
from .scene import PLURALS, Scene


def redirects_of(scene: Scene, pages: Iterable[str]) -> dict[str, str]:
    """Old path → path of today, both as pages (`shop/roles/clerk.md`). An address that is in use leads nowhere else."""
    existing = sorted(pages)
    found: dict[str, str] = {}
    for entity in _renamed(scene):
        stem, former = _stem(scene, entity), _former_ids(entity)
        for path in existing if former else ():
            rest = _rest(path, stem)
            if rest is not None:
                for alias in former:
                    found.setdefault(f"{_stem(scene, entity, alias)}{rest}", path)
    for source in scene.book.sources:
        for alias in source.aliases:
            found.setdefault(f"sources/{alias.casefold()}.md", scene.place(source)[0])
    for unit in scene.book.units:
        for alias in _former_ids(unit):
            known = {path: path for path in existing} | found
            for path, target in known.items():
                if path.startswith(f"{unit.id}/"):
                    found.setdefault(f"{alias}/{path.removeprefix(f'{unit.id}/')}", target)
    return {old: new for old, new in sorted(found.items()) if old not in existing}


def _renamed(scene: Scene) -> Iterator[Entity]:
    for word in PLURALS:
        for unit in scene.book.units:
            yield from (entity for entity in scene.book.within(word, unit) if entity.aliases)


def _former_ids(entity: Entity) -> list[str]:
    """The aliases that were ids; others are names for the search."""
    form: IdForm = annotation(IdType, IdForm)
    return [alias for alias in entity.aliases if re.fullmatch(form.pattern, alias) and alias != entity.id]


def _stem(scene: Scene, entity: Any, name: str | None = None) -> str:
    stem = scene.place(entity)[0].removesuffix(".md")
    assert not isinstance(entity, Unit)
    return stem if name is None else f"{stem.rpartition('/')[0]}/{name}"


def _rest(path: str, stem: str) -> str | None:
    """What follows a thing's own address in a path, where the path is its page or belongs to it."""
    return path.removeprefix(stem) if path.startswith((f"{stem}.", f"{stem}/")) else None
