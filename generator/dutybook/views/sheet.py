"""A checklist on a date as a sheet of paper: every word that stands on it, chosen and in order, in one language or two.

A sheet is plain values, the same for PDF and HTML. A text is a list of wordings, one for each language of the sheet.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from ..book import Book
from ..checklist.compile import Compiled, Line
from ..checklist.definition import SHOWN, around, fingerprint
from ..checklist.instance import Dated, Instance, instance, is_candidate
from ..due import Due
from ..model.base import Text
from ..model.checklist import Checklist, Pause, Range
from ..model.form import Form
from ..model.organisation import Role
from ..model.reading import Prompt, Question, SelfCheck, Worksheet
from ..model.time import Every
from .due import DueWords
from .scene import PLURALS, Scene

Said = list[str]


class Speaker:
    """Says everything in the languages of a sheet, the first of which leads."""

    def __init__(self, scenes: Sequence[Scene]) -> None:
        self.scenes = tuple(scenes)
        self.dues = tuple(DueWords(scene) for scene in scenes)
        self.book: Book = scenes[0].book

    def each(self, say: Callable[[Scene], str]) -> Said:
        """What a function says in each language; the same wording only once."""
        return list(dict.fromkeys(said for scene in self.scenes if (said := say(scene))))

    def word(self, key: str, **values: object) -> Said:
        """A word of the interface, under `sheet`."""
        return self.each(lambda scene: scene.word(f"sheet.{key}", **values))

    def text(self, text: Text | None) -> Said:
        """A text of the handbook."""
        return [] if text is None else self.each(lambda scene: scene.wording(text).strip())

    def item(self, text: Text | None) -> Said:
        """A text as an item says it: without the full stop of a sentence."""
        return [said.rstrip("。.") for said in self.text(text)]

    def due(self, say: Callable[[DueWords], str]) -> Said:
        """What a function says of dates in each language."""
        return list(dict.fromkeys(said for words in self.dues if (said := say(words))))


def sheet(scenes: Sequence[Scene], made: Compiled, day: date | None, site_url: str = "") -> dict[str, Any]:
    """A checklist as a sheet for a date, or without one: then the pause points of what is due stay open.

    Raises KeyError where a reference names nothing: only handbooks without errors are printed.
    """
    speaker = Speaker(scenes)
    book, checklist = speaker.book, made.checklist
    on = instance(book, made, day) if day is not None else None
    stops = on.stops if on is not None else tuple(_undated(made))
    private = checklist.use == "private"
    code = fingerprint(book, made)[:SHOWN]
    before, after = _around(speaker, made)
    return {
        "language": scenes[0].language,
        "id": book.key[checklist],
        "title": speaker.text(checklist.title),
        "objective": speaker.text(checklist.objective),
        "mode": speaker.word(f"mode.{checklist.mode}"),
        "private": speaker.word("private") if private else [],
        "meta": _meta(speaker, made, day),
        "before": before,
        "pauses": [_pause(speaker, made, pause, lines, on) for pause, lines in stops],
        "coming": _coming(speaker, on) if on is not None and any(stop.due for stop in made.stops) else None,
        "reasons": [] if private else speaker.word("reasons"),
        "completion": [speaker.word("completion"), speaker.text(checklist.completion)],
        "signatures": [] if private else _signatures(speaker, checklist),
        "after": after,
        "footer": _footer(speaker, checklist, code),
        "page": speaker.word("page", page="{page}", pages="{pages}"),
        "scan": speaker.word("scan"),
        "address": address(book, checklist, scenes[0].language, day, code, site_url),
        "date": day.isoformat() if day is not None else "",
        "code": code,
    }


def address(book: Book, checklist: Checklist, language: str, day: date | None, code: str, site_url: str = "") -> str:
    """What the sheet's code says: the address of the checklist's page with date and fingerprint.

    Without the address of a site it names the checklist for `dutybook sheet --verify`.
    """
    unit, _, name = book.key[checklist].partition("/")
    dated = f"date={day.isoformat()}&" if day is not None else ""
    base = (site_url or book.settings.site_url or "").rstrip("/")
    if not base:
        return f"dutybook:{unit}/{name}?{dated}v={code}"
    return f"{base}/{language}/{unit}/{PLURALS['checklist']}/{name}.html?{dated}v={code}"


def _undated(made: Compiled) -> list[tuple[Pause, tuple[Dated, ...]]]:
    return [
        (stop.pause, tuple(Dated(line, None) for line in stop.lines if not (stop.due and is_candidate(line))))
        for stop in made.stops
    ]


def _meta(speaker: Speaker, made: Compiled, day: date | None) -> list[dict[str, Any]]:
    """The head's fields: a label and what stands there, or a blank to write on."""
    if made.checklist.use == "private":
        return []
    calendar = speaker.book.calendar(made.checklist.mark.path.split("/")[1])
    when = speaker.word("no-date")
    if day is not None:
        sort = calendar.day(day)
        when = speaker.due(lambda words: f"{words.day(day, year=True, weekday=True)} · {words.sort(sort)}")
        if calendar.is_provisional(day):
            when = [f"{said} · {mark}" for said, mark in zip(when, speaker.word("provisional"), strict=False)]
    role = speaker.each(lambda scene: scene.title(made.role)) if made.role is not None else []
    unit = speaker.book.unit(made.checklist)
    units = speaker.each(lambda scene: scene.title(unit)) if unit is not None else []
    who = [" · ".join(pair) for pair in zip(units, role, strict=False)] if len(units) == len(role) else role
    fields = [("date", when), ("role", who), ("name", None)]
    if made.checklist.use == "work":
        fields.append(("route", None))
    return [{"label": speaker.word(name), "value": value} for name, value in fields]


def _pause(
    speaker: Speaker, made: Compiled, pause: Pause, lines: Sequence[Dated], on: Instance | None
) -> dict[str, Any]:
    stop = next(each for each in made.stops if each.pause is pause)
    private = made.checklist.use == "private"
    seconds = pause.seconds or 0
    name = "seconds" if seconds < 120 else "minutes"
    empty: Said = []
    if stop.due and not lines:
        empty = speaker.word("nothing-due")
    if stop.due and on is None:
        empty = speaker.word("due-undated")
    return {
        "id": pause.id,
        "title": speaker.text(pause.title),
        "note": speaker.word(name, n=seconds if seconds < 120 else round(seconds / 60)) if seconds else [],
        "hold": speaker.word("hold") if pause.hold else [],
        "sign": [] if private else [speaker.word("time"), speaker.word("initials")],
        "rows": [_row(speaker, made, each, due=stop.due) for each in lines],
        "empty": empty,
    }


def _row(speaker: Speaker, made: Compiled, dated: Dated, *, due: bool) -> dict[str, Any]:
    line = dated.line
    said = line.said
    return {
        "id": line.id,
        "type": line.type,
        "critical": speaker.word("critical") if line.critical else [],
        "lead": _lead(speaker, made, line),
        "letter": (line.node.letter or "") if isinstance(line.node, Prompt) else "",
        "text": speaker.item(line.text),
        "response": speaker.item(line.response),
        "detail": _detail(speaker, line),
        "marks": _marks(speaker, line),
        "due": _due(speaker, dated.due, spell=due) if dated.due is not None else [],
        "hold": speaker.word("hold") if said is not None and said.hold else [],
        "unit": speaker.text(said.unit) if said is not None else [],
        "range": _range(speaker, said.valid, said.expect) if said is not None else [],
        "choices": _choices(speaker, line),
    }


def _lead(speaker: Speaker, made: Compiled, line: Line) -> Said:
    """The condition as an "if … then" line."""
    condition = line.only_if
    if condition is None:
        return []
    other = next(each for each in made.lines if each.id == condition.item)

    def say(scene: Scene) -> str:
        item = scene.wording(other.text).rstrip("。.")
        if condition.is_ is not None:
            return scene.word("sheet.if-is", item=item, answer=_answer(scene, other, condition.is_))
        name, value = ("if-above", condition.above) if condition.above is not None else ("if-below", condition.below)
        return scene.word(f"sheet.{name}", item=item, value=value)

    return speaker.each(say)


def _answer(scene: Scene, line: Line, answer: str) -> str:
    for choice in line.said.choices if line.said is not None else ():
        if choice.id == answer:
            return scene.wording(choice.text)
    return str(scene.words["sheet"]["answers"].get(answer, answer))


def _detail(speaker: Speaker, line: Line) -> Said:
    if not line.detail:
        return []
    return speaker.each(
        lambda scene: scene.word("sheet.join").join(scene.wording(each).rstrip("。.") for each in line.detail)
    )


def _marks(speaker: Speaker, line: Line) -> list[Said]:
    """What stands at the right: the time of day, the form, the receiver; each a line of its own."""
    found: list[Said] = []
    when = line.duty.when if line.duty is not None else None
    if isinstance(when, Every):
        clock = when.at if when.at is not None else when.not_later_than
        if clock is not None:
            found.append(speaker.word(f"clock.{'at' if when.at is not None else 'by'}", clock=clock))
    found += [_roles(speaker, "by", line.by)] if line.by else []
    found += [_form(speaker, form) for form in line.forms]
    found += [_roles(speaker, "to", line.receivers)] if line.receivers else []
    return found


def _roles(speaker: Speaker, word: str, roles: Sequence[Role]) -> Said:
    return speaker.each(
        lambda scene: scene.word(f"sheet.{word}", roles=scene.word("sheet.join").join(map(scene.title, roles)))
    )


def _form(speaker: Speaker, form: Form) -> Said:
    return speaker.each(lambda scene: scene.word("sheet.form", form=scene.title(form)))


def _due(speaker: Speaker, due: Due, *, spell: bool) -> Said:
    """Why it stands on this day: the rule, and the reason for a shift."""

    def say(words: DueWords) -> str:
        reason = words.reason(due.at)
        mark = words.scene.word("sheet.provisional") if due.at.provisional else ""
        rule = words.rule(due.duty) if spell or reason else ""
        head = words.scene.word("sheet.due")
        parts = [part for part in (rule, reason, mark) if part]
        stop = words.scene.word("sheet.stop")
        return head + (words.scene.word("sheet.colon") + stop.join(parts) if parts else "")

    return speaker.due(say)


def _range(speaker: Speaker, valid: Range | None, expect: Range | None) -> Said:
    def say(scene: Scene) -> str:
        parts = [_between(scene, name, each) for name, each in (("valid", valid), ("expect", expect)) if each]
        return scene.word("sheet.stop").join(part for part in parts if part)

    return speaker.each(say)


def _between(scene: Scene, name: str, each: Range) -> str:
    ends = "both" if each.min is not None and each.max is not None else "min" if each.min is not None else "max"
    if ends == "both" and each.min == each.max and name == "expect":
        ends = "same"
    return scene.word(f"sheet.{name}.{ends}", min=each.min, max=each.max)


def _choices(speaker: Speaker, line: Line) -> list[Said]:
    if line.type == "yes-no":
        return [speaker.word(f"answers.{answer}") for answer in ("yes", "no")]
    return [speaker.text(choice.text) for choice in (line.said.choices if line.said is not None else ())]


def _coming(speaker: Speaker, on: Instance) -> dict[str, Any]:
    """What comes up in the week after, a line for each day."""
    rows = []
    for day, group in groupby(on.coming, key=lambda item: item.at.due):
        items = list(group)

        def say(words: DueWords, items: list[Due] = items) -> str:
            titles = []
            for item in items:
                mark = f"（{words.scene.word('sheet.provisional')}）" if item.at.provisional else ""
                titles.append(f"{'◆' if item.duty.critical else ''}{words.scene.title(item.duty)}{mark}")
            return words.scene.word("sheet.join").join(titles)

        label = speaker.due(lambda words, day=day: words.day(day, weekday=True))  # type: ignore[misc]
        rows.append({"day": label, "items": speaker.due(say)})
    return {"title": speaker.word("coming"), "rows": rows, "none": [] if rows else speaker.word("coming-none")}


def _signatures(speaker: Speaker, checklist: Checklist) -> list[dict[str, Any]]:
    found = [{"label": speaker.word("doer"), "who": []}]
    checker = speaker.book.find("role", checklist.checker, checklist) if checklist.checker else None
    who = speaker.each(lambda scene: scene.title(checker)) if checker is not None else []
    found.append({"label": speaker.word("checker"), "who": who})
    return [{**each, "when": speaker.word("date-time")} for each in found]


def _footer(speaker: Speaker, checklist: Checklist, code: str) -> Said:
    """Which definition this is: id, version, fingerprint, since when; one line in the first language."""
    scene, book = speaker.scenes[0], speaker.book
    version = book.settled(checklist, "version")[0]
    since = book.settled(checklist, "effective_from")[0]
    parts = [book.key[checklist]]
    if version is not None:
        parts.append(scene.word("sheet.version", version=version))
    parts.append(scene.word("sheet.fingerprint", code=code))
    if since is not None:
        parts.append(scene.word("sheet.effective", day=since.isoformat()))
    parts.append(scene.word("sheet.uncontrolled"))
    return parts


def _around(speaker: Speaker, made: Compiled) -> tuple[list[Said], list[Said]]:
    """What stands before and after what is for oneself: limits, where to turn, what the result means."""
    before: list[Said] = []
    after: list[Said] = []
    for holder in around(speaker.book, made):
        if isinstance(holder, Worksheet):
            before += _paragraphs(speaker, holder.caution)
        else:
            help_ = [_help(speaker, each) for each in holder.help]
            before += [*_paragraphs(speaker, holder.limits), *help_]
            after += [*_scoring(speaker, holder), *help_]
    return before, after


def _paragraphs(speaker: Speaker, text: Text | None) -> list[Said]:
    said = [[part for part in wording.split("\n\n") if part.strip()] for wording in speaker.text(text)]
    return [list(each) for each in zip(*said, strict=False)]


def _help(speaker: Speaker, each: Any) -> Said:
    def say(scene: Scene) -> str:
        contact = each.contact or scene.word("origin.not-stated")
        return f"{scene.wording(each.name)}{scene.word('sheet.colon')}{contact}"

    return speaker.each(say)


def _scoring(speaker: Speaker, check: SelfCheck) -> list[Said]:
    def ideal(scene: Scene) -> str:
        answers = scene.words["sheet"]["answers"]
        each: list[Question] = list(check.questions)
        listed = " ".join(f"{place} {answers[question.ideal]}" for place, question in enumerate(each, 1))
        return scene.word("sheet.ideal", answers=listed)

    rule = check.scoring
    return [
        speaker.each(ideal),
        speaker.each(
            lambda scene: scene.word("sheet.opposite", n=rule.opposite_more_than, says=scene.wording(rule.says))
        ),
        speaker.each(lambda scene: scene.word("sheet.otherwise", says=scene.wording(rule.otherwise))),
    ]
