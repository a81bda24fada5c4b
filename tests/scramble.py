"""Writes data as YAML in any way but a tidy one: what a hurried hand, a form editor or a script may leave."""

from random import Random
from typing import Any

INDICATORS = tuple("-?:,[]{}#&*!|>'\"%@` ")


class Scrambler:
    """Writes the same data differently for each seed. `comments` counts the comments it has put in."""

    def __init__(self, seed: int, *, with_comments: bool = False) -> None:
        self.random = Random(seed)
        self.with_comments = with_comments
        self.comments: list[str] = []
        self.after_block = False

    def text(self, data: dict[str, Any]) -> str:
        lines = self.mapping(data, 0)
        if self.with_comments:
            lines = [f"{self.comment()}", *lines, f"{self.comment()}"]
        return "\n".join(lines) + "\n"

    def comment(self) -> str:
        self.comments.append(f"# 注{len(self.comments)}: a [b] {{c}} 'd")
        return self.comments[-1]

    def above(self, indent: int) -> list[str]:
        found = []
        if self.with_comments and self.random.random() < 0.1:
            # Indented deeper than a block's lines it would be one of them.
            deeper = 0 if self.after_block else self.random.choice((0, 0, 0, 2))
            found.append(" " * (indent + deeper) + self.comment())
        if self.random.random() < 0.03 and self.with_comments:
            found.append("")
        return found

    def beside(self) -> str:
        return f"   {self.comment()}" if self.with_comments and self.random.random() < 0.1 else ""

    def mapping(self, data: dict[str, Any], indent: int) -> list[str]:
        keys = list(data)
        self.random.shuffle(keys)
        lines = []
        for key in keys:
            lines += self.above(indent)
            written = f'"{key}"' if self.random.random() < 0.1 else key
            lines += self.value(" " * indent + written + ":", data[key], indent)
        return lines

    def value(self, head: str, value: Any, indent: int) -> list[str]:
        gap = " " * self.random.choice((1, 1, 2, 5))
        if isinstance(value, str):
            return self.scalar(head, gap, value, indent)
        if not value or self.random.random() < 0.3:
            flow = self.flow(value)
            if flow is not None:
                return [head + gap + flow + self.beside()]
        inner = indent + self.random.choice((1, 2, 4))
        if isinstance(value, dict):
            return [head + self.beside(), *self.mapping(value, inner)]
        lines = [head + self.beside()]
        at = (
            indent if head.endswith(":") and not head.lstrip().startswith("-") and self.random.random() < 0.3 else inner
        )
        for each in value:
            lines += self.above(at)
            lines += self.item(each, at)
        return lines

    def item(self, value: Any, indent: int) -> list[str]:
        head = " " * indent + "-"
        if isinstance(value, dict) and value and self.random.random() < 0.7:
            lines = self.mapping(value, indent + 2)
            if lines[0].lstrip().startswith("#") or not lines[0]:
                return [head, *lines]
            return [head + " " + lines[0].lstrip(), *lines[1:]]
        return self.value(head, value, indent)

    def scalar(self, head: str, gap: str, value: str, indent: int) -> list[str]:
        lines = self._scalar(head, gap, value, indent)
        self.after_block = len(lines) > 1
        return lines

    def _scalar(self, head: str, gap: str, value: str, indent: int) -> list[str]:
        if "\n" in value and self.random.random() < 0.7:
            pad = " " * (indent + self.random.choice((1, 2, 3)))
            return [head + gap + "|-" + self.beside(), *(pad + line if line else "" for line in value.split("\n"))]
        if "\n" not in value and value.strip() and " " not in value and self.random.random() < 0.1:
            return (
                [f"{head} >-{self.beside()}", " " * (indent + 2) + value] if value[0] != " " else [head + " " + value]
            )
        if "\n" not in value and self.random.random() < 0.1:
            return [head, " " * (indent + 2) + self.quoted(value) + self.beside()]
        return [head + gap + self.quoted(value) + self.beside()]

    def quoted(self, value: str, *, flow: bool = False) -> str:
        plain = value and value == value.strip() and not value.startswith(INDICATORS) and "\n" not in value
        plain = plain and ": " not in value and " #" not in value and not value.endswith(":")
        plain = plain and value not in ("null", "~", "Null", "NULL") and not (flow and set(value) & set(",[]{}?"))
        if plain and self.random.random() < 0.5:
            return value
        if "\n" not in value and self.random.random() < 0.4:
            return "'" + value.replace("'", "''") + "'"
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    def flow(self, value: Any) -> str | None:
        if isinstance(value, str):
            return self.quoted(value, flow=True)
        space = self.random.choice(("", " "))
        if isinstance(value, dict):
            keys = list(value)
            self.random.shuffle(keys)
            parts = [f"{key}: {self.flow(value[key])}" for key in keys]
            return "{" + space + f",{space or ' '}".join(parts) + space + "}"
        return "[" + space + f",{space or ' '}".join(self.flow(each) or "" for each in value) + space + "]"
