"""Forms: somebody fills them in, somebody receives them, something needs them, and their columns fit."""

from collections.abc import Iterator

from ..book import Book
from .engine import Finding, at, rule


@rule("FRM001", "error")
def form_nobody_fills(book: Book) -> Iterator[Finding]:
    """Nobody fills in the form '{form}'.

    **Why.** A form that nobody fills in stays empty.

    **Fix.** Add "filled-by:" with a role, or list filled-by under "not-stated".

    表单“{form}”没有人填。

    **为什么。** 没有人填的表永远是空的。

    **怎么改。** 写上“filled-by:”；来源没有规定的，把filled-by列入“not-stated”。
    """
    for form in book.forms:
        if not form.filled_by and "filled-by" not in form.not_stated:
            yield at(form, "id", form=form.id)


@rule("FRM002", "error")
def form_nobody_receives(book: Book) -> Iterator[Finding]:
    """Nobody receives the form '{form}'.

    **Why.** What nobody receives is filled in for nothing.

    **Fix.** Add "submitted-to:" with a role, or list submitted-to under "not-stated".

    表单“{form}”没有人接收。

    **为什么。** 没有人收的表，填了也是白填。

    **怎么改。** 写上“submitted-to:”；来源没有规定的，把submitted-to列入“not-stated”。
    """
    for form in book.forms:
        if not form.submitted_to and "submitted-to" not in form.not_stated:
            yield at(form, "id", form=form.id)


@rule("FRM003", "warning")
def form_without_use(book: Book) -> Iterator[Finding]:
    """No duty, step or deliverable names the form '{form}'.

    **Why.** Nobody learns when to fill it in; it is a candidate for deletion.

    **Fix.** Name it under "form:" of the duty that needs it, or delete it.

    没有职责、步骤或交付物用到表单“{form}”。

    **为什么。** 没有人知道什么时候填它，可能该删掉了。

    **怎么改。** 在需要它的职责的“form:”里写上，或者删掉这张表单。
    """
    for form in book.forms:
        if book.whole and not book.used_by.get(form):
            yield at(form, "id", form=form.id)


@rule("FRM004", "error")
def sample_unlike_the_columns(book: Book) -> Iterator[Finding]:
    """A sample row of the form '{form}' has {cells} cells for {columns} columns.

    **Why.** An example with shifted cells teaches people to fill the form in wrongly.

    **Fix.** Give each row one cell a column, "" where it stays empty.

    表单“{form}”的示例行有{cells}格，而栏目有{columns}个。

    **为什么。** 示例错位，会教人填错。

    **怎么改。** 每行一个栏目一格，空着的写 ""。
    """
    for form in book.forms:
        for index, row in enumerate(form.sample):
            if len(row) != len(form.columns):
                yield at(form, "sample", index, form=form.id, cells=len(row), columns=len(form.columns))


@rule("FRM005", "error")
def choices_unlike_the_type(book: Book) -> Iterator[Finding]:
    """A column of the form '{form}' is of type {type} and has {count} choices.

    **Why.** A choice without choices cannot be made, and choices of another type are never shown.

    **Fix.** Give a column of type choice at least two choices, and no other column any.

    表单“{form}”有一栏类型是{type}，可选项有{count}个。

    **为什么。** 没有可选项就没法选；其他类型的可选项不会显示。

    **怎么改。** choice类型的栏目至少写两个可选项，其他类型不要写。
    """
    for form in book.forms:
        for column in form.columns:
            if (column.type == "choice") != (len(column.choices) > 1):
                yield at(column, "type", form=form.id, type=column.type, count=len(column.choices))


@rule("FRM006", "error")
def two_columns_of_one_name(book: Book) -> Iterator[Finding]:
    """The form '{form}' has two columns named '{name}'.

    **Why.** Nobody knows what belongs in which.

    **Fix.** Rename one of them, or delete it.

    表单“{form}”有两个栏目都叫“{name}”。

    **为什么。** 不知道哪个填什么。

    **怎么改。** 给其中一个改名，或者删掉。
    """
    for form in book.forms:
        seen: set[str] = set()
        for column in form.columns:
            name = next(iter(column.name.said.values()))
            if name in seen:
                yield at(column, "name", form=form.id, name=name)
            seen.add(name)
