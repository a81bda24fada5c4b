"""Pictures: for any day, rollout and organisation nothing overlaps and nothing is invented; what they say of the real ones."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from dutybook.model.organisation import Role
from dutybook.model.rollout import After, Stage
from dutybook.model.time import Span
from dutybook.pipeline import Site, check
from dutybook.problem import Mark
from dutybook.views.pictures import day_layout, gantt_layout
from dutybook.views.pictures.organisation import Post, _trees
from hypothesis import given
from hypothesis import strategies as st
from sites import page_of, real_book

HERE = Mark("handbook/shop/x.yml", 1, 1)
MINUTE = st.integers(0, 24 * 60)
SPAN = st.tuples(MINUTE, MINUTE).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(st.none() | SPAN, min_size=1, max_size=8))
def test_bars_of_a_day_do_not_overlap_and_stay_on_the_scale(spans: list[tuple[int, int] | None]) -> None:
    scale = day_layout.scale_of([time for span in spans if span for time in span] or [480])
    bars = day_layout.bars_of(scale, spans)
    assert [bar is None for bar in bars] == [span is None for span in spans]
    shown = [(span, bar) for span, bar in zip(spans, bars, strict=True) if span and bar]
    for number, (span, bar) in enumerate(shown):
        assert 0 <= bar.top <= bar.top + bar.height <= 100.02
        assert 0 <= bar.column < bar.columns
        for other_span, other in shown[:number]:
            if span[0] < other_span[1] and other_span[0] < span[1]:
                assert bar.columns == other.columns
                assert bar.column != other.column


@given(st.tuples(MINUTE, MINUTE), st.integers(1, 12))
def test_hours_are_full_ones_within_the_day_and_not_too_many(times: tuple[int, int], most: int) -> None:
    scale = day_layout.scale_of(times)
    ticks = day_layout.ticks_of(scale, most)
    assert len(ticks) <= most
    assert all(tick % 60 == 0 and scale.first <= tick <= scale.last for tick in ticks)


@st.composite
def rollouts(draw: st.DrawFn) -> list[Stage]:
    stages = []
    for number in range(draw(st.integers(1, 6))):
        day = st.dates(date(2026, 1, 1), date(2028, 12, 31))
        after = st.integers(0, 5).map(lambda other: After(after=f"s{other}", mark=HERE))
        lasts = st.sampled_from(["days", "workdays", "weeks", "months"]).flatmap(
            lambda unit: st.integers(1, 30).map(lambda n: Span(**{unit: n}, mark=HERE))
        )
        stages.append(
            Stage(
                id=f"s{number}",
                order=number,
                starts=draw(st.none() | day | after),
                lasts=draw(st.none() | lasts),
                ends=draw(st.none() | day),
                mark=HERE,
            )
        )
    return stages


@given(rollouts())
def test_stages_follow_what_is_said_and_only_that(stages: list[Stage]) -> None:
    ids = {stage.id: stage for stage in stages}
    plan = gantt_layout.plan_of(stages, ids)
    for stage, slot in zip(stages, plan.slots, strict=True):
        assert 0 <= slot.begins < slot.ends <= plan.length
        if isinstance(stage.starts, date):
            assert slot.sure
            assert plan.day(slot.begins) == stage.starts
        if stage.starts is None and plan.zero is not None:
            assert not slot.sure
        if stage.lasts is None and stage.ends is None:
            assert not slot.closed
        if isinstance(stage.starts, After) and slot.sure and plan.zero is not None:
            before = plan.slots[stages.index(ids[stage.starts.after])]
            assert before.sure
            assert before.closed
            assert slot.begins == before.ends
    marks = [at for at, _ in gantt_layout.ticks_of(plan)]
    assert marks == sorted(set(marks))
    assert len(marks) <= 10
    assert all(0 <= at <= max(plan.known, 0) + 1 for at in marks)


class Chart:
    """As much of a page as an organisation's picture asks for."""

    def __init__(self, roles: list[Role]) -> None:
        self.book = self
        self.scene = self
        self.roles = roles
        self.words = {"picture": {"organisation": {"note": {"top": ""}}}}

    def find(self, word: str, reference: str, near: object) -> Any:
        return next((role for role in self.roles if role.id == reference), None)

    def link(self, role: Role) -> str:
        return role.id

    def duties_of(self, role: Role) -> list[object]:
        return []


@given(st.lists(st.none() | st.integers(0, 8), min_size=1, max_size=9))
def test_every_role_stands_in_the_tree_once_under_the_one_it_answers_to(above: list[int | None]) -> None:
    roles = [
        Role(id=f"r{number}", reports_to=None if each is None else f"r{each}", mark=HERE)
        for number, each in enumerate(above)
    ]
    seen: list[str] = []

    def walk(post: Post, over: str | None) -> None:
        seen.append(str(post.name))
        role = next(each for each in roles if each.id == post.name)
        assert over in (None, role.reports_to)
        for each in post.below:
            walk(each, str(post.name))

    chart: Any = Chart(roles)
    for tree in _trees(chart, roles):
        walk(tree, None)
    assert sorted(seen) == sorted(role.id for role in roles)


def page(root: Path, name: str, language: str = "en") -> str:
    checked = check(root)
    assert checked.book is not None
    return page_of(checked.book, root, name, language)


def change(root: Path, file: str, *pairs: tuple[str, str]) -> None:
    path = root / "handbook/shop" / file
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def section(text: str, anchor: str) -> str:
    return text.split(f"{{#{anchor}}}")[1].split("\n## ", maxsplit=1)[0]


def test_a_stage_without_a_length_is_drawn_open_and_gives_no_date_to_what_follows(small: Path) -> None:
    change(small, "rollout/pilot.yml", ("lasts: {weeks: 4}", "not-stated: [lasts]"))
    text = section(page(small, "shop/rollout/index.md"), "all")
    lines = [line for line in text.split("\n") if "db-stage-bar" in line]
    assert ["db-ends-open" in line for line in lines] == [False, True, False, False, False]
    assert ["db-begins-open" in line for line in lines] == [False, False, True, True, True]
    assert "1 February 2027" in lines[1]
    assert not re.search(r"\d{4}", "".join(lines[2:]))
    assert 'data-db-last="2027-01-31"' in text
    assert "length not stated" in lines[1]


def test_a_rollout_without_dates_counts_weeks_and_marks_no_day(small: Path) -> None:
    change(small, "rollout/preparation.yml", ("starts: 2027-01-04", "not-stated: [starts]"))
    text = section(page(small, "shop/rollout/index.md"), "all")
    assert "week 1</span>" in text
    assert "data-db-first" not in text
    assert "db-today" not in text
    assert "no dates are stated" in text


def test_a_gate_says_how_many_criteria_have_no_target(small: Path) -> None:
    change(small, "rollout/pilot.yml", ("target: {zh: 全部完成。, en: All done.}, ", "not-stated: [target], "))
    text = page(small, "shop/rollout/index.md")
    assert "Gate, 1 exit criteria, 1 of them without a target" in text


def test_a_day_draws_no_bar_for_what_has_no_end(small: Path) -> None:
    change(small, "schedules/day.yml", ('start: "8:30", end: "9:00"', 'start: "8:30"'))
    text = section(page(small, "shop/schedules/day.md"), "day")
    assert text.count("db-stretch") == 1
    assert text.count("<li ") == 2
    assert text.count("<path") == 2


def test_a_step_that_nobody_is_said_to_do_has_a_lane_that_says_so(small: Path) -> None:
    change(
        small,
        "processes/complaint.yml",
        ("responsible: boss, accountable: boss, informed", "accountable: boss, informed"),
        (
            "output: {zh: 答复, en: Answer}, source: [S1-04], not-stated: [limit]",
            "source: [S1-04], not-stated: [limit, responsible, output]",
        ),
    )
    flow = section(page(small, "shop/processes/complaint.md"), "flow")
    assert '<span class="db-open">Not stated</span></div>' in flow
    assert flow.count("db-lane-head") == 4


def test_real_processes_show_their_loops_and_their_ends(real_site: Callable[[str], Site]) -> None:
    book, pages = real_book(), real_site("zh").pages
    flow = section(pages["power-supply/processes/escalation.md"], "flow")
    assert '没有办结</span> → <a href="#step-handle">回到第4步</a>' in flow
    assert "已经办结</span> → <b>结束</b>" in flow
    assert flow.count("db-line-track") == 1
    matrix = section(pages["power-supply/index.md"], "matrix")
    assert matrix.count('<th scope="row">') == 21 + 10
    coverage = section(pages["coverage.md"], "map")
    assert coverage.count('<a class="db-square') == len(book.clauses) + len(book.duties)
