"""What the site has for programs (docs/export.md): the Markdown beside each page, llms.txt and the schemas at the root."""

from collections.abc import Mapping
from pathlib import Path

from ..book import Book
from ..exporting import SCHEMAS, llms, plain_pages, schemas
from .kept import Kept, digest, tool

ENDING = ".html.md"  # llmstxt.org: the address of the page, and .md
AT_ROOT = ("llms.txt", SCHEMAS)


def write_beside(pages: Mapping[str, str], out: Path, kept: Kept) -> dict[str, str]:
    """Writes the Markdown of each page beside it, as it was kept where it was; the keys of the files, by path.

    `pages` are those of a language, as the engine gets them.
    """
    # A link's address depends on whether it leads to a page.
    common = digest(["plain", sorted(pages), tool()])
    keys = {path: digest([common, path, text]) for path, text in pages.items()}
    found = {path: kept.get(key) for path, key in keys.items()}
    wanted = {path for path, data in found.items() if data is None}
    made = plain_pages(pages, ENDING, wanted)
    for path, data in found.items():
        (out / path).with_suffix(ENDING).write_bytes(made[path].encode() if data is None else data)
    return {str(Path(path).with_suffix(ENDING)): key for path, key in keys.items()}


def write_root(book: Book, root: Path, out: Path) -> None:
    """Writes what is for all languages."""
    made = {"llms.txt": llms(book, root, book.settings.languages, ENDING).encode(), **schemas()}
    for path, data in made.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
