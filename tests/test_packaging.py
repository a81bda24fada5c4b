"""What is declared, pinned, documented and shipped agrees."""

import re
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT
from dutybook.load import plain
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
REQUIREMENTS = [Requirement(each) for each in [*DECLARED["dependencies"], *DECLARED["optional-dependencies"]["test"]]]


def pinned() -> dict[str, str]:
    lines = (PROJECT / "constraints.txt").read_text("utf-8").split("\n")
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def test_every_dependency_is_pinned_within_its_range() -> None:
    pins = pinned()
    for requirement in REQUIREMENTS:
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), requirement


def test_every_dependency_is_documented() -> None:
    text = (PROJECT / "generator" / "DEPENDENCIES.md").read_text("utf-8").casefold()
    for requirement in REQUIREMENTS:
        assert f"| {requirement.name} |" in text, requirement.name


def test_no_file_names_a_registry_or_a_place_of_this_machine() -> None:
    told = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True)
    forbidden = re.compile("pypi" + r"\.org|index" + "-url|registry" + r"\.npmjs|/ro" + "ot/|/ho" + "me/|/wor" + "k/")
    found = []
    for name in told.stdout.split("\0"):
        file = PROJECT / name
        if name and file.is_file() and file.suffix not in (".png", ".jpg"):
            hit = forbidden.search(file.read_text("utf-8", errors="replace"))
            if hit:
                found.append((name, hit[0]))
    assert found == []


def test_the_wheel_holds_what_an_installed_copy_needs(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    (wheel,) = WheelBuilder(str(PROJECT)).build(directory=str(tmp_path), versions=["standard"])
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "pipeline.py",
        "_site_config/mkdocs.yml",
        "_site_config/templates/page.md.j2",
        "_site_config/words/zh/common.yml",
    ):
        assert f"dutybook/{name}" in names
    assert not any(name.startswith(("tests/", "handbook/")) for name in names)


def test_both_readmes_name_the_same_commands() -> None:
    commands = [
        re.findall(r"`((?:make|dutybook|mkdocs|pytest|pip) [^`]+)`", (PROJECT / name).read_text("utf-8"))
        for name in ("README.md", "README.zh.md")
    ]
    assert set(commands[0]) == set(commands[1])
    assert {"make site", "make test"} <= set(commands[0])


def test_the_map_names_every_module() -> None:
    text = (PROJECT / "generator" / "README.md").read_text("utf-8")
    package = PROJECT / "generator" / "dutybook"
    modules = {file.name for file in package.glob("*.py")} | {f"{folder.name}/" for folder in package.glob("[a-z]*/")}
    missing = {name for name in modules if f"`{name}`" not in text} - {"__init__.py", "__main__.py"}
    assert missing == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_of_the_interface_is_written_twice(language: str) -> None:
    seen: dict[tuple[str, ...], str] = {}
    twice = []
    for file in sorted((PROJECT / "site_config" / "words" / language).glob("*.yml")):
        for path in leaves_of(plain(file), ()):
            if path in seen:
                twice.append((".".join(path), seen[path], file.name))
            seen[path] = file.name
    assert twice == []


def test_both_languages_have_the_same_words() -> None:
    found = [
        {
            path
            for file in (PROJECT / "site_config" / "words" / each).glob("*.yml")
            for path in leaves_of(plain(file), ())
        }
        for each in ("zh", "en")
    ]
    assert {path for path in found[0] ^ found[1] if path[:2] != ("when", "times")} == set(), (
        "once and twice are words in English only"
    )


def leaves_of(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The places of everything that is no mapping."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from leaves_of(each, (*path, name))
    else:
        yield path
