"""What the site has for programs (docs/export.md): the Markdown beside each page, llms.txt and the schemas at the root."""

from collections.abc import Mapping
from pathlib import Path

from ..book import Book
from ..exporting import SCHEMAS, llms, plain_pages, schemas
from ..memo import key_of
from .folder import write_files
from .kept import Kept, digest, tool

ENDING = ".html.md"  # llmstxt.org: the address of the page, and .md
AT_ROOT = ("llms.txt", SCHEMAS)


def write_beside(pages: Mapping[str, str], out: Path, kept: Kept) -> dict[str, str]:
    """Writes the Markdown of each page beside it, as it was kept where it was; the keys of the files, by path.

    `pages` are those of a language, as the engine gets them.
    """
    # A link's address depends on whether it leads to a page.
    common = digest(["plain", sorted(pages), tool()])
    keys = {path: key_of(common, path, text) for path, text in pages.items()}
    names = {path: path.removesuffix(".md") + ENDING for path in pages}
    wanted = {path for path, name in names.items() if not kept.place(keys[path], out, name)}
    write_files(out, ((names[path], text.encode()) for path, text in plain_pages(pages, ENDING, wanted).items()))
    return {names[path]: key for path, key in keys.items()}


def for_machines(book: Book, root: Path) -> dict[str, bytes]:
    """What is for all languages, by path."""
    return {"llms.txt": llms(book, root, book.settings.languages, ENDING).encode(), **schemas()}
