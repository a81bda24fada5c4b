"""What pages show: origins that are told apart, what a role takes over, wide examples, words in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT
from dutybook.load import plain
from dutybook.pipeline import check
from sites import page_of


def change(root: Path, file: str, old: str, new: str) -> None:
    path = root / "handbook/shop" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def page(root: Path, name: str, language: str = "en", *, faulty: bool = False) -> str:
    checked = check(root)
    assert checked.book is not None
    assert faulty or checked.errors == []
    return page_of(checked.book, root, name, language)


def add_porter(root: Path, extra: str = "") -> None:
    (root / "handbook/shop/roles/porter.yml").write_text(
        "id: porter\ntitle: {zh: 搬运, en: Porter}\npurpose: {zh: 搬货。, en: Carries.}\nreports-to: boss\nacts-as: clerk\n"
        f"source: [S1-01]\nassumed: {{acts-as: editors}}\n{extra}",
        "utf-8",
    )


def test_a_schedule_says_how_strict_a_time_is_and_what_is_assumed_of_it(small: Path) -> None:
    change(small, "schedules/day.yml", 'end: "9:00"', 'end: "9:00", strictness: about, assumed: {end: editors}')
    text = page(small, "shop/schedules/day.md")
    assert "<b>8:30</b> <small>or so</small>" in text
    until = re.search('<small class="db-until">(.*?)</small>', text)
    assert until is not None
    assert 'class="db-assumed">until 9:00<' in until[1]


def test_a_reason_is_given_once_where_fields_in_a_row_share_it(small: Path) -> None:
    change(small, "unit.yml", "crossing: stay, source: [S1-01]", "crossing: stay, assumed: {reason: editors}")
    policy = section(page(small, "shop/index.md"), "policy")
    assert policy.count('<span class="db-reason">') == 1
    assert policy.count('<span class="db-mark" title="Set by the editors.">') == 3


CLERK = """contacts:
  - {role: boss, about: {zh: 缺货。, en: Shortages.}, source: [S1-01]}
authority:
  - {level: inform, what: {zh: 缺货。, en: Shortages.}, source: [S1-01]}
measures:
  - {name: {zh: 准时, en: On time}, source: [S1-01]}
conditions: {place: {zh: 店里。, en: In the shop.}, source: [S1-01]}
onboarding:
  - {phase: before, task: {zh: 领工服。, en: Fetch the apron.}, responsible: boss, source: [S1-01]}
"""


def section(text: str, anchor: str) -> str:
    """What stands under a heading."""
    return text.split(f"{{#{anchor}}}")[1].split("\n## ", maxsplit=1)[0]


def test_a_role_takes_over_what_it_does_not_say_itself(small: Path) -> None:
    change(small, "roles/clerk.yml", "serves: [regular]\n", f"serves: [regular]\n{CLERK}")
    add_porter(small)
    clerk, porter = page(small, "shop/roles/clerk.md"), page(small, "shop/roles/porter.md")
    for anchor in ("my-day", "due", "forms", "contacts", "authority", "first-days", "measures", "processes"):
        own = (
            section(porter, anchor)
            .replace("/porter.html", "/clerk.html")
            .replace("role=shop/porter", "role=shop/clerk")
        )
        assert section(clerk, anchor) == own, anchor
    assert "In the shop." in section(porter, "who")
    days = page(small, "first-days.md")
    assert "{#shop-clerk}" in days
    assert "{#shop-porter}" not in days
    assert 'href="shop/roles/porter.html"' in days


def test_what_a_role_says_itself_holds(small: Path) -> None:
    add_porter(
        small, "authority:\n  - {level: decide, what: {zh: 先搬哪件。, en: What goes first.}, source: [S1-01]}\n"
    )
    authority = section(page(small, "shop/roles/porter.md"), "authority")
    assert authority.count("<td") == 3
    assert "What goes first." in authority


def test_roles_stand_in_their_order(small: Path) -> None:
    change(small, "roles/clerk.yml", "id: clerk\n", "id: clerk\norder: 1\n")
    names = re.findall(r"roles/([a-z]+)\.html", page(small, "index.md"))
    assert names == ["clerk", "boss"]


def test_a_wide_example_is_turned_on_its_side(small: Path) -> None:
    columns = "".join(f"  - {{name: {{zh: 栏{n}, en: Field {n}}}}}\n" for n in range(7))
    (small / "handbook/shop/forms/wide.yml").write_text(
        "id: wide\ntitle: {zh: 宽表, en: Wide sheet}\nkind: form\nfilled-by: clerk\nsubmitted-to: boss\nsource: [S1-01]\n"
        f"columns:\n{columns}sample: [[a, b, c, d, e, f, g]]\nassumed: {{columns: editors}}\n",
        "utf-8",
    )
    text = section(page(small, "shop/forms/wide.md", faulty=True), "sample")
    assert text.count("<tr") == 8
    assert '<strong>Field 6</strong></td><td data-label="Row 1">g</td>' in text


def test_a_missing_owner_is_seen(small: Path) -> None:
    change(small, "unit.yml", "owner: boss, ", "")
    change(small, "unit.yml", "assumed: {reason: editors}}", "assumed: {reason: editors}, not-stated: [owner]}")
    for file in (small / "handbook/shop/rollout").glob("*.yml"):
        file.write_text(file.read_text("utf-8") + "owner: boss\n", "utf-8")
    assert '<dt>Owner</dt><dd><span class="db-open">Not stated</span></dd>' in page(small, "shop/roles/boss.md")


def test_the_list_of_stages_names_the_owner_that_the_unit_gives(small: Path) -> None:
    text = page(small, "shop/rollout/index.md")
    assert text.count('<td data-label="Owner"><span class="db-assumed"><a class="db-ref db-role"') == 5
    assert text.count('<td data-label="Lasts">4 weeks</td>') == 5


def test_running_text_that_is_assumed_says_so(small: Path) -> None:
    change(
        small,
        "standards/sales.yml",
        "    when: {every: month, by: 10}",
        "    assumed: {text: usual}\n    when: {every: month, by: 10}",
    )
    remark = '<p class="db-remark" data-search-exclude><span class="db-mark">△ Assumed</span> <a href="'
    for name in ("shop/duties/count.md", "shop/standards/sales.md"):
        assert page(small, name).count(remark) == 1, name
    change(small, "topics/welcome.yml", "source: [S1-01]}", "assumed: {reason: usual}}")
    assert page(small, "shop/topics/welcome.md").count(remark) == 1


def test_a_reason_of_defaults_names_the_unit(small: Path) -> None:
    change(small, "schedules/day.yml", "source: [S1-02]}\nentries", "source: [S1-02], assumed: {to: usual}}\nentries")
    text = page(small, "assumptions.md")
    assert '<a class="db-ref db-unit" href="shop/index.html">Shop</a>' in section(text, "reasons")


@pytest.mark.parametrize(
    ("when", "zh", "en"),
    [
        ("{every: month, by: last-workday}", "不迟于每月最后一个工作日", "by the last workday of each month"),
        ("{every: week, by: friday}", "不迟于每周周五", "every week by Friday"),
        ("{every: month, by: 12}", "每月12日前", "by the 12th of each month"),
        ("{event: {zh: 缺货, en: a shortage}, within: at-once}", "缺货时，立即", "on a shortage, at once"),
        ("{event: {zh: 缺货, en: a shortage}}", "缺货时", "on a shortage"),
    ],
)
def test_when_in_words(when: str, zh: str, en: str, small: Path) -> None:
    change(small, "standards/sales.yml", "when: {every: month, by: 10}", f"when: {when}")
    for language, words in (("zh", zh), ("en", en)):
        assert f"<td>{words}</td>" in page(small, "shop/duties/count.md", language, faulty=True)


def keys(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from keys(value, (*path, name))
    else:
        yield (*path, str(len(node))) if isinstance(node, list) else path


def test_both_languages_have_the_same_words() -> None:
    found = []
    for language in ("zh", "en"):
        files = sorted((PROJECT / "site_config/words" / language).glob("*.yml"))
        found.append({(file.name, *path) for file in files for path in keys(plain(file))})
    # English has words for one and two times, Chinese needs none; what people search for differs from language to language.
    found = [{each for each in one if each[1] != "search-also"} for one in found]
    assert found[1] - found[0] == {("when.yml", "when", "times", "1"), ("when.yml", "when", "times", "2")}
    assert found[0] - found[1] == set()
