"""How far long work has come, on one line of the terminal that is cleared at the end; nothing off a terminal."""

import argparse
import sys
from time import monotonic
from typing import Self

from .common import language

PAUSE = 0.1  # seconds between two writings


class Progress:
    """Says how much is done. To be used in `with`; `word` is a word of the interface with {done} and {all}."""

    def __init__(self, options: argparse.Namespace, word: str = "verify.progress") -> None:
        self._options = options
        self._word = word
        self._phrase = ""
        self._next = monotonic() + PAUSE

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, all_: int) -> None:
        if not sys.stderr.isatty() or monotonic() < self._next:
            return
        self._next = monotonic() + PAUSE
        sys.stderr.write(f"\r\x1b[K{self._said().format(done=done, all=all_)}")
        sys.stderr.flush()

    def __exit__(self, *_: object) -> None:
        if self._phrase:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _said(self) -> str:
        if not self._phrase:
            from ..appearance import words_of

            found = words_of(self._options.root, language(self._options))
            for part in self._word.split("."):
                found = found[part]
            self._phrase = str(found)
        return self._phrase
