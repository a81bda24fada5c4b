"""The page that a server shows for an address that leads nowhere."""

from pathlib import Path
from urllib.parse import urlsplit

from ..appearance import site_config_folders, words_of
from ..book import Book
from ..render import renderer


def missing_page(book: Book, root: Path) -> str:
    """One page for every language, as it may be shown below any folder: its links are absolute on the server."""
    sites = []
    for language in book.settings.languages:
        title = book.settings.title.get(language) or next(iter(book.settings.title.said.values()))
        sites.append((language, title, words_of(root, language)["search"]))
    base = urlsplit(book.settings.site_url or "").path.rstrip("/") + "/"
    environment = renderer(folder / "templates" for folder in site_config_folders(root))
    text: str = environment.get_template("missing.html.j2").render(sites=sites, base=base)
    return text.lstrip()
