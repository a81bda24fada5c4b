"""Everything that a site is made from, as one key: what was built under the same key need not be built again."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..appearance import site_config_folders
from ..history.git import NoHistory
from ..history.revisions import FOLDERS, History
from ..load import plain
from ..review.chronicle import COMMITS
from .kept import tool

PLUGINS = frozenset(("dutybook", "search", "material/search"))
ELSEWHERE = frozenset(("INHERIT", "hooks"))
"""Keys of mkdocs.yml by which files that are not known here have a say."""


def whole_key(root: Path, mkdocs_yml: Path, edit_url: str, moment: int) -> str:
    """The key of a site: of its files, of the tool and its engines, of the history that *What changed* tells.

    `moment` is the time that stands for the content, in seconds since 1970. Empty where mkdocs.yml lets other programs
    or files have a say, so that nobody can know.
    """
    looks = _looks(root, mkdocs_yml)
    if looks is None:
        return ""
    return _sum_of(
        [mkdocs_yml, *looks, *(root / name for name in FOLDERS)], repr((edit_url, moment, tool())), repr(_history(root))
    )


def looks_key(root: Path, mkdocs_yml: Path, moment: int) -> str:
    """The key of all that gives the pages of a handbook their looks: mkdocs.yml, templates, words, styles."""
    looks = _looks(root, mkdocs_yml) or site_config_folders(root)
    return _sum_of([mkdocs_yml, *looks], repr((moment, tool())))


def _sum_of(places: list[Path], *parts: str) -> str:
    found = sha256("".join(parts).encode())
    for path, data in _files(places):
        found.update(f"\n{path} {len(data)}\n".encode())
        found.update(data)
    return found.hexdigest()


def _looks(root: Path, mkdocs_yml: Path) -> list[Path] | None:
    """The folders beside the handbook that a build reads; None where it may read others too, or run what is not known."""
    try:
        said: dict[str, Any] = plain(mkdocs_yml)
        theme, plugins = said["theme"], said["plugins"]
        named = {name for each in plugins for name in (each if isinstance(each, dict) else [each])}
        others = [said["docs_dir"], *([theme["custom_dir"]] if "custom_dir" in theme else [])]
    except (ValueError, KeyError, TypeError):
        return None
    if ELSEWHERE & said.keys() or not named <= PLUGINS:
        return None
    beside = [mkdocs_yml.parent / each for each in others]
    return [*site_config_folders(root), *beside]


def _files(places: list[Path]) -> Iterator[tuple[str, bytes]]:
    for number, place in enumerate(places):
        if place.is_file():
            yield str(number), place.read_bytes()
        for folder, names, files in os.walk(place):
            names.sort()
            for name in sorted(files):
                if not name.endswith(".pyc"):
                    file = Path(folder, name)
                    yield f"{number} {file.relative_to(place).as_posix()}", file.read_bytes()


def _history(root: Path) -> list[tuple[str, tuple[str, ...]]] | str:
    try:
        with History.of(root) as history:
            commits = history.repository.commits("--first-parent", f"--max-count={COMMITS}", "HEAD")
            return [(each.id, each.parents) for each in commits]
    except NoHistory as error:
        return error.why
