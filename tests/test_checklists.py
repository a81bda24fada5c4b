"""The fingerprint of a checklist: it changes with what stands on the sheet or decides an answer, and with nothing else.

The cases are edits of the small handbook: tests/fingerprints/changes.yml and neutral.yml.
"""

import random
import re
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import rfc8785
import yaml
from conftest import HERE, PROJECT, lay_out_shop
from dutybook.book import Book
from dutybook.checklist.compile import every
from dutybook.checklist.definition import SHOWN, definition, fingerprint
from dutybook.pipeline import check
from dutybook.read import read
from hypothesis import given, settings
from hypothesis import strategies as st
from test_rules import TODAY

CASES = HERE / "fingerprints"
Prints = dict[str, str]


class Edit(NamedTuple):
    """What is written into a file instead of what, and on which checklists it shows."""

    name: str
    file: str
    old: str
    new: str
    on: list[str]

    def apply(self, folder: Path) -> None:
        path = folder / self.file
        text = path.read_text("utf-8")
        assert self.old in text, self
        path.write_text(text.replace(self.old, self.new, 1), "utf-8")


def edits(name: str) -> dict[str, Edit]:
    cases = yaml.load((CASES / f"{name}.yml").read_text("utf-8"), Loader=yaml.CBaseLoader)
    return {each["name"]: Edit(**{"on": [], **each}) for each in cases}


CHANGES, NEUTRAL = edits("changes"), edits("neutral")


def book_of(folder: Path) -> Book:
    book, problems = read(folder)
    assert book is not None
    assert problems == []
    return book


def prints(folder: Path) -> Prints:
    """The shown fingerprint of every checklist."""
    book = book_of(folder)
    return {made.checklist.id: fingerprint(book, made)[:SHOWN] for made in every(book)}


def changed(before: Prints, after: Prints) -> list[str]:
    return sorted(each for each in before if before[each] != after[each])


def test_the_handbook_of_these_tests_is_clean(shop: Path) -> None:
    """But for four stages without a gate: one gate is enough here."""
    assert {problem.kind.code for problem in check(shop, TODAY).problems} == {"CHK025"}


@pytest.mark.parametrize("name", CHANGES)
def test_fingerprint_changes_with(shop: Path, name: str) -> None:
    before = prints(shop)
    CHANGES[name].apply(shop)
    assert changed(before, prints(shop)) == sorted(CHANGES[name].on)


@pytest.mark.parametrize("name", NEUTRAL)
def test_fingerprint_does_not_change_with(shop: Path, name: str) -> None:
    before = prints(shop)
    NEUTRAL[name].apply(shop)
    assert changed(before, prints(shop)) == []


@pytest.mark.parametrize(
    ("file", "start", "on"),
    [
        ("checklists/shop/clerk-day.yml", "  - id: ", ["clerk-day"]),
        ("checklists/shop/everything.yml", "      - ", ["everything"]),
        ("handbook/shop/standards/sales.yml", "  - id: ", ["everything"]),
        ("handbook/shop/standards/service.yml", "  - id: ", ["everything"]),
        ("handbook/shop/roles/clerk.yml", "  - ", ["everything"]),
        ("handbook/shop/processes/complaint.yml", "  - ", ["everything"]),
    ],
)
def test_fingerprint_changes_with_the_order(shop: Path, file: str, start: str, on: list[str]) -> None:
    """Pause points, items, duties, tasks and steps in reverse; what is due today has no order of its own."""
    before = prints(shop)
    path = shop / file
    head, *parts = re.split(rf"(?=^{start})", path.read_text("utf-8"), flags=re.MULTILINE)
    last, tail = re.match(r"((?:\s.*\n)+)([^ ][\s\S]*)?\Z", parts[-1]).groups(default="")  # type: ignore[union-attr]
    if start == "      - ":
        tail = "".join(re.split(r"(?=^  - id: by-process)", last, flags=re.MULTILINE)[1:]) + tail
        last = re.split(r"(?=^  - id: by-process)", last, flags=re.MULTILINE)[0]
    path.write_text(head + "".join(reversed([*parts[:-1], last])) + tail, "utf-8")
    assert changed(before, prints(shop)) == on


def test_every_change_gives_a_fingerprint_of_its_own() -> None:
    seen: dict[str, str] = {}
    for name, each in CHANGES.items():
        with tempfile.TemporaryDirectory() as folder:
            shop = lay_out_shop(Path(folder))
            each.apply(shop)
            code = prints(shop)[each.on[0]]
        assert seen.setdefault(code, name) == name


def test_file_order_does_not_matter(shop: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    for path in sorted((path for path in shop.rglob("*") if path.is_file()), reverse=True):
        target = again / path.relative_to(shop)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    assert prints(again) == prints(shop)


def rewritten(text: str, chance: random.Random) -> str:
    """The same data in another dress: other order of keys, other style, other width, other quotation marks."""
    data = shuffled(yaml.load(text, Loader=yaml.CBaseLoader), chance)
    return yaml.dump(
        data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=chance.choice([40, 80, 4000]),
        default_flow_style=chance.choice([True, False, None]), indent=chance.choice([2, 4]),
    )  # fmt: skip


def shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        pairs = [(key, shuffled(each, chance)) for key, each in value.items()]
        chance.shuffle(pairs)
        return dict(pairs)
    return [shuffled(each, chance) for each in value] if isinstance(value, list) else value


def in_a_copy(work: Callable[[Path], Prints]) -> Prints:
    with tempfile.TemporaryDirectory() as folder:
        return work(lay_out_shop(Path(folder)))


@cache
def unedited() -> Prints:
    return in_a_copy(prints)


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 1 << 30),
    change=st.sampled_from(sorted(CHANGES)),
    neutral=st.sets(st.sampled_from(sorted(NEUTRAL)), max_size=4),
)
def test_a_change_is_seen_through_any_dress(seed: int, change: str, neutral: set[str]) -> None:
    """However the files are written and whatever else is edited, a change shows where it belongs and nowhere else."""
    wanted = CHANGES[change]

    def dressed(folder: Path) -> Prints:
        wanted.apply(folder)
        for name in sorted(neutral):
            each = NEUTRAL[name]
            if each.old in (folder / each.file).read_text("utf-8"):
                each.apply(folder)
        chance = random.Random(seed)
        for path in sorted(folder.rglob("*.yml")):
            path.write_text(rewritten(path.read_text("utf-8"), chance), "utf-8")
        return prints(folder)

    assert changed(unedited(), in_a_copy(dressed)) == sorted(wanted.on)


def test_a_fingerprint_is_the_digest_of_canonical_json(shop: Path) -> None:
    from hashlib import sha256

    book = book_of(shop)
    for made in every(book):
        found = definition(book, made)
        assert fingerprint(book, made) == sha256(rfc8785.dumps(found)).hexdigest()
        assert str(shop) not in str(found)


def test_the_unit_s_policy_is_in_what_the_calendar_can_move(shop: Path) -> None:
    book = book_of(shop)
    items = [item for made in every(book) for pause in definition(book, made)["pauses"] for item in pause["items"]]
    policies = {item["id"]: item["policy"] for item in items if "policy" in item}
    assert {name for name, policy in policies.items() if policy is None} == {"greet", "show", "open"}
    assert policies["count"] == policies["call-back"] == [True, "last-day", "previous", "stay"]


SALES = "handbook/shop/standards/sales.yml"


def test_fingerprints_of_the_real_checklists_differ() -> None:
    book = book_of(PROJECT)
    codes = [fingerprint(book, made)[:SHOWN] for made in every(book)]
    assert len(set(codes)) == len(codes) > 0
