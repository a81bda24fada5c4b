"""Where things come from: source, assumption, or openly not stated."""

from collections.abc import Iterator
from typing import Any

from ..book import Book
from ..hints import nearest
from ..model.base import Originated
from ..model.kinds import KINDS, WORD_OF
from ..model.process import Step
from ..model.rollout import Activity, Criterion
from ..model.shape import shape_of
from ..model.work import Duty, ScheduleEntry
from .engine import Finding, at, rule

# Fields whose absence has a rule of its own, which can say more than that something is missing.
SPECIAL = {
    Duty: ("text", "when", "form", "handed_to", "checked_by", "measure"),
    KINDS["role"].model: ("purpose", "reports_to"),
    KINDS["customer-class"].model: ("visits",),
    KINDS["form"].model: ("filled_by", "submitted_to"),
    Step: ("accountable",),
}
INSIDE = (ScheduleEntry, Step, Activity, Criterion)


@rule("ORI001", "error")
def nothing_says_where_it_comes_from(book: Book) -> Iterator[Finding]:
    """This {what} names neither a source nor an assumption.

    **Why.** Readers must be able to tell what the organisation really laid down from what somebody made up.

    **Fix.** Add "source: [...]" with the clauses it rests on, or "assumed: {{reason: ...}}" with the reason.

    这个{what_zh}既没有出处，也没有说明是假设。

    **为什么。** 读者要分得清哪些是单位真正的规定，哪些是有人加上去的。

    **怎么改。** 写上“source: [...]”列出所依据的条款，或者写“assumed: {{reason: ...}}”说明理由。
    """
    for node in _all(book):
        word = WORD_OF.get(type(node), "")
        named = bool(word) and word not in ("part", "term", "glossary", "clause", "source", "settings", "assumption")
        if (
            (named or isinstance(node, INSIDE))
            and not node.source
            and "reason" not in node.assumed
            and not _partly(node)
        ):
            label = word or type(node).__name__.lower()
            yield at(node, "id", what=label, what_zh=KINDS[word].zh if word else "条目")


@rule("ORI002", "error")
def origin_of_absent_field(book: Book) -> Iterator[Finding]:
    """'{list}' names '{field}', but {reason}.

    **Why.** A mark that hangs on nothing hides that the field it was meant for has none.

    **Fix.** Correct the name of the field, fill the field in, or delete the mark. {hint}

    “{list}”里写了“{field}”，但{reason_zh}。

    **为什么。** 标记没有着落，真正要标的字段反而没有标记。

    **怎么改。** 改正字段名，或者填上这个字段，或者删掉标记。{hint_zh}
    """
    for node in _all(book):
        if not node.assumed and not node.not_stated:
            continue
        known = {shape.key: shape.attribute for shape in shape_of(type(node))}
        for field in node.assumed:
            if field != "reason" and (field not in known or _absent(getattr(node, known[field]))):
                yield _stray(node, f"assumed.{field}", None, "assumed", field, known)
        for index, field in enumerate(node.not_stated):
            if field not in known or not _absent(getattr(node, known[field])):
                yield _stray(node, "not-stated", index, "not-stated", field, known)


@rule("ORI003", "error")
def field_left_open(book: Book) -> Iterator[Finding]:
    """'{field}' ({about}) is missing from this {what}.

    **Why.** An empty field looks like "none" to its reader; what is open must be seen to be open.

    **Fix.** Add the field, or list it under "not-stated" when the source leaves it open.

    这个{what_zh}没有写“{field}”（{about_zh}）。

    **为什么。** 空着的字段会被读成“没有”；没有规定的要让人看得出来是没有规定。

    **怎么改。** 补上这个字段；来源没有规定的，列入“not-stated”。
    """
    for node in _all(book):
        kind = type(node)
        for shape in shape_of(kind):
            if not shape.gap or shape.key in node.not_stated or not _absent(getattr(node, shape.attribute)):
                continue
            if shape.attribute in SPECIAL.get(kind, ()):
                continue
            word = WORD_OF.get(kind, "")
            yield at(
                node, "id", field=shape.key, about=shape.en, about_zh=shape.zh,
                what=word or "entry", what_zh=KINDS[word].zh if word else "条目",
            )  # fmt: skip


def _all(book: Book) -> Iterator[Any]:
    todo: list[Any] = list(book.roots)
    while todo:
        node = todo.pop()
        if isinstance(node, Originated):
            yield node
        for value in node.__dict__.values():
            if hasattr(value, "mark") and hasattr(value, "fields"):
                todo.append(value)
            elif isinstance(value, tuple):
                todo.extend(each for each in value if hasattr(each, "fields") and hasattr(each, "mark"))


def _partly(node: Any) -> bool:
    """A class, entry or form may be wholly made of marked fields; a reading unit of nothing else."""
    return bool(node.not_stated) and not node.assumed and WORD_OF.get(type(node)) == "customer-class"


def _absent(value: object) -> bool:
    return value is None or value == ()


def _stray(node: Any, key: str, index: int | None, name: str, field: str, known: dict[str, str]) -> Finding:
    guess = None if field in known else nearest(field, known)
    absent, absent_zh = (
        ("the field is not there", "这个字段没有填")
        if name == "assumed"
        else ("the field is filled in", "这个字段已经填了")
    )
    unknown, unknown_zh = "there is no such field here", "这里没有这个字段"
    return at(
        node, key, index, list=name, field=field,
        reason=absent if field in known else unknown, reason_zh=absent_zh if field in known else unknown_zh,
        hint=f"Did you mean '{guess}'?" if guess else "", hint_zh=f"是不是“{guess}”？" if guess else "",
    )  # fmt: skip
