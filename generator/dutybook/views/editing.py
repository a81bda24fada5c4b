"""How the handbook is changed by people who are no programmers: the way of a change, the checks, their messages, the traps."""

import re
from typing import Any

from ..example import said_of
from ..tasks import Task
from .blocks import Card, Cards, Page, Prose, Row, Section, Table
from .field_rules import rule_link
from .fields import INDEX as FIELDS
from .here import Here
from .markup import Markup, escape
from .mock import Checks, Comment, Editor, Flow, Message, Request, changed, coded
from .scene import Scene
from .task import doable, lines_after, problem_lines, review_html, task_path

INDEX = "editing/index.md"
CHECKS = ("check", "tests", "site", "review")
STEPS = ("find", "change", "propose", "check", "review", "merged")
PARTS = ("place", "code", "fault", "caret", "fix")
SIGNS = "①②③④⑤"
TRAPS = ("SLP", "VAL")


def editing_page(scene: Scene) -> Page:
    """The way of a change from the line to the site, with drawings from the first worked task."""
    here = Here(scene, INDEX)
    here.link_terms = False
    task = next(iter(doable(scene)), None)
    words = _words(here)
    flow = Flow(words["flow"]["label"], [(words["flow"][each]["name"], words["flow"][each]["says"]) for each in STEPS])
    sections = [
        _section(here, "flow", [flow]),
        _section(here, "change", [_ordered(words["change"]), *_editor(here, task)]),
        _section(here, "propose", [_ordered(words["propose"]), _request(words), _table(words["buttons"])]),
        _section(here, "checks", [_checks_table(words), _checks(words)]),
        *_sections_of(here, task),
        _section(here, "red", [_ordered(words["red"])]),
        _section(here, "ask", [_ordered(words["ask"], tag="ul")]),
        _section(here, "traps", [_paragraph(words["traps"]["says"]), _traps(here)]),
        *_tasks(here),
        _section(here, "more", [_more(here)]),
    ]
    return Page(
        here.path, here.word("page.editing"), "editing", here.word("kind.page"), [_text(words["lead"])], [], sections
    )


def _sections_of(here: Here, task: Task | None) -> list[Section]:
    """What check and review say, shown by a task where the handbook has one."""
    if task is None:
        return []
    words = _words(here)
    html = review_html(task, here.scene.language)
    message = Message(words["mock"]["message"], _numbered(task, here), [words["message"][part] for part in PARTS])
    comment = Comment(words["mock"]["comment"], words["review"]["author"], html)
    return [
        _section(here, "message", [_paragraph(words["message"]["says"]), message]),
        _section(here, "review", [_paragraph(words["review"]["says"]), comment, _ordered(words["review"]["reads"])]),
    ]


def _editor(here: Here, task: Task | None) -> list[Any]:
    if task is None:
        return []
    before, after = lines_after(here.scene, task, 0), lines_after(here.scene, task, 1)
    mock = _words(here)["mock"]
    caption = str(mock["editor"]).format(path=task.steps[0].file)
    return [Editor(task.steps[0].file, caption, changed(before, after), mock["button"])]


def _numbered(task: Task, here: Here) -> list[Markup]:
    """The first message of a task, its parts numbered as the legend explains them."""
    number = next(place for place, step in enumerate(task.steps, 1) if step.problem)
    head, line, caret, *fix = problem_lines(task, number, here.scene.language)
    place, severity, code, fault = re.fullmatch(r"(\S+:\d+:\d+:) (\S+) (\S+) (.*)", head).groups()  # type: ignore[union-attr]
    sign = [Markup("<b>{}</b>").format(each) for each in SIGNS]
    first = Markup("{}{} {} {}{} {}{}").format(sign[0], place, severity, sign[1], code, sign[2], fault)
    return [
        first,
        escape(line),
        Markup("{} {}").format(caret, sign[3]),
        *(Markup("{}{}").format(sign[4] if place == 0 else "", each) for place, each in enumerate(fix)),
    ]


def _request(words: Any) -> Request:
    mock = words["mock"]
    boxes = [(mock["title"], mock["title-example"]), (mock["description"], mock["description-example"])]
    return Request(mock["request"], boxes, mock["create"])


def _checks(words: Any) -> Checks:
    rows = [(name, name != "check", str(words["checks"]["rows"][name]).partition("|")[0]) for name in CHECKS[:3]]
    return Checks(words["mock"]["checks"], rows)


def _checks_table(words: Any) -> Table:
    rows = []
    for name in CHECKS:
        looks, _, red = str(words["checks"]["rows"][name]).partition("|")
        rows.append(Row([Markup("<code>{}</code>").format(name), escape(looks), escape(red)], f"check-{name}"))
    return Table(words["checks"]["head"], rows)


def _table(words: Any) -> Table:
    return Table(words["head"], [Row([escape(cell) for cell in row]) for row in words["rows"]])


def _traps(here: Here) -> Table:
    """Every slip with its example: made by checking the wrong line, so that nothing here can be untrue."""
    rows = []
    scene = here.scene
    for kind in scene.kinds:
        example = said_of(kind, scene.language, scene.texts) if kind.code.startswith(TRAPS) else None
        if example is not None:
            fault = Markup("{} {}").format(rule_link(here, kind.code), example.message)
            margin = min(len(line) - len(line.lstrip(" ")) for line in (*example.wrong, *example.right))
            rows.append(
                Row([fault, *(_lines([line[margin:] for line in each]) for each in (example.wrong, example.right))])
            )
    return Table(_words(here)["traps"]["head"], rows, "traps")


def _lines(lines: list[str]) -> Markup:
    return Markup("<br>").join(Markup('<code class="db-line">{}</code>').format(line) for line in lines)


def _tasks(here: Here) -> list[Section]:
    found = doable(here.scene)
    if not found:
        return []
    language = here.scene.language
    cards = [
        Card(each.title[language], here.href(task_path(each)), "task", escape(each.aim[language])) for each in found
    ]
    return [_section(here, "tasks", [_paragraph(_words(here)["tasks"]["says"]), Cards(cards)])]


def _more(here: Here) -> Cards:
    words = _words(here)["more"]
    pages = {"fields": (here.word("page.fields"), FIELDS), "rules": (here.word("page.rules"), "rules/index.md")}
    pages["reviews"] = (here.word("page.reviews"), "reviews.md")
    return Cards([Card(title, here.href(path), name, escape(words[name])) for name, (title, path) in pages.items()])


def _section(here: Here, name: str, blocks: list[Any]) -> Section:
    return Section(name, _words(here)["section"][name], blocks)


def _ordered(items: list[str], tag: str = "ol") -> Prose:
    inside = Markup().join(Markup("<li>{}</li>").format(coded(each)) for each in items)
    return Prose([Markup("<{0}>{1}</{0}>").format(Markup(tag), inside)])


def _paragraph(text: str) -> Prose:
    return Prose([_text(text)])


def _text(text: str) -> Markup:
    return Markup("<p>{}</p>").format(coded(text))


def _words(here: Here) -> Any:
    return here.scene.words["how-to-edit"]
