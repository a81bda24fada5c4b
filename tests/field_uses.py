"""Which rules look at a field and which pages show it, found by running them: rules over their cases, pages over the small handbook."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from conftest import HERE
from dutybook.appearance import words_of
from dutybook.check import RULES
from dutybook.check import references as of_references
from dutybook.check import terms as of_terms
from dutybook.check import texts as of_texts
from dutybook.fields.homes import holder_of
from dutybook.fields.uses import REFERENCE, TEXT
from dutybook.model.base import Model, Node, Originated
from dutybook.model.shape import key_of, models_in
from dutybook.pipeline import check
from dutybook.problem import Mark
from dutybook.read import read
from dutybook.views.overviews import due_page, first_days_page, forms_page, reviews_page, roles_page
from dutybook.views.registers import glossary_page, source_page
from dutybook.views.scene import Scene
from dutybook.views.site_map import ENTITY_PAGES
from test_rules import CASES, TODAY, lay_out

Field = tuple[type[Model], str]
# A rule that reads more than this compiles checklists; what it is about is where its findings stand.
MOST = 24
GENERAL: dict[str, Callable[[Scene], Any]] = {
    "due": due_page,
    "first-days": first_days_page,
    "forms": forms_page,
    "roles": roles_page,
    "reviews": reviews_page,
    "glossary": glossary_page,
}


@contextmanager
def looking(found: set[Field]) -> Iterator[None]:
    """Notes every field that is read."""

    def read_field(self: Model, name: str) -> Any:
        kind = type(self)
        if name in kind.fields:
            found.add((holder_of(kind, name), name))
        return object.__getattribute__(self, name)

    Model.__getattribute__ = read_field  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        del Model.__getattribute__


def rules_of_fields(folder: Path) -> dict[str, set[str]]:
    """By field, the rules that look at it."""
    read_by: dict[str, set[Field]] = {rule.code: set() for rule in RULES}
    told_at: dict[str, set[Field]] = {rule.code: set() for rule in RULES}
    for rule in RULES:
        for case in sorted((CASES / rule.name).glob("*.yml")):
            root = folder / f"{rule.name}-{case.stem}"
            lay_out(case, root)
            book = read(root)[0]
            assert book is not None
            book.today = TODAY
            with looking(read_by[rule.code]):
                found = list(rule(book))
            texts = {worded.text.mark: worded for worded in book.texts}
            for place, said, *_ in found:
                worded = texts.get(place) if isinstance(place, Mark) else None
                holder, key = (worded.holder, worded.key) if worded is not None else (place, said)
                attribute = _attribute(holder, key)
                if attribute not in ("", "id"):
                    told_at[rule.code].add((holder_of(type(holder), attribute), attribute))
                elif isinstance(holder, Model):
                    told_at[rule.code].add((type(holder), attribute))
            shutil.rmtree(root)
    return _by_field({rule.code: _of(rule, read_by[rule.code], told_at[rule.code]) for rule in RULES})


def pages_of_fields() -> dict[str, set[str]]:
    """By field, the pages that show it."""
    root = HERE / "rules" / "base"
    book = check(root, date(2026, 11, 24)).book
    assert book is not None
    found: dict[str, set[Field]] = {}
    for word, make in ENTITY_PAGES.items():
        for unit in book.units:
            for entity in book.within(word, unit):
                with looking(found.setdefault(word, set())):
                    make(Scene(book, "zh", words_of(root, "zh"), ()), entity)
    for word, page in GENERAL.items():
        with looking(found.setdefault(word, set())):
            page(Scene(book, "zh", words_of(root, "zh"), ()))
    for source in book.sources:
        with looking(found.setdefault("source", set())):
            source_page(Scene(book, "zh", words_of(root, "zh"), ()), source)
    return _by_field({word: {_name(field) for field in fields} for word, fields in found.items()})


def as_text(rules: dict[str, set[str]], pages: dict[str, set[str]]) -> str:
    """Both as the file holds them."""
    lines = [
        "# Which rules look at a field, and which pages show it. Made by: pytest tests/test_fields.py --update-golden"
    ]
    for name in sorted({*rules, *pages}):
        parts = [
            f"{word}: {' '.join(sorted(found))}"
            for word, found in (("rules", rules.get(name, ())), ("pages", pages.get(name, ())))
            if found
        ]
        lines.append(f"{name}: {{{', '.join(parts)}}}")
    return "\n".join(lines) + "\n"


def _of(rule: Any, read_by: set[Field], told_at: set[Field]) -> set[str]:
    """What a rule is about: fields, or a whole thing, or all texts, or all references."""
    if rule in vars(of_texts).values():
        return {TEXT}
    if rule in vars(of_terms).values() and not told_at <= read_by:
        return {TEXT, *(_name(field) for field in read_by if not _is_plumbing(field, read_by))}
    keyed = {field for field in told_at if field[1] not in ("", "id")}
    if rule in vars(of_references).values() and keyed:
        return {REFERENCE}
    focused = {field for field in read_by if not _is_plumbing(field, read_by)} if len(read_by) <= MOST else set()
    return {_name(field) for field in focused | keyed} or {model.__name__ for model, _ in told_at}


def _is_plumbing(field: Field, among: set[Field]) -> bool:
    """Whether a field was read to quote it, to excuse it, or only to come to what it holds."""
    model, name = field
    if name in ("id", "title") or (name in ("not_stated", "assumed") and len({each for _, each in among}) > 3):
        return True
    inner = models_in(model.fields[name][0])
    return any(
        each in (*inner, *(base for one in inner for base in one.__mro__))
        for each, _ in among - {field}
        if each not in (Node, Originated)
    )


def _attribute(holder: Any, key: str) -> str:
    first = key.partition(".")[0].replace("-", "_")
    known = getattr(type(holder), "fields", {})
    return next((name for name in (first, f"{first}_") if name in known), "")


def _name(field: Field) -> str:
    return f"{field[0].__name__}.{key_of(field[1])}"


def _by_field(by_user: dict[str, set[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for user, names in by_user.items():
        for name in names:
            found.setdefault(name, set()).add(user)
    return found
