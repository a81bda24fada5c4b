"""The MkDocs plugin: gives MkDocs the pages of one language. A thin shell over pipeline.py."""

from pathlib import Path

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files

from .appearance import site_config_folders
from .book import Book
from .pipeline import Site, check, site
from .report import report
from .site.settings import extra_of, hand_over_search

LOG = get_plugin_logger("dutybook")


class Options(Config):
    """What mkdocs.yml may say under `dutybook`."""

    language = config_options.Choice(("zh", "en"), default="zh")
    root = config_options.Optional(config_options.Type(str))
    edit_url = config_options.Type(str, default="")


class DutybookPlugin(BasePlugin[Options]):
    """Reads and checks the handbook beside mkdocs.yml and hands its pages over."""

    site: Site

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads the handbook; stops the build with its problems, or sets navigation, title and language."""
        root = Path(self.config.root or Path(config.config_file_path).parent)
        checked = check(root)
        if checked.book is None or checked.errors:
            raise PluginError("\n" + report(checked.errors, "text", root, self.config.language))
        for problem in checked.warnings:
            LOG.info("%s: %s %s", problem.mark, problem.kind.code, problem.message())
        self.site = site(checked.book, root, self.config.language, self.config.edit_url)
        self._configure(config, root, checked.book)
        return config

    def _configure(self, config: MkDocsConfig, root: Path, book: Book) -> None:
        language = self.config.language
        config.nav = self.site.navigation
        config.site_name = self.site.title
        config.theme["language"] = language
        themes = [str(folder / "theme") for folder in site_config_folders(root) if (folder / "theme").is_dir()]
        config.theme.dirs[:0] = [folder for folder in themes if folder not in config.theme.dirs]
        config.extra.update(extra_of(book, root, language))
        hand_over_search(config, language)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Adds the handbook's pages, and the other files made from it."""
        for path, text in (self.site.pages | self.site.assets).items():
            files.append(File.generated(config, path, content=text))
        return files

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Writes the Markdown of each page beside it."""
        from .site.machines import write_beside

        write_beside(self.site.pages, Path(config.site_dir))
