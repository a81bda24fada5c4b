"""What the tests share: the small handbook of the rules, and one build of the real one."""

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from browsing import BROWSER, FLAGS, served

if TYPE_CHECKING:
    from dutybook.pipeline import Site

EDIT_URL = "https://example.org/edit/{path}#L{line}"

# How long an example takes says more of the machine than of the code.
hypothesis.settings.register_profile("any-machine", deadline=None)
hypothesis.settings.load_profile("any-machine")

HERE = Path(__file__).parent
PROJECT = HERE.parent
# The handbooks among the tests' own files have no history: pages tell it, and it would change with every commit.
os.environ["GIT_CEILING_DIRECTORIES"] = str(PROJECT)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with the small handbook, to change at will."""
    shutil.copytree(HERE / "rules" / "base", tmp_path / "small")
    return tmp_path / "small"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with the real handbook, to change at will."""
    for name in ("handbook", "checklists"):
        shutil.copytree(PROJECT / name, tmp_path / "copy" / name)
    return tmp_path / "copy"


@pytest.fixture(scope="session")
def run_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small handbook and checklists with every type of item. Not to be changed."""
    folder = tmp_path_factory.mktemp("shop") / "small"
    shutil.copytree(HERE / "rules" / "base", folder)
    for file in (HERE / "run").glob("*.yml"):
        shutil.copy(file, folder / "checklists" / "shop")
    return folder


def lay_out_shop(folder: Path) -> Path:
    """The small handbook with a checklist of every kind, in a folder."""
    for source in (HERE / "rules" / "base", HERE / "fingerprints" / "shop"):
        shutil.copytree(source, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with the small handbook and a checklist of every kind, to change at will."""
    return lay_out_shop(tmp_path / "shop")


def run(*words: str, cwd: Path = PROJECT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command as people do, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "dutybook", *words],
        cwd=cwd,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


Make = Callable[[Path], object]
Shared = Callable[[str, Make], Path]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """What is made once for all workers: the path of what `make` writes there for the first that asks for a name."""
    several = os.environ.get("PYTEST_XDIST_WORKER")
    base = tmp_path_factory.getbasetemp().parent if several else tmp_path_factory.mktemp("shared")

    def made(name: str, make: Make) -> Path:
        out, lock, done = base / name, base / f"{name}.lock", base / f"{name}.done"
        try:
            lock.mkdir()
        except FileExistsError:
            wait_for(done)
        else:
            try:
                make(out)
            finally:
                done.touch()
        assert out.exists(), f"{name} could not be made; the test that asked first says why"
        return out

    return made


@pytest.fixture(scope="session")
def built(shared: Shared) -> Path:
    """The real handbook's site, built once for all workers."""
    return shared("site", lambda out: build(PROJECT, out))


@pytest.fixture(scope="session")
def small_built(shared: Shared) -> Path:
    """The small handbook's site, whose pages name the places that they come from. Not to be changed."""

    def make(out: Path) -> None:
        # A copy, since the original has a history.
        copy = shutil.copytree(HERE / "rules" / "base", out.with_name("small"))
        build(copy, out, "--edit-url", EDIT_URL)

    return shared("small-site", make)


def build(root: Path, out: Path, *words: str, **environment: str) -> None:
    """Builds a site by the command; a site that cannot be built is a fault of the test.

    Not measured: the coverage of views comes from tests in this process, and measuring would triple the time.
    """
    told = run("build", "-o", str(out), *words, cwd=root, COVERAGE_PROCESS_CONFIG="", **environment)
    assert told.returncode == 0, told.stderr


@pytest.fixture(scope="session")
def real_site(shared: Shared) -> "Callable[[str], Site]":
    """The pages of the real handbook in a language, before any engine has seen them; made once for all workers."""
    from dutybook.pipeline import site
    from sites import real_book

    @cache
    def found(language: str) -> "Site":
        def make(out: Path) -> None:
            out.write_bytes(pickle.dumps(site(real_book(), PROJECT, language)))

        made: Site = pickle.loads(shared(f"pages.{language}", make).read_bytes())
        return made

    return found


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """The address of the built site, served for this worker."""
    with served(built) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A browser for this worker."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def kept_tab(browser: Any) -> Any:
    """The page that `tab` gives to one test after the other."""
    return browser.new_page()


@pytest.fixture
def tab(kept_tab: Any) -> Iterator[Any]:
    """A page at a desk for tests that only read: a new one takes as long to open as three pages of the site.

    It remembers nothing of the test before; what lasts as long as a page (a clock, a script of its own) needs a new one.
    """
    kept_tab.set_viewport_size({"width": 1280, "height": 720})
    yield kept_tab
    kept_tab.unroute_all()
    kept_tab.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")


@pytest.fixture(scope="session")
def run_folder(run_shop: Path, real_site: "Callable[[str], Site]", shared: Shared) -> Path:
    """The run pages of the small shop and of the real handbook, laid out as on a site; made once for all workers."""
    from running import lay_out, write_pages

    def make(out: Path) -> None:
        lay_out(run_shop, out)
        for language in ("zh", "en"):
            write_pages(real_site(language).assets, out / language)

    return shared("run-pages", make)


@pytest.fixture(scope="session")
def run_addresses(run_folder: Path) -> Iterator[dict[str, str]]:
    """Where the run pages lie, by origin."""
    with served(run_folder) as found:
        port = found.rsplit(":", 1)[1]
        yield {
            "localhost": f"http://localhost:{port}",
            "intranet": f"http://handbook.intranet:{port}",
            "folder": f"{run_folder.as_uri()}/",
        }


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    """A phone that remembers nothing."""
    found = browser.new_context(viewport={"width": 390, "height": 800}, timezone_id="Asia/Shanghai", has_touch=True)
    found.set_default_timeout(8000)
    yield found
    found.close()


def wait_for(file: Path, seconds: float = 900) -> None:
    """Waits until another worker has written a file."""
    import time

    for _ in range(int(seconds * 10)):
        if file.exists():
            return
        time.sleep(0.1)
    raise TimeoutError(file)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden pages anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))
