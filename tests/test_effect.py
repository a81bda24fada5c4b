"""Nothing is due before a duty takes effect: on pages, sheets and calendars, in commands and in reviews."""

import json
from datetime import date
from pathlib import Path

import pytest
from conftest import run
from dutybook.book import Book
from dutybook.checklist.compile import compiled
from dutybook.checklist.instance import instance
from dutybook.checklist.used import days_used
from dutybook.due import due_between
from dutybook.pipeline import check, site
from dutybook.review.deadlines import dates


@pytest.fixture
def later(small: Path) -> Path:
    """The small handbook; counting begins in May, opening in the same week, the daily checklist on a day in May."""
    file = small / "handbook/shop/standards/sales.yml"
    text = file.read_text("utf-8")
    for duty, day in (("count", "2026-05-11"), ("open", "2026-05-13")):
        text = text.replace(f"  - id: {duty}\n", f"  - id: {duty}\n    effective-from: {day}\n")
    file.write_text(text, "utf-8")
    checklist = small / "checklists/shop/clerk-day.yml"
    checklist.write_text(checklist.read_text("utf-8") + "effective-from: 2026-05-13\n", "utf-8")
    return small


def book_of(root: Path) -> Book:
    found = check(root).book
    assert found is not None
    return found


def test_nothing_is_due_before_a_duty_takes_effect(later: Path) -> None:
    book = book_of(later)
    clerk = book.get("role", "shop/clerk", "")
    found = due_between(book, [clerk], date(2026, 4, 1), date(2026, 6, 30))
    assert [item.at.due.isoformat() for item in found if item.duty.id == "count"] == ["2026-06-10"]
    assert min(item.at.due for item in found if item.duty.id == "open") == date(2026, 5, 13)
    # The unit's own default dates the handbook, not the duty: its earlier days are for comparison.
    assert [item.at.due.month for item in found if item.duty.id == "order"] == [4, 5, 6]


def test_nor_does_it_stand_on_a_sheet_or_a_list_of_days(later: Path) -> None:
    book = book_of(later)
    checklist = book.get("checklist", "shop/clerk-day", "")
    assert next(days_used(book, checklist, date(2026, 5, 1), date(2026, 5, 31))) == date(2026, 5, 13)
    shown = instance(book, compiled(book, checklist), date(2026, 5, 8))
    assert "count" not in {each.line.id for _, lines in shown.stops for each in lines if each.due is not None}
    assert [item.duty.id for item in shown.coming if item.at.due == date(2026, 5, 10)] == []


def test_a_review_shows_the_dates_from_then_on(later: Path) -> None:
    book = book_of(later)
    assert dates(book, book.get("duty", "shop/count", ""), date(2026, 1, 1))[0].due == date(2026, 6, 10)


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "自2026年5月11日起生效，此前没有到期日"), ("en", "In force from 11 May 2026")]
)
def test_pages_say_from_when(language: str, said: str, later: Path) -> None:
    made = site(book_of(later), later, language)
    assert said in made.pages["shop/duties/count.md"]
    data = json.loads(made.assets["scripts/due-data.js"].partition(" = ")[2].rstrip(";\n"))
    assert data["duties"]["shop/open"]["begins"] == "2026-05-13"
    assert data["roles"]["shop/clerk"]["checklists"][0]["begins"] == "2026-05-13"
    assert min(data["dates"][data["duties"]["shop/count"]["dates"]]) == "2026-06-10"
    assert "since" not in data["duties"]["shop/count"]


def test_the_command_names_the_day_from_which_a_handbook_holds(later: Path) -> None:
    told = run("due", "shop/clerk", "--on", "2026-04-20", cwd=later)
    assert "in force from 1 November 2026; earlier dates" in told.stdout, told.stderr
    assert "in force from" not in run("due", "shop/clerk", "--on", "2026-11-20", cwd=later).stdout
