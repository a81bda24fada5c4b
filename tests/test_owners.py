"""`dutybook owners`: who is asked about a change of which file."""

from pathlib import Path

import pytest
from conftest import run
from dutybook.cli import main
from dutybook.outputs.owners import BEGIN, END, placed
from hypothesis import given
from hypothesis import strategies as st

TEAMS = """teams:
  - {role: shop/boss, team: firm/market}
  - {role: shop/clerk, team: [ann, clerks@firm.example]}
"""
MADE = f"""{BEGIN}
/handbook/shop/ @firm/market
/handbook/shop/roles/clerk.yml @ann clerks@firm.example
/checklists/shop/ @firm/market
{END}
"""


@pytest.fixture
def owned(small: Path) -> Path:
    """The small handbook with two teams, and a role that owns its own page."""
    with (small / "handbook/handbook.yml").open("a", encoding="utf-8") as file:
        file.write(TEAMS)
    clerk = small / "handbook/shop/roles/clerk.yml"
    clerk.write_text(clerk.read_text("utf-8") + "owner: clerk\n", "utf-8")
    return small


def said(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["owners", "--root", str(root), "--lang", "en", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_folder_has_a_line_and_a_file_with_other_owners_its_own(
    owned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(owned, capsys) == (0, MADE, "")
    assert "\n[shop]\n/handbook/shop/ @firm/market\n" in said(owned, capsys, "--format", "gitlab")[1]


def test_what_a_new_file_brings_is_not_stale(owned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(owned, capsys, "--write")[0] == 0
    form = owned / "handbook/shop/forms/stock-sheet.yml"
    text = form.read_text("utf-8").replace("id: stock-sheet", "id: other-sheet").replace("zh: ", "zh: 另一", 1)
    (form.parent / "other-sheet.yml").write_text(text, "utf-8")
    assert said(owned, capsys, "--check") == (0, "", "")


def test_other_lines_stay_and_checking_never_writes(owned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = owned / ".github/CODEOWNERS"
    assert said(owned, capsys, "--check")[0] == 1
    assert not file.exists()
    file.parent.mkdir()
    file.write_text("/generator/ @firm/tools", "utf-8")
    assert said(owned, capsys, "--write")[:2] == (0, f"written: {file}\n")
    assert file.read_text("utf-8") == "/generator/ @firm/tools\n" + MADE
    assert said(owned, capsys, "--check")[0] == 0
    settings = owned / "handbook/handbook.yml"
    settings.write_text(settings.read_text("utf-8").replace("firm/market", "firm/sales"), "utf-8")
    code, _, told = said(owned, capsys, "--check")
    assert (code, told.endswith("Run: dutybook owners --write\n")) == (1, True)
    assert "@firm/market" in file.read_text("utf-8")
    said(owned, capsys, "--write")
    assert file.read_text("utf-8") == "/generator/ @firm/tools\n" + MADE.replace("firm/market", "firm/sales")


def test_without_teams_it_says_so(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in ((), ("--check",), ("--write",)):
        code, out, told = said(small, capsys, *words)
        assert (code, out) == (0, "")
        assert told.startswith("handbook.yml names no teams yet")
    assert not (small / ".github").exists()


def test_the_handbook_itself_names_no_team() -> None:
    """Whoever adopts it has teams of their own; none is invented."""
    told = run("owners", "--check", "--lang", "zh")
    assert (told.returncode, told.stdout) == (0, "")
    assert "还没有写teams" in told.stderr


def test_a_role_that_does_not_exist_is_a_fault(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (small / "handbook/handbook.yml").open("a", encoding="utf-8") as file:
        file.write("teams:\n  - {role: shop/nobody, team: firm}\n")
    code, _, told = said(small, capsys)
    assert code == 1
    assert "REF001" in told


def test_renaming_a_role_renames_it_under_teams(owned: Path) -> None:
    told = run("rename", "shop/clerk", "seller", "--kind", "role", "--root", str(owned))
    assert told.returncode == 0, told.stderr + told.stdout
    assert "role: shop/seller" in (owned / "handbook/handbook.yml").read_text("utf-8")


def test_wrong_use(owned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(owned, capsys, "--write", "--check")[0] == 2


LINES = st.lists(st.sampled_from(["/a @b", "# remark", "", "* @c"])).map(
    lambda lines: "".join(f"{each}\n" for each in lines)
)


@given(LINES, LINES)
def test_placing_again_changes_nothing_and_keeps_other_lines(before: str, after: str) -> None:
    once = placed(before + MADE + after, MADE)
    assert once == before + MADE + after
    assert placed(once, "") == before + after
    assert placed(placed(before, MADE), MADE) == placed(before, MADE)
