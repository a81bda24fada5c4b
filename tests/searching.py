"""Queries put to the worker of the search in a real browser, and what the built pages say."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "search"
ASK = """async ([address, queries]) => {
  const worker = new Worker(address), found = []
  const say = (message, type) => new Promise(done => {
    worker.onmessage = event => { if (event.data.type === type) done(event.data) }
    worker.postMessage(message)
  })
  await say({ type: 0, data: {} }, 1)
  for (const data of queries) {
    const { items } = (await say({ type: 2, data }, 3)).data
    found.push(items.map(group => group.map(({ location, title, text }) => ({ location, title, text }))))
  }
  worker.terminate()
  return found
}"""


def cases(language: str) -> Any:
    return yaml.safe_load((CASES / f"{language}.yml").read_text("utf-8"))


def ask(page: Any, address: str, language: str, queries: list[str]) -> list[Any]:
    """What the worker answers, without the box."""
    page.goto(f"{address}{language}/roles.html")
    found: list[Any] = page.evaluate(ASK, [f"{address}{language}/scripts/search-worker.js", queries])
    return found


@cache
def answers(language: str, tab: Any, address: str) -> list[Any]:
    """What is found for every case of a language; asked once."""
    return ask(tab, address, language, [each["query"] for each in cases(language)["finds"]])


def bare(text: str) -> str:
    return re.sub(r"[\s《》“”‘’\"']", "", unicodedata.normalize("NFKC", text)).casefold()


def reader(built: Path, language: str) -> Callable[[str], str]:
    """The words of built pages, by address: an oracle that knows nothing of the search."""

    @cache
    def read(address: str) -> str:
        html = (built / language / address).read_text("utf-8")
        main = re.sub(r"<(script|style)\b.*?</\1>", "", html[html.index("<article") :], flags=re.DOTALL)
        return bare(unescape(re.sub(r"<[^>]+>", " ", main)))

    return read
