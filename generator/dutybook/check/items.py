"""Items of checklists: one action, read at a glance, answered by what one sees, and nothing that a duty already says."""

import re
from collections.abc import Iterator

from ..book import Book
from ..checklist.compile import Line, every, stops
from ..model.checklist import Checklist, Item
from ..model.time import Every
from .engine import Finding, at, rule

LONG, TOO_LONG = 30, 45
JOINS_ZH = re.compile(r"(?<![合一归兼吞])并(?![非列不网存购轨])|(?<![并暂尚况])且|以及")
BARE = frozenset(
    [
        "已检查",
        "已完成",
        "已确认",
        "已核对",
        "已查看",
        "已办理",
        "已落实",
        "已处理",
        "已阅",
        "已做",
        "已办",
        "完成",
        "检查",
        "正常",
        "合格",
        "好",
        "良好",
        "无误",
        "无异常",
        "没问题",
        "可以",
        "ok",
        "okay",
        "yes",
        "done",
        "checked",
        "confirmed",
        "verified",
        "complete",
        "completed",
        "finished",
        "normal",
        "fine",
        "good",
        "correct",
        "ready",
    ]
)


def _items(book: Book) -> Iterator[tuple[Checklist, Item]]:
    return ((each, item) for each in book.checklists for pause in each.pauses for item in pause.items)


@rule("CHK006", "warning")
def two_actions_in_one_item(book: Book) -> Iterator[Finding]:
    """The item '{text}' joins two actions with '{word}'.

    **Why.** With one of the two done, nobody knows whether to tick.

    **Fix.** Write two items.

    “{text}”用“{word}”连着两件事。

    **为什么。** 只做了一件时，不知道该不该打勾。

    **怎么改。** 写成两项。
    """
    english = _joined_verbs(book)
    own = [(item, "text", item.text) for _, item in _items(book) if item.text is not None]
    tasks = {line.node: line.text for made in every(book) for line in made.lines if line.source == "task"}
    for holder, key, text in [*own, *((node, "task", text) for node, text in tasks.items())]:
        for language, pattern in (("zh", JOINS_ZH), ("en", english)):
            said = text.said.get(language, "")
            found = pattern.search(said) if pattern is not None else None
            if found:
                yield at(holder, f"{key}.{language}", text=said, word=found[0])


def _joined_verbs(book: Book) -> re.Pattern[str] | None:
    """Finds "and" before a verb that has an object. A verb is what a duty's title begins with; a noun may look the same."""
    begins = (duty.title.said.get("en", "") for duty in book.duties)
    verbs = sorted({re.escape(said.split()[0].casefold()) for said in begins if said.strip()})
    return re.compile(rf"\band (?:then )?(?:{'|'.join(verbs)})(?= \w)", re.IGNORECASE) if verbs else None


@rule("CHK007", "warning")
def long_item(book: Book) -> Iterator[Finding]:
    """The item '{id}' is {count} characters long in Chinese; thirty are easy to take in.

    **Why.** An item is read at a glance, standing; what is longer is skimmed.

    **Fix.** Shorten it; the details belong to the duty's page.

    “{id}”的中文有{count}个字，三十字以内才一眼看得完。

    **为什么。** 清单是站着看一眼的；太长就会一扫而过。

    **怎么改。** 缩短；细节写在职责页上。
    """
    yield from _lengthy(book, LONG, TOO_LONG)


@rule("CHK008", "error")
def item_too_long(book: Book) -> Iterator[Finding]:
    """The item '{id}' is {count} characters long in Chinese; forty-five are the most.

    **Why.** It does not fit on a line of the sheet, and nobody reads it at a glance.

    **Fix.** Shorten it; the details belong to the duty's page.

    “{id}”的中文有{count}个字，最多四十五字。

    **为什么。** 清单上一行放不下，也没有人会一眼看完。

    **怎么改。** 缩短；细节写在职责页上。
    """
    yield from _lengthy(book, TOO_LONG, 1 << 30)


def _lengthy(book: Book, above: int, most: int) -> Iterator[Finding]:
    seen = set()
    for made in every(book):
        for line in made.lines:
            count = len(line.text.said.get("zh", ""))
            if above < count <= most and line.text not in seen and line.source not in ("question", "prompt"):
                seen.add(line.text)
                yield at(line.text.mark, id=line.id, count=count)


@rule("CHK009", "error")
def response_without_a_state(book: Book) -> Iterator[Finding]:
    """{reason}.

    **Why.** A response that fits everything is given without looking: it has to state what one sees.

    **Fix.** Write a "response:" with a state or a value, such as "folder in hand, six kinds inside"; where the bare word
    is meant, give the reason under "waived: {{response: ...}}" of the pause point.

    {reason_zh}。

    **为什么。** 放在哪里都对的应答，不看也能答；应答要说出看到的状态或数值。

    **怎么改。** 写“response:”，说出状态或数值，例如“资料袋在手，六类齐全”；确实只要一个词时，在停顿点的“waived: {{response: ...}}”里写明理由。
    """
    for made, stop in stops(book):
        for line in stop.lines:
            if line.type != "confirm" or "response" in stop.pause.waived:
                continue
            said = [line.response.said.get(each, "") for each in ("zh", "en")] if line.response is not None else []
            bare = next((each for each in said if each.rstrip("。.!！").strip().casefold() in BARE), None)
            if bare is not None:
                english, chinese = (
                    f"The response '{bare}' of '{line.id}' states nothing",
                    f"“{line.id}”的应答“{bare}”没有说出状态",
                )
                yield at(line.said or line.node, "response", reason=english, reason_zh=chinese)
            elif line.response is None and not (
                stop.due or _shows_itself(line) or book.status(made.checklist) == "draft"
            ):
                english = f"Nothing says what shows that '{line.id}' is done on the checklist '{made.checklist.id}'"
                chinese = f"清单“{made.checklist.id}”没有说明“{line.id}”做到什么样"
                yield at(line.said or stop.pause, reason=english, reason_zh=chinese)


def _shows_itself(line: Line) -> bool:
    """Whether a form, a receiver or a time of day shows that a line is done."""
    when = line.duty.when if line.duty is not None else None
    clock = isinstance(when, Every) and (when.at is not None or when.not_later_than is not None)
    return bool(line.forms or line.receivers or clock)


@rule("CHK011", "error")
def own_step_without_reason(book: Book) -> Iterator[Finding]:
    """The step '{id}' comes from no duty and gives no reason of its own.

    **Why.** A step that nobody asked for cannot be kept in line with the handbook, and nobody dares to delete it.

    **Fix.** Name its "duty:", or say under "reason:" why this checklist needs it.

    步骤“{id}”既不出自职责，也没有写理由。

    **为什么。** 没有来由的步骤，手册改了它不会跟着改，也没有人敢删。

    **怎么改。** 写明出自哪项职责（duty），或在“reason:”里说明清单为什么需要它。
    """
    for _, item in _items(book):
        if item.duty is None and item.reason is None:
            yield at(item, id=item.id or "?")


@rule("CHK021", "error")
def own_step_without_words(book: Book) -> Iterator[Finding]:
    """The step {place} of the pause point '{pause}' derives from no duty and has no "{field}".

    **Why.** Without words nothing is printed; without an id no answer can be kept.

    **Fix.** Write "{field}:", or name the "duty:" from which the words come.

    停顿点“{pause}”的第{place}项不出自职责，又没有写“{field}”。

    **为什么。** 没有文字就什么也印不出来；没有编号，答案就没有地方存。

    **怎么改。** 写上“{field}:”，或者用“duty:”写明文字出自哪项职责。
    """
    for checklist in book.checklists:
        for pause in checklist.pauses:
            for place, item in enumerate(pause.items, 1):
                for field in ("id", "text"):
                    if item.duty is None and getattr(item, field) is None:
                        yield at(item, place=place, pause=pause.id, field=field)
