"""The pages of the rules that every change has to pass."""

from typing import Any

from ..example import Said, said_of
from ..problem import Kind, without_values
from .blocks import Fact, Facts, Listing, Page, Prose, Row, Section, Shown, Table
from .field_rules import looked_at
from .here import Here
from .markup import Markup, escape
from .scene import Scene


def rule_pages(scene: Scene) -> list[Page]:
    """The list of all kinds of fault, and a page for each."""
    return [rules_page(scene), *(rule_page(scene, kind) for kind in scene.kinds)]


def rules_page(scene: Scene) -> Page:
    """All kinds of fault, by code."""
    here = Here(scene, "rules/index.md")
    head = [here.word(f"column.{name}") for name in ("code", "severity", "fault")]
    rows = []
    for kind in scene.kinds:
        link = Markup('<a href="{}">{}</a>').format(here.href(_path(kind)), kind.code)
        severity = Markup('<span class="db-severity-{}">{}</span>').format(
            kind.severity, here.word(f"severity.{kind.severity}")
        )
        rows.append(Row([link, severity, escape(without_values(kind.explained(scene.language).sentence))], kind.code))
    lead = [Markup("<p>{}</p>").format(here.word("lead.rules"))]
    section = Section("all", here.word("page.rules"), [Table(head, rows, "rules")])
    return Page(here.path, here.word("page.rules"), "list", here.word("kind.rule"), lead, [], [section])


def rule_page(scene: Scene, kind: Kind[..., Any]) -> Page:
    """A kind of fault: what it is, why it matters, what to do."""
    here = Here(scene, _path(kind))
    told = kind.explained(scene.language)
    sections = [
        Section(name, here.word(f"section.{name}"), [Prose([_paragraph(getattr(told, name))])])
        for name in ("why", "fix")
    ]
    example = said_of(kind, scene.language, scene.texts)
    if example is not None:
        sections.append(Section("example", here.word("example.title"), [_example(example, here)]))
    fields = looked_at(here, kind.code)
    if fields:
        sections.append(Section("fields", here.word("reference.looks-at"), [Listing(fields)]))
    lead = [_paragraph(told.sentence)]
    parent = (here.href("rules/index.md"), here.word("page.rules"))
    word = f"{here.word('kind.rule')} · {here.word(f'severity.{kind.severity}')}"
    return Page(here.path, f"{kind.code} {kind.name}", "rule", word, lead, [], sections, parent)


def _example(example: Said, here: Here) -> Facts:
    """What was typed, what is said about it, how it should read."""
    shown = {"wrong": _lines(example.wrong), "message": escape(example.message), "right": _lines(example.right)}
    return Facts([Fact(here.word(f"example.{name}"), Shown(Markup(value))) for name, value in shown.items() if value])


def _lines(lines: list[str]) -> Markup:
    return Markup("<br>").join(Markup('<code class="db-line">{}</code>').format(line) for line in lines)


def _path(kind: Kind[..., Any]) -> str:
    return f"rules/{kind.code.casefold()}.md"


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(without_values(text))
