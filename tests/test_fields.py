"""The field reference: every field of every class is explained in both languages, out of the models alone."""

from functools import cache
from pathlib import Path

import pytest
from conftest import PROJECT
from dutybook.appearance import words_of
from dutybook.check import RULES
from dutybook.fields.excerpt import Excerpts
from dutybook.fields.homes import home_of, homes
from dutybook.fields.uses import fields_of_rule, uses
from dutybook.model.base import Model
from dutybook.model.kinds import KINDS
from dutybook.model.shape import models_in, shape_of
from dutybook.pipeline import check, kinds
from dutybook.render import render, renderer
from dutybook.views.duty import duty_page
from dutybook.views.field_rules import field_anchor
from dutybook.views.field_types import allowed, field_path
from dutybook.views.fields import field_pages, fields_page
from dutybook.views.form import form_page
from dutybook.views.rule import rule_page
from dutybook.views.scene import Scene
from field_uses import as_text, pages_of_fields, rules_of_fields

USES = PROJECT / "site_config/field-uses.yml"


@cache
def pages(language: str) -> dict[str, str]:
    """The pages of the reference, and one of a duty, of a form and of a rule."""
    book = check(PROJECT).book
    assert book is not None
    scene = Scene(book, language, words_of(PROJECT, language), kinds(), excerpts=Excerpts(book, PROJECT))
    made = [fields_page(scene), *field_pages(scene), duty_page(scene, book.get("duty", "forecast-summary", "tobacco"))]
    made.append(form_page(scene, book.get("form", "visit-log", "tobacco")))
    made.append(rule_page(scene, next(kind for kind in scene.kinds if kind.code == "DUT003")))
    return render(made, scene, renderer([PROJECT / "site_config/templates"]))


def classes() -> list[type[Model]]:
    """Every class that a file may hold, found without the reference."""
    found: dict[type[Model], None] = {}
    todo: list[type[Model]] = [kind.model for kind in KINDS.values()]
    while todo:
        model = todo.pop(0)
        if model not in found:
            found[model] = None
            todo += [inner for shape in shape_of(model) for inner in models_in(shape.type)]
    return list(found)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_of_every_class_is_explained(language: str) -> None:
    made = pages(language)
    missing = []
    for model in classes():
        page = made[field_path(home_of(model))]
        for shape in shape_of(model):
            begins = page.find(f'id="{field_anchor(model, shape.key)}"')
            told = page[begins : begins + 2000].replace("&#39;", "'").replace("&#34;", '"')
            meaning = shape.zh if language == "zh" else shape.en
            if begins < 0 or meaning[1:] not in told:
                missing.append((model.__name__, shape.key))
    assert missing == []


def test_a_class_has_one_home() -> None:
    all_ = [each for home in homes() for each in home.classes]
    assert len(all_) == len(set(all_))
    assert set(classes()) <= set(all_)


def test_every_word_that_a_field_may_hold_has_its_meaning() -> None:
    for language in ("zh", "en"):
        known = words_of(PROJECT, language)["choice"]
        words = {word for model in classes() for shape in shape_of(model) for word in allowed(shape.type)}
        assert words == set(known)


def test_examples_are_lines_of_the_handbook() -> None:
    book = check(PROJECT).book
    assert book is not None
    excerpts = Excerpts(book, PROJECT)
    found = [excerpts.of(model, name) for model in classes() for name in model.fields]
    shown = [each for each in found if each is not None]
    assert len(shown) > 300
    for excerpt in shown:
        lines = (PROJECT / excerpt.place.path).read_text("utf-8").splitlines()
        here = lines[excerpt.place.line - 1 :]
        for line, written in zip(excerpt.lines, here, strict=False):
            assert line == "…" or written.endswith(line)


def test_an_example_is_the_field_it_is_for() -> None:
    book = check(PROJECT).book
    assert book is not None
    excerpts = Excerpts(book, PROJECT)
    for model in classes():
        for shape in shape_of(model):
            excerpt = excerpts.of(model, shape.attribute)
            assert excerpt is None or f"{shape.key}:" in excerpt.lines[0], (model.__name__, shape.key, excerpt)


def test_what_looks_at_fields_is_up_to_date(tmp_path: Path, update_golden: bool) -> None:
    made = as_text(rules_of_fields(tmp_path), pages_of_fields())
    if update_golden:
        USES.write_text(made, "utf-8")
        uses.cache_clear()
    assert USES.read_text("utf-8") == made, "run: pytest tests/test_fields.py --update-golden"


def test_every_rule_says_what_it_looks_at() -> None:
    # What relies on changed words is known by confirmed.txt, which has lines and no fields.
    assert [rule.code for rule in RULES if not fields_of_rule(rule.code)] == ["SUS001", "SUS004"]


def test_known_uses() -> None:
    """A few that anybody can verify by reading the rule or the page."""
    assert "DUT003" in uses()["Duty.when"].rules
    assert "FRM004" in uses()["Form.sample"].rules
    assert "duty" in uses()["Duty.measure"].pages
    assert fields_of_rule("CAL002") == ["Holiday.from", "Holiday.to", "OwnDay.from", "OwnDay.to"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_things_and_rules_lead_to_their_fields(language: str) -> None:
    made = pages(language)
    assert 'href="../../fields/standard.html#duty"' in made["tobacco/duties/forecast-summary.md"]
    assert 'href="../../fields/form.html#form"' in made["tobacco/forms/visit-log.md"]
    assert 'href="../fields/standard.html#duty-when"' in made["rules/dut003.md"]
    assert "tobacco/forms/visit-log.yml" in made["tobacco/forms/visit-log.md"]
