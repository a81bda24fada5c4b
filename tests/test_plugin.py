"""The pytest plugin in another folder, and over the real handbook."""

import os
import subprocess
import sys
from pathlib import Path

from conftest import PROJECT


def pytest_in(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV_"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:cov", *words],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_another_folder(small: Path) -> None:
    told = pytest_in(small, "-v", "--color=no")
    assert told.returncode == 0, told.stdout + told.stderr
    for name in (
        "role shop/clerk",
        "duty shop/count",
        "deadline of duty shop/count",
        "stage shop/pilot",
        "form shop/stock-sheet",
    ):
        assert f"handbook/handbook.yml::{name} PASSED" in told.stdout


def test_a_fault_fails_the_test_of_its_thing(small: Path) -> None:
    file = small / "handbook/shop/standards/sales.yml"
    file.write_text(file.read_text("utf-8").replace("by: 20}", "by: 9}"), "utf-8")
    told = pytest_in(small, "--color=no")
    assert told.returncode == 1
    assert "deadline of duty shop/order" in told.stdout
    assert "WHN008" in told.stdout
    assert "1 failed" in told.stdout
    assert "Traceback" not in told.stdout


def test_an_unreadable_handbook_fails(small: Path) -> None:
    (small / "handbook/shop/roles/clerk.yml").write_text("id: [", "utf-8")
    told = pytest_in(small, "--color=no")
    assert told.returncode == 1
    assert "handbook/shop/roles/clerk.yml:" in told.stdout


def test_the_real_handbook_has_a_test_for_everything() -> None:
    told = pytest_in(PROJECT, "handbook", "--collect-only", "-q", "--color=no")
    names = told.stdout.split("\n")
    assert "handbook/handbook.yml::role tobacco/customer-manager" in names
    assert "handbook/handbook.yml::deadline of duty tobacco/forecast-summary" in names
    assert sum("::stage power-supply/" in name for name in names) == 5
