"""Handovers: what goes from whom to whom, on which form, and upward when it cannot be done."""

from collections.abc import Iterator

from ..book import Book
from ..model.base import Node
from ..model.form import Form
from ..model.organisation import Role
from ..model.work import Escalation
from .engine import Finding, at, rule


@rule("HND001", "warning")
def form_filled_by_another_role(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' uses the form '{form}', which '{role}' does not fill in or receive.

    **Why.** The form's page tells its readers that somebody else fills it in.

    **Fix.** Add the role to "filled-by:" or "submitted-to:" of the form, or name another form.

    职责“{duty}”使用表单“{form}”，但“{role}”既不填写也不接收这张表。

    **为什么。** 表单页面上写的是别人填，两处说法不一致。

    **怎么改。** 在表单的“filled-by:”或“submitted-to:”里加上这个岗位，或者换一张表单。
    """
    known: dict[tuple[Form, Role], bool] = {}
    for duty in book.duties:
        for index, name in enumerate(duty.form):
            form = book.find("form", name, duty)
            if form is None:
                continue
            for role in book.roles_of(duty):
                if (form, role) not in known:
                    known[form, role] = _is_foreign(book, form, role)
                if known[form, role]:
                    yield at(duty, "form", index, duty=duty.id, form=form.id, role=role.id)


@rule("HND002", "error")
def duty_handed_to_its_doer(book: Book) -> Iterator[Finding]:
    """The result of the duty '{duty}' is handed to '{role}', the role that does it.

    **Why.** Nothing is handed over, and whoever needs the result does not get it.

    **Fix.** Name the role that needs the result, or write "handed-to: none" when nobody does.

    职责“{duty}”的结果交给“{role}”，正是做这件事的岗位自己。

    **为什么。** 等于没有移交，需要结果的人拿不到。

    **怎么改。** 写上需要这个结果的岗位；没有人需要就写“handed-to: none”。
    """
    for duty in book.duties:
        for index, name in enumerate(duty.handed_to):
            receiver = book.find("role", name, duty)
            if receiver is not None and [receiver] == book.roles_of(duty):
                yield at(duty, "handed-to", index, duty=duty.id, role=receiver.id)


@rule("HND003", "warning")
def form_handed_to_another_role(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' is handed to '{role}', but the form '{form}' is submitted to {others} only.

    **Why.** The duty's page and the form's page send the same paper to different desks.

    **Fix.** Add the role to "submitted-to:" of the form, or correct "handed-to:".

    职责“{duty}”交给“{role}”，而表单“{form}”只提交给{others}。

    **为什么。** 职责页和表单页把同一张表送到了不同的地方。

    **怎么改。** 在表单的“submitted-to:”里加上这个岗位，或者改正“handed-to:”。
    """
    for duty in book.duties:
        named = duty.form if duty.handed_to not in ((), ("none",)) else ()
        for form in filter(None, (book.find("form", name, duty) for name in named)):
            takers, fillers = _roles(book, form, form.submitted_to), _roles(book, form, form.filled_by)
            if not takers or not set(book.roles_of(duty)) <= set(fillers):
                continue
            for index, name in enumerate(duty.handed_to):
                role = book.find("role", name, duty)
                if role is not None and role.kind != "external" and not _among(book, role, {*takers, *fillers}):
                    others = ", ".join(taker.id for taker in takers)
                    yield at(duty, "handed-to", index, duty=duty.id, role=role.id, form=form.id, others=others)


@rule("HND004", "error")
def escalation_that_reaches_nobody(book: Book) -> Iterator[Finding]:
    """The escalation goes to '{to}', {reason}.

    **Why.** A problem that goes back to where it came from, or to nobody, stays unsolved.

    **Fix.** Name a role of the organisation that can settle it, other than the one that has the problem.

    提级交给了“{to}”，{reason_zh}。

    **为什么。** 问题又回到原处，或者没有人接，就得不到解决。

    **怎么改。** 写一个能处理的岗位，而且不是遇到问题的岗位自己。
    """
    for doers, escalation in _escalations(book):
        yield from _dead_end(book, escalation, doers)


@rule("HND005", "error")
def escalation_in_a_circle(book: Book) -> Iterator[Finding]:
    """Escalation runs in a circle: {circle}; none of these roles can pass a problem on to anybody else.

    **Why.** The problem goes round and is settled by nobody.

    **Fix.** Let one of them escalate to a role outside the circle, or give "head: true" to the one that decides.

    提级绕成了一圈：{circle}，这几个岗位都没有别的去处。

    **为什么。** 问题转来转去，没有人解决。

    **怎么改。** 让其中一个岗位提级到圈外的岗位，或者给能做主的那个写“head: true”。
    """
    ways: dict[Role, dict[Role, Escalation]] = {}
    for doers, escalation in _escalations(book):
        to = book.find("role", escalation.to, escalation)
        for role in doers if to is not None else ():
            ways.setdefault(role, {}).setdefault(to, escalation)
    done: set[Role] = set()
    for role in ways:
        reached = _reached(role, ways)
        if (
            role in reached
            and role not in done
            and all(each in ways and not each.head for each in reached)
            and len(reached) > 1
        ):
            done |= reached
            circle = [role]
            while len(circle) == 1 or circle[-1] not in circle[:-1]:
                circle.append(next(iter(ways[circle[-1]])))
            yield at(ways[role][circle[1]], "to", circle=" → ".join(each.id for each in circle))


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


def _escalations(book: Book) -> Iterator[tuple[list[Role], Escalation]]:
    """Each escalation with the roles that make it."""
    for duty in book.duties:
        yield from ((book.roles_of(duty), each) for each in duty.escalate)
    for process in book.processes:
        for step in process.steps:
            yield from ((list(_roles(book, step, step.responsible)), each) for each in step.escalate)


def _reached(role: Role, ways: dict[Role, dict[Role, Escalation]]) -> set[Role]:
    """The roles that a problem of a role can get to."""
    reached: set[Role] = set()
    todo = [role]
    while todo:
        for to in ways.get(todo.pop(), ()):
            if to not in reached:
                reached.add(to)
                todo.append(to)
    return reached


def _is_foreign(book: Book, form: Form, role: Role) -> bool:
    """Whether a form says who fills it in and receives it, and the role is none of them."""
    if form.mark in book.faulty or not form.filled_by:
        return False
    parties = _roles(book, form, (*form.filled_by, *form.submitted_to))
    return bool(parties) and not _among(book, role, set(parties))


def _roles(book: Book, near: Node, names: tuple[str, ...]) -> dict[Role, None]:
    """The roles that exist of those named, in order; nothing when one is unknown and so may be any."""
    found = [book.find("role", name, near) for name in names]
    return {} if None in found else dict.fromkeys(found)


def _among(book: Book, role: Role, others: set[Role]) -> bool:
    """Whether a role is one of the others, or one of the two acts as the other."""
    acted = book.find("role", role.acts_as, role) if role.acts_as else None
    acting = (book.find("role", each.acts_as, each) for each in others if each.acts_as)
    return role in others or acted in others or role in acting
