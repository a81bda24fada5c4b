"""The help of the commands in Chinese: complete, within the screen, and free of charge for whoever does not ask for it."""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module

import pytest
from conftest import PROJECT
from dutybook.cli import COMMANDS, main
from dutybook.cli.helping import in_chinese
from dutybook.load import plain
from dutybook.terminal.width import width

OWN = ("positional arguments", "options", "usage: ", "show program's version number and exit")


def sentences(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Everything that a parser says in its help."""
    yield from (each for each in (parser.description, parser.epilog) if each)
    for action in parser._actions:
        if action.help and action.help != argparse.SUPPRESS:
            yield action.help
        if isinstance(action, argparse._SubParsersAction):
            yield from (each.help or "" for each in action._choices_actions)
            for inner in action.choices.values():
                yield from sentences(inner)


def of_command(name: str) -> list[str]:
    parser = argparse.ArgumentParser(description=COMMANDS[name])
    import_module(f"dutybook.cli.{name}").arguments(parser)
    return [*sentences(parser), COMMANDS[name]]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_sentence_has_its_chinese(name: str) -> None:
    missing = [each for each in of_command(name) if in_chinese(each) == each]
    assert missing == [], "add them to site_config/help/zh.yml"


def test_no_sentence_is_kept_that_nothing_says() -> None:
    said = {sentence for name in COMMANDS for sentence in of_command(name)}
    said |= {f"{each[:1].lower()}{each[1:].removesuffix('.')}" for each in said}
    left = set(plain(PROJECT / "site_config/help/zh.yml")) - said - set(OWN)
    # argparse's own have a value to fill in, or are about arguments; the rest is said before a command is chosen.
    own = re.compile(r"%|expected .* argument")
    assert [
        each for each in left if not own.search(each) and not each.startswith(("Checks a", "'dutybook COMMAND"))
    ] == []


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_chinese_and_fits_the_screen(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main([*name.split(), "--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("用法：dutybook")
    assert not re.search(r"^(usage|options|positional)", told, re.MULTILINE)
    wide = [line for line in told.split("\n") if width(line) > 80 and re.search("[\u4e00-\u9fff]", line)]
    # argparse sets the names of options in lines of its own making.
    assert [line for line in wide if not line.startswith("用法")] == []


def test_wrong_use_is_said_in_the_language_of_messages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "--lang", "zh"]) == 2
    assert "还要写明：ROLE" in capsys.readouterr().err
    assert main(["due", "--lang", "en"]) == 2
    assert "the following arguments are required: ROLE" in capsys.readouterr().err
    assert main(["--lang", "zh", "check", "--formt", "x"]) == 2
    assert "没有这样的参数：--formt x" in capsys.readouterr().err


def test_language_may_stand_before_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh", "--help"]) == 0
    assert "检查手册，说明哪里有错" in capsys.readouterr().out


def test_nothing_is_loaded_where_nobody_asks_for_help() -> None:
    code = (
        "import sys; from dutybook.cli import main; from dutybook.cli.helping import _known;"
        "main(['explain', 'DUT003', '--lang', 'zh']); sys.exit(_known.cache_info().misses)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, check=False)
    assert told.returncode == 0
    assert "DUT003" in told.stdout.decode()
