"""What a checklist selects: every kind of selection, what is left out, and what its own words add."""

from pathlib import Path
from typing import Any

import pytest
from dutybook.book import Book
from dutybook.checklist.compile import Compiled, Line, compiled, every, stops
from dutybook.checklist.coverage import checklists_of, needs_a_checklist
from dutybook.model.organisation import Onboarding
from dutybook.pipeline import check
from test_checklists import book_of
from test_rules import TODAY

DAY = "checklists/shop/clerk-day.yml"
ALL = "checklists/shop/everything.yml"


def made(book: Book, name: str) -> Compiled:
    return compiled(book, book.get("checklist", name, "shop"))


def ids(book: Book, name: str, pause: str) -> list[str]:
    return [line.id for line in stop(book, name, pause).lines]


def stop(book: Book, name: str, pause: str) -> Any:
    return next(each for each in made(book, name).stops if each.pause.id == pause)


def line(book: Book, name: str, item: str) -> Line:
    return next(each for each in made(book, name).lines if each.id == item)


def write(shop: Path, select: str, *, role: str = "clerk", items: str = "") -> Book:
    """The small handbook with one more checklist, of one pause point."""
    (shop / "checklists/shop/one.yml").write_text(
        f"id: one\ntitle: {{zh: 一张, en: One}}\nrole: {role}\nmode: read-do\nobjective: {{zh: 试, en: Try.}}\n"
        "when: {as: needed}\ncompletion: {zh: 完成, en: Done}\nsource: [S1-01]\npauses:\n"
        f"  - id: stop\n    title: {{zh: 停, en: Stop}}\n    seconds: 30\n    select: [{select}]\n{items}",
        "utf-8",
    )
    return book_of(shop)


@pytest.mark.parametrize(
    ("select", "found"),
    [
        ("{standard: sales}", ["open", "count", "order"]),
        ("{standard: sales, except: [open, order]}", ["count"]),
        ("{standard: lead}", []),
        ("{schedule: day}", ["open"]),
        ("{schedule: day, from: serve}", []),
        ("{schedule: day, to: open-shop}", ["open"]),
        ("{schedule: day, from: open-shop, to: serve, except: [open]}", []),
        ("{due: today}", ["count", "order", "see-regulars"]),
        ("{due: today, except: [order]}", ["count", "see-regulars"]),
        ("{form: stock-sheet}", ["count"]),
        ("{customer-class: regular}", ["greet", "see-regulars"]),
        ("{each: visit}", ["greet", "show"]),
        ("{each: meeting}", []),
        ("{process: complaint}", ["hear", "settle"]),
        ("{process: complaint, steps: [settle]}", ["settle"]),
        ("{exit-of: pilot}", ["done"]),
        ("{induction: day-1}", ["task-day-1-1", "task-day-1-2"]),
        ("{questions-of: tired}", ["q1"]),
        ("{prompts-of: note}", ["today"]),
        ("{each: visit}, {standard: sales}", ["greet", "show", "open", "count", "order"]),
        ("{standard: sales}, {form: stock-sheet}", ["open", "count", "order"]),
    ],
)
def test_what_is_selected(shop: Path, select: str, found: list[str]) -> None:
    assert ids(write(shop, select), "one", "stop") == found


def test_a_role_that_acts_as_another_selects_what_is_the_other_s(shop: Path) -> None:
    book = write(shop, "{each: visit}, {induction: before}", role="trainee")
    assert ids(book, "one", "stop") == ["greet", "show", "keys"]


def test_another_role_s_duties_are_not_selected(shop: Path) -> None:
    assert ids(write(shop, "{each: visit}, {due: today}", role="boss"), "one", "stop") == []


def test_drafts_and_what_is_retired_are_not_selected(shop: Path) -> None:
    text = (shop / "handbook/shop/schedules/day.yml").read_text("utf-8")
    assert "duties: open," in text
    new = text.replace("duties: open,", "duties: [loyalty-card, open],")
    (shop / "handbook/shop/schedules/day.yml").write_text(new, "utf-8")
    assert ids(write(shop, "{schedule: day}, {each: visit}"), "one", "stop") == ["open", "greet", "show"]


def test_own_words_stand_in_for_those_of_a_selected_duty(shop: Path) -> None:
    book = write(
        shop,
        "{standard: sales}",
        items="    items:\n      - {duty: count, id: stock, text: {zh: 点货, en: Count}, response: {zh: 相符, en: Agrees},"
        " critical: true}\n",
    )
    assert ids(book, "one", "stop") == ["open", "stock", "order"]
    found = line(book, "one", "stock")
    assert (found.text.said["en"], found.response and found.response.said["en"]) == ("Count", "Agrees")
    assert found.critical
    assert found.duty is book.get("duty", "count", "shop")


def test_a_duty_of_the_items_follows_what_is_selected(shop: Path) -> None:
    book = write(shop, "{form: stock-sheet}", items="    items: [{duty: open}, {duty: count}]\n")
    assert ids(book, "one", "stop") == ["count", "open"]


def test_what_a_line_says(shop: Path) -> None:
    book = book_of(shop)
    greet = line(book, "everything", "greet")
    assert (greet.source, greet.type, greet.critical) == ("duty", "confirm", True)
    assert [each.said["en"] for each in greet.detail] == ["a greeting", "what they need"]
    count = line(book, "everything", "count")
    assert [form.id for form in count.forms] == ["stock-sheet"]
    assert [role.id for role in count.receivers] == ["boss"]
    hear, settle = line(book, "everything", "hear"), line(book, "everything", "settle")
    assert (hear.by, [role.id for role in settle.by]) == ((), ["boss"])
    assert settle.response is not None
    assert settle.response.said["en"] == "Answer"
    call_back = line(book, "everything", "call-back")
    assert call_back.only_if is not None
    assert (call_back.only_if.item, call_back.only_if.is_) == ("what-kind", "regular")


def test_a_control_point_belongs_to_its_step(shop: Path) -> None:
    path = shop / "handbook/shop/processes/complaint.yml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("id: settle, ", "id: settle, control-point: {zh: 要留底。, en: Keep a copy.}, "), "utf-8"
    )
    assert [each.said["en"] for each in line(book_of(shop), "everything", "settle").detail] == ["Keep a copy."]


@pytest.mark.parametrize(
    ("name", "item", "type_"),
    [("gate", "done", "yes-no"), ("for-oneself", "q1", "yes-no"), ("for-oneself", "today", "text")],
)
def test_criteria_and_questions_are_answered_and_prompts_written(shop: Path, name: str, item: str, type_: str) -> None:
    assert line(book_of(shop), name, item).type == type_


def test_a_criterion_asks_for_its_target_and_its_evidence(shop: Path) -> None:
    found = line(book_of(shop), "gate", "done")
    assert found.text.said["en"] == "All done."
    assert found.response is not None
    assert found.response.said["en"] == "The report."


def test_tasks_with_an_id_keep_it(shop: Path) -> None:
    book = book_of(shop)
    assert ids(book, "everything", "by-phase") == ["keys", "task-day-1-1", "task-day-1-2"]
    assert all(isinstance(each.node, Onboarding) for each in stop(book, "everything", "by-phase").lines)


def test_candidates_of_the_day_stand_in_a_pause_point_of_their_own_kind(shop: Path) -> None:
    book = book_of(shop)
    assert {each.pause.id for _, each in stops(book) if each.due} == {"due-today"}


def test_a_checklist_is_compiled_once(shop: Path) -> None:
    book = book_of(shop)
    assert made(book, "more") is made(book, "more")
    assert len(list(every(book))) == len(book.checklists) == 5


@pytest.mark.parametrize(
    ("select", "items"),
    [("{standard: nothing}", ""), ("{process: nothing}", ""), ("{exit-of: nothing}", ""), ("{questions-of: nothing}", ""),
     ("{prompts-of: nothing}", ""), ("{schedule: nothing}", ""), ("{form: nothing}", ""), ("{customer-class: nothing}", ""),
     ("{standard: lead}", "    items: [{duty: nothing}]\n")],
)  # fmt: skip
def test_what_cannot_be_found_is_left_out(shop: Path, select: str, items: str) -> None:
    """A rule reports it; compiling does not fail."""
    assert ids(write(shop, select, items=items), "one", "stop") == []
    assert "REF001" in {problem.kind.code for problem in check(shop, TODAY).problems}


def test_which_duties_need_a_checklist(shop: Path) -> None:
    book = book_of(shop)
    found = {duty.id: needs_a_checklist(duty) for duty in book.duties}
    assert found == {
        "check-books": False, "open": True, "count": True, "order": True, "greet": True, "show": True, "call-back": True,
        "see-regulars": True, "loyalty-card": True, "hand-out-leaflets": True,
    }  # fmt: skip


def test_on_which_checklists_a_duty_stands(shop: Path) -> None:
    book = book_of(shop)
    found = {duty.id: [each.id for each in checklists_of(book, duty)] for duty in book.duties}
    assert found["count"] == ["clerk-day", "everything", "more"]
    assert found["open"] == ["clerk-day", "more"]
    assert found["check-books"] == found["loyalty-card"] == []
