"""What people read and fill for themselves: topics, worksheets and self-checks."""

from typing import Literal

from .base import Entity, Id, Originated, RoleRef, Text, explained


class Table(Originated):
    """A small table: a head and rows of cells."""

    head: tuple[Text, ...] = explained("表头", "head")
    rows: tuple[tuple[Text | str, ...], ...] = explained("各行", "rows; a cell is a text, or a figure as it is written")


class Section(Originated):
    """A section of a topic. A blank line starts a paragraph; lines that begin with "- " are a list."""

    id: Id = explained("编号", "identifier")
    title: Text = explained("标题", "heading")
    caution: Text | None = explained("提醒，排在正文之前", "a caution, shown before the text", default=None)
    text: Text | None = explained("正文", "text", default=None)
    table: Table | None = explained("表格", "table", default=None)


class Topic(Entity):
    """Reading matter in sections: background, guidance, findings."""

    kind: Literal["background", "guidance", "finding"] = explained("类别", "kind", default="background")
    order: int = explained("次序", "position among the unit's topics", default=100)
    summary: Text = explained("摘要", "summary")
    for_roles: tuple[RoleRef, ...] = explained("写给哪些岗位", "whom it is for; everybody when empty", default=())
    sections: tuple[Section, ...] = explained("各节", "sections")


class Prompt(Originated):
    """One box of a worksheet that its user fills."""

    id: Id = explained("编号", "identifier")
    letter: str | None = explained("字母", "letter", default=None)
    name: Text = explained("名称", "name")
    prompt: Text = explained("提示", "what to write")


class ExampleBox(Originated):
    """The content of one box of a worked example."""

    prompt: Id = explained("对应的框", "the prompt's id")
    says: tuple[Text, ...] = explained("内容", "what stands there")


class Example(Originated):
    """A worked example of a worksheet: what stands in which box."""

    title: Text = explained("标题", "title")
    boxes: tuple[ExampleBox, ...] = explained("各框内容", "the boxes, in order")


class Worksheet(Entity):
    """A blank sheet for oneself: unscored, printable, kept by nobody."""

    order: int = explained("次序", "position", default=100)
    summary: Text = explained("摘要", "what it is for")
    caution: Text | None = explained("提醒", "caution", default=None)
    prompts: tuple[Prompt, ...] = explained("各框", "the boxes, in order")
    examples: tuple[Example, ...] = explained("示例", "worked examples", default=())


class Question(Originated):
    """A yes/no question of a self-check, with the answer its source calls ideal."""

    id: Id = explained("编号", "identifier")
    text: Text = explained("问题", "the question")
    ideal: Literal["yes", "no"] = explained("来源所称的理想答案", "the answer the source calls ideal")


class Scoring(Originated):
    """The source's rule and nothing more: more than so many opposite answers suggest something."""

    opposite_more_than: int = explained("与理想答案相反的题数超过", "more opposite answers than this")
    says: Text = explained("则提示", "what that suggests")
    otherwise: Text = explained("否则", "what is said otherwise")


class Help(Originated):
    """Where to turn; shown before and after, whatever the score."""

    name: Text = explained("名称", "name")
    contact: str | None = explained("电话或联系方式", "telephone or other contact", default=None, required=True)
    says: Text | None = explained("说明", "remark", default=None)


class SelfCheck(Entity):
    """Questions to oneself. Answers are never kept, sent, or tied to a name."""

    order: int = explained("次序", "position", default=100)
    summary: Text = explained("摘要", "what it is")
    limits: Text = explained("局限：显示在第1题之前", "its limits, shown above question 1")
    evidence: Text = explained("证据说明", "note on the evidence")
    questions: tuple[Question, ...] = explained("问题", "the questions, in order")
    scoring: Scoring = explained("计分", "scoring")
    help: tuple[Help, ...] = explained("求助途径", "where to turn")
