"""Roles: each has a purpose, a superior and something to do; the lines of reporting end somewhere."""

from collections.abc import Iterator

from ..book import Book, unit_of
from ..model.organisation import Role
from .engine import Finding, at, rule

PHASES = ("before", "day-1", "week-1", "month-1")


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
    if not book.whole:
        return
    busy = {role for duty in book.duties if book.status(duty) != "retired" for role in book.roles_of(duty)}
    # A duty that nobody has, or one that an unknown role has, may be meant for this one.
    unclaimed = {unit_of(duty) for duty in book.duties if not book.roles_of(duty)}
    for role in book.roles:
        acted = book.find("role", role.acts_as, role) if role.acts_as else None
        unfinished = book.status(role) in ("draft", "retired")
        if role.kind != "post" or role in busy or unit_of(role) in unclaimed or unfinished:
            continue
        # A post that is acted as is reported itself; an unknown one is an unresolved reference.
        if role.acts_as is None or (acted is not None and acted.kind != "post" and acted not in busy):
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
        if role.kind != "external" and role.purpose is None and "purpose" not in role.not_stated:
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
    for circle in _circles(book, "reports_to"):
        yield at(circle[0], "reports-to", circle=" → ".join(member.id for member in circle))


@rule("ROL005", "error")
def acting_in_a_circle(book: Book) -> Iterator[Finding]:
    """The roles act as each other in a circle: {circle}.

    **Why.** "Acts as" says where the duties are written; in a circle they are written nowhere.

    **Fix.** Delete "acts-as:" from the role that has duties of its own.

    岗位之间互相“acts-as”，绕成了一圈：{circle}。

    **为什么。** “acts-as”说明职责写在哪个岗位；绕成一圈，就哪里都没写。

    **怎么改。** 把有自己职责的那个岗位的“acts-as:”删掉。
    """
    for circle in _circles(book, "acts_as"):
        yield at(circle[0], "acts-as", circle=" → ".join(member.id for member in circle))


@rule("ROL006", "error")
def head_with_a_superior(book: Book) -> Iterator[Finding]:
    """The role '{role}' says "head: true" and reports to '{superior}'.

    **Why.** Both cannot hold: a head answers to nobody in this handbook.

    **Fix.** Delete "head: true", or "reports-to:" if nobody stands above.

    “{role}”既写“head: true”，又写上级是“{superior}”。

    **为什么。** 两者不能同时成立：最高一级在本手册里没有上级。

    **怎么改。** 删掉“head: true”；如果确实没有上级，就删掉“reports-to:”。
    """
    for role in book.roles:
        if role.head and role.reports_to is not None:
            yield at(role, "reports-to", role=role.id, superior=role.reports_to)


@rule("ROL007", "error")
def role_under_an_outsider(book: Book) -> Iterator[Finding]:
    """'{key}' of the role '{role}' names '{other}', who is outside the organisation.

    **Why.** A customer or partner neither leads a post of the firm nor carries out its duties.

    **Fix.** Name a post, department or group, or correct the "kind:" of the role that is named.

    “{role}”的“{key}”写的是“{other}”，这是外部对象。

    **为什么。** 客户或合作方既不领导本单位的岗位，也不替它履行职责。

    **怎么改。** 改成岗位、部门或小组；如果对方其实是内部的，就改正它的“kind:”。
    """
    for role in book.roles:
        for key, name in (("reports-to", role.reports_to), ("acts-as", role.acts_as), ("stand-in", role.stand_in)):
            other = book.find("role", name, role) if name is not None and role.kind != "external" else None
            if other is not None and other.kind == "external":
                yield at(role, key, key=key, role=role.id, other=other.id)


@rule("ROL008", "error")
def role_that_stands_in_for_itself(book: Book) -> Iterator[Finding]:
    """The role '{role}' stands in for itself.

    **Why.** When its holder is away nobody stands in.

    **Fix.** Name another role under "stand-in:", or list stand-in under "not-stated".

    “{role}”的代理岗位是它自己。

    **为什么。** 人不在的时候，就没有人代理。

    **怎么改。** 在“stand-in:”里换一个岗位；来源没有规定的，把stand-in列入“not-stated”。
    """
    for role in book.roles:
        if role.stand_in is not None and book.find("role", role.stand_in, role) is role:
            yield at(role, "stand-in", role=role.id)


@rule("ROL009", "warning")
def onboarding_with_a_gap(book: Book) -> Iterator[Finding]:
    """The first days of the role '{role}' leave out {missing}.

    **Why.** A newcomer has a plan for some days and is left alone in between.

    **Fix.** Add at least one task for each phase: before, day-1, week-1, month-1.

    “{role}”的入职安排缺少{missing}。

    **为什么。** 新人有几天有人带，中间却没有安排。

    **怎么改。** before、day-1、week-1、month-1四个阶段各写至少一项任务。
    """
    for role in book.roles:
        missing = [phase for phase in PHASES if phase not in {each.phase for each in role.onboarding}]
        if role.kind == "post" and role.onboarding and missing:
            yield at(role, "onboarding", role=role.id, missing=", ".join(missing))


@rule("ROL010", "warning")
def role_nobody_needs(book: Book) -> Iterator[Finding]:
    """Nothing in the handbook refers to the role '{role}'; it has no duties and answers to nobody.

    **Why.** Readers find a name and cannot tell what it has to do with their work.

    **Fix.** Name it where it takes part (as contact, receiver, owner …), or delete its file.

    手册里没有任何地方提到“{role}”，它没有职责，也没有上级。

    **为什么。** 读者看到这个名称，不知道与自己的工作有什么关系。

    **怎么改。** 在它参与的地方写上它（联系对象、接收、归口等），或者删掉这个文件。
    """
    if not book.whole:
        return
    idle = [role for role in book.roles if role.kind != "post" and not role.reports_to]
    for role in idle:
        if not any(reference.owner is not role for reference in book.used_by.get(role, ())):
            yield at(role, "id", role=role.id)


@rule("ROL011", "error")
def role_entry_listed_twice(book: Book) -> Iterator[Finding]:
    """The role '{role}' lists '{entry}' twice under '{key}'.

    **Why.** Two entries for one contact or matter soon say two different things.

    **Fix.** Make one entry of the two.

    “{role}”的“{key}”里，“{entry_zh}”写了两次。

    **为什么。** 同一个联系对象或同一件事写两处，迟早会说法不一。

    **怎么改。** 合并成一条。
    """
    for role in book.roles:
        contacts = [(each, each.role, each.role) for each in role.contacts]
        authority = [(each, each.what.get("en") or "", each.what.get("zh") or "") for each in role.authority]
        for key, field, entries in (("contacts", "role", contacts), ("authority", "what", authority)):
            seen: set[tuple[str, str]] = set()
            for entry, *said in entries:
                if (said[0], said[1]) in seen:
                    yield at(entry, field, role=role.id, key=key, entry=said[0], entry_zh=said[1])
                seen.add((said[0], said[1]))


def _circles(book: Book, attribute: str) -> Iterator[list[Role]]:
    """Each circle that a reference from role to role runs in; its first member stands at both ends."""
    seen: set[Role] = set()
    for role in book.roles:
        path: dict[Role, None] = {}
        each: Role | None = role
        while each is not None and each not in seen and each not in path:
            path[each] = None
            name = getattr(each, attribute)
            each = book.find("role", name, each) if name else None
        if each is not None and each in path:
            members = list(path)
            yield [*members[members.index(each) :], each]
        seen.update(path)
