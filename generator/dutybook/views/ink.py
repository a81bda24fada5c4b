"""How a review is written down: as plain text, or as Markdown in which nothing that people wrote is markup."""

import re
from collections.abc import Callable

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
Address = Callable[[object], str]


class Ink:
    """Plain text: words stay as they are, links are their labels."""

    def say(self, said: str) -> str:
        """Words that people wrote."""
        return " ".join(said.split())

    def link(self, label: str, address: str) -> str:
        """A label that has been said, and where it leads (empty: nowhere)."""
        return label


class MarkdownInk(Ink):
    """Markdown, as GitHub and GitLab show it."""

    def say(self, said: str) -> str:
        # A word joiner keeps @name from calling somebody.
        return SPECIAL.sub(r"\\\1", super().say(said)).replace("@", "@\u2060")

    def link(self, label: str, address: str) -> str:
        return f"[{label}]({address})" if address else label
