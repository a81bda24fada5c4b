"""Writes the pages as plain Markdown folders, for MkDocs without the plugin or any other engine."""

import json
import shutil
from pathlib import Path

from ..appearance import site_config_folders
from ..book import Book
from ..pipeline import Site, site
from .folder import replacing


def write_pages(book: Book, root: Path, out: Path, edit_url: str = "") -> list[Path]:
    """Writes `out`/<language>/ for each language: docs/, theme/ and an mkdocs.yml that builds them.

    The folder is replaced as a whole; returns the folders written.
    """
    with replacing(out) as new:
        for language in book.settings.languages:
            _write(site(book, root, language, edit_url), root, book, new / language)
    return [out / language for language in book.settings.languages]


def _write(made: Site, root: Path, book: Book, folder: Path) -> None:
    docs = folder / "docs"
    for path, text in (made.pages | made.assets).items():
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for config in reversed(site_config_folders(root)):
        for part, target in (("assets", docs), ("theme", folder / "theme")):
            if (config / part).is_dir():
                shutil.copytree(config / part, target, dirs_exist_ok=True)
    settings = configuration(made, root, book)
    # JSON is YAML, and needs no writer of its own.
    (folder / "mkdocs.yml").write_text(json.dumps(settings, ensure_ascii=False, indent=2) + "\n", "utf-8")


def configuration(made: Site, root: Path, book: Book) -> dict[str, object]:
    """An mkdocs.yml for pages that lie ready, with the look of the project's own."""
    from ..load import plain
    from .build import config_file
    from .settings import as_html, extra_of, html_of, separator_of

    own = plain(config_file(root))
    theme = {**own["theme"], "language": made.language, "font": False, "custom_dir": "theme"}
    return {
        "site_name": html_of(made.title),
        "docs_dir": "docs",
        "use_directory_urls": False,
        "theme": theme,
        "plugins": [{"search": {"lang": [made.language], "separator": separator_of(made.language)}}],
        "markdown_extensions": ["attr_list", {"toc": {"permalink": "#", "toc_depth": 3}}],
        "extra": extra_of(book, root, made.language) | {"generator": False, "plain_pages": False},
        "extra_css": own["extra_css"],
        "extra_javascript": own["extra_javascript"],
        "validation": {"omitted_files": "ignore"},
        "nav": as_html(made.navigation),
    }
