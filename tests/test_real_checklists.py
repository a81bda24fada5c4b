"""The real checklists: what there has to be, and what a rule cannot say of them."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from conftest import PROJECT
from dutybook.book import Book, unit_of
from dutybook.checklist.compile import Compiled, Line, compiled, every
from dutybook.checklist.coverage import checklists_of, needs_a_checklist, waivers
from dutybook.checklist.instance import instance
from dutybook.model.checklist import Checklist
from dutybook.pipeline import Site, check
from test_rules import TODAY

NAMES = {
    "tobacco": {
        "customer-manager-day", "customer-visit", "week-end", "month-end", "promotion", "abnormal-sales",
        "market-manager-day", "market-manager-month", "promotion-approval", "customer-manager-first-month",
        "market-manager-first-month",
    },
    "power-supply": {
        "customer-manager-day", "engineer-case", "dispatch-case", "needs-report", "demand-transfer", "demand-issue",
        "consultation", "escalation", "quarterly-appraisal", "yearly-appraisal", "engineer-appraisal",
        "gate-preparation", "gate-pilot", "gate-branding", "gate-summary", "gate-normalisation",
        "customer-manager-first-month", "team-leader-first-month", "service-dispatch-first-month",
        "service-engineer-first-month",
    },
    "telecom": {"visit", "calls", "monthly-indicators", "group-customer-manager-first-month"},
    "securities": {"week", "customer-manager-first-month"},
    "bank": {"year-end", "customer-manager-first-month"},
    "advertising": {"draft", "hear-draft", "client-talk", "account-manager-first-month", "supervisor-first-month"},
    "well-being": {"type-c", "abcde"},
}  # fmt: skip
ROWS = 24  # that a sheet of paper has place for


@pytest.fixture(scope="module")
def book() -> Book:
    found = check(PROJECT, TODAY)
    assert {problem.kind.code for problem in found.problems} <= {"CAL006"}, (
        "only the notice that is not out yet may be missing"
    )
    assert found.book is not None
    return found.book


def made(book: Book, key: str) -> Compiled:
    return compiled(book, book.get("checklist", key, key.split("/", maxsplit=1)[0]))


def own(book: Book) -> Iterator[tuple[str, str]]:
    """Everything that the checklists say in words of their own, with where."""
    for checklist in book.checklists:
        texts = [checklist.title, checklist.objective, checklist.completion]
        for pause in checklist.pauses:
            texts += [pause.title, *pause.waived.values()]
            for item in pause.items:
                texts += [item.text, item.response, item.reason, *(choice.text for choice in item.choices)]
        for text in texts:
            if text is not None:
                yield from ((book.key[checklist], said) for said in text.said.values())


@pytest.mark.parametrize("unit", NAMES)
def test_the_checklists_that_there_have_to_be(book: Book, unit: str) -> None:
    assert {each.id for each in book.checklists if unit_of(each) == unit} == NAMES[unit]


def test_every_duty_with_a_time_is_on_a_checklist_or_waived(book: Book) -> None:
    open_ = [
        d.id for d in book.duties if needs_a_checklist(d) and not checklists_of(book, d) and d not in waivers(book)
    ]
    assert open_ == []
    assert [duty.id for duty in waivers(book)] == ["department-meetings"]


def test_figures_stand_in_the_duties_alone(book: Book) -> None:
    """A clock or a date in a checklist's own words would drift from the duty's without anybody noticing."""
    figure = re.compile(r"\d{1,2}[:：]\d\d|\d+(?:日|月|th\b|st\b|nd\b|rd\b)")
    assert [each for each in own(book) if figure.search(each[1])] == []


def test_the_day_prepares_everything_before_setting_out(book: Book) -> None:
    stops = made(book, "tobacco/customer-manager-day").stops
    assert [stop.pause.id for stop in stops] == [
        "at-the-office",
        "before-setting-out",
        "before-leaving",
        "due-today",
    ]
    before = {line.duty for stop in stops[:2] for line in stop.lines}
    assert set(book.get("standard", "preparation", "tobacco").duties) <= before


@pytest.mark.parametrize(("item", "duty"), [("violation", "report-violations"), ("orders", "watch-abnormal-orders"),
                                            ("supply", "supply-fluctuation"), ("major", "major-fluctuation")])  # fmt: skip
def test_a_visit_escalates_what_it_finds(book: Book, item: str, duty: str) -> None:
    found = next(line for line in made(book, "tobacco/customer-visit").lines if line.id == duty)
    assert found.only_if is not None
    assert (found.only_if.item, found.only_if.is_) == ("anything-wrong", item)
    assert found.critical


def days(year: int) -> Iterator[date]:
    return (date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days))


@pytest.mark.parametrize(
    "key", ["tobacco/customer-manager-day", "tobacco/market-manager-day", "power-supply/customer-manager-day"]
)
def test_the_sheet_of_a_day_fits_a_page_on_every_day_of_the_year(book: Book, key: str) -> None:
    found = made(book, key)
    for day in days(2026):
        stops = instance(book, found, day).stops
        assert sum(len(lines) for _, lines in stops) <= ROWS, day
        assert max(len(lines) for _, lines in stops) <= 9, day


def test_every_other_checklist_fits_a_page(book: Book) -> None:
    long = {each.checklist.id for each in every(book) if len([*each.lines]) > ROWS}
    assert long == {"customer-manager-day"}  # with everything that can be due; a day has less, see above


def test_every_post_with_duties_has_its_first_month(book: Book) -> None:
    acted = {book.get("role", role.acts_as, role) for role in book.roles if role.acts_as}
    posts = {role for role in book.roles if role.kind == "post" and not role.acts_as and book.duties_of(role)}
    lists = {each.role: each for each in every(book) if each.checklist.use == "induction"}
    assert set(lists) == posts | acted
    for role, found in lists.items():
        assert role is not None
        tasks = [line.node for line in found.lines]
        assert tasks == list(book.taken_over(role, "onboarding"))
        assert all(line.response is not None and line.id and not line.id.startswith("task-") for line in found.lines)
        guides = {task.responsible for task in book.taken_over(role, "onboarding")}
        assert guides == {found.checklist.checker}


def test_a_post_that_acts_as_another_learns_what_the_other_does(book: Book) -> None:
    manager = book.get("role", "customer-manager", "power-supply")
    for number in (1, 2, 3):
        assert (
            book.taken_over(book.get("role", f"class-{number}-customer-manager", "power-supply"), "onboarding")
            == manager.onboarding
        )


def test_old_names_of_the_first_days_lead_to_the_month(book: Book) -> None:
    for unit, name in (("tobacco", "customer-manager"), ("power-supply", "team-leader"), ("bank", "customer-manager")):
        month = book.get("checklist", f"{name}-first-month", unit)
        assert book.find("checklist", f"{name}-first-day", unit) is month
        assert book.find("checklist", f"{name}-first-week", unit) is month


def test_gates_ask_for_every_criterion_and_then_decide(book: Book) -> None:
    for stage in book.stages:
        found = made(book, f"power-supply/gate-{stage.id}")
        criteria, decision = found.stops
        assert [line.node for line in criteria.lines if line.source == "criterion"] == list(stage.exit_criteria)
        assert all(line.type == "yes-no" for line in criteria.lines if line.source == "criterion")
        assert criteria.pause.hold
        assert [line.id for line in decision.lines] == ["decision", "to-complete", "why-stop"]
        assert found.role is not None
        assert found.role.id == stage.accepted_by


def test_hold_stands_only_where_what_follows_would_do_harm(book: Book) -> None:
    held = {
        f"{book.key[each.checklist]}#{stop.pause.id}" for each in every(book) for stop in each.stops if stop.pause.hold
    }
    items = {
        f"{book.key[each.checklist]}#{line.id}"
        for each in every(book)
        for line in each.lines
        if line.said and line.said.hold
    }
    assert held == {
        "tobacco/abnormal-sales#report", "tobacco/promotion#before",
        *(f"power-supply/gate-{stage.id}#criteria" for stage in book.stages),
    }  # fmt: skip
    assert items == {"tobacco/customer-manager-day#carry-materials"}


def test_critical_is_what_the_duties_call_so(book: Book) -> None:
    def says_so(line: Line) -> bool:
        return line.duty is not None and line.duty.critical

    assert all(line.critical == says_so(line) for each in every(book) for line in each.lines)


def test_numbers_have_a_possible_range(book: Book) -> None:
    lines = [line for each in every(book) for line in each.lines if line.type == "number"]
    assert lines
    for line in lines:
        assert line.said is not None
        assert line.said.valid is not None
        assert line.said.valid.min is not None
        assert line.said.valid.max is not None


def test_what_is_for_oneself_is_linked_from_no_role_and_no_coverage(
    book: Book, real_site: Callable[[str], Site]
) -> None:
    pages = real_site("zh").pages
    private: list[Checklist] = [each for each in book.checklists if each.use == "private"]
    assert len(private) == 2
    for path, text in pages.items():
        if "/roles/" in path or path in ("coverage.md", "due.md", "index.md"):
            for each in private:
                assert f"checklists/{each.id}.html" not in text, path


def test_role_and_duty_pages_name_their_checklists(real_site: Callable[[str], Site]) -> None:
    pages = real_site("en").pages
    role = pages["power-supply/roles/class-1-customer-manager.md"]
    assert 'href="../checklists/customer-manager-day.html"' in role
    assert 'href="../checklists/demand-transfer.html"' not in role
    assert "countersigns" in pages["power-supply/roles/team-leader.md"]
    assert 'href="../checklists/month-end.html"' in pages["tobacco/duties/adjust-demand.md"]
    assert "The invitation is the reminder" in pages["tobacco/duties/department-meetings.md"]
