"""A real browser over the built site. conftest.py makes `address` (the served site) and `browser` of it."""

import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

BROWSER = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
# Of flags that turn features off only the last one counts, so Playwright's own stand here too. The last four are the
# browser's own bars: as pages, they would take a process for every window, and half of the processors' time with it.
OFF = [
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying",
    "AimEnabled", "PreconnectToSearch", "Translate",
    "WebUIToolbar", "WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup",
]  # fmt: skip
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", f"--disable-features={','.join(OFF)}",
    # A name that is not localhost is this machine: an insecure context, as in an intranet.
    "--host-resolver-rules=MAP handbook.intranet 127.0.0.1",
]  # fmt: skip
NEEDS_BROWSER = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium on this machine: install Debian's package chromium"
)


class Quiet(SimpleHTTPRequestHandler):
    """Serves without a word, and always what the folder holds now."""

    def log_message(self, *args: Any) -> None:
        """Says nothing."""

    def end_headers(self) -> None:
        """Asks for every file again: by its age alone a browser would guess how long it is good."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


class Server(ThreadingHTTPServer):
    """A server whose readers may leave at any time."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says what went wrong, unless the browser did not wait for an answer, such as a missing icon."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path, host: str = "127.0.0.1", handler: type[Quiet] = Quiet) -> Iterator[str]:
    """A folder served on this machine; its address ends in a slash."""
    server = Server((host, 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def kept_offline(page: Any) -> list[str]:
    """The addresses that a worker keeps for a page's site."""
    return list(
        page.evaluate("""async () => {
        const caching = (await caches.keys()).map(async name => (await (await caches.open(name)).keys()).map(each => each.url))
        return (await Promise.all(caching)).flat()
    }""")
    )


def wait_until_kept(page: Any, end: str, seconds: float = 30) -> None:
    """Waits until a worker keeps an address that ends so."""
    until = time.monotonic() + seconds
    while not any(each.endswith(end) for each in kept_offline(page)):
        assert time.monotonic() < until, f"{end} was not kept; there was {kept_offline(page)}"
        page.wait_for_timeout(50)


class Watch:
    """Everything a page said or asked for that it should not."""

    def __init__(self, page: Any, address: str) -> None:
        self.faults: list[str] = []
        self._page = page
        self._heard: dict[str, Callable[[Any], None]] = {
            "console": lambda said: self.faults.append(said.text) if said.type == "error" else None,
            "pageerror": lambda error: self.faults.append(str(error)),
            "request": lambda asked: (
                None if asked.url.startswith((address, "data:", "blob:")) else self.faults.append(asked.url)
            ),
        }
        for event, hear in self._heard.items():
            page.on(event, hear)

    def stop(self) -> list[str]:
        """Looks away, for a page that goes on to another test; gives what there was."""
        for event, hear in self._heard.items():
            self._page.remove_listener(event, hear)
        return self.faults
