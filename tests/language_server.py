"""A small client of the language server for YAML: what an editor asks it, over its standard input and output."""

import json
import subprocess
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

SETTINGS = {
    "yaml": {
        "validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}, "schemas": {},
        "format": {"enable": False}, "customTags": [], "yamlVersion": "1.2", "disableDefaultProperties": True,
    },
    "http": {}, "editor": {"tabSize": 2, "detectIndentation": False},
}  # fmt: skip


class LanguageServer:
    """The server as a process of its own. Documents are opened by their path; positions count from 0."""

    def __init__(self, program: Path, root: Path) -> None:
        self.process = subprocess.Popen(
            ["node", str(program), "--stdio"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.answers: Queue[dict[str, Any]] = Queue()
        self.number = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        Thread(target=self._read, daemon=True).start()
        self.ask(
            "initialize", processId=None, rootUri=root.as_uri(), workspaceFolders=[{"uri": root.as_uri(), "name": "w"}],
            capabilities={
                "textDocument": {
                    "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                    "hover": {"contentFormat": ["markdown"]}, "publishDiagnostics": {},
                },
                "workspace": {"configuration": True, "workspaceFolders": True},
            },
        )  # fmt: skip
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=SETTINGS)

    def _read(self) -> None:
        out = self.process.stdout
        assert out is not None
        while True:
            size = 0
            while line := out.readline().strip():
                name, _, value = line.partition(b":")
                size = int(value) if name.lower() == b"content-length" else size
            if not size:
                return
            self.answers.put(json.loads(out.read(size)))

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method: str, **params: Any) -> None:
        """Sends a notification."""
        self._send(method=method, params=params)

    def ask(self, method: str, **params: Any) -> Any:
        """Sends a request and gives its result. Raises TimeoutError after 20 seconds."""
        self.number += 1
        number = self.number
        self._send(id=number, method=method, params=params)
        while True:
            message = self._next(20)
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _next(self, seconds: float) -> dict[str, Any]:
        try:
            message = self.answers.get(timeout=seconds)
        except Empty:
            raise TimeoutError("the language server says nothing") from None
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            items = message["params"]["items"]
            self._send(id=message["id"], result=[SETTINGS.get(item.get("section"), {}) for item in items])
        elif "id" in message and "method" in message:
            self._send(id=message["id"], result=None)
        return message

    def open(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Opens a document and gives what the server finds wrong with it."""
        uri = path.as_uri()
        self.diagnostics.pop(uri, None)
        self.tell("textDocument/didOpen", textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": text})
        while uri not in self.diagnostics:
            self._next(20)
        return self.diagnostics[uri]

    def close(self, path: Path) -> None:
        """Closes a document."""
        self.tell("textDocument/didClose", textDocument={"uri": path.as_uri()})

    def complete(self, path: Path, line: int, column: int) -> dict[str, dict[str, Any]]:
        """What the server proposes at a place, by its label."""
        found = self.ask(
            "textDocument/completion", textDocument={"uri": path.as_uri()}, position={"line": line, "character": column}
        )
        return {item["label"]: item for item in found["items"]}

    def hover(self, path: Path, line: int, column: int) -> str:
        """What the server explains at a place."""
        found = self.ask(
            "textDocument/hover", textDocument={"uri": path.as_uri()}, position={"line": line, "character": column}
        )
        contents = found["contents"] if found else ""
        return str(contents["value"] if isinstance(contents, dict) else contents)

    def stop(self) -> None:
        """Ends the process."""
        self.process.terminate()
        self.process.wait(10)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
