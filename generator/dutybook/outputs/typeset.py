"""Plain values and a template of site_config/templates → PDF. The only user of typst.

One typesetter sets many documents: it keeps the font and the parsed template. Only the font that comes with the tool
is used, so that the same input gives the same bytes on every machine.
"""

import json
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..appearance import site_config_folders

FONT = "Noto Sans SC"
KEPT = 11  # documents after which typst drops what they no longer use


class Typesetter:
    """Sets documents of one project. `moment` is the time written into each PDF, in seconds since 1970."""

    def __init__(self, root: Path, moment: int) -> None:
        self._folders = [folder / "templates" for folder in site_config_folders(root)]
        self._moment = moment

    def pdf(self, template: str, data: object) -> bytes:
        """The PDF of a template with its data, tagged (PDF/UA-1). Raises LookupError where there is no such template.

        Templates get the data as JSON in `sys.inputs.data`; never as markup, so nothing in it can be taken for markup.
        """
        source = next((found for folder in self._folders if (found := folder / template).is_file()), None)
        if source is None:
            raise LookupError(template)
        pdf, warnings = self._compiler(source.parent).compile_with_warnings(
            input=str(source),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=self._moment,
        )
        if warnings:
            raise ValueError(f"{template}: {'; '.join(str(each) for each in warnings)}")
        return bytes(pdf)

    def forget(self) -> None:
        """Gives memory back. Typst keeps the layout of its last ten documents: 1 GiB for ten years of month pages."""
        for _ in range(KEPT):
            self._compiler(self._folders[-1]).compile(input=b"", format="pdf")

    @cache  # noqa: B019 - a typesetter lives as long as its command
    def _compiler(self, folder: Path) -> Any:
        import typst

        return typst.Compiler(root=str(folder), font_paths=[str(font_folder())], ignore_system_fonts=True)

    @cached_property
    def _glyphs(self) -> frozenset[int]:
        from fontTools.ttLib import TTFont

        (file,) = font_folder().glob("*.ttf")
        with TTFont(file, lazy=True) as font:
            return frozenset(font.getBestCmap())

    def missing(self, said: str) -> list[str]:
        """The characters of a text that the font cannot show, each once; they would print as empty boxes."""
        return [each for each in dict.fromkeys(said) if ord(each) not in self._glyphs and each not in "\n\t"]


@cache
def font_folder() -> Path:
    """Where the font of printed matter lies: Noto Sans SC, from the package justmytype-intl-cjk."""
    spec = find_spec("justmytype_intl_cjk")
    if spec is None or spec.origin is None:  # pragma: no cover - a declared dependency
        raise LookupError("justmytype-intl-cjk")
    return Path(spec.origin).parent / "fonts" / "ofl" / "notosanssc"


def strings(value: Any) -> Iterator[str]:
    """Every string of plain values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)
