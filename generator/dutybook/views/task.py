"""The page of a worked task: what one types, step by step, what the check says to it, and the review at the end."""

import re
from typing import Any

from ..tasks import Task, carried_out, place_of, tasks
from .blocks import Page, Prose, Section
from .here import Here
from .markup import Markup
from .mock import Comment, Editor, Message, changed, coded
from .scene import Scene


def task_path(task: Task) -> str:
    """The path of a task's page."""
    return f"editing/{task.id}.md"


def doable(scene: Scene) -> list[Task]:
    """The tasks that can be done in this very handbook: their lines stand in its files."""
    return [task for task in tasks() if _starts_here(scene, task)] if scene.excerpts is not None else []


def _starts_here(scene: Scene, task: Task) -> bool:
    assert scene.excerpts is not None
    texts: dict[str, list[str]] = {}
    for step in task.steps:
        for edit in step.edits:
            lines = texts.setdefault(step.file, scene.excerpts.lines(step.file))
            if place_of(edit, lines) is None:
                return False
            texts[step.file] = carried_out(edit, lines)
    return True


def lines_after(scene: Scene, task: Task, number: int, file: str = "") -> list[str]:
    """The lines of a file after so many steps of a task; of the first step's file where none is named."""
    assert scene.excerpts is not None
    name = file or task.steps[0].file
    lines = scene.excerpts.lines(name)
    for step in task.steps[:number]:
        for edit in step.edits if step.file == name else ():
            lines = carried_out(edit, lines)
    return lines


def problem_lines(task: Task, number: int, language: str) -> list[str]:
    """The first message of the check after a step: head, line, caret, fix."""
    return task.said(f"check-{number}", language).split("\n\n")[0].split("\n")


def review_html(task: Task, language: str) -> Markup:
    """The review at the end, as a forge shows its Markdown: without headings that would join the page's own."""
    from markdown import Markdown

    text = re.sub(r"<details><summary>(.*?)</summary>", r"**\1**", task.said("review", language))
    html = Markdown(extensions=["tables"], tab_length=2).convert(text.replace("</details>", ""))
    html = html.replace("<table>", '<table class="db-mock-table">')
    return Markup(re.sub(r"<h\d>(.*?)</h\d>", r'<p class="db-mock-heading">\1</p>', html))


def task_page(scene: Scene, task: Task) -> Page:
    """A worked task from beginning to end."""
    here = Here(scene, task_path(task))
    here.link_terms = False
    words: Any = scene.words["how-to-edit"]
    start = Markup('<p>{}{}<a href="{}">{}</a></p>')
    page = f"{task.page}.md"
    title = next(scene.title(node) for node in scene.book.key if scene.place(node) == (page, ""))
    lead = [
        Markup("<p>{}</p>").format(task.aim[scene.language]),
        start.format(words["tasks"]["start"], here.word("colon"), here.href(page), title),
    ]
    sections = [_step(here, task, number) for number in range(1, len(task.steps) + 1)]
    comment = Comment(words["mock"]["comment"], words["review"]["author"], review_html(task, scene.language))
    sections.append(Section("done", words["tasks"]["done"], [_paragraph(task.then[scene.language]), comment]))
    parent = (here.href("editing/index.md"), here.word("page.editing"))
    return Page(here.path, task.title[scene.language], "task", words["section"]["tasks"], lead, [], sections, parent)


def _step(here: Here, task: Task, number: int) -> Section:
    words: Any = here.scene.words["how-to-edit"]
    step = task.steps[number - 1]
    before, after = (lines_after(here.scene, task, each, step.file) for each in (number - 1, number))
    caption = str(words["mock"]["editor"]).format(path=step.file)
    blocks: list[Any] = [
        _paragraph(step.says[here.scene.language]),
        Editor(step.file, caption, changed(before, after), words["mock"]["button"]),
    ]
    blocks.append(_paragraph(words["tasks"]["propose" if number == 1 else "go-on"]))
    if step.problem:
        lines = [Markup("{}").format(line) for line in problem_lines(task, number, here.scene.language)]
        blocks.append(Message(words["tasks"]["red"], lines, ()))
    return Section(f"step-{number}", str(words["tasks"]["step"]).format(n=number), blocks)


def _paragraph(text: str) -> Prose:
    return Prose([Markup("<p>{}</p>").format(coded(text))])
