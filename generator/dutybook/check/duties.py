"""Duties: one role, what, when, how well, which form, to whom, checked by whom."""

from collections.abc import Iterator

from ..book import Book
from .engine import Finding, at, rule


@rule("DUT001", "error")
def duty_without_role(book: Book) -> Iterator[Finding]:
    """Nobody is responsible for the duty '{duty}'{hint}: neither it nor its standard names a role.

    **Why.** What is everybody's duty is nobody's duty.

    **Fix.** Add "role:" to the standard, or to the duty when another role does it.

    职责“{duty}”{hint_zh}没有责任岗位：职责和所在标准都没有写“role:”。

    **为什么。** 没有人负责的事，等于没有人做。

    **怎么改。** 在标准里写上“role:”；由别的岗位做的，在职责里写上“role:”。
    """
    for standard in book.standards:
        orphans = [duty for duty in standard.duties if not duty.role] if standard.role is None else []
        if orphans and standard.mark not in book.faulty:
            more = len(orphans) - 1
            others = (f" (and {more} more of its standard)", f"（及本标准另外{more}项）") if more else ("", "")
            yield at(orphans[0], "id", duty=orphans[0].id, hint=others[0], hint_zh=others[1])


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


@rule("DUT010", "error")
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


@rule("DUT011", "error")
def duty_of_several_roles(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' names {count} responsible roles; it needs exactly one.

    **Why.** Each of them waits for the other, and each can say that it was the other's turn.

    **Fix.** Keep the role that answers for it; when two roles each do a part, make it two duties.

    职责“{duty}”写了{count}个责任岗位，只能有一个。

    **为什么。** 几个岗位会互相等，出了事又都说该对方做。

    **怎么改。** 只留负责的那个岗位；两个岗位各做一部分的，拆成两项职责。
    """
    for duty in book.duties:
        if len(duty.role) > 1:
            yield at(duty, "role", 1, duty=duty.id, count=len(duty.role))


@rule("DUT012", "error")
def duty_in_force_in_a_retired_standard(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' is {status}, but its standard '{standard}' is retired.

    **Why.** Whoever reads the standard drops the duty; whoever reads the duty carries it out.

    **Fix.** Delete "status:" of the duty to retire it too, or move it to a standard that is in force.

    职责“{duty}”的状态是{status}，而所在的标准“{standard}”已经废止。

    **为什么。** 看标准的人以为不用做，看职责的人还在做。

    **怎么改。** 一并废止就删掉职责的“status:”；还要做的，移到仍在施行的标准里。
    """
    for duty in book.duties:
        standard = book.standard_of[duty]
        if duty.status not in (None, "retired") and book.status(standard) == "retired":
            yield at(duty, "status", duty=duty.id, status=duty.status, standard=standard.id)


def _without(book: Book, attribute: str) -> Iterator[Finding]:
    key = attribute.replace("_", "-")
    for duty in book.duties:
        value = getattr(duty, attribute)
        if (value is None or value == ()) and key not in duty.not_stated:
            yield at(duty, "id", duty=duty.id)
