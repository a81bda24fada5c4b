"""A checklist on a date: what is due, in which order, and what comes up."""

from datetime import date
from pathlib import Path

import pytest
from dutybook.checklist.compile import compiled
from dutybook.checklist.instance import AHEAD, Instance, instance
from test_checklists import book_of

DUTIES = "handbook/shop/standards/sales.yml"


def on(shop: Path, day: str, name: str = "clerk-day") -> Instance:
    book = book_of(shop)
    return instance(book, compiled(book, book.get("checklist", name, "shop")), date.fromisoformat(day))


def lines(found: Instance, pause: str) -> list[str]:
    return next([each.line.id for each in shown] for stop, shown in found.stops if stop.id == pause)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-11-09", []),
        ("2026-11-10", ["count"]),
        ("2026-11-20", ["order"]),
        ("2026-11-30", ["see-regulars"]),
        ("2026-01-09", ["count"]),  # the 10th is a Saturday: the workday before
        ("2026-01-10", []),
        ("2026-10-10", ["count"]),  # a make-up Saturday is a workday
        ("2026-09-20", ["order"]),  # and so is a make-up Sunday
    ],
)
def test_what_is_due_stands_on_the_sheet_of_its_day(shop: Path, day: str, due: list[str]) -> None:
    found = on(shop, day)
    assert lines(found, "due-today") == due
    assert lines(found, "opening") == ["open", "till"]


def test_a_due_line_knows_why(shop: Path) -> None:
    found = on(shop, "2026-01-09")
    ((dated,),) = [shown for stop, shown in found.stops if stop.id == "due-today"]
    assert dated.due is not None
    assert dated.due.at.nominal == date(2026, 1, 10)
    assert [move.cause for move in dated.due.at.moves] == ["day-off"]


def test_what_is_not_dated_has_no_date(shop: Path) -> None:
    found = on(shop, "2026-11-10")
    assert all(each.due is None for stop, shown in found.stops if stop.id == "opening" for each in shown)


def test_a_dated_duty_in_another_pause_point_is_marked_on_its_day(shop: Path) -> None:
    marked = {each.line.id for _, shown in on(shop, "2026-11-10", "more").stops for each in shown if each.due}
    assert marked == {"count"}
    assert lines(on(shop, "2026-11-11", "more"), "by-form") == ["count"]


def test_critical_items_come_first(shop: Path) -> None:
    path = shop / DUTIES
    text = path.read_text("utf-8").replace("by: 20}", "by: 10}")
    path.write_text(text, "utf-8")
    assert lines(on(shop, "2026-11-10"), "due-today") == ["count", "order"]
    path.write_text(text.replace("    needs: count\n", "    needs: count\n    critical: true\n"), "utf-8")
    assert lines(on(shop, "2026-11-10"), "due-today") == ["order", "count"]


def test_own_steps_of_a_due_pause_point_stand_there_every_day(shop: Path) -> None:
    path = shop / "checklists/shop/clerk-day.yml"
    own = "    items: [{id: diary, text: {zh: 看日历, en: Look at the diary}, reason: {zh: 免得漏。, en: So that nothing is missed.}}]\n"
    path.write_text(path.read_text("utf-8") + own, "utf-8")
    assert lines(on(shop, "2026-11-09"), "due-today") == ["diary"]
    assert lines(on(shop, "2026-11-10"), "due-today") == ["count", "diary"]


def test_what_comes_up_is_the_week_after_the_day(shop: Path) -> None:
    assert AHEAD == 7
    assert [(each.duty.id, each.at.due.day) for each in on(shop, "2026-11-13").coming] == [("order", 20)]
    assert on(shop, "2026-11-12").coming == ()
    assert on(shop, "2026-11-20").coming == ()
    assert [each.duty.id for each in on(shop, "2026-11-23").coming] == ["see-regulars"]


@pytest.mark.parametrize("name", ["more", "gate", "for-oneself"])
def test_only_a_work_list_with_what_is_due_looks_ahead(shop: Path, name: str) -> None:
    assert on(shop, "2026-11-13", name).coming == ()


def test_drafts_are_never_due(shop: Path) -> None:
    path = shop / DUTIES
    path.write_text(
        path.read_text("utf-8").replace("    needs: count\n", "    needs: count\n    status: draft\n"), "utf-8"
    )
    assert lines(on(shop, "2026-11-20"), "due-today") == []
    assert on(shop, "2026-11-13").coming == ()


def test_an_instance_is_the_same_each_time(shop: Path) -> None:
    first, second = on(shop, "2026-11-10"), on(shop, "2026-11-10")
    assert [lines(first, stop.id) for stop, _ in first.stops] == [lines(second, stop.id) for stop, _ in second.stops]
