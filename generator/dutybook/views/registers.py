"""The glossary, the sources with their clauses, and the coverage of one by the other."""

from collections.abc import Iterable
from typing import Any

from ..model.base import Originated
from ..model.kinds import KINDS
from ..model.words import Clause, Source, Term, former_ids
from .blocks import Callout, Card, Cards, Listing, Page, Prose, Row, Section, Subheading, Table
from .common import about, data_note, inline, marked, used_by
from .here import Here
from .markup import Markup, escape
from .on_checklists import coverage
from .pictures.coverage_map import clause_map, duty_map
from .scene import Scene

COVERED = ("unit", "role", "standard", "duty", "schedule", "form", "process", "stage", "customer-class", "topic",
           "worksheet", "self-check", "checklist")  # fmt: skip


def glossary_page(scene: Scene) -> Page:
    """All terms, by group, each with its wording in the other language."""
    here = Here(scene, "glossary.md")
    here.link_terms = False
    other = next((each for each in scene.book.settings.languages if each != scene.language), scene.language)
    head = [here.word(f"column.{name}") for name in ("term", "english", "means")]
    sections = []
    for glossary in sorted(scene.book.glossaries, key=lambda each: (each.order, each.id)):
        terms = sorted(glossary.terms, key=lambda term: scene.wording(term.term).casefold())
        rows = [
            Row([_term(here, term), escape(term.term.get(other) or "–"), _means(here, term)], term.id) for term in terms
        ]
        blocks = [Table(head, rows, "glossary"), data_note(here, glossary)]
        sections.append(Section(f"group-{glossary.id}", scene.wording(glossary.title), blocks))
    lead = [Markup("<p>{}</p>").format(here.word("lead.glossary"))]
    return Page(here.path, here.word("page.glossary"), "list", here.word("kind.glossary"), lead, [], sections)


def _term(here: Here, term: Term) -> Markup:
    names = [wording for text in term.also if (wording := text.get(here.scene.language))]
    title = Markup("<strong>{}</strong>").format(here.say(term.term))
    if not names:
        return title
    also = here.join(escape(name) for name in names)
    return Markup('{}<div class="db-small">{}{}{}</div>').format(
        title, here.word("also-called"), here.word("colon"), also
    )


def _means(here: Here, term: Term) -> Markup:
    said = marked(here, term, here.say(term.means))
    sources = here.clauses(term)
    see = here.refs("term", term.see, term)
    tail = Markup()
    if see:
        tail += Markup(' <span class="db-small">{}{}{}</span>').format(here.word("see-also"), here.word("colon"), see)
    return Markup("{} {}{}").format(said, sources, tail)


def sources_page(scene: Scene) -> Page:
    """All source documents, with how much of each is used."""
    here = Here(scene, "sources/index.md")
    cards = []
    for source in _documents(scene):
        gaps = sum(clause.kind == "gap" for clause in source.clauses)
        counts = [here.word("phrase.clause-count", n=len(source.clauses))]
        if gaps:
            counts.append(here.word("phrase.gap", n=gaps))
        text = here.say(source.description, terms=False)
        title = f"{source.id} {scene.title(source)}"
        cards.append(Card(title, here.to(source), "source", text, str(here.join(escape(each) for each in counts))))
    lead = [Markup("<p>{}</p>").format(here.word("lead.sources"))]
    section = Section("documents", here.word("page.sources"), [Cards(cards)])
    return Page(here.path, here.word("page.sources"), "list", here.word("kind.source"), lead, [], [section])


def source_page(scene: Scene, source: Source) -> Page:
    """A source document, clause by clause, with what uses each."""
    here = Here(scene, scene.place(source)[0])
    gaps = [clause for clause in source.clauses if clause.kind == "gap"]
    sections = []
    if gaps:
        said = [
            Markup("<p>{} {}</p>").format(Markup('<a href="#{0}">{0}</a>').format(each.id), here.say(each.text))
            for each in gaps
        ]
        sections.append(Section("gaps", here.word("section.gaps"), [Callout("gap", "", said)]))
    head = [here.word(f"column.{name}") for name in ("clause", "says", "used-by")]
    rows = [Row([_clause_id(here, each), here.say(each.text), _use(here, each)], each.id) for each in source.clauses]
    sections.append(Section("clauses", here.word("section.clauses"), [Table(head, rows, "clauses")]))
    sections.append(about(here, source))
    parent = (here.href("sources/index.md"), here.word("page.sources"))
    title = f"{source.id} {scene.title(source)}"
    lead = here.prose(source.description)
    return Page(here.path, title, "source", here.word("kind.source"), lead, [], sections, parent)


def _documents(scene: Scene) -> list[Source]:
    return sorted(scene.book.sources, key=lambda source: (len(source.id), source.id))


def _clause_id(here: Here, clause: Clause) -> Markup:
    former = former_ids(clause, here.book.document_of[clause])
    # Links to its former address end where it stands now.
    mark = Markup().join(Markup('<span id="{}"></span>').format(each) for each in former)
    if clause.kind == "gap":
        mark += Markup('<br><span class="db-gap">{}</span>').format(here.word("phrase.gap-mark"))
    return Markup("<code>{}</code>{}").format(clause.id, mark)


def _use(here: Here, clause: Clause) -> Markup:
    if clause.waived is not None:
        return Markup('<span class="db-gap">{}</span> {}').format(
            here.word("phrase.waived-mark"), here.say(clause.waived)
        )
    users = used_by(here, clause)
    return here.join(users) if users else inline(here, here.not_stated())


def coverage_page(scene: Scene) -> Page:
    """Coverage both ways: clauses by what uses them, content by where it comes from, duties by checklists."""
    here = Here(scene, "coverage.md")
    names = ("clauses", "used", "waived", "gap", "unused")
    head = [here.word("kind.source"), *(here.word(f"coverage.{name}") for name in names)]
    rows = []
    for source in _documents(scene):
        counts = _counts(scene, source.clauses)
        rows.append(
            Row([here.link(source, f"{source.id} {scene.title(source)}"), *(escape(counts[name]) for name in names)])
        )
    clauses = Section("sources", here.word("page.sources"), [Table(head, rows, "numbers")])
    lead = [Markup("<p>{}</p>").format(here.word("lead.coverage"))]
    sections = [_map(here), clauses, _content(here), *coverage(here), *_gaps(here), *_bare(here)]
    return Page(here.path, here.word("page.coverage"), "list", here.word("kind.page"), lead, [], sections)


def _map(here: Here) -> Section:
    said = Prose([Markup("<p>{}</p>").format(here.word("picture.map.lead"))])
    blocks: list[object] = [said, Subheading("map-clauses", here.word("picture.map.clauses"))]
    blocks += [clause_map(here, _documents(here.scene)), Subheading("map-duties", here.word("picture.map.duties"))]
    return Section("map", here.word("picture.map.title"), [*blocks, duty_map(here)])


def _counts(scene: Scene, clauses: Iterable[Clause]) -> dict[str, int]:
    found = dict.fromkeys(("clauses", "used", "waived", "gap", "unused"), 0)
    for clause in clauses:
        used = bool(scene.book.used_by.get(clause))
        found["clauses"] += 1
        found["gap"] += clause.kind == "gap"
        found["used"] += used
        found["waived"] += clause.waived is not None
        found["unused"] += not used and clause.waived is None
    return found


def _content(here: Here) -> Section:
    names = ("count", "sourced", "assumed", "fields-assumed", "fields-open")
    head = [here.word("coverage.kind"), *(here.word(f"coverage.{name}") for name in names)]
    rows = []
    for word in COVERED:
        things: list[Originated] = [each for each in here.book.all(KINDS[word].model) if isinstance(each, Originated)]
        if things:
            counts = (
                len(things),
                sum(bool(each.source) for each in things),
                sum("reason" in each.assumed for each in things),
                sum(bool(each.assumed) and "reason" not in each.assumed for each in things),
                sum(bool(each.not_stated) for each in things),
            )
            rows.append(Row([escape(here.word(f"kind.{word}")), *(escape(count) for count in counts)]))
    return Section("content", here.word("section.result"), [Table(head, rows, "numbers")])


def _gaps(here: Here) -> list[Section]:
    gaps = [clause for clause in here.book.clauses if clause.kind == "gap"]
    if not gaps:
        return []
    items = [Markup("{} {}").format(here.link(each), here.say(each.text)) for each in gaps]
    return [Section("gaps", here.word("section.gaps"), [Listing(items)])]


def _bare(here: Here) -> list[Section]:
    bare: list[Any] = [
        each
        for word in COVERED
        for each in here.book.all(KINDS[word].model)
        if isinstance(each, Originated) and not each.source and "reason" not in each.assumed
    ]
    blocks: list[object] = [Listing([here.link(each) for each in bare])] if bare else []
    if not bare:
        blocks = [Prose([Markup("<p>{}</p>").format(here.word("phrase.nothing-due"))])]
    return [Section("uncovered", here.word("section.uncovered"), blocks)]
