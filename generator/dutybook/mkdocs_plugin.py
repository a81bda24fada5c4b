"""The MkDocs plugin: gives MkDocs the pages of one language. A thin shell over pipeline.py."""

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from .appearance import site_config_folders
from .book import Book
from .memo import Texts
from .pipeline import Site, check, site
from .report import report
from .site.inputs import whole_key
from .site.kept import Kept, compiled_templates, tool
from .site.ready import ReadyPage, is_ours_alone
from .site.settings import as_html, extra_of, hand_over_search, html_of, pass_over_icons, titles_of
from .site.shown import Showing
from .site.whole import whole_site
from .uncollected import uncollected

LOG = get_plugin_logger("dutybook")


UNADDRESSED = {"404.html", "sitemap.xml"}


class Options(Config):
    """What mkdocs.yml may say under `dutybook`."""

    language = config_options.Choice(("zh", "en"), default="zh")
    root = config_options.Optional(config_options.Type(str))
    edit_url = config_options.Type(str, default="")


class DutybookPlugin(BasePlugin[Options]):
    """Reads and checks the handbook beside mkdocs.yml and hands its pages over."""

    site: Site
    _set_up: MkDocsConfig
    _nav: Navigation
    _env: Environment
    _all: Files

    def __init__(self) -> None:
        self._book: Book | None = None
        self._whole = ""
        self._kept = Kept()
        self._texts = Texts()
        self._keys: dict[str, str] = {}
        self._files: Sequence[File] = ()
        self._building = ExitStack()

    def hand_over(self, book: Book | None, whole: str) -> None:
        """Takes a book that has been read and checked, and the key under which the whole site is to be kept."""
        self._book, self._whole = book, whole

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads the handbook; stops the build with its problems, or sets navigation, title and language."""
        self._building.enter_context(uncollected())
        root = self._root(config)
        book = self._book or self._checked(root)
        at_once = is_ours_alone(config)
        self._kept = Kept(root, self.config.language) if at_once else Kept()
        self._texts = Texts(self._kept.texts.get, tool())
        make = partial(site, book, root, self.config.language, self.config.edit_url, self._texts)
        whole = ""
        if at_once and self._book is None:  # who hands over a book has looked for the whole site before
            whole = whole_key(root, Path(config.config_file_path), self.config.edit_url, 0)
        self.site = whole_site(self._kept, self._texts, whole, make) if whole else make()
        self._configure(config, root, book)
        return config

    def _root(self, config: MkDocsConfig) -> Path:
        return Path(self.config.root or Path(config.config_file_path).parent)

    def _checked(self, root: Path) -> Book:
        checked = check(root)
        if checked.book is None or checked.errors:
            raise PluginError("\n" + report(checked.errors, "text", root, self.config.language))
        for problem in checked.warnings:
            LOG.info("%s: %s %s", problem.mark, problem.kind.code, problem.message())
        return checked.book

    def _configure(self, config: MkDocsConfig, root: Path, book: Book) -> None:
        language = self.config.language
        config.nav = as_html(self.site.navigation)
        config.site_name = Markup(html_of(self.site.title))
        config.theme["language"] = language
        themes = [str(folder / "theme") for folder in site_config_folders(root) if (folder / "theme").is_dir()]
        config.theme.dirs[:0] = [folder for folder in themes if folder not in config.theme.dirs]
        pass_over_icons(config.theme)
        config.extra.update(extra_of(book, root, language))
        hand_over_search(config, language)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Adds the handbook's pages, and the other files made from it."""
        if not config.site_url:
            # Without the site's address a sitemap lists nothing, and the page for what is missing finds no style.
            config.theme.static_templates -= UNADDRESSED
        titles = titles_of(config.nav or ())
        at_once = is_ours_alone(config)
        for path, text in (self.site.pages | self.site.assets).items():
            file = File.generated(config, path, content=text)
            files.append(file)
            if at_once and path in self.site.pages:
                ReadyPage(titles.get(path), file, config)  # MkDocs finds it at its file
        return files

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Lets templates be compiled once, not at every build."""
        env.bytecode_cache = compiled_templates(self._root(config))
        self._env, self._all = env, files
        return env

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Takes out the pages whose HTML an earlier build has made already: nothing is left to do for them."""
        self._nav, self._set_up = nav, config
        self._files = files.documentation_pages()
        pages = [file.page for file in self._files if isinstance(file.page, ReadyPage)]
        if pages and len(pages) == len(self._files):  # a page that is not ours may link to any of them
            showing = Showing(config, nav)
            out = Path(config.site_dir)
            for page in pages:
                path = page.file.dest_uri
                self._keys[path] = showing.key(page)
                if self._kept.place(self._keys[path], out, path):
                    files.remove(page.file)
        return nav

    def on_template_context(
        self, context: TemplateContext, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Tells the map of the site all pages."""
        context["pages"] = self._files
        return context

    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Tells the theme all pages, also those that an earlier build has made."""
        context["pages"] = self._files
        return context

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Notes the pages that Markdown itself had to read: what it says about them is to be said again."""
        if isinstance(page, ReadyPage) and page.body is None:
            self._keys.pop(page.file.dest_uri, None)
        return html

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Writes the Markdown of each page beside it, and, when all else is written, keeps the site for the next build."""
        from .site.machines import write_beside

        out = Path(config.site_dir)
        keys = self._keys | write_beside(self.site.pages, out, self._kept)
        self._kept.keep(out, self._whole, keys, self._texts.used)
        self._building.close()

    def on_build_error(self, error: Exception) -> None:
        """Ends a build that has failed."""
        self._building.close()

    def is_set_up_for(self, book: Book) -> bool:
        """Whether a book that has changed since the build gives the theme the same to know."""
        extra = self._set_up.extra
        known = extra_of(book, self._root(self._set_up), self.config.language)
        return all(extra.get(name) == value for name, value in known.items())

    def render_anew(self, path: str, text: str) -> str | None:
        """The HTML of a page whose text alone has changed since the build; None where more has to be made anew."""
        page = next((file.page for file in self._files if file.src_uri == path), None)
        if not isinstance(page, ReadyPage) or not page.renew(text):
            return None
        page.read_source(self._set_up)
        page.render(self._set_up, self._all)
        page.active = True
        context = get_context(self._nav, self._files, self._set_up, page)
        html: str = self._env.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False
        return html
