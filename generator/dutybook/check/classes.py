"""Customer classes: who is served how often."""

from collections.abc import Iterator

from ..book import Book
from ..model.organisation import CustomerClass, Role
from ..model.time import Count
from .engine import Finding, at, rule


@rule("CLS001", "error")
def class_without_frequency(book: Book) -> Iterator[Finding]:
    """The customer class '{group}' does not say how often its customers are visited.

    **Why.** Plans and workload start from the frequency; without it every customer manager picks one.

    **Fix.** Add "visits: {{count: 2, per: month}}", or list visits under "not-stated".

    客户类别“{group}”没有写走访频次。

    **为什么。** 计划和工作量都从频次算起；没有频次，每个人各定各的。

    **怎么改。** 写上“visits: {{count: 2, per: month}}”；来源没有规定的，把visits列入“not-stated”。
    """
    for group in book.classes:
        if group.visits is None and "visits" not in group.not_stated:
            yield at(group, "id", group=group.id)


@rule("CLS002", "warning")
def class_nobody_serves(book: Book) -> Iterator[Finding]:
    """No role serves the customer class '{group}'.

    **Why.** Its customers have nobody to turn to.

    **Fix.** Add it to "serves:" of a role.

    没有岗位服务客户类别“{group}”。

    **为什么。** 这类客户有事不知道找谁。

    **怎么改。** 在某个岗位的“serves:”里加上它。
    """
    if not book.whole:
        return
    served = {book.find("customer-class", each, role) for role in book.roles for each in role.serves}
    for group in book.classes if None not in served else ():
        if group not in served:
            yield at(group, "id", group=group.id)


@rule("CLS003", "error")
def class_without_rule(book: Book) -> Iterator[Finding]:
    """The customer class '{group}' does not say which customers belong to it.

    **Why.** Two people sort the same customer into two classes, and the customer is visited too often or not at all.

    **Fix.** Add "rule:" in both languages, or list rule under "not-stated".

    客户类别“{group}”没有写哪些客户属于这一类。

    **为什么。** 同一个客户，不同的人会归到不同的类，走访次数就会多了或者漏了。

    **怎么改。** 用两种语言写上“rule:”；来源没有规定的，把rule列入“not-stated”。
    """
    for group in book.classes:
        if group.rule is None and "rule" not in group.not_stated:
            yield at(group, "id", group=group.id)


@rule("CLS004", "warning")
def served_class_without_duty(book: Book) -> Iterator[Finding]:
    """The role '{role}' serves the customer class '{group}', but its duties name other classes only.

    **Why.** The customers of this class are counted as served, and nobody is told to do anything for them.

    **Fix.** Add the class to "customer-class:" of the duties that apply to it, or take it out of "serves:".

    “{role}”服务客户类别“{group}”，而它的职责只写了别的类别。

    **为什么。** 这类客户算在服务范围里，却没有一项职责轮到他们。

    **怎么改。** 在适用的职责的“customer-class:”里加上这个类别，或者把它从“serves:”里去掉。
    """
    if not book.whole:
        return
    named: dict[Role, set[CustomerClass]] = {}
    for duty in book.duties:
        only = [duty.when.for_] if isinstance(duty.when, Count) and duty.when.for_ else []
        groups = {book.find("customer-class", each, duty) for each in (*duty.customer_class, *only)}
        for role in book.roles_of(duty):
            # A duty that names no class applies to all of them.
            named.setdefault(role, set()).update(groups or book.classes)
    for role in book.roles:
        for index, name in enumerate(role.serves if role in named else ()):
            group = book.find("customer-class", name, role)
            if group is not None and group not in named[role] and role.acts_as is None:
                yield at(role, "serves", index, role=role.id, group=group.id)
