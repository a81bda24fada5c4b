"""What the theme takes from elsewhere to show a page: the key under which its HTML may be used again.

Beside a page's own text these are the configuration, the templates, the tool's own code, and the entries of the
navigation that the page shows: the tabs, and those beside the page and beside each section that holds it.
"""

import os
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jinja2.exceptions import TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from ..memo import key_of
from .kept import digest, tool
from .ready import ReadyPage

ENGINES = ("material", "mkdocs")
APART = frozenset(("config_file_path", "docs_dir", "site_dir", "dev_addr", "plugins", "nav", "theme"))
"""What is configured but shows on no page, or is told otherwise."""
AT_LARGE = frozenset(("nav", "pages", "build_date_utc"))
"""A template that uses one of these may show anything of the site, or when it was built."""


class Showing:
    """What the pages of one build show beside their text."""

    def __init__(self, config: MkDocsConfig, navigation: Navigation) -> None:
        self._prunes = "navigation.prune" in (config.theme.get("features") or ())
        self._sections: dict[int, str] = {}
        templates = _own_templates(config)
        at_large = any(map(_looks_at_large, templates.values()))
        self._common = digest(
            [
                _settings(config),
                sorted(templates.items()),
                tool(),
                [_entry(item) for item in navigation.items],
                navigation.homepage.url if navigation.homepage is not None else None,
                _whole(navigation.items) if at_large or not self._prunes else None,
                os.environ.get("SOURCE_DATE_EPOCH") if at_large else None,
            ]
        )

    def key(self, page: ReadyPage) -> str:
        """The key of a page's HTML."""
        beside = [each and (each.url, each.title) for each in (page.previous_page, page.next_page)]
        holders = [self._section(each) for each in page.ancestors] if self._prunes else []
        own = [page.file.src_uri, page.title, page.canonical_url, page.edit_url]
        return key_of(digest([self._common, holders, beside, own]), page.file.content_string)

    def _section(self, section: Any) -> str:
        found = self._sections.get(id(section))
        if found is None:
            found = digest([_entry(section), *map(_entry, section.children)])
            self._sections[id(section)] = found
        return found


def _entry(item: Any) -> tuple[str, str, bool]:
    """How an entry looks that is not open: its title, where it leads, whether it holds others."""
    first = item
    while first.children:
        first = first.children[0]
    return item.title, first.url, bool(item.children)


def _whole(items: Iterable[Any]) -> list[Any]:
    return [[_entry(item), _whole(item.children or ())] for item in items]


def _settings(config: MkDocsConfig) -> Any:
    theme = {name: config.theme[name] for name in config.theme}
    plugins = {name: plugin.config for name, plugin in config.plugins.items() if name != "dutybook"}
    return _plain([{name: value for name, value in config.items() if name not in APART}, theme, plugins])


def _plain(value: Any) -> Any:
    if hasattr(value, "items"):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _own_templates(config: MkDocsConfig) -> dict[str, str]:
    """The templates over those of the engine's own theme."""
    engines = [Path(found.origin).parent for each in ENGINES if (found := find_spec(each)) and found.origin]
    return {
        f"{number}/{file.relative_to(folder).as_posix()}": file.read_text("utf-8")
        for number, folder in enumerate(map(Path, config.theme.dirs))
        if not any(folder.is_relative_to(each) for each in engines)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def _looks_at_large(template: str) -> bool:
    try:
        used = find_undeclared_variables(Environment().parse(template))
    except TemplateSyntaxError:
        return True
    return bool(used & AT_LARGE) or "update_date" in template
