"""The typesetter: the same bytes for the same input, only the font of its own, no glyph missing unnoticed."""

import io
from pathlib import Path

import pytest
from dutybook.outputs.typeset import Typesetter, font_folder, strings

TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set document(title: "x")
#set text(font: "Noto Sans SC", lang: "zh", region: "cn", fallback: false)
#data.said
"""


@pytest.fixture
def setter(tmp_path: Path) -> Typesetter:
    folder = tmp_path / "site_config" / "templates"
    folder.mkdir(parents=True)
    (folder / "say.typ").write_text(TEMPLATE, "utf-8")
    return Typesetter(tmp_path, 1_700_000_000)


def test_the_same_input_gives_the_same_bytes(setter: Typesetter) -> None:
    assert setter.pdf("say.typ", {"said": "晨会 8:15"}) == setter.pdf("say.typ", {"said": "晨会 8:15"})


def test_what_was_forgotten_is_set_alike(setter: Typesetter) -> None:
    before = setter.pdf("say.typ", {"said": "晨会 8:15"})
    setter.forget()
    assert setter.pdf("say.typ", {"said": "晨会 8:15"}) == before


def test_nothing_is_taken_for_markup(setter: Typesetter) -> None:
    import pdfplumber

    said = "#panic() ____ *a* <b> @c $d$ \\e"
    with pdfplumber.open(io.BytesIO(setter.pdf("say.typ", {"said": said}))) as pdf:
        assert pdf.pages[0].extract_text() == said


def test_names_the_characters_that_the_font_lacks(setter: Typesetter) -> None:
    assert setter.missing("晨会𠮷8:15✅，𠮷") == ["𠮷", "✅"]


def test_a_template_that_is_not_there(setter: Typesetter) -> None:
    with pytest.raises(LookupError, match=r"other\.typ"):
        setter.pdf("other.typ", {})


def test_a_warning_is_a_fault(setter: Typesetter, tmp_path: Path) -> None:
    (tmp_path / "site_config/templates/odd.typ").write_text('#set document(title: "x")\n#set text(font: "No Such")\na')
    with pytest.raises(ValueError, match="unknown font family"):
        setter.pdf("odd.typ", {})


def test_the_font_is_there() -> None:
    assert [file.suffix for file in font_folder().glob("*.ttf")] == [".ttf"]


def test_strings_are_found_at_any_depth() -> None:
    assert list(strings({"a": ["b", {"c": ("d", 1, None)}]})) == ["b", "d"]
