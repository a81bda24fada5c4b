"""Pages of reading matter: topics, worksheets and self-checks."""

from ..model.reading import Help, SelfCheck, Topic, Worksheet
from ..model.reading import Table as Figures
from .blocks import Callout, Fact, Facts, Page, Prose, Row, Section, Table
from .common import about, badges, inline, marked, prose_of, remarks
from .here import Here
from .markup import Markup, escape
from .scene import Scene


def topic_page(scene: Scene, topic: Topic) -> Page:
    """A topic in its sections."""
    here = Here(scene, scene.place(topic)[0])
    lead = here.prose(topic.summary)
    sections = []
    for each in topic.sections:
        blocks: list[object] = []
        if each.caution is not None:
            blocks.append(Callout("caution", "", prose_of(here, each, "caution")))
        if each.text is not None:
            blocks.append(Prose(here.prose(each.text)))
        if each.table is not None:
            blocks.append(_table(here, each.table))
        origin = [Markup('<p class="db-origin">{}</p>').format(here.clauses(each))] if each.source else []
        why = remarks(here, each, *(name for name in ("text", "table") if getattr(each, name) is not None))
        if origin or why:
            blocks.append(Prose([*why, *origin]))
        sections.append(Section(each.id, scene.wording(each.title), blocks))
    sections.append(about(here, topic))
    return Page(
        here.path, scene.title(topic), "topic", here.word(f"topic-kind.{topic.kind}"), lead, badges(here, topic), sections,
        _parent(here, topic, "topics", "topic"),
    )  # fmt: skip


def _parent(here: Here, node: Topic | Worksheet | SelfCheck, folder: str, word: str) -> tuple[str, str] | None:
    unit = here.book.unit(node)
    return (here.href(f"{unit.id}/{folder}/index.md"), here.word(f"kinds.{word}")) if unit is not None else None


def _table(here: Here, table: Figures) -> Table:
    head = [here.scene.wording(each) for each in table.head]
    rows = [Row([escape(each) if isinstance(each, str) else here.say(each) for each in row]) for row in table.rows]
    return Table(head, rows)


def worksheet_page(scene: Scene, sheet: Worksheet) -> Page:
    """A worksheet: its boxes to fill, and worked examples."""
    here = Here(scene, scene.place(sheet)[0])
    sections = []
    if sheet.caution is not None:
        blocks: list[object] = [Callout("caution", "", prose_of(here, sheet, "caution"))]
        sections.append(Section("before", here.word("section.before-you-start"), blocks))
    head = [here.word(f"column.{name}") for name in ("letter", "prompt", "yours")]
    rows = [
        Row(
            [
                _letter(prompt.letter, marked(here, prompt, here.say(prompt.name))),
                here.say(prompt.prompt),
                Markup("&nbsp;"),
            ],
            prompt.id,
        )
        for prompt in sheet.prompts
    ]
    sections.append(Section("sheet", here.word("section.sheet"), [Table(head, rows, "sheet")]))
    names = {prompt.id: prompt for prompt in sheet.prompts}
    for number, example in enumerate(sheet.examples, 1):
        filled = []
        for box in example.boxes:
            prompt = names.get(box.prompt)
            name = _letter(prompt.letter, here.say(prompt.name)) if prompt is not None else escape(box.prompt)
            items = Markup().join(Markup("<li>{}</li>").format(here.say(each)) for each in box.says)
            filled.append(Row([name, Markup("<ul>{}</ul>").format(items)]))
        title = scene.wording(example.title)
        table = Table([head[0], here.word("column.filled")], filled, "filled")
        sections.append(
            Section(f"example-{number}", f"{here.word('section.example')}{here.word('colon')}{title}", [table])
        )
    sections.append(about(here, sheet))
    return Page(
        here.path, scene.title(sheet), "worksheet", here.word("kind.worksheet"), here.prose(sheet.summary),
        badges(here, sheet), sections, _parent(here, sheet, "worksheets", "worksheet"),
    )  # fmt: skip


def _letter(letter: str | None, name: Markup) -> Markup:
    return name if letter is None else Markup("<strong>{}</strong> {}").format(letter, name)


def self_check_page(scene: Scene, check: SelfCheck) -> Page:
    """A self-check to read and to answer in one's head: limits first, help before and after."""
    here = Here(scene, scene.place(check)[0])
    stay = Markup("<p>{}</p>").format(here.word("phrase.answers-stay"))
    limits = [*here.prose(check.limits), stay, *remarks(here, check, "limits")]
    before: list[object] = [
        Callout("caution", "", limits),
        Callout("help", here.word("section.help"), _help(here, check.help)),
    ]
    head = [here.word(f"column.{name}") for name in ("question", "ideal")]
    rows = [
        Row([here.say(each.text), escape(here.word(f"phrase.answer-{each.ideal}"))], each.id)
        for each in check.questions
    ]
    scoring = [
        Fact(here.word("phrase.opposite", n=check.scoring.opposite_more_than), here.shown(check.scoring, "says")),
        Fact(
            here.word("phrase.not-opposite", n=check.scoring.opposite_more_than),
            here.shown(check.scoring, "otherwise"),
        ),
    ]
    after: list[object] = [Facts(scoring), Prose(prose_of(here, check, "evidence")), before[1]]
    sections = [
        Section("before", here.word("section.before-you-start"), before),
        Section("questions", here.word("section.questions"), [Table(head, rows, "questions")]),
        Section("scoring", here.word("section.scoring"), after),
        about(here, check),
    ]
    return Page(
        here.path, scene.title(check), "self-check", here.word("kind.self-check"), here.prose(check.summary),
        badges(here, check), sections, _parent(here, check, "self-checks", "self-check"),
    )  # fmt: skip


def _help(here: Here, entries: tuple[Help, ...]) -> list[Markup]:
    items = []
    for each in entries:
        contact = inline(here, here.shown(each, "contact", escape(each.contact or "")))
        said = Markup(" — {}").format(here.say(each.says)) if each.says is not None else Markup()
        items.append(
            Markup("<li><strong>{}</strong>{}{}{}</li>").format(here.say(each.name), here.word("colon"), contact, said)
        )
    return [Markup("<ul>{}</ul>").format(Markup().join(items))]
