"""Views → Markdown. The only user of jinja2."""

import json
import os
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from posixpath import relpath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from .views.blocks import Page
from .views.scene import Scene

SPECIAL = re.compile(r"[\\`*_{}\[\]()#+!|~^=$:<>&\"'-]")
SPACES = re.compile(r"\s*\n\s*")


def heading(text: str, anchor: str) -> Markup:
    """The text of a heading that no Markdown engine takes for markup, and its stable anchor."""
    return Markup(SPECIAL.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split())) + f" {{#{anchor}}}")


def oneline(text: str) -> Markup:
    """HTML on one line, so that it cannot end a raw block."""
    return Markup(SPACES.sub(" ", str(escape(text)).strip()))


def unblank(html: str) -> Markup:
    """HTML without blank lines, so that none of them ends a raw block."""
    return Markup("\n".join(line for line in str(escape(html)).split("\n") if line.strip()))


def css_string(text: str) -> Markup:
    """A text as a string of CSS inside a style element: nothing in it ends the string or the element."""
    return Markup('"' + re.sub(r'[\\"<>&\x00-\x1f]', lambda found: f"\\{ord(found[0]):x} ", text) + '"')


def renderer(folders: Iterable[Path]) -> Environment:
    """The template environment over some folders; the first that has a template wins."""
    return _environment(tuple((folder, tuple(sorted(os.listdir(folder)))) for folder in folders))


@lru_cache(maxsize=8)
def _environment(folders: tuple[tuple[Path, tuple[str, ...]], ...]) -> Environment:
    """Compiled templates are kept with it, until the files in a folder are others; one that was edited is compiled anew."""
    found = Environment(
        loader=FileSystemLoader([str(folder) for folder, _ in folders]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters |= {"heading": heading, "oneline": oneline, "css_string": css_string, "unblank": unblank}
    return found


def render(pages: Iterable[Page], scene: Scene, environment: Environment) -> dict[str, str]:
    """The Markdown of pages, by path."""
    words = _attributes(scene.words)
    made = {page.path: environment.get_template(page.template).render(page=page, w=words) for page in pages}
    return {path: re.sub(r"\n{3,}", "\n\n", text).strip() + "\n" for path, text in made.items()}


def redirect_pages(
    redirects: Mapping[str, str], titles: Mapping[str, str], scene: Scene, environment: Environment
) -> dict[str, str]:
    """The HTML of former addresses, by path: old page → page of today."""
    template = environment.get_template("redirect.html.j2")
    words = _attributes(scene.words)
    made = {}
    for old, new in redirects.items():
        target = relpath(new.removesuffix(".md") + ".html", old.rpartition("/")[0] or ".")
        text = template.render(language=scene.language, title=titles[new], target=target, w=words)
        made[old.removesuffix(".md") + ".html"] = text.lstrip()
    return made


def run_page(
    payload: Mapping[str, Any], words: Mapping[str, Any], script: str, style: str, environment: Environment
) -> str:
    """The HTML of a run page. Its Content-Security-Policy names script and style by their SHA-256, and nothing else may run
    but the worker that keeps the page, where it has one.
    """
    said = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (script, style)]
    runnable = payload["runnable"]
    worker = "; trusted-types dutybook; worker-src 'self'" if payload["worker"] else "; trusted-types"
    text = environment.get_template("run.html.j2").render(
        language=payload["words"][payload["language"]]["tag"],
        title=runnable["words"][payload["language"]]["title"],
        # No tag can begin or end in it.
        payload=Markup(said.replace("<", "\\u003c")),
        script=Markup(script),
        style=Markup(style),
        policy=Markup(
            "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'; "
            "require-trusted-types-for 'script'{}"
        ).format(*map(Markup, hashes), Markup(worker)),
        w=_attributes(words),
    )
    return text.lstrip()


class _Words(dict[str, Any]):
    """Words by attribute as templates write them; an unknown word is an error."""

    def __getattr__(self, name: str) -> Any:
        return self[name]


def _attributes(words: Any) -> Any:
    if isinstance(words, dict):
        return _Words({key: _attributes(value) for key, value in words.items()})
    return words
