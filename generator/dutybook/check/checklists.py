"""Checklists: pause points that people can go through, items that say one thing, nothing restated, nothing left out.

The limits are those of the literature on checklists: five to nine items and about a minute a pause point (Gawande and
Boorman), the critical ones first and a call at the end (Degani and Wiener).
"""

import re
from collections.abc import Iterator

from ..book import Book
from ..checklist.compile import Compiled, Line, Stop, compiled
from ..checklist.coverage import checklists_of, needs_a_checklist
from ..checklist.definition import duty_digest
from ..model.checklist import Checklist, Item, OfProcess, OfSchedule, Waivers
from ..model.time import Every
from ..model.work import Duty
from .engine import Finding, at, rule

MOST, MANY = 9, 7
SECONDS = 90
LONG, TOO_LONG = 30, 45
JOINS_ZH = re.compile(r"并(?!非|列)|以及|而且|并且")
BARE = frozenset(
    [
        "已检查",
        "已完成",
        "已确认",
        "已核对",
        "已做",
        "完成",
        "检查",
        "正常",
        "合格",
        "好",
        "无误",
        "ok",
        "okay",
        "yes",
        "done",
        "checked",
        "complete",
        "completed",
        "normal",
        "fine",
    ]
)


def _made(book: Book) -> Iterator[Compiled]:
    return (compiled(book, checklist) for checklist in book.checklists)


def _stops(book: Book) -> Iterator[tuple[Compiled, Stop]]:
    return ((made, stop) for made in _made(book) for stop in made.stops)


def _items(book: Book) -> Iterator[tuple[Checklist, Item]]:
    return ((each, item) for each in book.checklists for pause in each.pauses for item in pause.items)


@rule("CHK001", "error")
def pause_point_without_items(book: Book) -> Iterator[Finding]:
    """Nothing stands in the pause point '{pause}' of the checklist '{checklist}'.

    **Why.** A heading without items prints as a blank box that people sign for nothing.

    **Fix.** Select something under "select:", add "items:", or delete the pause point.

    清单“{checklist}”的停顿点“{pause}”里没有内容。

    **为什么。** 只有标题没有事项，打印出来是空白，签字也不知道签的是什么。

    **怎么改。** 在“select:”里选取职责，或写“items:”，或删掉这个停顿点。
    """
    for made, stop in _stops(book) if book.whole else ():
        if not stop.lines:
            yield at(stop.pause, checklist=made.checklist.id, pause=stop.pause.id)


@rule("CHK002", "error")
def too_many_items(book: Book) -> Iterator[Finding]:
    """The pause point '{pause}' has {count} items; nine are the most.

    **Why.** Nobody keeps more than nine things in mind at one stop; long lists are ticked without looking.

    **Fix.** Split the pause point where people stop anyway, or leave out what they never forget.

    停顿点“{pause}”有{count}项，最多九项。

    **为什么。** 一次停下来记不住九件以上的事；清单太长，人就会不看就打勾。

    **怎么改。** 在本来就会停下来的地方分成两个停顿点，或去掉不会忘的事。
    """
    for _, stop in _stops(book):
        if len(stop.lines) > MOST and not stop.due:
            yield at(stop.pause, pause=stop.pause.id, count=len(stop.lines))


@rule("CHK003", "warning")
def many_items(book: Book) -> Iterator[Finding]:
    """The pause point '{pause}' has {count} items; more than seven are hard to keep in mind.

    **Why.** People read the first few and tick the rest.

    **Fix.** Split it, or leave out what nobody forgets.

    停顿点“{pause}”有{count}项，超过七项就不容易记住。

    **为什么。** 人会看前几项，后面的顺手打勾。

    **怎么改。** 分成两个停顿点，或去掉没有人会忘的事。
    """
    for _, stop in _stops(book):
        if MANY < len(stop.lines) <= MOST and not stop.due:
            yield at(stop.pause, pause=stop.pause.id, count=len(stop.lines))


@rule("CHK004", "error")
def confirming_takes_too_long(book: Book) -> Iterator[Finding]:
    """The pause point '{pause}' is reckoned at {seconds} seconds; confirming takes ninety at the most.

    **Why.** A do-confirm list is gone through after the work; when it takes longer it is skipped on busy days.

    **Fix.** Shorten it, split it, or make the checklist "mode: read-do" when it guides the work itself.

    停顿点“{pause}”预计{seconds}秒；做完再核对的停顿点最多九十秒。

    **为什么。** 这种清单是做完之后核对的，时间一长，忙的时候就会跳过。

    **怎么改。** 精简、拆分；如果清单是边读边做的，改为“mode: read-do”。
    """
    for made, stop in _stops(book):
        seconds = stop.pause.seconds
        if made.checklist.mode == "do-confirm" and seconds is not None and seconds > SECONDS:
            yield at(stop.pause, "seconds", pause=stop.pause.id, seconds=seconds)


@rule("CHK005", "error")
def pause_points_do_not_fit(book: Book) -> Iterator[Finding]:
    """{reason}.

    **Why.** What does not fit into the day as planned is not done, or something else is not.

    **Fix.** Name an entry of the schedule under "slot:", shorten the pause points, or give the entry more time.

    {reason_zh}。

    **为什么。** 一天里排不下的事，不是这件做不成，就是那件做不成。

    **怎么改。** 在“slot:”里写作息的时间点编号；缩短停顿点，或给这个时间点多留时间。
    """
    for checklist in book.checklists:
        schedule = book.find("schedule", checklist.schedule, checklist) if checklist.schedule else None
        entries = {entry.id: entry for entry in schedule.entries} if schedule is not None else {}
        used: dict[str, int] = {}
        for pause in checklist.pauses:
            if pause.slot is None or (checklist.schedule is not None and schedule is None):
                continue
            entry = entries.get(pause.slot)
            if entry is None:
                english = f"The schedule of the checklist '{checklist.id}' has no entry '{pause.slot}'"
                yield at(pause, "slot", reason=english, reason_zh=f"清单“{checklist.id}”的作息里没有“{pause.slot}”")
                continue
            used[entry.id] = used.get(entry.id, 0) + (pause.seconds or 0)
            if entry.end is not None and used[entry.id] > (entry.end - entry.start) * 60:
                english = f"{used[entry.id]} seconds of pause points do not fit into {entry.start}–{entry.end}"
                chinese = f"{entry.start}–{entry.end}放不下{used[entry.id]}秒的停顿点"
                yield at(pause, "seconds", reason=english, reason_zh=chinese)


@rule("CHK006", "warning")
def two_actions_in_one_item(book: Book) -> Iterator[Finding]:
    """The item '{text}' joins two actions with '{word}'.

    **Why.** With one of the two done, nobody knows whether to tick.

    **Fix.** Write two items.

    “{text}”用“{word}”连着两件事。

    **为什么。** 只做了一件时，不知道该不该打勾。

    **怎么改。** 写成两项。
    """
    verbs = {duty.title.said.get("en", "").split(" ", 1)[0].casefold() for duty in book.duties}
    english = re.compile(rf"\band ({'|'.join(re.escape(verb) for verb in sorted(verbs) if verb)})\b", re.IGNORECASE)
    for _, item in _items(book):
        for language, pattern in (("zh", JOINS_ZH), ("en", english)):
            said = item.text.said.get(language, "") if item.text is not None else ""
            found = pattern.search(said) if verbs else None
            if found:
                yield at(item, f"text.{language}", text=said, word=found[0])


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
    for made in _made(book):
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
    for made, stop in _stops(book):
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


@rule("CHK010", "warning")
def critical_item_late(book: Book) -> Iterator[Finding]:
    """The critical item '{id}' stands after '{other}', which is not critical.

    **Why.** People are interrupted; what must not be missed comes first.

    **Fix.** Put it first, or give the reason for the order under "waived: {{order: ...}}" of the pause point.

    关键项“{id}”排在不关键的“{other}”后面。

    **为什么。** 做事会被打断，不能漏的要排在前面。

    **怎么改。** 排到最前，或在停顿点的“waived: {{order: ...}}”里写明这样排的理由。
    """
    for _, stop in _stops(book):
        if stop.due or "order" in stop.pause.waived:
            continue
        plain: Line | None = None
        for line in stop.lines:
            if line.critical and plain is not None:
                yield at(line.said or stop.pause, id=line.id, other=plain.id)
                break
            plain = plain or (None if line.critical else line)


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


@rule("CHK012", "error")
def restated_duty_has_changed(book: Book) -> Iterator[Finding]:
    """The item restates the duty '{duty}', and nobody has confirmed it since the duty last changed.

    **Why.** Words that stand twice drift apart: the checklist may ask for what the handbook no longer says.

    **Fix.** Read both, correct the item, and write "confirmed: {digest}"; or delete the words and let the duty speak.

    这一项改写了职责“{duty}”，职责变动以后还没有人核对过。

    **为什么。** 写两遍的话会各走各的：清单可能还在要求手册已经不要求的事。

    **怎么改。** 对照着读一遍，改正这一项，写上“confirmed: {digest}”；或者删掉改写，直接用职责的原话。
    """
    for _, item in _items(book):
        duty = book.find("duty", item.duty, item) if item.duty else None
        if duty is not None and (item.text is not None or item.response is not None):
            digest = duty_digest(book, duty)
            if item.confirmed != digest:
                yield at(item, "confirmed", duty=duty.id, digest=digest)


@rule("CHK013", "error")
def items_share_an_id(book: Book) -> Iterator[Finding]:
    """Two items of the checklist '{checklist}' are called '{id}'.

    **Why.** Answers are kept by id: one answer would overwrite the other.

    **Fix.** Leave one of them out with "except:", or give it an "id:" of its own.

    清单“{checklist}”有两项都叫“{id}”。

    **为什么。** 答案按编号保存，两项同号会互相覆盖。

    **怎么改。** 用“except:”去掉一项，或给它另写“id:”。
    """
    for made in _made(book):
        seen = set()
        for stop in made.stops:
            for line in stop.lines:
                if line.id in seen and line.id:
                    yield at(line.said or stop.pause, checklist=made.checklist.id, id=line.id)
                seen.add(line.id)


@rule("CHK014", "error")
def condition_cannot_be_asked(book: Book) -> Iterator[Finding]:
    """The condition of the item '{id}' looks at '{other}', {reason}.

    **Why.** Such a condition never holds, or always: the item is never, or always, asked.

    **Fix.** Name an earlier item of the same checklist and one of the answers it can have.

    “{id}”的条件要看“{other}”，但{reason_zh}。

    **为什么。** 这样的条件要么永远不成立，要么永远成立。

    **怎么改。** 写同一张清单里前面的一项，以及它可能有的答案。
    """
    for made in _made(book) if book.whole else ():
        before: dict[str, Line] = {}
        for line in made.lines:
            condition = line.only_if
            if condition is not None:
                other = before.get(condition.item)
                fault = ("no earlier item", "前面没有这一项") if other is None else _impossible(other, condition)
                if fault:
                    holder = line.said or line.node
                    yield at(holder, "only-if", id=line.id, other=condition.item, reason=fault[0], reason_zh=fault[1])
            before[line.id] = line


def _impossible(line: Line, condition: object) -> tuple[str, str] | None:
    is_ = getattr(condition, "is_", None)
    choices = line.said.choices if line.said is not None else ()
    answers = {
        "confirm": ("yes", "no"),
        "yes-no": ("yes", "no"),
        "choice": tuple(choice.id for choice in choices),
        "multi-choice": tuple(choice.id for choice in choices),
    }.get(line.type)
    if is_ is not None and answers is not None and is_ not in answers:
        return f"which is never '{is_}'", f"它的答案不会是“{is_}”"
    if is_ is None and line.type != "number":
        return "which is no number", "它不是数值"
    return None


@rule("CHK015", "error")
def duty_on_no_checklist(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' has a time, but stands on no checklist.

    **Why.** What is on no checklist is what is forgotten; nobody notices, since nothing is missing on paper.

    **Fix.** Select it in a checklist of its role, or list it in checklists/{unit}/waived.yml with the reason.

    职责“{duty}”有时间要求，却不在任何清单上。

    **为什么。** 不在清单上的事最容易忘，而且纸面上看不出缺了什么。

    **怎么改。** 在本岗位的清单里选取它，或在checklists/{unit}/waived.yml里写明不上清单的理由。
    """
    if not book.whole:
        return
    units = {checklist.mark.path.split("/")[1] for checklist in book.checklists}
    waived = {book.find("duty", each.duty, each) for file in book.all(Waivers) for each in file.waived}
    for duty in book.duties:
        unit = duty.mark.path.split("/")[1]
        wanted = unit in units and needs_a_checklist(duty) and book.status(duty) not in ("draft", "retired")
        if wanted and duty not in waived and not checklists_of(book, duty):
            yield at(duty, "when", duty=duty.id, unit=unit)


@rule("CHK016", "warning")
def waived_for_nothing(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' is waived, but stands on the checklist '{checklist}'.

    **Why.** The reason no longer holds, and hides a gap when the checklist is changed.

    **Fix.** Delete the waiver.

    职责“{duty}”写着不上清单，却在清单“{checklist}”上。

    **为什么。** 理由已经不成立；清单一改，缺口就被它盖住了。

    **怎么改。** 删掉这一条。
    """
    for file in book.all(Waivers):
        for each in file.waived:
            duty = book.find("duty", each.duty, each)
            on = checklists_of(book, duty) if isinstance(duty, Duty) else []
            if on:
                yield at(each, "duty", duty=duty.id, checklist=on[0].id)


@rule("CHK017", "error")
def answer_does_not_fit_its_type(book: Book) -> Iterator[Finding]:
    """The item '{id}' is of type {type}, {reason}.

    **Why.** Paper, browser and terminal ask by the type; what does not belong to it is never asked.

    **Fix.** Correct the type, or add and remove what belongs to it.

    “{id}”的类型是{type}，{reason_zh}。

    **为什么。** 纸面、浏览器和终端都按类型来问；不属于这个类型的内容永远问不到。

    **怎么改。** 改正类型，或补上、去掉相应的内容。
    """
    for _, item in _items(book):
        many = item.type in ("choice", "multi-choice")
        ranges = item.valid is not None or item.expect is not None
        faults = [
            (many and len(item.choices) < 2, "choices", "which needs two choices at least", "至少要有两个可选项"),
            (bool(item.choices) and not many, "choices", "which has no choices", "不能有可选项"),
            (ranges and item.type != "number", "type", "which has no range", "不能有数值范围"),
            (item.type == "number" and item.unit is None, "type", "but names no unit", "但没有写计量单位"),
        ]
        for wrong, key, english, chinese in faults:
            if wrong:
                yield at(item, key, id=item.id or item.duty, type=item.type, reason=english, reason_zh=chinese)


@rule("CHK018", "error")
def range_holds_nothing(book: Book) -> Iterator[Finding]:
    """The {range} range of the item '{id}' {reason}.

    **Why.** No answer could be right, or none could ever be abnormal.

    **Fix.** Correct the numbers.

    “{id}”的{range}范围{reason_zh}。

    **为什么。** 这样一来，什么答案都不对，或者什么答案都不会异常。

    **怎么改。** 改正数值。
    """
    for _, item in _items(book):
        for name in ("valid", "expect"):
            each = getattr(item, name)
            if each is not None and each.min is not None and each.max is not None and each.min > each.max:
                yield at(
                    item,
                    name,
                    range=name,
                    id=item.id or item.duty,
                    reason="ends before it begins",
                    reason_zh="上下限颠倒",
                )
        inner, outer = item.expect, item.valid
        if inner is not None and outer is not None:
            low = outer.min is not None and inner.min is not None and inner.min < outer.min
            high = outer.max is not None and inner.max is not None and inner.max > outer.max
            if low or high:
                yield at(
                    item,
                    "expect",
                    range="expect",
                    id=item.id or item.duty,
                    reason="reaches beyond the valid one",
                    reason_zh="超出了valid的范围",
                )


@rule("CHK019", "error")
def item_of_another_role(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' on this checklist is not one of the role '{role}'.

    **Why.** People would be asked for what is not theirs to do, and sign for it.

    **Fix.** Choose the role whose duty it is, or leave the duty out.

    这张清单上的职责“{duty}”不是岗位“{role}”的。

    **为什么。** 这等于要人做不归他做的事，还要他签字。

    **怎么改。** 换成负责这项职责的岗位，或去掉这一项。
    """
    for made, stop in _stops(book) if book.whole else ():
        if made.role is None:
            continue
        own = set(book.duties_of(made.role))
        for line in stop.lines:
            if line.duty is not None and line.duty not in own:
                yield at(line.said or stop.pause, duty=line.duty.id, role=made.role.id)


@rule("CHK020", "error")
def selection_names_nothing(book: Book) -> Iterator[Finding]:
    """'{name}' is no {what} of '{of}'.

    **Why.** What is selected by a name that does not exist is silently missing on the sheet.

    **Fix.** Write one of: {known}.

    “{of}”里没有{what_zh}“{name}”。

    **为什么。** 按不存在的名字去选，清单上就会悄悄少一项。

    **怎么改。** 可以写：{known}。
    """
    for checklist in book.checklists:
        for pause in checklist.pauses:
            for select in pause.select:
                if isinstance(select, OfSchedule):
                    found, names = book.find("schedule", select.schedule, select), ("from", "to")
                    known = [each.id for each in found.entries] if found is not None else []
                    asked: list[tuple[str, int | None, str | None]] = [
                        (key, None, getattr(select, f"{key}_" if key == "from" else key)) for key in names
                    ]
                    what = ("entry", "时间点")
                elif isinstance(select, OfProcess):
                    found = book.find("process", select.process, select)
                    known = [each.id for each in found.steps] if found is not None else []
                    asked = [("steps", place, each) for place, each in enumerate(select.steps)]
                    what = ("step", "步骤")
                else:
                    continue
                for key, place, name in asked:
                    if found is not None and name is not None and name not in known:
                        yield at(
                            select,
                            key,
                            place,
                            name=name,
                            what=what[0],
                            what_zh=what[1],
                            of=found.id,
                            known=", ".join(known),
                        )
