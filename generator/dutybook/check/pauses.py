"""Pause points of checklists: as many items as one keeps in mind, in as much time as there is, the critical ones first.

The limits are those of the literature on checklists: five to nine items and about a minute a pause point (Gawande and
Boorman), the critical ones first (Degani and Wiener).
"""

from collections.abc import Iterator

from ..book import Book
from ..checklist.compile import Line, stops
from ..model.time import Clock
from ..model.work import Schedule
from .engine import Finding, at, rule

MOST, MANY = 9, 7
SECONDS = 90


@rule("CHK001", "error")
def pause_point_without_items(book: Book) -> Iterator[Finding]:
    """Nothing stands in the pause point '{pause}' of the checklist '{checklist}'.

    **Why.** A heading without items prints as a blank box that people sign for nothing.

    **Fix.** Select something under "select:", add "items:", or delete the pause point.

    清单“{checklist}”的停顿点“{pause}”里没有内容。

    **为什么。** 只有标题没有事项，打印出来是空白，签字也不知道签的是什么。

    **怎么改。** 在“select:”里选取职责，或写“items:”，或删掉这个停顿点。
    """
    for made, stop in stops(book) if book.whole else ():
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
    for _, stop in stops(book):
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
    for _, stop in stops(book):
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
    for made, stop in stops(book):
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
        slots = _slots(schedule) if schedule is not None else {}
        used: dict[str, int] = {}
        for pause in checklist.pauses:
            if pause.slot is None or (checklist.schedule is not None and schedule is None):
                continue
            if pause.slot not in slots and pause.slot in book.lost:
                continue
            if pause.slot not in slots:
                english = f"The schedule of the checklist '{checklist.id}' has no entry '{pause.slot}'"
                yield at(pause, "slot", reason=english, reason_zh=f"清单“{checklist.id}”的作息里没有“{pause.slot}”")
                continue
            used[pause.slot] = used.get(pause.slot, 0) + (pause.seconds or 0)
            start, end = slots[pause.slot]
            if end is not None and used[pause.slot] > (end - start) * 60:
                english = f"{used[pause.slot]} seconds of pause points do not fit into {start}–{end}"
                chinese = f"{start}–{end}放不下{used[pause.slot]}秒的停顿点"
                yield at(pause, "seconds", reason=english, reason_zh=chinese)


def _slots(schedule: Schedule) -> dict[str, tuple[Clock, Clock | None]]:
    """From when to when each entry lasts; without an end of its own until the next begins, or the working day ends."""
    entries, day = schedule.entries, schedule.working_day
    after = [*(entry.start for entry in entries[1:]), day.to if day is not None else None] if entries else []
    return {entry.id: (entry.start, entry.end or next_) for entry, next_ in zip(entries, after, strict=True)}


@rule("CHK010", "warning")
def critical_item_late(book: Book) -> Iterator[Finding]:
    """The critical item '{id}' stands after '{other}', which is not critical.

    **Why.** People are interrupted; what must not be missed comes first.

    **Fix.** Put it first, or give the reason for the order under "waived: {{order: ...}}" of the pause point.

    关键项“{id}”排在不关键的“{other}”后面。

    **为什么。** 做事会被打断，不能漏的要排在前面。

    **怎么改。** 排到最前，或在停顿点的“waived: {{order: ...}}”里写明这样排的理由。
    """
    for _, stop in stops(book):
        if stop.due or "order" in stop.pause.waived:
            continue
        plain: Line | None = None
        for line in stop.lines:
            if line.critical and plain is not None:
                yield at(line.said or stop.pause, id=line.id, other=plain.id)
                break
            plain = plain or (None if line.critical else line)
