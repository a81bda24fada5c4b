"""Sources: every clause is used by something or waived with a reason."""

from collections.abc import Iterator

from ..book import Book
from .engine import Finding, at, rule


@rule("SRC001", "error")
def clause_nobody_uses(book: Book) -> Iterator[Finding]:
    """The clause '{clause}' is used by nothing and not waived.

    **Why.** Something that the source lays down is missing from the handbook, and nobody has noticed.

    **Fix.** Name it under "source:" of what carries it, or add "waived:" with the reason.

    条款“{clause}”没有用在任何地方，也没有说明不采用。

    **为什么。** 来源规定的内容在手册里漏掉了，没有人发现。

    **怎么改。** 在体现它的内容的“source:”里写上，或者加上“waived:”说明理由。
    """
    for clause in book.clauses:
        if book.whole and clause.waived is None and not book.used_by.get(clause):
            yield at(clause, "id", clause=clause.id)


@rule("SRC002", "error")
def clause_used_and_waived(book: Book) -> Iterator[Finding]:
    """The clause '{clause}' is waived, but used by {count} entries.

    **Why.** Both cannot hold; the coverage would count it twice.

    **Fix.** Delete "waived:", or the references to the clause.

    条款“{clause}”写明不采用，却有{count}处用了它。

    **为什么。** 两者不能同时成立，对照表会重复计算。

    **怎么改。** 删掉“waived:”，或者删掉对它的引用。
    """
    for clause in book.clauses:
        users = book.used_by.get(clause)
        if clause.waived is not None and users:
            yield at(clause, "waived", clause=clause.id, count=len(users))


@rule("SRC003", "error")
def source_without_clauses(book: Book) -> Iterator[Finding]:
    """The source '{source}' has no clauses.

    **Why.** Nothing can rest on it, and nothing of it can be missed.

    **Fix.** Add its clauses, or delete the file.

    来源“{source}”没有条款。

    **为什么。** 没有条款就无从引用，漏了也看不出来。

    **怎么改。** 补上条款，或者删掉这个文件。
    """
    for source in book.sources:
        if not source.clauses:
            yield at(source, "id", source=source.id)
