"""The editing pages: what they say of files, checks, slips and tasks is so."""

import re
from functools import cache
from pathlib import Path

import pytest
from conftest import PROJECT
from dutybook.appearance import words_of
from dutybook.example import example_of
from dutybook.fields.excerpt import Excerpts
from dutybook.model.base import Entity
from dutybook.model.checklist import Waivers
from dutybook.model.organisation import CustomerClasses
from dutybook.pipeline import check, kinds, site
from dutybook.render import render, renderer
from dutybook.tasks import Task, tasks
from dutybook.views.editing import INDEX, editing_page
from dutybook.views.mock import changed
from dutybook.views.scene import Scene
from dutybook.views.task import doable, task_page, task_path

LANGUAGES = ["zh", "en"]


@cache
def pages(language: str) -> dict[str, str]:
    """The editing page and those of the tasks, as Markdown."""
    book = check(PROJECT).book
    assert book is not None
    scene = Scene(book, language, words_of(PROJECT, language), kinds(), excerpts=Excerpts(book, PROJECT))
    assert doable(scene) == tasks()
    made = [editing_page(scene), *(task_page(scene, task) for task in tasks())]
    return render(made, scene, renderer([PROJECT / "site_config/templates"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slip_of_the_keyboard_is_shown_with_its_correction(language: str) -> None:
    page = pages(language)[INDEX]
    for kind in kinds():
        if kind.code.startswith("SLP"):
            assert example_of(kind) is not None
            assert f'href="../rules/{kind.code.lower()}.html"' in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", tasks(), ids=lambda task: task.id)
def test_a_task_shows_every_line_that_changes(task: Task, language: str) -> None:
    page = _plain(pages(language)[task_path(task)])
    for step in task.steps:
        assert step.file in page
        for edit in step.edits:
            old, new = edit.before.split("\n"), edit.after.split("\n")
            for line in {each.strip() for each in new} - {each.strip() for each in old}:
                assert line in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_task_shows_what_check_and_review_say(language: str) -> None:
    for task in tasks():
        page = _plain(pages(language)[task_path(task)])
        for number, step in enumerate(task.steps, 1):
            if step.problem:
                assert task.said(f"check-{number}", language).split("\n")[0] in page
        bold = re.search(r"\*\*(.*)\*\*", task.said("review", language))
        assert bold is not None
        assert bold[1] in page


def test_a_handbook_without_these_lines_has_the_page_but_no_tasks(small: Path) -> None:
    book = check(small).book
    assert book is not None
    scene = Scene(book, "en", words_of(PROJECT, "en"), kinds(), excerpts=Excerpts(book, small))
    assert doable(scene) == []
    assert [section.anchor for section in editing_page(scene).sections].count("tasks") == 0


def test_changed_lines_are_numbered_as_in_the_file() -> None:
    found = changed(["a", "b", "c", "d", "e", "f"], ["a", "B", "c", "d", "e", "f", "g"])
    assert [each and (each.number, each.sign, each.text) for each in found] == [
        (1, "", "a"),
        (2, "-", "b"),
        (2, "+", "B"),
        (3, "", "c"),
        None,
        (6, "", "f"),
        (7, "+", "g"),
    ]


def _plain(page: str) -> str:
    for sign, written in (("&#39;", "'"), ("&#34;", '"'), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")):
        page = page.replace(sign, written)
    return page


@pytest.mark.parametrize("edit_url", ["", "https://git.example.org/edit/{path}#L{line}"])
def test_every_page_of_a_thing_leads_to_its_file_and_line(edit_url: str, small: Path) -> None:
    """Where no web editor is known, the page still names file and line."""
    book = check(small).book
    assert book is not None
    made = site(book, small, "en", edit_url).pages
    scene = Scene(book, "en", words_of(PROJECT, "en"), kinds())
    for node in book.key:
        if isinstance(node, Entity):
            page = made[scene.place(node)[0]]
            assert f"{node.mark.path}, line {node.mark.line}" in page
            link = edit_url.format(path=node.mark.path, line=node.mark.line)
            assert (f'href="{link}"' in page) == bool(edit_url)
            assert "../fields/" in page
            assert "editing/index.html" in page
    everything = "".join(made.values())
    files = [node.mark.path for node in book.roots if not isinstance(node, Waivers | CustomerClasses)]
    assert [path for path in files if f"{path}, line " not in everything] == []
