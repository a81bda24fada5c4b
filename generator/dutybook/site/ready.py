"""Pages for MkDocs whose body is known before Markdown is asked."""

from functools import cached_property
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from .body import Body, anchors_of, body_of, toc_of
from .inputs import PLUGINS

EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list"]
DEPTH = 3
TOC = {"permalink": "#", "toc_depth": DEPTH}


def is_ours_alone(config: MkDocsConfig) -> bool:
    """Whether nothing but the handbook's own plugin and the usual Markdown has a say in how pages come out."""
    return (
        set(config.plugins) <= PLUGINS
        and list(config.markdown_extensions) == EXTENSIONS
        and dict(config.mdx_configs or {}) == {"toc": TOC}
    )


class ReadyPage(Page):
    """A page of ours: where it consists of headings and blocks of HTML, no Markdown engine has to read it."""

    def __init__(self, title: str | None, file: File, config: MkDocsConfig) -> None:
        super().__init__(title, file, config)
        self.is_named = title is not None
        if title is None and self.body is not None:
            self.title = self.body.title

    @cached_property
    def _read(self) -> tuple[str, dict[str, Any]]:
        text, meta = get_data(self.file.content_string)
        return text, dict(meta)

    @cached_property
    def body(self) -> Body | None:
        """What Markdown would make of it; None where only Markdown knows."""
        return body_of(self._read[0])

    def renew(self, text: str) -> bool:
        """Takes another text; whether the page then needs no Markdown engine, and is called as before."""
        title = self.title
        self.file.content_string = text
        for known in ("_read", "body"):
            self.__dict__.pop(known, None)
        return self.body is not None and (self.is_named or self.body.title == title)

    def read_source(self, config: MkDocsConfig) -> None:
        """Takes the text apart as MkDocs does."""
        self.markdown, self.meta = self._read

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Puts the body where MkDocs would have put what Markdown makes."""
        if self.body is None:
            super().render(config, files)
            return
        self._title_from_render = self.body.title
        self.content = self.body.html
        self.toc = toc_of(self.body, DEPTH)
        self.present_anchor_ids = anchors_of(self.body.html)
