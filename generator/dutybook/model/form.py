"""Forms: documents that are filled and handed on."""

from typing import Literal

from .base import Entity, Originated, RoleRef, Text, explained


class Cell(str):
    """What stands in a cell of an example; it may be empty."""

    __slots__ = ()


class Column(Originated):
    """One column or field of a form."""

    name: Text = explained("栏目名", "name")
    type: Literal["text", "number", "money", "percent", "date", "time", "choice", "tick", "role", "signature"] = (
        explained("类型", "type", default="text")
    )
    unit: Text | None = explained("计量单位", "unit of measure", default=None)
    required: bool = explained("是否必填", "whether it must be filled", default=False)
    choices: tuple[Text, ...] = explained("可选项", "choices", default=())


class Form(Entity):
    """A document with columns that one role fills and hands to another."""

    kind: Literal["report", "ledger", "form", "plan", "sheet"] = explained("类别", "kind")
    layout: Literal["rows", "record"] = explained(
        "空白表的版式：rows 一行一条、record 一张一份",
        "layout of the blank: a row an entry, or a sheet an entry",
        default="rows",
    )
    purpose: Text | None = explained("用途", "what it is for", default=None)
    filled_by: tuple[RoleRef, ...] = explained("填写岗位", "who fills it", default=(), required=True)
    submitted_to: tuple[RoleRef, ...] = explained("提交给", "who receives it", default=(), required=True)
    columns: tuple[Column, ...] = explained("栏目", "columns", default=(), required=True)
    signatures: tuple[RoleRef, ...] = explained("签字岗位", "who signs", default=())
    retention: Text | None = explained("保存期限", "how long it is kept", default=None)
    kept_at: Text | None = explained("存放处", "where it is kept", default=None)
    sample: tuple[tuple[Text | Cell, ...], ...] = explained("虚构示例行", "fictitious sample rows", default=())
