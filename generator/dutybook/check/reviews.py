"""Freshness: what is due for review, and what is retired but still in use."""

from collections.abc import Iterator
from typing import Any

from ..book import Book
from ..model.base import Entity
from ..model.kinds import KINDS
from .engine import Finding, at, rule

ENTITIES = tuple(kind.word for kind in KINDS.values() if issubclass(kind.model, Entity))


def _entities(book: Book) -> Iterator[Any]:
    for word in ENTITIES:
        yield from book.all(KINDS[word].model)


@rule("REV001", "warning")
def review_overdue(book: Book) -> Iterator[Finding]:
    """The review of {what} was due on {due}.

    **Why.** What nobody looks at grows wrong without anybody noticing.

    **Fix.** Read it through with its owner, correct it, and set "reviewed-on:" to the day you did.

    {what_zh}应当在{due}前复核。

    **为什么。** 没有人看的内容会慢慢过时，谁也不知道。

    **怎么改。** 和归口岗位一起通读、改正，再把“reviewed-on:”改成当天。
    """
    for unit in book.units:
        due = book.next_review(unit)
        if due is not None and due < book.today:
            holder = unit.defaults if unit.reviewed_on is None and unit.defaults is not None else unit
            yield at(holder, "reviewed-on", what=f"the unit '{unit.id}'", what_zh=f"单位“{unit.id}”", due=due)
    for entity in _entities(book):
        due = book.next_review(entity) if entity.reviewed_on is not None or entity.review_every is not None else None
        if due is not None and due < book.today and entity not in book.units:
            key = "reviewed-on" if entity.reviewed_on is not None else "review-every"
            yield at(entity, key, what=f"'{entity.id}'", what_zh=f"“{entity.id}”", due=due)


@rule("REV002", "error")
def review_in_the_future(book: Book) -> Iterator[Finding]:
    """The last review is dated {day}, which is still to come.

    **Why.** A review that has not taken place makes the page look fresh.

    **Fix.** Write the day of the last real review.

    最近复核日期写成{day}，这一天还没有到。

    **为什么。** 还没做的复核，会让页面看起来很新。

    **怎么改。** 写最近一次真正复核的日期。
    """
    holders = [*_entities(book), *(unit.defaults for unit in book.units if unit.defaults is not None)]
    for holder in holders:
        if holder.reviewed_on is not None and holder.reviewed_on > book.today:
            yield at(holder, "reviewed-on", day=holder.reviewed_on)


@rule("REV003", "error")
def retired_but_still_in_use(book: Book) -> Iterator[Finding]:
    """'{key}' names '{target}', which is retired.

    **Why.** Somebody is told to use or to ask what no longer exists.

    **Fix.** Name what has replaced it, or retire this too.

    “{key}”引用了“{target}”，而它已经废止。

    **为什么。** 这等于让人去用、去找已经没有的东西。

    **怎么改。** 换成取代它的内容，或者把这一项也废止。
    """
    retired = {entity for entity in _entities(book) if book.status(entity) == "retired"}
    for reference in book.references if retired else ():
        target = book.find_any(reference.kinds, reference.value, reference.owner)
        owner = reference.owner
        if target in retired and not (isinstance(owner, Entity) and book.status(owner) == "retired"):
            yield at(reference.holder, reference.key, reference.place, key=reference.key, target=target.id)


@rule("REV004", "warning")
def in_force_before_its_day(book: Book) -> Iterator[Finding]:
    """This is in force although it takes effect only on {day}.

    **Why.** Readers follow a rule that does not hold yet.

    **Fix.** Set "status: draft" or "trial" until then, or correct "effective-from:".

    状态是施行，而生效日期{day}还没有到。

    **为什么。** 读者会照着还没有生效的规定办。

    **怎么改。** 在此之前把“status:”写成draft或trial，或者改正“effective-from:”。
    """
    for entity in _entities(book):
        if (
            entity.effective_from is not None
            and entity.effective_from > book.today
            and book.status(entity) == "in-force"
        ):
            yield at(entity, "effective-from", day=entity.effective_from)


@rule("REV005", "error")
def page_without_owner(book: Book) -> Iterator[Finding]:
    """Nobody owns {what}.

    **Why.** Readers who find a mistake have nobody to tell, and nobody keeps the page true.

    **Fix.** Name a role under "owner:", or in "defaults:" of unit.yml for the whole unit; list owner under
    "not-stated" where that is still open.

    {what_zh}没有归口岗位。

    **为什么。** 读者发现错误不知道找谁，也没有人负责保持内容正确。

    **怎么改。** 写上“owner:”；整个单位相同的，写在unit.yml的“defaults:”里；还没有定的，把owner列入“not-stated”。
    """
    for unit in book.units:
        if unit.defaults is not None and (unit.defaults.owner or "owner" in unit.defaults.not_stated):
            continue
        if _ownerless(book, unit):
            yield at(unit, "id", what=f"the unit '{unit.id}'", what_zh=f"单位“{unit.id}”")
            continue
        for word in ENTITIES:
            for each in book.within(word, unit):
                # A stage without owner is a fault of its own.
                if each is not unit and word != "stage" and _ownerless(book, each):
                    yield at(each, "id", what=f"'{each.id}'", what_zh=f"“{each.id}”")


def _ownerless(book: Book, entity: Any) -> bool:
    return "owner" not in entity.not_stated and book.settled(entity, "owner")[0] is None
