"""Amounts: how often, and how long, in numbers that mean something."""

from collections.abc import Iterator

from ..book import Book
from ..model.time import Count, Span
from .engine import Finding, at, rule


@rule("AMT001", "error")
def count_below_one(book: Book) -> Iterator[Finding]:
    """A count of {count} is no frequency.

    **Why.** Something that is done zero times is no duty.

    **Fix.** Write 1 or more.

    次数{count}不成其为频次。

    **为什么。** 做零次的事不是职责。

    **怎么改。** 写1或更大的数。
    """
    counts = [duty.when for duty in book.duties if isinstance(duty.when, Count)]
    for when in [*counts, *(each.visits for each in book.classes if each.visits is not None)]:
        if when.count < 1:
            yield at(when, "count", count=when.count)


@rule("AMT002", "error")
def time_limit_without_one_length(book: Book) -> Iterator[Finding]:
    """A length of time needs exactly one number above zero, not '{lengths}'.

    **Why.** Four hours and one workday are two different limits, and nobody knows which holds.

    **Fix.** Keep one of minutes, hours, days, workdays, weeks, months, with 1 or more.

    一段时间只能写一个长度，而且要大于零，不能写“{lengths}”。

    **为什么。** 四小时和一个工作日是两个时限，不知道按哪个。

    **怎么改。** 在minutes、hours、days、workdays、weeks、months里只留一个，写1或更大的数。
    """
    for span in _spans(book):
        lengths = {name: value for name, value in span.__dict__.items() if name != "mark"}
        if len(lengths) != 1 or min(lengths.values()) < 1:
            yield at(span, lengths=", ".join(f"{name}: {value}" for name, value in lengths.items()) or "{}")


@rule("AMT003", "error")
def amount_below_one(book: Book) -> Iterator[Finding]:
    """'{field}' is {amount}; it needs 1 or more.

    **Why.** Work that takes no time, or customers fewer than none, make every workload that counts them wrong.

    **Fix.** Write 1 or more, or leave the field out where nobody knows.

    “{field}”写的是{amount}，至少要写1。

    **为什么。** 不花时间的工作、少于零的客户，都会让用到它的工作量算错。

    **怎么改。** 写1或更大的数；没有人知道的，就不写这个字段。
    """
    amounts = [(each, "minutes", each.minutes) for each in (*book.duties, *book.classes)]
    amounts += [(each, "customers", each.customers) for each in book.classes]
    for holder, name, amount in amounts:
        if amount is not None and amount < 1:
            yield at(holder, name, field=name, amount=amount)


def _spans(book: Book) -> Iterator[Span]:
    """Every length of time that the handbook gives."""
    whens = [duty.when for duty in book.duties]
    steps = [step for process in book.processes for step in process.steps]
    escalations = [each for holder in (*book.duties, *steps) for each in holder.escalate]
    found = [getattr(each, "within", None) for each in (*whens, *escalations)]
    for stage in book.stages:
        found += [stage.lasts, getattr(stage.starts, "lag", None)]
    yield from (each for each in found if isinstance(each, Span))
