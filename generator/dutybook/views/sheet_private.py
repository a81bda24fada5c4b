"""What stands before and after the questions of a sheet that is for oneself alone: limits, help, what a result means."""

from typing import Any

from ..checklist.compile import Compiled
from ..checklist.definition import around as owners_around
from ..model.base import Text
from ..model.reading import SelfCheck, Worksheet
from .scene import Scene
from .speaker import Said, Speaker

Notes = list[dict[str, Any]]


def around(speaker: Speaker, made: Compiled) -> tuple[Notes, Notes]:
    """What stands before and after the items of the self-checks and worksheets of a checklist, in titled groups."""
    before: Notes = []
    after: Notes = []
    for holder in owners_around(speaker.book, made):
        if isinstance(holder, Worksheet):
            before.append(_group([], _paragraphs(speaker, holder.caution)))
        else:
            help_ = _group(speaker.word("help"), [_help(speaker, each) for each in holder.help])
            before += [_group([], _paragraphs(speaker, holder.limits)), help_]
            after += [_group(speaker.word("result"), _scoring(speaker, holder)), help_]
    return [each for each in before if each["lines"]], after


def _group(title: Said, lines: list[Said]) -> dict[str, Any]:
    return {"title": title, "lines": lines}


def _paragraphs(speaker: Speaker, text: Text | None) -> list[Said]:
    said = [[part for part in wording.split("\n\n") if part.strip()] for wording in speaker.text(text)]
    return [list(each) for each in zip(*said, strict=False)]


def _help(speaker: Speaker, each: Any) -> Said:
    def say(scene: Scene) -> str:
        contact = each.contact or scene.word("origin.not-stated")
        return f"{scene.wording(each.name)}{scene.word('sheet.colon')}{contact}"

    return speaker.each(say)


def _scoring(speaker: Speaker, check: SelfCheck) -> list[Said]:
    rule = check.scoring

    def ideal(scene: Scene) -> str:
        answers = scene.words["sheet"]["answers"]
        listed = scene.word("sheet.join").join(
            f"{place}{answers[question.ideal]}" for place, question in enumerate(check.questions, 1)
        )
        return scene.word("sheet.ideal", answers=listed)

    def opposite(scene: Scene) -> str:
        return scene.word("sheet.opposite", n=rule.opposite_more_than, says=scene.wording(rule.says))

    def otherwise(scene: Scene) -> str:
        return scene.word("sheet.otherwise", says=scene.wording(rule.otherwise))

    return [speaker.each(ideal), speaker.each(opposite), speaker.each(otherwise)]
