"""The glossary, the registry of sources, and the settings of the whole handbook."""

from typing import Literal

from .base import ClauseId, DocumentId, Id, Node, Originated, RoleRef, TermRef, Text, UnitRef, explained
from .organisation import Assumption


class Term(Originated):
    """A word of the trade, what it means, and its other names."""

    id: Id = explained("编号", "identifier")
    term: Text = explained("术语", "the term")
    means: Text = explained("含义", "what it means")
    also: tuple[Text, ...] = explained("其他叫法", "other names for it", default=())
    units: tuple[UnitRef, ...] = explained(
        "只在这些单位的页面上链接；缺省为处处链接",
        "linked on the pages of these units only; everywhere when absent",
        default=(),
    )
    see: tuple[TermRef, ...] = explained("参见", "see also", default=())


class Glossary(Node):
    """A file of the glossary: terms that belong together."""

    id: Id = explained("编号", "identifier")
    title: Text = explained("名称", "title")
    order: int = explained("次序", "position", default=100)
    terms: tuple[Term, ...] = explained("术语", "the terms")


class Clause(Node):
    """One statement of a source, in our words; or a gap in it; used by something, or waived."""

    id: ClauseId = explained("条款编号", "clause number")
    text: Text = explained("内容（用我们的话）", "what it says, in our words")
    kind: Literal["statement", "gap"] = explained("statement 陈述、gap 缺口", "statement or gap", default="statement")
    waived: Text | None = explained("不采用的理由", "why it is not used", default=None)
    note: str | None = explained("备注", "remark", default=None)


class Source(Node):
    """A source document with its clauses."""

    id: DocumentId = explained("编号", "identifier")
    title: Text = explained("名称", "title")
    aliases: tuple[str, ...] = explained("旧编号", "former ids, for links and citations", default=())
    description: Text | None = explained("是什么样的文件", "what kind of document it is", default=None)
    clauses: tuple[Clause, ...] = explained("条款", "clauses")


def former_ids(clause: Clause, source: Source) -> list[str]:
    """What a clause was called under the former ids of its document: A6-29 where A6 is now B7, and it B7-29."""
    number = clause.id.removeprefix(f"{source.id}-")
    return [f"{alias}-{number}" for alias in source.aliases] if number != clause.id else []


class Team(Node):
    """Who on the code platform looks after what a role owns: for CODEOWNERS."""

    role: RoleRef = explained("归口岗位", "the owner role")
    team: tuple[str, ...] = explained(
        "代码平台上的小组或账号，不写@，如 firm/market；也可以是邮箱",
        "groups or accounts of the code platform without @, such as firm/market; or addresses of mail",
    )


class Settings(Node):
    """`handbook.yml`: what holds for the whole handbook."""

    title: Text = explained("手册名称", "title of the handbook")
    summary: Text = explained("一句话说明", "what it is, in a sentence")
    languages: tuple[Literal["zh", "en"], ...] = explained(
        "语言，第一个为基准", "languages; the first is the reference"
    )
    version: str | None = explained("版本", "version", default=None)
    site_url: str | None = explained(
        "手册网站的地址，用于清单上的二维码", "address of the site, for the codes on sheets", default=None
    )
    edit_url: str | None = explained(
        "编辑链接，含 {path} 与 {line}", "link for editing, with {path} and {line}", default=None
    )
    teams: tuple[Team, ...] = explained(
        "归口岗位对应的代码平台小组，用来生成CODEOWNERS",
        "the code platform's teams for owner roles, from which CODEOWNERS is made",
        default=(),
    )
    assumptions: tuple[Assumption, ...] = explained("共用的假设理由", "reasons shared by assumed fields", default=())
