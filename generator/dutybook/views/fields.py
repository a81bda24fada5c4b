"""The field reference: what may stand in which file, out of the models, with examples of this very handbook."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..fields.excerpt import Excerpt
from ..fields.homes import EVERYWHERE, WHEN, Home, holder_of, home_of, homes
from ..fields.uses import REFERENCE, TEXT, Uses, uses
from ..model.base import Model
from ..model.kinds import KINDS, WORD_OF
from ..model.shape import FieldShape, shape_of
from .blocks import Card, Cards, Page, Prose, Row, Section, Table
from .common import WITHOUT_PAGE
from .field_rules import field_anchor, rule_link, rules_about
from .field_types import allowed, class_anchor, class_link, class_name, field_path, written
from .here import Here
from .markup import Markup, escape
from .scene import Scene

INDEX = field_path("index")
# A field that is used on more kinds of pages than this is used nearly everywhere.
MANY = 7


def fields_page(scene: Scene) -> Page:
    """The list of all kinds of files, and what holds for every reference."""
    here = Here(scene, INDEX)
    here.link_terms = False
    cards = [
        Card(name_of(here, home.word), here.href(field_path(home.word)), "fields", escape(_file(here, home.word)))
        for home in homes()
    ]
    lead = [Markup("<p>{}</p>").format(here.word("reference.lead"))]
    sections = [
        Section("files", here.word("reference.files"), [Cards(cards)]),
        Section(
            "references",
            here.word("reference.references"),
            [_prose(here, "reference.about-references"), *rules_about(here, REFERENCE)],
        ),
    ]
    return Page(here.path, here.word("page.fields"), "list", here.word("kind.page"), lead, [], sections)


def field_pages(scene: Scene) -> Iterator[Page]:
    """A page a kind of file, and those of what several kinds share."""
    for home in homes():
        here = Here(scene, field_path(home.word))
        here.link_terms = False
        sections = [_class(here, model) for model in home.classes]
        if home.word == EVERYWHERE:
            sections.insert(0, _text(here))
        title = name_of(here, home.word)
        if home.word not in (EVERYWHERE, WHEN):
            title = here.word("reference.page-title", name=title)
        parent = (here.href(INDEX), here.word("page.fields"))
        yield Page(here.path, title, "fields", here.word("page.fields"), _lead(here, home), [], sections, parent)


def name_of(here: Here, word: str) -> str:
    """What a page of the reference is called: a kind of file, or what it is about."""
    return here.word(f"reference.name.{word}")


def _class(here: Here, model: type[Model]) -> Section:
    """A class: its own fields in full, then those that it shares with others."""
    scene = here.scene
    known: Section = scene.kept.of(
        scene.tool("class", here.path, model), lambda: _explained(Here(scene.apart(), here.path), model)
    )
    return known._replace(
        blocks=[_with_examples(here, each) if isinstance(each, _Fields) else each for each in known.blocks]
    )


class _Fields(NamedTuple):
    """A table of fields before this handbook's examples stand in it: each with its row."""

    head: Sequence[str]
    model: type[Model]
    rows: Sequence[tuple[str, Row]]


def _explained(here: Here, model: type[Model]) -> Section:
    """A class as the tool explains it, the same for every handbook."""
    own: list[FieldShape] = []
    shared: list[FieldShape] = []
    for shape in sorted(shape_of(model), key=lambda each: _place(each.key)):
        (own if holder_of(model, shape.attribute) is model or shape.needed else shared).append(shape)
    blocks: list[Any] = []
    said = " ".join((model.__doc__ or "").split("\n\n")[0].split())
    # What the page itself begins with is not said again.
    if here.scene.language == "en" and said not in ("", here.word(f"reference.about.{home_of(model)}")):
        blocks.append(Prose([Markup("<p>{}</p>").format(said)]))
    head = [here.word(f"reference.column.{name}") for name in ("field", "meaning", "example")]
    blocks.append(_Fields(head, model, [(shape.attribute, _field(here, model, shape)) for shape in own]))
    blocks += rules_about(here, model.__name__)
    if shared:
        links = here.join(_shared(here, model, shape) for shape in shared)
        blocks.append(Prose([Markup("<p>{}{}</p>").format(here.word("reference.also"), links)]))
    return Section(class_anchor(model), class_name(here, model), blocks)


def _with_examples(here: Here, table: _Fields) -> Table:
    rows = [row._replace(cells=[*row.cells, _example(here, table.model, attribute)]) for attribute, row in table.rows]
    return Table(table.head, rows, "fields")


def _place(key: str) -> int:
    """Identifier and title come first, as in the files; all else stays in its order."""
    return {"id": 0, "title": 1}.get(key, 2)


def _shared(here: Here, model: type[Model], shape: FieldShape) -> Markup:
    holder = holder_of(model, shape.attribute)
    address = here.href(field_path(home_of(holder)), field_anchor(holder, shape.key))
    link = Markup(
        '<a id="{}" href="{}"><code>{}</code></a>'
        if here.scene.language == "zh"
        else '<a id="{}" href="{}"><code>{}</code></a> '
    )
    return Markup("{}{}").format(link.format(field_anchor(model, shape.key), address, shape.key), _meaning(here, shape))


def _field(here: Here, model: type[Model], shape: FieldShape) -> Row:
    """A field with what it means."""
    need = here.word(f"reference.need.{'yes' if shape.needed else 'gap' if shape.gap else 'no'}")
    name = Markup('<code>{}</code><br><small class="db-need-{}">{}</small>').format(
        shape.key, "yes" if shape.needed or shape.gap else "no", need
    )
    return Row([name, _meant(here, model, shape)], field_anchor(model, shape.key))


def _meant(here: Here, model: type[Model], shape: FieldShape) -> Markup:
    """Meaning, what is written, the possible words, which rules look at it, where it shows."""
    lines = [Markup("<p>{}</p>").format(_meaning(here, shape))]
    lines.append(_line(here, "writes", written(here, shape.type)))
    words = allowed(shape.type)
    if words:
        codes = here.join(_allowed(here, word) for word in words)
        lines.append(_line(here, "words", codes))
    holder = holder_of(model, shape.attribute)
    used = uses().get(f"{holder.__name__}.{shape.key}", Uses())
    if used.rules:
        lines.append(_line(here, "rules", Markup(" ").join(rule_link(here, code) for code in used.rules)))
    if used.pages:
        lines.append(_line(here, "pages", _pages(here, used.pages)))
    return Markup().join(lines)


def _allowed(here: Here, word: str) -> Markup:
    """A word that a field may hold, and what it means where it does not say so itself."""
    means = here.word(f"choice.{word}")
    if means in (word, word.replace("-", " ")):
        return Markup("<code>{}</code>").format(word)
    return Markup("<code>{}</code>{}{}").format(word, "" if here.scene.language == "zh" else " ", means)


def _meaning(here: Here, shape: FieldShape) -> str:
    said = shape.zh if here.scene.language == "zh" else shape.en
    return said[:1].upper() + said[1:] if here.scene.language == "en" else said


def _line(here: Here, name: str, said: Markup) -> Markup:
    return Markup('<p class="db-small">{}{}{}</p>').format(
        here.word(f"reference.line.{name}"), here.word("colon"), said
    )


def _pages(here: Here, words: tuple[str, ...]) -> Markup:
    if len(words) > MANY:
        return escape(here.word("reference.many-pages"))
    known: Any = here.scene.words["reference"]["page"]
    return here.join(escape(known.get(word) or here.word(f"kind.{word}")) for word in words)


def _example(here: Here, model: type[Model], attribute: str) -> Markup:
    excerpt = here.scene.excerpts.of(model, attribute) if here.scene.excerpts is not None else None
    if excerpt is None:
        return Markup('<small class="db-how">{}</small>').format(here.word("reference.unused"))
    return Markup("{}{}").format(_code(excerpt), _from(here, excerpt))


def _code(excerpt: Excerpt) -> Markup:
    lines = Markup("<br>").join(Markup('<code class="db-line">{}</code>').format(line) for line in excerpt.lines)
    return Markup('<div class="db-excerpt" data-search-exclude>{}</div>').format(lines)


def _from(here: Here, excerpt: Excerpt) -> Markup:
    place = here.word("phrase.data-at", path=excerpt.place.path, line=excerpt.place.line)
    owner = excerpt.owner
    if owner is None or WORD_OF[type(owner)] in WITHOUT_PAGE:
        return Markup('<p class="db-small">{}</p>').format(place)
    return Markup('<p class="db-small">{}{}{}</p>').format(here.link(owner), Markup("<br>"), place)


def _text(here: Here) -> Section:
    """Texts in several languages, of which nearly everything that readers see consists."""
    said = here.scene.words["reference"]["text-says"]
    example = Markup('<div class="db-excerpt"><code class="db-line">{}</code></div>').format(
        "title: {zh: 走访日志, en: Visit log}"
    )
    blocks = [Prose([Markup("<p>{}</p>").format(said), example]), *rules_about(here, TEXT)]
    return Section("text", here.word("reference.text"), blocks)


def _lead(here: Here, home: Home) -> list[Markup]:
    said = [Markup("<p>{}</p>").format(here.word(f"reference.about.{home.word}"))]
    if home.word not in (EVERYWHERE, WHEN):
        file = Markup("<p>{}{}<code>{}</code></p>")
        said.append(file.format(here.word("reference.stands-in"), here.word("colon"), _file(here, home.word)))
        parts = here.join(class_link(here, each) for each in home.classes if each is not KINDS[home.word].model)
        if parts:
            said.append(Markup("<p>{}{}{}</p>").format(here.word("reference.parts"), here.word("colon"), parts))
    return said


def _file(here: Here, word: str) -> str:
    return here.word(f"reference.file.{word}")


def _prose(here: Here, name: str) -> Prose:
    return Prose([Markup("<p>{}</p>").format(here.word(name))])
