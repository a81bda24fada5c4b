"""What the theme and the search need to know of a language, the same from the plugin and in ready pages."""

import os
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader

from ..appearance import words_of
from ..book import Book
from ..views.run_page import kept_words

# Han characters are searched one by one where the engine has no dictionary; Latin words as usual.
SEPARATORS = {
    "zh": r"[\s\u200b\-_,:!=\[\]()\"`/，。：；？！（）“”、《》·]+|(?<=[\u3400-\u9fff])(?=[^\s])|(?<=[^\s])(?=[\u3400-\u9fff])",
    "en": r"[\s\-,:!=\[\]()\"`/.]+",
}


def separator_of(language: str) -> str:
    """The pattern at which the search engine parts words."""
    return SEPARATORS[language]


def hand_over_search(config: Any, language: str) -> None:
    """Leaves Material's search box in place, and its index empty: what is searched is made from the handbook
    (outputs/search.py), so that no page is read a second time. The words found are marked whole on a page.
    """
    search = config.plugins.get("material/search") or config.plugins.get("search")
    if search is not None:
        search.config["lang"] = [language]
        search.config["separator"] = r"\s+"
        config.plugins.events["page_context"].remove(search.on_page_context)


def pass_over_icons(theme: Any) -> None:
    """Lets a theme list its files without its hidden folders, from which MkDocs copies nothing: Material's holds fourteen
    thousand icons, which would be looked at in every build.
    """
    made = theme.get_env

    def get_env() -> Any:
        environment = made()
        environment.loader = _Listed(environment.loader.searchpath)
        return environment

    theme.get_env = get_env


class _Listed(FileSystemLoader):
    def list_templates(self) -> list[str]:
        """The files of all folders whose path begins with no dot."""
        found: set[str] = set()
        for folder in self.searchpath:
            for parent, folders, files in os.walk(folder):
                inner = os.path.relpath(parent, folder)
                if inner == ".":
                    folders[:] = [each for each in folders if not each.startswith(".")]
                found |= {os.path.normpath(os.path.join(inner, each)).replace(os.sep, "/") for each in files}
        return sorted(found)


def extra_of(book: Book, root: Path, language: str) -> dict[str, Any]:
    """What the templates of the theme read under `extra`."""
    languages = [{"lang": each, "name": words_of(root, each)["language"]} for each in book.settings.languages]
    return {
        # Where the title leads: MkDocs would name the folder, of which a browser without a server shows the files.
        "homepage": "index.html",
        "plain_pages": True,  # the Markdown of each page lies beside it
        "languages": languages,
        # True lets Material show the switch, but not fetch the sitemaps of other versions, which a folder has not.
        "alternate": True,
        "runs": kept_words(words_of(root, language)),
        "print_note": words_of(root, language)["phrase"]["print-note"],
        "print_words": words_of(root, language)["print"],
        "search_words": words_of(root, language)["search"],
    }


def html_of(text: str) -> str:
    """A plain text as HTML, also for attributes in double quotes: what else would need no sign shows none."""
    return escape(text, quote=False).replace('"', "&quot;")


def as_html(navigation: Any) -> Any:
    """A navigation whose titles are HTML, as the theme takes them."""
    if isinstance(navigation, dict):
        return {html_of(title): as_html(inside) for title, inside in navigation.items()}
    return [as_html(each) for each in navigation] if isinstance(navigation, list) else navigation


def titles_of(navigation: Iterable[Any]) -> dict[str, str]:
    """The titles that a navigation gives to pages, by path."""
    found: dict[str, str] = {}
    for entry in navigation:
        if isinstance(entry, dict):
            for title, inside in entry.items():
                found |= {inside: title} if isinstance(inside, str) else titles_of(inside)
    return found
