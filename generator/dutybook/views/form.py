"""The page of a form: its columns, an example, and which duties use it."""

from ..model.form import Column, Form
from ..model.work import Duty
from .blocks import Fact, Facts, Page, Prose, Row, Section, Shown, Table
from .common import about, badges, inline, listing, marked, prose_of, remarks, texts
from .here import Here
from .markup import Markup, escape
from .scene import Scene

WIDE = 6


def form_page(scene: Scene, form: Form) -> Page:
    """A form with its columns and a fictitious example."""
    here = Here(scene, scene.place(form)[0])
    rows = [
        Fact(here.word("field.kind"), Shown(escape(here.word(f"form-kind.{form.kind}")))),
        here.fact("filled-by", form, "filled_by", here.refs("role", form.filled_by, form)),
        here.fact("submitted-to", form, "submitted_to", here.refs("role", form.submitted_to, form)),
    ]
    if form.signatures:
        rows.append(here.fact("signatures", form, "signatures", here.refs("role", form.signatures, form)))
    rows += [here.fact("retention", form, "retention"), here.fact("kept-at", form, "kept_at")]
    sections = [Section("result", here.word("section.result"), [Facts(rows)]), _columns(here, form)]
    if form.sample:
        sections.append(_sample(here, form))
    users = _users(here, form)
    if users:
        sections.append(listing("duties", here.word("section.duties-with-form"), users))
    sections.append(about(here, form))
    unit = scene.book.unit(form)
    parent = (here.href(f"{unit.id}/forms/index.md"), here.word("kinds.form")) if unit is not None else None
    return Page(
        here.path,
        scene.title(form),
        "form",
        here.word("kind.form"),
        prose_of(here, form, "purpose", "title"),
        badges(here, form),
        sections,
        parent,
    )


def _columns(here: Here, form: Form) -> Section:
    why = remarks(here, form, "columns")
    blocks: list[object] = [Prose(why)] if why else []
    if not form.columns:
        blocks.append(Prose([Markup("<p>{}</p>").format(inline(here, here.not_stated()))]))
    else:
        head = [here.word(f"column.{name}") for name in ("name", "type", "unit", "required")]
        blocks.append(Table(head, [_column(here, column) for column in form.columns]))
    return Section("columns", here.word("section.columns"), blocks)


def _column(here: Here, column: Column) -> Row:
    kind = escape(here.word(f"column-type.{column.type}"))
    if column.choices:
        kind = Markup("{}{}").format(kind, texts(here, column, "choices"))
    return Row(
        [
            marked(here, column, here.say(column.name)),
            kind,
            here.say(column.unit),
            escape(here.word("yes" if column.required else "no")),
        ]
    )


def _sample(here: Here, form: Form) -> Section:
    """The example as the form itself looks, or turned on its side where that would be too wide to read."""
    head = [here.scene.wording(column.name) for column in form.columns]
    rows = [[escape(each) if isinstance(each, str) else here.say(each) for each in row] for row in form.sample]
    if len(head) > WIDE:
        rows = [[Markup("<strong>{}</strong>").format(name), *cells] for name, *cells in zip(head, *rows, strict=False)]
        numbers = (here.word("column.entry", n=number) for number in range(1, len(form.sample) + 1))
        head = [here.word("column.name"), *numbers]
    return Section("sample", here.word("section.sample"), [Table(head, [Row(cells) for cells in rows], "sample")])


def _users(here: Here, form: Form) -> list[Markup]:
    """The duties that are recorded on a form."""
    owners = dict.fromkeys(each.owner for each in here.book.used_by.get(form, ()))
    found = (each for each in owners if isinstance(each, Duty))
    return [here.link(duty) for duty in found if form in (here.book.find("form", name, duty) for name in duty.form)]
