"""What a run page keeps: when the browser is killed, when the server is gone, when a newer checklist comes."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from browsing import BROWSER, FLAGS, NEEDS_BROWSER, kept_offline, served, wait_until_kept
from running import Person, lay_out, sound

pytestmark = NEEDS_BROWSER
ROUND, PRIVATE = "shop/run/round.html", "well-being/run/type-c.html"


@contextmanager
def started(profile: Path) -> Iterator[tuple[Any, Any]]:
    """A browser of its own, as people start it, and what kills it: the process and all it started, at once."""
    from playwright.sync_api import sync_playwright

    port = profile / "DevToolsActivePort"
    port.unlink(missing_ok=True)
    words = [str(BROWSER), *FLAGS, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]  # fmt: skip
    process = subprocess.Popen(words, start_new_session=True, stderr=subprocess.DEVNULL)

    def kill() -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    try:
        until = time.monotonic() + 60
        while not (port.exists() and "\n" in port.read_text()):
            assert time.monotonic() < until, "the browser did not start"
            time.sleep(0.05)
        with sync_playwright() as playwright:
            address = f"http://127.0.0.1:{port.read_text().splitlines()[0]}"
            yield playwright.chromium.connect_over_cdp(address).contexts[0], kill
    finally:
        if process.poll() is None:
            kill()


def kill_in_the_middle(url: str, profile: Path) -> None:
    """A run, killed; the same at the same item in a new browser, killed; and once more to its end."""
    with started(profile) as (context, kill):
        person = Person(context, url).begin()
        person.choose("lights", "yes")
        person.choose("shelves", "no")
        person.page.fill("#i-shelves-why", "写到一半")
        person.page.wait_for_timeout(300)
        address = person.page.url
        kill()
    with started(profile) as (context, kill):
        person = Person(context, address)
        person.page.wait_for_selector(".item")
        assert person.count() == "1/10"
        assert person.page.input_value("#i-shelves-why") == "写到一半"
        box = person.page.locator("#i-shelves").bounding_box()
        assert 0 <= box["y"] < person.page.evaluate("innerHeight"), "it goes on where it was"
        person.because("shelves", "写完了")
        person.page.wait_for_timeout(300)
        kill()
    with started(profile) as (context, _):
        person = Person(context, url)
        person.page.click(".start .open [data-run]")
        person.page.wait_for_selector(".item")
        assert person.count() == "2/10"
        for item in ("prices", "queue", "door"):
            person.choose(item, "yes")
        person.write("minutes-on-site", "12")
        person.choose("anything-wrong", "nothing")
        person.complete()
        record = sound(*person.record())
        assert [row["event"] for row in record["audit"]].count("resume") == 2
        assert person.faults == []


def test_a_browser_that_is_killed_loses_nothing(
    run_folder: Path, run_addresses: dict[str, str], tmp_path: Path
) -> None:
    """Chromium writes localStorage to the disk some seconds later; a kill 300 ms after an answer is before that."""
    from multiprocessing import get_context

    for origin in ("folder", "intranet"):
        url = f"{run_addresses[origin]}zh/{ROUND}"
        # Playwright allows one of its kind in a process, and the other tests have it.
        with get_context("spawn").Pool(1) as pool:
            pool.apply(kill_in_the_middle, (url, tmp_path / origin))


def offline(browser: Any) -> Any:
    found = browser.new_context(viewport={"width": 390, "height": 800})
    found.set_default_timeout(8000)
    return found


def test_the_page_works_with_the_server_gone(browser: Any, run_folder: Path, run_shop: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(run_folder, site)
    context = offline(browser)
    with served(site, "localhost") as address:
        person = Person(context, f"{address}zh/{ROUND}?date=2026-12-11")
        wait_until_kept(person.page, ROUND)
        private = Person(context, f"{address}zh/{PRIVATE}")
        private.page.reload()
        assert not any(PRIVATE in each for each in kept_offline(private.page)), "what is private leaves no trace"
        private.leave()
        person.begin()
        person.choose("lights", "yes")
        url = person.page.url
        # A newer checklist comes while the run is open: the page is new, the run stays what it was.
        newer = tmp_path / "newer"
        shutil.copytree(run_shop, newer)
        file = newer / "checklists" / "shop" / "round.yml"
        file.write_text(file.read_text("utf-8").replace("开灯", "把灯全打开"), "utf-8")
        lay_out(newer, site)
        assert person.page.inner_text("#i-lights .text") == "开灯"
        person.page.reload()
        person.page.wait_for_selector("#i-lights[data-state=answered]")
        assert person.page.inner_text("#i-lights .text") == "开灯"
        person.leave()
    gone = Person(context, url)
    gone.page.wait_for_selector("#i-lights[data-state=answered]")
    assert gone.page.inner_text("#i-lights .text") == "开灯"
    gone.go_round()
    gone.complete()
    old = sound(*gone.record())
    gone.page.click(".outcome [data-do=start]")
    gone.begin()
    assert gone.page.inner_text("#i-lights .text") == "把灯全打开", (
        "what is begun now is of the newest page that was seen"
    )
    assert not [each for each in gone.faults if "ERR_CONNECTION_REFUSED" not in each]
    assert old["answers"][0]["value"] == "yes"
    context.close()


@pytest.mark.parametrize("origin", ["intranet", "folder"])
def test_nothing_breaks_where_there_is_no_worker(origin: str, phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses[origin]}zh/{ROUND}").begin()
    assert person.page.evaluate("navigator.serviceWorker?.controller ?? null") is None
    assert person.faults == []
    person.leave()


def test_nothing_breaks_where_the_worker_is_missing(browser: Any, run_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "zh" / "shop" / "run").mkdir(parents=True)
    shutil.copy(run_folder / "zh" / ROUND, tmp_path / "zh" / ROUND)
    context = offline(browser)
    with served(tmp_path, "localhost") as address:
        person = Person(context, f"{address}zh/{ROUND}").begin()
        person.go_round()
        person.complete()
        sound(*person.record())
        assert not [each for each in person.faults if "404" not in each]
    context.close()


def test_a_window_that_closes_takes_no_half_typed_answer(phone: Any, run_addresses: dict[str, str]) -> None:
    """The focus may leave a field after its window is hidden: what stood there stays a draft."""
    person = Person(phone, f"{run_addresses['folder']}zh/{ROUND}").begin()
    person.page.fill("#i-minutes-on-site-value", "3")
    person.page.evaluate(
        """() => { Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true })
        document.querySelector("#i-minutes-on-site-value").dispatchEvent(new Event("change")) }"""
    )
    assert person.state("minutes-on-site") == "open"
    person.page.evaluate("delete document.visibilityState")
    person.page.reload()
    person.page.wait_for_selector(".item")
    assert person.page.input_value("#i-minutes-on-site-value") == "3"
    assert person.state("minutes-on-site") == "open"
    person.page.focus("#i-minutes-on-site-value")
    person.page.keyboard.press("Tab")
    assert person.state("minutes-on-site") == "open", "outside the usual range a reason is asked for"
    assert person.page.is_visible("#i-minutes-on-site-why")
    person.leave()


def test_what_was_deleted_stays_deleted(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['folder']}zh/{ROUND}").begin()
    person.go_round()
    person.complete()
    sound(*person.record())
    person.page.click(".outcome [data-do=start]")
    person.page.click(".history summary")
    person.page.click(".history .quiet")
    assert person.kept() == []
    person.page.wait_for_timeout(100)
    person.page.reload()
    person.page.wait_for_selector(".head")
    assert person.kept() == []
    assert person.page.locator(".history, .open").count() == 0
    person.leave()


def test_what_only_the_disk_has_comes_back_and_what_is_older_does_not(
    phone: Any, run_addresses: dict[str, str]
) -> None:
    person = Person(phone, f"{run_addresses['folder']}zh/{ROUND}").begin()
    person.choose("lights", "yes")
    person.page.wait_for_timeout(100)
    old = person.page.evaluate("() => Object.fromEntries(Object.entries(localStorage))")
    person.choose("door", "yes")
    person.page.wait_for_timeout(100)
    url = person.page.url
    person.page.goto("about:blank")
    person.leave()
    blank = phone.new_page()
    blank.goto(f"{run_addresses['folder']}zh/{PRIVATE}")
    blank.evaluate(
        "old => { localStorage.clear(); for (const [name, said] of Object.entries(old)) localStorage.setItem(name, said) }",
        old,
    )
    blank.close()
    again = Person(phone, url)
    again.page.wait_for_selector("#i-door[data-state=answered]")
    assert again.count() == "2/10"
    again.leave()
