"""Edits of a small handbook as people make them, at random: what is kept must never show after one of them."""

import re
from collections.abc import Callable
from os import utime
from pathlib import Path
from random import Random
from shutil import copy, copytree, rmtree

from conftest import HERE, PROJECT


def yaml_file(root: Path, chance: Random) -> Path:
    return chance.choice(sorted(file for name in ("handbook", "checklists") for file in (root / name).rglob("*.yml")))


def rewritten(path: Path, text: str) -> None:
    """Writes a file so that no time stamp tells that it changed."""
    before = path.stat()
    path.write_text(text, "utf-8")
    utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def reword(root: Path, chance: Random) -> None:
    """Says something else in one language; what looks like HTML, or as long as before."""
    path = yaml_file(root, chance)
    text = path.read_text("utf-8")
    places = list(re.finditer(r"\b(?:zh|en): ([^\s{}\[\],'\":]+)", text))
    if places:
        start, end = chance.choice(places).span(1)
        said = text[start:end]
        rewritten(path, text[:start] + chance.choice((said[::-1], f"{said}<b>x</b>", f"{said}岗位")) + text[end:])


def remove(root: Path, chance: Random) -> None:
    """Deletes a file that the handbook may do without, or any."""
    optional = [
        path for name in ("topics", "worksheets", "forms") for path in (root / "handbook/shop" / name).glob("*.yml")
    ]
    path = chance.choice(sorted(optional)) if optional and chance.random() < 0.7 else yaml_file(root, chance)
    if path.name != "handbook.yml":
        path.unlink()


def restore(root: Path, chance: Random) -> None:
    """The handbook as it was."""
    for name in ("handbook", "checklists", "site_config"):
        rmtree(root / name, ignore_errors=True)
    for base in (HERE / "rules" / "base", HERE / "fingerprints" / "shop"):
        copytree(base, root, dirs_exist_ok=True)
    # With it the other stages would want a gate too.
    (root / "checklists/shop/gate.yml").unlink()


def rename(root: Path, chance: Random) -> None:
    """Gives a role another id, everywhere, with or without its former one as an alias."""
    old, new = chance.choice(("clerk", "boss")), f"clerk-{chance.randrange(99)}"
    for path in sorted(file for name in ("handbook", "checklists") for file in (root / name).rglob("*.yml")):
        rewritten(path, re.sub(rf"(?<=[ \[]){old}\b(?!-)", new, path.read_text("utf-8")))
    path = root / "handbook/shop/roles" / f"{old}.yml"
    if path.exists():
        alias = f"aliases: [{old}]\n" if chance.random() < 0.5 else ""
        path.write_text(path.read_text("utf-8") + alias, "utf-8")
        path.rename(path.with_name(f"{new}.yml"))


def calendar(root: Path, chance: Random) -> None:
    """Moves a day off, or names it otherwise."""
    path = root / "handbook/calendar/cn/2026.yml"
    if path.exists():
        text = path.read_text("utf-8")
        rewritten(path, re.sub(r"2026-10-0[1-8]", f"2026-10-0{chance.randrange(1, 9)}", text, count=1))


def own_words(root: Path, chance: Random) -> None:
    """A project's own words over the tool's; or none."""
    path = root / "site_config/words" / chance.choice(("zh", "en")) / "own.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    said = chance.randrange(10, 99)
    path.write_text(f"kind: {{duty: D{said}}}\npage: {{home: H{said}}}\n", "utf-8")


def own_template(root: Path, chance: Random) -> None:
    """A project's own template before the tool's; or no longer."""
    path = root / "site_config/templates/blocks.html.j2"
    if path.exists():
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    copy(PROJECT / "site_config/templates/blocks.html.j2", path)
    path.write_text(path.read_text("utf-8").replace("<li>", f'<li data-x="{chance.randrange(99)}">'), "utf-8")


Edit = Callable[[Path, Random], None]
EDITS: tuple[Edit, ...] = (reword, reword, reword, remove, restore, rename, calendar, own_words, own_template)
