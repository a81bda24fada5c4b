"""Checklists, blank forms and whole volumes on paper: what stands in the way of printing them, then their bytes. Nothing is written here."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from . import print_faults as faults
from .appearance import site_config_folders, words_of
from .book import Book, unit_of
from .checklist.compile import compiled
from .model.checklist import Checklist
from .model.form import Form
from .model.organisation import Unit
from .outputs.sheets import TooHigh, pages_of, pdf_of
from .outputs.typeset import Typesetter, strings
from .problem import Mark, Problem, fault
from .unprintable import unprintable
from .views.form_blank import form_blank
from .views.scene import Scene
from .views.sheet import sheet
from .walk import wordings

MOST_PAGES = 2


class Job(NamedTuple):
    """A sheet to print: which checklist, on which date (None: without one)."""

    checklist: Checklist
    day: date | None


class Unprintable(Exception):
    """Something cannot be printed; `problems` say what, where and what to do."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


class Press:
    """Prints the checklists of a handbook without errors, in one language or several at once."""

    def __init__(self, book: Book, root: Path, languages: Sequence[str], moment: int, site_url: str = "") -> None:
        self.book = book
        self.root = root
        self.site_url = site_url
        self.scenes = [Scene(book, language, words_of(root, language), ()) for language in languages]
        self.moment = moment
        self.typesetter = Typesetter(root, moment)

    def pdf(self, jobs: Sequence[Job]) -> bytes:
        """One PDF of all jobs. Raises Unprintable with everything that is wrong."""
        sheets = self._sheets(jobs)
        try:
            made = pdf_of(sheets, self.typesetter)
        except TooHigh as error:
            raise Unprintable([self._too_high(*error.args)]) from error
        if pages_of(made) > MOST_PAGES * len(jobs) or (len(jobs) > 1 and pages_of(made) > len(jobs)):
            self._look_for_long_ones(jobs, sheets)
        return made

    def html(self, jobs: Sequence[Job]) -> str:
        """One HTML file of all jobs, with its styles inside. Raises Unprintable."""
        from markupsafe import Markup

        from .outputs.code import qr_of
        from .render import renderer

        folders = site_config_folders(self.root)
        style = next(file for folder in folders if (file := folder / "assets" / "styles" / "sheet.css").is_file())
        sheets = [(each, Markup(qr_of(each["address"]))) for each in self._sheets(jobs)]
        template = renderer(folder / "templates" for folder in folders).get_template("sheets.html.j2")
        return template.render(sheets=sheets, style=Markup(style.read_text("utf-8"))).lstrip()

    def volume(self, unit: Unit) -> bytes:
        """The handbook of a unit as one PDF, in the first language. Raises Unprintable.

        A PDF is set as a whole: 1,000 duties make 420 pages, 8 CPU seconds and 1.3 GiB of memory.
        """
        from .outputs.volume import pdf_of as volume_pdf_of
        from .views.volume import volume

        values = volume(self.scenes[0], unit, self.moment)
        self._refuse_unprintable([values])
        try:
            return volume_pdf_of(values, self.typesetter)
        finally:
            self.typesetter.forget()

    def forms(self, forms: Sequence[Form]) -> bytes:
        """One PDF of blank forms. Raises Unprintable."""
        blanks = [form_blank(self.scenes, each) for each in forms]
        self._refuse_unprintable(blanks)
        made = self.typesetter.pdf("form.typ", {"forms": blanks})
        if pages_of(made) > len(forms):
            counts = [
                (each, pages_of(self.typesetter.pdf("form.typ", {"forms": [blank]})))
                for each, blank in zip(forms, blanks, strict=True)
            ]
            raise Unprintable([_form_too_long(each, count) for each, count in counts if count > 1])
        return made

    def _sheets(self, jobs: Sequence[Job]) -> list[dict[str, Any]]:
        outside = [each for job in jobs if (each := self._outside(job)) is not None]
        if outside:
            raise Unprintable(once(outside))
        sheets = [sheet(self.scenes, compiled(self.book, job.checklist), job.day, self.site_url) for job in jobs]
        self._refuse_unprintable(sheets)
        return sheets

    def _refuse_unprintable(self, shown: Sequence[dict[str, Any]]) -> None:
        written = wordings((self.book.settings, *self.book.roots))
        missing = unprintable(strings(shown), written, self.typesetter.missing, self.root)
        if missing:
            raise Unprintable(missing)

    def _outside(self, job: Job) -> Problem | None:
        listed = self.book.calendar(unit_of(job.checklist)).listed
        if job.day is None or job.day.year in listed:
            return None
        mark = Mark(f"handbook/calendar/cn/{job.day.year}.yml", 1, 1)
        known = ", ".join(str(year) for year in sorted(listed))
        return Problem(
            faults.date_outside_the_calendar, mark, {"year": job.day.year, "day": job.day.isoformat(), "known": known}
        )

    def _too_high(self, key: str, pause: str) -> Problem:
        checklist = self.book.get("checklist", key, "")
        place = next((each for each in checklist.pauses if each.id == pause), checklist)
        return fault(faults.higher_than_a_page, place.mark, checklist=checklist.id, pause=pause)

    def _look_for_long_ones(self, jobs: Sequence[Job], sheets: Sequence[dict[str, Any]]) -> None:
        found = []
        for job, each in zip(jobs, sheets, strict=True):
            count = pages_of(pdf_of([each], self.typesetter))
            if count > MOST_PAGES:
                found.append(_too_long(job, count))
        if found:
            raise Unprintable(found)


def once(problems: Iterable[Problem]) -> list[Problem]:
    """Problems without those that say the same of the same place."""
    return list({(each.mark, each.kind.code, each.message()): each for each in problems}.values())


def _form_too_long(form: Form, count: int) -> Problem:
    return fault(faults.form_too_long, form.mark, form=form.id, count=count)


def _too_long(job: Job, count: int) -> Problem:
    day = job.day.isoformat() if job.day is not None else ""
    return fault(
        faults.sheet_too_long, job.checklist.mark, checklist=job.checklist.id, count=count,
        on=f" on {day}" if day else "", on_zh=f"在{day}" if day else "",
    )  # fmt: skip
