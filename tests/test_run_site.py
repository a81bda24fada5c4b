"""Running checklists from the built site: found from home, told on every page, there again without a network."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from browsing import NEEDS_BROWSER, Watch, kept_offline, served, wait_until_kept
from running import PROJECT, Person, run_paths

pytestmark = NEEDS_BROWSER
ROLE, VISIT, DAY = (
    "tobacco/customer-manager",
    "tobacco/run/customer-visit.html",
    "tobacco/run/customer-manager-day.html",
)
TODAY = f"today.html?role={ROLE}&date=2026-12-11"
SAID = {
    "zh": {"left": "做完还没交出去的有1份", "open": "没做完的清单有1份", "go-on": "接着做", "not": "还没交出去", "import": "导入记录"},
    "en": {"left": "Finished and not handed in: 1", "open": "Checklists begun and not finished: 1", "go-on": "go on", "not": "Not handed in", "import": "Import a record"},
}  # fmt: skip


def bases(built: Path, address: str) -> Iterator[tuple[str, str]]:
    """By language, the site over http from what is no secure context, and from a folder."""
    for language in ("zh", "en"):
        yield language, f"{address.replace('127.0.0.1', 'handbook.intranet')}{language}/"
        yield language, f"{built.as_uri()}/{language}/"


def test_every_checklist_has_its_page(built: Path) -> None:
    for language in ("zh", "en"):
        made = {str(each.relative_to(built / language)) for each in (built / language).glob("*/run/*.html")}
        assert made == set(run_paths(PROJECT))
        assert (built / language / "run-worker.js").is_file()


def stop(person: Person) -> None:
    person.page.click(".stop summary")
    person.page.fill("#stop-why", "x")
    person.page.click("[data-do=stop]")
    person.page.wait_for_selector(".outcome:not([hidden])")
    person.leave()


def test_from_home_in_two_clicks_and_told_on_every_page(built: Path, address: str, browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for language, base in bases(built, address):
        context = browser.new_context(viewport={"width": 390, "height": 800})
        context.set_default_timeout(8000)
        page, said = context.new_page(), SAID[language]
        watch = Watch(page, base.rsplit(f"{language}/", 1)[0])
        page.goto(f"{base}index.html")
        assert page.locator("[data-db-runs] p").count() == 0
        page.click("article a[href='today.html'] >> visible=true")
        page.select_option("select[name=role]", ROLE)
        page.fill("input[name=date]", "2026-12-11")
        page.click("a.db-run[href^='tobacco/run/customer-manager-day.html']")
        page.wait_for_selector("#date")
        assert page.input_value("#date") == "2026-12-11"
        assert said["import"] in page.inner_text(".import")
        begun = Person(context, f"{base}{VISIT}?date=2026-12-11").begin()
        begun.page.wait_for_timeout(50)
        begun.leave()
        stop(Person(context, f"{base}{DAY}?date=2026-12-11").begin())
        for where in (
            "index.html",
            "tobacco/roles/customer-manager.html",
            "glossary.html",
            "tobacco/checklists/customer-visit.html",
        ):
            page.goto(base + where)
            told = page.inner_text("[data-db-runs]")
            assert said["left"] in told, where
            assert said["open"] in told, where
        page.goto(base + TODAY)
        assert page.inner_text("a.db-run-kept >> text=" + said["go-on"]) == said["go-on"]
        page.click(".db-runs summary")
        assert page.locator(".db-runs details li").count() == 2
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        if not base.startswith("file:"):  # in a folder axe may not read the styles
            found = Axe().run(page, options={"resultTypes": ["violations"]})
            assert found.response["violations"] == [], found.generate_report()
        assert said["not"] in page.inner_text(".db-runs details")
        assert said["import"] in page.inner_text("main"), "how to go on with what another device has"
        page.click("a.db-run-kept >> text=" + said["go-on"])
        page.wait_for_selector(".item")
        page.goto(base + "index.html")
        page.click("[data-db-runs] a >> nth=0")
        page.wait_for_selector(".outcome:not([hidden])")
        # In a folder Material's search asks for a file that is made for folders alone.
        assert not [each for each in watch.faults if "search_index.js" not in each and "ERR_FILE_NOT_FOUND" not in each]
        context.close()


def test_the_date_of_a_printed_code_is_that_of_the_run(address: str, browser: Any) -> None:
    """The code on a sheet leads to the checklist's page with its date; from there the run is of that date."""
    page = browser.new_page()
    page.goto(f"{address}zh/{VISIT.replace('/run/', '/checklists/')}?date=2026-12-11&v=0000000")
    page.click(".db-run-now a")
    page.wait_for_selector("#date")
    assert page.input_value("#date") == "2026-12-11"
    assert "2026年12月11日" in page.inner_text("#date-said")
    page.close()


def test_the_day_begins_without_a_network(built: Path, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    context.set_default_timeout(8000)
    with served(built, "localhost") as address:
        page = context.new_page()
        page.goto(f"{address}zh/{TODAY}")
        wait_until_kept(page, "promotion.html")
        page.close()
    page = context.new_page()
    watch = Watch(page, address)
    page.goto(f"{address}zh/{TODAY}")
    assert page.input_value("select[name=role]") == ROLE
    page.click("a.db-run[href^='tobacco/run/customer-visit.html']")
    page.wait_for_selector("#who")
    assert page.input_value("#date") == "2026-12-11"
    assert not [each for each in watch.faults if "ERR_" not in each]
    assert not [each for each in kept_offline(page) if "/well-being/" in each], "what is private leaves no trace"
    context.close()
