"""A unit's handbook as one printed volume, in the form of a Chinese enterprise standard: plain values for the typesetter.

Chapters follow GB/T 1.1: purpose, scope, terms, duties, procedures, records, checks; then appendices for what is not
stated, what is assumed and why, and the clauses that everything rests on. What stands in them are the site's own pages,
block for block (volume_blocks.py), so that paper and site say the same.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from markupsafe import Markup, escape

from ..book import Book
from ..model.organisation import Unit
from ..model.words import Term
from ..model.work import Standard
from .blocks import Facts, Page, Row, Section, Table
from .common import badges, cell
from .customer_class import customer_class_page
from .form import form_page
from .paper_flow import label
from .process import process_page
from .reading import self_check_page, topic_page, worksheet_page
from .role import role_page
from .scene import Here, Scene
from .schedule import schedule_page
from .stage import stage_page
from .standard import standard_page
from .unit import own, policy_facts, unit_page
from .volume_blocks import Blocks, Place, Values

ROLE_DUTIES = ("who", "authority", "contacts", "first-days", "escalations")
SOURCE = "about"  # the section whose fact about sources is printed; the rest of it is for the site
QUIET = ("/roles/", "/customer-classes/", "sources/")  # what is linked, but without its page behind it
ENTITIES: tuple[tuple[str, str, Callable[[Scene, Any], Page]], ...] = (
    ("classes", "customer-class", customer_class_page),
    ("hours", "schedule", schedule_page),
    ("procedures", "standard", standard_page),
    ("processes", "process", process_page),
    ("stages", "stage", stage_page),
    ("records", "form", form_page),
    ("topics", "topic", topic_page),
    ("worksheets", "worksheet", worksheet_page),
    ("self-checks", "self-check", self_check_page),
)


def volume(scene: Scene, unit: Unit, moment: int) -> Values:
    """Everything that a unit's volume says. `moment` is when its content was last changed, in seconds since 1970."""
    return _Volume(scene, unit, moment).whole()


def language_days(scene: Scene, day: date | None) -> str:
    """A date as the language writes it; empty where there is none."""
    if day is None:
        return ""
    months = scene.words["when"]["point"]["months"]
    return scene.word("date", y=day.year, m=day.month, d=day.day, month=months[day.month - 1])


class _Volume:
    def __init__(self, scene: Scene, unit: Unit, moment: int) -> None:
        self.scene, self.unit, self.moment = scene, unit, moment
        self.book: Book = scene.book
        self.here = Here(scene, "volume.md")
        self.here.link_terms = False
        self.blocks = Blocks(scene)
        self.chapters: list[Values] = []

    def word(self, name: str, **values: object) -> str:
        return self.scene.word(f"volume.{name}", **values)

    def whole(self) -> Values:
        self._body()
        self._appendices()
        numbers = {place.label: place.number for place in self.blocks.places}
        made = {
            "language": self.scene.language,
            "title": self.scene.title(self.unit),
            "author": self.scene.wording(self.book.settings.title),
            "front": self._front(),
            "chapters": self.chapters,
            "words": self.scene.words["volume"]["words"],
        }
        _settle(made, numbers)
        return made

    def _settled(self, name: str) -> Any:
        return self.book.settled(self.unit, name)[0]

    def _front(self) -> Values:
        """The cover, the page for approval, the record of revisions, and what every page bears."""
        unknown = self.scene.word("origin.not-stated")
        owner = self.book.find("role", self._settled("owner") or "", self.unit)
        version, since = self._settled("version"), self._settled("effective_from")
        values = {
            "number": self.unit.number or self.word("no-number"),
            "version": version or unknown,
            "since": language_days(self.scene, since) or unknown,
            "owner": self.scene.title(owner) if owner is not None else unknown,
            "status": self.scene.word(f"status.{self._settled('status')}") if self._settled("status") else unknown,
            "replaces": self.unit.supersedes or "",
            "made": language_days(self.scene, datetime.fromtimestamp(self.moment, UTC).date()),
        }
        facts = self.blocks.values([Facts(badges(self.here, self.unit))], "volume.md", Place("", "", ""))
        header = self.word("header", number=values["number"], title=self.scene.title(self.unit))
        return {
            **values,
            "book": self.scene.wording(self.book.settings.title),
            "header": header,
            "edition": self.word("edition", version=values["version"], since=values["since"]),
            "facts": facts[0]["rows"] if facts else [],
        }

    def _body(self) -> None:
        page = unit_page(self.scene, self.unit)
        self._plain("purpose", lambda place: self.blocks.prose(page.lead, page.path, place))
        roles = own(self.scene, self.unit, "role")
        self._plain("scope", lambda place: self._scope(roles, place))
        terms = self._terms()
        if terms:
            self._plain("terms", lambda place: self.blocks.values([self._term_table(terms)], "volume.md", place))
        self._chapter("duties", [(role_page(self.scene, role), ROLE_DUTIES) for role in roles])
        for name, word, make in ENTITIES:
            if name == "topics":
                self._checks(roles)
                self._lists()
            found = own(self.scene, self.unit, word)
            if name == "hours" and self.unit.deadline_policy is not None:
                self._hours([make(self.scene, each) for each in found])
            else:
                self._chapter(name, [(make(self.scene, each), None) for each in found])

    def _begin(self, name: str) -> tuple[Values, Place]:
        number = str(len(self.chapters) + 1)
        title = self.word(f"chapter.{name}")
        place = self.blocks.at(number, title, f"chapter-{name}")
        chapter: Values = {
            "number": number,
            "title": title,
            "label": place.label,
            "blocks": [],
            "sections": [],
            "appendix": "",
        }
        self.chapters.append(chapter)
        return chapter, place

    def _plain(self, name: str, fill: Callable[[Place], list[Values]]) -> None:
        """A chapter without sections of its own."""
        chapter, place = self._begin(name)
        chapter["blocks"] = fill(place)

    def _chapter(self, name: str, pages: Iterable[tuple[Page, Sequence[str] | None]]) -> None:
        """A chapter with a section a page; `None` takes all of a page's sections."""
        listed = list(pages)
        if listed:
            chapter, _ = self._begin(name)
            for page, chosen in listed:
                chapter["sections"].append(self._section(chapter, page, chosen))

    def _section(self, chapter: Values, page: Page, chosen: Sequence[str] | None) -> Values:
        number = f"{chapter['number']}.{len(chapter['sections']) + 1}"
        place = self.blocks.at(number, page.title, label("", page.path))
        section: Values = {"number": number, "title": page.title, "label": place.label, "sections": []}
        section["blocks"] = self.blocks.prose(page.lead, page.path, place)
        duties = self._duties_on(page)
        shown = [each for each in page.sections if chosen is None or each.anchor in chosen or each.anchor == SOURCE]
        for each in shown:
            if each.anchor in duties:
                section["sections"].append(self._clause(section, each, page.path, duties[each.anchor]))
                continue
            blocks = self._source(each) if each.anchor == SOURCE else each.blocks
            made = self.blocks.values(blocks, page.path, place)
            if made and section["blocks"] and made[0]["k"] == section["blocks"][-1]["k"] == "facts":
                section["blocks"][-1]["rows"] += made.pop(0)["rows"]
            if made and each.anchor not in (SOURCE, "result", "who"):
                section["blocks"].append({"k": "subheading", "title": each.title})
            section["blocks"] += made
        return section

    def _duties_on(self, page: Page) -> dict[str, str]:
        """The duties that have a section each on a standard's page, with the addresses of their own pages."""
        if page.kind != "standard":
            return {}
        standards: list[Standard] = self.book.within("standard", self.unit)
        (standard,) = (each for each in standards if self.scene.place(each)[0] == page.path)
        return {duty.id: label("", self.scene.place(duty)[0]) for duty in standard.duties}

    def _clause(self, section: Values, part: Section, base: str, of: str) -> Values:
        number = f"{section['number']}.{len(section['sections']) + 1}"
        place = self.blocks.at(number, part.title, of)
        blocks = self.blocks.values(part.blocks, base, place)
        return {"number": number, "title": part.title, "label": of, "blocks": blocks, "sections": []}

    def _source(self, about: Section) -> list[Any]:
        wanted = self.scene.word("field.source")
        return [
            Facts([fact for fact in each.rows if fact.label == wanted])
            for each in about.blocks
            if isinstance(each, Facts)
        ]

    def _scope(self, roles: Sequence[Any], place: Place) -> list[Values]:
        said = Markup("<p>{}</p>").format(self.word("scope", unit=self.scene.title(self.unit)))
        items = Markup().join(
            Markup("<li>{} <small>{}</small></li>").format(
                self.here.link(role), self.scene.word(f"role-kind.{role.kind}")
            )
            for role in roles
        )
        listed = [Markup("<ul>{}</ul>").format(items)] if roles else []
        text = (
            said if roles else Markup("<p>{}</p>").format(self.word("scope-reading", unit=self.scene.title(self.unit)))
        )
        return self.blocks.prose([text, *listed], "volume.md", place)

    def _hours(self, pages: Sequence[Page]) -> None:
        self._chapter("hours", [(page, None) for page in pages])
        policy = self.unit.deadline_policy
        if policy is None:
            return
        chapter, _ = (self.chapters[-1], None) if pages else self._begin("hours")
        number = f"{chapter['number']}.{len(chapter['sections']) + 1}"
        title = self.scene.word("section.policy")
        place = self.blocks.at(number, title, "policy")
        blocks = self.blocks.values([Facts(policy_facts(self.here, policy))], "volume.md", place)
        chapter["sections"].append(
            {"number": number, "title": title, "label": "policy", "blocks": blocks, "sections": []}
        )

    def _checks(self, roles: Sequence[Any]) -> None:
        """Who checks what, and by what the roles are judged."""
        duties = [
            duty for duty in self.book.duties if self.book.unit(duty) is self.unit and duty.checked_by is not None
        ]
        pages = [
            (role_page(self.scene, role), ("measures",)) for role in roles if self.book.taken_over(role, "measures")
        ]
        if not duties and not pages:
            return
        head = [self.scene.word(f"field.{name}") for name in ("text", "checked-by")] + [self.word("how")]
        rows = []
        for duty in duties:
            checked: Any = duty.checked_by
            how = self.here.say(checked.how) if checked.how is not None else Markup("–")
            role = cell(self.here, duty, "checked_by", self.here.ref("role", checked.role, checked))
            rows.append(Row([self.here.link(duty), role, how]))
        chapter, place = self._begin("checks")
        chapter["blocks"] = self.blocks.values([Table(head, rows, "checks")] if rows else [], "volume.md", place)
        for page, _ in pages:
            measures = page._replace(lead=[], sections=[each for each in page.sections if each.anchor == "measures"])
            chapter["sections"].append(self._judged(chapter, measures))

    def _judged(self, chapter: Values, page: Page) -> Values:
        number = f"{chapter['number']}.{len(chapter['sections']) + 1}"
        title = self.word("measures", role=page.title)
        place = self.blocks.at(number, title, f"measures-{page.path}")
        blocks = self.blocks.values(page.sections[0].blocks, page.path, place)
        return {"number": number, "title": title, "label": place.label, "blocks": blocks, "sections": []}

    def _lists(self) -> None:
        found = [each for each in own(self.scene, self.unit, "checklist") if each.use != "private"]
        if not found:
            return
        head = [self.scene.word(name) for name in ("kind.checklist", "field.performed-by", "field.used", "kind.form")]
        head[3] = self.word("code")
        rows = []
        for each in found:
            role = self.here.ref("role", each.role, each) if each.role else Markup("–")
            when = escape(self.scene.when.say(each.when, self.book, each)) if each.when is not None else Markup("–")
            rows.append(Row([self.here.link(each), role, when, escape(self.book.key[each])]))
        self._plain("lists", lambda place: self.blocks.values([Table(head, rows, "lists")], "volume.md", place))

    def _terms(self) -> list[Term]:
        """The terms that the unit's texts use, in the order of their wording."""
        texts = [worded.text.get(self.scene.language) or "" for worded in self.book.texts if self._owns(worded.owner)]
        said = "\n".join(texts).casefold()
        fitting = (each for each in self.book.terms if not each.units or self.unit.id in each.units)
        used = [each for each in fitting if self.scene.wording(each.term).casefold() in said]
        return sorted(used, key=lambda term: self.scene.wording(term.term).casefold())

    def _owns(self, node: Any) -> bool:
        return node is self.unit or self.book.unit(node) is self.unit

    def _term_table(self, terms: Sequence[Term]) -> Table:
        other = next(
            (each for each in self.book.settings.languages if each != self.scene.language), self.scene.language
        )
        head = [self.scene.word(f"column.{name}") for name in ("term", "english", "means")]
        rows = [
            Row([
                Markup("<strong>{}</strong>").format(self.scene.wording(each.term)),
                escape(each.term.get(other) or "–"),
                cell(self.here, each, "means"),
            ])
            for each in terms
        ]  # fmt: skip
        return Table(head, rows, "glossary")

    def _appendices(self) -> None:
        places = [place for place in self.blocks.places if place.open]
        reasons = {reason: found for reason, found in self.blocks.reasons.items() if reason}
        clauses = sorted(set(self.blocks.clauses), key=_clause_order)
        if places:
            self._appendix("open", [self._open_table(places)])
        if reasons:
            self._appendix("assumed", [self._reason_table(reasons)])
        if clauses:
            self._appendix("sources", [self._clause_table(clauses)])

    def _appendix(self, name: str, blocks: list[Values]) -> None:
        letter = "ABC"[sum(bool(each["appendix"]) for each in self.chapters)]
        number = self.word("appendix-number", letter=letter)
        self.blocks.at(number, self.word(f"appendix.{name}"), f"appendix-{name}")
        lead = [{"k": "flow", "flow": [{"k": "p", "n": 0, "r": [{"t": self.word(f"lead.{name}")}]}]}]
        self.chapters.append(
            {
                "number": number,
                "title": self.word(f"appendix.{name}"),
                "label": f"appendix-{name}",
                "blocks": lead + blocks,
                "sections": [],
                "appendix": letter,
            }
        )

    def _open_table(self, places: Sequence[Place]) -> Values:
        rows = []
        for place in places:
            what = self.word("list").join(dict.fromkeys(place.open))
            rows.append([_cell(place.number, place.label), _cell(place.title), _cell(what)])
        head = [self.word("clause"), self.word("name"), self.word("open")]
        return {"k": "table", "kind": "open", "head": head, "rows": rows, "weights": [22, 36, 46]}

    def _reason_table(self, reasons: dict[str, dict[Place, None]]) -> Values:
        rows = []
        for reason, found in reasons.items():
            runs: list[Values] = []
            for place in found:
                if place.number:
                    runs += [{"t": self.word("list")}] if runs else []
                    runs.append({"t": place.number, "to": place.label, "quiet": True})
            rows.append([_cell(reason), [{"k": "p", "n": 0, "r": runs or [{"t": "–"}]}]])
        return {
            "k": "table",
            "kind": "reasons",
            "head": [self.word("reason"), self.word("where")],
            "rows": rows,
            "weights": [56, 44],
        }

    def _clause_table(self, clauses: Sequence[str]) -> Values:
        rows = []
        for each in clauses:
            id_ = each.partition("#")[2]
            clause = self.book.get("clause", id_, self.unit)
            self.blocks.at(id_, id_, each)
            rows.append(
                [
                    [{"k": "p", "n": 0, "r": [{"t": id_, "b": True, "mark": each}]}],
                    _cell(self.scene.wording(clause.text)),
                ]
            )
        return {
            "k": "table",
            "kind": "clauses",
            "head": [self.word("clause"), self.word("says")],
            "rows": rows,
            "weights": [14, 90],
        }


def _cell(said: str, to: str = "") -> list[Values]:
    return [{"k": "p", "n": 0, "r": [{"t": said, **({"to": to, "quiet": False} if to else {})}]}]


def _clause_order(clause: str) -> tuple[str, int]:
    document, _, number = clause.partition("#")[2].partition("-")
    return document, int(number or 0)


def _settle(value: Any, numbers: dict[str, str]) -> None:
    """Keeps the links whose target stands in the volume, and says which of them have their page told behind them."""
    if isinstance(value, dict):
        to = value.get("to")
        if isinstance(to, str):
            if to not in numbers:
                del value["to"]
            else:
                value.setdefault("quiet", any(part in to for part in QUIET))
        for each in value.values():
            _settle(each, numbers)
    elif isinstance(value, list):
        for each in value:
            _settle(each, numbers)


__all__ = ["volume"]
