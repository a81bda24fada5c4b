"""Answers of checklists: each is kept under an id of its own, fits its type, and can be what a condition asks."""

from collections.abc import Iterator

from ..book import Book
from ..checklist.compile import Line, every
from ..model.checklist import Item
from .engine import Finding, at, rule


def _items(book: Book) -> Iterator[Item]:
    return (item for each in book.checklists for pause in each.pauses for item in pause.items)


@rule("CHK013", "error")
def items_share_an_id(book: Book) -> Iterator[Finding]:
    """Two items of the checklist '{checklist}' are called '{id}'.

    **Why.** Answers are kept by id: one answer would overwrite the other.

    **Fix.** Leave one of them out with "except:", or give it an "id:" of its own.

    清单“{checklist}”有两项都叫“{id}”。

    **为什么。** 答案按编号保存，两项同号会互相覆盖。

    **怎么改。** 用“except:”去掉一项，或给它另写“id:”。
    """
    for made in every(book):
        seen = set()
        for stop in made.stops:
            for line in stop.lines:
                if line.id in seen and line.id:
                    yield at(line.said or stop.pause, checklist=made.checklist.id, id=line.id)
                seen.add(line.id)


@rule("CHK014", "error")
def condition_cannot_be_asked(book: Book) -> Iterator[Finding]:
    """The condition of the item '{id}' looks at '{other}', {reason}.

    **Why.** Such a condition never holds, or always: the item is never, or always, asked.

    **Fix.** Name an earlier item of the same checklist and one of the answers it can have.

    “{id}”的条件要看“{other}”，但{reason_zh}。

    **为什么。** 这样的条件要么永远不成立，要么永远成立。

    **怎么改。** 写同一张清单里前面的一项，以及它可能有的答案。
    """
    for made in every(book) if book.whole else ():
        before: dict[str, Line] = {}
        for line in made.lines:
            condition = line.only_if
            if condition is not None:
                other = before.get(condition.item)
                fault = ("no earlier item", "前面没有这一项") if other is None else _impossible(other, condition)
                if fault:
                    holder = line.said or line.node
                    yield at(holder, "only-if", id=line.id, other=condition.item, reason=fault[0], reason_zh=fault[1])
            before[line.id] = line


def _impossible(line: Line, condition: object) -> tuple[str, str] | None:
    is_ = getattr(condition, "is_", None)
    choices = line.said.choices if line.said is not None else ()
    answers = {
        "confirm": ("yes", "no"),
        "yes-no": ("yes", "no"),
        "choice": tuple(choice.id for choice in choices),
        "multi-choice": tuple(choice.id for choice in choices),
    }.get(line.type)
    if is_ is not None and answers is not None and is_ not in answers:
        return f"which is never '{is_}'", f"它的答案不会是“{is_}”"
    if is_ is None and line.type != "number":
        return "which is no number", "它不是数值"
    return None


@rule("CHK017", "error")
def answer_does_not_fit_its_type(book: Book) -> Iterator[Finding]:
    """The item '{id}' is of type {type}, {reason}.

    **Why.** Paper, browser and terminal ask by the type; what does not belong to it is never asked.

    **Fix.** Correct the type, or add and remove what belongs to it.

    “{id}”的类型是{type}，{reason_zh}。

    **为什么。** 纸面、浏览器和终端都按类型来问；不属于这个类型的内容永远问不到。

    **怎么改。** 改正类型，或补上、去掉相应的内容。
    """
    for item in _items(book):
        many = item.type in ("choice", "multi-choice")
        ranges = item.valid is not None or item.expect is not None
        faults = [
            (many and len(item.choices) < 2, "choices", "which needs two choices at least", "至少要有两个可选项"),
            (bool(item.choices) and not many, "choices", "which has no choices", "不能有可选项"),
            (ranges and item.type != "number", "type", "which has no range", "不能有数值范围"),
            (item.type == "number" and item.unit is None, "type", "but names no unit", "但没有写计量单位"),
        ]
        for wrong, key, english, chinese in faults:
            if wrong:
                yield at(item, key, id=item.id or item.duty, type=item.type, reason=english, reason_zh=chinese)


@rule("CHK018", "error")
def range_holds_nothing(book: Book) -> Iterator[Finding]:
    """The {range} range of the item '{id}' {reason}.

    **Why.** No answer could be right, or none could ever be abnormal.

    **Fix.** Correct the numbers.

    “{id}”的{range}范围{reason_zh}。

    **为什么。** 这样一来，什么答案都不对，或者什么答案都不会异常。

    **怎么改。** 改正数值。
    """
    for item in _items(book):
        for name in ("valid", "expect"):
            each = getattr(item, name)
            if each is not None and each.min is not None and each.max is not None and each.min > each.max:
                yield at(
                    item,
                    name,
                    range=name,
                    id=item.id or item.duty,
                    reason="ends before it begins",
                    reason_zh="上下限颠倒",
                )
        inner, outer = item.expect, item.valid
        if inner is not None and outer is not None:
            low = outer.min is not None and inner.min is not None and inner.min < outer.min
            high = outer.max is not None and inner.max is not None and inner.max > outer.max
            if low or high:
                yield at(
                    item,
                    "expect",
                    range="expect",
                    id=item.id or item.duty,
                    reason="reaches beyond the valid one",
                    reason_zh="超出了valid的范围",
                )
