"""Continuous integration: the workflow files, and their scripts run for real in scratch repositories."""

import argparse
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import PROJECT
from dutybook.views.editing import CHECKS
from forges import TOKEN, Forge, playing
from repositories import Repository

FOLDER = PROJECT / ".github"
FILES = sorted((FOLDER / "workflows").glob("*.yml"))
SCRIPTS = FOLDER / "scripts"


def workflow(name: str) -> Any:
    return yaml.safe_load((FOLDER / "workflows" / name).read_text("utf-8"))


def steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in yaml.safe_load(file.read_text("utf-8"))["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_actions_are_pinned_to_commits(file: Path) -> None:
    used = re.findall(r"uses: (.*)", file.read_text("utf-8"))
    assert used
    for each in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)


def test_an_action_has_one_version() -> None:
    used = {each for file in FILES for each in re.findall(r"uses: (.*)", file.read_text("utf-8"))}
    assert len(used) == len({each.partition("@")[0] for each in used})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_runs_is_there_and_holds_no_expression(file: Path) -> None:
    for step in steps(file):
        if "run" in step:
            assert "${{" not in step["run"]
            program = step["run"].split()[-1 if step["run"].startswith(".venv/bin/python ") else 0]
            assert (PROJECT / program).is_file()
            assert program.endswith(".py") or (PROJECT / program).stat().st_mode & stat.S_IXUSR


def test_rights_are_the_least() -> None:
    assert workflow("check.yml")["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in workflow("check.yml")["jobs"].values())
    assert workflow("review.yml")["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert workflow("deploy.yml")["permissions"] == {"contents": "read"}
    for file in FILES:
        text = file.read_text("utf-8")
        assert "pull_request_target" not in text.replace("# ", "")
        assert "secrets." not in text
        assert text.count("uses: actions/checkout@") == text.count("persist-credentials: false")


def test_what_may_write_checks_out_the_main_branch_alone() -> None:
    (checkout,) = [step for step in steps(FOLDER / "workflows/review.yml") if "checkout" in step.get("uses", "")]
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    assert not [step for step in steps(FOLDER / "workflows/review.yml") if "artifact" in step.get("uses", "")]


def test_the_editing_page_names_the_jobs() -> None:
    names = [*workflow("check.yml")["jobs"], *workflow("review.yml")["jobs"]]
    assert tuple(names) == CHECKS
    assert workflow("review.yml")[True]["workflow_run"]["workflows"] == [workflow("check.yml")["name"]]


@pytest.fixture
def project(tmp_path: Path) -> Repository:
    """A scratch project with the small handbook and the scripts, cloned from a forge's repository."""
    made = Repository(tmp_path / "origin")
    shutil.copytree(SCRIPTS, made.root / ".github/scripts", ignore=shutil.ignore_patterns("__pycache__"))
    made.commit("The handbook")
    made.git("clone", "-q", str(made.root), str(tmp_path / "clone"))
    return made


@pytest.fixture
def dutybook(tmp_path: Path) -> str:
    """The command, as an executable."""
    program = tmp_path / "dutybook"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dutybook "$@"\n')
    program.chmod(0o755)
    return str(program)


def clone_of(project: Repository) -> Path:
    return project.root.parent / "clone"


def ran(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, encoding="utf-8", check=False
    )


def test_check_marks_the_lines_and_says_it_in_the_summary(project: Repository, dutybook: str, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    clone = clone_of(project)
    told = ran(clone, ".github/scripts/check.sh", DUTYBOOK=dutybook, GITHUB_STEP_SUMMARY=str(summary))
    assert told.returncode == 0, told.stderr
    file = clone / "handbook/shop/roles/clerk.yml"
    file.write_text(file.read_text("utf-8").replace("reports-to: boss", "reports-to: bos"), "utf-8")
    told = ran(clone, ".github/scripts/check.sh", DUTYBOOK=dutybook, GITHUB_STEP_SUMMARY=str(summary))
    assert told.returncode == 1
    assert re.search(r"^::error file=handbook/shop/roles/clerk\.yml,line=\d+,col=\d+,title=REF001", told.stdout, re.M)
    assert "“bos”" in summary.read_text("utf-8")
    assert summary.read_text("utf-8").count("``````````") == 4


def test_a_stale_codeowners_is_a_warning(project: Repository, dutybook: str) -> None:
    clone = clone_of(project)
    with (clone / "handbook/handbook.yml").open("a", encoding="utf-8") as file:
        file.write("teams:\n  - {role: shop/boss, team: example/shop}\n")
    told = ran(clone, ".github/scripts/check.sh", DUTYBOOK=dutybook, DUTYBOOK_LANG="en")
    assert told.returncode == 0, told.stderr
    assert "::warning file=.github/CODEOWNERS::" in told.stdout
    assert told.stdout.strip().endswith("dutybook owners --write")


def test_site_is_built_with_edit_links(project: Repository, tmp_path: Path) -> None:
    """The script says `build`; here the quicker `pages` answers, which reads the same settings."""
    program = tmp_path / "quick"
    program.write_text(f'#!/bin/sh\n[ "$1 $2" = "build -o" ] && exec "{sys.executable}" -m dutybook pages "$3"\n')
    program.chmod(0o755)
    address = "https://git.example.org/edit/{path}#L{line}"
    clone = clone_of(project)
    told = ran(clone, ".github/scripts/site.sh", DUTYBOOK=str(program), DUTYBOOK_EDIT_URL=address)
    assert told.returncode == 0, told.stderr
    page = (clone / "site/en/docs/shop/roles/clerk.md").read_text("utf-8")
    assert "https://git.example.org/edit/handbook/shop/roles/clerk.yml#L" in page


def proposed(project: Repository, forge: Forge, day: int, **others: str) -> str:
    """Commits a change to a branch and opens or updates request 7 for it; gives the commit."""
    project.git("checkout", "-q", "-B", "earlier", "main")
    project.edit("handbook/shop/standards/sales.yml", "by: 20", f"by: {day}")
    for file, text in others.items():
        (project.root / file.replace("__", "/")).write_text(text, "utf-8")
    head = project.commit(f"By the {day}th")
    project.git("update-ref", "refs/pull/7/head", head)
    project.git("checkout", "-q", "main")
    forge.requests = [{"number": 7, "head": {"label": "owner:earlier", "sha": head}, "base": {"ref": "main"}}]
    return head


def reviewed(project: Repository, api: str, head: str) -> subprocess.CompletedProcess[str]:
    return ran(
        clone_of(project),
        sys.executable,
        ".github/scripts/review.py",
        GITHUB_API_URL=api,
        GITHUB_REPOSITORY="firm/handbook",
        FORGE_TOKEN=TOKEN,
        HEAD_SHA=head,
        HEAD_OWNER="owner",
        HEAD_BRANCH="earlier",
        DUTYBOOK_LANG="en",
        SITE_URL="https://handbook.example.org/",
        RUN_URL="https://git.example.org/runs/1",
    )


def test_one_comment_is_written_and_then_updated(project: Repository) -> None:
    forge = Forge()
    forge.add("<!-- dutybook review -->\nby a person who copied the marker", user={"type": "User"})
    for number in range(120):
        forge.add(f"remark {number}", user={"type": "User"})
    with playing(forge) as api:
        first = proposed(project, forge, 19)
        told = reviewed(project, api, first)
        assert (told.returncode, told.stdout.strip()) == (0, "#7: written"), told.stderr
        assert reviewed(project, api, first).stdout.strip() == "#7: same"
        told = reviewed(project, api, proposed(project, forge, 18))
        assert told.stdout.strip() == "#7: changed", told.stderr
    assert forge.changes == [("POST", "221"), ("PATCH", "221")]
    assert forge.refused == []
    body = forge.comments[-1]["body"]
    assert "20" in body
    assert "18" in body
    assert "](https://handbook.example.org/en/shop/" in body
    assert "https://git.example.org/runs/1" in body


def test_a_commit_that_is_not_the_last_one_is_left_alone(project: Repository) -> None:
    forge = Forge()
    with playing(forge) as api:
        old = proposed(project, forge, 19)
        proposed(project, forge, 18)
        told = reviewed(project, api, old)
    assert told.returncode == 0
    assert forge.changes == []


def test_a_faulty_handbook_is_said_without_letting_its_text_out(project: Repository) -> None:
    """What a stranger writes into a file may reach the comment only inside a block that it cannot end."""
    forge = Forge()
    evil = "id: clerk\n```\n@everybody [x](https://evil.example)\n"
    with playing(forge) as api:
        head = proposed(project, forge, 19, **{"handbook__shop__roles__clerk.yml": evil})
        told = reviewed(project, api, head)
    assert told.returncode == 0, told.stderr
    body = forge.comments[-1]["body"]
    opened = re.search(r"^(`{3,})text$", body, re.M)
    assert opened is not None
    inside = body.partition(opened[0])[2].partition(f"\n{opened[1]}\n")
    assert opened[1] not in inside[0]
    assert "@everybody" not in body.replace(inside[0], "")


def test_nothing_of_a_change_is_executed(project: Repository, tmp_path: Path) -> None:
    """A change may bring scripts, templates and words of its own: none of them is used."""
    forge = Forge()
    trap = f"import pathlib; pathlib.Path({str(tmp_path / 'executed')!r}).touch()\n"
    with playing(forge) as api:
        head = proposed(
            project, forge, 19, **{".github__scripts__forge.py": trap, "sitecustomize.py": trap, "dutybook.py": trap}
        )
        assert reviewed(project, api, head).returncode == 0
    assert not (tmp_path / "executed").exists()
    assert forge.changes


def test_gitlab_gets_one_note_too(project: Repository) -> None:
    forge = Forge()
    forge.add("<!-- dutybook review -->\nby somebody else", author={"id": 9})
    head = proposed(project, forge, 19)
    clone = clone_of(project)
    project.git("-C", str(clone), "fetch", "-q", "origin", "refs/pull/7/head")
    base = project.git("rev-parse", "main")
    environment = {
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "CI_COMMIT_SHA": head,
        "CI_PROJECT_PATH": "firm/handbook",
        "DUTYBOOK_LANG": "zh",
    }
    with playing(forge) as api:
        for expected in ("!7: written", "!7: same"):
            told = ran(
                clone, sys.executable, ".github/scripts/review.py", CI_API_V4_URL=api, FORGE_TOKEN=TOKEN, **environment
            )
            assert told.stdout.strip() == expected, told.stderr
        told = ran(clone, sys.executable, ".github/scripts/review.py", CI_API_V4_URL=api, FORGE_TOKEN="", **environment)
        assert told.stdout.startswith("## ")
    assert forge.changes == [("POST", "101")]
    assert (clone / "review.md").read_text("utf-8").startswith("## ")


def gitlab() -> Any:
    """The pipeline of docs/gitlab.md."""
    return yaml.safe_load((PROJECT / "docs/gitlab.md").read_text("utf-8").partition("```yaml\n")[2].partition("```")[0])


def test_the_pipeline_for_gitlab_has_the_same_jobs() -> None:
    jobs = {name for name, job in gitlab().items() if isinstance(job, dict) and "script" in job}
    assert jobs == {*CHECKS, "pages"}
    assert {gitlab()[job]["stage"] for job in jobs} == set(gitlab()["stages"])


def test_the_commands_of_the_pipeline_for_gitlab_exist() -> None:
    lines = [line for job in gitlab().values() if isinstance(job, dict) for line in job.get("script", ())]
    assert len(lines) > 8
    for line in lines:
        program, *words = shlex.split(line.partition(" >")[0].partition(" ||")[0].replace("$DUTYBOOK_LANG", "zh"))
        program = program.removeprefix("../main/")
        if program == ".venv/bin/dutybook":
            parser = argparse.ArgumentParser()
            import_module(f"dutybook.cli.{words[0]}").arguments(parser)
            parser.parse_args(words[1:])
        elif program == ".venv/bin/python":
            assert (PROJECT / words[0].removeprefix("../main/")).is_file()
        elif program != "git":
            assert os.access(PROJECT / program, os.X_OK)
