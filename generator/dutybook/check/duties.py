"""Duties: one role, what, when, how well, which form, to whom, checked by whom."""

from collections.abc import Iterator
from typing import Any

from ..book import Book
from .engine import Finding, at, rule


@rule("DUT001", "error")
def duty_without_one_role(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' has {count} responsible roles; it needs exactly one.

    **Why.** What is everybody's duty is nobody's duty.

    **Fix.** Name one role under "role:" of the duty or of its standard; make it two duties when two roles do it.

    职责“{duty}”有{count}个责任岗位，只能有一个。

    **为什么。** 人人负责就是无人负责。

    **怎么改。** 在职责或所在标准的“role:”里只写一个岗位；两个岗位都要做的，拆成两项职责。
    """
    for duty in book.duties:
        named = duty.role or ((standard.role,) if (standard := book.standard_of[duty]).role else ())
        if len(named) != 1:
            yield at(duty, "role" if duty.role else "id", duty=duty.id, count=len(named))


@rule("DUT002", "error")
def duty_without_text(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' does not say what is to be done.

    **Why.** A title alone leaves it to everybody to guess what belongs to the duty.

    **Fix.** Add "text:" with verb and object in both languages.

    职责“{duty}”没有写做什么。

    **为什么。** 只有标题，具体要做什么只能靠猜。

    **怎么改。** 用两种语言写上“text:”，要有动词和对象。
    """
    return _without(book, "text")


@rule("DUT003", "error")
def duty_without_when(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' does not say when it is done.

    **Why.** Without a time nobody can tell whether it is late.

    **Fix.** Add "when:", such as "when: {{every: month, by: 12}}", or list when under "not-stated".

    职责“{duty}”没有写什么时候做。

    **为什么。** 没有时间，就没法判断是否拖延。

    **怎么改。** 写上“when:”，例如“when: {{every: month, by: 12}}”；来源没有规定的，把when列入“not-stated”。
    """
    return _without(book, "when")


@rule("DUT004", "error")
def duty_without_form(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' names no form and does not say that it needs none.

    **Why.** What is not recorded cannot be handed on or checked.

    **Fix.** Add "form:" with a form, "form: none" when none is needed, or list form under "not-stated".

    职责“{duty}”没有写用什么表单，也没有写不需要。

    **为什么。** 没有记录就无法移交，也无法检查。

    **怎么改。** 写上“form:”；不需要表单写“form: none”；来源没有规定的，把form列入“not-stated”。
    """
    return _without(book, "form")


@rule("DUT005", "error")
def duty_without_receiver(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' does not say to whom its result goes.

    **Why.** A result without an addressee stays in a drawer.

    **Fix.** Add "handed-to:" with a role, "handed-to: none" when nothing is handed over, or list handed-to under "not-stated".

    职责“{duty}”没有写结果交给谁。

    **为什么。** 没有接收人，做完了也没有人用。

    **怎么改。** 写上“handed-to:”；没有成果要移交写“handed-to: none”；来源没有规定的，把handed-to列入“not-stated”。
    """
    return _without(book, "handed_to")


@rule("DUT006", "error")
def duty_without_checker(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' does not say who checks it.

    **Why.** What nobody checks is soon done by nobody.

    **Fix.** Add "checked-by: {{role: …, how: …}}", or list checked-by under "not-stated".

    职责“{duty}”没有写由谁检查。

    **为什么。** 没有人检查的事，很快就没有人做。

    **怎么改。** 写上“checked-by: {{role: …, how: …}}”；来源没有规定的，把checked-by列入“not-stated”。
    """
    return _without(book, "checked_by")


@rule("DUT007", "error")
def duty_without_measure(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' does not say how well it is to be done.

    **Why.** Without a measure doer and checker argue about what is good enough.

    **Fix.** Add "measure:" with something that can be verified, or list measure under "not-stated".

    职责“{duty}”没有写做到什么程度。

    **为什么。** 没有标准，做的人和检查的人会各说各话。

    **怎么改。** 写上“measure:”，要能核对；来源没有规定的，把measure列入“not-stated”。
    """
    return _without(book, "measure")


@rule("DUT008", "error")
def none_beside_something(book: Book) -> Iterator[Finding]:
    """'{field}' of the duty '{duty}' says none and names something as well.

    **Why.** Both cannot hold; readers see a form or a receiver that may not exist.

    **Fix.** Delete "none", or everything beside it.

    职责“{duty}”的“{field}”既写了none，又写了别的。

    **为什么。** 两者不能同时成立，读者不知道到底有没有。

    **怎么改。** 删掉none，或者删掉其他的。
    """
    for duty in book.duties:
        for field, values in (("form", duty.form), ("handed-to", duty.handed_to)):
            if "none" in values and len(values) > 1:
                yield at(duty, field, field=field, duty=duty.id)


@rule("DUT009", "warning")
def duty_checked_by_its_doer(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' is checked by the role that does it.

    **Why.** Nobody sees one's own mistakes; a check needs a second pair of eyes.

    **Fix.** Name another role under "checked-by:".

    职责“{duty}”由做的人自己检查。

    **为什么。** 自己看不出自己的错，检查要换一个人。

    **怎么改。** 在“checked-by:”里换一个岗位。
    """
    for duty in book.duties:
        if duty.checked_by is not None:
            checker = book.find("role", duty.checked_by.role, duty)
            if checker is not None and [checker] == book.roles_of(duty):
                yield at(duty, "checked-by.role", duty=duty.id)


@rule("DUT010", "warning")
def form_filled_by_another_role(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' uses the form '{form}', which '{role}' does not fill in or receive.

    **Why.** The form's page tells its readers that somebody else fills it in.

    **Fix.** Add the role to "filled-by:" or "submitted-to:" of the form, or name another form.

    职责“{duty}”使用表单“{form}”，但“{role}”既不填写也不接收这张表。

    **为什么。** 表单页面上写的是别人填，两处说法不一致。

    **怎么改。** 在表单的“filled-by:”或“submitted-to:”里加上这个岗位，或者换一张表单。
    """
    for duty in book.duties:
        for index, name in enumerate(duty.form):
            form: Any = None if name == "none" else book.find("form", name, duty)
            for role in book.roles_of(duty) if form is not None else ():
                parties = [book.find("role", each, form) for each in (*form.filled_by, *form.submitted_to)]
                if parties and role not in parties:
                    yield at(duty, "form", index, duty=duty.id, form=form.id, role=role.id)


@rule("DUT011", "error")
def duty_that_waits_for_itself(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' needs its own result first: {circle}.

    **Why.** None of the duties in the circle can ever begin.

    **Fix.** Delete one "needs:" of the circle.

    职责“{duty}”要等自己的结果：{circle}。

    **为什么。** 这一圈职责谁也开始不了。

    **怎么改。** 删掉其中一个“needs:”。
    """
    done: set[object] = set()
    for duty in book.duties:
        path = [duty]
        todo = [iter(duty.needs)]
        while todo:
            name = next(todo[-1], None)
            if name is None:
                done.add(path.pop())
                todo.pop()
                continue
            after = book.find("duty", name, path[-1])
            if after in path:
                circle = " → ".join(each.id for each in [*path[path.index(after) :], after])
                yield at(path[-1], "needs", duty=after.id, circle=circle)
            elif after is not None and after not in done:
                path.append(after)
                todo.append(iter(after.needs))


def _without(book: Book, attribute: str) -> Iterator[Finding]:
    key = attribute.replace("_", "-")
    for duty in book.duties:
        value = getattr(duty, attribute)
        if (value is None or value == ()) and key not in duty.not_stated:
            yield at(duty, "id", duty=duty.id)
