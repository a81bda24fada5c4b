"""Customer classes: who is served how often."""

from collections.abc import Iterator

from ..book import Book
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
    served = {book.find("customer-class", each, role) for role in book.roles for each in role.serves}
    for group in book.classes:
        if group not in served:
            yield at(group, "id", group=group.id)
