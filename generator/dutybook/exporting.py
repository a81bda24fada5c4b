"""The handbook for programs and spreadsheets, as files: the model, tables, pages in Markdown, llms.txt (docs/export.md)."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from .appearance import words_of
from .book import Book
from .outputs.plain import plain_page
from .views.scene import Scene

PARTS = ("model", "csv", "xlsx", "pages")
SCHEMAS = "schemas"
LINK = re.compile(r"\]\(([^()]+)\.md\)")


def export(book: Book, root: Path, languages: Sequence[str], parts: Iterable[str], on: date) -> dict[str, bytes]:
    """Everything that is asked for, as path → bytes. `on`: after which day the next dates of deadlines are looked for.

    Pure but for reading the words of the interface. Raises KeyError where a reference names nothing.
    """
    wanted = set(parts)
    found: dict[str, bytes] = {}
    if "model" in wanted:
        found |= {"model.json": model(book)} | schemas()
    if wanted & {"csv", "xlsx"}:
        for language in languages:
            found |= tables(book, root, language, wanted, on)
    if "pages" in wanted:
        found |= pages(book, root, languages)
    return dict(sorted(found.items()))


def model(book: Book) -> bytes:
    """The whole model as JSON, a line for each thing."""
    from .schema.export import NAME
    from .views.export_model import exported

    values = {"$schema": f"{SCHEMAS}/{NAME}", **exported(book)}
    lines = ",\n".join(f"{json.dumps(name)}: {_rows(value)}" for name, value in values.items())
    return f"{{\n{lines}\n}}\n".encode()


def _rows(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)


def schemas() -> dict[str, bytes]:
    """The published JSON Schemas by path: of exports, and of the records that runs leave."""
    from .run.format import NAME as RECORD
    from .run.format import json_schema
    from .schema.export import NAME, export_schema
    from .views.export_model import EXPORT, LISTS

    made = {NAME: export_schema(EXPORT, LISTS), RECORD: json_schema()}
    return {
        f"{SCHEMAS}/{name}": (json.dumps(each, ensure_ascii=False, indent=1) + "\n").encode()
        for name, each in made.items()
    }


def tables(book: Book, root: Path, language: str, wanted: set[str], on: date) -> dict[str, bytes]:
    """The tables of a language: CSV files, and a workbook with a sheet for each."""
    from .outputs.table import csv_of
    from .outputs.workbook import workbook
    from .views.export_tables import export_tables

    scene = _scene(book, root, language)
    made = export_tables(scene, on)
    found = {f"tables/{language}/{name}.csv": csv_of(rows).encode() for name, rows in made.items() if "csv" in wanted}
    if "xlsx" in wanted:
        titles = scene.words["export"]["table"]
        found[f"tables/{language}.xlsx"] = workbook({titles[name]: rows for name, rows in made.items()})
    return found


def pages(book: Book, root: Path, languages: Sequence[str]) -> dict[str, bytes]:
    """Every page of the site as plain Markdown, and llms.txt, which leads to them."""
    from .pipeline import site

    found: dict[str, bytes] = {}
    for language in languages:
        made = site(book, root, language).pages
        found |= {f"{language}/{path}": text.encode() for path, text in plain_pages(made, ".md").items()}
    return found | {"llms.txt": llms(book, root, languages, ".md").encode()}


def plain_pages(made: Mapping[str, str], ending: str, wanted: Collection[str] | None = None) -> dict[str, str]:
    """The pages of a site as plain Markdown, under the same paths: all, or those wanted. Their links lead to pages that
    end so.
    """
    chosen = made if wanted is None else [path for path in made if path in wanted]
    addresses = {folder: _addresses(folder, made, ending) for folder in {dirname(path) for path in chosen}}
    return {path: plain_page(made[path], addresses[dirname(path)]) for path in chosen}


def _addresses(folder: str, made: Mapping[str, str], ending: str) -> Callable[[str], str]:
    """Where a link on the pages of a folder leads: to the Markdown of a page, else where it always led."""

    @cache
    def address(said: str) -> str:
        front = said.partition("#")[0]
        page = front.removesuffix(".html")
        leads_to_a_page = front != page and ":" not in front and normpath(join(folder, f"{page}.md")) in made
        return page + ending if leads_to_a_page else said

    return address


def llms(book: Book, root: Path, languages: Sequence[str], ending: str) -> str:
    """The text of llms.txt over all languages; the first one leads."""
    from .views.llms import contents

    scenes = [_scene(book, root, each) for each in languages]
    first, words = scenes[0], [scene.words["export"]["llms"] for scene in scenes]
    summary = first.wording(book.settings.summary) if book.settings.summary is not None else ""
    lines = [
        f"# {first.wording(book.settings.title)}",
        f"> {' '.join(summary.split())}",
        *(each["note"] for each in words),
    ]
    for scene, said in zip(scenes, words, strict=True):
        for heading, entries in contents(scene):
            moved = (LINK.sub(rf"]({scene.language}/\1{ending})", entry) for entry in entries)
            lines += [f"## {said['heading'].format(title=heading)}", "\n".join(moved)]
    return "\n\n".join(lines) + "\n"


def _scene(book: Book, root: Path, language: str) -> Scene:
    return Scene(book, language, words_of(root, language), ())
