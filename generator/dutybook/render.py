"""Views → Markdown. The only user of jinja2."""

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from posixpath import relpath
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from .memo import Kept, Same, Sets
from .views.blocks import Page
from .views.markup import Markup, escape
from .views.scene import Scene, tag_of

SPECIAL = re.compile(r"[\\`*_{}\[\]()#+!|~^=$:<>&\"'-]")
SPACES = re.compile(r"\s*\n\s*")


def heading(text: str, anchor: str) -> Markup:
    """The text of a heading that no Markdown engine takes for markup, and its stable anchor."""
    return Markup(SPECIAL.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split())) + f" {{#{anchor}}}")


def oneline(text: str) -> Markup:
    """HTML on one line, so that it cannot end a raw block."""
    said = escape(text).strip()
    return Markup(SPACES.sub(" ", said)) if "\n" in said else said


def unblank(html: str) -> Markup:
    """HTML without blank lines, so that none of them ends a raw block."""
    return Markup("\n".join(line for line in str(escape(html)).split("\n") if line.strip()))


def css_string(text: str) -> Markup:
    """A text as a string of CSS inside a style element: nothing in it ends the string or the element."""
    return Markup('"' + re.sub(r'[\\"<>&\x00-\x1f]', lambda found: f"\\{ord(found[0]):x} ", text) + '"')


class Rendering(Environment):
    """An environment that knows which templates it has, and all of them by one digest."""

    digest = ""
    names: tuple[str, ...] = ()

    def compile_all(self) -> None:
        """Compiles every template."""
        for name in self.names:
            self.get_template(name)


Templates = dict[str, tuple[bytes, str]]
"""What each template holds and in which file, by name."""
_ENVIRONMENTS: Sets[Rendering] = Sets()
_WORDS: Sets[Any] = Sets()


def renderer(folders: Iterable[Path]) -> Rendering:
    """The template environment over some folders; the first that has a template wins. Equal templates give one
    environment, which compiles each of them once.
    """
    searched = tuple(folders)
    found: Templates = {}
    for folder in searched:
        for file in folder.rglob("*"):
            if file.is_file():
                found.setdefault(file.relative_to(folder).as_posix(), (file.read_bytes(), str(file)))
    return _ENVIRONMENTS.begin(searched).of(frozenset(found.items()), lambda: _environment(found))


def _environment(templates: Templates) -> Rendering:
    def load(name: str) -> tuple[str, str, None] | None:
        if name not in templates:
            return None
        data, file = templates[name]
        return data.decode("utf-8"), file, None

    found = Rendering(
        loader=FunctionLoader(load),
        auto_reload=False,
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.digest = sha256(repr(sorted((name, data) for name, (data, _) in templates.items())).encode()).hexdigest()
    found.names = tuple(sorted(name for name in templates if name.endswith(".j2")))
    found.filters |= {
        "heading": heading,
        "oneline": oneline,
        "css_string": css_string,
        "unblank": unblank,
        "tag_of": tag_of,
    }
    return found


class _Exactly:
    """A page as a key: equal to one with the same texts of which the same are markup. A text that is equal to some HTML
    is not the same as that HTML.
    """

    __slots__ = ("_digest", "page")

    def __init__(self, page: Page) -> None:
        self.page = page
        self._digest = b""

    def __hash__(self) -> int:
        return hash(self.page.path)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Exactly):
            return False
        return self.page is other.page or (self.page == other.page and self.digest == other.digest)

    @property
    def digest(self) -> bytes:
        """Of the page as Python would write it, with the types of all its parts."""
        if not self._digest:
            self._digest = sha256(repr(self.page).encode("utf-8", "surrogatepass")).digest()
        return self._digest


def render(
    pages: Iterable[Page], scene: Scene, environment: Rendering, kept: Kept[str] | None = None
) -> dict[str, str]:
    """The Markdown of pages, by path. `kept` has those that were made before."""
    words = _attributes(scene.words)
    common = (environment.digest, sha256(repr(scene.words).encode()).hexdigest())

    def rendered(page: Page) -> str:
        text = environment.get_template(page.template).render(page=page, w=words)
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"

    def lasting(exactly: _Exactly) -> str:
        return scene.texts.of(("page", *common, exactly.digest.hex()), partial(rendered, exactly.page))

    known, same = kept if kept is not None else Kept[str](), (environment, Same(scene.words))
    exact = {page.path: _Exactly(page) for page in pages}
    return {path: known.of((each, *same), partial(lasting, each)) for path, each in exact.items()}


def redirect_pages(
    redirects: Mapping[str, str], titles: Mapping[str, str], scene: Scene, environment: Rendering
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


class RunPages:
    """Makes run pages of payloads. Their Content-Security-Policy names script and style by their SHA-256, and nothing else
    may run but the worker that keeps the page, where it has one.
    """

    def __init__(self, words: Mapping[str, Any], script: str, style: str, environment: Rendering) -> None:
        self._words, self._script, self._style = _attributes(words), Markup(script), Markup(style)
        self._template = environment.get_template("run.html.j2")
        self._hashes = [Markup(f"'sha256-{_digest(text)}'") for text in (script, style)]

    def page(self, payload: Mapping[str, Any]) -> str:
        """The HTML of a run page."""
        said = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
        worker = "; trusted-types dutybook; worker-src 'self'" if payload["worker"] else "; trusted-types"
        text = self._template.render(
            language=payload["words"][payload["language"]]["tag"],
            title=payload["runnable"]["words"][payload["language"]]["title"],
            # No tag can begin or end in it.
            payload=Markup(said.replace("<", "\\u003c")),
            script=self._script,
            style=self._style,
            policy=Markup(
                "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'; "
                "require-trusted-types-for 'script'{}"
            ).format(*self._hashes, Markup(worker)),
            w=self._words,
        )
        return text.lstrip()


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


class _Words(dict[str, Any]):
    """Words by attribute as templates write them; an unknown word is an error."""

    def __getattr__(self, name: str) -> Any:
        return self[name]


def _attributes(words: Mapping[str, Any]) -> Any:
    return _WORDS.begin(words["language"]).of(Same(words), lambda: _as_attributes(words))


def _as_attributes(words: Any) -> Any:
    if isinstance(words, dict):
        return _Words({key: _as_attributes(value) for key, value in words.items()})
    return words
