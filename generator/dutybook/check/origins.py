"""Where things come from: source, assumption, or openly not stated."""

from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from ..book import Book
from ..hints import nearest
from ..model.base import Entity, Model, Node, Originated
from ..model.form import Form
from ..model.kinds import KINDS, WORD_OF
from ..model.organisation import CustomerClass, Role
from ..model.process import Step
from ..model.reading import Help
from ..model.rollout import Activity, Criterion
from ..model.shape import refers_of, shape_of
from ..model.work import Duty, ScheduleEntry, Standard, WorkingDay
from .engine import Finding, at, rule

# Fields whose absence has a rule of its own, which can say more than that something is missing.
SPECIAL: dict[type[Model], tuple[str, ...]] = {
    Duty: ("text", "when", "form", "handed_to", "checked_by", "measure"),
    Standard: ("role",),
    Role: ("purpose", "reports_to"),
    CustomerClass: ("visits", "rule"),
    Form: ("filled_by", "submitted_to"),
    Step: ("accountable",),
}
# What must say where it comes from although it is no entity, and what other parts are called.
ENTRIES: dict[type[Originated], tuple[str, str]] = {
    ScheduleEntry: ("schedule entry", "作息条目"),
    Step: ("step", "步骤"),
    Activity: ("activity", "活动"),
    Criterion: ("criterion", "条件"),
}
PARTS: dict[type[Originated], tuple[str, str]] = {
    **ENTRIES,
    WorkingDay: ("working day", "工作日起止"),
    Help: ("help entry", "求助途径"),
}
NEEDS_ORIGIN: tuple[type[Originated], ...] = (Entity, *ENTRIES)
OF_ORIGIN = frozenset(Originated.fields)


@rule("ORI001", "error")
def nothing_says_where_it_comes_from(book: Book) -> Iterator[Finding]:
    """This {what} names neither a source nor an assumption.

    **Why.** Readers must be able to tell what the organisation really laid down from what somebody made up.

    **Fix.** Add "source: [...]" with the clauses it rests on, or "assumed: {{reason: ...}}" with the reason.

    这个{what_zh}既没有出处，也没有说明是假设。

    **为什么。** 读者要分得清哪些是单位真正的规定，哪些是有人加上去的。

    **怎么改。** 写上“source: [...]”列出所依据的条款，或者写“assumed: {{reason: ...}}”说明理由。
    """
    for node in _originated(book):
        if isinstance(node, NEEDS_ORIGIN) and not node.source and "reason" not in node.assumed:
            what, what_zh = _called(node)
            yield at(node, "id", what=what, what_zh=what_zh)


@rule("ORI002", "error")
def origin_of_absent_field(book: Book) -> Iterator[Finding]:
    """'{list}' names '{field}', but {reason}.

    **Why.** A mark that hangs on nothing hides that the field it was meant for has none.

    **Fix.** Correct the name of the field, fill the field in, or delete the mark. {hint}

    “{list}”里写了“{field}”，但{reason_zh}。

    **为什么。** 标记没有着落，真正要标的字段反而没有标记。

    **怎么改。** 改正字段名，或者填上这个字段，或者删掉标记。{hint_zh}
    """
    for node in _originated(book):
        if not node.assumed and not node.not_stated:
            continue
        model: Any = type(node)
        known = {shape.key: shape.attribute for shape in shape_of(model) if shape.attribute not in OF_ORIGIN}
        for field in node.assumed:
            if field != "reason" and known.get(field) not in node.__dict__:
                yield _stray(node, f"assumed.{field}", None, "assumed", field, known)
        for index, field in enumerate(node.not_stated):
            if field not in known or node.__dict__.get(known[field], ()) != ():
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
    for node in _originated(book):
        model: Any = type(node)
        for key, attribute, english, chinese in _gaps(model):
            if getattr(node, attribute) in (None, ()) and key not in node.not_stated:
                what, what_zh = _called(node)
                yield at(node, "id", field=key, about=english, about_zh=chinese, what=what, what_zh=what_zh)


def _originated(book: Book) -> list[Originated]:
    """Everything that says where it comes from, parts included; looked for once."""
    found = book.derived.get("originated")
    if found is None:
        found = book.derived["originated"] = list(_walked(book))
    return cast("list[Originated]", found)


def _walked(book: Book) -> Iterator[Originated]:
    todo: list[Node] = list(book.roots)
    while todo:
        node = todo.pop()
        if isinstance(node, Originated):
            yield node
        model: Any = type(node)
        for attribute in _parts(model):
            value = node.__dict__.get(attribute)
            if isinstance(value, tuple):
                todo.extend(each for each in value if isinstance(each, Node))
            elif isinstance(value, Node):
                todo.append(value)


@cache
def _parts(model: type[Model]) -> tuple[str, ...]:
    """The fields of a class in which objects stand."""
    return tuple(field.attribute for field in refers_of(model) if not field.kinds)


@cache
def _gaps(model: type[Model]) -> tuple[tuple[str, str, str, str], ...]:
    """The fields whose absence is a gap that no other rule reports: key, attribute, meanings."""
    special = SPECIAL.get(model, ())
    shapes = (shape for shape in shape_of(model) if shape.gap and shape.attribute not in special)
    return tuple((shape.key, shape.attribute, shape.en, shape.zh) for shape in shapes)


def _called(node: Originated) -> tuple[str, str]:
    """What a thing is called in a message."""
    word = WORD_OF.get(type(node))
    return (word, KINDS[word].zh) if word else PARTS.get(type(node), ("entry", "条目"))


def _stray(node: Node, key: str, index: int | None, name: str, field: str, known: dict[str, str]) -> Finding:
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
