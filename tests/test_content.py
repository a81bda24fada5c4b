"""The real handbook carries what its sources say: times, dates, frequencies, names, figures, gaps."""

from datetime import date
from typing import Any

import pytest
from conftest import PROJECT
from dutybook.book import Book
from dutybook.pipeline import check


@pytest.fixture(scope="module")
def book() -> Book:
    found = check(PROJECT, date(2026, 11, 24)).book
    assert found is not None
    return found


def get(book: Book, word: str, key: str) -> Any:
    found = book.find(word, key, key.split("/", maxsplit=1)[0])
    assert found is not None, key
    return found


@pytest.mark.parametrize(
    ("entry", "start", "clause"),
    [("on-post", "7:50", "A6-01"), ("morning-meeting", "8:15", "A6-03"), ("set-out", "8:30", "A6-06")],
)
def test_the_three_times_of_the_morning(book: Book, entry: str, start: str, clause: str) -> None:
    schedule = get(book, "schedule", "tobacco/customer-manager-day")
    found = next(each for each in schedule.entries if each.id == entry)
    assert str(found.start) == start
    assert clause in found.source
    assert "start" not in found.assumed


@pytest.mark.parametrize(
    ("duty", "from_", "by", "form", "receiver"),
    [
        ("forecast-summary", None, 12, None, "market-manager"),
        ("hand-out-business-sheets", 1, 25, "customer-business-sheet", None),
        ("adjust-demand", None, 30, "supply-reference-sheet", None),
    ],
)
def test_the_three_dates_of_the_month(
    book: Book, duty: str, from_: int | None, by: int, form: str | None, receiver: str | None
) -> None:
    found = get(book, "duty", f"tobacco/{duty}")
    assert (found.when.every, found.when.from_, found.when.by) == ("month", from_, by)
    assert "when" not in found.assumed
    if form:
        assert found.form == (form,)
        assert "form" not in found.assumed
    if receiver:
        assert found.handed_to == (receiver,)
        assert "handed-to" not in found.assumed


@pytest.mark.parametrize(("group", "count"), [("urban", 2), ("rural", 1)])
def test_visit_frequencies(book: Book, group: str, count: int) -> None:
    found = get(book, "customer-class", f"tobacco/{group}")
    assert (found.visits.count, found.visits.per, found.visits.at_least) == (count, "month", True)
    assert get(book, "duty", f"tobacco/visit-{group}").when.count == count


@pytest.mark.parametrize(("duty", "within"), [("major-fluctuation", "at-once"), ("supply-fluctuation", "promptly")])
def test_how_fast_a_fluctuation_is_reported(book: Book, duty: str, within: str) -> None:
    found = get(book, "duty", f"tobacco/{duty}")
    assert found.when.within == within
    assert found.escalate[0].to == "market-manager"


@pytest.mark.parametrize(
    "title",
    ["走访日志", "周销售分析报告", "月度市场分析", "片区月度销售情况分析", "客户服务改进建议书", "货源参考信息表", "客户经营信息表",
     "拜访计划表", "客户销售情况分析", "客户异常情况记录", "上次拜访待反馈事项"],
)  # fmt: skip
def test_every_document_of_the_tobacco_standard_is_a_form(book: Book, title: str) -> None:
    (form,) = [form for form in book.forms if form.title.said["zh"] == title]
    assert "reason" not in form.assumed
    assert form.columns
    assert "columns" in form.assumed


def test_the_tobacco_standard_has_three_parts_and_eight_sections(book: Book) -> None:
    unit = get(book, "unit", "tobacco")
    sections = [each for each in book.within("standard", unit) if each.part]
    order = [(each.part, each.title.said["zh"]) for each in sorted(sections, key=lambda each: each.order)]
    assert order == [
        ("preparation", "工作准备"), ("work-process", "客户拜访"), ("work-process", "品牌培育"), ("work-process", "市场营销"),
        ("work-process", "客户维护管理"), ("work-process", "需求预测"), ("work-process", "其他工作"), ("follow-up", "后续处理"),
    ]  # fmt: skip


def test_every_duty_clause_of_the_tobacco_standard_is_a_duty(book: Book) -> None:
    unit = get(book, "unit", "tobacco")
    cited = {clause for duty in book.within("duty", unit) for clause in duty.source}
    assert {f"A6-{number:02d}" for number in range(1, 44)} <= cited


def test_the_power_utility_has_five_processes_with_one_accountable_role_a_step(book: Book) -> None:
    unit = get(book, "unit", "power-supply")
    processes = {each.id: each for each in book.within("process", unit)}
    assert set(processes) == {
        "demand-transfer", "consultation", "escalation", "appraisal-customer-manager", "appraisal-engineer",
    }  # fmt: skip
    assert all(len(step.accountable) == 1 for each in processes.values() for step in each.steps)
    assert processes["consultation"].frequency == ("month",)
    assert processes["appraisal-customer-manager"].frequency == ("quarter", "year")


def test_the_five_stages_and_their_activities(book: Book) -> None:
    stages = sorted(book.stages, key=lambda stage: stage.order)
    assert [stage.stage for stage in stages] == ["preparation", "pilot", "branding", "summary", "normalisation"]
    assert [activity.id for activity in stages[1].activities] == ["team", "resources", "activities", "benchmarks"]
    assert all(stage.exit_criteria and stage.deliverables and stage.accepted_by for stage in stages)
    assert all("starts" in stage.assumed and "accepted-by" in stage.assumed for stage in stages)


def test_what_the_three_classes_are_is_not_stated(book: Book) -> None:
    for number in (1, 2, 3):
        group = get(book, "customer-class", f"power-supply/class-{number}")
        assert {"rule", "visits"} <= set(group.not_stated)


def test_the_self_check_is_the_sources(book: Book) -> None:
    (found,) = book.self_checks
    assert [question.ideal for question in found.questions] == ["yes", "no", "yes", "no", "yes", "yes", "no"]
    assert found.scoring.opposite_more_than == 2
    assert any(each.contact == "12356" for each in found.help)


@pytest.mark.parametrize("figure", ["近70%", "48%", "30%", "42%", "40%", "73.2%", "0.756", "0.572", "57.2%"])
def test_figures_of_the_study_are_shown(book: Book, figure: str) -> None:
    evidence = [topic for topic in book.topics if topic.mark.path.startswith("handbook/evidence/")]
    said = [worded.text.said["zh"] for worded in book.texts if worded.owner in evidence]
    tables = [section.table for topic in evidence for section in topic.sections if section.table is not None]
    said += [cell for table in tables for row in table.rows for cell in row if isinstance(cell, str)]
    assert any(figure in text for text in said)


def test_every_clause_is_used_and_every_gap_shown(book: Book) -> None:
    assert len(book.clauses) == 136
    assert all(book.used_by.get(clause) for clause in book.clauses)
    gaps = {clause.id for clause in book.clauses if clause.kind == "gap"}
    assert gaps == {"A3-15", "A3-34", "A5-02", "A6-46", "A6-47", "A7-12", "A8-09", "A9-01"}


def test_the_glossary_is_large_enough_and_in_both_languages(book: Book) -> None:
    assert len(book.terms) >= 60
    assert all(set(term.term.said) == {"zh", "en"} for term in book.terms)
