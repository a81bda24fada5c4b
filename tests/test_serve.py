"""`dutybook serve` as a process: it serves, shows faults in the browser, recovers, and ends on Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from dutybook.site.serve import error_page, free_port


@pytest.fixture
def server(small: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """One language will do: builds of several are looked at elsewhere, and each takes its time."""
    settings = small / "handbook/handbook.yml"
    settings.write_text(settings.read_text("utf-8").replace("languages: [zh, en]", "languages: [en]"), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "dutybook", "serve", "--lang", "en"],
        cwd=small,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    yield address, process
    process.kill()
    process.communicate(timeout=30)


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode("utf-8"))


def wait(address: str, wanted: str, seconds: float = 120) -> None:
    """Waits until a page says something: the rebuild takes a moment."""
    end = time.monotonic() + seconds
    said = ""
    while time.monotonic() < end:
        try:
            said = read(address)
        except OSError as error:  # the moment in which one build takes the place of another
            said = str(error)
        if wanted in said:
            return
        time.sleep(0.2)
    raise AssertionError(f"{wanted!r} is not in {said[:2000]!r}")


def test_serves_shows_faults_and_recovers(server: tuple[str, "subprocess.Popen[str]"], small: Path) -> None:
    address, process = server
    assert address.startswith("http://127.0.0.1:")
    page = f"{address}en/shop/duties/count.html"
    wait(page, "by the 10th of each month")
    file = small / "handbook/shop/standards/sales.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("every: month, by: 10", "every: mnth, by: 10"), "utf-8")
    wait(page, "Did you mean month?")
    wait(address, "handbook/shop/standards/sales.yml:19:19")
    file.write_text(
        text.replace("by: 10", "by: 11").replace("10日前", "11日前").replace("by the 10th", "by the 11th"), "utf-8"
    )
    wait(page, "by the 11th of each month")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks at the processes as Linux shows them")
def test_a_killed_build_leaves_no_workers_behind(small: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "dutybook", "build"], cwd=small, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    end = time.monotonic() + 60
    while not (workers := children(process.pid)) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    assert workers
    time.sleep(0.5)
    process.kill()
    # A worker that lives on would hold the output open for ever.
    process.communicate(timeout=30)


def children(process: int) -> list[str]:
    """The processes that a process has started and that still run."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [child for task in tasks for child in task.read_text().split()]


def test_takes_the_next_free_port() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < free_port(port) <= port + 100


def test_the_error_page_escapes_what_it_quotes(small: Path) -> None:
    assert "&lt;script&gt;" in error_page([], small, "zh", "<script>")
