"""The hooks, run by the real pre-commit on a real repository. It needs no network: hooks and repositories are local."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from conftest import PROJECT
from repositories import ENVIRONMENT, Repository

HOOKS = PROJECT / ".pre-commit-hooks.yaml"
pytestmark = pytest.mark.skipif(
    find_spec("pre_commit") is None, reason="no pre-commit here: install the packages of the extra 'test'"
)


@pytest.fixture
def hooked(tmp_path: Path) -> Repository:
    """A repository with the small handbook, and the hooks from a local repository that stands for dutybook's."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / ".pre-commit-hooks.yaml").write_bytes(HOOKS.read_bytes())
    made = Repository(tmp_path / "project")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "Hooks")):
        made.git("-C", str(hooks), *words)
    revision = made.git("-C", str(hooks), "rev-parse", "HEAD")
    names = [hook["id"] for hook in yaml.safe_load(HOOKS.read_text("utf-8"))]
    config = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": [{"id": name} for name in names]}]}
    (made.root / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    program = tmp_path / "bin/dutybook"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dutybook "$@"\n')
    program.chmod(0o755)
    made.git("add", "-A")
    return made


def committed(repository: Repository, *files: str) -> tuple[int, str]:
    """What pre-commit says before a commit of some files."""
    repository.git("add", *files)
    home = repository.root.parent
    environment = {
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(home / "cache"),
        "LANG": "C.UTF-8",
    }
    told = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--color", "never"],
        cwd=repository.root,
        env={**os.environ, **ENVIRONMENT, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return told.returncode, told.stdout + told.stderr


def test_hooks_stop_what_is_wrong_and_let_pass_what_is_right(hooked: Repository) -> None:
    hooked.commit("The handbook")
    file = "handbook/shop/standards/sales.yml"
    hooked.edit(file, "Never late.", "Never too late.")
    code, told = committed(hooked, file)
    assert "dutybook format" in told
    if "files were modified by this hook" in told:  # the small handbook is not in the one style
        code, told = committed(hooked, file)
    assert code == 0, told
    assert told.count("Passed") == 3
    hooked.edit(file, "by: 20", "by：20")
    code, told = committed(hooked, file)
    assert code == 1
    assert "SLP001" in told
    assert f"{file}:" in told


def test_a_commit_of_other_files_asks_nothing(hooked: Repository) -> None:
    hooked.commit("The handbook")
    (hooked.root / "README.md").write_text("Words.\n", "utf-8")
    code, told = committed(hooked, "README.md")
    assert code == 0
    assert told.count("Skipped") == 3


def test_every_hook_is_explained() -> None:
    text = (PROJECT / "docs/pre-commit.md").read_text("utf-8")
    for hook in yaml.safe_load(HOOKS.read_text("utf-8")):
        assert text.count(f"`{hook['id']}`") == 1
        assert f"- id: {hook['id']}" in text
