"""Pages that need no Markdown engine come out as Markdown would have made them, or are left to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import markdown
import pytest
from dutybook.site.body import body_of, toc_of
from dutybook.site.ready import DEPTH, EXTENSIONS, TOC
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.structure.pages import _ExtractTitleTreeprocessor
from mkdocs.structure.toc import get_toc
from mkdocs.utils.meta import get_data

if TYPE_CHECKING:
    from dutybook.pipeline import Site


def by_markdown(text: str) -> tuple[str, str, str | None]:
    """The HTML, the table of contents and the title as MkDocs has them."""
    engine = markdown.Markdown(extensions=EXTENSIONS, extension_configs={"toc": TOC})
    title = _ExtractTitleTreeprocessor()
    title._register(engine)
    html = engine.convert(text)
    return html, str(get_toc(vars(engine)["toc_tokens"])), title.title


def at_once(text: str) -> tuple[str, str, str | None] | None:
    body = body_of(text)
    return None if body is None else (body.html, str(toc_of(body, DEPTH)), body.title)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_of_the_real_handbook(real_site: "Callable[[str], Site]", language: str) -> None:
    texts = {path: get_data(text)[0] for path, text in real_site(language).pages.items()}
    left = [path for path, text in texts.items() if body_of(text) is None]
    assert len(left) <= 3, left
    # Every seventh, and so some of each type: all of them take ten seconds.
    for path in sorted(texts.keys() - set(left))[::7]:
        assert at_once(texts[path]) == by_markdown(texts[path]), path


PIECES = st.sampled_from(
    ("# A {#a}", "## 职责（一）&#42; {#b}", "### C *d* {#c}", "## E", "<p>x</p>", "<p>x", "</p>", "<div>\n<p>y</p>\n</div>", "text",
     "<ul>\n<li>*z*</li>\n</ul>", "<table>\n<tr><td>&amp; [TOC]</td></tr>\n</table>", "<ol><li>1</li></ol>\n<p>2</p>", "[TOC]",
     "<p>a</p><p>b</p>", "- list", "    code", "<!-- c -->", "<p title=\"a > b\">q</p>", "\tx", "<details><summary>s</summary>t</details>",
     '<script src="x.js" defer></script>', "<style>a{}</style>", "<div><div>open</div>", "&lt;b&gt;", "<svg></svg>", "<p>中\n文</p>", "")
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=6), st.sampled_from(("\n\n", "\n", "\n\n\n")))
@example(["# A {#a}", "<ol><li>1</li></ol>\n<p>2</p>", "<div><div>open</div>"], "\n\n")
def test_whatever_is_made_at_once_is_what_markdown_makes(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    found = at_once(text)
    assert found is None or found == by_markdown(text)
