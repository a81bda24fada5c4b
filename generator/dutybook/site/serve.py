"""Serves the site on this machine and rebuilds it on every edit; a faulty edit shows an error page."""

import logging
import socket
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..appearance import site_config_folders, words_of
from ..book import Book
from ..pipeline import check
from ..problem import Problem
from ..render import renderer
from ..report import report
from .build import BuildError, root_files
from .folder import replacing, write_aside, write_files
from .workshop import Workshop

PORT = 8000
POLLING = 0.2  # seconds between two looks at the files


def serve(root: Path, out: Path, language: str, port: int | None = None, edit_url: str = "") -> None:
    """Builds into `out`, serves it and rebuilds when the handbook or its appearance changes, until interrupted.

    Takes PORT or the next free port when none is asked for. Raises OSError when the port asked for is taken.
    """
    from mkdocs.livereload import LiveReloadServer

    site = _Rebuilder(root, out, language, edit_url)
    address = port if port is not None else free_port(PORT)
    logging.getLogger("mkdocs.livereload").setLevel(logging.WARNING)

    class Server(LiveReloadServer):
        """Answers every page with the error page while the handbook has errors."""

        def _serve_request(self, environ: Any, start_response: Any) -> Any:
            path = environ["PATH_INFO"]
            page = site.error_page
            if page and (path.endswith((".html", "/")) or "." not in path.rsplit("/", 1)[-1]):
                start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")])
                return [self._inject_js_into_html(page.encode(), self._visible_epoch)]
            return super()._serve_request(environ, start_response)

    site.rebuild()
    server = Server(
        builder=site.rebuild, host="127.0.0.1", port=address, root=str(out), mount_path="/", polling_interval=POLLING
    )
    for folder in _watched(root):
        server.watch(str(folder))
    sys.stdout.write(f"http://127.0.0.1:{address}/\n")
    sys.stdout.flush()
    try:
        server.serve(open_in_browser=False)
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    finally:
        server.shutdown()
        site.close()


class _Rebuilder:
    """Builds, and remembers the page to show when the last build failed. To be closed."""

    def __init__(self, root: Path, out: Path, language: str, edit_url: str) -> None:
        self._root, self._out, self._language, self._edit_url = root, out, language, edit_url
        self._workshop: Workshop | None = None
        self.error_page = ""

    def rebuild(self) -> None:
        """One build; problems go to the terminal and to the error page."""
        if self._workshop is not None:
            self._workshop.begin(self._out, whole=False)
        checked = check(self._root)  # while the others are at work
        files = root_files(checked.book, self._root) if checked.book is not None and not checked.errors else {}
        answers = self._workshop.answers() if self._workshop is not None else []
        if checked.book is None or checked.errors:
            sys.stderr.write(report(checked.errors, "text", self._root, self._language))
            self.error_page = error_page(checked.errors, self._root, self._language)
            return
        try:
            if not answers or any(answer.said != "done" for answer in answers):
                self._build_whole(checked.book, files)
            else:
                _refresh(self._out, files)
        except BuildError as error:
            self.close()
            sys.stderr.write(f"{error}\n")
            self.error_page = error_page([], self._root, self._language, str(error))
            return
        self.error_page = ""

    def _build_whole(self, book: Book, files: Mapping[str, bytes]) -> None:
        languages = book.settings.languages
        if self._workshop is not None and self._workshop.languages != languages:
            self.close()
        if self._workshop is None:
            self._workshop = Workshop(book, self._root, self._edit_url)
        with replacing(self._out) as new:
            self._workshop.begin(new, whole=True)
            said = [answer.why for answer in self._workshop.answers() if answer.said != "done"]
            if said:
                raise BuildError("\n".join(said))
            write_files(new, files.items())

    def close(self) -> None:
        """Ends the processes that build."""
        if self._workshop is not None:
            self._workshop.close()
        self._workshop = None


def _refresh(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        if (folder / path).read_bytes() != data:
            write_aside(folder / path, data)


def error_page(problems: Iterable[Problem], root: Path, language: str, message: str = "") -> str:
    """The page that is shown instead of a site that cannot be built; it reloads itself when it can."""
    rows = [(str(each.mark), each.kind.code, each.message(language), each.fix(language)) for each in problems]
    environment = renderer(folder / "templates" for folder in site_config_folders(root))
    words = words_of(root, language)
    text: str = environment.get_template("errors.html.j2").render(
        rows=rows,
        message=Markup("<pre>{}</pre>").format(message) if message else "",
        language=language,
        w=words["errors"],
    )
    return text.lstrip()


def free_port(first: int) -> int:
    """The first port from `first` on that nobody listens on."""
    for port in range(first, first + 100):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"no free port from {first} to {first + 99}")


def _watched(root: Path) -> list[Path]:
    folders = [root / "handbook", root / "checklists", root / "mkdocs.yml", *site_config_folders(root)]
    return [folder for folder in folders if folder.exists()]
