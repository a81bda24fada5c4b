"""The words of the interface: the same keys in both languages, and each key in one file alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conftest import PROJECT
from dutybook.load import plain
from dutybook.problem import PLACEHOLDER

WORDS = PROJECT / "site_config/words"


def leaves(found: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(found, dict):
        for key, value in found.items():
            yield from leaves(value, f"{path}.{key}")
    else:
        yield path, str(found)


def files(language: str) -> dict[Path, dict[str, str]]:
    return {file: dict(leaves(plain(file))) for file in sorted((WORDS / language).glob("*.yml"))}


def test_no_key_stands_in_two_files() -> None:
    """The later file would quietly win, and the words of the other not fit what is filled in."""
    for language in ("zh", "en"):
        seen: dict[str, str] = {}
        for file, found in files(language).items():
            for key in found:
                assert seen.setdefault(key, file.name) == file.name, key


def test_both_languages_have_the_same_keys() -> None:
    chinese, english = files("zh"), files("en")
    assert [file.name for file in chinese] == [file.name for file in english]
    for one, other in zip(chinese.values(), english.values(), strict=True):
        # English has words of its own for once and twice.
        assert {key for key in set(one) ^ set(other) if not key.startswith(".when.times.")} == set()


def test_calendars_fill_in_the_same_values_in_both_languages() -> None:
    chinese, english = (dict(leaves(plain(WORDS / language / "calendar.yml"))) for language in ("zh", "en"))
    more = {".calendar.wall.title": {"m", "month"}, ".calendar.wall.day": {"n", "ordinal"}}
    for key, said in chinese.items():
        differ = set(PLACEHOLDER.findall(said)) ^ set(PLACEHOLDER.findall(english[key]))
        assert differ <= more.get(key, set()) | ({"n"} if key.endswith("-one") else set()), key
