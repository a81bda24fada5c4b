"""One item of a sheet: what is done, what shows it, when, on which form and for whom."""

from collections.abc import Mapping
from typing import Any

from ..checklist.compile import Line
from ..checklist.instance import Dated
from ..due import Due
from ..model.checklist import Condition, Range
from ..model.reading import Prompt
from ..model.time import Every
from .due import DueWords
from .scene import Scene
from .speaker import Said, Speaker


def row(speaker: Speaker, dated: Dated, number: int, lines: Mapping[str, Line], *, due: bool) -> dict[str, Any]:
    """An item as it stands on a sheet. `lines` are all of the checklist; `due`: in a pause point of what is due."""
    line, said = dated.line, dated.line.said
    return {
        "id": line.id,
        "number": number,
        "type": line.type,
        "candidate": "",
        "dated": "",
        "roomy": line.source == "prompt",
        "critical": speaker.word("critical") if line.critical else [],
        "lead": [] if line.only_if is None else speaker.each(_condition(line.only_if, lines)),
        "text": _text(speaker, line),
        "response": speaker.item(line.response),
        "detail": _detail(speaker, line),
        "marks": _marks(speaker, line),
        "due": due_said(speaker, dated.due, spell=due) if dated.due is not None else [],
        "hold": speaker.word("hold") if said is not None and said.hold else [],
        "unit": speaker.text(said.unit) if said is not None else [],
        "range": _range(speaker, said.valid, said.expect) if said is not None else [],
        "choices": _choices(speaker, line),
    }


def _text(speaker: Speaker, line: Line) -> Said:
    """What is done; a box of a worksheet with its letter."""
    letter = line.node.letter if isinstance(line.node, Prompt) else None
    if letter is None:
        return speaker.item(line.text)
    return speaker.each(lambda scene: scene.word("sheet.lettered", letter=letter, text=scene.wording(line.text)))


def _condition(condition: Condition, lines: Mapping[str, Line]) -> Any:
    """Says the condition as an "if … then" line."""
    other = lines[condition.item]

    def say(scene: Scene) -> str:
        item = scene.wording(other.text).rstrip("。.")
        if condition.is_ is not None:
            return scene.word("sheet.if-is", item=item, answer=_answer(scene, other, condition.is_))
        name, value = ("if-above", condition.above) if condition.above is not None else ("if-below", condition.below)
        return scene.word(f"sheet.{name}", item=item, value=value)

    return say


def _answer(scene: Scene, line: Line, answer: str) -> str:
    for choice in line.said.choices if line.said is not None else ():
        if choice.id == answer:
            return scene.wording(choice.text)
    return str(scene.words["sheet"]["answers"].get(answer, answer))


def _detail(speaker: Speaker, line: Line) -> Said:
    if line.source == "prompt":
        return speaker.item(line.response)
    if not line.detail:
        return []
    return speaker.each(
        lambda scene: scene.word("sheet.join").join(scene.wording(each).rstrip("。.") for each in line.detail)
    )


def _marks(speaker: Speaker, line: Line) -> Said:
    """The time of day; who else does it; the form and who receives it. What the item's own words say already is not said twice."""

    def say(scene: Scene) -> str:
        parts = (_clock(scene, line), _by(scene, line), _handed(scene, line))
        return scene.word("sheet.between-marks").join(part for part in parts if part)

    return speaker.each(say)


def _clock(scene: Scene, line: Line) -> str:
    when = line.duty.when if line.duty is not None else None
    if not isinstance(when, Every):
        return ""
    name, clock = ("at", when.at) if when.at is not None else ("by", when.not_later_than)
    return "" if clock is None else _unsaid(scene, line, str(clock), scene.word(f"sheet.clock.{name}", clock=clock))


def _by(scene: Scene, line: Line) -> str:
    roles = scene.word("sheet.join").join(scene.title(role) for role in line.by)
    return scene.word("sheet.by", roles=roles) if roles else ""


def _unsaid(scene: Scene, line: Line, key: str, said: str) -> str:
    words = [scene.wording(each) for each in (line.text, *line.detail, line.response) if each is not None]
    return "" if any(key.casefold() in each.casefold() for each in words) else said


def _handed(scene: Scene, line: Line) -> str:
    titles = [scene.title(form) for form in line.forms]
    forms = scene.word("sheet.between-forms").join(
        scene.word("sheet.form", form=title) for title in titles if _unsaid(scene, line, title, title)
    )
    roles = scene.word("sheet.join").join(scene.title(role) for role in line.receivers)
    if forms and roles:
        return scene.word("sheet.form-to", forms=forms, roles=roles)
    return scene.word("sheet.to", roles=roles) if roles else forms


def due_said(speaker: Speaker, due: Due, *, spell: bool) -> Said:
    """Why it stands on this day: the rule, and the reason for a shift."""

    def say(words: DueWords) -> str:
        reason = words.reason(due.at)
        mark = words.scene.word("sheet.provisional") if due.at.provisional else ""
        rule = words.rule(due.duty) if spell or reason else ""
        parts = [part for part in (rule, reason, mark) if part]
        if not spell:
            parts.insert(0, words.scene.word("sheet.due"))
        return words.scene.word("sheet.stop").join(parts)

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
