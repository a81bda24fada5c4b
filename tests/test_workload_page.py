"""The page of a role's workload: in the built site, and its script against the same numbers as Python."""

import json
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from barriers import Barriers
from browsing import NEEDS_BROWSER, Watch
from conftest import PROJECT
from dutybook.workload import Group, reckon, rounded

VECTORS = json.loads((PROJECT / "tests/vectors/workload.json").read_text("utf-8"))
SCRIPT = PROJECT / "site_config/assets/scripts/workload.js"
PAGE = "tobacco/workload/customer-manager.html"
OPEN = "power-supply/workload/class-1-customer-manager.html"
KEPT = "[{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]"
NOVEMBER = "2026-11-24T10:00:00"


@NEEDS_BROWSER
def test_the_script_reckons_as_python_does(browser: Any) -> None:
    page = browser.new_page()
    page.add_script_tag(path=str(SCRIPT))
    found = page.evaluate(
        "each => each.map(({ groups, field, workdays, travel }) => dutybookReckon(groups, field, workdays, travel))",
        VECTORS,
    )
    page.close()
    assert found == [each["expect"] for each in VECTORS]


def random_case(dice: Random) -> dict[str, Any]:
    groups = [
        {
            "customers": dice.choice([None, 0, dice.randrange(1_000_000)]),
            "visits": dice.choice([None, [dice.randrange(40), dice.choice([1, 3, 7, 12])]]),
            "minutes": dice.choice([None, dice.randrange(1441)]),
        }
        for _ in range(dice.randrange(4))
    ]
    field, travel = dice.choice([None, dice.randrange(40_000)]), dice.choice([None, dice.randrange(1441)])
    return {"groups": groups, "field": field, "workdays": dice.randrange(24), "travel": travel}


def by_python(case: dict[str, Any]) -> dict[str, Any]:
    groups = [
        Group(each["customers"], Fraction(*each["visits"]) if each["visits"] else None, each["minutes"])
        for each in case["groups"]
    ]
    sums = reckon(groups, case["field"], case["workdays"], case["travel"])
    return {
        "need": rounded(sums.need, 2),
        "minutes": None if sums.minutes is None else rounded(sums.minutes),
        "a_day": None if sums.a_day is None else rounded(sums.a_day),
        "load": None if sums.load is None else rounded(sums.load * 100),
        "over": sums.load is not None and sums.load > 1,
    }


@NEEDS_BROWSER
def test_the_script_reckons_as_python_does_whatever_is_typed(browser: Any) -> None:
    dice = Random(20261125)
    cases = [random_case(dice) for _ in range(2000)]
    page = browser.new_page()
    page.add_script_tag(path=str(SCRIPT))
    found = page.evaluate(
        "each => each.map(({ groups, field, workdays, travel }) => dutybookReckon(groups, field, workdays, travel))",
        cases,
    )
    page.close()
    expected = [by_python(case) for case in cases]
    assert sum(each["load"] is not None for each in expected) > 100
    assert found == expected


@pytest.fixture
def page(browser: Any) -> Any:
    found = browser.new_page(viewport={"width": 1280, "height": 900})
    found.clock.set_fixed_time(NOVEMBER)
    yield found
    found.close()


def result(page: Any) -> str:
    return str(page.locator(".db-workload-result").inner_text())


@NEEDS_BROWSER
def test_numbers_typed_and_slid_give_what_the_command_says(page: Any, address: str) -> None:
    watch = Watch(page, address)
    page.goto(f"{address}zh/{PAGE}")
    kept = page.evaluate(KEPT)
    assert page.locator("select").input_value() == "2026-11"
    assert "填上户数" in result(page)
    page.get_by_label("城区客户（户）").first.fill("120")
    page.get_by_label("农村客户（户）").nth(1).fill("80")
    assert "每次走访可用25.6分钟，含路上" in result(page)
    assert "需要走访320次；平均每个工作日15.2次" in result(page)
    page.locator("select").select_option("2026-12")
    assert "每次走访可用28分钟" in result(page), "as `dutybook workload --urban 120 --rural 80` says of December"
    assert page.locator(".db-workload-load").count() == 0, "nobody said how long a visit takes"
    page.get_by_label("城区客户每次走访（分钟）").first.fill("25")
    page.get_by_label("农村客户每次走访（分钟）").first.fill("40")
    page.get_by_label("每次路上（分钟）").first.fill("5")
    assert "负荷120.4%" in result(page)
    assert "不是对个人的评价" in result(page)
    shown = page.locator(".db-workload-heat td.heat-4")
    assert [each.split("\n")[0] for each in shown.all_inner_texts()] == ["11", "31"]
    assert shown.first.locator("a").get_attribute("href") == "../due/customer-manager.html#d-2026-12-11"
    page.get_by_role("button", name="清空", exact=True).click()
    assert "填上户数" in result(page)
    assert watch.faults == []
    assert page.evaluate(KEPT) == kept, "nothing is stored"


@NEEDS_BROWSER
def test_what_is_not_stated_is_asked_of_the_reader(page: Any, address: str) -> None:
    page.goto(f"{address}en/{OPEN}")
    assert "The time in the field a day is not stated" in result(page)
    page.get_by_label("Minutes in the field a day, not stated").first.fill("300")
    assert "The frequency is not stated; enter a number to try." in result(page)
    page.get_by_label("Class-1 customers (number)").first.fill("40")
    page.get_by_label("Class-1 customers: visits a month each, not stated").first.fill("2")
    assert "78.8 minutes available for a visit, travel included" in result(page)


@NEEDS_BROWSER
@pytest.mark.parametrize("said", ["-5", "12.5", "1000001"])
def test_a_number_that_cannot_be_is_told_and_nothing_is_reckoned(said: str, page: Any, address: str) -> None:
    page.goto(f"{address}en/{PAGE}")
    page.get_by_label("Rural customers (number)").first.fill("80")
    number = page.get_by_label("Urban customers (number)").first
    number.fill(said)
    assert result(page) == "Nothing is reckoned: “Urban customers (number)” is no whole number from 0 to 1000000."
    assert number.get_attribute("aria-invalid") == "true"
    number.fill("120")
    assert "available for a visit" in result(page)
    assert number.get_attribute("aria-invalid") == "false"


@NEEDS_BROWSER
def test_it_works_from_a_folder(page: Any, built: Path) -> None:
    page.goto((built / "zh" / PAGE).as_uri())
    page.get_by_label("城区客户（户）").first.fill("120")
    assert "每次走访可用34.1分钟" in result(page)


@NEEDS_BROWSER
def test_what_it_comes_to_keeps_nobody_out_and_fits_a_phone(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700}, color_scheme="light")
    page.clock.set_fixed_time(NOVEMBER)
    page.goto(f"{address}zh/{PAGE}")
    page.get_by_label("城区客户（户）").first.fill("120")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator("#heat-2026-11").is_visible(), "the year of the month is open"
    assert Barriers().on(page) == []
    page.close()


def test_without_javascript_formula_examples_and_heat_map_stand_there(built: Path) -> None:
    text = (built / "en" / PAGE).read_text("utf-8")
    assert "minutes available for a visit = field minutes ÷ visits needed" in text
    assert "neither the figures of any firm nor a standard" in text
    assert ">41.6</td>" in text, "16 workdays × 390 minutes ÷ 150 visits"
    assert 'id="heat-2027-12"' in text
    assert 'class="heat-4"' in text
    open_page = (built / "zh" / OPEN).read_text("utf-8")
    assert "没有可举的例子" in open_page


def test_a_superior_finds_week_dates_workload_and_sheets_of_those_below(built: Path) -> None:
    text = (built / "zh/tobacco/roles/market-manager.html").read_text("utf-8")
    team = text.partition('id="team"')[2].partition("<h2")[0]
    for address in (
        "../../today.html?role=tobacco/customer-manager",
        "../due/customer-manager.html",
        "../workload/customer-manager.html",
        "../checklists/customer-manager-day.html",
    ):
        assert f'href="{address}"' in team
