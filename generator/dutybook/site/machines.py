"""What the site has for programs (docs/export.md): the Markdown beside each page, llms.txt and the schemas at the root."""

from collections.abc import Mapping
from pathlib import Path

from ..book import Book
from ..exporting import SCHEMAS, llms, plain_pages, schemas

ENDING = ".html.md"  # llmstxt.org: the address of the page, and .md
AT_ROOT = ("llms.txt", SCHEMAS)


def write_beside(pages: Mapping[str, str], out: Path) -> None:
    """Writes the Markdown of each page beside it. `pages` are those of a language, as the engine gets them."""
    for path, text in plain_pages(pages, ENDING).items():
        (out / path).with_suffix(ENDING).write_text(text, "utf-8")


def write_root(book: Book, root: Path, out: Path) -> None:
    """Writes what is for all languages."""
    made = {"llms.txt": llms(book, root, book.settings.languages, ENDING).encode(), **schemas()}
    for path, data in made.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
