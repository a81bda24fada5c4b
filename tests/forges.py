"""A server on this machine that plays the API of GitHub and of GitLab, as far as comments on a request need it."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "token-of-the-test"


class Forge:
    """What the forge knows: requests and comments. `changes` lists what was written, in order."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.comments: list[dict[str, Any]] = []
        self.changes: list[tuple[str, str]] = []
        self.refused: list[str] = []

    def add(self, body: str, **author: Any) -> None:
        """A comment by somebody."""
        self.comments.append({"id": 100 + len(self.comments), "body": body, **author})

    def answer(self, method: str, path: str, said: Any) -> Any:
        """The answer to a request; None where there is no such thing."""
        address = urlsplit(path)
        query = {key: values[0] for key, values in parse_qs(address.query).items()}
        if re.fullmatch(
            r"/(repos/firm/handbook/issues/7/comments|projects/firm%2Fhandbook/merge_requests/7/notes)", address.path
        ):
            return self._page(self.comments, query) if method == "GET" else self._write(said["body"], address.path)
        if found := re.fullmatch(r"/(?:repos/firm/handbook/issues/comments|.*/notes)/(\d+)", address.path):
            comment = next(each for each in self.comments if each["id"] == int(found[1]))
            comment["body"] = said["body"]
            self.changes.append((method, found[1]))
            return comment
        if address.path == "/repos/firm/handbook/pulls":
            own = [
                each for each in self.requests if each["head"]["label"] == query["head"] and query["state"] == "open"
            ]
            return self._page(own, query)
        return {"id": 4, "username": "bot"} if address.path == "/user" else None

    def _write(self, body: str, path: str) -> Any:
        author = {"user": {"type": "Bot"}} if "/repos/" in path else {"author": {"id": 4}}
        self.add(body, **author)
        self.changes.append(("POST", str(self.comments[-1]["id"])))
        return self.comments[-1]

    @staticmethod
    def _page(found: list[Any], query: dict[str, str]) -> list[Any]:
        size, page = int(query["per_page"]), int(query["page"])
        return found[(page - 1) * size : page * size]


@contextmanager
def playing(forge: Forge) -> Iterator[str]:
    """The forge's API, at this address."""

    class Handler(BaseHTTPRequestHandler):
        def reply(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            said = json.loads(self.rfile.read(length)) if length else None
            allowed = TOKEN in (self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or "")
            found = forge.answer(self.command, self.path, said) if allowed else None
            if found is None:
                forge.refused.append(f"{self.command} {self.path}")
            self.send_response(404 if found is None else 200)
            self.end_headers()
            self.wfile.write(json.dumps(found).encode())

        do_GET = do_POST = do_PATCH = do_PUT = reply

        def log_message(self, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
