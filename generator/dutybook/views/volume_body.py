"""The chapters of a volume: the site's own pages, block for block, in the order of a work standard."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ..model.base import Text
from ..model.organisation import Unit
from ..model.process import Process
from ..model.time import DeadlinePolicy
from ..model.words import Term
from ..model.work import Standard
from .blocks import Facts, Page, Section
from .customer_class import customer_class_page
from .form import form_page
from .here import Here
from .markup import Markup
from .paper_flow import label
from .process import process_page
from .reading import self_check_page, topic_page, worksheet_page
from .role import role_page
from .scene import Scene
from .schedule import schedule_page
from .stage import stage_page
from .standard import standard_page
from .unit import own, policy_facts, unit_page
from .volume_blocks import Blocks, Place, Values
from .volume_tables import check_table, checklist_table, part_table, term_table

ROLE_DUTIES = ("who", "authority", "contacts", "first-days", "escalations")
SOURCE = "about"  # the section whose fact about sources is printed; the rest of it is for the site
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


class Body:
    """Makes the chapters of a unit; what is open or assumed in them is gathered in `blocks`."""

    def __init__(self, scene: Scene, unit: Unit, blocks: Blocks) -> None:
        self.scene, self.book, self.unit, self.blocks = scene, scene.book, unit, blocks
        self.here = Here(scene, "volume.md")
        self.here.link_terms = False
        self.chapters: list[Values] = []

    def word(self, name: str, **values: object) -> str:
        """A word under `volume`."""
        return self.scene.word(f"volume.{name}", **values)

    def made(self) -> list[Values]:
        """All chapters, in order."""
        page = unit_page(self.scene, self.unit)
        self._plain("purpose", lambda place: self.blocks.prose(page.lead, page.path, place))
        roles = own(self.scene, self.unit, "role")
        self._plain("scope", lambda place: self._scope(roles, place))
        terms = self._terms()
        if terms:
            self._plain("terms", lambda place: self.blocks.values([term_table(self.here, terms)], "volume.md", place))
        self._chapter("duties", [(role_page(self.scene, role), ROLE_DUTIES) for role in roles])
        for name, word, make in ENTITIES:
            if name == "topics":
                self._checks(roles)
                self._lists()
            found = own(self.scene, self.unit, word)
            policy = self.unit.deadline_policy
            if name == "hours" and policy is not None:
                self._hours([make(self.scene, each) for each in found], policy)
            elif name == "processes":
                self._processes(found)
            else:
                self._chapter(name, [(make(self.scene, each), None) for each in found])
        return self.chapters

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
                self._section(chapter, page, chosen)

    def _add(self, above: Values, title: str, address: str) -> tuple[Values, Place]:
        """The next numbered section of a chapter or section, still empty."""
        number = f"{above['number']}.{len(above['sections']) + 1}"
        section: Values = {"number": number, "title": title, "label": address, "blocks": [], "sections": []}
        above["sections"].append(section)
        return section, self.blocks.at(number, title, address)

    def _section(self, chapter: Values, page: Page, chosen: Sequence[str] | None) -> None:
        section, place = self._add(chapter, page.title, label("", page.path))
        section["blocks"] = self.blocks.prose(page.lead, page.path, place)
        duties = self._duties_on(page)
        shown = [each for each in page.sections if chosen is None or each.anchor in chosen or each.anchor == SOURCE]
        for each in shown:
            if each.anchor in duties:
                clause, its_place = self._add(section, each.title, duties[each.anchor])
                clause["blocks"] = self.blocks.values(each.blocks, page.path, its_place)
                continue
            blocks = self._source(each) if each.anchor == SOURCE else each.blocks
            made = self.blocks.values(blocks, page.path, place)
            if made and section["blocks"] and made[0]["k"] == section["blocks"][-1]["k"] == "facts":
                section["blocks"][-1]["rows"] += made.pop(0)["rows"]
            if made and each.anchor not in (SOURCE, "result", "who"):
                section["blocks"].append({"k": "subheading", "title": each.title})
            section["blocks"] += made

    def _duties_on(self, page: Page) -> dict[str, str]:
        """The duties that have a section each on a standard's page, with the addresses of their own pages."""
        if page.kind != "standard":
            return {}
        standards: list[Standard] = self.book.within("standard", self.unit)
        (standard,) = (each for each in standards if self.scene.place(each)[0] == page.path)
        return {duty.id: label("", self.scene.place(duty)[0]) for duty in standard.duties}

    def _source(self, about: Section) -> list[Any]:
        wanted = self.scene.word("field.source")
        return [
            Facts([fact for fact in each.rows if fact.label == wanted])
            for each in about.blocks
            if isinstance(each, Facts)
        ]

    def _scope(self, roles: Sequence[Any], place: Place) -> list[Values]:
        said = self.word("scope" if roles else "scope-reading", unit=self.scene.title(self.unit))
        item = Markup("<li>{} <small>{}</small></li>")
        items = Markup().join(
            item.format(self.here.link(role), self.scene.word(f"role-kind.{role.kind}")) for role in roles
        )
        elements = [Markup("<p>{}</p>").format(said), Markup("<ul>{}</ul>").format(items)]
        return self.blocks.prose(elements, "volume.md", place)

    def _hours(self, pages: Sequence[Page], policy: DeadlinePolicy) -> None:
        """The working day, and how deadlines are read."""
        chapter, _ = self._begin("hours")
        for page in pages:
            self._section(chapter, page, None)
        section, place = self._add(chapter, self.scene.word("section.policy"), "policy")
        section["blocks"] = self.blocks.values([Facts(policy_facts(self.here, policy))], "volume.md", place)

    def _processes(self, processes: Sequence[Process]) -> None:
        """Each process with its steps, and who has which part in them as a table; the site shows that as a picture."""
        pages = [process_page(self.scene, each) for each in processes]
        self._chapter("processes", [(page, ("result", "steps")) for page in pages])
        for process, section in zip(processes, self.chapters[-1]["sections"] if processes else (), strict=True):
            place = next(each for each in self.blocks.places if each.label == section["label"])
            table = self.blocks.values([part_table(self.here, process)] if process.steps else [], "volume.md", place)
            title = self.scene.word("section.responsibility")
            added = [{"k": "subheading", "title": title}, *table] if table else []
            end = len(section["blocks"]) - (section["blocks"][-1]["k"] == "facts")  # the sources stay last
            section["blocks"][end:end] = added

    def _checks(self, roles: Sequence[Any]) -> None:
        """Who checks what, and by what the roles are judged."""
        standards = own(self.scene, self.unit, "standard")
        duties = [duty for each in standards for duty in each.duties if duty.checked_by is not None]
        judged = [role for role in roles if self.book.taken_over(role, "measures")]
        if not duties and not judged:
            return
        chapter, place = self._begin("checks")
        chapter["blocks"] = self.blocks.values([check_table(self.here, duties)] if duties else [], "volume.md", place)
        for role in judged:
            page = role_page(self.scene, role)
            section, its_place = self._add(chapter, self.word("measures", role=page.title), f"measures-{page.path}")
            blocks = next(each.blocks for each in page.sections if each.anchor == "measures")
            section["blocks"] = self.blocks.values(blocks, page.path, its_place)

    def _lists(self) -> None:
        found = [each for each in own(self.scene, self.unit, "checklist") if each.use != "private"]
        if found:
            table = checklist_table(self.here, found)
            self._plain("lists", lambda place: self.blocks.values([table], "volume.md", place))

    def _terms(self) -> list[Term]:
        """The terms that the unit's texts use, in the order of their wording."""
        texts = [worded.text.get(self.scene.language) or "" for worded in self.book.texts if self._owns(worded.owner)]
        said = "\n".join(texts).casefold()
        fitting = (each for each in self.book.terms if not each.units or self.unit.id in each.units)
        used = [each for each in fitting if any(self._uses(said, text) for text in (each.term, *each.also))]
        return sorted(used, key=lambda term: self.scene.wording(term.term).casefold())

    def _uses(self, said: str, text: Text) -> bool:
        word = text.get(self.scene.language)
        if not word:
            return False
        whole = re.escape(word.casefold())
        return re.search(whole if self.scene.language == "zh" else rf"\b{whole}(?:s|es)?\b", said) is not None

    def _owns(self, node: Any) -> bool:
        return node is self.unit or self.book.unit(node) is self.unit
