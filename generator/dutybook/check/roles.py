"""Roles: each has a purpose, a superior and something to do; the lines of reporting end somewhere."""

from collections.abc import Iterator

from ..book import Book
from ..model.organisation import Role
from ..model.work import Escalation
from .engine import Finding, at, rule


@rule("ROL001", "error")
def role_without_duties(book: Book) -> Iterator[Finding]:
    """The post '{role}' has no duties.

    **Why.** Whoever holds the post opens the page and learns nothing of what to do.

    **Fix.** Add a standard with "role: {role}", let it act as another role ("acts-as:"), or make it a department,
    group or external party ("kind:").

    岗位“{role}”没有任何职责。

    **为什么。** 在这个岗位上的人打开页面，看不到自己该做什么。

    **怎么改。** 为它写一个工作标准（role: {role}），或者用“acts-as:”写明履行哪个岗位的职责；如果不是岗位，就把“kind:”改为部门、小组或外部。
    """
    busy = {role for duty in book.duties for role in book.roles_of(duty)}
    for role in book.roles:
        if role.kind == "post" and role not in busy and role.acts_as is None:
            yield at(role, "id", role=role.id)


@rule("ROL002", "error")
def role_without_supervisor(book: Book) -> Iterator[Finding]:
    """The role '{role}' does not say whom it reports to.

    **Why.** A newcomer's first question is who the boss is; reports and problems need an addressee.

    **Fix.** Add "reports-to:" with a role, "head: true" for the top, or list reports-to under "not-stated".

    “{role}”没有写直接上级是谁。

    **为什么。** 新来的人首先要知道上级是谁；报告和问题也要有人接。

    **怎么改。** 写上“reports-to:”；如果是最高一级写“head: true”；来源没有规定的，把reports-to列入“not-stated”。
    """
    for role in book.roles:
        if (
            role.kind != "external"
            and role.reports_to is None
            and not role.head
            and "reports-to" not in role.not_stated
        ):
            yield at(role, "id", role=role.id)


@rule("ROL003", "error")
def role_without_purpose(book: Book) -> Iterator[Finding]:
    """The role '{role}' has no purpose.

    **Why.** Duties change; the purpose tells what to do when no duty covers the case.

    **Fix.** Add "purpose:" in both languages, or list it under "not-stated".

    “{role}”没有写设置目的。

    **为什么。** 职责会变；遇到没有写到的情况，要靠目的来判断。

    **怎么改。** 用两种语言写上“purpose:”；来源没有规定的，列入“not-stated”。
    """
    for role in book.roles:
        if role.purpose is None and "purpose" not in role.not_stated:
            yield at(role, "id", role=role.id)


@rule("ROL004", "error")
def reporting_in_a_circle(book: Book) -> Iterator[Finding]:
    """The lines of reporting run in a circle: {circle}.

    **Why.** In a circle nobody decides, and a problem that is passed upward never arrives.

    **Fix.** Correct one "reports-to:" of the circle, or give one of the roles "head: true".

    汇报关系绕成了一圈：{circle}。

    **为什么。** 绕成一圈就没有人做主，往上报的问题永远到不了头。

    **怎么改。** 改正其中一个“reports-to:”，或者给其中一个岗位写“head: true”。
    """
    seen: set[Role] = set()
    for role in book.roles:
        path: list[Role] = []
        each: Role | None = role
        while each is not None and each not in seen and each not in path:
            path.append(each)
            each = book.find("role", each.reports_to, each) if each.reports_to else None
        if each is not None and each in path:
            circle = path[path.index(each) :]
            yield at(each, "reports-to", circle=" → ".join(member.id for member in [*circle, each]))
        seen.update(path)


@rule("ROL005", "error")
def escalation_that_reaches_nobody(book: Book) -> Iterator[Finding]:
    """The escalation goes to '{to}', {reason}.

    **Why.** A problem that goes back to where it came from, or to nobody, stays unsolved.

    **Fix.** Name a role of the organisation that can settle it, other than the one that has the problem.

    提级交给了“{to}”，{reason_zh}。

    **为什么。** 问题又回到原处，或者没有人接，就得不到解决。

    **怎么改。** 写一个能处理的岗位，而且不是遇到问题的岗位自己。
    """
    for duty in book.duties:
        for each in duty.escalate:
            yield from _dead_end(book, each, book.roles_of(duty))
    for process in book.processes:
        for step in process.steps:
            doers = [found for name in step.responsible if (found := book.find("role", name, step)) is not None]
            for each in step.escalate:
                yield from _dead_end(book, each, doers)


def _dead_end(book: Book, escalation: Escalation, doers: list[Role]) -> Iterator[Finding]:
    to = book.find("role", escalation.to, escalation)
    if to is None:
        return
    if [to] == doers:
        reason = ("which is the role that has the problem", "正是遇到问题的岗位自己")
    elif to.kind == "external":
        reason = ("which is outside the organisation", "这是外部对象")
    elif book.status(to) == "retired":
        reason = ("which is retired", "这个岗位已经废止")
    else:
        return
    yield at(escalation, "to", to=to.id, reason=reason[0], reason_zh=reason[1])
