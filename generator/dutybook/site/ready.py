"""Pages for MkDocs whose body, or even whose whole HTML, is known before Markdown or a template is asked."""

from functools import cached_property
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from .body import Body, anchors_of, body_of, toc_of

PLUGINS = frozenset(("dutybook", "search", "material/search"))
EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list"]
TOC = {"permalink": "#", "toc_depth": 3}
KEPT = "kept.html"
"""The template that gives a page as it was kept."""


def is_ours_alone(config: MkDocsConfig) -> bool:
    """Whether nothing but the handbook's own plugin and the usual Markdown has a say in how pages come out."""
    return (
        set(config.plugins) <= PLUGINS
        and list(config.markdown_extensions) == EXTENSIONS
        and dict(config.mdx_configs or {}) == {"toc": TOC}
    )


class ReadyPage(Page):
    """A page of headings and blocks of HTML; `kept` is its whole HTML where that is known."""

    def __init__(self, title: str | None, file: File, config: MkDocsConfig, body: Body, meta: dict[str, Any]) -> None:
        super().__init__(title, file, config)
        self.body = body
        self.kept: str | None = None
        self._own_meta = meta

    def use(self, html: bytes | None) -> None:
        """Takes the page's whole HTML as it was made before, if it was."""
        self.kept = None if html is None else html.decode()

    def read_source(self, config: MkDocsConfig) -> None:
        """Takes what was found when the page was made."""
        self.markdown = self.file.content_string
        self.meta = self._own_meta if self.kept is None else {**self._own_meta, "template": KEPT}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Puts the body where MkDocs would have put what Markdown makes."""
        self._title_from_render = self.body.title
        self.content = "" if self.kept is not None else self.body.html
        self.toc = toc_of(self.body, TOC["toc_depth"]) if self.kept is None else []

    @cached_property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]
        """What links of other pages can lead to."""
        return anchors_of(self.body.html)


def ready_page(title: str | None, file: File, config: MkDocsConfig) -> ReadyPage | None:
    """A page that needs no Markdown engine; None where the engine has to read it."""
    text, meta = get_data(file.content_string)
    body = body_of(text)
    return None if body is None else ReadyPage(title, file, config, body, meta)
