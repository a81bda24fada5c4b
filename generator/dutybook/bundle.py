"""ES modules → one classic script: a page that was opened from a folder cannot load modules, and a file of its own has none.

Modules are written for it: `import { a, b } from "./x.js"` on lines of their own, `export` before declarations, no name
twice among all of them. Then joining them is leaving those words out.
"""

import re
from collections.abc import Iterator, Mapping

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z-]+\.js)"\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|let|class|function|async function) )", re.MULTILINE)
_NAMES = re.compile(r"^(?:const|let|class|function|async function) (\{[^}=]*\}|\[[^]=]*\]|\w+)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def bundled(modules: Mapping[str, str], entry: str) -> str:
    """The modules that one needs, and it after them, as a script. Raises ValueError for what cannot be joined so."""
    parts, names = [], set[str]()
    for name in _in_order(modules, entry, ()):
        text = _EXPORT.sub("", _IMPORT.sub("", modules[name]))
        if found := _LEFT.search(text):
            raise ValueError(f"{name}: {found[0]}")
        for each in _NAMES.findall(text):
            if each in names:
                raise ValueError(f"{name}: '{each}' is declared twice")
            names.add(each)
        parts.append(stripped(text).strip())
    return '(() => {\n"use strict"\n' + "\n\n".join(parts) + "\n})()\n"


def stripped(script: str) -> str:
    """A script without indents and the comments that stand on lines of their own. Raises ValueError for one that has
    texts over several lines, in which an indent means something.
    """
    left = _INDENT.sub("", _COMMENT.sub("", script))
    if over := next((line for line in left.split("\n") if line.count("`") % 2), None):
        raise ValueError(over)
    return left


def _in_order(modules: Mapping[str, str], name: str, path: tuple[str, ...]) -> Iterator[str]:
    """A module after all that it imports, each once."""
    if name in path:
        raise ValueError(f"{' → '.join((*path, name))}: modules import each other")
    found: dict[str, None] = {}
    for other in _IMPORT.findall(modules[name]):
        found |= dict.fromkeys(_in_order(modules, other, (*path, name)))
    yield from found
    yield name
